import GradusExpression

/// Derivatives of functions at a place. The gradient belongs to the function: `∇f(x_0)ᵀ d` multiplies it by d, and `x_0` is where
/// it is taken, not what it is taken by.
extension Parser {
  /// `f(x_0)` or `f` behind `∇` and `∇_x`, where f is a function of the text; nil, without moving, for anything else.
  mutating func slope(by names: [String], order: Int, from start: Int) throws(ReadingError) -> Syntax? {
    guard case .name(let name) = current.kind, self.names.isFunction(name), !self.names.isDeclaredFunction(name) else {
      return nil
    }
    let isCall = next.kind == .open(.round)
    guard isCall || names.isEmpty else { return nil }
    advance()
    guard isCall else {
      return try marked(Syntax(.slope(of: name, by: [], order: order, at: nil), start..<previousEnd))
    }
    let range = previousEnd
    var places: [Syntax] = []
    for place in try arguments() { places.append(try iterate(place, names)) }
    if names.isEmpty {
      return try marked(Syntax(.slope(of: name, by: [], order: order, at: places), start..<previousEnd))
    }
    let call = Syntax(.application(name, places), range..<previousEnd)
    let all = names.flatMap { Array(repeating: $0, count: order) }
    return try marked(Syntax(.derivative(call, by: all), start..<previousEnd))
  }

  /// `grad f(x_0)` and `grad_x f(x)`; nil, without moving, where grad is a name or stands before no function.
  mutating func namedGradient() throws(ReadingError) -> Syntax? {
    guard case .name(let sign) = current.kind, sign == "grad" || sign.hasPrefix("grad_"), !names.isKnown(sign),
      case .name(let function) = next.kind, names.isFunction(function)
    else { return nil }
    let before = (place, current.range.lowerBound)
    advance()
    let by = sign == "grad" ? [] : [String(sign.dropFirst("grad_".count))]
    if let slope = try slope(by: by, order: 1, from: before.1) { return slope }
    place = before.0
    return nil
  }

  /// `\frac{df}{dx}(a)`: the derivative of a function and then its value; nil where no bracket follows.
  mutating func slope(of inner: Syntax, by names: [String], from start: Int) throws(ReadingError) -> Syntax? {
    guard current.kind == .open(.round), !current.followsSpace else { return nil }
    if case .application(let name, let arguments) = inner.kind, !self.names.isDeclaredFunction(name),
      names.allSatisfy({ name in arguments.contains { $0.asName == name } })
    {
      // \frac{\partial f(x)}{\partial x}(a)
      return try marked(Syntax(.slope(of: name, by: names, order: 1, at: self.arguments()), start..<previousEnd))
    }
    guard let name = inner.asName else { return nil }
    guard self.names.isFunction(name) else {
      let sign = text(start..<previousEnd)
      throw error(
        .ambiguous(
          "\(sign) before a bracket",
          choices: ["\(name)(\(names[0])) = … to define \(name) as a function", "\(sign) * (…) for the product"]),
        start..<previousEnd)
    }
    return try marked(Syntax(.slope(of: name, by: names, order: 1, at: arguments()), start..<previousEnd))
  }

  /// `(∇f)(a)` and `(d/dx f)(a)`; nil where it is no derivative of a function, or no bracket follows.
  mutating func bracketedSlope(_ inner: Syntax, from start: Int) throws(ReadingError) -> Syntax? {
    guard current.kind == .open(.round) else { return nil }
    switch inner.kind {
    case .slope(let name, let names, let order, nil):
      return Syntax(.slope(of: name, by: names, order: order, at: try arguments()), start..<previousEnd)
    case .derivative(let function, let names):
      guard let name = function.asName, self.names.isFunction(name) else { return nil }
      return Syntax(.slope(of: name, by: names, order: 1, at: try arguments()), start..<previousEnd)
    default: return nil
    }
  }

  /// A derivative with `|_{x = a}` behind it, or `|_{a}` where it has one variable.
  mutating func placed(_ derivative: Syntax) throws(ReadingError) -> Syntax {
    guard case .bar = current.kind, next.kind == .underscore, token(2).kind == .open(.brace),
      !enclosures.contains(where: { $0 == .bar || $0 == .doubleBar })
    else { return derivative }
    for _ in 0..<3 { advance() }
    var (names, values): ([String], [Syntax]) = ([], [])
    repeat {
      if !names.isEmpty { advance() }
      let first = try enclosed(.bracket) { parser throws(ReadingError) in try parser.sum() }
      if current.kind == .equals {
        guard let name = first.asName else {
          throw error(.unexpected(found: text(first.range), expected: "a name"), first.range)
        }
        advance()
        names.append(name)
        values.append(try enclosed(.bracket) { parser throws(ReadingError) in try parser.sum() })
      } else {
        guard names.isEmpty, current.kind != .comma, let name = derivative.onlyVariable else {
          throw error(.unsupported("a place without a name", advice: "write |_{x = \(text(first.range))}"), first.range)
        }
        names.append(name)
        values.append(first)
      }
    } while current.kind == .comma
    try expect(.close(.brace), "}")
    return Syntax(.placed(derivative, names: names, at: values), derivative.range.lowerBound..<previousEnd)
  }

  /// The transpose or the power that stands behind a gradient.
  private mutating func marked(_ slope: Syntax) throws(ReadingError) -> Syntax {
    var value = slope
    while !(current.followsSpace && enclosures.last == .spacedMatrix), let next = try mark(on: value) { value = next }
    return value
  }

  /// Where a gradient is taken, `θ^k` and `θ^0` are iterates, and names; a power of two or more may be either.
  private func iterate(_ place: Syntax, _ names: [String]) throws(ReadingError) -> Syntax {
    guard case .power(let base, let exponent, entrywise: false) = place.kind, let name = base.asName,
      names.isEmpty || names.contains(name)
    else { return place }
    if let letter = exponent.asName {
      guard letter.count == 1, !self.names.isKnown(letter) else { return place }
      return Syntax(.name("\(name)_\(letter)"), place.range)
    }
    guard let number = exponent.asNumber?.integerValue, number >= 0 else { return place }
    if number < 2 { return Syntax(.name("\(name)_\(number)"), place.range) }
    throw error(
      .ambiguous(
        "\(text(place.range)) where a gradient is taken",
        choices: ["\(name)_\(number) for the iterate", "\(name)*\(name) for the power"]), place.range)
  }
}

extension Syntax {
  /// The one name that a derivative is taken by.
  fileprivate var onlyVariable: String? {
    guard case .derivative(_, let names) = kind, Set(names).count == 1 else { return nil }
    return names[0]
  }
}
