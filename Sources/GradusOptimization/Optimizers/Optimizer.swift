public import GradusExpression

/// How parameters follow their gradient: an update formula, and what it remembers from step to step.
///
/// The learning rate η is no part of it: it is a symbol of the formulas, because a schedule changes it.
public struct Optimizer: Described {
  let method: any OptimizerMethod

  init(_ method: any OptimizerMethod) { self.method = method }

  /// The optimisers that are known; a new one is its file and its line here.
  static let methods: [any OptimizerMethod.Type] = [
    GradientDescent.self, Momentum.self, Nesterov.self, Adagrad.self, Adadelta.self, RMSprop.self, Adam.self,
    AdamW.self, Adamax.self, AMSGrad.self, NAdam.self, RAdam.self, Lion.self, LAMB.self, Muon.self, Adafactor.self,
    Lookahead.self, LBFGS.self,
  ]

  /// Every optimiser with its constants.
  public static var all: [MethodDescription] { methods.map { MethodDescription($0) } }

  /// The optimiser of a description: `adam`, `momentum 0.9`, `adam(beta1=0.8, epsilon=1e-6)`.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) {
    guard let type = Self.methods.first(where: { $0.name == clause.name }) else {
      throw .unknown("optimiser", clause.name, known: Self.methods.map { $0.name })
    }
    method = try type.init(clause)
  }

  /// Its name, and the constants that are not the usual ones.
  public var clause: Clause { method.clause }
  /// What it is called: `adam`.
  public var name: String { type(of: method).name }
  /// A learning rate that serves most networks.
  public var usualLearningRate: Double { method.usualLearningRate }
  /// λ where nothing is said.
  package var usualWeightDecay: Rational { method.usualWeightDecay }
  /// The numbers that go with the step, as formulas of `StepScalar.time`; the learning rate is not among them.
  public var scalars: [StepScalar] { method.scalars }
  /// What is remembered of a parameter.
  public func memories(of parameter: Symbol) -> [OptimizerMemory] { method.memories(of: parameter) }
  /// Whether its steps are searched for on all the examples at once, each along a direction until the loss is lower, and not taken batch
  /// by batch: an update formula alone is then not the method.
  package var isSearch: Bool { searchMemory != nil }
  /// How many steps a method that searches remembers; nil for the others.
  package var searchMemory: Int? { method.searchMemory }
  /// Whether every constant is in its range.
  ///
  /// - Throws: `DescriptionError` that names the constant and its range.
  public func check() throws(DescriptionError) { try method.check() }
}

/// An optimiser in one file: its constants with their ranges, its memories, the numbers that go with the step as formulas of t,
/// and its update. The constants are exact, so that `1 − β` is exact in the formula too.
protocol OptimizerMethod: Configurable {
  /// A learning rate that serves most networks.
  var usualLearningRate: Double { get }
  /// Whether a decay of the weights is no part of the gradient: θ ← θ − η λ θ beside the step, and not g + λ θ.
  var decaysBesideGradient: Bool { get }
  /// λ where nothing is said.
  var usualWeightDecay: Rational { get }
  /// How many steps a method remembers that searches along its directions; nil for the others.
  var searchMemory: Int? { get }
  /// The numbers that go with the step, as formulas of `StepScalar.time`.
  var scalars: [StepScalar] { get }
  /// What is remembered of a parameter.
  func memories(of parameter: Symbol) -> [OptimizerMemory]
  /// One step.
  ///
  /// - Parameters:
  ///   - θ: the parameter.
  ///   - g: its gradient, with the decay where that belongs to it.
  ///   - step: η, λ, the memories and the scalars.
  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate
}

extension OptimizerMethod {
  var decaysBesideGradient: Bool { false }
  var usualWeightDecay: Rational { 0 }
  var searchMemory: Int? { nil }
  var scalars: [StepScalar] { [] }
}

/// What an optimiser remembers of a parameter from step to step.
public struct OptimizerMemory: Hashable, Sendable {
  /// Its name: `velocity`, in files `velocity.layers.0.weight`.
  public let name: String
  /// Usually the shape of the parameter.
  public let shape: [Formula.Size]
  /// What every entry is before the first step.
  public let initial: Float
  /// Whether it is never negative; it may then be infinite in single precision too.
  package let isNonnegative: Bool

  /// A memory of the parameter's own shape.
  init(_ name: String, of parameter: Symbol, initial: Float = 0, isNonnegative: Bool = false) {
    self.init(name, parameter.shape, initial: initial, isNonnegative: isNonnegative)
  }

  init(_ name: String, _ shape: [Size], initial: Float = 0, isNonnegative: Bool = false) {
    (self.name, self.shape, self.initial, self.isNonnegative) = (name, shape, initial, isNonnegative)
  }

  /// The lengths of the axes, of a parameter whose sizes are numbers.
  package var lengths: [Int] { shape.map { $0.value(in: [:]) ?? 1 } }
  /// How many numbers it has, of a parameter whose sizes are numbers.
  public var count: Int { lengths.reduce(1, *) }

  /// The symbol of this memory of a parameter: `W1.velocity`.
  public func symbol(of parameter: Symbol) -> Symbol {
    Symbol("\(parameter.name).\(name)", shape, facts: isNonnegative ? [.nonnegative] : [])
  }
}

/// A number that update formulas contain and that changes from step to step, as a formula of the step t = 1, 2, …
///
/// It is computed in double precision outside the step: 1 − 0.999ᵗ in single precision is off by 10⁻⁵.
public struct StepScalar: Hashable, Sendable {
  /// The name of its symbol in update formulas.
  public let name: String
  /// Its value, in the symbols `time` and `learningRate`.
  public let value: Formula
  private let isPositive: Bool

  init(_ name: String, isPositive: Bool = true, _ value: Formula) {
    (self.name, self.value, self.isPositive) = (name, value, isPositive)
  }

  /// t, the number of the step, from 1 on.
  public static let time = Symbol("t", facts: [.positive])
  /// η, the learning rate of the step.
  public static let learningRate = Symbol("learningRate", facts: [.positive])
  /// 1 / (1 − βᵗ), which makes up for a mean that begins at zero.
  static func correction(_ name: String, _ β: Rational) -> StepScalar {
    StepScalar(name, 1 / (1 - .power(.constant(β), .symbol(time))))
  }
  /// 1 / √(1 − βᵗ), which makes up for a mean square that begins at zero, after the root.
  static func rootCorrection(_ name: String, _ β: Rational) -> StepScalar {
    StepScalar(name, 1 / sqrt(1 - .power(.constant(β), .symbol(time))))
  }

  /// The symbol that stands for it in update formulas.
  public var symbol: Symbol { Symbol(name, facts: isPositive ? [.positive] : []) }
}

/// What an update formula is written with besides θ and g.
struct OptimizerStep {
  let parameter: Symbol
  let memories: [OptimizerMemory]
  let scalars: [StepScalar]
  /// λ θ where the decay is no part of the gradient, otherwise 0.
  let decay: Formula
  /// What the learning rate is multiplied by for this parameter.
  let rate: Rational

  /// η
  var η: Formula { Formula.symbol(StepScalar.learningRate).scaled(by: rate) }

  /// A memory as it was before the step.
  func memory(_ name: String) -> Formula {
    guard let memory = memories.first(where: { $0.name == name }) else { preconditionFailure("no memory \(name)") }
    return .symbol(memory.symbol(of: parameter))
  }

  func scalar(_ name: String) -> Formula {
    guard let scalar = scalars.first(where: { $0.name == name }) else { preconditionFailure("no scalar \(name)") }
    return .symbol(scalar.symbol)
  }

  /// β m + (1 − β) x, the decaying mean of x in the memory m.
  func mean(_ name: String, _ β: Rational, of x: Formula) -> Formula {
    memory(name).scaled(by: β) + x.scaled(by: 1 - β)
  }
}

/// What one step makes of a parameter and its memories.
public struct OptimizerUpdate: Hashable, Sendable {
  /// The new value of the parameter.
  public let parameter: Formula
  /// The new value of every memory, by its name.
  public let memories: [String: Formula]

  init(_ parameter: Formula, _ memories: [String: Formula] = [:]) {
    (self.parameter, self.memories) = (parameter, memories)
  }
}

extension Optimizer {
  /// The formulas of one step, in the symbols of the parameter, its memories, the learning rate and the step's scalars.
  ///
  /// - Parameters:
  ///   - parameter: θ.
  ///   - gradient: g, of the shape of the parameter.
  ///   - weightDecay: λ; the penalty ½ λ ‖θ‖² in the gradient, or θ ← θ − η λ θ beside it (`decaysBesideGradient`).
  ///   - rate: what the learning rate is multiplied by for this parameter.
  public func update(
    _ parameter: Symbol, gradient: Formula, weightDecay: Rational = 0, rate: Rational = 1
  ) -> OptimizerUpdate {
    let θ = Formula.symbol(parameter)
    precondition(
      gradient.shape == parameter.shape,
      "a gradient of shape \(gradient.shape) for \(parameter), of shape \(parameter.shape)")
    let decay = θ.scaled(by: weightDecay)
    let isBeside = method.decaysBesideGradient
    let step = OptimizerStep(
      parameter: parameter, memories: memories(of: parameter), scalars: scalars,
      decay: isBeside ? decay : .zero(parameter.shape), rate: rate)
    return method.update(θ, gradient: isBeside ? gradient : gradient + decay, step)
  }
}

extension Optimizer {
  /// The new value of the parameter and then of every memory, each with its symbol.
  public func updates(
    of parameter: Symbol, gradient: Formula, weightDecay: Rational = 0, rate: Rational = 1
  ) -> [(symbol: Symbol, value: Formula)] {
    let update = update(parameter, gradient: gradient, weightDecay: weightDecay, rate: rate)
    return [(parameter, update.parameter)]
      + memories(of: parameter).sorted { $0.name < $1.name }.compactMap { memory in
        update.memories[memory.name].map { (memory.symbol(of: parameter), $0) }
      }
  }
}

/// A number times a formula that stays one part, so that a gradient is computed once whoever else needs it.
func times(_ scalar: Formula, _ formula: Formula) -> Formula {
  .product([scalar, formula], flattening: false)
}
