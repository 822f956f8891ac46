import GradusExpression

/// Reads `A: [n, n] symmetric, positive definite` and `x \in \mathbb{R}^n`.
struct DeclarationReader {
  let source: String
  let tokens: [Token]
  /// The place of the `:` or `∈`.
  let sign: Int
  var place: Int
  /// What the set is said to be of tells, as in `p ∈ (0, 1)`, and what of it no fact tells.
  var known: [String] = []
  var unused: [String] = []

  init(source: String, tokens: [Token], sign: Int) {
    self.source = source
    self.tokens = tokens
    self.sign = sign
    place = sign + 1
  }

  func read() throws(ReadingError) -> DeclarationSyntax {
    var reader = self
    return try reader.declaration()
  }

  private mutating func declaration() throws(ReadingError) -> DeclarationSyntax {
    var names: [(String, Range<Int>)] = []
    for (index, token) in tokens[..<sign].filter({ $0.kind != .ampersand }).enumerated() {
      if index % 2 == 0, case .name(let name) = token.kind {
        names.append((name, token.range))
      } else if index % 2 == 0 || token.kind != .comma {
        throw error("a name", at: token)
      }
    }
    guard !names.isEmpty, tokens[sign - 1].kind != .comma else { throw error("a name", at: tokens[sign]) }
    let shape = try shape()
    let end = tokens[tokens.count - 1].range.lowerBound
    let factsStart = tokens[place - 1].range.upperBound
    let range = names[0].1.lowerBound..<end
    let facts = try facts(in: factsStart..<max(factsStart, end))
    // Of the numbers from 0 to 1 it is said that they are at most 1.
    let written = names.flatMap { name in unused.map { "\(Parser.slice(source, name.1)) \($0)" } }
    return DeclarationSyntax(
      names: names.map(\.0), nameRanges: names.map(\.1), shape: shape, facts: known + facts.names,
      factsRange: facts.range,
      range: range, unused: written)
  }

  private mutating func shape() throws(ReadingError) -> DeclarationSyntax.Shape {
    let token = tokens[place]
    if tokens[sign].kind == .element, let shape = try set() { return shape }
    if beginsFact { return .open }
    switch token.kind {
    case .name("scalar"):
      place += 1
      return .scalar
    case .name("function"):
      place += 1
      return .function
    case .name("vector"):
      place += 1
      return .vector
    case .name("matrix"):
      place += 1
      return .matrix
    case .open(.square):
      place += 1
      if tokens[place].kind == .close(.square) {
        place += 1
        return .scalar
      }
      let sizes = try sizes()
      guard tokens[place].kind == .close(.square) else { throw error("a size or ]", at: tokens[place]) }
      place += 1
      return try checked(sizes, at: token)
    case .reals, .name("R"):
      place += 1
      return try space()
    default: throw error("scalar, function, or the sizes in brackets such as [n, m]", at: token)
    }
  }

  /// `A: symmetric` says nothing of the shape.
  private var beginsFact: Bool {
    let scalars = Array(source.unicodeScalars)
    var word = String.UnicodeScalarView()
    for scalar in scalars[tokens[place].range.lowerBound...] {
      guard scalar.properties.isAlphabetic || scalar == "-" else { break }
      word.append(scalar)
    }
    let text = String(word).lowercased()
    return FactNames.all.contains { text == $0.words[0] || text == $0.name || text == $0.words.joined(separator: "-") }
  }

  /// What follows ℝ: nothing, ⁿ, ⁿˣᵐ, `^n`, `^{n \times m}`, and the sign of its numbers before or behind that, as in `_{>0}`.
  private mutating func space() throws(ReadingError) -> DeclarationSyntax.Shape {
    try signOfNumbers()
    let shape = try power()
    try signOfNumbers()
    return shape
  }

  mutating func power() throws(ReadingError) -> DeclarationSyntax.Shape {
    let token = tokens[place]
    if case .superscript(let text) = token.kind {
      place += 1
      let sizes: [[DeclarationSyntax.SizeFactor]] = text.split(separator: "x").map { part in
        [Int(part).map { .number($0) } ?? .name(String(part))]
      }
      return try checked(sizes, at: token)
    }
    guard token.kind == .caret else { return .scalar }
    place += 1
    let bracket: Token.Kind? =
      switch tokens[place].kind {
      case .open(.brace): .close(.brace)
      case .open(.round): .close(.round)
      default: nil
      }
    guard let bracket else { return try checked([[try sizeFactor()]], at: token) }
    place += 1
    let sizes = try sizes()
    guard tokens[place].kind == bracket else { throw error("a size, × or the closing bracket", at: tokens[place]) }
    place += 1
    return try checked(sizes, at: token)
  }

  private func checked(
    _ sizes: [[DeclarationSyntax.SizeFactor]], at token: Token
  ) throws(ReadingError) -> DeclarationSyntax.Shape {
    guard sizes.count <= 2 else {
      let problem = ReadingError.Problem.unsupported("a symbol of \(sizes.count) sizes", advice: "at most two are read")
      throw ReadingError(problem, in: source, at: token.range)
    }
    return .sizes(sizes)
  }

  private mutating func sizes() throws(ReadingError) -> [[DeclarationSyntax.SizeFactor]] {
    var sizes = [[try sizeFactor()]]
    while true {
      switch tokens[place].kind {
      case .comma, .cross, .name("x"):
        place += 1
        sizes.append([try sizeFactor()])
      case .star, .middleDot:
        place += 1
        sizes[sizes.count - 1].append(try sizeFactor())
      case .name, .number:
        // `[n m]` like a matrix, `2n` like a product.
        let isProduct = !tokens[place].followsSpace
        let factor = try sizeFactor()
        if isProduct { sizes[sizes.count - 1].append(factor) } else { sizes.append([factor]) }
      default: return sizes
      }
    }
  }

  private mutating func sizeFactor() throws(ReadingError) -> DeclarationSyntax.SizeFactor {
    let token = tokens[place]
    switch token.kind {
    case .name(let name):
      place += 1
      return .name(name)
    case .number(let value):
      guard let size = value.integerValue, size >= 1, size <= 1 << 32 else {
        throw error("a size of at least 1", at: token)
      }
      place += 1
      return .number(size)
    default: throw error("a size: a name or a number", at: token)
    }
  }

  /// The words behind the shape, cut into facts by commas and by the names of facts themselves.
  private func facts(in range: Range<Int>) throws(ReadingError) -> (names: [String], range: Range<Int>) {
    let scalars = Array(source.unicodeScalars)
    let start = range.lowerBound
    var words: [(text: String, range: Range<Int>)] = []
    var word = ""
    var from = start
    for index in range {
      let scalar = scalars[index]
      if scalar.properties.isWhitespace || scalar == "," || scalar == "-" || scalar == "$" {
        if !word.isEmpty { words.append((word, from..<index)) }
        word = ""
        from = index + 1
      } else {
        if word.isEmpty { from = index }
        word.unicodeScalars.append(contentsOf: String(scalar).lowercased().unicodeScalars)
      }
    }
    if !word.isEmpty { words.append((word, from..<range.upperBound)) }
    var names: [String] = []
    var rest = words[...]
    while let first = rest.first {
      let found = FactNames.all.filter { rest.map(\.text).starts(with: $0.words) }.max {
        $0.words.count < $1.words.count
      }
      guard let found else {
        let unknown = ReadingError.Problem.unexpected(
          found: first.text, expected: "a fact: " + FactNames.all.map(\.name).joined(separator: ", "))
        throw ReadingError(unknown, in: source, at: first.range)
      }
      names.append(found.name)
      rest = rest.dropFirst(found.words.count)
    }
    return (names, (words.first?.range.lowerBound ?? start)..<(words.last?.range.upperBound ?? start))
  }

  func error(_ expected: String, at token: Token) -> ReadingError {
    let found = token.range.isEmpty ? "the end" : Parser.slice(source, token.range)
    return ReadingError(.unexpected(found: found, expected: expected), in: source, at: token.range)
  }
}

/// The names of the facts, as words.
enum FactNames {
  static let all: [(name: String, words: [String])] = Fact.allCases.map { fact in
    (fact.rawValue, fact.rawValue.split { $0 == " " || $0 == "-" }.map(String.init))
  }
}
