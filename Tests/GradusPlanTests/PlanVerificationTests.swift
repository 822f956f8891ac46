import GradusCalculus
import GradusExpression
import Testing
import _GradusTestSupport

@testable import GradusPlan

@Suite("A plan is looked at once more, and what is wrong with it is named")
struct PlanVerificationTests {
  static let sizes = ["m": 5, "n": 4, "p": 3]

  /// A training step: products, a loop with folds, rows, and updates in place.
  static func step() throws -> Plan {
    let X = Formula.symbol("X", ["m", "n"])
    let W = Formula.symbol("W", ["n", "p"])
    let Y = Formula.symbol("Y", ["m", "p"])
    let loss = -(Y .* (X * W - logSumExp(X * W).broadcast(to: ["m", "p"], axes: [0]))).summed
    let slope = try gradient(of: loss, withRespectTo: W)
    return try Plan(
      outputs: [("loss", loss), ("norm", squaredNorm(slope))], updates: [("W", W - Formula.symbol("rate") * slope)],
      sizes: sizes)
  }

  static func damaged(
    _ plan: Plan, _ change: (inout [Instruction], inout [Buffer], inout [Buffer.ID]) -> Void
  ) -> Plan {
    var (instructions, buffers, outputs) = (plan.instructions, plan.buffers, plan.outputBuffers)
    change(&instructions, &buffers, &outputs)
    return Plan(
      precision: plan.precision, inputs: plan.inputs, outputs: plan.outputs, instructions: instructions,
      buffers: buffers, outputBuffers: outputs, sharedBytes: plan.sharedBytes)
  }

  @Test("random formulas, their gradients and updates make plans without a fault", arguments: 0..<60)
  func sound(seed: Int) throws {
    var random = RandomFormula(seed: seed)
    let f = random.scalar(depth: 4)
    let symbols = f.symbols.filter { $0.shape.count > 0 }
    // A few formulas have no derivative in formulas, or are beyond the kernels: functions of matrices.
    guard let slopes = try? symbols.map({ try gradient(of: f, withRespectTo: .symbol($0)) }) else { return }
    let sizes = Dictionary(uniqueKeysWithValues: f.sizeSymbols.map { ($0, 2 + seed % 3) })
    let stored = seed.isMultiple(of: 2) ? symbols.first.map { [$0.name: Precision.float64] } ?? [:] : [:]
    let updates = zip(symbols, slopes).map { (name: $0.name, formula: Formula.symbol($0) - $1) }
    let plan = try? Plan(outputs: [("f", f)], updates: updates, sizes: sizes, stored: stored)
    if let plan { #expect(plan.faults.isEmpty) }
  }

  @Test("a sound plan has no fault")
  func training() throws { #expect(try Self.step().faults.isEmpty) }

  @Test("instructions in another order read what is not there", arguments: 1..<20)
  func order(seed: Int) throws {
    let plan = try Self.step()
    var generator = SplitMix64(seed)
    let order = plan.instructions.indices.shuffled(using: &generator)
    let shuffled = Self.damaged(plan) { instructions, _, _ in instructions = order.map { plan.instructions[$0] } }
    // Whether an order is right is what the reads and writes say; the first and the last of a step depend on each other.
    let isKept = order.firstIndex(of: 0)! < order.firstIndex(of: order.count - 1)!
    if !isKept { #expect(!shuffled.faults.isEmpty, "\(order)") }
  }

  @Test("every instruction is missed")
  func missing() throws {
    let plan = try Self.step()
    for index in plan.instructions.indices {
      let shorter = Self.damaged(plan) { instructions, _, _ in instructions.remove(at: index) }
      #expect(!shorter.faults.isEmpty, "without instruction \(index + 1)")
    }
  }

  @Test("memory that two values need at once, or that is not there")
  func memory() throws {
    let plan = try Self.step()
    let shared = plan.buffers.places.filter { if case .shared = plan.buffers[$0].storage { true } else { false } }
    try #require(shared.count > 1)
    let stacked = Self.damaged(plan) { _, buffers, _ in for id in shared { buffers[id].storage = .shared(offset: 0) } }
    #expect(!stacked.faults.isEmpty)
    let outside = Self.damaged(plan) { _, buffers, _ in buffers[shared[0]].storage = .shared(offset: plan.sharedBytes) }
    #expect(outside.faults.contains { $0.contains("bytes from byte") })
    let smaller = Self.damaged(plan) { _, buffers, _ in buffers[shared[0]].shape = [1] }
    #expect(!smaller.faults.isEmpty)
    let other = Self.damaged(plan) { _, buffers, _ in buffers[shared[0]].precision = .float64 }
    #expect(!other.faults.isEmpty)
  }

  @Test("products and loops that reach beyond their buffers")
  func bounds() throws {
    let plan = try Self.step()
    for index in plan.instructions.indices {
      let wrong = Self.damaged(plan) { instructions, _, _ in
        switch instructions[index] {
        case .product(var product):
          product.inner += 1
          instructions[index] = .product(product)
        case .loop(var loop):
          loop.extents[0] += 1
          instructions[index] = .loop(loop)
        case .rows(var rows):
          rows.rows += 1
          instructions[index] = .rows(rows)
        case .factorization, .matrix, .spectral, .solve: break
        }
      }
      #expect(!wrong.faults.isEmpty, "instruction \(index + 1)")
    }
  }

  @Test("an output that nobody computes")
  func outputs() throws {
    let plan = try Self.step()
    let wrong = Self.damaged(plan) { _, buffers, outputs in
      outputs[0] = buffers.added(Buffer(storage: .output("loss"), shape: [], precision: .float32))
    }
    #expect(wrong.faults == ["at the end: the output loss is not there"])
  }
}
