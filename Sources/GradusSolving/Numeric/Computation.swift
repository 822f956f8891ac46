package import GradusExpression
import GradusKernels
import GradusPlan

/// Formulas compiled for the kernels in double precision; those that the kernels lack are left to the evaluator.
package final class Computation {
  private let formulas: [Formula]
  private let symbols: [Symbol]
  private let sizes: [String: Int]
  private let executor: Executor?

  /// - Parameter symbols: the symbols that are given values, in the order of these.
  package init(_ formulas: [Formula], of symbols: [Symbol], sizes: [String: Int]) throws {
    self.formulas = formulas
    self.symbols = symbols
    self.sizes = sizes
    let outputs = formulas.enumerated().map { ("output \($0)", $1) }
    do {
      let plan = try Plan(outputs: outputs, sizes: sizes, precision: .float64)
      for buffer in plan.buffers where !Budget.allows(shape: buffer.shape) {
        throw EvaluationError.tooLarge(buffer.shape)
      }
      executor = try Executor(plan)
    } catch PlanError.unsupported, PlanError.emptyShape, ExecutorError.library {
      executor = nil
    }
  }

  /// The value of each formula, in row-major order.
  ///
  /// - Throws: `ExecutorError.singularMatrix` or `EvaluationError.singularMatrix` where a matrix that is to be inverted has no inverse.
  package func run(_ values: [[Double]]) throws -> [[Double]] {
    guard let executor else {
      let inputs = Dictionary(
        uniqueKeysWithValues: zip(symbols, values).map { symbol, numbers in
          (symbol.name, Tensor(shape: symbol.shape.map { $0.value(in: sizes) ?? 1 }, values: numbers))
        })
      return try Evaluator(inputs: inputs, sizes: sizes).evaluate(formulas).map(\.values)
    }
    for (symbol, numbers) in zip(symbols, values)
    where executor.plan.inputs.contains(where: { $0.name == symbol.name }) {
      try executor.write(symbol.name, numbers)
    }
    executor.run()
    return try formulas.indices.map { try executor.readDouble("output \($0)") }
  }

  /// The values, NaN throughout where a matrix is singular: as a point that a search must avoid.
  func runOrUndefined(_ values: [[Double]]) throws -> [[Double]] {
    do {
      return try run(values)
    } catch ExecutorError.singularMatrix, EvaluationError.singularMatrix {
      return formulas.map { formula in
        Array(repeating: .nan, count: formula.shape.reduce(1) { $0 * ($1.value(in: sizes) ?? 1) })
      }
    }
  }
}
