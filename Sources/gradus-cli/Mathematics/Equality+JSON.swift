import Gradus

extension Equality {
  /// The verdict in one word or two, as a program asks for it.
  private var word: String {
    switch self {
    case .proved, .decided: "equal"
    case .sampled: "sampled"
    case .different, .shapes: "not equal"
    case .partial: "not equal for every size"
    case .undecided: "undecided"
    }
  }

  /// The verdict for a program: what it is, in words what it rests on, and the numbers that refute it.
  func members(left: String, right: String, _ reading: Reading) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "verdict": .string(word), "certain": .bool(isCertain), "reason": .string(text(left: left, right: right)),
      "counterexample": .null, "read": reading.shapesNote(as: .ascii).map(JSONValue.string) ?? .null,
    ]
    if case .different(let point) = self {
      members["counterexample"] = [
        "inputs": .object(point.inputs.mapValues(\.json)), "left": point.left.json, "right": point.right.json,
      ]
    }
    return members
  }
}
