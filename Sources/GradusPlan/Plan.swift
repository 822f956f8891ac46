public import GradusExpression

/// What is to be computed, and in which order: several formulas at once, with what they share computed once.
///
///     let plan = try Plan(outputs: [("loss", loss)], updates: [("w", w - rate * slope)], sizes: ["m": 128])
///     print(plan)
///
/// A plan computes nothing; `Executor` runs it.
///
/// What a plan is made for, where two goals are at odds the first of them:
///
/// 1. The numbers that the evaluator defines: nothing is read before it is there or after it was overwritten. A fusion, an update in
///    place or shared memory that cannot be shown to keep this is not made.
/// 2. The same plan from the same formulas in every process, so that a training that goes on does so to the same bits.
/// 3. Few passes over memory: what two formulas share is computed once, and what a loop, a product or a symbol can take up at once is
///    never written out. For this a value may live longer than it would have to.
/// 4. Little memory: values that are not needed together share it, so far as the order that (3) wants allows.
/// 5. A plan that is quick to make. It is made once and run thousands of times.
public struct Plan: Sendable {
  /// A symbol of the formulas, which the caller gives a value.
  public struct Input: Hashable, Sendable {
    /// The name, by which it is written and read.
    public let name: String
    /// The lengths of its axes.
    public let shape: [Int]
    /// What it is kept in.
    public let precision: Precision
    /// Whether the plan writes a new value in its place.
    public let isUpdated: Bool

    /// How many numbers it has.
    public var count: Int { shape.reduce(1, *) }
  }

  /// A formula whose value can be read after a run.
  public struct Output: Hashable, Sendable {
    /// The name, by which it is read.
    public let name: String
    /// The lengths of its axes.
    public let shape: [Int]

    /// How many numbers it has.
    public var count: Int { shape.reduce(1, *) }
  }

  /// What is computed in where nothing else is said.
  public let precision: Precision
  /// The symbols, by name.
  public let inputs: [Input]
  /// What can be read after a run, in the order in which it was asked for.
  public let outputs: [Output]
  package let instructions: [Instruction]
  package let buffers: [Buffer]
  /// The buffer of each output, in the order of `outputs`.
  package let outputBuffers: [Buffer.ID]
  /// The bytes that intermediate values share.
  package let sharedBytes: Int

  /// The symbol whose matrix an instruction solves with or inverts; nil where it is no symbol.
  package func matrixName(_ instruction: Int) -> String? {
    let factors: Buffer.ID
    switch instructions[instruction] {
    case .matrix(let matrix): factors = matrix.factors
    case .solve(let solve): factors = solve.factors
    case .loop, .product, .rows, .factorization, .spectral: return nil
    }
    for case .factorization(let factorization) in instructions[..<instruction].reversed()
    where factorization.result == factors {
      if case .symbol(let name) = buffers[factorization.argument].storage { return name }
      return nil
    }
    return nil
  }

}

extension Plan {
  /// - Parameters:
  ///   - outputs: named formulas to compute.
  ///   - updates: the new values of symbols, written in their place after every read of the old ones. A symbol that nothing
  ///     reads may be written too.
  ///   - sizes: the values of size symbols.
  ///   - precision: what is computed in, and what symbols are kept in.
  ///   - stored: the precision of symbols that are kept in another. They are converted where they are read, and their updates
  ///     are computed in their own: parameters of double precision take steps of single precision that would be lost otherwise.
  /// - Throws: `PlanError` where a size is missing, a name is used twice, an update does not fit its symbol, or a node is
  ///   beyond the kernels.
  public init(
    outputs: [(name: String, formula: Formula)], updates: [(name: String, formula: Formula)] = [],
    sizes: [String: Int] = [:], precision: Precision = .float32, stored: [String: Precision] = [:]
  ) throws(PlanError) {
    let lawful = Formula.withFunctionLaws(outputs.map(\.formula) + updates.map(\.formula))
    let outputs = zip(outputs, lawful).map { (name: $0.name, formula: $1) }
    let updates = zip(updates, lawful.dropFirst(outputs.count)).map { (name: $0.name, formula: $1) }
    let formulas = outputs.map(\.formula) + updates.map(\.formula)
    var lowering = try Lowering(formulas, sizes: sizes, precision: precision, stored: stored)
    inputs = try Plan.inputs(formulas, outputs, updates, lowering)
    let updated = Set(updates.map(\.name))
    var results: [(name: String, value: Value.ID)] = []
    var list: [Output] = []
    for output in outputs {
      let shape = try lowering.lengths(output.formula.shape)
      results.append((output.name, lowering.output(output.formula, shape, updated)))
      list.append(Output(name: output.name, shape: shape))
    }
    var writes: [(name: String, value: Value.ID)] = []
    for update in updates {
      writes.append((update.name, try lowering.update(update.name, update.formula, taken: Set(writes.map(\.value)))))
    }
    self.outputs = list
    self.precision = precision

    var graph = lowering.graph
    graph.roots = results.map(\.value) + writes.map(\.value)
    graph.accumulateProducts(updates: writes)
    graph.fuseBiasAndActivation()
    graph.joinOperations()
    graph = graph.settled()
    for index in results.indices { results[index].value = graph.roots[index] }
    for index in writes.indices { writes[index].value = graph.roots[results.count + index] }

    let grouping = Grouping(graph)
    let schedule = Schedule(graph, grouping, updates: writes)
    let memory = Memory(
      graph, grouping, schedule, outputs: results, updates: writes, inputs: inputs)
    var code = InstructionCode(graph, memory)
    for group in schedule.order { code.add(grouping.groups[group].members) }
    for write in writes where schedule.inPlace[write.value] == nil {
      let target = memory.buffers.places.first { memory.buffers[$0].storage == .symbol(write.name) }!
      code.copy(memory.buffer[write.value]!, to: target, graph[write.value])
    }
    instructions = code.instructions
    buffers = memory.buffers
    outputBuffers = results.map { memory.buffer[$0.value]! }
    sharedBytes = memory.sharedBytes
    #if DEBUG
      let faults = memory.faults(graph, grouping, schedule, outputs: results, updates: writes) + faults
      precondition(faults.isEmpty, "the plan is at fault: \(faults.joined(separator: "; "))\n\(self)")
    #endif
  }

  /// Every symbol of the formulas and of the updates, checked.
  private static func inputs(
    _ formulas: [Formula], _ outputs: [(name: String, formula: Formula)], _ updates: [(name: String, formula: Formula)],
    _ lowering: Lowering
  ) throws(PlanError) -> [Input] {
    var symbols: [String: Symbol] = [:]
    for formula in Formula.nodesBottomUp(formulas) {
      guard case .symbol(let symbol) = formula.node else { continue }
      if let other = symbols[symbol.name], other.shape != symbol.shape { throw .conflictingSymbols(other, symbol) }
      symbols[symbol.name] = symbol
    }
    var names = Set<String>()
    for output in outputs where !names.insert(output.name).inserted { throw .duplicateName(output.name) }
    names = []
    var shapes: [String: [Int]] = [:]
    for symbol in symbols.values { shapes[symbol.name] = try lowering.lengths(symbol.shape) }
    for update in updates {
      if !names.insert(update.name).inserted { throw .duplicateName(update.name) }
      let shape = try lowering.lengths(update.formula.shape)
      guard let own = shapes[update.name] else {
        shapes[update.name] = shape
        continue
      }
      guard own == shape else { throw .updateShape(name: update.name, symbol: own, value: shape) }
    }
    for (name, shape) in shapes.sorted(by: { $0.key < $1.key }) where shape.contains(where: { $0 < 1 }) {
      throw .emptyShape(name: name, shape: shape)
    }
    return shapes.sorted { $0.key < $1.key }.map {
      Input(
        name: $0.key, shape: $0.value, precision: lowering.stored[$0.key] ?? lowering.graph.precision,
        isUpdated: names.contains($0.key))
    }
  }
}

extension Lowering {
  /// The value of an output. What is another's memory is copied: a symbol that the plan overwrites, a number.
  mutating func output(_ formula: Formula, _ shape: [Int], _ updated: Set<String>) -> Value.ID {
    let value = dense(view(formula), shape)
    switch graph[Schedule.origin(value, graph)].operation {
    case .input(let name): return updated.contains(name) ? copied(value) : value
    case .number, .table, .counting: return value
    case .pointwise, .fold, .product, .rows, .factors, .matrix, .spectral, .solve, .reshape: return value
    }
  }

  /// The value of an update, which is computed for it alone where it is another's memory.
  mutating func update(
    _ name: String, _ formula: Formula, taken: Set<Value.ID>
  ) throws(PlanError) -> Value.ID {
    let value = converted(dense(view(formula), try lengths(formula.shape)), to: stored[name] ?? graph.precision)
    let isReshaped = if case .reshape = graph[value].operation { true } else { false }
    var own = graph[value].operation.isLeaf || isReshaped ? copied(value) : value
    // The graph has one copy of a value: the next is a copy of that.
    while taken.contains(own) { own = copied(own) }
    return own
  }

  private mutating func copied(_ value: Value.ID) -> Value.ID {
    graph.add(graph[value].shape, .pointwise(.init(.copy), [whole(value)]), in: graph[value].precision)
  }
}
