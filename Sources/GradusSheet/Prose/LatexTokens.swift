import GradusNotation

/// LaTeX cut into tokens: a command, a number, a word in its group, or one character. Spaces and sizes are gone.
struct LatexTokens: Hashable {
  var tokens: [String]

  init(_ tokens: [String]) { self.tokens = tokens }

  /// Commands whose group is one word or letter: `\mathrm{tr}`, `\mathbb{R}`, `\begin{pmatrix}`.
  private static let worded: Set<String> = [
    "mathrm", "operatorname", "text", "textrm", "mathbb", "mathcal", "mathbf", "boldsymbol", "bm", "begin", "end",
    "mathit", "mathsf", "hat", "bar", "tilde", "vec", "widehat", "mathscr", "textbf", "textit", "overline", "label",
    "mbox",
  ]
  /// Sizes and spaces within a line. Wide ones stand between formulas and stay.
  private static let nothing = Set(
    LatexSymbols.silent.union(["left", "right", ",", ";", ":", "!", " "]).map { "\\" + $0 })

  init(_ latex: String) {
    var tokens: [String] = []
    let source = Array(TypedFormula.withMatrices(latex))
    var place = 0
    while place < source.count {
      let start = place
      let character = source[place]
      if let (function, end) = LatexTokens.typedFunction(source, place) {
        tokens.append(function)
        place = end
        continue
      }
      place += 1
      if character.isWhitespace { continue }
      if character == "\\", place < source.count {
        while place < source.count, source[place].isASCII, source[place].isLetter { place += 1 }
        if place == start + 1 { place += 1 }
        let name = String(source[(start + 1)..<place])
        if name == "label" || name == "tag" {
          place = LatexTokens.endOfGroup(source, place)
          continue
        }
        if LatexTokens.worded.contains(name) {
          let end = LatexTokens.endOfGroup(source, place)
          if end == place, LatexTokens.marks.contains(name), let (letter, behind) = LatexTokens.letter(source, place) {
            // `\hat y` is `\hat{y}`.
            tokens.append("\\\(name){\(letter)}")
            place = behind
            continue
          }
          place = end
        }
      } else if character.isASCII, character.isNumber {
        while place < source.count, source[place].isASCII, source[place].isNumber || LatexTokens.isPoint(source, place)
        {
          place += 1
        }
      }
      let token = String(source[start..<place].filter { !$0.isWhitespace || character == "\\" })
      // The letter of losses, which the reader knows as l.
      if !LatexTokens.nothing.contains(token) { tokens.append(token == "\\ell" ? "l" : token) }
    }
    self.tokens = LatexTokens.withWholes(LatexTokens.canonical(tokens))
  }

  /// `x_1, \dots, x_n` in brackets is x: all of its entries.
  private static func withWholes(_ tokens: [String]) -> [String] {
    var result: [String] = []
    var place = 0
    while place < tokens.count {
      // ( x _ 1 , … , x _ n )
      if place + 10 < tokens.count, ["(", "["].contains(tokens[place]), tokens[place + 2] == "_",
        tokens[place + 3] == "1",
        tokens[place + 4] == ",", isDots(tokens[place + 5]),
        tokens[place + 6] == ",", tokens[place + 7] == tokens[place + 1], tokens[place + 8] == "_",
        isLetter(tokens[place + 9]), [")", "]"].contains(tokens[place + 10])
      {
        result += [tokens[place], tokens[place + 1], tokens[place + 10]]
        place += 11
      } else {
        result.append(tokens[place])
        place += 1
      }
    }
    return result
  }

  /// Marks and typefaces of one letter, which may stand without braces.
  private static let marks: Set<String> = [
    "hat", "bar", "tilde", "vec", "widehat", "overline", "mathbf", "boldsymbol", "bm", "mathcal",
  ]

  /// The letter or the command of one that stands here, and the place behind it.
  private static func letter(_ source: [Character], _ place: Int) -> (String, Int)? {
    var start = place
    while start < source.count, source[start] == " " { start += 1 }
    guard start < source.count else { return nil }
    if source[start].isASCII, source[start].isLetter { return (String(source[start]), start + 1) }
    guard source[start] == "\\" else { return nil }
    var end = start + 1
    while end < source.count, source[end].isASCII, source[end].isLetter { end += 1 }
    let name = String(source[(start + 1)..<end])
    return end > start + 1 && !worded.contains(name) ? ("\\" + name, end) : nil
  }

  /// Scripts in one spelling: without braces around one token, what stands below before what stands above.
  private static func canonical(_ tokens: [String]) -> [String] {
    var plain: [String] = []
    var place = 0
    while place < tokens.count {
      let isScript = tokens[place] == "_" || tokens[place] == "^"
      if isScript, place + 3 < tokens.count, tokens[place + 1] == "{", tokens[place + 3] == "}",
        tokens[place + 2] != "\\\\"
      {
        plain += [tokens[place], tokens[place + 2]]
        place += 4
      } else {
        plain.append(tokens[place])
        place += 1
      }
    }
    var result: [String] = []
    place = 0
    func script(_ sign: String, at start: Int) -> Range<Int>? {
      guard start + 1 < plain.count, plain[start] == sign else { return nil }
      guard plain[start + 1] == "{" else { return start..<start + 2 }
      return close(plain, start + 1).map { start..<$0 + 1 }
    }
    while place < plain.count {
      if let above = script("^", at: place), let below = script("_", at: above.upperBound) {
        result += plain[below] + plain[above]
        place = below.upperBound
      } else {
        result.append(plain[place])
        place += 1
      }
    }
    return result
  }

  /// `relu(` and `softmax(` without a backslash: a function all the same, and no product of letters.
  private static func typedFunction(_ source: [Character], _ place: Int) -> (String, end: Int)? {
    func isLetter(_ index: Int) -> Bool {
      source.indices.contains(index) && source[index].isASCII && source[index].isLetter
    }
    guard isLetter(place), place == 0 || !isLetter(place - 1) && source[place - 1] != "\\" else { return nil }
    var end = place
    while isLetter(end) { end += 1 }
    let word = String(source[place..<end])
    guard word.count > 2 || ["ln", "tr"].contains(word), TypedWords.isFunction(word) else { return nil }
    var next = end
    while next < source.count, source[next] == " " { next += 1 }
    let isCall = next < source.count && (source[next] == "(" || source[next...].starts(with: Array("\\left(")))
    guard isCall || TypedWords.commands.contains(word) && word.count > 2 && end < source.count else { return nil }
    return (TypedWords.commands.contains(word) ? "\\" + word : "\\operatorname{\(word)}", end)
  }

  private static func isPoint(_ source: [Character], _ place: Int) -> Bool {
    source[place] == "." && place + 1 < source.count && source[place + 1].isNumber
  }

  /// Behind the group that stands here, if one does.
  private static func endOfGroup(_ source: [Character], _ place: Int) -> Int {
    var end = place
    if end < source.count, source[end] == "*" { end += 1 }
    while end < source.count, source[end] == " " { end += 1 }
    guard end < source.count, source[end] == "{" else { return place }
    var depth = 0
    while end < source.count {
      if source[end] == "{" { depth += 1 }
      if source[end] == "}" { depth -= 1 }
      end += 1
      if depth == 0 { break }
    }
    return end
  }

  /// What the reader reads: letters apart, as each is a symbol of its own.
  var text: String {
    var text = ""
    var isScript = false
    for (index, token) in tokens.enumerated() {
      // The full stop of a sentence that ends with an environment.
      if token == ".", index + 1 < tokens.count, tokens[index + 1].hasPrefix("\\end{") { continue }
      let before = index > 0 ? tokens[index - 1] : ""
      let needsSpace =
        LatexTokens.isLetter(token) && (LatexTokens.isLetter(before) || LatexTokens.endsInLetter(before) || isScript)
        || token.first?.isNumber == true && (LatexTokens.endsInLetter(before) && before.hasPrefix("\\") || isScript)
        || isScript && token.hasPrefix("\\")
      text += (needsSpace ? " " : "") + token
      // `x_1e` is x₁ e.
      isScript = (before == "_" || before == "^") && token != "{"
    }
    return text
  }

  /// Whether a token is the set of the real numbers.
  static func isReals(_ token: String) -> Bool { ["\\mathbb{R}", "\\R", "ℝ"].contains(token) }
  /// Whether a token is the dots of a list.
  static func isDots(_ token: String) -> Bool { ["\\dots", "\\ldots", "\\cdots", "\\dotsc", "…"].contains(token) }
  static func isLetter(_ token: String) -> Bool { token.count == 1 && token.first!.isLetter }
  private static func endsInLetter(_ token: String) -> Bool { token.last?.isLetter == true }
}

extension LatexTokens {
  /// How the depth of brackets changes with a token.
  static func depth(_ token: String) -> Int {
    switch token {
    case "(", "[", "{", "\\{", "\\langle": 1
    case ")", "]", "}", "\\}", "\\rangle": -1
    case _ where token.hasPrefix("\\begin"): 1
    case _ where token.hasPrefix("\\end"): -1
    default: 0
    }
  }

  /// The parts between tokens outside brackets, without those that are empty.
  func split(at separators: Set<String>, keepsEmpty: Bool = false) -> [LatexTokens] {
    var parts: [[String]] = [[]]
    var depth = 0
    for token in tokens {
      depth += LatexTokens.depth(token)
      if depth == 0, separators.contains(token) { parts.append([]) } else { parts[parts.count - 1].append(token) }
    }
    return parts.map { LatexTokens($0) }.filter { keepsEmpty || !$0.tokens.isEmpty }
  }

  /// What stands inside the environment, where the whole is one of these.
  func inside(environments: Set<String>) -> LatexTokens? {
    guard let first = tokens.first, let last = tokens.last, tokens.count > 2, first.hasPrefix("\\begin{"),
      last.hasPrefix("\\end{")
    else { return nil }
    let name = String(first.dropFirst(7).dropLast()).filter { $0 != "*" }
    var depth = 0
    for (index, token) in tokens.enumerated() {
      depth += LatexTokens.depth(token)
      if depth == 0, index < tokens.count - 1 { return nil }
    }
    return environments.contains(name) ? LatexTokens(Array(tokens[1..<tokens.count - 1])) : nil
  }

  static let lines: Set<String> = ["aligned", "align", "split", "gathered", "gather", "equation", "cases", "alignedat"]
  static let matrices: Set<String> = ["matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array"]

  /// The lines of a display: those of `aligned`, `cases` and their like, or all of it.
  var rows: [LatexTokens] {
    let inner = inside(environments: LatexTokens.lines) ?? self
    let rows = inner.split(at: ["\\\\"])
    return rows.flatMap { row -> [LatexTokens] in
      let plain = LatexTokens(row.withoutAlignment)
      return plain.inside(environments: LatexTokens.lines) == nil ? [plain] : plain.rows
    }
  }

  /// Without `&` outside matrices.
  private var withoutAlignment: [String] {
    var depth = 0
    return tokens.filter { token in
      if token.hasPrefix("\\begin") { depth += 1 }
      if token.hasPrefix("\\end") { depth -= 1 }
      return depth > 0 || token != "&"
    }
  }

  /// The formulas of a display one by one: at wide spaces, line ends, and commas behind which another one begins.
  var formulas: [LatexTokens] {
    rows.flatMap { $0.split(at: ["\\quad", "\\qquad", "\\text{and}", "\\text{ and }", ";"]) }.flatMap {
      row -> [LatexTokens] in
      var result: [LatexTokens] = []
      var open: [String] = []
      for part in row.split(at: [","]) {
        let whole = open.isEmpty ? part.tokens : open + [","] + part.tokens
        // `b, x ∈ ℝⁿ` is one.
        let isRelated = part.tokens.contains(where: LatexTokens.relates)
        if isRelated || result.isEmpty && !row.tokens.contains(where: LatexTokens.relates) {
          result.append(LatexTokens(whole))
          open = []
        } else {
          open = whole
        }
      }
      if !open.isEmpty, let last = result.popLast() {
        result.append(LatexTokens(last.tokens + [","] + open))
      } else if !open.isEmpty {
        result.append(LatexTokens(open))
      }
      return result
    }.map(\.withoutFullStop).filter { !$0.tokens.isEmpty }
  }

  private static func relates(_ token: String) -> Bool { relations.contains(token) || GivenReader.isSign(token) }

  static let relations: Set<String> = ["=", "\\in", ":", "\\coloneqq", ":=", "\\equiv", "\\approx"]

  /// Without a full stop or comma at its end.
  var withoutFullStop: LatexTokens {
    var tokens = tokens
    while let last = tokens.last, [".", ",", ";", "\\\\", "&"].contains(last) { tokens.removeLast() }
    while let first = tokens.first, [",", "&"].contains(first) { tokens.removeFirst() }
    return LatexTokens(tokens)
  }

  /// The rows and cells of a matrix, a list in brackets `[1, 3]`, or its transpose; nil for anything else.
  var cells: [[LatexTokens]]? {
    var inner = self
    var isTransposed = false
    for ending in [["^", "\\top"], ["^", "T"], ["^", "{", "\\top", "}"], ["^", "\\intercal"], ["'"]]
    where inner.tokens.count > ending.count + 1 && Array(inner.tokens.suffix(ending.count)) == ending {
      inner = LatexTokens(Array(inner.tokens.dropLast(ending.count)))
      isTransposed = true
    }
    func transposed(_ rows: [[LatexTokens]]) -> [[LatexTokens]] {
      guard isTransposed, let width = rows.first?.count, rows.allSatisfy({ $0.count == width }) else { return rows }
      return (0..<width).map { column in rows.map { $0[column] } }
    }
    if let inside = inner.inside(environments: LatexTokens.matrices) {
      return transposed(inside.split(at: ["\\\\"]).map { $0.split(at: ["&"], keepsEmpty: true) })
    }
    guard let first = inner.tokens.first, let last = inner.tokens.last, inner.tokens.count > 2,
      (first, last) == ("[", "]") || (first, last) == ("(", ")")
    else { return nil }
    let inside = LatexTokens(Array(inner.tokens.dropFirst().dropLast()))
    if inside.tokens.reduce(
      into: (0, true), { $0 = ($0.0 + LatexTokens.depth($1), $0.1 && $0.0 + LatexTokens.depth($1) >= 0) }
    ).1
      == false
    {
      return nil
    }
    let items = inside.split(at: [","])
    // Round brackets hold a column, square ones a row.
    return first == "(" ? items.map { [$0] } : transposed([items])
  }
}
