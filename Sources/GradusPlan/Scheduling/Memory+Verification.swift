extension Memory {
  /// Where a value is read whose memory holds another one by then; empty for sound memory.
  ///
  /// Follows what every buffer holds through the schedule. It knows which value is meant, the old or the new one of a symbol,
  /// which a finished plan does not say.
  func faults(
    _ graph: ValueGraph, _ grouping: Grouping, _ schedule: Schedule, outputs: [(name: String, value: Value.ID)],
    updates: [(name: String, value: Value.ID)]
  ) -> [String] {
    var contents = Contents(buffers)
    for value in graph.values.places where graph[value].operation.isLeaf {
      if let buffer = buffer[value] { contents.put(value, in: buffer) }
    }
    func check(_ value: Value.ID, _ reader: String) {
      let origin = Schedule.origin(value, graph)
      guard let buffer = buffer[origin] else {
        contents.faults.append("\(reader) reads value \(value), which is in no memory")
        return
      }
      if contents.held[buffer] != origin {
        let held = contents.held[buffer].map { "value \($0)" } ?? "nothing"
        contents.faults.append("\(reader) reads value \(value) where \(held) is")
      }
    }
    for group in schedule.order {
      let members = grouping.groups[group].members
      for member in members {
        for use in Grouping.uses(member, graph) where grouping.group[use.value] != group {
          check(use.value, "value \(member)")
        }
      }
      // Another shape is no other value.
      for member in members where Schedule.origin(member, graph) == member {
        if let buffer = buffer[member] { contents.put(member, in: buffer) }
      }
    }
    for update in updates where schedule.inPlace[update.value] == nil {
      check(update.value, "the update of \(update.name)")
      if let symbol = buffers.places.first(where: { buffers[$0].storage == .symbol(update.name) }) {
        contents.put(update.value, in: symbol)
      }
    }
    for output in outputs { check(output.value, "the output \(output.name)") }
    return contents.faults
  }
}

/// Which value every buffer holds.
private struct Contents {
  private let buffers: [Buffer]
  var held: [Buffer.ID: Value.ID] = [:]
  var faults: [String] = []

  init(_ buffers: [Buffer]) { self.buffers = buffers }

  mutating func put(_ value: Value.ID, in buffer: Buffer.ID) {
    if case .shared(let offset) = buffers[buffer].storage {
      for other in held.keys where other != buffer {
        if case .shared(let start) = buffers[other].storage, start < offset + buffers[buffer].bytes,
          offset < start + buffers[other].bytes
        {
          held[other] = nil
        }
      }
    }
    held[buffer] = value
  }
}
