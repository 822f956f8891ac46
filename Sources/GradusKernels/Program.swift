import CKernels
import COneDNN
import GradusPlan

/// The instructions of a plan bound to memory, ready to be called one after another.
final class Program {
  let memory: BoundMemory

  private enum Call {
    case loop(UnsafeMutablePointer<gradus_loop>)
    case product(OpaquePointer)
    case rows(UnsafeMutablePointer<gradus_softmax>)
    case doubleProduct(UnsafeMutablePointer<DoubleProduct>)
    case factorization(UnsafeMutablePointer<FactorizationCall>)
    case matrix(UnsafeMutablePointer<MatrixCall>)
    case solve(UnsafeMutablePointer<SolveCall>)
    case spectral(UnsafeMutablePointer<SpectralCall>)
  }

  /// The instruction of the last run that met a singular matrix, where one did.
  private(set) var singularInstruction: Int?

  private let calls: UnsafeMutableBufferPointer<Call>
  private let arena = Arena()

  init(_ plan: Plan, symbol: (String) -> UnsafeMutableRawPointer) throws(ExecutorError) {
    let arena = self.arena
    let memory = BoundMemory(plan, arena, symbol: symbol)
    self.memory = memory

    var calls: [Call] = []
    var loops: [UnsafeMutablePointer<gradus_loop>] = []
    var products: [OpaquePointer] = []
    var failure: ExecutorError?
    for instruction in plan.instructions {
      switch instruction {
      case .loop(let loop):
        let made = arena.loop(loop, memory)
        loops.append(made)
        calls.append(.loop(made))
      case .product(let product):
        switch memory.precision(product.result) {
        case .float64:
          guard LAPACK.isAvailable else {
            failure = .library(LAPACK.configuration)
            break
          }
          calls.append(.doubleProduct(arena.make(DoubleProduct(product, memory))))
        case .float32:
          guard let made = Program.product(product, memory) else {
            failure = .library(String(cString: gradus_onednn_message()))
            break
          }
          products.append(made)
          calls.append(.product(made))
        }
      case .rows(let rows):
        calls.append(.rows(arena.make(gradus_softmax(rows, memory))))
      case .factorization(let factorization):
        calls.append(.factorization(arena.make(FactorizationCall(factorization, memory))))
      case .matrix(let matrix):
        calls.append(.matrix(arena.make(MatrixCall(matrix, memory, arena))))
      case .spectral(let spectral):
        calls.append(.spectral(arena.make(SpectralCall(spectral, memory, arena))))
      case .solve(let solve):
        calls.append(.solve(arena.make(SolveCall(solve, memory, arena))))
      }
    }
    self.calls = .allocate(capacity: calls.count)
    _ = self.calls.initialize(from: calls)
    if !LAPACK.isAvailable, plan.needsLAPACK { failure = .library(LAPACK.configuration) }
    if let failure { throw failure }

    // Work space is shared by all that run one after another.
    let scratch = arena.bytes(Int(products.map { gradus_product_scratch($0) }.max() ?? 0))
    for product in products { gradus_product_use_scratch(product, scratch) }
    let perThread = loops.map { gradus_loop_scratch($0) }.max() ?? 0
    let isParallel = loops.contains { $0.pointee.parts > 1 }
    let blocks = arena.bytes(perThread * (isParallel ? Int(gradus_pool_threads()) : 1))
    for loop in loops { loop.pointee.scratch = blocks.assumingMemoryBound(to: CChar.self) }
  }

  deinit {
    for call in calls { if case .product(let product) = call { gradus_product_destroy(product) } }
    calls.deallocate()
  }

  func run() {
    singularInstruction = nil
    for index in 0..<calls.count {
      switch calls[index] {
      case .loop(let loop): gradus_loop_run(loop)
      case .product(let product):
        let status = gradus_product_run(UnsafeMutableRawPointer(product))
        precondition(status == 0, "oneDNN ended product \(index) with status \(status)")
      case .rows(let rows): gradus_softmax_run(rows)
      case .doubleProduct(let product): product.pointee.run()
      case .factorization(let factorization): factorization.pointee.run()
      case .matrix(let matrix): if !matrix.pointee.run() { singularInstruction = index }
      case .spectral(let spectral): if !spectral.pointee.run() { singularInstruction = index }
      case .solve(let solve): if !solve.pointee.run() { singularInstruction = index }
      }
    }
  }

  private static func product(_ product: Instruction.Product, _ memory: BoundMemory) -> OpaquePointer? {
    let (m, n, k) = (product.rows, product.columns, product.inner)
    var shape = gradus_product_shape(
      batch: product.batch, rows: m, columns: n, inner: k, a_batch: m * k,
      a_row: product.leftIsTransposed ? 1 : k, a_column: product.leftIsTransposed ? m : 1, b_batch: k * n,
      b_row: product.rightIsTransposed ? 1 : n, b_column: product.rightIsTransposed ? k : 1, c_batch: m * n, c_row: n,
      beta: Float(product.beta), activation: Int32(product.activation.rawValue), has_bias: product.bias == nil ? 0 : 1)
    let at = { (buffer: Buffer.ID) in memory[buffer].assumingMemoryBound(to: Float.self) }
    return gradus_product_create(&shape, at(product.left), at(product.right), product.bias.map(at), at(product.result))
  }
}

extension Plan {
  /// Whether a step of it is LAPACK's.
  fileprivate var needsLAPACK: Bool {
    instructions.contains { instruction in
      switch instruction {
      case .factorization, .spectral: true
      case .loop, .product, .rows, .matrix, .solve: false
      }
    }
  }
}

extension gradus_softmax {
  fileprivate init(_ rows: Instruction.Rows, _ memory: BoundMemory) {
    self.init(
      precision: memory.precision(rows.argument).number, rows: rows.rows, columns: rows.columns,
      argument: memory[rows.argument], log_sum_exp: rows.logSumExp.map { memory[$0] },
      softmax: rows.softmax.map { memory[$0] }, log_softmax: rows.logSoftmax.map { memory[$0] })
  }
}
