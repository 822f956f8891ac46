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
    var display: String?
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var skipped = 0
    for (index, line) in lines.enumerated() {
      if skipped > 0 {
        skipped -= 1
        continue
      }
      if var open = display {
        if let end = line.firstRange(of: "$$") ?? line.firstRange(of: "\\]") {
          blocks.append(.display(open + "\n" + line[..<end.lowerBound]))
          display = nil
          let rest = line[end.upperBound...].drop { $0 == " " }
          if !rest.isEmpty { paragraph.append(String(rest)) }
        } else {
          open += "\n" + line
          display = open
        }
        continue
      }
      if code == nil, let opened = MarkdownProse.display(line) {
        flush()
        if let whole = opened.whole { blocks.append(.display(whole)) } else { display = opened.open }
        if !opened.rest.isEmpty { paragraph.append(opened.rest) }
        continue
      }
      if code == nil, let (table, count) = MarkdownProse.table(lines[index...]) {
        flush()
        blocks.append(table)
        skipped = count - 1
        continue
      }
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
      } else if text.count >= 3,
        text.allSatisfy({ $0 == "-" }) || text.allSatisfy({ $0 == "*" }) || text.allSatisfy({ $0 == "_" })
      {
        flush()
        blocks.append(.rule)
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
    if let display { paragraph.append("$$" + display) }
    flush()
    return blocks
  }

  /// A line that begins with a display: all of it, or what of it stands on the line; and what follows behind it.
  private static func display(_ line: String) -> (whole: String?, open: String, rest: String)? {
    let text = line.drop { $0 == " " }
    for (begin, end) in [("$$", "$$"), ("\\[", "\\]")] where text.hasPrefix(begin) {
      let inside = text.dropFirst(begin.count)
      guard let close = inside.firstRange(of: end) else { return (nil, String(inside), "") }
      let rest = inside[close.upperBound...].drop { $0 == " " }
      return (String(inside[..<close.lowerBound]), "", String(rest))
    }
    return nil
  }

  /// A table that begins on the first line, and how many lines it takes: `| a | b |` above `|---|---|`.
  private static func table(_ lines: ArraySlice<String>) -> (Block, count: Int)? {
    func cells(_ line: String) -> [String]? {
      var text = line.drop { $0 == " " }
      guard text.contains("|") else { return nil }
      if text.first == "|" { text.removeFirst() }
      while text.last == " " { text.removeLast() }
      if text.last == "|" { text.removeLast() }
      // A bar between dollar signs belongs to its formula.
      var (parts, isMathematics) = ([""], false)
      for character in text {
        if character == "$" { isMathematics.toggle() }
        if character == "|", !isMathematics { parts.append("") } else { parts[parts.count - 1].append(character) }
      }
      return parts.map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
    }
    guard lines.count > 1, let header = lines.first.flatMap(cells), let line = cells(lines[lines.startIndex + 1]),
      line.count == header.count, line.allSatisfy({ $0.contains("-") && $0.allSatisfy { "-: ".contains($0) } })
    else { return nil }
    var rows: [[String]] = []
    for text in lines.dropFirst(2) {
      guard let row = cells(text) else { break }
      rows.append(Array((row + Array(repeating: "", count: header.count)).prefix(header.count)))
    }
    return (.table(header: header, rows: rows), rows.count + 2)
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
    func between(_ open: String, _ close: String) -> String? {
      guard rest.hasPrefix(open), let end = rest.dropFirst(open.count).firstRange(of: close) else { return nil }
      let content = rest.dropFirst(open.count)[..<end.lowerBound]
      guard !content.isEmpty else { return nil }
      rest = rest[end.upperBound...]
      return String(content)
    }
    /// `[name](address)` at the start of a text, its address with the brackets that close within it.
    func link(_ text: Substring) -> (Substring, Substring, Substring.Index)? {
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
    while let first = rest.first {
      if first == "\\", let next = rest.dropFirst().first,
        "\\`*_$#".contains(next) || "[]".contains(next) && !rest.contains("\\]")
      {
        plain.append(next)
        rest = rest.dropFirst(2)
      } else if let code = enclosed("`") {
        flush()
        spans.append(.code(code))
      } else if let mathematics = between("$$", "$$") ?? between("\\[", "\\]") {
        flush()
        spans.append(.mathematics(mathematics, isDisplayed: true))
      } else if let mathematics = enclosed("$") ?? between("\\(", "\\)") {
        flush()
        spans.append(.mathematics(mathematics, isDisplayed: false))
      } else if let raised = between("<sup>", "</sup>") {
        flush()
        spans.append(.raised(raised))
      } else if first == "!", let (name, address, end) = link(rest.dropFirst()) {
        flush()
        let isShown = InertMarkdown.isSafe(address)
        spans.append(isShown ? .image(String(name), address: String(address)) : .plain(String(name)))
        rest = rest[end...]
      } else if let strong = enclosed("**") {
        flush()
        spans.append(.strong(strong))
      } else if let emphasis = enclosed("*") ?? (plain.last?.isLetter == true ? nil : enclosed("_")) {
        flush()
        spans.append(.emphasis(emphasis))
      } else if first == "[", let (name, address, end) = link(rest) {
        flush()
        // What leads to no page is no link.
        spans.append(
          InertMarkdown.isSafe(address) ? .link(String(name), address: String(address)) : .plain(String(name)))
        rest = rest[end...]
      } else {
        plain.append(first)
        rest.removeFirst()
      }
    }
    flush()
    return spans
  }
}
