import GradusExpression
import GradusKernels
import GradusPlan
import Testing
import _GradusTestSupport

/// The largest distance of what a plan computes from what the oracle says, over all outputs and updated symbols.
func distance(
  _ outputs: [(name: String, formula: Formula)], updates: [(name: String, formula: Formula)] = [],
  sizes: [String: Int] = [:], precision: Precision, stored: [String: Precision] = [:], seed: Int, runs: Int = 1
) throws -> Double {
  let all = Formula.literalTuple(outputs.map(\.formula) + updates.map(\.formula))
  var inputs = all.sampledInputs(sizes: sizes, seed: seed)
  if precision == .float32 || stored.values.contains(.float32) {
    inputs = inputs.mapValues { $0.map { Double(Float($0)) } }
  }
  let plan = try Plan(outputs: outputs, updates: updates, sizes: sizes, precision: precision, stored: stored)
  let executor = try Executor(plan)
  for (name, value) in inputs { try executor.write(name, value.values) }
  var worst = 0.0
  for _ in 0..<runs {
    executor.run()
    let expected = try Evaluator(inputs: inputs, sizes: sizes).evaluate(all.formulas)
    for (output, value) in zip(outputs, expected) {
      let found = Tensor(shape: value.shape, values: try executor.readDouble(output.name))
      worst = max(worst, found.distance(to: value))
    }
    for (update, value) in zip(updates, expected.dropFirst(outputs.count)) {
      inputs[update.name] = value
      guard !outputs.contains(where: { $0.name == update.name }) else { continue }
      let found = Tensor(shape: value.shape, values: try executor.readDouble(update.name))
      worst = max(worst, found.distance(to: value))
    }
  }
  return worst
}

/// Several formulas whose symbols are sampled together.
struct FormulaTuple {
  let formulas: [Formula]

  func sampledInputs(sizes: [String: Int], seed: Int) -> [String: Tensor] {
    var generator = SeededGenerator(seed)
    var symbols: [String: Symbol] = [:]
    for formula in formulas { for symbol in formula.symbols { symbols[symbol.name] = symbol } }
    return Dictionary(
      uniqueKeysWithValues: symbols.sorted { $0.key < $1.key }.map {
        ($0.key, $0.value.sampled(sizes: sizes, using: &generator))
      })
  }
}

extension Formula {
  static func literalTuple(_ formulas: [Formula]) -> FormulaTuple { FormulaTuple(formulas: formulas) }
}

extension Precision {
  /// What rounding may add up to in the formulas of these tests.
  var tolerance: Double { self == .float32 ? 2e-5 : 1e-12 }
}
