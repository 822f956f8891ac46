/// Writes the instructions of one loop.
struct LoopCode {
  private let graph: ValueGraph
  private let members: [Value.ID]
  private let space: [Int]
  private let precision: Precision
  private let buffer: [Value.ID: Buffer.ID]
  private var slots: [Loop.Slot] = []
  private var place: [Value.ID: Loop.Slot.ID] = [:]
  private var operands: [Loop.Slot: Loop.Slot.ID] = [:]
  private var steps: [Loop.Step] = []
  private var sinks: [Loop.Sink] = []
  private var row = 1
  private var lastRead: [Value.ID: Int] = [:]
  private var freeBlocks: [Loop.Slot.ID] = []
  private var blockCount = 0
  private var block: [Value.ID: Loop.Slot.ID] = [:]
  private var kept: [Value.ID: Loop.Slot.ID] = [:]

  init(_ graph: ValueGraph, _ members: [Value.ID], buffer: [Value.ID: Buffer.ID]) {
    self.graph = graph
    self.members = members
    self.buffer = buffer
    space = Grouping.space(members[0], graph)!
    precision = graph[members[0]].precision
  }

  /// The loop; axes that lie together in every operand are one.
  func loop() -> Loop {
    var code = self
    code.write()
    let (extents, slots) = LoopCode.collapsed(space, code.slots)
    return Loop(
      precision: precision, extents: extents, row: code.row, blockCount: max(code.blockCount, 1), slots: slots,
      steps: code.steps,
      sinks: code.sinks)
  }

  private mutating func write() {
    let own = Set(members)
    for (time, index) in members.enumerated() {
      for use in Grouping.uses(index, graph) where own.contains(use.value) { lastRead[use.value] = time }
    }
    var late: [(slot: Loop.Slot.ID, buffer: Buffer.ID)] = []
    keepOldNumbers(own)
    for (time, index) in members.enumerated() {
      switch graph[index].operation {
      case .pointwise(let function, let uses):
        let arguments = uses.map { slot($0, own) }
        let destination: Loop.Slot.ID
        if let target = buffer[index] {
          if isReadLater(target, after: time) {
            // The old numbers are still wanted in this block.
            destination = newBlock(index)
            late.append((destination, target))
          } else {
            destination = denseSlot(target)
          }
        } else {
          destination = newBlock(index)
        }
        steps.append(.init(function: function, destination: destination, arguments: arguments))
        place[index] = destination
      case .fold(let fold, let argument, let axes):
        let source = kept[argument] ?? slot(Use(value: argument, axes: Array(space.indices)), own)
        sink(fold, axes, source, result: buffer[index]!)
      case .input, .number, .table, .counting, .product, .rows, .factors, .matrix, .spectral, .solve, .reshape:
        preconditionFailure("no part of a loop: \(graph[index])")
      }
      if late.isEmpty, sinks.isEmpty { release(at: time) }
    }
    for (slot, target) in late {
      steps.append(.init(function: .init(.copy), destination: denseSlot(target), arguments: [slot]))
    }
  }

  /// Folds run at the end of a block: what the loop writes over by then is copied first.
  private mutating func keepOldNumbers(_ own: Set<Value.ID>) {
    let written = Set(members.compactMap { buffer[$0] })
    for index in members {
      guard case .fold(_, let argument, _) = graph[index].operation, !own.contains(argument), kept[argument] == nil,
        written.contains(buffer[argument]!)
      else { continue }
      let old = slot(Use(value: argument, axes: Array(space.indices)), own)
      let copy = slots.added(.block(addedBlock()))
      kept[argument] = copy
      steps.append(.init(function: .init(.copy), destination: copy, arguments: [old]))
    }
  }

  private mutating func sink(_ fold: Fold, _ axes: [Int], _ slot: Loop.Slot.ID, result: Buffer.ID) {
    var extent = Loop.Extent.all
    if axes.count < space.count {
      extent = axes[0] == 0 ? .column : .row
      row = Grouping.rowLength(axes, space)
    }
    sinks.append(.init(fold: fold, extent: extent, slot: slot, result: result))
  }

  /// Whether a later member reads the old contents of a buffer.
  private func isReadLater(_ target: Buffer.ID, after time: Int) -> Bool {
    let own = Set(members)
    return members[(time + 1)...].contains { later in
      Grouping.uses(later, graph).contains { !own.contains($0.value) && buffer[$0.value] == target }
    }
  }

  // MARK: Slots

  private mutating func slot(_ use: Use, _ own: Set<Value.ID>) -> Loop.Slot.ID {
    if own.contains(use.value), let place = place[use.value] { return place }
    let target = buffer[use.value]!
    let value = graph[use.value]
    if value.count == 1 { return operand(.scalar(buffer: target, block: Place(0))) }
    if use.axes == Array(space.indices), value.shape == space, value.precision == precision { return denseSlot(target) }
    var strides = Array(repeating: 0, count: space.count)
    var stride = 1
    for axis in value.shape.indices.reversed() {
      if value.shape[axis] > 1 { strides[use.axes[axis]] += stride }
      stride *= value.shape[axis]
    }
    return operand(.strided(buffer: target, strides: strides, block: Place(0)))
  }

  private mutating func denseSlot(_ target: Buffer.ID) -> Loop.Slot.ID {
    let slot = Loop.Slot.dense(buffer: target)
    if let known = operands[slot] { return known }
    let place = slots.added(slot)
    operands[slot] = place
    return place
  }

  /// A slot with a block that it keeps through the whole loop.
  private mutating func operand(_ slot: Loop.Slot) -> Loop.Slot.ID {
    if let known = operands[slot] { return known }
    let own = addedBlock()
    let place: Loop.Slot.ID
    switch slot {
    case .scalar(let buffer, _): place = slots.added(.scalar(buffer: buffer, block: own))
    case .strided(let buffer, let strides, _):
      place = slots.added(.strided(buffer: buffer, strides: strides, block: own))
    case .block, .dense: preconditionFailure("no operand with a block: \(slot)")
    }
    operands[slot] = place
    return place
  }

  private mutating func newBlock(_ index: Value.ID) -> Loop.Slot.ID {
    let place = freeBlocks.popLast() ?? slots.added(.block(addedBlock()))
    block[index] = place
    return place
  }

  private mutating func addedBlock() -> Loop.Block.ID {
    blockCount += 1
    return Place(blockCount - 1)
  }

  /// Blocks whose values nobody reads any more are free for the next.
  private mutating func release(at time: Int) {
    for (index, slot) in block.sorted(by: { $0.key < $1.key }) where (lastRead[index] ?? -1) <= time {
      freeBlocks.append(slot)
      block[index] = nil
    }
  }

  // MARK: Axes

  /// Joins neighbouring axes that every strided operand walks through evenly, and drops those of length 1.
  private static func collapsed(_ space: [Int], _ slots: [Loop.Slot]) -> ([Int], [Loop.Slot]) {
    var all = slots.map { slot -> [Int]? in
      if case .strided(_, let strides, _) = slot { strides } else { nil }
    }
    var extents: [Int] = []
    var kept: [[Int]] = slots.map { _ in [] }
    for axis in space.indices where space[axis] > 1 {
      if let last = extents.indices.last,
        all.indices.allSatisfy({ all[$0] == nil || kept[$0][last] == all[$0]![axis] * space[axis] })
      {
        extents[last] *= space[axis]
        for slot in all.indices { if let strides = all[slot] { kept[slot][last] = strides[axis] } }
      } else {
        extents.append(space[axis])
        for slot in all.indices { if let strides = all[slot] { kept[slot].append(strides[axis]) } }
      }
    }
    if extents.isEmpty {
      extents = [1]
      for slot in all.indices where all[slot] != nil { kept[slot] = [0] }
    }
    all = kept.map { $0 }
    let result = slots.indices.map { index -> Loop.Slot in
      if case .strided(let buffer, _, let block) = slots[index] {
        return .strided(buffer: buffer, strides: all[index]!, block: block)
      }
      return slots[index]
    }
    return (extents, result)
  }
}
