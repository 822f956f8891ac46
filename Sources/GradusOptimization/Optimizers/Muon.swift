internal import GradusExpression

/// Momentum whose steps are made orthogonal: v ← μ v + g, and the matrix g + μ v is brought near U Vᵀ of its singular value
/// decomposition by five steps of X ← a X + (b X Xᵀ + c (X Xᵀ)²) X; θ ← θ − η √max(1, columns / rows) X − η λ θ.
///
/// Parameters that are no matrices follow AdamW, at a tenth of the learning rate.
///
/// Source: K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks" (2024). W of shape (inputs, outputs) is
/// the transpose of the matrix there.
struct Muon: OptimizerMethod {
  static let name = "muon"
  static let summary = "momentum with orthogonal steps for matrices, and AdamW for the rest"
  static let settings = [
    Setting("momentum", "μ, how much of the velocity stays", .decay, .number(Rational(95, 100))),
    Setting("rounds", "how often X is brought nearer to an orthogonal matrix", .count(1, 20), 5),
    AdamMoments.settings[0], AdamMoments.settings[1], AdamMoments.settings[2],
  ]
  var usualLearningRate: Double { 0.02 }
  var decaysBesideGradient: Bool { true }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] {
    parameter.shape.count == 2 ? [OptimizerMemory("velocity", of: parameter)] : AdamMoments.memories(of: parameter)
  }
  var scalars: [StepScalar] { AdamMoments(values).scalars }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    guard g.rank == 2 else {
      let (direction, memories) = AdamMoments(values).direction(g, step)
      let rate = times(.constant(Rational(1, 10)), step.η)
      return OptimizerUpdate(θ - times(rate, direction + step.decay), memories)
    }
    let μ = values[number: "momentum"]
    let v = step.memory("velocity").scaled(by: μ) + g
    let direction = orthogonal(g + v.scaled(by: μ))
    let (rows, columns) = (g.shape[0], g.shape[1])
    let scale = sqrt(.extremum(.maximum, 1, .size(columns) / .size(rows)))
    return OptimizerUpdate(θ - times(step.η, times(scale, direction) + step.decay), ["velocity": v])
  }

  /// X near U Vᵀ, on the side with fewer products.
  private func orthogonal(_ g: Formula) -> Formula {
    let (a, b, c) = (Rational(34445, 10000), Rational(-4775, 1000), Rational(20315, 10000))
    func product(_ left: Formula, _ right: Formula) -> Formula {
      .contraction([.init(left, [0, 1]), .init(right, [1, 2])], output: [0, 2])
    }
    let isTall =
      if case (.number(let rows), .number(let columns)) = (g.shape[0], g.shape[1]) { rows > columns } else { false }
    var x = times(1 / (norm(g) + .constant(Rational(1, 10_000_000))), g)
    for _ in 0..<values[count: "rounds"] {
      let square = isTall ? product(x.transposed, x) : product(x, x.transposed)
      let polynomial = square.scaled(by: b) + product(square, square).scaled(by: c)
      let turned = isTall ? product(x, polynomial) : product(polynomial, x)
      x = .sum([Term(a, x), Term(1, turned)], shape: x.shape, flattening: false)
    }
    return x
  }
}
