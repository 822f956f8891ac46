import GradusExpression

/// Programs in Python, Julia and MATLAB: `np.sum((X @ w - y)**2)`, `X.T`, `x.dot(y)`, `np.mean(X, axis=0)`, `log.(x)`.
///
/// Where a module, a member or `@` shows that a text is Python with arrays, `*`, `/` and `**` work entry by entry, and
/// places and axes are counted from 0.
extension Parser {
  /// Modules before the functions of programs.
  private static let modules: Set = [
    "np", "numpy", "jnp", "jax", "torch", "tf", "math", "scipy", "sp", "special", "F", "nn", "cp", "linalg", "autograd",
  ]

  /// Whether the tokens can be nothing but Python with arrays.
  static func isPython(_ tokens: [Token]) -> Bool {
    tokens.contains { token in
      if case .member = token.kind { true } else { token.kind == .at }
    }
  }

  /// `np.linalg.norm(x)`, `np.pi`; nil, without moving, where the name is no module.
  mutating func ofModule(_ name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    guard Parser.modules.contains(name), !names.isVariable(name), case .member = current.kind else { return nil }
    var last = ""
    while case .member(let part) = current.kind {
      last = part
      advance()
    }
    let range = token.range.lowerBound..<previousEnd
    guard current.kind == .open(.round) else {
      // The order of a norm.
      let isOrder = last == "inf" && current.kind == .close(.round) && place > 2 && tokens[place - 3].kind == .comma
      guard last == "pi" || last == "e" || isOrder else {
        throw error(.unsupported(text(range), advice: "a function with its arguments in brackets is read"), range)
      }
      return Syntax(.name(last), range)
    }
    return try programCall(last, on: nil, range.lowerBound)
  }

  /// `X.T`, `X.shape[0]`, `x.dot(y)`: a member behind an operand.
  mutating func member(_ name: String, of base: Syntax) throws(ReadingError) -> Syntax {
    let start = base.range.lowerBound
    advance()
    switch name {
    case "T", "mT": return Syntax(.transpose(base), start..<previousEnd)
    case "shape":
      guard current.kind == .open(.square), case .number(let axis) = next.kind, let place = axis.integerValue,
        place == 0 || place == 1, token(2).kind == .close(.square)
      else { throw unexpected("[0] or [1]") }
      for _ in 0..<3 { advance() }
      return length(of: base, along: place + 1, start..<previousEnd)
    case "size" where current.kind != .open(.round): return length(of: base, along: nil, start..<previousEnd)
    default: break
    }
    guard current.kind == .open(.round) else {
      throw error(
        .unsupported(".\(name) behind \(text(base.range))", advice: ".T, .shape[…] and functions in brackets are read"),
        start..<previousEnd)
    }
    return try programCall(name, on: base, start)
  }

  /// The count of entries along an axis.
  func length(of base: Syntax, along axis: Int?, _ range: Range<Int>) -> Syntax {
    let place = axis.map { [Syntax(.number(Rational($0)), range)] } ?? []
    return Syntax(.call(.size, [base] + place), range)
  }

  // MARK: Calls

  /// The arguments of a call in Python.
  private struct Arguments {
    var positional: [Syntax] = []
    /// What stands behind `axis=`, as its text.
    var keywords: [(name: String, value: String, range: Range<Int>)] = []
    /// The place of the bracket that closes.
    var end = 0

    func keyword(_ names: String...) -> String? { keywords.first { names.contains($0.name) }?.value }
  }

  private mutating func programArguments() throws(ReadingError) -> Arguments {
    let holdsCondition = holdsCondition(0)
    try expect(.open(.round), "(")
    var arguments = Arguments()
    while current.kind != .close(.round) {
      if case .name(let keyword) = current.kind, next.kind == .equals {
        let start = current.range.lowerBound
        advance()
        advance()
        let from = current.range.lowerBound
        var depth = 0
        while current.kind != .endOfText, depth > 0 || current.kind != .comma && current.kind != .close(.round) {
          if case .open = current.kind { depth += 1 }
          if case .close = current.kind { depth -= 1 }
          advance()
        }
        let value = text(from..<max(from, previousEnd)).filter { !$0.isWhitespace && $0 != "'" && $0 != "\"" }
        arguments.keywords.append((keyword, value, start..<previousEnd))
      } else if current.kind == .prime, case .name(let word) = next.kind, token(2).kind == .prime {
        // 'fro'
        arguments.positional.append(Syntax(.name(word), next.range))
        for _ in 0..<3 { advance() }
      } else {
        arguments.positional.append(
          try enclosed(.bracket) { parser throws(ReadingError) in try holdsCondition ? parser.argument() : parser.sum()
          })
      }
      if current.kind == .comma {
        advance()
      } else if current.kind != .close(.round) {
        throw unexpected("an operator, a comma or )")
      }
    }
    advance()
    arguments.end = previousEnd
    return arguments
  }

  /// A formula, or a condition as a number.
  mutating func argument() throws(ReadingError) -> Syntax {
    var (ahead, depth, holds) = (0, 0, false)
    while token(ahead).kind != .endOfText {
      switch token(ahead).kind {
      case .open, .begin: depth += 1
      case .close, .end: depth -= 1
      case .comparison where depth == 0, .notEqual where depth == 0, .doubleEquals where depth == 0: holds = true
      default: break
      }
      if depth < 0 || depth == 0 && token(ahead).kind == .comma { break }
      ahead += 1
    }
    guard holds else { return try sum() }
    let start = current.range.lowerBound
    let condition = try condition(joinedByCommas: false)
    return number(of: condition, start..<previousEnd)
  }

  /// A function of a program with its arguments; what it stands behind is the first of them.
  private mutating func programCall(
    _ name: String, on base: Syntax?, _ start: Int
  ) throws(ReadingError) -> Syntax {
    let nameEnd = previousEnd
    var arguments = try programArguments()
    if let base { arguments.positional.insert(base, at: 0) }
    for keyword in arguments.keywords where !["axis", "dim", "ord", "p", "dtype"].contains(keyword.name) {
      if keyword.name.hasPrefix("keepdim"), keyword.value == "False" { continue }
      let advice =
        keyword.name.hasPrefix("keepdim")
        ? "there is no axis of length 1; repeat a vector by vector(1)*x' or x*vector(1)'" : "it is not read"
      throw error(.unsupported(text(keyword.range), advice: advice), keyword.range)
    }
    let range = start..<previousEnd
    if let special = try special(name, arguments, range) { return special }
    guard let function = Parser.programFunctions[name] ?? Function(spelling: name) else {
      throw error(
        .unknownFunction(name, suggestion: Suggestion.nearest(to: name, among: Function.allCases.map(\.rawValue))),
        start..<nameEnd)
    }
    if function == .norm, arguments.keyword("axis", "dim") != nil { return try normAlongAxis(arguments, range) }
    let values = try withAxis(function, arguments, range)
    guard function.arity.contains(values.count) else {
      throw error(
        .argumentCount(function: name, expected: function.arityPhrase, found: arguments.positional.count), range)
    }
    return Syntax(.call(function, values), range)
  }

  /// Spellings of programs for functions that have others here.
  private static let programFunctions: [String: Function] = [
    "multiply": .times, "divide": .divide, "true_divide": .divide, "power": .pow, "float_power": .pow,
    "absolute": .elementary(.abs), "fabs": .elementary(.abs), "amax": .max, "amin": .min, "vdot": .inner,
    "slogdet": .logdet,
    "expit": .elementary(.sigmoid), "log_softmax": .logsoftmax, "matrix_norm": .norm, "vector_norm": .norm,
    "t": .transpose,
    "inverse": .inv, "identity": .eye, "ndtr": .elementary(.normcdf),
  ]

  /// Calls that are another operation here; nil for all others.
  private mutating func special(
    _ name: String, _ arguments: Arguments, _ range: Range<Int>
  ) throws(ReadingError) -> Syntax? {
    let values = arguments.positional
    func product(_ operation: Syntax.ProductOperator) -> Syntax {
      Syntax(.product(values[0], [.init(operation: operation, value: values[1], signRange: range)]), range)
    }
    switch (name, values.count) {
    case ("dot", 2), ("matmul", 2), ("mm", 2), ("mv", 2): return product(.matrixTimes)
    case ("add", 2), ("subtract", 2):
      return Syntax(
        .sum([.init(isNegative: false, value: values[0]), .init(isNegative: name == "subtract", value: values[1])]),
        range)
    case ("negative", 1): return Syntax(.negative(values[0]), range)
    case ("maximum", 2), ("minimum", 2): return Syntax(.call(name == "maximum" ? .max : .min, values), range)
    case ("where", 3): return selection(values[0], values[1], values[2], range)
    case ("clip", 3), ("clamp", 3):
      let above = Syntax(.call(.max, [values[0], values[1]]), range)
      return Syntax(.call(.min, [above, values[2]]), range)
    case ("array", 1), ("tensor", 1), ("asarray", 1): return array(values[0], range)
    case ("len", 1): return length(of: values[0], along: nil, range)
    case ("ones_like", 1), ("zeros_like", 1):
      let entry = Syntax(
        .product(values[0], [.init(operation: .times, value: Syntax(.number(0), range), signRange: range)]), range)
      guard name == "ones_like" else { return entry }
      return Syntax(
        .sum([.init(isNegative: false, value: entry), .init(isNegative: false, value: Syntax(.number(1), range))]),
        range)
    case ("slogdet", 1):
      if current.kind == .open(.square), next.kind == .number(1), token(2).kind == .close(.square) {
        for _ in 0..<3 { advance() }
      } else if current.kind == .member("logabsdet") {
        advance()
      } else {
        throw unexpected("[1], the logarithm of the determinant")
      }
      return Syntax(.call(.logdet, values), range.lowerBound..<previousEnd)
    default: return nil
    }
  }

  /// The first where the condition holds, the second elsewhere.
  private func selection(_ condition: Syntax, _ a: Syntax, _ b: Syntax, _ range: Range<Int>) -> Syntax {
    let taken = Syntax.product([a, condition], range)
    let left = Syntax.product([b, Syntax.one(minus: condition, range)], range)
    if b.asNumber?.isZero == true { return taken }
    if a.asNumber?.isZero == true { return left }
    return Syntax(.sum([.init(isNegative: false, value: taken), .init(isNegative: false, value: left)]), range)
  }

  /// One list of numbers is a vector, a list of lists a matrix.
  private func array(_ value: Syntax, _ range: Range<Int>) -> Syntax {
    guard case .matrix(let rows) = value.kind else { return value }
    return rows.count == 1 ? Syntax(.matrix(rows[0].map { [$0] }), range) : value
  }

  // MARK: Axes

  /// The arguments with the axis, counted from 0 in Python, as this notation has it.
  private func withAxis(
    _ function: Function, _ arguments: Arguments, _ range: Range<Int>
  ) throws(ReadingError) -> [Syntax] {
    var values = arguments.positional
    guard let first = values.first else { return values }
    var axis = arguments.keyword("axis", "dim").flatMap { $0 == "None" ? nil : $0 }
    let isReduction = [.sum, .mean, .prod, .max, .min, .logsumexp, .softmax, .logsoftmax].contains(function)
    if isReduction, axis == nil, values.count == 2 {
      axis = text(values[1].range)
      values.removeLast()
    }
    if let order = arguments.keyword("ord", "p"), function == .norm {
      let order = order.contains("inf") ? Syntax(.name("inf"), range) : orderOfNorm(order, range)
      values.append(order)
    }
    guard let axis else { return values }
    guard let place = Int(axis), (-1...1).contains(place) else {
      throw error(.unsupported("axis \(axis)", advice: "0, 1 or -1 is read"), range)
    }
    let number = Syntax(.number(Rational(place < 0 ? -1 : place + 1)), range)
    switch function {
    case .max, .min: return [first, Syntax(.matrix([]), range), number]
    case .sum, .mean, .prod, .logsumexp: return [first, number]
    // These work on each row.
    case .softmax where place != 0, .logsoftmax where place != 0: return [first]
    default: break
    }
    throw error(.unsupported("\(function.rawValue) along axis \(axis)", advice: "it is read of all entries"), range)
  }

  /// The norms of rows or columns: the root of the sum of squares along the axis.
  private func normAlongAxis(_ arguments: Arguments, _ range: Range<Int>) throws(ReadingError) -> Syntax {
    guard arguments.keyword("ord", "p").map({ $0 == "2" || $0 == "None" }) ?? true, arguments.positional.count == 1
    else {
      throw error(.unsupported("a norm of this order along an axis", advice: "the order 2 is read"), range)
    }
    var sums = arguments
    sums.positional[0] = Syntax(
      .power(arguments.positional[0], Syntax(.number(2), range), entrywise: true), range)
    return Syntax(.call(.sqrt, [Syntax(.call(.sum, try withAxis(.sum, sums, range)), range)]), range)
  }

  private func orderOfNorm(_ order: String, _ range: Range<Int>) -> Syntax {
    Syntax(Rational(order).map { .number($0) } ?? .name(order), range)
  }
}
