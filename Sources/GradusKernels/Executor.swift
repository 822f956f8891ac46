import CKernels
import COneDNN
public import GradusPlan

/// Runs a plan. It owns the memory of every symbol, output and intermediate value; `run` allocates nothing. (The libraries below may:
/// OpenBLAS, oneDNN and OpenMP take room of their own on some processors and with some numbers of threads.)
///
///     let executor = try Executor(plan)
///     try executor.write("learningRate", [0.1])
///     executor.run()
///     print(try executor.readScalar("loss"))
///
/// One caller at a time: an executor is not `Sendable`. Its threads are those of the process's one OpenMP pool. The same
/// inputs give the same bits, whatever the number of threads.
///
/// What the kernels are made for, where two goals are at odds the first of them:
///
/// 1. The plan's numbers at every shape, to the rounding of its precision: sizes 1 and odd ones too, with and without vector
///    instructions.
/// 2. The same bits on any number of threads: how work is cut depends on sizes alone, also where another cut were faster.
/// 3. A run that asks the heap for nothing and waits for nobody but its own pool.
/// 4. Speed: that of a loop written by hand on the same libraries.
/// 5. Little code of our own: dense products and factorisations are the libraries', and one loop body serves all instruction sets.
public final class Executor {
  /// What is run.
  public let plan: Plan

  private let store: Store
  private let program: Program
  private let regions: [String: Region]

  /// The symbols of one or several executors.
  private final class Store {
    var storages: [String: Storage] = [:]
  }

  /// - Parameters:
  ///   - plan: what to run.
  ///   - other: an executor whose symbols are used, wherever name, shape and precision agree: so the plan for a last,
  ///     smaller batch trains the same parameters. Symbols that do not agree get memory of their own.
  /// - Throws: `ExecutorError` where a library that the plan needs is missing.
  public convenience init(_ plan: Plan, sharing other: Executor? = nil) throws(ExecutorError) {
    try self.init(plan, sharing: other.map { [$0] } ?? [], placing: [:])
  }

  /// - Parameters:
  ///   - others: executors whose symbols are used, those of the first that has one.
  ///   - places: memory of symbols, by their names, which goes before that of other executors.
  /// - Throws: `ExecutorError` where a library that the plan needs is missing.
  package init(_ plan: Plan, sharing others: [Executor], placing places: [String: Storage]) throws(ExecutorError) {
    self.plan = plan
    store = Store()
    for input in plan.inputs {
      let known = places[input.name] ?? others.lazy.compactMap { $0.store.storages[input.name] }.first
      store.storages[input.name] =
        if let known, known.region.shape == input.shape, known.region.precision == input.precision { known } else {
          Storage(input.shape, input.precision)
        }
    }
    let symbols = store.storages
    program = try Program(plan) { symbols[$0]!.region.pointer }
    var regions: [String: Region] = [:]
    for input in plan.inputs {
      regions[input.name] = symbols[input.name]!.region
    }
    for (output, buffer) in zip(plan.outputs, plan.outputBuffers) {
      regions[output.name] = program.memory.region(buffer, shape: output.shape)
    }
    self.regions = regions
  }

  /// Whether the plan has a symbol of that name.
  package func has(_ name: String) -> Bool { store.storages[name] != nil }

  /// Computes every output and writes every update in place.
  public func run() { program.run() }

  /// Writes a symbol: a number, or an array, slice or tensor in row-major order.
  ///
  /// - Throws: `ExecutorError` where there is no such symbol or the count of the numbers is wrong.
  public func write(_ name: String, _ numbers: some NumberSource) throws(ExecutorError) {
    let region = try input(name)
    guard region.count == numbers.numberCount else {
      throw .wrongCount(name: name, shape: region.shape, expected: region.count, found: numbers.numberCount)
    }
    region.write(numbers)
  }

  /// The value of a symbol or output, in row-major order. Where an output has the name of a symbol, the output is meant.
  ///
  /// - Throws: `ExecutorError` where there is no such name, or the last run met a singular matrix that was to be inverted.
  public func read(_ name: String) throws(ExecutorError) -> [Float] {
    let region = try region(name)
    return (0..<region.count).map { Float(region[$0]) }
  }

  /// The value of a symbol or output in double precision, in row-major order.
  public func readDouble(_ name: String) throws(ExecutorError) -> [Double] {
    let region = try region(name)
    return (0..<region.count).map { region[$0] }
  }

  /// The value of a symbol or output that is one number.
  public func readScalar(_ name: String) throws(ExecutorError) -> Double {
    let region = try region(name)
    guard region.count == 1 else {
      throw .wrongCount(name: name, shape: region.shape, expected: region.count, found: 1)
    }
    return region[0]
  }

  /// - Throws: `ExecutorError.singularMatrix` where the last run met a singular matrix that was to be inverted.
  package func checkRun() throws(ExecutorError) {
    if let instruction = program.singularInstruction { throw .singularMatrix(plan.matrixName(instruction)) }
  }

  /// Where the numbers of an output are after a run, for whoever reads them often.
  ///
  /// - Throws: as `read` does.
  package func region(_ name: String) throws(ExecutorError) -> Region {
    try checkRun()
    if let region = regions[name] { return region }
    throw .unknownName(name, known: plan.inputs.map(\.name) + plan.outputs.map(\.name))
  }

  /// Where the numbers of a symbol are, for whoever writes them often.
  package func input(_ name: String) throws(ExecutorError) -> Region {
    guard let storage = store.storages[name] else {
      throw .unknownName(name, known: plan.inputs.map(\.name))
    }
    return storage.region
  }
}
