import GradusCalculus
import GradusExpression
import _GradusTestSupport

extension Section {
  /// A gradient or Jacobian of a random formula against dual numbers, at a random point.
  static let gradients = derivatives("derivatives.gradients", weight: 3) { _, _, point in point }

  /// The same at zeros, ones, equal and opposite entries.
  static let specialPoints = derivatives("derivatives.special", weight: 3) { symbols, generator, point in
    point.special(symbols, &generator)
  }

  /// A second derivative against dual numbers through the first, which has been compared itself.
  static let hessians = Section(
    name: "derivatives.hessians", weight: 1,
    run: { generator in
      let example = DerivativeExample(&generator, depth: 3)
      guard let symbol = example.variable, example.formula.isScalar,
        let first = try? gradient(of: example.formula, withRespectTo: .symbol(symbol))
      else { return .skipped }
      return example.check(
        first.simplified(), symbol, Point(example.symbols, sizes: example.sizes, &generator), &generator)
    }, describe: { DerivativeExample(&$0, depth: 3).words })

  private static func derivatives(
    _ name: String, weight: Double, _ move: @escaping @Sendable ([Symbol], inout SplitMix64, Point) -> Point
  ) -> Section {
    Section(
      name: name, weight: weight,
      run: { generator in
        let example = DerivativeExample(&generator, depth: 4)
        guard let symbol = example.variable else { return .skipped }
        let point = Point(example.symbols, sizes: example.sizes, &generator)
        return example.check(example.formula, symbol, move(example.symbols, &generator, point), &generator)
      }, describe: { DerivativeExample(&$0, depth: 4).words })
  }
}

/// A random formula, the symbol to differentiate in, and sizes.
struct DerivativeExample {
  let formula: Formula
  let symbols: [Symbol]
  let variable: Symbol?
  let sizes: [String: Int]

  init(_ generator: inout SplitMix64, depth: Int) {
    var random = RandomFormula(seed: Int(truncatingIfNeeded: generator.next()))
    let depth = 1 + generator.pick(depth)
    var formula = generator.chance(3) ? random.formula(depth: depth) : random.scalar(depth: depth)
    if generator.chance(3) { formula = formula.substituting(knownFacts) }
    self.formula = formula
    symbols = formula.symbols
    variable = symbols.isEmpty ? nil : generator.pick(symbols)
    sizes = generator.pick(someSizes)
  }

  var words: String { "\(formula) by \(variable?.name ?? "nothing") with \(sizes)" }

  /// Whether a matrix that the answer inverts is singular there.
  private func needsInverse(_ derivative: Derivative, _ point: Point) -> Bool {
    let evaluator = Evaluator(inputs: point.inputs, sizes: sizes)
    return derivative.invertedMatrices.contains {
      (try? evaluator.evaluate(.determinant($0)))?.values.allSatisfy { $0 == 0 } ?? false
    }
  }

  /// The engine's derivative of a formula, as a person gets it, times a direction, against the oracle's.
  func check(_ formula: Formula, _ symbol: Symbol, _ point: Point, _ generator: inout SplitMix64) -> Outcome {
    let derivative: Derivative
    do {
      derivative = try DerivativeRequest(
        formula, withRespectTo: [.symbol(symbol)], layout: .numerator, showsWorking: false
      ).answer()
    } catch { return .refused }
    let answer = derivative.freeResult
    let count = symbol.shape.reduce(1) { $0 * $1.value(in: sizes)! }
    let direction = (0..<count).map { _ in generator.uniform() }
    var oracle = DualEvaluation(inputs: point.duals(symbol, along: direction), sizes: sizes)
    guard let value = oracle.value(formula) else { return .skipped }
    let expected = value.values.map(\.dx)
    // A root of 0 may have no slope, and a matrix without an inverse has rounding for one.
    guard value.values.map(\.x).areTame, expected.areTame, !oracle.edge, !oracle.isSingular else { return .skipped }
    var nearby = DualEvaluation(inputs: point.nearby.duals(symbol, along: direction), sizes: sizes)
    guard let moved = nearby.value(formula), moved.values.map(\.dx).distance(to: expected) < 1e-6 else {
      return .skipped
    }
    let found: Tensor
    do { found = try Evaluator(inputs: point.inputs, sizes: sizes).evaluate(answer) } catch {
      // The answer said that it needs an inverse.
      if case EvaluationError.singularMatrix = error, !derivative.invertedMatrices.isEmpty { return .refused }
      return .wrong("the derivative \(answer) of \(formula) by \(symbol.name) at \(point.words) has no value: \(error)")
    }
    let product = expected.indices.map { row in
      (0..<count).reduce(0) { $0 + found.values[row * count + $1] * direction[$1] }
    }
    if product.distance(to: expected) < 1e-6 { return .right }
    // The answer said that it needs an inverse, which the laws wrote as a quotient.
    if !product.allSatisfy(\.isFinite), needsInverse(derivative, point) { return .refused }
    // Where a function has no derivative, conventions may differ; a number must be there all the same.
    if oracle.kink, product.allSatisfy(\.isFinite) { return .skipped }
    return .wrong(
      "\(formula) by \(symbol.name) is \(answer), at \(point.words) along \(direction) \(product), expected \(expected)"
    )
  }
}
