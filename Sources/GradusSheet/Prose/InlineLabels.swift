/// The labels of questions that stand within one paragraph: `Let f(x) = x². (a) Find its gradient. (b) Is it convex?`
struct InlineLabels {
  struct Part: Hashable {
    /// Nil of what stands before the first label.
    let label: String?
    let text: String
    /// How many lines of the paragraph stand before it.
    let lines: Int
  }

  let parts: [Part]

  /// - Parameter own: the label that the paragraph itself begins with.
  init(_ paragraph: String, behind own: String?) {
    let source = Array(paragraph)
    var places: [Candidate] = []
    var place = 0
    while place < source.count {
      if let (_, end) = ProseText.mathematics(source, place) {
        place = end
      } else if let found = Candidate(source, at: place) {
        places.append(found)
        place = found.range.upperBound
      } else {
        place += 1
      }
    }
    let chosen = Self.sequence(places, behind: own)
    var parts: [Part] = []
    var start = 0
    var label: String?
    var lines = 0
    for end in chosen.map(Optional.some) + [nil] {
      let text = String(source[start..<(end?.range.lowerBound ?? source.count)])
      if label != nil || !text.allSatisfy(\.isWhitespace) || chosen.isEmpty {
        parts.append(Part(label: label, text: text, lines: lines))
      }
      lines = source[..<(end?.range.upperBound ?? source.count)].count { $0 == "\n" }
      start = end?.range.upperBound ?? source.count
      label = end?.name
    }
    self.parts = parts
  }

  /// What may be a label: `(a)`, `b)`, `(ii)`, `(2)`, with a question behind it.
  private struct Candidate {
    let name: String
    let range: Range<Int>

    /// Nil where no label stands at the place.
    init?(_ source: [Character], at place: Int) {
      guard place == 0 || source[place - 1].isWhitespace else { return nil }
      var start = place
      if source[start] == "(" { start += 1 }
      var end = start
      while end < source.count, end < start + 4, source[end].isASCII, source[end].isLetter || source[end].isNumber {
        end += 1
      }
      let name = String(source[start..<end]).lowercased()
      guard end > start, end + 1 < source.count, source[end] == ")", source[end + 1].isWhitespace,
        InlineLabels.families.contains(where: { $0.contains(name) })
      else { return nil }
      self.name = name
      range = place..<(end + 1)
      let rest = source[(end + 1)...].drop(while: \.isWhitespace)
      let word = String(rest.prefix { $0.isLetter })
      let opensFormula = rest.first == "$" || rest.starts(with: ["\\", "("])
      let before = source[..<place].last { !$0.isWhitespace }
      // `see part (b) of …` names one; a question begins behind a sentence, a comma or a colon.
      let follows = before.map { ".,:;?!$)".contains($0) } ?? true
      guard
        opensFormula || follows && (Instruction.verbs.contains(word.lowercased()) || word.first?.isUppercase == true)
      else { return nil }
    }
  }

  private static let families: [[String]] = [
    "abcdefghijklmnopqrstuvwxyz".map(String.init), ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"],
    (1...20).map(String.init),
  ]

  /// The labels that follow one another from the first of their kind, or from the paragraph's own.
  private static func sequence(_ candidates: [Candidate], behind own: String?) -> [Candidate] {
    var best: [Candidate] = []
    for family in families {
      for start in [own.flatMap { family.firstIndex(of: $0) }.map { $0 + 1 }, 0].compactMap(\.self) {
        var next = start
        var found: [Candidate] = []
        for candidate in candidates where next < family.count && candidate.name == family[next] {
          found.append(candidate)
          next += 1
        }
        // One label alone is a sequence only behind the paragraph's own.
        if found.count > max(best.count, start == 0 ? 1 : 0) { best = found }
      }
    }
    return best
  }
}
