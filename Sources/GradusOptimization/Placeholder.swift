enum GradusOptimizationPlaceholder {}
