import GradusExpression

/// What to write instead, where kinds do not fit.
enum KindAdvice {
  static func advice(
    _ operation: TypedNode.Operation, _ kinds: [ShapeKinds], _ operands: [ReadingError.Operand]
  ) -> String? {
    let texts = operands.map { operand in
      let isPlain = operand.text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      return isPlain || operand.text.hasPrefix("(") ? operand.text : "(\(operand.text))"
    }
    switch operation {
    case .product(.times), .product(.dot):
      if kinds == [.column, .column] {
        return "write \(texts[0])'*\(texts[1]) for the inner product, \(texts[0])*\(texts[1])' for the outer one, "
          + "\(texts[0]).*\(texts[1]) entry by entry"
      }
      if kinds == [.row, .row] { return "write \(texts[0]).*\(texts[1]) entry by entry" }
      if kinds == [.column, .matrix] { return "before a matrix stands a row: \(texts[0])'*\(texts[1])" }
      if kinds == [.matrix, .row] { return "behind a matrix stands a column" }
    case .product(.matrixTimes):
      if kinds.contains(.scalar) { return "@ multiplies vectors and matrices; write * for a number" }
      if operands.contains(where: { $0.text.hasSuffix(".T") }) {
        return "in Python the transpose of a vector is the vector itself: write np.outer(…) or np.inner(…)"
      }
    case .product(.over):
      if kinds.count == 2, kinds[1] == .matrix {
        return "write inv(…) for the inverse, ./ entry by entry, or declare \(texts[1]): scalar where it is a number"
      }
      return "write ./ for the quotient entry by entry"
    case .product(.entrywiseTimes), .product(.entrywiseOver), .call(.max, _), .call(.min, _), .call(.times, _):
      return "entry by entry asks for equal shapes"
    case .power(entrywise: false, _): return "write .^ for the power entry by entry"
    case .sum:
      let hasMatrix = kinds.contains(.matrix) && (kinds.contains(.column) || kinds.contains(.row))
      return hasMatrix
        ? "repeat the vector, as vector(1)*b' in every row or b*vector(1)' in every column"
        : "only equal shapes, and scalars, are added"
    default: break
    }
    return nil
  }

  /// What the two parts of the operation are called.
  static func parts(_ operation: TypedNode.Operation) -> String {
    switch operation {
    case .sum: "the terms"
    case .power, .call(.pow, _): "the base and the exponent"
    case .product(.over), .product(.entrywiseOver), .call(.divide, _): "the parts of the quotient"
    case .product: "the factors"
    default: "the arguments"
    }
  }

  /// The operation's name and what it asks for.
  static func expectation(_ operation: TypedNode.Operation) -> (name: String, expected: String) {
    switch operation {
    case .norm(.unstated), .norm(.frobenius): ("the norm", "numbers")
    case .norm: ("this norm", "a vector (of a matrix it has several meanings: write normF, norm1 or norm2)")
    case .call(let function, let axis):
      switch function {
      case .tr, .det, .logdet, .inv, .adj, .expm, .logm, .sinm, .cosm, .solve: (function.rawValue, "a square matrix")
      case .pinv, .vec: (function.rawValue, "a matrix")
      case .softmax, .logsoftmax, .diag: (function.rawValue, "a vector or a matrix")
      case .size:
        ("the length", axis == nil ? "a vector; write size(X, 1) for the rows of a matrix" : "an axis that it has")
      case .sum, .mean, .prod: ("\(function.rawValue) along axis \(axis ?? 1)", "a matrix")
      default: (function.rawValue, "another shape")
      }
    case .alongAxes(let function, _): (function.rawValue, "a vector or a matrix, and axes that it has")
    case .part: ("a part", "as many axes as indices")
    case .entry(let labels, _):
      ("an entry at \(labels.count) \(labels.count == 1 ? "index" : "indices")", "as many axes")
    case .reduction, .tensor: ("index notation", "an entry")
    case .reshape: ("reshape", "a vector or a matrix of as many entries")
    case .filled: ("a constant vector", "a scalar")
    case .bars: ("| |", "a square matrix")
    case .power: ("a power", "a square matrix")
    default: ("this", "another shape")
    }
  }
}
