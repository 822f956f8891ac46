/// Takes Markdown apart line by line.
struct MarkdownBlocks {
  typealias Block = MarkdownProse.Block

  private(set) var blocks: [Block] = []
  private var paragraph: [String] = []
  private var items: (isOrdered: Bool, texts: [String])?
  private var quotation: [String] = []
  private var code: [String]?
  private var display: String?

  init(_ lines: [String]) {
    var index = 0
    while index < lines.count { index += take(lines[index...]) }
    if let code { blocks.append(.code(code)) }
    if let display { paragraph.append("$$" + display) }
    flush()
  }

  private mutating func flush() {
    if !paragraph.isEmpty { blocks.append(.paragraph(paragraph.joined(separator: " "))) }
    if let list = items { blocks.append(.list(isOrdered: list.isOrdered, list.texts)) }
    if !quotation.isEmpty { blocks.append(.quotation(quotation.joined(separator: " "))) }
    (paragraph, items, quotation) = ([], nil, [])
  }

  /// Takes what begins on the first of the lines; the count of lines that it took.
  private mutating func take(_ lines: ArraySlice<String>) -> Int {
    let line = lines[lines.startIndex]
    if let open = display {
      goOn(open, line)
      return 1
    }
    let isFence = line.hasPrefix("```") || line.hasPrefix("~~~")
    if let lines = code {
      if isFence { blocks.append(.code(lines)) }
      code = isFence ? nil : lines + [line]
      return 1
    }
    if let opened = MarkdownBlocks.display(line) {
      flush()
      if let whole = opened.whole { blocks.append(.display(whole)) } else { display = opened.open }
      if !opened.rest.isEmpty { paragraph.append(opened.rest) }
      return 1
    }
    if let (table, count) = MarkdownBlocks.table(lines) {
      flush()
      blocks.append(table)
      return count
    }
    if isFence {
      flush()
      code = []
    } else {
      take(line)
    }
    return 1
  }

  /// A display goes on to its closing mark.
  private mutating func goOn(_ open: String, _ line: String) {
    guard let end = line.firstRange(of: "$$") ?? line.firstRange(of: "\\]") else {
      display = open + "\n" + line
      return
    }
    blocks.append(.display(open + "\n" + line[..<end.lowerBound]))
    display = nil
    let rest = line[end.upperBound...].drop { $0 == " " }
    if !rest.isEmpty { paragraph.append(String(rest)) }
  }

  private mutating func take(_ line: String) {
    let text = line.drop { $0 == " " }
    let level = line.prefix { $0 == "#" }.count
    if text.isEmpty {
      flush()
    } else if (1...6).contains(level), line.dropFirst(level).first == " " {
      flush()
      blocks.append(.heading(level: level, String(line.dropFirst(level + 1))))
    } else if text.count >= 3, Set(text).count == 1, "-*_".contains(text.first!) {
      flush()
      blocks.append(.rule)
    } else if text.hasPrefix("- ") || text.hasPrefix("* ") {
      if items?.isOrdered != false { flush() }
      items = (false, (items?.texts ?? []) + [String(text.dropFirst(2))])
    } else if let dot = text.firstIndex(where: { !$0.isNumber }), dot != text.startIndex, text[dot...].hasPrefix(". ") {
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
}
