import GradusExpression

/// Cuts a text into tokens; ASCII, Unicode and LaTeX are told apart token by token and may be mixed.
struct Lexer {
  /// The longest text that is read, in UTF-8 bytes.
  static let lengthLimit = 1 << 20
  /// The most digits of one number, of its numerator and of its denominator.
  static let digitLimit = 1000

  let source: String
  let scalars: [Unicode.Scalar]
  var place = 0
  var tokens: [Token] = []
  /// Whether a command of LaTeX was met: letters side by side are then a product.
  var isLatex = false
  /// Whether a character beyond ASCII was met.
  var isBeyondASCII = false
  var sawSpace = false
  /// Whether the letter at this place is set in bold type, and where a group in bold type ends.
  var isBoldLetter = false
  var endOfBold = 0
  /// What braces of commands such as `\norm{x}` stand for, by their places.
  var delimiters: [Int: Token.Kind] = [:]
  /// The places of braces that stand for nothing.
  var skipped: Set<Int> = []
  /// Whether the text holds commands, once somebody asked.
  var knownCommands: Bool?
  /// The environments that are open, by the names of their tokens.
  var openEnvironments: [String] = []
  /// The side of the next bar, after `\left` or `\right`.
  var pendingSide: Token.Side?

  init(_ source: String) throws(ReadingError) {
    self.source = source
    guard source.utf8.count <= Lexer.lengthLimit else {
      throw ReadingError(.tooLong(limit: Lexer.lengthLimit), in: String(source.prefix(60)), at: 0..<0)
    }
    scalars = Array(source.unicodeScalars)
  }

  /// All tokens, the last being ``Token/Kind/endOfText``.
  mutating func run() throws(ReadingError) {
    while place < scalars.count { try next() }
    append(.endOfText, from: place)
  }

  private mutating func next() throws(ReadingError) {
    let scalar = scalars[place]
    let start = place
    isBoldLetter = false
    if scalar == "\n" || scalar == "\u{2028}" {
      place += 1
      append(.newline, from: start)
      sawSpace = true
    } else if let kind = delimiters.removeValue(forKey: place) {
      place += 1
      append(kind, from: start)
    } else if let (kind, length) = comparison() {
      place += length
      append(kind, from: start)
    } else if scalar.properties.isWhitespace || Lexer.invisible.contains(scalar) || skipped.contains(place) {
      place += 1
      sawSpace = true
    } else if Lexer.isDigit(scalar) || (scalar == "." && Lexer.isDigit(peek(1))) {
      try number()
    } else if Lexer.isASCIILetter(scalar) {
      word()
      try finishName(from: start, String(slice(start..<place)))
    } else if scalar == "\\" {
      try command()
    } else if scalar == "." {
      try dot()
    } else if scalar == ":" && peek(1) == "=" {
      place += 2
      append(.defines, from: start)
    } else if scalar == "=" && peek(1) == "=" {
      place += 2
      append(.doubleEquals, from: start)
    } else if scalar == "*" && peek(1) == "*" {
      place += 2
      append(.doubleStar, from: start)
    } else if scalar == "_" {
      place += 1
      append(.underscore, from: start)
    } else if scalar == "!", !sawSpace, tokens.last?.endsOperand == true {
      place += 1
      append(.factorial, from: start)
    } else if let kind = MathCharacters.operators[scalar] {
      place += 1
      // Programs hold the minus sign of mathematics too.
      if !scalar.isASCII, scalar != "−" { isBeyondASCII = true }
      append(kind, from: start)
    } else {
      try beyondASCII()
    }
  }

  private mutating func beyondASCII() throws(ReadingError) {
    let scalar = scalars[place]
    let start = place
    isBeyondASCII = true
    if MathCharacters.superscripts[scalar] != nil {
      let run = takeRun(MathCharacters.superscripts)
      append(.superscript(run), from: start)
    } else if MathCharacters.subscripts[scalar] != nil {
      let run = takeRun(MathCharacters.subscripts)
      append(.subscripted(run), from: start)
    } else if let (top, bottom) = MathCharacters.fractions[scalar] {
      place += 1
      append(.number(Rational(top, bottom)), from: start)
    } else if let name = MathCharacters.greek[scalar] ?? MathCharacters.markedLetters[scalar] {
      place += 1
      while Lexer.isDigit(peek(0)) { place += 1 }
      try finishName(from: start, name + String(slice(start + 1..<place)))
    } else if let letter = MathCharacters.plainLetter(scalar) {
      place += 1
      isBoldLetter = MathCharacters.isBold(scalar)
      if letter == "∇" || letter == "∂" {
        append(letter == "∇" ? .nabla : .partial, from: start)
      } else {
        try finishName(from: start, MathCharacters.greek[letter] ?? String(letter))
      }
    } else if scalar.properties.isAlphabetic {
      place += 1
      try finishName(from: start, String(scalar))
    } else if scalar == "∑" || scalar == "∏" {
      place += 1
      append(.bigOperator(scalar == "∑" ? .sum : .prod), from: start)
    } else if scalar == "∫" {
      throw error(.unsupported("∫", advice: "integrals are not read"), start..<start + 1)
    } else {
      throw error(.unknownCharacter(Lexer.shown(scalar)), start..<start + 1)
    }
  }

  /// `<=`, `>=`, `!=`, `~=`, `&&` with the count of their characters.
  private func comparison() -> (kind: Token.Kind, length: Int)? {
    guard let first = peek(0), let second = peek(1) else { return nil }
    switch (first, second) {
    case ("<", "="): return (.comparison(.lessOrEqual), 2)
    case (">", "="): return (.comparison(.greaterOrEqual), 2)
    case ("!", "="), ("~", "="): return (.notEqual, 2)
    case ("&", "&"): return (.and, 2)
    default: return nil
    }
  }

  /// `.*`, `./`, `.^`, `.'`, `.T` and `.(` of programs, and `...` at the end of a line that continues.
  private mutating func dot() throws(ReadingError) {
    let start = place
    let kinds: [Unicode.Scalar: Token.Kind] = [
      "*": .dotStar, "/": .dotSlash, "^": .dotCaret, "'": .prime, "⋅": .dotStar, "×": .dotStar, "+": .plus,
      "-": .minus,
    ]
    let isBehindOperand = !sawSpace && tokens.last.map(\.endsOperand) == true
    if let follower = peek(1), let kind = kinds[follower] {
      place += 2
      append(kind, from: start)
    } else if isBehindOperand, let follower = peek(1), Lexer.isASCIILetter(follower) {
      place += 1
      word()
      append(.member(String(slice(start + 1..<place))), from: start)
    } else if isBehindOperand, peek(1) == "(" {
      place += 1
      append(.broadcast, from: start)
    } else if !sawSpace, case .number? = tokens.last?.kind, peek(1) != "." {
      place += 1  // The point of `2.`
    } else if peek(1) == ".", peek(2) == "." {
      place += 3
      while let scalar = peek(0), scalar.properties.isWhitespace { place += 1 }
      sawSpace = true
    } else if scalars[(place + 1)...].allSatisfy({ $0.properties.isWhitespace || $0 == "$" }) {
      place += 1  // The full stop after a displayed formula.
    } else {
      throw error(.unexpected(found: ".", expected: "one of .* ./ .^ or a digit"), start..<start + 1)
    }
  }

  private mutating func number() throws(ReadingError) {
    let start = place
    // The arguments of \frac12 are single digits.
    let single = tokens.last?.kind == .fraction || isSecondDigitOfFraction
    if single, Lexer.isDigit(peek(0)), peek(1) != "." {
      place += 1
    } else {
      while Lexer.isDigit(peek(0)) { place += 1 }
      if peek(0) == ".", Lexer.isDigit(peek(1)) {
        place += 1
        while Lexer.isDigit(peek(0)) { place += 1 }
      }
      exponent()
    }
    let text = String(slice(start..<place))
    guard place - start <= Lexer.digitLimit, let value = Rational(text), value.hasFewDigits else {
      throw error(.numberTooLarge, start..<place)
    }
    append(.number(value), from: start)
  }

  /// `e-3` after a number, and not the number e in `2e`.
  private mutating func exponent() {
    guard !isLatex, let mark = peek(0), mark == "e" || mark == "E" else { return }
    let signed = peek(1) == "+" || peek(1) == "-"
    let digits = place + (signed ? 2 : 1)
    guard digits < scalars.count, Lexer.isDigit(scalars[digits]) else { return }
    place = digits
    while Lexer.isDigit(peek(0)) { place += 1 }
  }

  private var isSecondDigitOfFraction: Bool {
    guard tokens.count >= 2, case .number = tokens[tokens.count - 1].kind else { return false }
    return tokens[tokens.count - 2].kind == .fraction
  }

  /// A run of ASCII letters, digits and underscores; an underscore before anything else is a token of its own.
  private mutating func word() {
    while let scalar = peek(0) {
      if Lexer.isASCIILetter(scalar) || Lexer.isDigit(scalar) {
        place += 1
      } else if scalar == "_", let follower = peek(1), Lexer.isASCIILetter(follower) || Lexer.isDigit(follower) {
        place += 1
      } else {
        return
      }
    }
  }

  static let invisible: Set<Unicode.Scalar> = ["$", "~", "\u{2061}", "\u{2062}", "\u{200B}", "\u{FEFF}", "\u{FE0E}"]

  static func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar >= "0" && scalar <= "9"
  }

  static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
    (scalar >= "a" && scalar <= "z") || (scalar >= "A" && scalar <= "Z")
  }

  static func shown(_ scalar: Unicode.Scalar) -> String {
    let code = String(scalar.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .privateUse, .nonspacingMark: return "U+\(padded)"
    default: return "\(scalar) (U+\(padded))"
    }
  }
}

extension Lexer {
  func peek(_ ahead: Int) -> Unicode.Scalar? {
    place + ahead < scalars.count ? scalars[place + ahead] : nil
  }

  func slice(_ range: Range<Int>) -> Substring.UnicodeScalarView {
    var view = Substring.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return view
  }

  mutating func takeRun(_ table: [Unicode.Scalar: Character]) -> String {
    var run = ""
    while let scalar = peek(0), let character = table[scalar] {
      run.append(character)
      place += 1
    }
    return run
  }

  mutating func append(_ kind: Token.Kind, from start: Int, isWord: Bool = false) {
    var kind = kind
    if let side = pendingSide {
      if case .bar = kind { kind = .bar(side) }
      if case .doubleBar = kind { kind = .doubleBar(side) }
      pendingSide = nil
    }
    let isBold = isBoldLetter || start < endOfBold
    tokens.append(Token(kind: kind, range: start..<place, followsSpace: sawSpace, isWord: isWord, isBold: isBold))
    sawSpace = false
  }

  func error(_ problem: ReadingError.Problem, _ range: Range<Int>) -> ReadingError {
    ReadingError(problem, in: source, at: range)
  }
}

extension Rational {
  /// Whether it can be written with as many digits as are read.
  fileprivate var hasFewDigits: Bool {
    // log₂ 10 > 3321/1000
    bitWidth <= 3321 * Lexer.digitLimit / 1000
  }
}
