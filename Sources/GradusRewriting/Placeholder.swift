enum GradusRewritingPlaceholder {}
