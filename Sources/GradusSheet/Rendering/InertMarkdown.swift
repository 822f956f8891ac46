/// What a sheet's author writes is shown, and never run: addresses lead to pages only, and tags of HTML are text.
///
/// A sheet goes from teacher to pupil and back. A link `javascript:…` in it would run as whoever opens the page.
enum InertMarkdown {
  /// The schemes of addresses that lead somewhere and do nothing else.
  private static let schemes: Set = ["http", "https", "mailto"]
  private static let ownPicture = "data:image/svg+xml;base64,"

  /// Whether an address leads to a page: it is relative, or its scheme is one of the few. What hides a scheme (spaces,
  /// control characters, entities, backslashes) is none.
  static func isSafe(_ address: some StringProtocol) -> Bool {
    var start = ""
    for scalar in address.unicodeScalars {
      if scalar == "/" || scalar == "?" || scalar == "#" { break }
      // Browsers overlook these, wherever they stand.
      let isOverlooked =
        scalar.properties.isWhitespace || [.control, .format].contains(scalar.properties.generalCategory)
      if !isOverlooked { start.unicodeScalars.append(scalar) }
    }
    if start.contains(where: { "&\\%".contains($0) }) { return false }
    guard let colon = start.firstIndex(of: ":") else { return true }
    return schemes.contains(start[..<colon].lowercased())
  }

  /// The text with `#` for every address that does not lead to a page, in links, pictures and lists of references. Pictures
  /// that the page holds itself stay.
  static func links(_ markdown: String) -> String {
    let characters = Array(markdown.unicodeScalars)
    var result = String.UnicodeScalarView()
    var place = 0
    while place < characters.count {
      guard characters[place] == "]", place + 1 < characters.count,
        characters[place + 1] == "(" || characters[place + 1] == ":"
      else {
        result.append(characters[place])
        place += 1
        continue
      }
      let isPicture = isPicture(characters[..<place])
      result.append(contentsOf: characters[place...place + 1])
      place += 2
      while place < characters.count, characters[place].isSpaceOrControl || characters[place] == "<" {
        result.append(characters[place])
        place += 1
      }
      var end = place
      // A bracket in an address closes with its partner, as in javascript:f().
      var depth = 0
      while end < characters.count, characters[end] != "\n", characters[end] != ">" {
        if characters[end] == "(" { depth += 1 }
        if characters[end] == ")" {
          if depth == 0 { break }
          depth -= 1
        }
        end += 1
      }
      var address = String.UnicodeScalarView()
      address.append(contentsOf: characters[place..<end])
      let text = String(address)
      let isOwn = isPicture && text.hasPrefix(ownPicture)
      result.append(contentsOf: isOwn || isSafe(text) ? address : String.UnicodeScalarView("#".unicodeScalars))
      place = end
    }
    return String(result)
  }

  /// Whether the bracket that ends here is that of a picture without a link inside: `![title`.
  private static func isPicture(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let open = before.lastIndex(of: "["), open > before.startIndex else { return false }
    return before[open - 1] == "!"
  }

  /// The text as Markdown that holds no link that runs and no HTML: `<` before a name is text, and in mathematics gets a
  /// space, which changes nothing there. What is code stays as it is.
  static func page(_ markdown: String) -> String {
    var lines: [String] = []
    var fence: String?
    var paragraph: [String] = []
    func flush() {
      if !paragraph.isEmpty { lines.append(withoutTags(paragraph.joined(separator: "\n"))) }
      paragraph = []
    }
    for line in links(mathematics(markdown)).split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let text = line.drop { $0 == " " }
      let isIndented = line.count - text.count > 3
      if let open = fence {
        lines.append(line)
        let mark = text.prefix { $0 == open.first }
        if !isIndented, mark.count >= open.count, text.dropFirst(mark.count).allSatisfy({ $0 == " " || $0 == "\t" }) {
          fence = nil
        }
        continue
      }
      let mark = text.first.map { first in String(text.prefix { $0 == first }) } ?? ""
      if !isIndented, mark.count >= 3,
        mark.first == "~" || mark.first == "`" && !text.dropFirst(mark.count).contains("`")
      {
        flush()
        fence = mark
        lines.append(line)
      } else if text.isEmpty {
        flush()
        lines.append(line)
      } else {
        paragraph.append(line)
      }
    }
    flush()
    return lines.joined(separator: "\n")
  }

  /// Addresses inside mathematics: `\href{javascript:…}{x}` is a link to some renderers.
  private static func mathematics(_ markdown: String) -> String {
    guard markdown.contains("\\href") || markdown.contains("\\url") else { return markdown }
    return markdown.replacing("\\href", with: "\\text").replacing("\\url", with: "\\text")
  }

  /// A paragraph without tags, outside its code.
  private static func withoutTags(_ paragraph: String) -> String {
    var result = ""
    var rest = paragraph[...]
    var isMathematics = false
    while let first = rest.first {
      if first == "\\", rest.count > 1 {
        // Escaped: neither code nor mathematics begins here.
        let next = rest.dropFirst().first!
        result.append(first)
        if next == "<" {
          rest.removeFirst()
        } else {
          result.append(next)
          rest = rest.dropFirst(2)
        }
      } else if first == "`" {
        let mark = rest.prefix { $0 == "`" }
        let inside = rest.dropFirst(mark.count)
        rest = inside
        result += mark
        if let end = closing(mark.count, in: inside) {
          result += inside[..<end]
          rest = inside[end...].dropFirst(mark.count)
          result += mark
        }
      } else if first == "<", let next = rest.dropFirst().first, next.isLetter || "/!?".contains(next) {
        let address = rest.dropFirst().prefix { $0 != ">" && $0 != " " }
        let isAddress = address.contains(":") && isSafe(address) && !address.contains { "\"'<`=".contains($0) }
        result += isAddress ? "<" : isMathematics ? "< " : "&lt;"
        rest.removeFirst()
      } else {
        if first == "$" { isMathematics.toggle() }
        result.append(first)
        rest.removeFirst()
      }
    }
    return result
  }

  /// Where a run of so many backticks, and no more, begins.
  private static func closing(_ count: Int, in text: Substring) -> String.Index? {
    var place = text.startIndex
    while let start = text[place...].firstIndex(of: "`") {
      let run = text[start...].prefix { $0 == "`" }
      if run.count == count { return start }
      place = run.endIndex
    }
    return nil
  }
}

extension Unicode.Scalar {
  fileprivate var isSpaceOrControl: Bool { properties.isWhitespace || properties.generalCategory == .control }
}
