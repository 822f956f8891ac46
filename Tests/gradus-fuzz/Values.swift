import GradusCalculus
import GradusExpression
import GradusKernels
import GradusPlan
import _GradusTestSupport

extension Section {
  /// The simplified formula, for reading and for running, against the oracle's value of the whole one.
  static let laws = Section(
    name: "formulas.laws", weight: 2,
    run: { generator in
      let example = DerivativeExample(&generator, depth: 5)
      let point = Point(example.symbols, sizes: example.sizes, &generator)
      guard let expected = settled(example.formula, at: point) else { return .skipped }
      for purpose in [Simplification.reading, .running] {
        let simple = example.formula.simplified(purpose)
        guard let found = try? Evaluator(inputs: point.inputs, sizes: point.sizes).evaluate(simple) else {
          return .wrong("\(example.formula) became \(simple), which has no value at \(point.words)")
        }
        if found.values.distance(to: expected) > 1e-6 {
          return .wrong(
            "\(example.formula) became \(simple): \(found.values) in place of \(expected) at \(point.words)")
        }
      }
      return .right
    }, describe: { DerivativeExample(&$0, depth: 5).words })

  /// What a plan computes against the oracle.
  static let plans = Section(
    name: "formulas.plans", weight: 2,
    run: { generator in
      let example = DerivativeExample(&generator, depth: 4)
      let point = Point(example.symbols, sizes: example.sizes, &generator)
      guard let expected = settled(example.formula, at: point) else { return .skipped }
      do {
        let plan = try Plan(
          outputs: [(name: "f", formula: example.formula)], updates: [], sizes: point.sizes, precision: .float64)
        let executor = try Executor(plan)
        for (name, value) in point.inputs { try executor.write(name, value.values) }
        executor.run()
        let found = try executor.readDouble("f")
        if found.distance(to: expected) < 1e-6 { return .right }
        return .wrong("the plan of \(example.formula) gives \(found), expected \(expected) at \(point.words)")
      } catch { return .refused }
    }, describe: { DerivativeExample(&$0, depth: 4).words })

  /// The oracle's value; nil where it has none, or where rounding alone decides.
  static func settled(_ formula: Formula, at point: Point) -> [Double]? {
    var oracle = DualEvaluation(inputs: point.duals(), sizes: point.sizes)
    var nearby = DualEvaluation(inputs: point.nearby.duals(), sizes: point.sizes)
    guard let value = oracle.value(formula)?.values.map(\.x), let moved = nearby.value(formula)?.values.map(\.x),
      value.areTame, !oracle.isSingular, moved.distance(to: value) < 1e-6
    else { return nil }
    return value
  }
}
