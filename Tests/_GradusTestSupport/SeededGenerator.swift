package import GradusExpression

/// The generator that tests draw from.
package typealias SeededGenerator = SplitMix64
