/// The part of Markdown that prose on a sheet uses, block by block: headings, paragraphs, lists, quotations, code, and within
/// them emphasis, code, links and mathematics between dollar signs.
enum MarkdownProse {
  enum Block: Equatable {
    case heading(level: Int, String)
    case paragraph(String)
    case list(isOrdered: Bool, [String])
    case quotation(String)
    case code([String])
    /// A formula on lines of its own.
    case display(String)
    case table(header: [String], rows: [[String]])
    case rule
  }

  /// A stretch of text in a paragraph.
  enum Span: Equatable {
    case plain(String)
    case strong(String)
    case emphasis(String)
    case code(String)
    case mathematics(String, isDisplayed: Bool)
    case raised(String)
    case image(String, address: String)
    case link(String, address: String)
  }

  static func blocks(_ markdown: String) -> [Block] {
    MarkdownBlocks(markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)).blocks
  }

  static func spans(_ text: String) -> [Span] { MarkdownSpans(text).spans }
}
