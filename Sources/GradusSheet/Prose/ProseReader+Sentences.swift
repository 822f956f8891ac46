// The sentences of a page: where each ends, and what those are that ask for nothing.
extension ProseReader {
  /// Sizes of layers and values with probabilities, which no formula tells; what was noted.
  mutating func noteNumbers(_ text: ProseText) -> String? {
    guard let told = Instruction(telling: text) else { return nil }
    if let sizes = QuestionReader.layerSizes(told: told) {
      scope.layerSizes = sizes
      return "given: layers of the sizes \(sizes.map(String.init).joined(separator: ", "))"
    }
    if let count = QuestionReader.convolution(told: told) {
      scope.convolution = count
      return "given: a convolution of \(count) parameters"
    }
    if let found = QuestionReader.distribution(told: told) {
      scope.distribution = found
      return "given: the values \(found.values) with the probabilities \(found.weights)"
    }
    return nil
  }

  enum Event {
    case sentence(ProseText, lines: Range<Int>)
    case solution(Range<Int>)
    case endOfSolution(Range<Int>)
    case shown(Range<Int>)
  }

  /// The sentences of a chunk; one goes on over displays and paragraphs.
  func events(_ items: [ProsePage.Item]) -> [Event] {
    var events: [Event] = []
    for item in items {
      switch item.element {
      case .text(let text):
        let sentences = text.sentences
        for (index, sentence) in sentences.enumerated() {
          // All the lines of the paragraph are shown with its first sentence.
          let lines = index == 0 ? item.lines : item.lines.upperBound..<item.lines.upperBound
          if index == 0, case .sentence(let open, let range)? = events.last, ProseReader.continues(open, sentence) {
            events[events.count - 1] = .sentence(
              ProseText(open.pieces + sentence.pieces), lines: range.lowerBound..<lines.upperBound)
          } else {
            events.append(.sentence(sentence, lines: lines))
          }
        }
      case .solution: events.append(.solution(item.lines))
      case .endOfSolution: events.append(.endOfSolution(item.lines))
      case .passed, .heading, .label: events.append(.shown(item.lines))
      }
    }
    return events
  }

  /// Whether a paragraph belongs to the sentence above: a display behind words, or small letters behind a display.
  private static func continues(_ open: ProseText, _ next: ProseText) -> Bool {
    if open.isClosed { return false }
    guard let last = open.pieces.last?.piece, let first = next.pieces.first?.piece else { return false }
    switch (last, first) {
    case (.formula(_, true), .formula): return false
    case (.formula(_, true), .word): return next.continues
    case (.word, .formula(_, true)), (.mark, .formula(_, true)), (.formula(_, false), .formula(_, true)): return true
    default: return next.continues
    }
  }

  /// Words that belong to the question above them.
  static func explains(_ text: ProseText) -> Bool {
    if Instruction(text)?.isManner == true { return true }
    let words = text.words
    if words.contains("layer"), text.formulas.isEmpty { return true }
    if ["hint", "hints", "note", "here", "recall", "remember", "tip", "where", "remark", "assume", "you", "use"]
      .contains(words.first ?? "")
    {
      return true
    }
    return words.first == "by" && words.contains("mean") || words.contains("points") && words.count < 4
  }

  /// Whether a sentence gives what the questions that follow are about: `Let g(x) = x²`.
  static func tells(_ text: ProseText) -> Bool {
    guard let first = text.words.first, ["let", "consider", "suppose", "define"].contains(first) else { return false }
    // `Let u = x²` begins an author's answer as often.
    return text.formulas.contains { formula in
      let sides = formula.formula.split(at: ["="])
      return sides.count == 2 && sides[0].tokens.contains("(") || formula.formula.tokens.contains("\\in")
    }
  }
}
