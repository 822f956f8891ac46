/// Takes a paragraph of Markdown apart.
struct MarkdownSpans {
  private(set) var spans: [MarkdownProse.Span] = []
  private var plain = ""
  private var rest: Substring

  init(_ text: String) {
    rest = Substring(text)
    while let first = rest.first {
      if first == "\\", let next = rest.dropFirst().first,
        "\\`*_$#".contains(next) || "[]".contains(next) && !rest.contains("\\]")
      {
        plain.append(next)
        rest = rest.dropFirst(2)
      } else if let span = span(first) {
        flush()
        spans.append(span)
      } else {
        plain.append(first)
        rest.removeFirst()
      }
    }
    flush()
  }

  private mutating func flush() {
    if !plain.isEmpty { spans.append(.plain(plain)) }
    plain = ""
  }

  /// What begins here and is no plain text; what leads to no page is no link.
  private mutating func span(_ first: Character) -> MarkdownProse.Span? {
    if let code = enclosed("`") { return .code(code) }
    if let display = between("$$", "$$") ?? between("\\[", "\\]") { return .mathematics(display, isDisplayed: true) }
    if let formula = enclosed("$") ?? between("\\(", "\\)") { return .mathematics(formula, isDisplayed: false) }
    if let raised = between("<sup>", "</sup>") { return .raised(raised) }
    if first == "!", let (name, address, end) = MarkdownSpans.link(rest.dropFirst()) {
      rest = rest[end...]
      return InertMarkdown.isSafe(address) ? .image(String(name), address: String(address)) : .plain(String(name))
    }
    if let strong = enclosed("**") { return .strong(strong) }
    if let emphasis = enclosed("*") ?? (plain.last?.isLetter == true ? nil : enclosed("_")) {
      return .emphasis(emphasis)
    }
    guard first == "[", let (name, address, end) = MarkdownSpans.link(rest) else { return nil }
    rest = rest[end...]
    return InertMarkdown.isSafe(address) ? .link(String(name), address: String(address)) : .plain(String(name))
  }

  /// What stands between two equal marks; nothing where the second is missing or the first stands before a space.
  private mutating func enclosed(_ mark: String) -> String? {
    guard rest.hasPrefix(mark) else { return nil }
    let inside = rest.dropFirst(mark.count)
    guard let first = inside.first, first != " ", let end = inside.firstRange(of: mark) else { return nil }
    let content = inside[..<end.lowerBound]
    guard !content.isEmpty, content.last != " " else { return nil }
    rest = inside[end.upperBound...]
    return String(content)
  }

  private mutating func between(_ open: String, _ close: String) -> String? {
    guard rest.hasPrefix(open), let end = rest.dropFirst(open.count).firstRange(of: close) else { return nil }
    let content = rest.dropFirst(open.count)[..<end.lowerBound]
    guard !content.isEmpty else { return nil }
    rest = rest[end.upperBound...]
    return String(content)
  }

  /// `[name](address)` at the start of a text, its address with the brackets that close within it.
  private static func link(_ text: Substring) -> (Substring, Substring, Substring.Index)? {
    guard text.first == "[", let close = text.firstIndex(of: "]"), text[close...].hasPrefix("](") else { return nil }
    let start = text.index(close, offsetBy: 2)
    var (depth, place) = (0, start)
    while place < text.endIndex, text[place] != ")" || depth > 0 {
      if text[place] == "(" { depth += 1 }
      if text[place] == ")" { depth -= 1 }
      place = text.index(after: place)
    }
    guard place < text.endIndex else { return nil }
    return (text[text.index(after: text.startIndex)..<close], text[start..<place], text.index(after: place))
  }
}
