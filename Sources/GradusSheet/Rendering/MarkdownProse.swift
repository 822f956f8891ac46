/// The part of Markdown that prose on a sheet uses, block by block: headings, paragraphs, lists, quotations, code, and within
/// them emphasis, code, links and mathematics between dollar signs.
enum MarkdownProse {
  enum Block: Equatable {
    case heading(level: Int, String)
    case paragraph(String)
    case list(isOrdered: Bool, [String])
    case quotation(String)
    case code([String])
  }

  static func blocks(_ markdown: String) -> [Block] {
    var blocks: [Block] = []
    var paragraph: [String] = []
    var items: (isOrdered: Bool, texts: [String])?
    var quotation: [String] = []
    var code: [String]?
    func flush() {
      if !paragraph.isEmpty { blocks.append(.paragraph(paragraph.joined(separator: " "))) }
      if let list = items { blocks.append(.list(isOrdered: list.isOrdered, list.texts)) }
      if !quotation.isEmpty { blocks.append(.quotation(quotation.joined(separator: " "))) }
      (paragraph, items, quotation) = ([], nil, [])
    }
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") || line.hasPrefix("~~~") {
        if let lines = code {
          blocks.append(.code(lines))
          code = nil
        } else {
          flush()
          code = []
        }
        continue
      }
      if code != nil {
        code?.append(line)
        continue
      }
      let text = line.drop { $0 == " " }
      let level = line.prefix { $0 == "#" }.count
      if text.isEmpty {
        flush()
      } else if (1...6).contains(level), line.dropFirst(level).first == " " {
        flush()
        blocks.append(.heading(level: level, String(line.dropFirst(level + 1))))
      } else if text.hasPrefix("- ") || text.hasPrefix("* ") {
        if items?.isOrdered != false { flush() }
        items = (false, (items?.texts ?? []) + [String(text.dropFirst(2))])
      } else if let dot = text.firstIndex(where: { !$0.isNumber }), dot != text.startIndex,
        text[dot...].hasPrefix(". ")
      {
        if items?.isOrdered != true { flush() }
        items = (true, (items?.texts ?? []) + [String(text[dot...].dropFirst(2))])
      } else if text.hasPrefix("> ") {
        if quotation.isEmpty { flush() }
        quotation.append(String(text.dropFirst(2)))
      } else if var list = items, line.hasPrefix(" "), !list.texts.isEmpty {
        list.texts[list.texts.count - 1] += " " + text
        items = list
      } else {
        if items != nil || !quotation.isEmpty { flush() }
        paragraph.append(String(text))
      }
    }
    if let code { blocks.append(.code(code)) }
    flush()
    return blocks
  }

  /// A stretch of text in a paragraph.
  enum Span: Equatable {
    case plain(String)
    case strong(String)
    case emphasis(String)
    case code(String)
    case mathematics(String)
    case link(String, address: String)
  }

  static func spans(_ text: String) -> [Span] {
    var spans: [Span] = []
    var plain = ""
    var rest = Substring(text)
    func flush() {
      if !plain.isEmpty { spans.append(.plain(plain)) }
      plain = ""
    }
    /// What stands between two equal marks; nothing where the second is missing or the first stands before a space.
    func enclosed(_ mark: String) -> String? {
      guard rest.hasPrefix(mark) else { return nil }
      let inside = rest.dropFirst(mark.count)
      guard let first = inside.first, first != " ", let end = inside.firstRange(of: mark) else { return nil }
      let content = inside[..<end.lowerBound]
      guard !content.isEmpty, content.last != " " else { return nil }
      rest = inside[end.upperBound...]
      return String(content)
    }
    while let first = rest.first {
      if first == "\\", let next = rest.dropFirst().first, "\\`*_$[]#".contains(next) {
        plain.append(next)
        rest = rest.dropFirst(2)
      } else if let code = enclosed("`") {
        flush()
        spans.append(.code(code))
      } else if let mathematics = enclosed("$$") ?? enclosed("$") {
        flush()
        spans.append(.mathematics(mathematics))
      } else if let strong = enclosed("**") {
        flush()
        spans.append(.strong(strong))
      } else if let emphasis = enclosed("*") ?? (plain.last?.isLetter == true ? nil : enclosed("_")) {
        flush()
        spans.append(.emphasis(emphasis))
      } else if first == "[", let close = rest.firstIndex(of: "]"), rest[close...].hasPrefix("]("),
        let end = rest[close...].firstIndex(of: ")")
      {
        flush()
        let name = rest[rest.index(after: rest.startIndex)..<close]
        let address = rest[rest.index(close, offsetBy: 2)..<end]
        // What leads to no page is no link.
        spans.append(
          InertMarkdown.isSafe(address) ? .link(String(name), address: String(address)) : .plain(String(name)))
        rest = rest[rest.index(after: end)...]
      } else {
        plain.append(first)
        rest.removeFirst()
      }
    }
    flush()
    return spans
  }
}
