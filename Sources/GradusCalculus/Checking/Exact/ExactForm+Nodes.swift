import GradusExpression

extension ExactForm {
  /// The most entries of a tensor and combinations of indices of a product that are formed.
  private static let mostEntries = 4096

  mutating func computed(_ formula: Formula) throws(ExactObstacle) -> [ExactQuotient] {
    var shape: [Int] = []
    for size in formula.shape { shape.append(try length(size)) }
    let count = try count(shape)
    func each(
      _ argument: Formula, _ body: (inout ExactForm, ExactQuotient) throws(ExactObstacle) -> ExactQuotient
    ) throws(ExactObstacle) -> [ExactQuotient] {
      var result: [ExactQuotient] = []
      for entry in known(argument) { result.append(try body(&self, entry)) }
      return result
    }
    switch formula.node {
    case .symbol(let symbol): return entries(of: symbol, shape)
    case .constant(let value): return [ExactQuotient(value)]
    case .namedConstant(.pi): return [quotient(of: .pi)]
    case .namedConstant(.e): return [quotient(of: .exponential(Monomial(), [:]))]
    case .size(let size): return [ExactQuotient(Rational(try length(size)))]
    case .literal(let literal): return literal.values.map(ExactQuotient.init)
    case .delta: return (0..<count).map { ExactQuotient($0 / shape[0] == $0 % shape[0] ? 1 : 0) }
    case .band(_, let band):
      return (0..<count).map { ExactQuotient(band.holds($0 / shape[0], $0 % shape[0]) ? 1 : 0) }
    case .basis(let index, _):
      guard index < shape[0] else { throw .unknown }
      return (0..<count).map { ExactQuotient($0 == index ? 1 : 0) }
    case .sum(let terms): return try sum(terms, count)
    case .contraction(let contraction): return try contracted(contraction, shape)
    case .map(let function, let argument):
      return try each(argument) { form, entry throws(ExactObstacle) in try form.value(of: function, entry) }
    case .power(let base, let exponent):
      let exponents = known(exponent)
      var result: [ExactQuotient] = []
      for (place, entry) in known(base).enumerated() {
        result.append(try power(entry, exponents[exponents.count == 1 ? 0 : place]))
      }
      return result
    case .extremum(let extremum, let left, let right):
      // max(a, b) = (a + b + |a − b|) / 2
      var result: [ExactQuotient] = []
      for (a, b) in zip(known(left), known(right)) { result.append(try extreme(extremum, a, b)) }
      return result
    case .reduction(let reduction, let argument, let axes): return try reduced(reduction, argument, axes, shape)
    case .alongAxes: throw .unknown
    case .adjugate(let matrix): return try cofactors(known(matrix), shape[0])
    case .inverse(let matrix): return try inverse(matrix, shape[0])
    case .determinant(let matrix):
      let entries = known(matrix)
      let size = try length(matrix.shape[0])
      return [try determinant(entries, Array(0..<size), Array(0..<size), size)]
    case .reshape(let argument): return known(argument)
    case .logDeterminant, .matrixFunction, .spectral: throw .unknown
    }
  }

  private mutating func sum(_ terms: [Term], _ count: Int) throws(ExactObstacle) -> [ExactQuotient] {
    var total = Array(repeating: ExactQuotient(0), count: count)
    for term in terms {
      for (place, entry) in known(term.formula).enumerated() {
        total[place] = try sum(total[place], scaled(entry, by: term.coefficient))
      }
    }
    return total
  }

  /// A⁻¹ = adj A / det A
  private mutating func inverse(_ matrix: Formula, _ size: Int) throws(ExactObstacle) -> [ExactQuotient] {
    let all = Array(0..<size)
    let over = try reciprocal(try determinant(known(matrix), all, all, size))
    var result: [ExactQuotient] = []
    for cofactor in try cofactors(known(matrix), size) { result.append(try product(cofactor, over)) }
    return result
  }

  private func length(_ size: Size) throws(ExactObstacle) -> Int {
    guard let length = size.value(in: sizes) else { throw .unknown }
    return length
  }

  private func count(_ shape: [Int]) throws(ExactObstacle) -> Int {
    let count = shape.reduce(1) { min($0.multipliedReportingOverflow(by: $1).partialValue, 1 << 30) }
    if count > Self.mostEntries { throw .tooLarge }
    return count
  }

  private mutating func entries(of symbol: Symbol, _ shape: [Int]) -> [ExactQuotient] {
    let values: ExactAtom.Values =
      symbol.facts.contains(.plusMinusOne)
      ? .signs : symbol.facts.contains(.zeroOne) ? .bits : symbol.facts.contains(.positive) ? .positive : .any
    return (0..<shape.reduce(1, *)).map { place in
      var place = place
      if shape.count == 2, shape[0] == shape[1] {
        let (i, j) = (place / shape[0], place % shape[0])
        if symbol.facts.contains(.diagonal), i != j { return ExactQuotient(0) }
        if symbol.facts.contains(.symmetric) { place = min(i, j) * shape[0] + max(i, j) }
      }
      return quotient(of: .entry(symbol.name, place: place, values))
    }
  }

  private mutating func contracted(
    _ contraction: Contraction, _ shape: [Int]
  ) throws(ExactObstacle) -> [ExactQuotient] {
    var lengths: [Int] = []
    for size in contraction.sizes { lengths.append(try length(size)) }
    let combinations = try count(lengths)
    var total = Array(repeating: ExactQuotient(0), count: shape.reduce(1, *))
    let factors = contraction.factors.map { (entries: known($0.formula), labels: $0.labels) }
    for combination in 0..<combinations {
      var (rest, index) = (combination, lengths)
      for axis in lengths.indices.reversed() { (rest, index[axis]) = (rest / lengths[axis], rest % lengths[axis]) }
      var value = ExactQuotient(1)
      for factor in factors where !value.isZero {
        let place = factor.labels.reduce(0) { $0 * lengths[$1] + index[$1] }
        value = try product(value, factor.entries[place])
      }
      let place = (0..<contraction.rank).reduce(0) { $0 * lengths[$1] + index[$1] }
      total[place] = try sum(total[place], value)
    }
    return total
  }

  private mutating func extreme(
    _ extremum: Extremum, _ a: ExactQuotient, _ b: ExactQuotient
  ) throws(ExactObstacle) -> ExactQuotient {
    let difference = try sum(a, scaled(b, by: -1))
    let size = scaled(try absolute(difference), by: extremum == .maximum ? 1 : -1)
    return scaled(try sum(try sum(a, b), size), by: Rational(1, 2))
  }

  private mutating func reduced(
    _ reduction: Reduction, _ argument: Formula, _ axes: [Int], _ shape: [Int]
  ) throws(ExactObstacle) -> [ExactQuotient] {
    var lengths: [Int] = []
    for size in argument.shape { lengths.append(try length(size)) }
    var groups = Array(repeating: [ExactQuotient](), count: shape.reduce(1, *))
    for (place, entry) in known(argument).enumerated() {
      var (rest, group, scale) = (place, 0, 1)
      for axis in lengths.indices.reversed() {
        let digit = rest % lengths[axis]
        rest /= lengths[axis]
        if axes.contains(axis) { continue }
        group += digit * scale
        scale *= lengths[axis]
      }
      groups[group].append(entry)
    }
    var result: [ExactQuotient] = []
    for group in groups {
      guard let first = group.first else { throw .unknown }
      switch reduction {
      case .maximum, .minimum:
        guard group.count <= 2 else { throw .unknown }
        result.append(
          group.count == 1 ? first : try extreme(reduction == .maximum ? .maximum : .minimum, first, group[1]))
      case .product:
        var product = first
        for entry in group.dropFirst() { product = try self.product(product, entry) }
        result.append(product)
      case .logSumExp:
        var total = ExactQuotient(0)
        for entry in group { total = try sum(total, try value(of: .exp, entry)) }
        result.append(try value(of: .log, total))
      }
    }
    return result
  }

  /// The determinant of the rows and columns, by the first row.
  private mutating func determinant(
    _ entries: [ExactQuotient], _ rows: [Int], _ columns: [Int], _ size: Int
  ) throws(ExactObstacle) -> ExactQuotient {
    guard rows.count <= 5 else { throw .tooLarge }
    guard let row = rows.first else { return ExactQuotient(1) }
    var total = ExactQuotient(0)
    for (place, column) in columns.enumerated() where !entries[row * size + column].isZero {
      let minor = try determinant(entries, Array(rows.dropFirst()), columns.filter { $0 != column }, size)
      let term = try product(entries[row * size + column], minor)
      total = try sum(total, scaled(term, by: place % 2 == 0 ? 1 : -1))
    }
    return total
  }

  /// The transposed cofactors: over the determinant they are the inverse.
  private mutating func cofactors(_ entries: [ExactQuotient], _ size: Int) throws(ExactObstacle) -> [ExactQuotient] {
    let all = Array(0..<size)
    var result: [ExactQuotient] = []
    for i in all {
      for j in all {
        let minor = try determinant(entries, all.filter { $0 != j }, all.filter { $0 != i }, size)
        result.append(scaled(minor, by: (i + j) % 2 == 0 ? 1 : -1))
      }
    }
    return result
  }
}
