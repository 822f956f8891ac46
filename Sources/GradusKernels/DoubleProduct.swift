import CLAPACK
import GradusPlan

/// A B + β C of matrices in double precision, by the BLAS. It thinks in columns: our matrices are its transposes, so it
/// computes Cᵀ = Bᵀ Aᵀ.
struct DoubleProduct {
  private let product: Instruction.Product
  private let left, right, result: UnsafeMutablePointer<Double>

  init(_ product: Instruction.Product, _ memory: BoundMemory) {
    precondition(product.bias == nil && product.activation == .identity, "no bias or activation in double precision")
    self.product = product
    left = memory[product.left].assumingMemoryBound(to: Double.self)
    right = memory[product.right].assumingMemoryBound(to: Double.self)
    result = memory[product.result].assumingMemoryBound(to: Double.self)
  }

  func run() {
    let (m, n, k) = (product.rows, product.columns, product.inner)
    let transposed = CChar(UInt8(ascii: "T"))
    let plain = CChar(UInt8(ascii: "N"))
    for index in 0..<product.batch {
      gradus_dgemm(
        product.rightIsTransposed ? transposed : plain, product.leftIsTransposed ? transposed : plain, Int32(n),
        Int32(m),
        Int32(k), 1, right + index * k * n, Int32(product.rightIsTransposed ? k : n), left + index * m * k,
        Int32(product.leftIsTransposed ? m : k), product.beta, result + index * m * n, Int32(n))
    }
  }
}
