/// Writes the instructions of a plan, group by group.
struct InstructionCode {
  private(set) var instructions: [Instruction] = []
  private let graph: ValueGraph
  private let memory: Memory

  init(_ graph: ValueGraph, _ memory: Memory) {
    self.graph = graph
    self.memory = memory
  }

  mutating func add(_ members: [Value.ID]) {
    let first = members[0]
    let buffer = memory.buffer
    switch graph[first].operation {
    case .input, .number, .table, .counting, .reshape: return
    case .pointwise, .fold:
      instructions.append(.loop(LoopCode(graph, members, buffer: buffer).loop()))
    case .product(let product):
      if let own = product.accumulator, buffer[own] != buffer[first] {
        copy(buffer[own]!, to: buffer[first]!, graph[first])
      }
      instructions.append(
        .product(
          .init(
            batch: product.batch, rows: product.rows, columns: product.columns, inner: product.inner,
            left: buffer[product.left]!, right: buffer[product.right]!, result: buffer[first]!,
            leftIsTransposed: product.leftIsTransposed, rightIsTransposed: product.rightIsTransposed,
            bias: product.bias.map { buffer[$0]! }, activation: product.activation, beta: product.beta)))
    case .rows(_, let argument):
      let shape = graph[argument].shape
      let columns = shape.last ?? 1
      var rows = Instruction.Rows(rows: graph[argument].count / columns, columns: columns, argument: buffer[argument]!)
      for member in members {
        guard case .rows(let function, _) = graph[member].operation else { continue }
        switch function {
        case .logSumExp: rows.logSumExp = buffer[member]!
        case .softmax: rows.softmax = buffer[member]!
        case .logSoftmax: rows.logSoftmax = buffer[member]!
        }
      }
      instructions.append(.rows(rows))
    case .factors(let argument):
      instructions.append(
        .factorization(.init(size: graph[argument].shape[0], argument: buffer[argument]!, result: buffer[first]!)))
    case .matrix(let function, let factors):
      instructions.append(
        .matrix(
          .init(function: function, size: graph[factors].shape[0], factors: buffer[factors]!, result: buffer[first]!)))
    case .spectral(let function, let argument):
      let shape = graph[argument].shape
      instructions.append(
        .spectral(
          .init(
            function: function, rows: shape[0], columns: shape[1], argument: buffer[argument]!, result: buffer[first]!))
      )
    case .solve(let factors, let rightSide, let isTransposed):
      let size = graph[factors].shape[0]
      instructions.append(
        .solve(
          .init(
            size: size, count: graph[rightSide].count / size, isTransposed: isTransposed, factors: buffer[factors]!,
            rightSide: buffer[rightSide]!, result: buffer[first]!)))
    }
  }

  mutating func copy(_ source: Buffer.ID, to target: Buffer.ID, _ value: Value) {
    instructions.append(
      .loop(
        Loop(
          precision: value.precision, extents: [max(value.count, 1)], row: 1, blockCount: 1,
          slots: [.dense(buffer: source), .dense(buffer: target)],
          steps: [.init(function: .init(.copy), destination: Place(1), arguments: [Place(0)])], sinks: [])))
  }
}
