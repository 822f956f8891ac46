internal import GradusExpression
internal import GradusLearning

// The curves that columns of a table go through, in double precision.
extension GraphWriter {
  /// Each column of a matrix on its curve.
  mutating func curved(_ whole: Operand, _ curves: [NumberCurve?]) -> Operand {
    if curves.allSatisfy({ $0 == nil }) { return whole }
    func places(_ isMeant: (NumberCurve?) -> Bool) -> [Int] { curves.indices.filter { isMeant(curves[$0]) } }
    let plain = places { $0 == nil }
    let logs = places { $0 == .log }
    let uniform = places { if case .uniform? = $0 { true } else { false } }
    let normal = places { if case .normal? = $0 { true } else { false } }
    var parts: [Operand] = []
    if !plain.isEmpty { parts.append(columns(plain, of: whole)) }
    if !logs.isEmpty { parts.append(signedLog(columns(logs, of: whole))) }
    if !uniform.isEmpty { parts.append(shares(uniform, of: whole, curves)) }
    if !normal.isEmpty { parts.append(normalQuantile(shares(normal, of: whole, curves))) }
    let together = concatenated(parts, width: curves.count)
    // Back to the order that they came in.
    let order = plain + logs + uniform + normal
    if order == Array(curves.indices) { return together }
    return columns(curves.indices.map { order.firstIndex(of: $0) ?? 0 }, of: together)
  }

  private mutating func columns(_ places: [Int], of whole: Operand) -> Operand {
    if places == Array(0..<places.count), whole.shape[1] == .number(places.count) { return whole }
    let shape = [whole.shape[0], Size.number(places.count)]
    return add("Gather", [whole, integers(places)], shape, of: .double, [.integer("axis", 1)])
  }

  private mutating func concatenated(_ parts: [Operand], width: Int) -> Operand {
    if parts.count == 1 { return parts[0] }
    return add("Concat", parts, [parts[0].shape[0], .number(width)], of: .double, [.integer("axis", 1)])
  }

  private mutating func double(_ value: Double) -> Operand { constant("double/\(value)", [], .doubles([value])) }

  private mutating func joined(_ type: String, _ inputs: Operand...) -> Operand {
    add(type, inputs, Operand.joined(inputs.map(\.shape)), of: .double)
  }

  /// sign(x) log(1 + |x|)
  private mutating func signedLog(_ x: Operand) -> Operand {
    let magnitude = joined("Add", joined("Abs", x), double(1))
    return joined("Mul", joined("Sign", x), joined("Log", magnitude))
  }

  /// The share of each number among the quantiles of its column.
  private mutating func shares(_ places: [Int], of whole: Operand, _ curves: [NumberCurve?]) -> Operand {
    let parts = places.compactMap { place in
      curves[place]?.quantiles.map { share(of: columns([place], of: whole), $0) }
    }
    return concatenated(parts, width: places.count)
  }

  /// The number below and the number above are found by counting those that are not greater.
  private mutating func share(of x: Operand, _ quantiles: NumberQuantiles) -> Operand {
    let (count, shares) = (quantiles.numbers.count, quantiles.shares)
    let shape = x.shape
    func table(_ name: String, _ values: [Double]) -> Operand {
      constant("quantiles/\(name)", [values.count], .doubles(values))
    }
    let numbers = table("numbers", quantiles.numbers)
    let inside = joined("Min", joined("Max", x, double(quantiles.numbers[0])), double(quantiles.numbers[count - 1]))
    let isBelow = add("LessOrEqual", [numbers, inside], [shape[0], .number(count)], of: .bool)
    let below = cast(isBelow, to: .float)
    let sum = add("ReduceSum", [below, integers([1])], shape)
    let place = cast(entrywise("Sub", entrywise("Min", sum, number(Double(count - 1))), number(1)), to: .integer)
    let next = add("Add", [place, integers([1])], shape, of: .integer)
    func entry(_ values: Operand, _ place: Operand) -> Operand {
      add("Gather", [values, place], shape, of: .double, [.integer("axis", 0)])
    }
    let own = table("own", shares.map(\.own))
    let (low, high) = (entry(numbers, place), entry(numbers, next))
    let from = entry(table("last", shares.map(\.last)), place)
    let to = entry(table("first", shares.map(\.first)), next)
    let part = joined("Div", joined("Sub", inside, low), joined("Sub", high, low))
    let between = joined("Add", from, joined("Mul", joined("Sub", to, from), part))
    let isLow = add("Equal", [inside, low], shape, of: .bool)
    let isHigh = add("Equal", [inside, high], shape, of: .bool)
    let above = add("Where", [isHigh, entry(own, next), between], shape, of: .double)
    return add("Where", [isLow, entry(own, place), above], shape, of: .double)
  }

  /// Φ⁻¹, as `NormalQuantile` has it.
  private mutating func normalQuantile(_ probability: Operand) -> Operand {
    let shape = probability.shape
    let least = NormalQuantile.least
    let p = joined("Min", joined("Max", probability, double(least)), double(1 - least))
    let q = joined("Sub", p, double(0.5))
    let magnitude = joined("Abs", q)
    // Beyond the bend the middle is not looked at, and its polynomials stay finite.
    let middle = joined(
      "Mul", q, ratio(NormalQuantile.middle, joined("Sub", double(NormalQuantile.bendSquared), joined("Mul", q, q))))
    // p and 1 − p, whichever is smaller, as 1 − p is exact from one half on.
    let smaller = joined("Min", p, joined("Sub", double(1), p))
    let root = joined("Sqrt", joined("Neg", joined("Log", smaller)))
    let tail = joined(
      "Mul", joined("Sign", q), ratio(NormalQuantile.tail, joined("Sub", root, double(NormalQuantile.tailShift))))
    let isTail = add("Greater", [magnitude, double(NormalQuantile.bend)], shape, of: .bool)
    return add("Where", [isTail, tail, middle], shape, of: .double)
  }

  private mutating func ratio(_ parts: (over: [Double], under: [Double]), _ r: Operand) -> Operand {
    joined("Div", polynomial(parts.over, r), polynomial(parts.under, r))
  }

  /// By Horner's rule, from the highest power down.
  private mutating func polynomial(_ coefficients: [Double], _ r: Operand) -> Operand {
    var value = double(coefficients[coefficients.count - 1])
    for coefficient in coefficients.dropLast().reversed() {
      value = joined("Add", joined("Mul", value, r), double(coefficient))
    }
    return value
  }
}
