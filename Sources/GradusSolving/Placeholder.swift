enum GradusSolvingPlaceholder {}
