import GradusExpression

extension Parser {
  /// A variable, or the call of a function.
  mutating func named(_ name: String) throws(ReadingError) -> Syntax {
    let token = current
    advance()
    let isCall =
      (current.kind == .open(.round) || current.kind == .broadcast)
      && !(current.followsSpace && enclosures.last == .spacedMatrix)
    // x_i inside a sum over i is an entry or a row, also where x_i is declared: the declaration says which.
    if let bound = try boundEntry(named: name, token) { return bound }
    if !boundIndices.isEmpty, let value = valueAtIndex(name, token) { return value }
    if names.isVariable(name) { return Syntax(.name(name), token.range) }
    if let value = try ofProgram(name, token) { return value }
    if let indexed = try indexed(name, token.range.lowerBound) { return indexed }
    if names.isDeclaredFunction(name), let value = try declaredFunction(name, token) { return value }
    if names.isFunction(name) {
      if let derivative = try primed(name, token) { return derivative }
      guard isCall else { return Syntax(.name(name), token.range) }
      return Syntax(.application(name, try arguments()), token.range.lowerBound..<previousEnd)
    }
    if let derivative = try primedFunction(name, token) { return derivative }
    if let function = Function(spelling: name).flatMap({ $0 == .size && !isCall ? nil : $0 })
      ?? (isCall && !current.followsSpace ? Function(letter: name) ?? singularValue(name) : nil)
    {
      return try call(function, token)
    }
    if name == "inf" || name == "Inf" {
      throw error(.unsupported("infinity", advice: "it stands only for the order of a norm"), token.range)
    }
    if let value = try probability(name, token) { return value }
    if let entry = entry(named: name, token) { return entry }
    if let reduction = try reduction(named: name, token) { return reduction }
    try refuseFunction(name, token.range)
    try refuseDoubtful(name, token)
    return Syntax(.name(name), token.range)
  }

  /// σ₁ of a matrix that is a capital alone: of anything else it may be the function of a first layer.
  private func singularValue(_ name: String) -> Function? {
    guard KnownNames.key(name) == "sigma1", case .name(let matrix) = next.kind, matrix.count == 1,
      matrix.first?.isUppercase == true, token(2).kind == .close(.round)
    else { return nil }
    return .spectral(.largestSingularValue)
  }

  /// A function of a module, an indicator; the dot of `log.(x)` is passed over. Apart from the common names, so that the frames of
  /// this recursion stay small.
  private mutating func ofProgram(_ name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    if let value = try ofModule(name, token) { return value }
    if boundIndices.contains(name), indexBounds[name]?.isFromZero == true {
      // The places are counted from 1.
      let place = Syntax.Addend(isNegative: false, value: Syntax(.name(name), token.range))
      let one = Syntax.Addend(isNegative: true, value: Syntax(.number(1), token.range))
      return Syntax(.sum([place, one]), token.range)
    }
    if Parser.indicatorNames.contains(name), let value = try indicator(from: token.range.lowerBound) { return value }
    if current.kind == .broadcast { try broadcast(name, token) }
    return nil
  }

  /// `f(x)`, `f''(a*x)` of a function that is declared and not defined; nil, without moving, where no such call follows.
  private mutating func declaredFunction(_ name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    var order = 0
    while self.token(order).kind == .prime { order += 1 }
    guard self.token(order).kind == .open(.round) else {
      throw error(
        .unsupported("the function \(name) without an argument", advice: "write \(name)(x)"), token.range)
    }
    for _ in 0..<order { advance() }
    let arguments = try arguments()
    let range = token.range.lowerBound..<previousEnd
    guard arguments.count == 1 else {
      throw error(.argumentCount(function: name, expected: "one argument", found: arguments.count), range)
    }
    return Syntax(.call(.elementary(.declared(name, order: order)), arguments), range)
  }

  /// `polygamma(2, x)` and `polygamma2(x)`; nil for any other name.
  mutating func polygamma(_ name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    guard name.hasPrefix("polygamma"), current.kind == .open(.round) else { return nil }
    var arguments = try arguments()
    let range = token.range.lowerBound..<previousEnd
    var order = Int(name.dropFirst("polygamma".count))
    if name == "polygamma", arguments.count == 2 { order = arguments.removeFirst().asNumber?.integerValue }
    guard let order, (0...100).contains(order), arguments.count == 1 else {
      throw error(
        .argumentCount(
          function: "polygamma", expected: "its order, a number, and one argument", found: arguments.count), range)
    }
    return Syntax(.call(.elementary(.polygamma(order)), arguments), range)
  }

  /// The dot of `log.(x)`, which works entry by entry, as the functions of one number do anyway.
  private mutating func broadcast(_ name: String, _ token: Token) throws(ReadingError) {
    let isOfEntries =
      switch Function(spelling: name) {
      case .elementary, .defined: true
      case nil: names.isFunction(name)
      default: false
      }
    guard isOfEntries else {
      throw error(
        .unsupported("\(name).(…)", advice: "functions of one number work entry by entry; \(name) is none"),
        token.range.lowerBound..<current.range.upperBound)
    }
    advance()
  }

  /// Names that most likely mean something else: `sum_i`, and `Ax` for A·x.
  private func refuseDoubtful(_ name: String, _ token: Token) throws(ReadingError) {
    try refuseDoubleSubscript(name, token)
    if let underscore = name.firstIndex(of: "_"), let function = Function(spelling: String(name[..<underscore])),
      [.sum, .prod, .max, .min].contains(function)
    {
      let index = name[name.index(after: underscore)...]
      throw error(
        .unsupported(name, advice: "write \(function.rawValue)[\(index)](…) over an index, or declare \(name)"),
        token.range)
    }
    let letters = Array(name)
    let areMatrices = letters.count == 2 && letters.allSatisfy { $0.isASCII && $0.isUppercase } && tokensHold(letters)
    guard letters.count == 2, letters[0].isUppercase, letters[1].isLowercase || areMatrices, token.range.count == 2,
      !token.isWord
    else { return }
    throw error(
      .ambiguous(name, choices: ["\(letters[0])*\(letters[1]) for the product", "\(name): … to declare the name"]),
      token.range)
  }

  /// Whether one of the letters stands alone in the formula, or is known.
  private func tokensHold(_ letters: [Character]) -> Bool {
    letters.contains { letter in names.isKnown(String(letter)) || tokens.contains { $0.kind == .name(String(letter)) } }
      || tokens.contains { $0.kind == .caret || $0.kind == .prime } && tokens.count < 12
  }

  /// `x_i_y_i` is two names with a subscript each, or one of a program.
  private func refuseDoubleSubscript(_ name: String, _ token: Token) throws(ReadingError) {
    let written = text(token.range)
    guard written.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else { return }
    let parts = written.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count > 2, isLatex || parts.allSatisfy({ $0.count <= 1 }),
      !MathCharacters.marks.values.contains("_" + parts[1])
    else { return }
    var choices = ["\(name): … to declare the name"]
    if parts.count == 4 { choices.insert("\(parts[0])_\(parts[1])*\(parts[2])_\(parts[3]) for the product", at: 0) }
    throw error(.ambiguous("\(written), a subscript of a subscript,", choices: choices), token.range)
  }

  /// `f'(x)` of a function that the text defines; nil, without moving, where no such call follows.
  private mutating func primed(_ name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    guard let (order, arguments) = try primes() else { return nil }
    let range = token.range.lowerBound..<previousEnd
    guard arguments.count == 1 else {
      throw error(
        .unsupported("\(name)' of several arguments", advice: "say by which: d/dx \(name)(x, y)"), range)
    }
    guard let variable = arguments[0].asName else {
      return Syntax(.slope(of: name, by: [], order: order, at: arguments), range)
    }
    return Syntax(
      .derivative(Syntax(.application(name, arguments), range), by: Array(repeating: variable, count: order)), range)
  }

  /// `\sigma'(x)` and `\tanh'(x)`; nil, without moving, where no such call follows.
  private mutating func primedFunction(_ name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    guard let function = Function(spelling: name) ?? Function(letter: name), function.arity == 1...1 else {
      return nil
    }
    guard let (order, arguments) = try primes() else { return nil }
    let range = token.range.lowerBound..<previousEnd
    guard arguments.count == 1, let variable = arguments[0].asName else {
      throw error(
        .unsupported("\(name)' at this argument", advice: "write d/dx \(name)(x) for the derivative"), range)
    }
    return Syntax(
      .derivative(Syntax(.call(function, arguments), range), by: Array(repeating: variable, count: order)), range)
  }

  /// `''(x)` behind a name: how many primes, and the arguments; nil, without moving, where no such call follows.
  private mutating func primes() throws(ReadingError) -> (order: Int, arguments: [Syntax])? {
    var order = 0
    while self.token(order).kind == .prime { order += 1 }
    guard order > 0, self.token(order).kind == .open(.round) else { return nil }
    for _ in 0..<order { advance() }
    return (order, try arguments())
  }

  /// The rest of a call after the function's name: `sin(x)`, `sin^2 x`, `\log\det A`, `log_2(x)`.
  private mutating func call(_ function: Function, _ token: Token) throws(ReadingError) -> Syntax {
    let start = token.range.lowerBound
    var function = function
    if function == .log, current.kind == .underscore { function = try logarithmBase() }
    if function == .min || function == .max, current.kind == .underscore || current.isSubscript {
      if let reduction = try extremum(function, token) { return reduction }
      throw error(
        .unsupported("\(text(token.range)) over a variable", advice: "write the objective alone"), token.range)
    }
    var power: Syntax?
    if current.kind == .caret {
      advance()
      power = try exponent()
    } else if case .superscript(let text) = current.kind, text.allSatisfy({ $0.isNumber || $0 == "-" }),
      let value = Rational(text)
    {
      power = Syntax(.number(value), current.range)
      advance()
    }
    if let value = power?.asNumber, value.isNegative {
      throw error(
        .ambiguous(
          "a negative power of \(text(token.range))",
          choices: ["the inverse function by its name (asin, acos, …)", "1/\(function.rawValue)(…)"]),
        start..<previousEnd)
    }
    var arguments = try callArguments(function, token)
    if function == .softmax || function == .logsoftmax || function == .diag, arguments.count > 1 {
      // softmax(1, 2, 3) and diag(1, 2, 3) are of the vector of their arguments.
      let range = arguments[0].range.lowerBound..<arguments[arguments.count - 1].range.upperBound
      arguments = [Syntax(.matrix(arguments.map { [$0] }), range)]
    }
    guard function.arity.contains(arguments.count) else {
      throw error(
        .argumentCount(function: function.rawValue, expected: function.arityPhrase, found: arguments.count),
        start..<previousEnd)
    }
    let value = Syntax(.call(function, arguments), start..<previousEnd)
    return power.map { Syntax(.power(value, $0, entrywise: false), start..<previousEnd) } ?? value
  }

  private mutating func callArguments(_ function: Function, _ token: Token) throws(ReadingError) -> [Syntax] {
    if current.kind == .open(.round), !(current.followsSpace && enclosures.last == .spacedMatrix) {
      if function == .norm, let named = try normArguments() { return named }
      if next.kind == .close(.round), function.arity.contains(0) {
        advance()
        advance()
        return []
      }
      return try arguments()
    }
    if function.arity.contains(0), function == .eye { return [] }
    guard startsOperand, allowsJuxtaposition else { throw unexpected("the argument of \(text(token.range))") }
    return [try bareArgument()]
  }

  /// The argument of a function written without brackets: one bracketed thing, or a product without signs up to the
  /// next function, as in `sin 2x cos x`.
  private mutating func bareArgument() throws(ReadingError) -> Syntax {
    try descend()
    defer { depth -= 1 }
    if !isJuxtaposable { return try postfix() }
    let first = try postfix()
    var factors: [Syntax.Factor] = []
    while startsOperand, allowsJuxtaposition, isJuxtaposable {
      if case .number = current.kind { throw unexpected("an operator before the number") }
      let sign = current.range.lowerBound..<current.range.lowerBound
      factors.append(Syntax.Factor(operation: .times, value: try postfix(), signRange: sign))
    }
    return factors.isEmpty ? first : Syntax(.product(first, factors), first.range.lowerBound..<previousEnd)
  }

  /// Whether the operand at this place can be one of several factors of an argument without brackets.
  private var isJuxtaposable: Bool {
    switch current.kind {
    case .number, .filled, .fraction, .binomial, .squareRoot: true
    case .name(let name):
      names.isVariable(name)
        || Function(spelling: name) == nil && !names.isFunction(name)
          && !(next.kind == .open(.round) && Function(letter: name) != nil)
    default: false
    }
  }

  /// `norm(x, 1)`, `norm(x, inf)`, `norm(X, 'fro')`; nil, without moving, for anything else.
  private mutating func normArguments() throws(ReadingError) -> [Syntax]? {
    let before = place
    advance()
    let inner = try enclosed(.bracket) { parser throws(ReadingError) in try parser.sum() }
    var ahead = 1
    if case .prime = token(ahead).kind { ahead += 1 }
    if current.kind == .comma, case .name(let order) = token(ahead).kind, Parser.normOrder(order) != nil,
      !names.isVariable(order), token(2 * ahead).kind == .close(.round)
    {
      let range = token(ahead).range
      for _ in 0...2 * ahead { advance() }
      return [inner, Syntax(.name(order), range)]
    }
    place = before
    return nil
  }

  /// `log_2`, `log_{10}`
  private mutating func logarithmBase() throws(ReadingError) -> Function {
    advance()
    let braced = current.kind == .open(.brace)
    if braced { advance() }
    guard case .number(let base) = current.kind, base == 2 || base == 10 else { throw unexpected("the base 2 or 10") }
    advance()
    if braced { try expect(.close(.brace), "}") }
    return base == 2 ? .log2 : .log10
  }
}
