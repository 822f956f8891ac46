import GradusExpression

extension Parser {
  /// A number, a name, a call, or something in brackets.
  mutating func operand() throws(ReadingError) -> Syntax {
    try descend()
    defer { depth -= 1 }
    let token = current
    switch token.kind {
    case .number(let value): return try number(value)
    case .filled(let value): return try filled(value)
    case .name(let name): return try named(name)
    case .open(.round): return try parenthesised()
    case .open(.brace): return try braced()
    case .open(.angle), .comparison(.less): return try innerProduct()
    case .open(.square):
      if let bracketed = try bracketedWithSubscript() { return bracketed }
      return try matrix()
    case .begin("cases"): return try cases()
    case .begin(let environment): return try matrix(environment: environment)
    case .bar(let side) where side != .right: return try bars()
    case .doubleBar(let side) where side != .right: return try norm()
    case .squareRoot: return try squareRoot()
    case .fraction: return try fraction()
    case .binomial: return try binomial()
    case .bigOperator(let function): return try bigOperator(function)
    default: throw unexpected("a number, a name or (")
    }
  }

  /// A number; 1 with a condition below it is an indicator.
  private mutating func number(_ value: Rational) throws(ReadingError) -> Syntax {
    let range = current.range
    advance()
    if value == 1, current.kind == .underscore, let indicator = try indicator(from: range.lowerBound) {
      return indicator
    }
    return Syntax(.number(value), range)
  }

  /// 𝟏, and with its size 𝟏ₙ or `\mathbf{1}_{n}`.
  private mutating func filled(_ value: Int) throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    advance()
    if value == 1, let indicator = try indicator(from: start) { return indicator }
    var size: Syntax?
    if case .subscripted(let text) = current.kind {
      size = Syntax(Int(text).map { .number(Rational($0)) } ?? .name(text), current.range)
      advance()
    } else if current.kind == .underscore {
      advance()
      size = try operand()
    }
    guard let size else { return Syntax(.filled(Rational(value)), start..<previousEnd) }
    return Syntax(.call(value == 1 ? .ones : .zeros, [size]), start..<previousEnd)
  }

  mutating func enclosed<Result>(
    _ enclosure: Enclosure, _ body: (inout Parser) throws(ReadingError) -> Result
  ) throws(ReadingError) -> Result {
    enclosures.append(enclosure)
    defer { enclosures.removeLast() }
    return try body(&self)
  }

  private mutating func braced() throws(ReadingError) -> Syntax {
    advance()
    let inner = try enclosed(.bracket) { parser throws(ReadingError) in try parser.sum() }
    try expect(.close(.brace), "an operator or }")
    return inner
  }

  /// `(a)`, or the column `(a, b, c)`.
  private mutating func parenthesised() throws(ReadingError) -> Syntax {
    if holdsCondition(0) { return try bracketedCondition() }
    let start = current.range.lowerBound
    let entries = try arguments()
    if entries.count == 1 {
      if let slope = try bracketedSlope(entries[0], from: start) { return slope }
      return Syntax(entries[0].kind, start..<previousEnd)
    }
    return Syntax(.matrix(entries.map { [$0] }), start..<previousEnd)
  }

  /// What stands between round brackets, separated by commas.
  mutating func arguments() throws(ReadingError) -> [Syntax] {
    let holdsCondition = holdsCondition(0)
    try expect(.open(.round), "(")
    let entries = try enclosed(.bracket) { parser throws(ReadingError) in
      var entries = [try holdsCondition ? parser.argument() : parser.sum()]
      while parser.current.kind == .comma {
        parser.advance()
        if let empty = parser.emptyPlace() {
          entries.append(empty)
        } else {
          entries.append(try holdsCondition ? parser.argument() : parser.sum())
        }
      }
      return entries
    }
    try expect(.close(.round), entries.count == 1 ? "an operator or )" : "an operator, a comma or )")
    return entries
  }

  /// The empty place in max(X, [], 2).
  private mutating func emptyPlace() -> Syntax? {
    guard current.kind == .open(.square), next.kind == .close(.square) else { return nil }
    let start = current.range.lowerBound
    advance()
    advance()
    return Syntax(.matrix([]), start..<previousEnd)
  }

  /// ⟨a, b⟩
  private mutating func innerProduct() throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    let isAngle = current.kind == .open(.angle)
    advance()
    let (left, right) = try enclosed(.bracket) { parser throws(ReadingError) in
      let left = try parser.sum()
      if case .bar = parser.current.kind {
        parser.advance()
      } else {
        try parser.expect(.comma, "an operator or a comma")
      }
      return (left, try parser.sum())
    }
    try expect(isAngle ? .close(.angle) : .comparison(.greater), "an operator or ⟩")
    return Syntax(.call(.inner, [left, right]), start..<previousEnd)
  }

  /// |x|, and ||x|| for ‖x‖.
  private mutating func bars() throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    // A second bar of the same side right behind the first: a norm.
    if next.kind == current.kind, !next.followsSpace {
      advance()
      advance()
      let inner = try enclosed(.bar) { parser throws(ReadingError) in try parser.sum() }
      guard case .bar = current.kind, case .bar = next.kind else { throw unexpected("an operator or ||") }
      advance()
      advance()
      return try normOrder(of: inner, from: start)
    }
    advance()
    let inner = try enclosed(.bar) { parser throws(ReadingError) in try parser.sum() }
    guard case .bar(let side) = current.kind, side != .left else { throw unexpected("an operator or |") }
    advance()
    return Syntax(.bars(inner), start..<previousEnd)
  }

  private mutating func norm() throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    advance()
    let inner = try enclosed(.doubleBar) { parser throws(ReadingError) in try parser.sum() }
    guard case .doubleBar(let side) = current.kind, side != .left else { throw unexpected("an operator or ‖") }
    advance()
    return try normOrder(of: inner, from: start)
  }

  /// The subscript that says which norm, before or behind a power: ‖x‖₂² and ‖x‖²₂.
  private mutating func normOrder(of inner: Syntax, from start: Int) throws(ReadingError) -> Syntax {
    if let power = try powerBeforeSubscript() {
      let norm = try normOrder(of: inner, from: start)
      return Syntax(.power(norm, power, entrywise: false), start..<previousEnd)
    }
    var order = Syntax.NormOrder.unstated
    if case .subscripted(let text) = current.kind {
      // A subscript of digits is a number: ‖x‖₃.
      let value = Rational(text).map { Syntax.Kind.number($0) } ?? .name(text)
      order = Parser.normOrder(text) ?? .p(Syntax(value, current.range))
      advance()
    } else if current.kind == .infinity {
      // There is no subscript ∞ in Unicode.
      order = .infinity
      advance()
    } else if current.kind == .underscore {
      advance()
      let braced = current.kind == .open(.brace)
      if braced { advance() }
      if current.kind == .infinity {
        order = .infinity
        advance()
      } else if current.kind == .star {
        order = .nuclear
        advance()
      } else if braced, let (named, count) = spelledNormOrder() {
        order = named
        for _ in 0..<count { advance() }
      } else if case .name(let name) = current.kind, let named = Parser.normOrder(name) {
        order = named
        advance()
      } else {
        let value = try braced ? enclosed(.bracket) { parser throws(ReadingError) in try parser.sum() } : operand()
        if let weight = try weight(value, of: inner) {
          if braced { try expect(.close(.brace), "}") }
          return weighted(inner, by: weight, from: start)
        }
        order = value.asNumber.flatMap { Parser.normOrder($0.description) } ?? .p(value)
      }
      if braced { try expect(.close(.brace), "}") }
    }
    return Syntax(.norm(inner, order), start..<previousEnd)
  }

  /// `op` of `\|A\|_{op}`, whose letters stand one by one, and how many tokens it is.
  private func spelledNormOrder() -> (Syntax.NormOrder, count: Int)? {
    var word = ""
    for ahead in 0..<8 {
      if token(ahead).kind == .close(.brace) { return Parser.normOrder(word).map { ($0, ahead) } }
      guard case .name(let name) = token(ahead).kind else { return nil }
      word += name
    }
    return nil
  }

  /// The number of `^2` or `²`, where a subscript follows it; nil, without moving, where none does.
  private mutating func powerBeforeSubscript() throws(ReadingError) -> Syntax? {
    let before = place
    var power: Syntax?
    if case .superscript(let text) = current.kind, let value = Rational(text) {
      power = Syntax(.number(value), current.range)
      advance()
    } else if current.kind == .caret {
      advance()
      let braced = current.kind == .open(.brace)
      if braced { advance() }
      if case .number(let value) = current.kind {
        power = Syntax(.number(value), current.range)
        advance()
        if braced, current.kind == .close(.brace) { advance() } else if braced { power = nil }
      }
    }
    let isSubscript = if case .subscripted = current.kind { true } else { current.kind == .underscore }
    if let power, isSubscript { return power }
    place = before
    return nil
  }

  static func normOrder(_ text: String) -> Syntax.NormOrder? {
    switch text {
    case "1": .one
    case "2": .two
    case "inf", "Inf", "max": .infinity
    case "F", "fro", "Fro", "f": .frobenius
    case "op", "spec": .two
    case "nuc", "nuclear", "tr": .nuclear
    default: nil
    }
  }

  /// √x, √(x + 1), \sqrt{x}, \sqrt[3]{x}
  private mutating func squareRoot() throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    advance()
    var degree: Syntax?
    if isLatex, current.kind == .open(.square) {
      advance()
      degree = try enclosed(.bracket) { parser throws(ReadingError) in try parser.sum() }
      try expect(.close(.square), "]")
    }
    let inner = try operand()
    guard let degree else { return Syntax(.call(.sqrt, [inner]), start..<previousEnd) }
    // The cube root of a negative number is one.
    if case .number(3) = degree.kind { return Syntax(.call(.cbrt, [inner]), start..<previousEnd) }
    let one = Syntax(.number(1), degree.range)
    let exponent = Syntax(
      .product(one, [.init(operation: .over, value: degree, signRange: degree.range)]), degree.range)
    return Syntax(.power(inner, exponent, entrywise: true), start..<previousEnd)
  }

  /// \binom{n}{k}
  private mutating func binomial() throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    advance()
    let (above, below) = (try operand(), try operand())
    return Syntax(.call(.binom, [above, below]), start..<previousEnd)
  }

  /// \frac{a}{b}, \frac ab, \frac12
  private mutating func fraction() throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    advance()
    let top = try operand()
    let sign = current.range.lowerBound..<current.range.lowerBound
    let bottom = try operand()
    return Syntax(.product(top, [.init(operation: .over, value: bottom, signRange: sign)]), start..<previousEnd)
  }
}
