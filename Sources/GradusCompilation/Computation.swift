package import GradusExpression
package import GradusKernels
package import GradusPlan

/// Formulas compiled for the kernels; those that the kernels lack are left to the evaluator.
package final class Computation {
  /// The shape of each formula in numbers.
  package let shapes: [[Int]]
  /// How many numbers each formula has.
  package let counts: [Int]

  private let formulas: [Formula]
  private let symbols: [Symbol]
  private let symbolShapes: [[Int]]
  private let symbolCounts: [Int]
  private let sizes: [String: Int]
  private let compiled: Kernels?
  /// What the evaluator is given and what it found, where it does the work.
  private var inputs: [String: Tensor] = [:]
  private var found: [Tensor] = []

  /// A plan in memory of its own, with the place of every symbol and formula.
  private struct Kernels {
    let executor: Executor
    /// Nil for a symbol that no formula has.
    let inputs: [Region?]
    let outputs: [Region]

    init(_ plan: Plan, symbols: [Symbol]) throws(ExecutorError) {
      executor = try Executor(plan)
      var inputs: [Region?] = []
      for symbol in symbols {
        inputs.append(
          plan.inputs.contains { $0.name == symbol.name } ? try executor.input(symbol.name) : nil)
      }
      self.inputs = inputs
      var outputs: [Region] = []
      for output in plan.outputs { outputs.append(try executor.region(output.name)) }
      self.outputs = outputs
    }
  }

  /// - Parameter symbols: the symbols that are given values, in the order of these.
  package init(
    _ formulas: [Formula], of symbols: [Symbol], sizes: [String: Int], precision: Precision = .float64
  ) throws {
    self.formulas = formulas
    self.symbols = symbols
    self.sizes = sizes
    shapes = formulas.map { $0.shape.map { $0.value(in: sizes) ?? 1 } }
    symbolShapes = symbols.map { $0.shape.map { $0.value(in: sizes) ?? 1 } }
    (counts, symbolCounts) = (shapes.map(\.entryCount), symbolShapes.map(\.entryCount))
    let outputs = formulas.enumerated().map { ("output \($0)", $1) }
    do {
      let plan = try Plan(outputs: outputs, sizes: sizes, precision: precision)
      for buffer in plan.buffers where !Budget.allows(shape: buffer.shape) {
        throw EvaluationError.tooLarge(buffer.shape)
      }
      compiled = try Kernels(plan, symbols: symbols)
    } catch PlanError.unsupported where precision == .float64 {
      compiled = nil
    } catch PlanError.emptyShape where precision == .float64 {
      compiled = nil
    } catch ExecutorError.library where precision == .float64 {
      compiled = nil
    }
  }

  /// The same formulas with memory of their own.
  package init(copying other: Computation) throws {
    (formulas, symbols, sizes) = (other.formulas, other.symbols, other.sizes)
    (shapes, symbolShapes) = (other.shapes, other.symbolShapes)
    (counts, symbolCounts) = (other.counts, other.symbolCounts)
    compiled = try other.compiled.map { try Kernels($0.executor.plan, symbols: other.symbols) }
  }

  // MARK: One after another

  /// Gives a symbol its numbers.
  package func write(_ place: Int, _ numbers: some NumberSource) throws {
    guard numbers.numberCount == symbolCounts[place] else {
      throw CompilationError.wrongCount(
        name: symbols[place].name, shape: symbolShapes[place], found: numbers.numberCount)
    }
    if let compiled {
      compiled.inputs[place]?.write(numbers)
    } else {
      let storage = Storage(symbolShapes[place], .float64)
      storage.region.write(numbers)
      inputs[symbols[place].name] = Tensor(shape: symbolShapes[place], values: storage.region.numbers)
    }
  }

  /// Computes every formula.
  ///
  /// - Throws: `ExecutorError.singularMatrix` or `EvaluationError.singularMatrix` where a matrix that is to be inverted has no inverse.
  package func run() throws {
    guard let compiled else {
      found = try Evaluator(inputs: inputs, sizes: sizes).evaluate(formulas)
      return
    }
    compiled.executor.run()
    try compiled.executor.checkRun()
  }

  /// The value of a formula that is one number.
  package func number(_ place: Int) throws -> Double { compiled.map { $0.outputs[place][0] } ?? found[place].values[0] }

  /// The value of a formula, in row-major order.
  package func numbers(_ place: Int) throws -> [Double] {
    guard let compiled else { return found[place].values }
    try compiled.executor.checkRun()
    return compiled.outputs[place].numbers
  }

  /// The same into an array that has room for it.
  package func read(_ place: Int, into numbers: inout [Double]) throws {
    guard let compiled else {
      numbers = found[place].values
      return
    }
    try compiled.executor.checkRun()
    compiled.outputs[place].read(into: &numbers)
  }

  // MARK: At once

  /// The value of each formula, in row-major order.
  ///
  /// - Throws: as `run` does.
  package func run(_ values: [[Double]]) throws -> [[Double]] {
    for (place, numbers) in values.enumerated() { try write(place, numbers) }
    try run()
    return try formulas.indices.map(numbers)
  }

  /// The values, NaN throughout where a matrix is singular: as a point that a search must avoid.
  package func runOrUndefined(_ values: [[Double]]) throws -> [[Double]] {
    do {
      return try run(values)
    } catch ExecutorError.singularMatrix, EvaluationError.singularMatrix {
      return counts.map { Array(repeating: .nan, count: $0) }
    }
  }
}
