import Gradus

extension Derivative {
  /// What must hold for the answer to have a value.
  var conditions: [Condition] { invertedMatrices.map(Condition.invertible) }
}

extension NumericalCheck {
  /// Whether only the comparison takes more than the budget allows.
  var isTooLarge: Bool { if case .tooLarge? = obstacle { true } else { false } }

  /// The outcome in a sentence.
  var sentence: String {
    if let obstacle { return isTooLarge ? "not checked: \(obstacle)" : "check: not possible: \(obstacle)" }
    let places = sizes.map { size in
      size.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
    }
    let at = sizes == [[:]] ? "" : " (\(places.joined(separator: "; ")))"
    let error = maxRelativeError
    let other =
      switch method {
      case .infinitesimals: "the formula computed with infinitesimals"
      case .differences: "differences of the formula"
      }
    return passed
      ? "check: agrees with \(other) to \(error.written(.scientific))\(at)"
      : "check: FAILED: differs from \(other) by \(error.written(.scientific))\(at)"
  }
}
