enum GradusExchangePlaceholder {}
