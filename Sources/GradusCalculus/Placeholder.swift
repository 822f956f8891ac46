enum GradusCalculusPlaceholder {}
