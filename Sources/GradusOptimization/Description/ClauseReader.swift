internal import GradusExpression

/// Reads clauses between commas:
///
///     clauses = clause { "," clause }
///     clause  = name { setting } [ "(" setting { "," setting } ")" ]  |  quoted text
///     setting = [ label "=" ] ( number | quoted text | clause )
///
/// A quoted text alone is the clause `formula` with that text.
struct ClauseReader {
  private let text: [Character]
  private var place = 0
  private var depth = 0

  private static let deepest = 64
  private static let longest = 100_000

  /// The clauses of a whole text.
  static func read(_ text: String) throws(DescriptionError) -> [Clause] {
    guard text.utf8.count <= longest else { throw DescriptionError("a description of more than \(longest) bytes") }
    var reader = ClauseReader(text: Array(text))
    var clauses = [try reader.clause()]
    while reader.take(",") { clauses.append(try reader.clause()) }
    reader.skip()
    guard reader.place == reader.text.count else { throw reader.expected("a comma or the end") }
    return clauses
  }

  private init(text: [Character]) { self.text = text }

  private mutating func clause() throws(DescriptionError) -> Clause {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw DescriptionError("brackets are more than \(Self.deepest) deep") }
    skip()
    if let quoted = try quotedText() { return Clause(formula: quoted) }
    guard let name = word() else { throw expected("a name") }
    var arguments: [Clause.Argument] = []
    while let argument = try loose() { arguments.append(argument) }
    if take("(") {
      repeat { arguments.append(try setting()) } while take(",")
      guard take(")") else { throw expected("a comma or a closing bracket") }
    }
    return Clause(name, arguments)
  }

  /// A setting without brackets: a number, a text, or one with a label.
  private mutating func loose() throws(DescriptionError) -> Clause.Argument? {
    skip()
    guard place < text.count, !",()".contains(text[place]) else { return nil }
    let start = place
    if word() != nil, !take("=") {
      place = start
      throw expected("a comma, a number or a setting as in rate=0.1")
    }
    place = start
    return try setting()
  }

  private mutating func setting() throws(DescriptionError) -> Clause.Argument {
    skip()
    let start = place
    if let label = word(), take("=") { return Clause.Argument(label: label, try value()) }
    place = start
    return Clause.Argument(try value())
  }

  private mutating func value() throws(DescriptionError) -> Clause.Value {
    skip()
    if let number = try number() { return .number(number) }
    if let quoted = try quotedText() { return .text(quoted) }
    return .clause(try clause())
  }

  private mutating func word() -> String? {
    skip()
    guard place < text.count, text[place].isLetter else { return nil }
    let start = place
    while place < text.count, text[place].isLetter || text[place].isNumber || "_-".contains(text[place]) { place += 1 }
    return String(text[start..<place])
  }

  private mutating func number() throws(DescriptionError) -> Rational? {
    skip()
    let start = place
    func isPart(_ index: Int) -> Bool {
      if text[index].isASCII, text[index].isNumber || "./".contains(text[index]) { return true }
      if "eE".contains(text[index]) { return index > start }
      return "+-".contains(text[index]) && (index == start || "eE".contains(text[index - 1]))
    }
    guard place < text.count, isPart(place) else { return nil }
    while place < text.count, isPart(place) { place += 1 }
    let written = String(text[start..<place])
    guard written.count <= 1000, let value = Rational(written) else {
      place = start
      throw expected("a number")
    }
    return value
  }

  private mutating func quotedText() throws(DescriptionError) -> String? {
    skip()
    guard place < text.count, "\"'“".contains(text[place]) else { return nil }
    let end: Character = text[place] == "“" ? "”" : text[place]
    guard let close = text[(place + 1)...].firstIndex(of: end) else {
      throw DescriptionError("the quotation mark at character \(place + 1) is not closed")
    }
    defer { place = close + 1 }
    return String(text[(place + 1)..<close])
  }

  private mutating func skip() { while place < text.count, text[place].isWhitespace { place += 1 } }

  private mutating func take(_ character: Character) -> Bool {
    skip()
    guard place < text.count, text[place] == character else { return false }
    place += 1
    return true
  }

  private func expected(_ what: String) -> DescriptionError {
    let found = place < text.count ? "\"\(String(text[place...].prefix(20)))\"" : "the end"
    return DescriptionError("\(what) was expected at character \(place + 1), before \(found)")
  }
}

extension Clause {
  /// Reads one clause.
  ///
  /// - Throws: `DescriptionError` that names the place.
  public init(parsing text: String) throws(DescriptionError) {
    let clauses = try ClauseReader.read(text)
    guard clauses.count == 1 else {
      throw DescriptionError("one name with its settings was expected, not \(clauses.count) between commas")
    }
    self = clauses[0]
  }

  /// Reads clauses between commas, as in `dense 512, relu, dropout 0.2, dense 10`.
  ///
  /// - Throws: `DescriptionError` that names the place.
  public static func list(_ text: String) throws(DescriptionError) -> [Clause] { try ClauseReader.read(text) }
}
