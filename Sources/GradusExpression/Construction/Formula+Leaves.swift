extension Formula {
  /// A named quantity.
  public static func symbol(_ symbol: Symbol) -> Formula { Formula(.symbol(symbol), shape: symbol.shape) }

  /// A named quantity with one size an axis.
  public static func symbol(_ name: String, _ shape: [Size] = [], facts: Set<Fact> = []) -> Formula {
    .symbol(Symbol(name, shape, facts: facts))
  }

  /// An exact number.
  public static func constant(_ value: Rational) -> Formula { Formula(.constant(value), shape: []) }

  /// The number 0.
  public static let zero = constant(0)
  /// The number 1.
  public static let one = constant(1)
  /// The ratio of a circle's circumference to its diameter.
  public static let pi = Formula(.namedConstant(.pi), shape: [])
  /// The base of the natural logarithm.
  public static let e = Formula(.namedConstant(.e), shape: [])

  /// A size used as a number.
  public static func size(_ size: Size) -> Formula {
    switch size {
    case .number(let value): constant(Rational(value))
    case .symbol: Formula(.size(size), shape: [])
    case .product(let factors): product(factors.map { Formula.size($0) })
    }
  }

  /// The zero tensor of a shape.
  public static func zero(_ shape: [Size]) -> Formula {
    shape.isEmpty ? zero : Formula(.sum([]), shape: shape)
  }

  /// The tensor of ones of a shape.
  public static func ones(_ shape: [Size]) -> Formula { one.broadcast(to: shape) }

  /// The unit matrix.
  public static func identity(_ size: Size) -> Formula {
    size == 1 ? ones([1, 1]) : Formula(.delta(size), shape: [size, size])
  }

  /// Ones along the diagonal so far above the main one, as in NumPy's `eye(n, k=offset)`; (S x)ᵢ is then xᵢ₊ₖ, and 0 where there is
  /// none.
  public static func shift(_ size: Size, by offset: Int) -> Formula {
    offset == 0 ? identity(size) : band(size, Band(offset: offset, fillsAbove: false))
  }

  /// Ones on and above that diagonal: 1 at i, j with j − i ≥ offset.
  public static func upperTriangle(_ size: Size, from offset: Int = 0) -> Formula {
    band(size, Band(offset: offset, fillsAbove: true))
  }

  private static func band(_ size: Size, _ band: Band) -> Formula {
    if case .number(let count) = size {
      if band.offset >= count || !band.fillsAbove && band.offset <= -count { return zero([size, size]) }
      if band.fillsAbove, band.offset <= 1 - count { return ones([size, size]) }
    }
    return Formula(.band(size, band), shape: [size, size])
  }

  /// The unit vector with a 1 at `index`, counted from 0.
  public static func basis(_ index: Int, _ size: Size) -> Formula {
    if case .number(let count) = size { precondition(0..<count ~= index, "unit vector \(index) of length \(count)") }
    return size == 1 ? ones([1]) : Formula(.basis(index: index, size), shape: [size])
  }

  /// A tensor of exact numbers in row-major order.
  public static func literal(shape: [Int], _ values: [Rational]) -> Formula {
    if shape.isEmpty { return constant(values[0]) }
    let sizes = shape.map(Size.number)
    if let first = values.first, values.allSatisfy({ $0 == first }) { return ones(sizes).scaled(by: first) }
    return Formula(.literal(Literal(shape: shape, values: values)), shape: sizes)
  }

  /// A vector of exact numbers.
  public static func vector(_ values: [Rational]) -> Formula { literal(shape: [values.count], values) }

  /// A matrix of exact numbers by rows, which all have the same length.
  public static func matrix(_ rows: [[Rational]]) -> Formula {
    literal(shape: [rows.count, rows.first?.count ?? 0], rows.flatMap { $0 })
  }

  /// The number, where the formula is a constant.
  public var constantValue: Rational? {
    if case .constant(let value) = node { return value }
    return nil
  }

  /// Whether the formula is the number or tensor zero.
  public var isZero: Bool {
    switch node {
    case .constant(let value): value.isZero
    case .sum(let terms): terms.isEmpty
    default: false
    }
  }

  /// Whether every entry is 1.
  package var isOnes: Bool {
    switch node {
    case .constant(let value): value.isOne
    case .contraction(let contraction): contraction.isOnes
    default: false
    }
  }
}

extension Formula: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// A whole number.
  public init(integerLiteral value: Int) { self = .constant(Rational(value)) }
  /// The decimal as written: `0.1` is exactly 1/10.
  public init(floatLiteral value: Double) {
    guard let exact = Rational("\(value)") else { preconditionFailure("\(value) is no number") }
    self = .constant(exact)
  }
}
