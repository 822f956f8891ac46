// Lists of what is asked: `Compute $u^T v$, the angle between $u$ and $v$ and the projection of $v$ onto $u$.`
extension Instruction {
  /// The items of a list of which each says itself what it is, one question each; nil of any other sentence.
  var ofList: [Instruction]? {
    let lower = words.map { $0.lowercased() }
    let isWhat = lower.first == "what" && ["is", "are"].contains(lower.dropFirst().first ?? "")
    guard isWhat || Self.listing.contains(lower.first ?? "") else { return nil }
    var start = isWhat ? 2 : 1
    if start < words.count, ["down", "out"].contains(lower[start]) { start += 1 }
    let clause = words[start...].indices.first { isClause(at: $0) } ?? words.count
    let items = withTail(items(in: start..<clause))
    guard items.count > 1, items.contains(where: { $0.count > 1 }) else { return nil }
    var hasNoun = false
    for (place, item) in items.enumerated() {
      if item.count == 1 {
        // `… of f and g`, `with respect to x and y`: what follows a noun may belong to it.
        // Behind a noun only a comma parts: `the dot product of u and v` is of both.
        let isParted =
          item.startIndex > 0 && words[item.startIndex - 1] == ","
          || item.startIndex > 1 && words[item.startIndex - 2] == ","
        guard Self.isFormula(item[item.startIndex]), !hasNoun || isParted && isWhole(item[item.startIndex]),
          !hasNoun || place > 0
        else { return nil }
      } else {
        guard isQuantity(item) else { return nil }
        hasNoun = true
      }
    }
    let rest = Array(words[clause...])
    return items.map { item in
      var part = self
      let verb = item.count == 1 ? "compute" : isWhat || lower[0] == "write" ? "find" : words[0]
      part.words = [verb] + item + rest
      return part
    }
  }

  /// The verbs that ask for a value.
  static let valueVerbs: Set<String> = ["compute", "calculate", "evaluate", "find", "determine"]
  private static let listing = valueVerbs.union(["give", "state", "write"])

  /// Where something is said of all items: `for A = …`, `at this point`.
  private func isClause(at place: Int) -> Bool {
    let word = words[place].lowercased()
    guard ["for", "when", "where", "if", "using", "given", "assuming"].contains(word) else { return false }
    // `a basis for the null space`
    return
      !(word == "for" && place > 0
      && ["basis", "formula", "expression", "rule"].contains(words[place - 1].lowercased()))
  }

  /// The words between commas and `and`s that are no part of `between u and v`.
  private func items(in range: Range<Int>) -> [ArraySlice<String>] {
    var items: [ArraySlice<String>] = []
    var start = range.lowerBound
    var pairs = 0
    for place in range {
      switch words[place].lowercased() {
      case "between": pairs += 1
      case "and" where pairs > 0 && place > start && words[place - 1] != ",": pairs -= 1
      case ",", "and":
        if start < place { items.append(words[start..<place]) }
        (start, pairs) = (place + 1, 0)
      default: break
      }
    }
    if start < range.upperBound { items.append(words[start..<range.upperBound]) }
    return items
  }

  /// `the null space` of `the null space and the column space of A` is of A too.
  private func withTail(_ items: [ArraySlice<String>]) -> [ArraySlice<String>] {
    guard let last = items.last, let link = last.firstIndex(where: { $0.lowercased() == "of" }), link > last.startIndex
    else { return items }
    return items.map { item in
      let text = item.filter { $0.lowercased() != "the" && $0.lowercased() != "a" }.joined(separator: " ").lowercased()
      let isNoun = Self.listedPairs.contains(text) && !item.contains(where: Self.isFormula)
      return isNoun ? ArraySlice(Array(item) + last[link...]) : item
    }
  }

  /// A formula that is no bare name.
  private func isWhole(_ word: String) -> Bool {
    formula(word).map { SymbolNames.parts($0.tokens) == nil && !$0.isOwnName } ?? false
  }

  /// `the angle between u and v`, `the KL divergence between p and q`, `the rank of A`: a noun and what it is of.
  private func isQuantity(_ item: ArraySlice<String>) -> Bool {
    guard let link = item.firstIndex(where: { ["of", "between"].contains($0.lowercased()) }), link > item.startIndex,
      item[link...].contains(where: Self.isFormula), !item[..<link].contains(where: Self.isFormula)
    else { return false }
    if Self.listedPairs.contains(item[..<link].joined(separator: " ").lowercased()) { return true }
    return ["the", "a", "an", "their"].contains(item[item.startIndex].lowercased())
      || item[..<link].contains { Self.quantities.contains($0.lowercased()) }
  }

  /// `Show that $a = b$ and that $c = d$`, `Show that $a = b$ and $c = d$` as two.
  var ofClaims: [Instruction]? {
    guard ["show", "prove", "verify", "check"].contains(words.first?.lowercased() ?? "") else { return nil }
    let start = words.count > 1 && words[1].lowercased() == "that" ? 2 : 1
    for place in words.indices where place > start && words[place].lowercased() == "and" {
      let isEquation =
        Self.isFormula(words[place - 1]) && formula(words[place - 1])?.tokens.contains("=") == true
      guard isEquation, place + 1 < words.count else { continue }
      let next = words[place + 1].lowercased() == "that" ? place + 2 : place + 1
      guard next < words.count,
        words[place + 1].lowercased() == "that"
          || formula(words[next])?.tokens.contains("=") == true
      else { continue }
      var (first, second) = (self, self)
      first.words = Array(words[..<place])
      if first.words.last == "," { first.words.removeLast() }
      second.words = [words[0], "that"] + words[next...]
      return (first.ofClaims ?? [first]) + (second.ofClaims ?? [second])
    }
    return nil
  }
}
