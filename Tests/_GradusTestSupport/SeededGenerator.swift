public import GradusExpression

/// The generator that tests draw from.
public typealias SeededGenerator = SplitMix64
