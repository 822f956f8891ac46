import GradusCalculus
import GradusExpression
import _GradusTestSupport

extension Section {
  /// Pairs that are equal by an identity of the textbook: no counterexample may be found.
  static let identities = Section(
    name: "equal.identities", weight: 1,
    run: { generator in
      let (left, right) = equalPair(&generator)
      switch left.isEqual(to: right) {
      case .different(let point):
        // 0 · 0⁻¹ has no value, and is 0 as soon as it is written.
        if left.isZero || right.isZero { return .skipped }
        // A counterexample counts where the oracle too sees no difference there.
        let inputs = point.inputs.mapValues { DualTensor(shape: $0.shape, values: $0.values.map { Dual($0) }) }
        return .wrong(
          "\(left) and \(right) are said to differ: \(point.left.values), \(point.right.values) at \(inputs)")
      case .shapes: return .wrong("\(left) and \(right) are said to differ in shape")
      case .undecided: return .skipped
      default: return .right
      }
    },
    describe: { generator in
      let (left, right) = equalPair(&generator)
      return "\(left)\n\(right)"
    })

  /// Pairs that differ: they are never said to be equal.
  static let perturbations = Section(
    name: "equal.perturbations", weight: 1,
    run: { generator in
      let pair = perturbedPair(&generator)
      let verdict = pair.left.isEqual(to: pair.right)
      guard verdict.holds else { return .right }
      if pair.differs { return .wrong("\(pair.left) and \(pair.right) are said to be equal: \(verdict)") }
      // Whether they differ is seen at points; a law that bridges the difference is wrong, samples that miss it are not.
      for _ in 0..<3 {
        let symbols = Array(Set(pair.left.symbols + pair.right.symbols)).sorted { $0.name < $1.name }
        let point = Point(symbols, sizes: generator.pick(someSizes), &generator)
        guard let a = settled(pair.left, at: point), let b = settled(pair.right, at: point) else { continue }
        if a.distance(to: b) > 1e-5 {
          return .wrong("\(pair.left) and \(pair.right) are said to be equal, and are \(a) and \(b) at \(point.words)")
        }
      }
      return .skipped
    },
    describe: { generator in
      let pair = perturbedPair(&generator)
      return "\(pair.left)\n\(pair.right)\n\(pair.differs ? "differ" : "may differ")"
    })
}

/// Two formulas that are equal wherever both have a value.
private func equalPair(_ generator: inout SplitMix64) -> (Formula, Formula) {
  var random = RandomFormula(seed: Int(truncatingIfNeeded: generator.next()))
  let depth = generator.pick(3)
  let n: Size = "n"
  if generator.chance(5) {
    let f = random.formula(depth: 1 + depth)
    return (f, f.simplified())
  }
  switch generator.pick(3) {
  case 0:
    let (a, b) = (random.scalar(depth: depth), random.scalar(depth: depth))
    let pairs: [(Formula, Formula)] = [
      (exp(a + b), exp(a) * exp(b)), (log(exp(a)), a), ((a + b) .** 2, a .** 2 + 2 * a * b + b .** 2),
      ((a + b) * (a - b), a * a - b * b), (sin(a) .** 2 + cos(a) .** 2, 1),
      (sin(a + b), sin(a) * cos(b) + cos(a) * sin(b)), (cos(2 * a), 1 - 2 * sin(a) .** 2),
      (sigmoid(a), 1 / (1 + exp(-a))), (sigmoid(-a), 1 - sigmoid(a)), (softplus(a) - softplus(-a), a),
      (softplus(a), log(1 + exp(a))), (relu(a), .extremum(.maximum, a, 0)), (relu(a) - relu(-a), a),
      (abs(a), .extremum(.maximum, a, -a)), (.extremum(.maximum, a, b) + .extremum(.minimum, a, b), a + b),
      (sqrt(a .** 2), abs(a)), (.map(.sign, a) * abs(a), a), (tanh(a), 2 * sigmoid(2 * a) - 1),
      (.map(.cosh, a) .** 2 - .map(.sinh, a) .** 2, 1), (abs(a * b), abs(a) * abs(b)),
      ((a + b) .** 3, a .** 3 + 3 * a .** 2 * b + 3 * a * b .** 2 + b .** 3),
      (.map(.atan, a) + .map(.atan, -a), 0), (log((1 + a .** 2) * (1 + b .** 2)), log(1 + a .** 2) + log(1 + b .** 2)),
    ]
    return generator.pick(pairs)
  case 1:
    let (x, y) = (random.vector(n, depth: depth), random.vector(n, depth: depth))
    let a = random.scalar(depth: depth)
    let pairs: [(Formula, Formula)] = [
      (x * y, y * x), (squaredNorm(x + y), squaredNorm(x) + 2 * (x * y) + squaredNorm(y)), ((x .* y).summed, x * y),
      (.trace(.outer(x, y)), x * y), (logSumExp(x + a), a + logSumExp(x)), (softmax(x).summed, 1),
      (softmax(x + a), softmax(x)),
      (.reduction(.maximum, -x, axes: [0]), -.reduction(.minimum, x, axes: [0])), (norm(a * x), abs(a) * norm(x)),
      (.reduction(.maximum, x + a, axes: [0]), .reduction(.maximum, x, axes: [0]) + a),
      (norm1(x), (x .* .map(.sign, x)).summed), (.diagonalMatrix(x) * y, x .* y), (.outer(x, y) * x, x * (y * x)),
      (log(softmax(x)), x - logSumExp(x)), (logSumExp(x), log(exp(x).summed)), (squaredNorm(x), x * x),
      (.reduction(.product, exp(x), axes: [0]), exp(x.summed)), (normInfinity(a * x), abs(a) * normInfinity(x)),
      (.diagonal(of: .outer(x, y)), x .* y), ((x - y) * (x + y), x * x - y * y),
    ]
    return generator.pick(pairs)
  default:
    let (A, B) = (random.matrix(n, n, depth: depth), random.matrix(n, n, depth: depth))
    let x = random.vector(n, depth: depth)
    let c = random.scalar(depth: 0)
    let pairs: [(Formula, Formula)] = [
      (.trace(A * B), .trace(B * A)), ((A * B).transposed, B.transposed * A.transposed),
      (.determinant(A * B), .determinant(A) * .determinant(B)), (.determinant(A.transposed), .determinant(A)),
      (.inverse(A * B), .inverse(B) * .inverse(A)), (A * .inverse(A), .identity(n)), ((A + B) * x, A * x + B * x),
      (.trace(A.transposed * B), (A .* B).summed), (squaredNorm(A), .trace(A.transposed * A)),
      (.determinant(c * A), .power(c, .size(n)) * .determinant(A)), (x * A * x, .trace(A * .outer(x, x))),
      (.logDeterminant(A * B), .logDeterminant(A) + .logDeterminant(B)),
      (.inverse(A.transposed), Formula.inverse(A).transposed),
      (.trace(A + B), .trace(A) + .trace(B)), ((A * B) * x, A * (B * x)), (A.transposed.transposed, A),
      (.determinant(.inverse(A)), 1 / .determinant(A)), (.diagonal(of: A).summed, .trace(A)),
      ((A + B) * (A - B), A * A - A * B + B * A - B * B), (x * A * x, x * A.transposed * x),
      ((A .* .outer(x, x)).summed, x * A * x), (.trace(.kronecker(A, B)), .trace(A) * .trace(B)),
    ]
    return generator.pick(pairs)
  }
}

/// Two formulas of which the second was changed. `differs` where that is certain.
private func perturbedPair(_ generator: inout SplitMix64) -> (left: Formula, right: Formula, differs: Bool) {
  var random = RandomFormula(seed: Int(truncatingIfNeeded: generator.next()))
  let f =
    generator.chance(2) ? random.formula(depth: 1 + generator.pick(3)) : random.scalar(depth: 1 + generator.pick(3))
  switch generator.pick(5) {
  case 0:
    let small = Formula.constant(Rational(10).power(-generator.pick(40)))
    return (f, f + small, true)
  case 1:
    let small = Formula.constant(1 + Rational(10).power(-generator.pick(9)))
    return (f, f * small, false)
  case 2:
    // One symbol in place of another of its shape.
    let symbols = f.symbols
    guard let symbol = symbols.isEmpty ? nil : generator.pick(symbols) else { return (f, f + 1, true) }
    let other = Formula.symbol("other", symbol.shape)
    return (f, f.substituting([.symbol(symbol): generator.chance(2) ? other : .symbol(symbol) + other]), false)
  case 3:
    // The transpose of a square matrix in place of the matrix.
    let square = f.symbols.filter { $0.shape.count == 2 && $0.shape[0] == $0.shape[1] }
    guard let symbol = square.isEmpty ? nil : generator.pick(square) else { return (f, f - 1, true) }
    return (f, f.substituting([.symbol(symbol): Formula.symbol(symbol).transposed]), false)
  default:
    // One function in place of another.
    let maps = f.nodesBottomUp.filter { if case .map = $0.node { true } else { false } }
    guard let part = maps.isEmpty ? nil : generator.pick(maps), case .map(_, let argument) = part.node else {
      return (f, f + f .* f + 1, false)
    }
    let functions: [ElementaryFunction] = [.sin, .tanh, .sigmoid, .relu, .softplus, .abs, .atan, .erf, .step, .sign]
    return (f, f.substituting([part: .map(generator.pick(functions), argument)]), false)
  }
}
