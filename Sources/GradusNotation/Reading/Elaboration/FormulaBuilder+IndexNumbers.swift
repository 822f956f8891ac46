import GradusExpression

/// An index as a number: (1, 2, …, n) along its axis, and what is done with it exactly.
extension FormulaBuilder {
  /// The most entries of an axis whose index is a number.
  private static let entryLimit = 100_000
  /// The most powers whose exponents are numbers made of indices; each is a term of its own.
  private static let powerLimit = 512

  /// (1, 2, …, n)
  mutating func numbers(ofIndex name: String, _ index: Int) throws(ReadingError) -> Formula {
    let size = try sizes(ofNode: index).values.first
    guard let size, let count = size.value(in: [:]) else {
      throw refuse(
        index, "the index \(name) as a number",
        "it runs up to \(size?.description ?? "a size"), which is no number here; give the size, as in x: [5]")
    }
    guard count <= FormulaBuilder.entryLimit else {
      throw refuse(
        index, "the index \(name) as a number",
        "it runs up to \(count); at most \(FormulaBuilder.entryLimit) are read")
    }
    return .literal(shape: [count], (1...count).map { Rational($0) })
  }

  /// 1 / entries; where they are numbers, none of them may be zero.
  func reciprocal(ofEntries entries: Formula, _ index: Int) throws(ReadingError) -> Formula {
    guard nodes[nodes[index].children[1]].holdsIndexNumber(nodes), let numbers = ExactEvaluator().evaluate(entries)
    else { return .power(entries, -1) }
    guard numbers.values.allSatisfy({ !$0.isZero }) else {
      throw refuse(index, "a division by zero", "the divisor is 0 at one of the values of the index")
    }
    return .literal(shape: numbers.shape, numbers.values.map { 1 / $0 })
  }

  /// Powers whose exponents are numbers made of indices, as in `x^i` and `(-1)^i`: one power an exponent, so that each
  /// keeps the meaning of its own: x⁰ is 1 and has the slope 0, and (−1)ⁱ is no logarithm. Nil for other exponents.
  func powers(
    _ index: Int, _ parts: [Formula], _ labels: [[Int]], _ sizes: [Int: Size]
  ) throws(ReadingError) -> Formula? {
    guard nodes[nodes[index].children[1]].holdsIndexNumber(nodes), let exponents = ExactEvaluator().evaluate(parts[1])
    else { return nil }
    let (base, all) = (parts[0], nodes[index].labels)
    if labels[0].isEmpty, base.constantValue != nil {
      var values: [Rational] = []
      for exponent in exponents.values {
        guard let value = try entrywisePower(base, .constant(exponent), index).constantValue else { break }
        values.append(value)
      }
      if values.count == exponents.values.count {
        // The axes are the exponent's alone, in its order.
        return .literal(shape: exponents.shape, values)
      }
    }
    guard exponents.values.count <= FormulaBuilder.powerLimit else {
      throw refuse(
        index, "an index in an exponent",
        "it makes \(exponents.values.count) powers; at most \(FormulaBuilder.powerLimit) are read")
    }
    var terms: [Term] = []
    for (place, exponent) in exponents.values.enumerated() {
      var factors = [Contraction.Factor(try entrywisePower(base, .constant(exponent), index), labels[0])]
      var rest = place
      for (label, count) in zip(labels[1], exponents.shape).reversed() {
        factors.append(.init(.basis(rest % count, .number(count)), [label]))
        rest /= count
      }
      terms.append(Term(1, .contraction(factors, output: all, sizes: sizes)))
    }
    return .sum(terms, shape: all.map { sizes[$0]! })
  }
}

extension TypedNode {
  /// Whether an index as a number stands in it.
  fileprivate func holdsIndexNumber(_ nodes: [TypedNode]) -> Bool {
    var pending = [self]
    while let node = pending.popLast() {
      if case .indexNumber = node.operation { return true }
      pending += node.children.map { nodes[$0] }.filter { !$0.labels.isEmpty }
    }
    return false
  }
}
