extension Formula {
  /// The length of an axis: a number, a symbol such as `n`, or a product of these.
  ///
  /// Two sizes are equal when they are written with the same symbols; `n` and `m` differ even where they happen to have
  /// the same value.
  public indirect enum Size: Hashable, Sendable {
    case number(Int)
    case symbol(String)
    /// A product of at least two sizes: sorted symbols, after at most one number other than 1.
    case product([Size])
  }
}

/// Within the package the short name says enough.
package typealias Size = Formula.Size

extension Size {
  /// The product of two sizes, in lowest form: `2 * n * 3` is `6 n`. A number beyond all that a machine holds is the largest
  /// that there is.
  public static func * (left: Formula.Size, right: Formula.Size) -> Formula.Size {
    var number = 1
    var symbols: [Size] = []
    for factor in left.factors + right.factors {
      if case .number(let value) = factor { number = [number, value].entryCount } else { symbols.append(factor) }
    }
    if symbols.isEmpty || number == 0 { return .number(number) }
    symbols.sort()
    let parts = (number == 1 ? [] : [.number(number)]) + symbols
    return parts.count == 1 ? parts[0] : .product(parts)
  }

  /// The factors whose product the size is.
  package var factors: [Size] {
    if case .product(let factors) = self { return factors }
    return [self]
  }

  /// The names of the symbols in the size.
  package var symbols: [String] {
    factors.compactMap { if case .symbol(let name) = $0 { name } else { nil } }
  }

  /// The number that the size is under an assignment of its symbols; nil where one of them is missing, and the largest that
  /// there is where the product is larger.
  public func value(in sizes: [String: Int]) -> Int? {
    switch self {
    case .number(let value): return value
    case .symbol(let name): return sizes[name]
    case .product(let factors):
      var result = 1
      for factor in factors {
        guard let value = factor.value(in: sizes) else { return nil }
        result = [result, value].entryCount
      }
      return result
    }
  }
}

extension Size: Comparable {
  /// A total order that is the same in every process.
  public static func < (left: Formula.Size, right: Formula.Size) -> Bool {
    switch (left, right) {
    case (.number(let a), .number(let b)): a < b
    case (.number, _): true
    case (_, .number): false
    case (.symbol(let a), .symbol(let b)): a < b
    case (.symbol, .product): true
    case (.product, .symbol): false
    case (.product(let a), .product(let b)): a.lexicographicallyPrecedes(b)
    }
  }
}

extension Size: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, CustomStringConvertible {
  /// A length in numbers.
  public init(integerLiteral value: Int) { self = .number(value) }
  /// A length with a name.
  public init(stringLiteral value: String) { self = .symbol(value) }

  /// `n`, `3` or `2*n`.
  public var description: String {
    switch self {
    case .number(let value): "\(value)"
    case .symbol(let name): name
    case .product(let factors): factors.map(\.description).joined(separator: "*")
    }
  }
}

/// A shape in the form that errors show it: `[n, m]`; a scalar is `scalar`.
package func describe(shape: [Size]) -> String {
  shape.isEmpty ? "scalar" : "[" + shape.map(\.description).joined(separator: ", ") + "]"
}
