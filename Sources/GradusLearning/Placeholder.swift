enum GradusLearningPlaceholder {}
