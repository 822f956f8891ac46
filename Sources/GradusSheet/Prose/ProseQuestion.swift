/// A question found in prose, in the grammar of statements.
struct ProseQuestion: Sendable {
  /// `1a`
  let label: String
  /// The line where it stands, with the author's sentence.
  let source: SourceLine
  /// What it is read as; why it is not, where it is not.
  let statement: Result<String, StatementProblem>
  /// What the question itself gives.
  let givens: [SourceLine]
  /// Whether that holds for this question alone.
  var isSupposed = false
  /// What the author says the answer is, in the question: `Show that … is given by …`.
  let claim: LatexTokens?
  /// The words of the sentence that are no formulas: none of them is a symbol in the answer.
  var words: Set<String> = []
  /// The names of the page, for the answers to it.
  let names: SymbolNames
  /// The author's own answer.
  var printed: PrintedAnswer?

  /// Whether a line of what is given only supposes something of names: λ > 0 in `Is f convex if λ > 0?`
  func supposes(_ line: SourceLine) -> Bool {
    let defines = givens.contains { $0.text.hasPrefix("let ") }
    return !defines && !line.text.contains(": [") && !line.text.contains(": scalar")
  }
}

/// An answer that the author printed behind a question.
struct PrintedAnswer: Sendable {
  /// As it stands on the page.
  var text: String
  let line: Int
  var sentences: [ProseText]
}

/// Something on a page of prose that is shown and not read, and why.
public struct PassedBy: Hashable, Sendable {
  /// The line of the page, counted from 1.
  public let line: Int
  /// `figure`, `text`, `definition`
  public let what: String
}

extension PassedBy {
  private static let notUsed = "not used: "

  /// What was told and nothing is made of.
  init(line: Int, unused: String) { self.init(line: line, what: PassedBy.notUsed + unused) }

  /// What was told, where nothing is made of it.
  var unused: String? { what.hasPrefix(PassedBy.notUsed) ? String(what.dropFirst(PassedBy.notUsed.count)) : nil }
}
