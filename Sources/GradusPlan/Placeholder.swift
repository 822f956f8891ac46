enum GradusPlanPlaceholder {}
