import CKernels
import COneDNN
import GradusPlan

/// The instructions of a plan bound to memory, ready to be called one after another.
final class Program {
  /// The address of each buffer of the plan.
  let addresses: [UnsafeMutableRawPointer]

  private enum Call {
    case loop(UnsafeMutablePointer<gradus_loop>)
    case product(OpaquePointer)
    case rows(UnsafeMutablePointer<gradus_softmax>)
    case doubleProduct(UnsafeMutablePointer<DoubleProduct>)
    case factorization(UnsafeMutablePointer<FactorizationCall>)
    case matrix(UnsafeMutablePointer<MatrixCall>)
    case solve(UnsafeMutablePointer<SolveCall>)
  }

  /// The instruction of the last run that met a singular matrix, where one did.
  private(set) var singularInstruction: Int?

  private let calls: UnsafeMutableBufferPointer<Call>
  private let arena = Arena()

  init(_ plan: Plan, symbol: (String) -> UnsafeMutableRawPointer) throws(ExecutorError) {
    let arena = self.arena
    let isDouble = plan.precision == .float64
    let shared = arena.bytes(plan.sharedBytes)
    var addresses: [UnsafeMutableRawPointer] = []
    for buffer in plan.buffers {
      switch buffer.storage {
      case .symbol(let name): addresses.append(symbol(name))
      case .output: addresses.append(arena.bytes(buffer.bytes))
      case .shared(let offset): addresses.append(shared + offset)
      case .numbers(let values):
        let pointer = arena.bytes(buffer.bytes)
        let region = Region(pointer: pointer, precision: plan.precision, shape: buffer.shape)
        values.withUnsafeBufferPointer { region.write($0) }
        addresses.append(pointer)
      }
    }
    self.addresses = addresses

    var calls: [Call] = []
    var loops: [UnsafeMutablePointer<gradus_loop>] = []
    var products: [OpaquePointer] = []
    var failure: ExecutorError?
    for instruction in plan.instructions {
      switch instruction {
      case .loop(let loop):
        let made = arena.loop(loop, addresses, isDouble: isDouble)
        loops.append(made)
        calls.append(.loop(made))
      case .product(let product):
        if isDouble {
          guard LAPACK.isAvailable else {
            failure = .library(LAPACK.configuration)
            break
          }
          calls.append(.doubleProduct(arena.make(DoubleProduct(product, addresses))))
        } else if let made = Program.product(product, addresses) {
          products.append(made)
          calls.append(.product(made))
        } else {
          failure = .library(String(cString: gradus_onednn_message()))
        }
      case .rows(let rows):
        calls.append(
          .rows(
            arena.make(
              gradus_softmax(
                is_double: isDouble ? 1 : 0, rows: rows.rows, columns: rows.columns, argument: addresses[rows.argument],
                log_sum_exp: rows.logSumExp.map { addresses[$0] }, softmax: rows.softmax.map { addresses[$0] },
                log_softmax: rows.logSoftmax.map { addresses[$0] }))))
      case .factorization(let factorization):
        if !LAPACK.isAvailable { failure = .library(LAPACK.configuration) }
        calls.append(.factorization(arena.make(FactorizationCall(factorization, addresses, plan.precision))))
      case .matrix(let matrix):
        calls.append(.matrix(arena.make(MatrixCall(matrix, addresses, plan.precision, arena))))
      case .solve(let solve):
        calls.append(.solve(arena.make(SolveCall(solve, addresses, plan.precision, arena))))
      }
    }
    self.calls = .allocate(capacity: calls.count)
    _ = self.calls.initialize(from: calls)
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
      case .solve(let solve): if !solve.pointee.run() { singularInstruction = index }
      }
    }
  }

  private static func product(
    _ product: Instruction.Product, _ addresses: [UnsafeMutableRawPointer]
  ) -> OpaquePointer? {
    let (m, n, k) = (product.rows, product.columns, product.inner)
    var shape = gradus_product_shape(
      batch: product.batch, rows: m, columns: n, inner: k, a_batch: m * k,
      a_row: product.leftIsTransposed ? 1 : k, a_column: product.leftIsTransposed ? m : 1, b_batch: k * n,
      b_row: product.rightIsTransposed ? 1 : n, b_column: product.rightIsTransposed ? k : 1, c_batch: m * n, c_row: n,
      beta: Float(product.beta), activation: Int32(product.activation.rawValue), has_bias: product.bias == nil ? 0 : 1)
    let at = { (buffer: Int) in addresses[buffer].assumingMemoryBound(to: Float.self) }
    return gradus_product_create(&shape, at(product.left), at(product.right), product.bias.map(at), at(product.result))
  }
}
