public import GradusExpression

/// What is wrong with the description of a method or a network, in words.
public struct DescriptionError: DescribedError, Hashable, Sendable {
  /// What is wrong, in a sentence.
  public let description: String

  /// An error with its sentence.
  package init(_ description: String) { self.description = description }

  /// A name that is none of those that are known.
  package static func unknown(_ kind: String, _ name: String, known: [String]) -> DescriptionError {
    let near = known.filter { $0.isNear(name) }
    let hint =
      near.isEmpty ? "known are \(known.joined(separator: ", "))" : "did you mean \(near.joined(separator: " or "))?"
    return DescriptionError("unknown \(kind) \"\(name.prefix(60))\"; \(hint)")
  }
}

extension String {
  /// Whether the other word is this one with a slip: a letter more, less, another, or two exchanged; or its beginning.
  package func isNear(_ other: String) -> Bool {
    let (a, b) = (Array(lowercased()), Array(other.lowercased()))
    if b.count >= 3, a.starts(with: b) { return true }
    guard abs(a.count - b.count) <= 1, b.count >= 3, b.count <= 40 else { return false }
    let start = zip(a, b).prefix { $0 == $1 }.count
    let end = zip(a.dropFirst(start).reversed(), b.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    let (left, right) = (a.count - start - end, b.count - start - end)
    return left <= 1 && right <= 1 || left == 2 && right == 2 && a[start] == b[start + 1] && a[start + 1] == b[start]
  }
}
