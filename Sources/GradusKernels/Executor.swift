import GradusExpression
public import GradusPlan

/// Runs a plan. It owns the memory of every symbol and output; `run` allocates nothing.
///
/// One caller at a time: an executor is not `Sendable`, and its threads are its own affair.
public final class Executor {
  public let plan: Plan
  private var store: Store

  /// Values by name; executors that share a store see each other's symbols.
  private final class Store {
    var values: [String: Tensor] = [:]
  }
  private var results: [String: Tensor] = [:]

  /// - Parameter other: an executor whose symbols are used, wherever name and shape agree: so the plan for the last,
  ///   smaller batch trains the same parameters.
  public init(_ plan: Plan, sharing other: Executor? = nil) throws {
    self.plan = plan
    store = other?.store ?? Store()
    for input in plan.inputs where store.values[input.name]?.shape != input.shape {
      store.values[input.name] = Tensor(shape: input.shape, repeating: 0)
    }
  }

  public func write(_ name: String, _ values: [Float]) throws { try write(name, values.map(Double.init)) }

  public func write(_ name: String, _ values: [Double]) throws {
    let input = try input(name)
    guard input.count == values.count else {
      throw ExecutorError.wrongCount(name: name, shape: input.shape, expected: input.count, found: values.count)
    }
    store.values[name] = Tensor(shape: input.shape, values: values)
  }

  /// One number, of a symbol without axes.
  public func write(_ name: String, _ value: Double) throws { try write(name, [value]) }

  /// The value of a parameter, input or output.
  public func read(_ name: String) throws -> [Float] { try readDouble(name).map(Float.init) }

  public func readDouble(_ name: String) throws -> [Double] {
    if let result = results[name] { return result.values }
    return store.values[try input(name).name]!.values
  }

  public func readScalar(_ name: String) throws -> Double { try readDouble(name)[0] }

  /// Fills a matrix with rows of a matrix of bytes, each byte times `scale`.
  public func gather(_ name: String, rows: ArraySlice<Int>, from bytes: [UInt8], scale: Float) throws {
    let input = try input(name)
    guard input.shape.count == 2 else { throw ExecutorError.notAMatrix(name: name, shape: input.shape) }
    let columns = input.shape[1]
    guard rows.count == input.shape[0] else {
      throw ExecutorError.wrongCount(
        name: name, shape: input.shape, expected: input.count, found: rows.count * columns)
    }
    for row in rows where (row + 1) * columns > bytes.count || row < 0 {
      throw ExecutorError.rowOutOfRange(name: name, row: row, rows: bytes.count / columns)
    }
    store.values[name]!.values = rows.flatMap { row in
      bytes[row * columns..<(row + 1) * columns].map { Double(Float($0) * scale) }
    }
  }

  /// Fills a matrix with unit rows: a 1 at the label of each named row.
  public func oneHot(_ name: String, labels: [UInt8], rows: ArraySlice<Int>) throws {
    let input = try input(name)
    guard input.shape.count == 2 else { throw ExecutorError.notAMatrix(name: name, shape: input.shape) }
    guard rows.count == input.shape[0] else {
      throw ExecutorError.wrongCount(
        name: name, shape: input.shape, expected: input.count, found: rows.count * input.shape[1])
    }
    var value = Tensor(shape: input.shape, repeating: 0)
    for (place, row) in rows.enumerated() {
      guard labels.indices.contains(row) else {
        throw ExecutorError.rowOutOfRange(name: name, row: row, rows: labels.count)
      }
      guard Int(labels[row]) < input.shape[1] else {
        throw ExecutorError.labelOutOfRange(name: name, label: Int(labels[row]), classes: input.shape[1])
      }
      value.values[place * input.shape[1] + Int(labels[row])] = 1
    }
    store.values[name] = value
  }

  /// Computes every output and writes every update in place.
  public func run() {
    var evaluatorInputs = store.values
    evaluatorInputs = evaluatorInputs.filter { entry in plan.inputs.contains { $0.name == entry.key } }
    let formulas = plan.formulas.outputs.map(\.formula) + plan.formulas.updates.map(\.formula)
    guard let values = try? Evaluator(inputs: evaluatorInputs, sizes: plan.sizes).evaluate(formulas) else { return }
    for (output, value) in zip(plan.formulas.outputs, values) { results[output.name] = value }
    for (update, value) in zip(plan.formulas.updates, values.dropFirst(plan.formulas.outputs.count)) {
      store.values[update.name] = value
    }
  }

  private func input(_ name: String) throws -> Plan.Input {
    if let input = plan.inputs.first(where: { $0.name == name }) { return input }
    throw ExecutorError.unknownName(name, known: plan.inputs.map(\.name) + plan.outputs.map(\.name))
  }
}
