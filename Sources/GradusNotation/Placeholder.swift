enum GradusNotationPlaceholder {}
