/// A stretch of a line of a sheet, which knows its place in the line.
struct Phrase: Hashable, Sendable {
  /// The Unicode scalars of the whole line.
  let line: [Unicode.Scalar]
  /// The place in the line, in Unicode scalars.
  let range: Range<Int>

  init(_ text: String) {
    line = Array(text.unicodeScalars)
    range = 0..<line.count
  }

  private init(_ line: [Unicode.Scalar], _ range: Range<Int>) {
    self.line = line
    self.range = range
  }

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: line[range])
    return String(view)
  }

  /// Whether it is one letter in a typeface, `\\mathbf{f}`.
  var isMarkedName: Bool {
    ["\\mathbf{", "\\boldsymbol{", "\\bm{", "\\vec{", "\\mathcal{"].contains(where: text.hasPrefix)
      && text.hasSuffix("}")
      && text.count { $0 == "{" } == 1
  }

  var isEmpty: Bool { range.isEmpty }
  var first: Unicode.Scalar? { range.isEmpty ? nil : line[range.lowerBound] }

  /// The phrase with nothing behind it on its line, in its place.
  var cut: Phrase { Phrase(Array(line[..<range.upperBound]), range) }

  /// The phrase without the spaces around it.
  var trimmed: Phrase {
    var range = range
    while let first = range.first, line[first].properties.isWhitespace { range = first + 1..<range.upperBound }
    while let last = range.last, line[last].properties.isWhitespace { range = range.lowerBound..<last }
    return Phrase(line, range)
  }

  func dropFirst(_ count: Int) -> Phrase {
    Phrase(line, min(range.lowerBound + count, range.upperBound)..<range.upperBound)
  }

  func dropLast(_ count: Int) -> Phrase {
    Phrase(line, range.lowerBound..<max(range.upperBound - count, range.lowerBound))
  }
}

extension Phrase {
  /// What follows the words, where the phrase begins with them; capitals and the count of spaces do not matter.
  func after(_ words: String) -> Phrase? {
    guard let end = end(of: words, at: range.lowerBound) else { return nil }
    return Phrase(line, end..<range.upperBound).trimmed
  }

  /// What stands before and after the words, where they stand outside brackets; the first place counts.
  func split(at words: String) -> (before: Phrase, after: Phrase)? {
    var depth = 0
    for place in range {
      if "([{".unicodeScalars.contains(line[place]) { depth += 1 }
      if ")]}".unicodeScalars.contains(line[place]) { depth -= 1 }
      if depth == 0, let end = end(of: words, at: place) {
        return (Phrase(line, range.lowerBound..<place).trimmed, Phrase(line, end..<range.upperBound).trimmed)
      }
    }
    return nil
  }

  /// The parts between marks that stand outside brackets.
  func parts(between marks: String) -> [Phrase] {
    var parts: [Phrase] = []
    var (depth, start) = (0, range.lowerBound)
    for place in range {
      if "([{".unicodeScalars.contains(line[place]) { depth += 1 }
      if ")]}".unicodeScalars.contains(line[place]) { depth -= 1 }
      if depth == 0, marks.unicodeScalars.contains(line[place]) {
        parts.append(Phrase(line, start..<place).trimmed)
        start = place + 1
      }
    }
    return parts + [Phrase(line, start..<range.upperBound).trimmed]
  }

  /// What stands in the brackets, where the whole phrase is one pair of them.
  var insideParentheses: Phrase? {
    guard first == "(", let last = range.last, line[last] == ")" else { return nil }
    var depth = 0
    for place in range {
      if line[place] == "(" { depth += 1 }
      if line[place] == ")" { depth -= 1 }
      if depth == 0, place != last { return nil }
    }
    return Phrase(line, range.lowerBound + 1..<last).trimmed
  }

  /// What stands on both sides of the first `=` or `:=` outside brackets.
  var sidesOfEquation: (left: Phrase, right: Phrase)? {
    var depth = 0
    for place in range {
      if "([{".unicodeScalars.contains(line[place]) { depth += 1 }
      if ")]}".unicodeScalars.contains(line[place]) { depth -= 1 }
      guard depth == 0, line[place] == "=" else { continue }
      let isDefinition = place > range.lowerBound && line[place - 1] == ":"
      return (
        Phrase(line, range.lowerBound..<(isDefinition ? place - 1 : place)).trimmed,
        Phrase(line, place + 1..<range.upperBound).trimmed
      )
    }
    return nil
  }

  /// The words of the phrase with their places.
  var words: [Phrase] {
    var words: [Phrase] = []
    var start: Int?
    for place in range.lowerBound...range.upperBound {
      let isPart = place < range.upperBound && Phrase.isWordPart(line[place])
      if isPart, start == nil { start = place }
      if !isPart, let begin = start {
        words.append(Phrase(line, begin..<place))
        start = nil
      }
    }
    return words
  }

  /// The scalar behind the phrase on its line.
  var next: Unicode.Scalar? { range.upperBound < line.count ? line[range.upperBound] : nil }

  /// The whole line that the phrase is of.
  var wholeLine: Phrase { Phrase(line, 0..<line.count) }

  /// The part of the line from here to a later place.
  func extended(to end: Int) -> Phrase { Phrase(line, range.lowerBound..<end) }

  /// From here to the end of a later phrase of the line.
  func joined(with later: Phrase) -> Phrase { extended(to: later.range.upperBound) }

  /// The part of a phrase from a place on.
  static func from(_ place: Int, to phrase: Phrase) -> Phrase { phrase.dropFirst(place - phrase.range.lowerBound) }

  /// The bracket that closes the one right behind the phrase.
  var closingBracket: Int? {
    var depth = 0
    for place in range.upperBound..<line.count {
      if line[place] == "(" { depth += 1 }
      if line[place] == ")" {
        depth -= 1
        if depth == 0 { return place }
      }
    }
    return nil
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
  }

  /// Where the words end, if they stand at the place.
  private func end(of words: String, at place: Int) -> Int? {
    let isWord = words.unicodeScalars.first.map(Phrase.isWordPart) ?? false
    if isWord, place > range.lowerBound, Phrase.isWordPart(line[place - 1]) { return nil }
    var place = place
    for scalar in words.unicodeScalars {
      if scalar == " " {
        guard place < range.upperBound, line[place].properties.isWhitespace else { return nil }
        while place < range.upperBound, line[place].properties.isWhitespace { place += 1 }
      } else {
        guard place < range.upperBound, line[place].properties.lowercaseMapping == scalar.properties.lowercaseMapping
        else { return nil }
        place += 1
      }
    }
    if isWord, place < range.upperBound, Phrase.isWordPart(line[place]) { return nil }
    return place
  }
}
