package import GradusExpression

/// One step of a plan, on buffers.
package enum Instruction: Sendable {
  case loop(Loop)
  case product(Product)
  case rows(Rows)
  case factorization(Factorization)
  case matrix(Matrix)
  case solve(Solve)
  case spectral(Spectral)

  /// f(A B + bias + β C) of matrices.
  package struct Product: Sendable {
    package var batch, rows, columns, inner: Int
    package var left, right, result: Buffer.ID
    package var leftIsTransposed, rightIsTransposed: Bool
    package var bias: Buffer.ID?
    package var activation: ProductFunction
    package var beta: Double
  }

  /// Log-sum-exp, softmax and log-softmax of the rows of a matrix, as far as they are wanted.
  package struct Rows: Sendable {
    package var rows, columns: Int
    package var argument: Buffer.ID
    package var logSumExp, softmax, logSoftmax: Buffer.ID?
  }

  /// A square matrix cut into triangles: L Lᵀ where it is symmetric positive definite, otherwise P A = L U.
  ///
  /// The result takes n (n + 1) numbers of double precision: the triangles, and what else the kernel wants to keep.
  package struct Factorization: Sendable {
    package var size: Int
    package var argument, result: Buffer.ID
  }

  /// A function of a square matrix from its factors.
  package struct Matrix: Sendable {
    package var function: MatrixFunction
    package var size: Int
    package var factors, result: Buffer.ID
  }

  /// An eigenvalue, a singular value, or a vector that belongs to it, of a matrix.
  package struct Spectral: Sendable {
    package var function: SpectralFunction
    package var rows, columns: Int
    package var argument, result: Buffer.ID

    /// The numbers of the result.
    package var resultCount: Int { function.shape(of: [rows, columns]).reduce(1, *) }
  }

  /// A⁻¹ b or A⁻ᵀ b from the factors of A, for every row b of the right-hand side.
  package struct Solve: Sendable {
    package var size, count: Int
    package var isTransposed: Bool
    package var factors, rightSide, result: Buffer.ID
  }
}

/// Elementwise work in one sweep over an index space, cut into blocks that stay in the cache.
package struct Loop: Sendable {
  /// Where a number of an instruction is.
  package enum Slot: Hashable, Sendable {
    /// In a block of the cache.
    case block(Block.ID)
    /// In a buffer, laid out as the index space.
    case dense(buffer: Buffer.ID)
    /// In a buffer, one stride an axis; 0 repeats. It is copied to a block, and converted where the loop has another precision.
    case strided(buffer: Buffer.ID, strides: [Int], block: Block.ID)
    /// One number in a buffer, repeated in a block.
    case scalar(buffer: Buffer.ID, block: Block.ID)

    /// Where a slot stands among those of its loop.
    package typealias ID = Place<Slot>
  }

  /// A piece of the cache that takes one block of entries.
  package enum Block { package typealias ID = Place<Block> }

  package struct Step: Sendable {
    package var function: LoopFunction
    package var destination: Slot.ID
    package var arguments: [Slot.ID]
  }

  package enum Extent: Int, Sendable { case all, row, column }

  package struct Sink: Sendable {
    package var fold: Fold
    package var extent: Extent
    package var slot: Slot.ID
    package var result: Buffer.ID
  }

  /// What is computed in, and what everything that is written is kept in.
  package var precision: Precision
  package var extents: [Int]
  /// The entries of a row, where some are folded by rows or columns; 1 otherwise.
  package var row: Int
  package var blockCount: Int
  package var slots: [Slot]
  package var steps: [Step]
  package var sinks: [Sink]

  package var count: Int { extents.reduce(1, *) }
}

/// A piece of memory.
package struct Buffer: Hashable, Sendable {
  package enum Storage: Hashable, Sendable {
    /// A symbol, which the caller writes and reads.
    case symbol(String)
    /// An output, which the caller reads.
    case output(String)
    /// Bytes in the memory that intermediate values share.
    case shared(offset: Int)
    /// Numbers that are there from the start.
    case numbers([Double])
  }

  package typealias ID = Place<Buffer>

  package var storage: Storage
  package var shape: [Int]
  package var precision: Precision

  package var count: Int { shape.reduce(1, *) }
  package var bytes: Int { count * precision.bytes }
}
