import GradusExpression

extension Parser {
  /// `d/dx`, `∂²/∂x²`, `\frac{d}{dx}`, `\frac{\partial f}{\partial x}`, `∇_x` with what they act on: the product that
  /// follows, so that `d/dx x^2 + 1` is `(d/dx x^2) + 1`. Nil, without moving, where none stands here.
  mutating func derivative() throws(ReadingError) -> Syntax? {
    guard let derivative = try unplacedDerivative() else { return nil }
    return try placed(derivative)
  }

  private mutating func unplacedDerivative() throws(ReadingError) -> Syntax? {
    let start = current.range.lowerBound
    let before = place
    var names: [String]?
    var inner: Syntax?
    if let slope = try namedGradient() { return slope }
    if current.kind == .nabla {
      let (by, order) = try nabla()
      if let slope = try slope(by: by, order: order, from: start) { return slope }
      names = by.flatMap { Array(repeating: $0, count: order) }
    } else if current.kind == .fraction, isDifferential(token(2)) {
      advance()
      advance()
      if let order = differentialOrder() {
        if current.kind != .close(.brace) { inner = try sum() }
        if current.kind == .close(.brace), next.kind == .open(.brace) {
          advance()
          advance()
          names = differentials(order)
          if current.kind == .close(.brace) { advance() } else { names = nil }
        }
      }
    } else if isDifferential(current), next.kind == .open(.round) {
      // d(x²)/dx
      advance()
      inner = try operand()
      if current.kind == .slash {
        advance()
        names = differentials(1)
      }
    } else if isDifferential(current), let order = differentialOrder(), current.kind == .slash {
      advance()
      names = differentials(order)
    }
    guard let names else {
      place = before
      return nil
    }
    if let inner {
      if let slope = try slope(of: inner, by: names, from: start) { return slope }
      return Syntax(.derivative(inner, by: names), start..<previousEnd)
    }
    try descend()
    defer { depth -= 1 }
    let operand = try product()
    return Syntax(.derivative(operand, by: names), start..<previousEnd)
  }

  private func isDifferential(_ token: Token) -> Bool {
    token.kind == .partial || (token.kind == .name("d") && !names.isKnown("d"))
  }

  /// Moves over `d` or `d^2`; its order.
  private mutating func differentialOrder() -> Int? {
    guard isDifferential(current) else { return nil }
    advance()
    return power() ?? 1
  }

  private mutating func power() -> Int? {
    if case .superscript(let text) = current.kind, let order = Int(text), (1...9).contains(order) {
      advance()
      return order
    }
    if current.kind == .caret, case .number(let value) = next.kind, let order = value.integerValue,
      (1...9).contains(order)
    {
      advance()
      advance()
      return order
    }
    return nil
  }

  /// `dx`, `dx^2`, `∂x ∂y`: as many names as the order says; nil for anything else.
  private mutating func differentials(_ order: Int) -> [String]? {
    var found: [String] = []
    while found.count < order {
      guard case .name(let first) = current.kind, !names.isKnown(first), first.hasPrefix("d"), first.count > 1 else {
        guard isDifferential(current), case .name(let name) = next.kind else { return nil }
        advance()
        advance()
        found += Array(repeating: name, count: power() ?? 1)
        continue
      }
      advance()
      found += Array(repeating: String(first.dropFirst()), count: power() ?? 1)
    }
    return found.count == order ? found : nil
  }

  /// `∇`, `∇_x`, `∇²`; the name, and how often it is to be differentiated by it.
  private mutating func nabla() throws(ReadingError) -> (names: [String], order: Int) {
    advance()
    var names: [String] = []
    var order = 1
    for _ in 0..<2 {
      if let exponent = power() {
        order = exponent
      } else if case .subscripted(let text) = current.kind {
        names = [text]
        advance()
      } else if current.kind == .underscore {
        advance()
        let braced = current.kind == .open(.brace)
        if braced { advance() }
        guard case .name(let name) = current.kind else { throw unexpected("a name") }
        names = [name]
        advance()
        if braced { try expect(.close(.brace), "}") }
      }
    }
    return (names, order)
  }
}
