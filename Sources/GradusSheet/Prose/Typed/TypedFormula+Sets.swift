// Sets and sizes: `x in [0, 1]`, `f: R^n -> R`, `n x d matrix`.
extension TypedFormula {
  /// `∈ R^n` and `in [0, 1]` behind a name.
  mutating func membership() -> String? {
    let isElement = take("∈")
    guard isElement || peek()?.letters == "in" || peek().map({ $0.kind == .command && text($0) == "\\in" }) == true
    else {
      return nil
    }
    if !isElement { place += 1 }
    guard let set = set() else { return nil }
    return " \\in " + set
  }

  /// `: R^n -> R` behind the name of a function.
  mutating func mapping() -> String? {
    guard take(":"), let from = set() else { return nil }
    guard take("->") || take("→") || peek().map({ $0.kind == .command && text($0) == "\\to" }) == true else {
      return nil
    }
    if peek(-1)?.sign == nil { place += 1 }
    guard let to = set() else { return nil }
    return ": \(from) \\to \(to)"
  }

  mutating func set() -> String? {
    guard let next = peek() else { return nil }
    if next.sign == "ℝ" || next.letters == "R" || next.letters == "RR" { return reals() }
    if next.kind == .command, text(next).hasPrefix("\\mathbb") || text(next) == "\\R" { return reals() }
    if next.letters == "N" || next.letters == "Z" || next.sign == "ℕ" || next.sign == "ℤ" {
      place += 1
      let letter = next.letters ?? (next.sign == "ℕ" ? "N" : "Z")
      return "\\mathbb{\(letter)}"
    }
    if next.letters == "S" {
      place += 1
      guard let script = powerScript() else { return nil }
      return "\\mathbb{S}" + script
    }
    return interval() ?? braces()
  }

  private mutating func reals() -> String? {
    place += 1
    guard isNext("^", attached: true) || peek().map({ if case .raised = $0.kind { true } else { false } }) == true
    else {
      return "\\mathbb{R}"
    }
    return attempt { reader in reader.attempt { $0.sizeScript() } ?? reader.powerScript() }.map { "\\mathbb{R}" + $0 }
  }

  /// `^{n x m}`, `^(n×m)`, `^n×m`.
  private mutating func sizeScript() -> String? {
    guard take("^") else { return nil }
    let close = take("{") ? "}" : take("(") ? ")" : nil
    guard let first = sizeFactor(), takeTimes(), let second = sizeFactor() else { return nil }
    if let close, !take(close) { return nil }
    return "^{\(first) \\times \(second)}"
  }

  private mutating func sizeFactor() -> String? {
    guard let next = peek() else { return nil }
    switch next.kind {
    case .number: break
    case .name(let letters, _) where letters.count == 1: break
    default: return nil
    }
    place += 1
    return text(next)
  }

  private mutating func takeTimes() -> Bool {
    if take("×") || take("*") { return true }
    guard let next = peek(), next.letters == "x" || next.kind == .command && text(next) == "\\times" else {
      return false
    }
    place += 1
    return true
  }

  /// `n x d` before `matrix`.
  mutating func size() -> String? {
    if let next = peek(), next.kind == .size {
      place += 1
      return text(next).split(whereSeparator: { "x×".contains($0) }).joined(separator: " \\times ")
    }
    return attempt { reader in
      guard let first = reader.sizeFactor(), reader.takeTimes(), let second = reader.sizeFactor(),
        let noun = reader.peek()?.letters, TypedWords.sized.contains(noun.lowercased())
      else { return nil }
      return "\(first) \\times \(second)"
    }
  }

  /// `[0, 1)`, with any brackets.
  private mutating func interval() -> String? {
    guard let open = peek()?.sign, "([".contains(open) else { return nil }
    return attempt { reader in
      reader.place += 1
      guard let low = reader.bound(), reader.take(","), let high = reader.bound(), let close = reader.peek()?.sign,
        ")]".contains(close)
      else { return nil }
      reader.place += 1
      return "\(open)\(low), \(high)\(close)"
    }
  }

  private mutating func bound() -> String? {
    attempt { reader in
      let sign = reader.take("-") || reader.take("−") ? "-" : reader.take("+") ? "+" : ""
      if reader.take("∞") { return sign + "\\infty" }
      if let word = reader.peek()?.letters, ["inf", "infty", "infinity", "oo"].contains(word) {
        reader.place += 1
        return sign + "\\infty"
      }
      return reader.expression().map { sign + $0 }
    }
  }

  /// `{0, 1}`
  private mutating func braces() -> String? {
    attempt { reader in
      guard reader.take("{"), let items = reader.items(until: "}") else { return nil }
      return "\\{\(items.joined(separator: ", "))\\}"
    }
  }
}
