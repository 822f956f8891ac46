import GradusExpression

/// Cuts a text into statements and parses each.
struct StatementReader {
  let source: String
  let isLatex: Bool
  private let isPython: Bool
  private var pieces: [Piece] = []
  private(set) var names: KnownNames
  /// The indices of which a formula alone gives the entry.
  private let entryLetters: [String]

  /// The tokens of one statement, and where its `=` or `:` stands.
  struct Piece {
    var tokens: [Token]
    var sign: Int?
    var header: Header?
  }

  /// What stands left of the sign of a definition.
  struct Header {
    let name: String
    let range: Range<Int>
    let parameters: [String]
    let isFunction: Bool
    /// The indices where all entries of an array are defined at once.
    var letters: [String] = []
  }

  /// - Parameters:
  ///   - definitions: whether `name = …` defines the name, or is an equation like any other.
  ///   - labels: whether a left side that only names the formula, as in `\log p(y|\theta) = …`, is passed over.
  init(
    _ source: String, names: KnownNames, definitions: Bool = true, labels: Bool = false,
    entriesAt letters: [String] = []
  ) throws(ReadingError) {
    self.source = source
    entryLetters = letters
    var lexer = try Lexer(source)
    try lexer.run()
    isLatex = lexer.isLatex
    isPython = Parser.isPython(lexer.tokens)
    self.names = names
    pieces = StatementReader.cut(StatementReader.withWords(StatementReader.withMembership(lexer.tokens), names))
    for index in pieces.indices {
      pieces[index].sign = StatementReader.sign(in: pieces[index].tokens)
      guard definitions else { continue }
      pieces[index].header = header(pieces[index])
      if labels, pieces[index].header == nil { passLabel(&pieces[index]) }
      if let header = pieces[index].header {
        if header.isFunction {
          self.names.insert(function: header.name)
        } else {
          // Of a matrix T, x^T is still the transpose.
          let isMatrix = pieces[index].sign.map { StatementReader.startsMatrix(pieces[index].tokens[$0 + 1]) } ?? false
          self.names.insert(variable: header.name, rank: isMatrix ? nil : 0)
        }
      } else {
        let shape = pieces[index].sign.map { pieces[index].tokens[$0 + 1].kind }
        for name in declaredNames(pieces[index]) {
          if shape == .name("function") {
            self.names.insert(declaredFunction: name)
          } else {
            self.names.insert(variable: name, rank: shape == .name("scalar") ? 0 : nil)
          }
        }
      }
    }
    for index in pieces.indices {
      var known = self.names
      for parameter in pieces[index].header?.parameters ?? [] { known.insert(variable: parameter) }
      let runs = LetterRuns(names: known, isLatex: isLatex, isBeyondASCII: lexer.isBeyondASCII)
      pieces[index].tokens = runs.splitting(pieces[index].tokens)
      pieces[index].sign = StatementReader.sign(in: pieces[index].tokens)
    }
  }

  /// The names that the text sets in bold type.
  var boldNames: Set<String> {
    var names: Set<String> = []
    for token in pieces.flatMap(\.tokens) where token.isBold {
      if case .name(let name) = token.kind { names.insert(name) }
    }
    return names
  }

  /// All statements of the text, in order.
  func statements() throws(ReadingError) -> [Statement] {
    var result: [Statement] = []
    for piece in pieces {
      if piece.sign == nil, let condition = ConditionReader(source: source, tokens: piece.tokens) {
        result += condition.declarations().map(Statement.declaration)
      } else {
        result.append(try statement(piece))
      }
    }
    return result
  }

  private func statement(_ piece: Piece) throws(ReadingError) -> Statement {
    guard let sign = piece.sign else { return .expression(try formula(piece.tokens[...], entriesAt: entryLetters)) }
    let end = piece.tokens[sign].range
    if piece.tokens[sign].kind == .colon || piece.tokens[sign].kind == .element {
      return .declaration(try DeclarationReader(source: source, tokens: piece.tokens, sign: sign).read())
    }
    let right = piece.tokens[(sign + 1)...]
    if let header = piece.header {
      var known = names
      for parameter in header.parameters { known.insert(variable: parameter) }
      var definition = Statement.Definition(
        name: header.name, parameters: header.parameters,
        body: try formula(right, names: known, entriesAt: header.letters), nameRange: header.range)
      definition.letters = header.letters
      if !header.isFunction, header.letters.isEmpty { definition.array = array(definition, right) }
      return .definition(definition)
    }
    let left = piece.tokens[..<sign] + [Token(kind: .endOfText, range: end, followsSpace: false)]
    return .equation(
      left: try formula(left, entriesAt: entryLetters), right: try formula(right, entriesAt: entryLetters))
  }

  /// The array that a definition for one index defines; nil where its value has nothing with that index.
  private func array(_ definition: Statement.Definition, _ value: ArraySlice<Token>) -> Statement.ArrayForm? {
    guard let (stem, letters) = KnownNames.entry(definition.name), !names.isKnown(stem),
      let body = try? formula(value, entriesAt: letters), case .tensor(_, let inner) = body.kind,
      letters.allSatisfy(inner.uses(index:)), !inner.indexedNames.bases.contains(KnownNames.key(stem)),
      !KnownNames.isRecursive(stem, value)
    else { return nil }
    return Statement.ArrayForm(name: stem, body: body)
  }

  /// - Parameter letters: indices of which the formula gives the entry; then it is the array of all of them.
  private func formula(
    _ tokens: ArraySlice<Token>, names: KnownNames? = nil, entriesAt letters: [String] = []
  ) throws(ReadingError) -> Syntax {
    // `&` only aligns, and an inner newline was not a separator: outside matrices both mean nothing.
    var parser = Parser(
      source: source, tokens: StatementReader.withoutAlignment(tokens), names: names ?? self.names, isLatex: isLatex,
      isPython: isPython)
    guard !letters.isEmpty else { return try parser.formula() }
    parser.boundIndices = letters
    let entry = try parser.formula()
    return Syntax(.tensor(letters, entry), entry.range)
  }
}

extension StatementReader {
  /// The tokens between separators: newline, `;`, or `,` outside brackets. Every piece ends in an end of text.
  private static func cut(_ tokens: [Token]) -> [Piece] {
    var pieces: [Piece] = []
    var piece: [Token] = []
    var depth = 0
    // What follows each place, past alignment and line ends.
    var following = [Token.Kind?](repeating: nil, count: tokens.count + 1)
    for (index, token) in tokens.enumerated().reversed() {
      let isBlank = token.kind == .ampersand || token.kind == .newline
      following[index] = isBlank ? following[index + 1] : token.kind
    }
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .open, .begin: depth += 1
      case .close, .end: depth = max(0, depth - 1)
      default: break
      }
      let isBreak: Bool
      switch token.kind {
      case .newline, .rowBreak: isBreak = depth == 0 && !continues(piece.last, following[index + 1])
      case .semicolon: isBreak = depth == 0
      case .comma:
        // A comma behind a displayed formula means nothing.
        isBreak = depth == 0 && (following[index + 1] == .endOfText || startsDefinition(tokens[(index + 1)...]))
      case .endOfText: isBreak = true
      default: isBreak = false
      }
      if isBreak {
        if piece.contains(where: { $0.kind != .ampersand }) {
          let place = token.range.lowerBound
          let range = token.kind == .endOfText ? place..<place : token.range
          piece.append(Token(kind: .endOfText, range: range, followsSpace: false))
          pieces.append(Piece(tokens: piece))
        }
        piece = []
      } else if !(depth == 0 && (token.kind == .newline || token.kind == .rowBreak)) {
        piece.append(token)
      }
    }
    if pieces.isEmpty, let end = tokens.last { pieces = [Piece(tokens: [end])] }
    return pieces
  }

  /// Whether a line goes on: it ends in an operator, or the next line starts with one that has no other reading.
  private static func continues(_ last: Token?, _ next: Token.Kind?) -> Bool {
    guard let last else { return false }
    if last.isOperator { return next != .endOfText }
    switch next {
    case .plus, .star, .slash, .dotStar, .dotSlash, .middleDot, .cross, .circledTimes, .equals, .defines: return true
    default: return false
    }
  }

  private static func startsDefinition(_ rest: ArraySlice<Token>) -> Bool {
    guard case .name? = rest.first?.kind else { return false }
    for token in rest {
      switch token.kind {
      case .equals, .defines: return true
      case .name, .open(.round), .close(.round): continue
      default: return false
      }
    }
    return false
  }

  private static func startsMatrix(_ token: Token) -> Bool {
    switch token.kind {
    case .open(.square), .begin: true
    default: false
    }
  }

  /// `x in R^n` with the word as ∈.
  private static func withMembership(_ tokens: [Token]) -> [Token] {
    var tokens = tokens
    for index in tokens.indices.dropFirst().dropLast() where tokens[index].kind == .name("in") {
      let next = tokens[index + 1].kind
      let isInterval =
        index == 1 && (next == .open(.round) || next == .open(.square)) && tokens.contains { $0.kind == .comma }
      if isInterval || next == .reals || next == .name("R"), case .name = tokens[index - 1].kind {
        tokens[index].kind = .element
      }
    }
    return tokens
  }

  /// The words `and` and `or` as what joins conditions.
  private static func withWords(_ tokens: [Token], _ names: KnownNames) -> [Token] {
    tokens.map { token in
      var token = token
      if token.kind == .name("and"), !names.isKnown("and") { token.kind = .and }
      if token.kind == .name("or"), !names.isKnown("or") { token.kind = .or }
      return token
    }
  }

  /// The place of the first `=`, `:=`, `==`, `:` or `∈` outside brackets.
  static func sign(in tokens: [Token]) -> Int? {
    var depth = 0
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .open, .begin: depth += 1
      case .close, .end: depth = max(0, depth - 1)
      case .equals, .defines, .doubleEquals, .colon, .element: if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }

  static func withoutAlignment(_ tokens: ArraySlice<Token>) -> [Token] {
    var depth = 0
    return tokens.filter { token in
      switch token.kind {
      case .begin: depth += 1
      case .end: depth -= 1
      case .open(.square): depth += 1
      case .close(.square): depth -= 1
      case .ampersand, .newline, .rowBreak: return depth > 0
      default: break
      }
      return true
    }
  }

  /// `f`, `f(x, y)` before `=` or `:=`.
  private func header(_ piece: Piece) -> Header? {
    guard let sign = piece.sign, sign > 0 else { return nil }
    let kind = piece.tokens[sign].kind
    guard kind == .equals || kind == .defines, case .name(let name) = piece.tokens[0].kind else { return nil }
    let left = piece.tokens[1..<sign].filter { $0.kind != .ampersand }
    let range = piece.tokens[0].range
    if left.isEmpty {
      guard let (array, letters) = names.arrayDefined(by: name, piece.tokens[(sign + 1)...]) else {
        return Header(name: name, range: range, parameters: [], isFunction: false)
      }
      return Header(name: array, range: range, parameters: [], isFunction: false, letters: letters)
    }
    guard left.count >= 3, left[0].kind == .open(.round), left[left.count - 1].kind == .close(.round),
      left.count % 2 == 1
    else { return nil }
    var parameters: [String] = []
    for (index, token) in left[1..<left.count - 1].enumerated() {
      if index % 2 == 1 {
        guard token.kind == .comma else { return nil }
      } else {
        guard case .name(let parameter) = token.kind else { return nil }
        parameters.append(parameter)
      }
    }
    return Header(name: name, range: range, parameters: parameters, isFunction: true)
  }

  private func declaredNames(_ piece: Piece) -> [String] {
    guard let sign = piece.sign, piece.tokens[sign].kind == .colon || piece.tokens[sign].kind == .element else {
      return []
    }
    return piece.tokens[..<sign].compactMap { if case .name(let name) = $0.kind { name } else { nil } }
  }
}
