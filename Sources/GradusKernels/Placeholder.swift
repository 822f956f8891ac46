enum GradusKernelsPlaceholder {}
