import CKernels
import GradusPlan

/// Memory that lives as long as a program.
final class Arena {
  private var pieces: [UnsafeMutableRawPointer] = []

  deinit { for piece in pieces { piece.deallocate() } }

  /// Zeros at a multiple of 64 bytes.
  func bytes(_ count: Int) -> UnsafeMutableRawPointer {
    let piece = UnsafeMutableRawPointer.allocate(byteCount: max(count, 64), alignment: 64)
    piece.initializeMemory(as: UInt8.self, repeating: 0, count: max(count, 64))
    pieces.append(piece)
    return piece
  }

  func make<Element>(_ element: Element) -> UnsafeMutablePointer<Element> { array([element]) }

  /// The elements, which are plain values without a deinitializer.
  func array<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let pointer = bytes(elements.count * MemoryLayout<Element>.stride).bindMemory(
      to: Element.self, capacity: elements.count)
    pointer.initialize(from: elements, count: elements.count)
    return pointer
  }
}

extension Arena {
  /// A loop for the C kernels.
  func loop(_ loop: Loop, _ memory: BoundMemory) -> UnsafeMutablePointer<gradus_loop> {
    precondition(loop.extents.count <= Int(GRADUS_LOOP_AXES), "a loop over \(loop.extents)")
    let bytes = loop.precision.bytes
    let slots = loop.slots.map { slot in
      var result = gradus_slot()
      func place(_ kind: gradus_slot_kind, _ buffer: Buffer.ID?, _ block: Loop.Block.ID?) {
        result.kind = Int32(kind.rawValue)
        result.block = Int32(block?.index ?? 0)
        result.base = buffer.map { memory[$0] }
        result.precision = (buffer.map(memory.precision) ?? loop.precision).number
      }
      switch slot {
      case .block(let block): place(GRADUS_SLOT_BLOCK, nil, block)
      case .dense(let buffer): place(GRADUS_SLOT_DENSE, buffer, nil)
      case .scalar(let buffer, let block): place(GRADUS_SLOT_SCALAR, buffer, block)
      case .strided(let buffer, let strides, let block):
        place(GRADUS_SLOT_STRIDED, buffer, block)
        withUnsafeMutableBytes(of: &result.strides) { $0.bindMemory(to: Int.self).fill(strides) }
      }
      return result
    }
    let steps = loop.steps.map { step in
      let read = (0..<3).map { step.arguments.indices.contains($0) ? step.arguments[$0] : step.destination }
        .map { Int32($0.index) }
      return gradus_instruction(
        operation: Int32(step.function.operation.rawValue), destination: Int32(step.destination.index), a: read[0],
        b: read[1], c: read[2], s: step.function.s, t: step.function.t, function: step.function.scalar)
    }
    let parts = loop.parts(bytes: bytes)
    let sinks = loop.sinks.map { sink in
      gradus_sink(
        fold: Int32(sink.fold.rawValue), extent: Int32(sink.extent.rawValue), slot: Int32(sink.slot.index),
        result: memory[sink.result],
        partial: self.bytes(sink.extent == .all ? 8 * parts : sink.extent == .column ? bytes * parts * loop.row : 0))
    }
    let result = make(gradus_loop())
    result.pointee.precision = loop.precision.number
    result.pointee.rank = Int32(loop.extents.count)
    withUnsafeMutableBytes(of: &result.pointee.extents) { $0.bindMemory(to: Int.self).fill(loop.extents) }
    result.pointee.count = loop.count
    result.pointee.row = loop.row
    result.pointee.parts = parts
    result.pointee.block = loop.block(bytes: bytes)
    result.pointee.block_count = Int32(loop.blockCount)
    result.pointee.slot_count = Int32(slots.count)
    result.pointee.instruction_count = Int32(steps.count)
    result.pointee.sink_count = Int32(sinks.count)
    result.pointee.slots = array(slots)
    result.pointee.instructions = array(steps)
    result.pointee.sinks = array(sinks)
    return result
  }
}

extension UnsafeMutableBufferPointer<Int> {
  fileprivate func fill(_ values: [Int]) { for (place, value) in values.enumerated() { self[place] = value } }
}

extension Loop {
  /// Into how many parts the loop is cut for threads. It decides the order of summation, so nothing but sizes goes into it.
  func parts(bytes: Int) -> Int {
    // An entry takes one unit a simple operation or stream; below some ten thousand units a second thread costs more than
    // it brings.
    let work = count * (steps.reduce(0) { $0 + max($1.function.operation.flops, 1) } + slots.count + sinks.count)
    let rows = count / row
    let grain = row * bytes % 64 == 0 ? 1 : 64
    var parts = min(work / 32768, 32, (rows + grain - 1) / grain)
    // The columns of all parts are summed by one thread: let that be little.
    if sinks.contains(where: { $0.extent == .column }) { parts = min(parts, rows / 16, 16) }
    return max(parts, 1)
  }

  /// The numbers of a block: all that a block touches stays in the first-level cache.
  func block(bytes: Int) -> Int {
    min(max(24576 / (bytes * max(slots.count, 1)) / 64 * 64, 64), 2048)
  }
}
