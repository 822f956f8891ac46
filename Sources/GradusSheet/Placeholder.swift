enum GradusSheetPlaceholder {}
