/// A formula as a value: a node of one immutable, hash-consed graph.
///
/// Equal formulas are the same node, so `==` is a comparison of identities and shared parts are stored once. Formulas are
/// built by operators and functions that keep them in a canonical form (like terms collected, unit factors dropped, unit
/// matrices eliminated), without ever multiplying out.
///
///     let X = Formula.symbol("X", ["m", "n"]), w = Formula.symbol("w", ["n"]), y = Formula.symbol("y", ["m"])
///     let loss = squaredNorm(X * w - y)
public struct Formula: Sendable {
  let storage: Storage

  /// What the formula is at its top.
  public var node: Node { storage.node }
  /// One size an axis: none for a scalar, one for a vector, two for a matrix.
  public var shape: [Size] { storage.shape }
  /// The count of axes.
  public var rank: Int { storage.shape.count }
  /// Whether it is one number.
  public var isScalar: Bool { storage.shape.isEmpty }
  /// A hash of the structure that is the same in every process.
  package var fingerprint: UInt64 { storage.fingerprint }
  /// The count of nodes on the longest way down, 1 for a leaf.
  package var depth: Int { storage.depth }

  /// About how many symbols and signs the formula takes when it is written out; no more than `Formula.mostLength`.
  package var length: Int { storage.length }
  /// No axis is longer than this.
  package static let mostLength = 1 << 40

  /// The one formula with this node and shape.
  init(_ node: Node, shape: [Size]) {
    storage = Interner.shared.storage(node, shape)
  }

  init(storage: Storage) { self.storage = storage }

  /// The immutable content of a formula; there is one for each distinct node.
  final class Storage: Sendable {
    let node: Node
    let shape: [Size]
    let fingerprint: UInt64
    let depth: Int
    let length: Int

    init(_ node: Node, _ shape: [Size], _ fingerprint: UInt64) {
      self.node = node
      self.shape = shape
      self.fingerprint = fingerprint
      depth = 1 + (node.children.map(\.depth).max() ?? 0)
      length = min(Formula.mostLength, node.ownLength + node.children.reduce(0) { $0 + $1.length })
    }
  }
}

extension Formula: Hashable {
  /// Whether both are the same node; formulas that are equal in canonical form are.
  public static func == (left: Formula, right: Formula) -> Bool { left.storage === right.storage }
  /// Hashes by the fingerprint of the node.
  public func hash(into hasher: inout Hasher) { hasher.combine(storage.fingerprint) }
}

extension Node {
  /// The formulas that the node is made of, in order.
  public var children: [Formula] {
    switch self {
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band: []
    case .sum(let terms): terms.map(\.formula)
    case .contraction(let contraction): contraction.factors.map(\.formula)
    case .map(_, let argument), .reduction(_, let argument, _), .alongAxes(_, let argument, _), .inverse(let argument),
      .adjugate(let argument), .determinant(let argument), .logDeterminant(let argument),
      .matrixFunction(_, let argument), .spectral(_, let argument), .reshape(let argument):
      [argument]
    case .power(let base, let exponent): [base, exponent]
    case .extremum(_, let left, let right): [left, right]
    }
  }
}

extension Node {
  /// The signs that the node itself adds to the length of its children.
  fileprivate var ownLength: Int {
    switch self {
    case .symbol, .constant, .namedConstant, .size, .delta, .basis, .band: 1
    case .literal(let literal): literal.values.count
    case .sum(let terms): terms.count - 1 + terms.count { $0.coefficient.magnitude != 1 }
    case .contraction(let contraction): max(contraction.factors.count - 1, 1)
    case .power, .map, .extremum, .reduction, .alongAxes, .inverse, .adjugate, .determinant, .logDeterminant,
      .matrixFunction, .spectral, .reshape:
      1
    }
  }
}
