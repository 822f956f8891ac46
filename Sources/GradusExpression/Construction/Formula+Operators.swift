infix operator .* : MultiplicationPrecedence
infix operator ./ : MultiplicationPrecedence
infix operator .** : ExponentiationPrecedence
precedencegroup ExponentiationPrecedence {
  higherThan: MultiplicationPrecedence
  associativity: right
}

/// Formulas as people write them in Swift. A scalar meets every entry of a vector or matrix. Shapes that do not fit trap
/// with both shapes; `Formula.adding(_:_:)` and its kin throw a `ShapeError` instead.
extension Formula {
  /// The sum, entry by entry; a number is added to every entry. Traps where the shapes do not fit.
  public static func + (left: Formula, right: Formula) -> Formula {
    trapping { () throws(ShapeError) in try adding(left, right) }
  }
  /// The difference, entry by entry. Traps where the shapes do not fit.
  public static func - (left: Formula, right: Formula) -> Formula { left + -right }
  /// Every entry with the other sign.
  public static prefix func - (formula: Formula) -> Formula { formula.scaled(by: -1) }

  /// The matrix product: the last axis of the left is summed against the first of the right, so `A * x` is a vector and
  /// `x * y` of two vectors a number; a scalar scales.
  public static func * (left: Formula, right: Formula) -> Formula {
    trapping { () throws(ShapeError) in try multiplying(left, right) }
  }
  /// Division by a scalar.
  public static func / (left: Formula, right: Formula) -> Formula {
    precondition(right.isScalar, "division by \(describe(shape: right.shape)); use ./ for division entry by entry")
    return trapping { () throws(ShapeError) in try multiplying(left, power(right, -1)) }
  }
  /// The product entry by entry.
  public static func .* (left: Formula, right: Formula) -> Formula {
    trapping { () throws(ShapeError) in try multiplyingEntries(left, right) }
  }
  /// The quotient entry by entry.
  public static func ./ (left: Formula, right: Formula) -> Formula {
    trapping { () throws(ShapeError) in try multiplyingEntries(left, power(right, -1)) }
  }
  /// The power entry by entry.
  public static func .** (base: Formula, exponent: Formula) -> Formula {
    power(base.isScalar ? base.broadcast(to: exponent.shape) : base, exponent)
  }

  private static func trapping(_ make: () throws(ShapeError) -> Formula) -> Formula {
    do { return try make() } catch { preconditionFailure(error.description) }
  }
}

extension Formula {
  /// The sum; a scalar is added to every entry.
  public static func adding(_ left: Formula, _ right: Formula) throws(ShapeError) -> Formula {
    let (a, b) = try matching(left, right, "+")
    return sum([Term(1, a), Term(1, b)], shape: a.shape)
  }

  /// The matrix product, or the multiple by a scalar.
  public static func multiplying(_ left: Formula, _ right: Formula) throws(ShapeError) -> Formula {
    if left.isScalar || right.isScalar { return product([left, right]) }
    guard left.shape.last == right.shape.first else {
      throw ShapeError(operation: "*", left: left.shape, right: right.shape)
    }
    let middle = left.rank - 1
    let leftLabels = Array(0..<left.rank)
    let rightLabels = [middle] + Array(left.rank..<left.rank + right.rank - 1)
    return .contraction(
      [.init(left, leftLabels), .init(right, rightLabels)],
      output: Array(leftLabels.dropLast()) + Array(rightLabels.dropFirst()), flattening: true)
  }

  /// The product entry by entry; a scalar multiplies every entry.
  public static func multiplyingEntries(_ left: Formula, _ right: Formula) throws(ShapeError) -> Formula {
    if !left.isScalar, !right.isScalar, left.shape != right.shape {
      throw ShapeError(operation: ".*", left: left.shape, right: right.shape)
    }
    return product([left, right])
  }

  /// The two formulas in one shape: equal shapes, or a scalar repeated.
  static func matching(
    _ left: Formula, _ right: Formula, _ operation: String
  ) throws(ShapeError) -> (Formula, Formula) {
    if left.shape == right.shape { return (left, right) }
    if left.isScalar { return (left.broadcast(to: right.shape), right) }
    if right.isScalar { return (left, right.broadcast(to: left.shape)) }
    throw ShapeError(operation: operation, left: left.shape, right: right.shape)
  }
}

/// Two shapes that an operation cannot join.
public struct ShapeError: DescribedError, Hashable {
  /// The sign or name of the operation.
  public let operation: String
  /// The shape of the left operand.
  public let left: [Formula.Size]
  /// The shape of the right operand.
  public let right: [Formula.Size]

  /// An operation whose operands have shapes that do not fit.
  package init(operation: String, left: [Size], right: [Size]) {
    self.operation = operation
    self.left = left
    self.right = right
  }

  /// `'*' joins [m, n] with [m]: the lengths n and m differ`.
  public var description: String {
    let shapes = "'\(operation)' cannot join \(describe(shape: left)) with \(describe(shape: right))"
    if operation == "*", let a = left.last, let b = right.first { return "\(shapes): the lengths \(a) and \(b) differ" }
    return "\(shapes): the shapes differ"
  }
}
