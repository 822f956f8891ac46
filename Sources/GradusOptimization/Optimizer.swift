public import GradusExpression

/// How parameters follow their gradient: an update formula, and what it remembers from step to step.
///
/// The numbers are exact, so that `1 − β` is exact in the formula too. The learning rate is no part of an optimiser: it is
/// the symbol `learningRate` of the formulas, because a schedule changes it.
public enum Optimizer: Hashable, Sendable {
  /// θ ← θ − η g
  case gradientDescent

  /// v ← μ v + g, θ ← θ − η v
  ///
  /// Source: B. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964), as written by
  /// I. Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013, with v/η for
  /// their velocity, so that a change of η acts at once.
  case momentum(Rational)

  /// v ← μ v + g, θ ← θ − η (g + μ v)
  ///
  /// Source: Y. Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k²)" (1983), in
  /// the form of Sutskever et al. (2013), its parameters counted from the point that the gradient is taken at.
  case nesterov(Rational)

  /// m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², θ ← θ − η m̂ / (√ŝ + ε) with m̂ = m / (1 − β₁ᵗ), ŝ = s / (1 − β₂ᵗ)
  ///
  /// Source: D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
  case adam(AdamConstants)

  /// Adam, and before it θ ← θ − η λ θ: the decay is not part of the gradient.
  ///
  /// Source: I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2.
  case adamW(AdamConstants)
}

/// The constants of Adam.
public struct AdamConstants: Hashable, Sendable {
  /// β₁, how much of the mean gradient stays from step to step.
  public var meanDecay: Rational
  /// β₂, how much of the mean squared gradient stays from step to step.
  public var squareDecay: Rational
  /// ε, which keeps the quotient finite.
  public var epsilon: Rational

  /// The values of the paper where none are given: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
  public init(
    meanDecay: Rational = Rational(9, 10), squareDecay: Rational = Rational(999, 1000),
    epsilon: Rational = Rational(1, 100_000_000)
  ) {
    self.meanDecay = meanDecay
    self.squareDecay = squareDecay
    self.epsilon = epsilon
  }
}

/// What an optimiser remembers of every parameter, each of the parameter's shape and zero at first.
public enum OptimizerMemory: String, CaseIterable, Hashable, Sendable {
  /// v, the decaying sum of the gradients.
  case velocity
  /// m, the decaying mean of the gradients.
  case mean
  /// s, the decaying mean of the squared gradients.
  case square

  /// The symbol of this memory of a parameter.
  public func symbol(of parameter: Symbol) -> Symbol {
    Symbol("\(parameter.name).\(rawValue)", parameter.shape, facts: self == .square ? [.nonnegative] : [])
  }
}

extension Optimizer {
  /// What is remembered of every parameter.
  public var memories: [OptimizerMemory] {
    switch self {
    case .gradientDescent: []
    case .momentum, .nesterov: [.velocity]
    case .adam, .adamW: [.mean, .square]
    }
  }
}
