/// A page of exercises: ordinary Markdown with fenced blocks of statements.
///
///     # Derivatives
///     ```gradus
///     A: [n, n]
///     f(x) = x' * A * x
///     a) gradient of f with respect to x
///     ```
///
/// On a page without any such block, paragraphs of labelled lines are statements, `a) …` after `Let …`; and on one with
/// formulas in LaTeX, Markdown or a document of LaTeX, sentences are read: what they give, what they ask, what the author answers.
///
/// Prose and headings are kept as they are. What is said under a heading holds down to the next heading of the same or a
/// higher level.
public struct Sheet: Sendable {
  /// The file, or whatever the sheet is called in errors.
  public let name: String
  let blocks: [Block]

  enum Block: Sendable {
    /// Markdown that is kept; `level` where it is a heading.
    case prose(String, level: Int?)
    case statements([SourceLine])
    /// What prose gives: definitions, which the author's own text shows.
    case given([SourceLine])
    /// What prose asks.
    case question(ProseQuestion)
    /// A numbered part of an exercise begins.
    case part(String)

    fileprivate var isStatements: Bool { if case .statements = self { true } else { false } }
    fileprivate var asks: Bool {
      switch self {
      case .statements, .question: true
      case .prose, .given, .part: false
      }
    }
  }
  /// What stands on a page of prose and is shown only.
  let passed: [PassedBy]

  /// Takes a page apart. Nothing is read as mathematics yet, so nothing can fail.
  public init(_ markdown: String, name: String = "sheet") {
    self.name = name
    var blocks: [Block] = []
    var prose: [String] = []
    var statements: [SourceLine]?
    var otherFence = false
    func flush() {
      if !prose.isEmpty { blocks.append(.prose(prose.joined(separator: "\n"), level: nil)) }
      prose = []
    }
    let lines = markdown.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = String(line)
      if let block = statements {
        if text.drop(while: { $0 == " " }).hasPrefix("```") {
          blocks.append(.statements(block))
          statements = nil
        } else {
          statements?.append(SourceLine(text: text, number: index + 1))
        }
      } else if !otherFence, Sheet.opensBlock(text) {
        flush()
        statements = []
      } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
        otherFence.toggle()
        prose.append(text)
      } else if !otherFence, let level = Sheet.headingLevel(text) {
        flush()
        blocks.append(.prose(text, level: level))
      } else {
        prose.append(text)
      }
    }
    if let statements { blocks.append(.statements(statements)) }
    flush()
    if blocks.contains(where: \.isStatements) {
      (self.blocks, passed) = (blocks, [])
      return
    }
    let (page, isProse) = Sheet.page(lines.map(String.init))
    let labelled = isProse ? [] : Sheet.withLabelledParagraphs(page)
    if labelled.contains(where: \.isStatements) {
      (self.blocks, passed) = (labelled, [])
    } else {
      let reader = ProseReader(page)
      (self.blocks, passed) = (reader.blocks, reader.passed)
    }
  }

  /// The lines in Markdown, and whether formulas stand in prose on them.
  private static func page(_ lines: [String]) -> ([String], isProse: Bool) {
    if let document = LatexDocument(lines) { return (document.lines, true) }
    return (lines, lines.contains { $0.contains("$") || $0.contains("\\(") || $0.contains("\\[") })
  }

  /// Whether there is anything to answer.
  public var holdsExercises: Bool { blocks.contains(where: \.asks) }

  /// The blocks of a page without fences: a paragraph is statements where each of its lines has a label or begins with "Let", one at least a
  /// label.
  private static func withLabelledParagraphs(_ lines: [String]) -> [Block] {
    var blocks: [Block] = []
    let paragraphs = lines.indices.split(whereSeparator: { lines[$0].allSatisfy(\.isWhitespace) }).map { paragraph in
      paragraph.map { SourceLine(text: lines[$0], number: $0 + 1) }
    }
    // Where one of them asks in sentences, the page is one of prose.
    if paragraphs.contains(where: areSentences) { return [] }
    for own in paragraphs {
      let labels = own.count { StatementParser.label(of: Phrase($0.text).trimmed).0 != nil }
      let told = own.count { Phrase($0.text).trimmed.after("let") != nil }
      if labels > 0, labels + told == own.count {
        blocks.append(.statements(own))
        continue
      }
      for line in own { blocks.append(.prose(line.text, level: headingLevel(line.text))) }
    }
    return blocks
  }

  /// Whether each labelled line is a sentence that asks, and one of them is no statement: `1) Let f(x) = x^2. Find its minimum.`
  private static func areSentences(_ lines: [SourceLine]) -> Bool {
    let labelled = lines.map { StatementParser.label(of: Phrase($0.text).trimmed) }.filter { $0.0 != nil }.map(\.1)
    let sentences = labelled.map { ProseText($0.text, line: 1).sentences }
    guard !labelled.isEmpty, sentences.allSatisfy({ $0.contains { Instruction($0) != nil } }) else { return false }
    return zip(labelled, sentences).contains { line, sentences in
      sentences.count > 1
        || (try? QuestionReader.checked(line.text, SourceLine(text: line.text, number: 1)).get()) == nil
    }
  }

  private static func opensBlock(_ line: String) -> Bool {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("```") else { return false }
    return text.drop { $0 == "`" }.split(separator: " ").first?.lowercased() == "gradus"
  }

  /// The count of `#` before a heading.
  private static func headingLevel(_ line: String) -> Int? {
    let level = line.prefix { $0 == "#" }.count
    return (1...6).contains(level) && line.dropFirst(level).first == " " ? level : nil
  }
}
