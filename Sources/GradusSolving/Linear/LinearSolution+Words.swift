import GradusExpression

extension Rational {
  /// As in print, with a true minus sign: `−3/4`.
  var printed: String { description.replacing("-", with: "−") }
}

extension AffineEntry {
  /// `1/3 − 2t` with the parameter named `t`.
  public func description(parameters: [String]) -> String {
    var text = constant.isZero ? "" : constant.printed
    for (coefficient, name) in zip(coefficients, parameters) where !coefficient.isZero {
      let magnitude = coefficient.magnitude
      let number = magnitude.isOne ? "" : magnitude.isInteger ? magnitude.description : "(\(magnitude))"
      let sign = text.isEmpty ? (coefficient.isNegative ? "−" : "") : (coefficient.isNegative ? " − " : " + ")
      text += sign + number + name
    }
    return text.isEmpty ? "0" : text
  }
}

extension SolutionFamily {
  /// Names for the parameters: `t`, or `t₁, t₂, …`, in another letter where one of these is `taken`.
  public func parameterNames(avoiding taken: Set<String> = []) -> [String] {
    for letter in ["t", "s", "r", "τ", "σ", "parameter"] {
      let names = directions.count == 1 ? [letter] : directions.indices.map { letter + ($0 + 1).loweredDigits }
      if taken.isDisjoint(with: names) { return names }
    }
    return directions.indices.map { "free\($0 + 1)" }
  }
}

extension Contradiction: CustomStringConvertible {
  /// `−2/3·(equation 1) + (equation 2) reads 0 = 4/3`
  public var description: String {
    var text = ""
    for (index, weight) in weights.enumerated() where !weight.isZero {
      let sign = text.isEmpty ? (weight.isNegative ? "−" : "") : (weight.isNegative ? " − " : " + ")
      let number = weight.magnitude.isOne ? "" : "\(weight.magnitude)·"
      text += "\(sign)\(number)(equation \(index + 1))"
    }
    return "\(text) reads 0 = \(value.printed)"
  }
}

/// How entries are set out: a vector as `(1, 2)`, a matrix as `[1 2; 3 4]`.
func layOut(_ entries: [String], rowCount: Int, columnCount: Int, asVector: Bool) -> String {
  if asVector { return "(" + entries.joined(separator: ", ") + ")" }
  let rows = (0..<rowCount).map { row in
    entries[row * columnCount..<(row + 1) * columnCount].map { $0.contains(" ") ? "(\($0))" : $0 }
      .joined(separator: " ")
  }
  return "[" + rows.joined(separator: "; ") + "]"
}

extension LinearSolution {
  /// The answer on one line: `x = (1/3 − 2t, t) for every t`.
  ///
  /// A solution with one row or one column is printed as a vector when `asVector` holds.
  public func description(unknown: String, asVector: Bool = true, avoiding taken: Set<String> = []) -> String {
    switch self {
    case .unique(let solution):
      let text = layOut(
        solution.elements.map(\.printed), rowCount: solution.rowCount, columnCount: solution.columnCount,
        asVector: asVector && (solution.columnCount == 1 || solution.rowCount == 1))
      return "\(unknown) = \(text)"
    case .infinite(let family):
      let names = family.parameterNames(avoiding: taken.union([unknown]))
      let shape = family.particular.shape
      let text = layOut(
        family.entries.map { $0.description(parameters: names) }, rowCount: shape[0], columnCount: shape[1],
        asVector: asVector && shape.contains(1))
      return "\(unknown) = \(text) for every \(names.joined(separator: ", "))"
    case .none(let contradiction):
      return "no solution: \(contradiction)"
    case .undefined(let matrix, let rightSide):
      return "not defined: the matrix has shape \(matrix), the right-hand side \(rightSide)"
    }
  }
}
