/// A second look at a finished plan, which knows nothing of how it was made: it runs in every build for debugging, and over
/// sampled formulas in the tests.
extension Plan {
  /// What is wrong with the plan; empty for a plan that can be run.
  ///
  /// Every instruction stays within its buffers, shapes and precisions fit, nothing is read before it is written or after its
  /// memory went to another buffer, and every output and update is there in the end. `Memory.faults` knows which value is read.
  package var faults: [String] {
    var verification = Verification(self)
    for (number, instruction) in instructions.enumerated() { verification.check(instruction, number: number + 1) }
    verification.checkEnd()
    return verification.faults
  }
}

/// Walks through the instructions of a plan in order.
private struct Verification {
  private let plan: Plan
  private(set) var faults: [String] = []
  /// The buffers whose numbers are there.
  private var filled: Set<Buffer.ID> = []
  /// The symbols whose new value is in their place.
  private var updated: Set<Buffer.ID> = []
  private var place = ""

  init(_ plan: Plan) {
    self.plan = plan
    for id in plan.buffers.places {
      let buffer = plan.buffers[id]
      switch buffer.storage {
      case .symbol: filled.insert(id)
      case .numbers(let values):
        filled.insert(id)
        expect(values.count == buffer.count, "\(values.count) numbers for the shape \(buffer.shape)")
      case .output: break
      case .shared(let offset):
        expect(
          offset >= 0 && offset % 64 == 0 && offset + buffer.bytes <= plan.sharedBytes,
          "\(buffer.bytes) bytes from byte \(offset) of \(plan.sharedBytes)")
      }
    }
  }

  private mutating func expect(_ isRight: Bool, _ fault: @autoclosure () -> String) {
    if !isRight { faults.append(place + fault()) }
  }

  // MARK: Memory

  private func buffer(_ id: Buffer.ID) -> Buffer? { plan.buffers.contains(id) ? plan.buffers[id] : nil }

  /// A read of the first `count` numbers.
  private mutating func read(_ id: Buffer.ID, count: Int, in precision: Precision? = nil) {
    guard let buffer = buffer(id) else { return faults.append(place + "there is no buffer \(id)") }
    expect(count <= buffer.count, "reads \(count) numbers of buffer \(id), which has \(buffer.count)")
    expect(filled.contains(id), "reads buffer \(id), whose numbers are not there, or no longer")
    if let precision {
      expect(buffer.precision == precision, "reads buffer \(id) of \(buffer.precision) as \(precision)")
    }
  }

  /// A write of all numbers.
  private mutating func write(_ id: Buffer.ID, count: Int, in precision: Precision? = nil) {
    guard let buffer = buffer(id) else { return faults.append(place + "there is no buffer \(id)") }
    expect(count == buffer.count, "writes \(count) numbers to buffer \(id), which has \(buffer.count)")
    if let precision {
      expect(buffer.precision == precision, "writes \(precision) to buffer \(id) of \(buffer.precision)")
    }
    switch buffer.storage {
    case .numbers: expect(false, "writes to the numbers of buffer \(id)")
    case .symbol(let name):
      expect(plan.inputs.contains { $0.name == name && $0.isUpdated }, "writes to \(name), which is not updated")
      expect(updated.insert(id).inserted, "writes \(name) twice")
    case .output: break
    case .shared(let offset):
      // What shares a byte with it is gone.
      for other in filled where other != id {
        if case .shared(let start) = plan.buffers[other].storage, start < offset + buffer.bytes,
          offset < start + plan.buffers[other].bytes
        {
          filled.remove(other)
        }
      }
    }
    filled.insert(id)
  }

  // MARK: Instructions

  mutating func check(_ instruction: Instruction, number: Int) {
    place = "instruction \(number): "
    switch instruction {
    case .loop(let loop): check(loop)
    case .product(let product): check(product)
    case .rows(let rows):
      let count = rows.rows * rows.columns
      guard let precision = buffer(rows.argument)?.precision else { return expect(false, "no argument") }
      read(rows.argument, count: count)
      if let result = rows.logSumExp { write(result, count: rows.rows, in: precision) }
      if let result = rows.softmax { write(result, count: count, in: precision) }
      if let result = rows.logSoftmax { write(result, count: count, in: precision) }
    case .factorization(let factorization):
      let n = factorization.size
      read(factorization.argument, count: n * n)
      write(factorization.result, count: n * (n + 1), in: .float64)
    case .matrix(let matrix):
      read(matrix.factors, count: matrix.size * (matrix.size + 1), in: .float64)
      write(matrix.result, count: matrix.function.isMatrix ? matrix.size * matrix.size : 1)
    case .spectral(let spectral):
      read(spectral.argument, count: spectral.rows * spectral.columns)
      write(spectral.result, count: spectral.resultCount)
    case .solve(let solve):
      read(solve.factors, count: solve.size * (solve.size + 1), in: .float64)
      read(solve.rightSide, count: solve.count * solve.size)
      write(solve.result, count: solve.count * solve.size)
    }
  }

  private mutating func check(_ product: Instruction.Product) {
    let (rows, columns, inner, batch) = (product.rows, product.columns, product.inner, product.batch)
    guard let precision = buffer(product.result)?.precision else { return expect(false, "no result") }
    read(product.left, count: batch * rows * inner, in: precision)
    read(product.right, count: batch * inner * columns, in: precision)
    if let bias = product.bias { read(bias, count: columns, in: precision) }
    if product.beta != 0 { read(product.result, count: batch * rows * columns, in: precision) }
    for operand in [product.left, product.right] + [product.bias].compactMap(\.self) {
      expect(!overlap(operand, product.result), "the product writes over buffer \(operand), which it reads")
    }
    write(product.result, count: batch * rows * columns, in: precision)
  }

  private func overlap(_ a: Buffer.ID, _ b: Buffer.ID) -> Bool {
    if a == b { return true }
    guard let first = buffer(a), let second = buffer(b), case .shared(let x) = first.storage,
      case .shared(let y) = second.storage
    else { return false }
    return x < y + second.bytes && y < x + first.bytes
  }

  private mutating func check(_ loop: Loop) {
    let count = loop.count
    expect(
      loop.extents.allSatisfy { $0 > 0 } && count % max(loop.row, 1) == 0, "rows of \(loop.row) in \(loop.extents)")
    var ready: Set<Loop.Slot.ID> = []
    var written: [Buffer.ID] = []
    for slot in loop.slots.places {
      switch loop.slots[slot] {
      case .block(let block): expect(block.index < loop.blockCount, "block \(block) of \(loop.blockCount)")
      case .dense: break
      case .scalar(let buffer, let block):
        expect(block.index < loop.blockCount, "block \(block) of \(loop.blockCount)")
        read(buffer, count: 1)
        ready.insert(slot)
      case .strided(let buffer, let strides, let block):
        expect(block.index < loop.blockCount, "block \(block) of \(loop.blockCount)")
        expect(strides.count == loop.extents.count, "strides \(strides) over \(loop.extents)")
        read(buffer, count: zip(strides, loop.extents).reduce(1) { $0 + $1.0 * ($1.1 - 1) })
        ready.insert(slot)
      }
    }
    for step in loop.steps {
      for argument in step.arguments { use(argument, of: loop, &ready) }
      guard loop.slots.contains(step.destination) else {
        expect(false, "there is no slot \(step.destination)")
        continue
      }
      if case .dense(let buffer) = loop.slots[step.destination], !written.contains(buffer) { written.append(buffer) }
      ready.insert(step.destination)
    }
    for sink in loop.sinks { use(sink.slot, of: loop, &ready) }
    checkStrides(loop, written)
    for buffer in written { write(buffer, count: count, in: loop.precision) }
    for sink in loop.sinks {
      let results = sink.extent == .all ? 1 : sink.extent == .row ? count / loop.row : loop.row
      write(sink.result, count: results, in: loop.precision)
    }
  }

  /// Entries of one place: a slot is read once it is written, or its buffer was filled before the loop.
  private mutating func use(_ slot: Loop.Slot.ID, of loop: Loop, _ ready: inout Set<Loop.Slot.ID>) {
    guard loop.slots.contains(slot) else { return expect(false, "there is no slot \(slot)") }
    if ready.contains(slot) { return }
    if case .dense(let buffer) = loop.slots[slot] {
      read(buffer, count: loop.count, in: loop.precision)
    } else {
      expect(false, "reads slot \(slot) before it is written")
    }
    ready.insert(slot)
  }

  /// What a loop reads other than entry by entry must not be what it writes.
  private mutating func checkStrides(_ loop: Loop, _ written: [Buffer.ID]) {
    let results = written + loop.sinks.map(\.result)
    for slot in loop.slots {
      switch slot {
      case .block: break
      case .strided(let buffer, _, _), .scalar(let buffer, _):
        for result in results where overlap(buffer, result) && loop.count > 1 {
          expect(false, "the loop writes over buffer \(buffer), which it reads by strides")
        }
      case .dense(let buffer):
        for result in results where result != buffer && overlap(buffer, result) {
          expect(false, "the loop writes over buffer \(buffer), which it reads, as buffer \(result)")
        }
      }
    }
  }

  mutating func checkEnd() {
    place = "at the end: "
    for (output, id) in zip(plan.outputs, plan.outputBuffers) {
      expect(filled.contains(id), "the output \(output.name) is not there")
      expect(buffer(id)?.count == output.count, "the output \(output.name) of \(output.shape) lies in another shape")
    }
    for id in plan.buffers.places {
      guard case .symbol(let name) = plan.buffers[id].storage,
        plan.inputs.contains(where: { $0.name == name && $0.isUpdated })
      else { continue }
      expect(updated.contains(id), "\(name) is not updated")
    }
  }
}
