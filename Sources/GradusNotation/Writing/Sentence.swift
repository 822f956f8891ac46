import GradusExpression

extension String {
  /// The sentence with the names of symbols as a notation writes them: "Let g2 stand for it" has g₂ in Unicode.
  package func writingNames(_ names: Set<String>, as format: Format) -> String {
    if format == .ascii { return self }
    return split(separator: " ", omittingEmptySubsequences: false).map { word in
      let name = String(word.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      guard names.contains(name) else { return String(word) }
      return Formula.symbol(name).written(as: format) + word.dropFirst(name.count)
    }.joined(separator: " ")
  }
}
