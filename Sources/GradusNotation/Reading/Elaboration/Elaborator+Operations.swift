import GradusExpression

extension Elaborator {
  mutating func constant(_ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    if case .number(let value) = syntax.kind { return try append(.number(value), kinds: .scalar, syntax, text) }
    guard case .filled(let value) = syntax.kind else { preconditionFailure("no constant: \(syntax)") }
    let entry = try append(.number(value), kinds: .scalar, syntax, text)
    return try append(.filled(sizes: []), [entry], kinds: [.column, .matrix], syntax, text)
  }

  mutating func unary(
    _ operation: TypedNode.Operation, _ inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    try append(operation, [try resolve(inner, text)], syntax, text)
  }

  mutating func resolve(
    sum addends: [Syntax.Addend], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    var children: [Int] = []
    for addend in addends { children.append(try resolve(addend.value, text)) }
    return try append(.sum(isNegative: addends.map(\.isNegative)), children, syntax, text)
  }

  mutating func resolve(
    power base: Syntax, _ exponent: Syntax, _ entrywise: Bool, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let children = [try resolve(base, text), try resolve(exponent, text)]
    let isE = if case .constant(.e) = nodes[children[0]].operation { true } else { false }
    return try append(.power(entrywise: entrywise, baseIsE: isE), children, syntax, text)
  }

  mutating func resolve(
    matrix rows: [[Syntax]], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    guard let first = rows.first else {
      throw error(.unexpected(found: "[]", expected: "at least one entry"), text, syntax.range)
    }
    var children: [Int] = []
    for entry in rows.joined() { children.append(try resolve(entry, text)) }
    return try append(.matrix(rows: rows.count, columns: first.count), children, syntax, text)
  }

  /// A product from the left. Numbers are multiplied in last, so that `1/2*(x - a)'*S*(x - a)` keeps both its `x - a` as
  /// they are.
  mutating func resolve(
    product first: Syntax, _ factors: [Syntax.Factor], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    func isNumber(_ factor: Syntax.Factor) -> Bool {
      let isScaling = factor.operation == .times || factor.operation == .over
      return isScaling && factor.value.asNumber.map { !$0.isZero } == true
    }
    var numbers = factors.filter(isNumber)
    var others = factors.filter { !isNumber($0) }
    var (number, head) = (numbers.first?.value, first)
    if first.asNumber != nil {
      guard let next = others.first, others.count > 1, ![.over, .entrywiseOver, .kronecker].contains(next.operation)
      else { return try chain(first, factors[...], syntax, text) }
      (number, head) = (first, next.value)
      others.removeFirst()
    } else if let scaling = numbers.first, scaling.operation == .over {
      number = Syntax(.number(1), scaling.signRange)
    } else {
      numbers = Array(numbers.dropFirst())
    }
    let node = try chain(head, others[...], syntax, text)
    guard let number else { return node }
    return try append(.product(.times), [try chain(number, numbers[...], syntax, text), node], syntax, text)
  }

  private mutating func chain(
    _ first: Syntax, _ factors: ArraySlice<Syntax.Factor>, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    var node = try resolve(first, text)
    for factor in factors {
      let (a, b) = (first.range, factor.value.range)
      let whole = Syntax(syntax.kind, min(a.lowerBound, b.lowerBound)..<max(a.upperBound, b.upperBound))
      node = try append(
        .product(factor.operation), [node, try resolve(factor.value, text)], whole, text, sign: factor.signRange)
    }
    return node
  }
}
