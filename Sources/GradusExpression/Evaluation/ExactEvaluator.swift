import BigInt

/// Computes formulas of exact numbers exactly, wherever the value is rational.
///
///     ExactEvaluator().evaluate(Formula.inverse(.matrix([[3, 6], [2, 5]])))    // [5/3 −2; −2/3 1]
public struct ExactEvaluator: Sendable {
  /// A product of two parts over more index combinations than this is left to floating point.
  private static let mostProducts = 1 << 20

  /// An evaluator of formulas without symbols.
  public init() {}

  /// The value as a formula that is a constant or a literal; nil where it is not rational, or holds symbols.
  public func evaluate(_ formula: Formula) -> Literal? {
    let formula = formula.withFunctionLaws
    var values: [Formula: Literal] = [:]
    for node in formula.nodesBottomUp {
      guard let value = value(of: node, values) else { return nil }
      values[node] = value
    }
    return values[formula]
  }

  private func value(of formula: Formula, _ values: [Formula: Literal]) -> Literal? {
    var shape: [Int] = []
    for size in formula.shape {
      guard let length = size.value(in: [:]) else { return nil }
      shape.append(length)
    }
    // An exact number takes some eight times as much as a floating one.
    guard Budget.allows(shape: shape, bytesAnEntry: 64), Budget.spend(1 + shape.entryCount) else { return nil }
    switch formula.node {
    case .symbol, .namedConstant, .size, .logDeterminant, .matrixFunction, .spectral: return nil
    case .constant(let value): return Literal(shape: [], values: [value])
    case .literal(let literal): return literal
    case .delta:
      return Literal(
        shape: shape, values: (0..<shape[0] * shape[0]).map { $0 / shape[0] == $0 % shape[0] ? 1 : 0 })
    case .band(_, let band):
      return Literal(
        shape: shape, values: (0..<shape[0] * shape[0]).map { band.holds($0 / shape[0], $0 % shape[0]) ? 1 : 0 })
    case .basis(let index, _): return Literal(shape: shape, values: (0..<shape[0]).map { $0 == index ? 1 : 0 })
    case .sum(let terms):
      var total = Array(repeating: Rational.zero, count: shape.reduce(1, *))
      for term in terms {
        for (i, value) in values[term.formula]!.values.enumerated() { total[i] += term.coefficient * value }
      }
      return Literal(shape: shape, values: total)
    case .contraction(let contraction): return product(contraction, values)
    case .map(let function, let argument):
      return mapped(values[argument]!) { function.definition.exactValue(at: $0) }
    case .power(let base, let exponent):
      let (x, p) = (values[base]!, values[exponent]!)
      var result: [Rational] = []
      for (i, value) in x.values.enumerated() {
        guard let power = Formula.exactPower(value, p.values[p.shape.isEmpty ? 0 : i]) else { return nil }
        result.append(power)
      }
      return Literal(shape: shape, values: result)
    case .extremum(let extremum, let left, let right):
      let pairs = zip(values[left]!.values, values[right]!.values)
      return Literal(shape: shape, values: pairs.map { extremum == .maximum ? max($0, $1) : min($0, $1) })
    case .reduction(let reduction, let argument, let axes):
      return reduce(reduction, values[argument]!, axes, shape)
    case .alongAxes(let function, let argument, let axes): return values[argument]!.applying(function, along: axes)
    case .inverse(let matrix): return values[matrix]!.exactInverse
    case .adjugate(let matrix): return values[matrix]!.exactAdjugate
    case .determinant(let matrix): return Literal(shape: [], values: [values[matrix]!.exactDeterminant])
    case .reshape(let argument): return Literal(shape: shape, values: values[argument]!.values)
    }
  }

  private func mapped(_ literal: Literal, _ function: (Rational) -> Rational?) -> Literal? {
    let values = literal.values.compactMap(function)
    return values.count == literal.values.count ? Literal(shape: literal.shape, values: values) : nil
  }

  private func product(_ contraction: Contraction, _ values: [Formula: Literal]) -> Literal? {
    var lengths: [Int] = []
    for size in contraction.sizes {
      guard let length = size.value(in: [:]) else { return nil }
      lengths.append(length)
    }
    // One after the other in an order that keeps the parts small, and the axes of the result in their order at last.
    let one = Labelled(literal: Literal(shape: [], values: [1]), labels: [])
    var parts = [one] + contraction.factors.map { Labelled(literal: values[$0.formula]!, labels: $0.labels) }
    let axes = Array(0..<contraction.rank)
    for step in ProductPlan(contraction.factors.map(\.labels), keeping: Set(axes), lengths: lengths).steps {
      guard let product = multiply(parts[step.left], parts[step.right], step.kept, step.summed, lengths) else {
        return nil
      }
      parts.append(product)
    }
    return multiply(parts[parts.count - 1], one, axes, [], lengths)?.literal
  }

  private struct Labelled {
    let literal: Literal
    let labels: [Int]

    /// How far one step along each loop moves among the values.
    func steps(_ loops: [Int]) -> [Int] {
      var strides: [Int: Int] = [:]
      var stride = 1
      for (label, length) in zip(labels, literal.shape).reversed() {
        strides[label, default: 0] += stride
        stride *= length
      }
      return loops.map { strides[$0] ?? 0 }
    }
  }

  private func multiply(
    _ left: Labelled, _ right: Labelled, _ kept: [Int], _ summed: [Int], _ lengths: [Int]
  ) -> Labelled? {
    let (loops, shape) = (kept + summed, kept.map { lengths[$0] })
    let count = loops.map { lengths[$0] }.entryCount
    guard count <= Self.mostProducts, Budget.allows(shape: shape, bytesAnEntry: 64), Budget.spend(8 * count) else {
      return nil
    }
    var total = Array(repeating: Rational.zero, count: shape.entryCount)
    if count > 0 {
      let place = Labelled(literal: Literal(shape: shape, values: total), labels: kept).steps(loops)
      let (a, b) = (left.steps(loops), right.steps(loops))
      var index = Array(repeating: 0, count: loops.count)
      while true {
        var (i, j, k) = (0, 0, 0)
        for loop in loops.indices {
          i += index[loop] * a[loop]
          j += index[loop] * b[loop]
          k += index[loop] * place[loop]
        }
        let (x, y) = (left.literal.values[i], right.literal.values[j])
        if !x.isZero, !y.isZero { total[k] += x * y }
        guard let last = loops.indices.last(where: { index[$0] + 1 < lengths[loops[$0]] }) else { break }
        index[last] += 1
        for later in index.indices[(last + 1)...] { index[later] = 0 }
      }
    }
    return Labelled(literal: Literal(shape: shape, values: total), labels: kept)
  }

  private func reduce(_ reduction: Reduction, _ argument: Literal, _ axes: [Int], _ shape: [Int]) -> Literal? {
    var groups = Array(repeating: [Rational](), count: shape.reduce(1, *))
    for (place, value) in argument.values.enumerated() {
      var (rest, group, scale, kept) = (place, 0, 1, shape.count)
      for axis in argument.shape.indices.reversed() {
        let digit = rest % argument.shape[axis]
        rest /= argument.shape[axis]
        if axes.contains(axis) { continue }
        group += digit * scale
        kept -= 1
        scale *= shape[kept]
      }
      groups[group].append(value)
    }
    switch reduction {
    case .logSumExp: return nil
    case .product: return Literal(shape: shape, values: groups.map { $0.reduce(1, *) })
    case .maximum, .minimum:
      let picked = groups.compactMap { reduction == .maximum ? $0.max() : $0.min() }
      return picked.count == groups.count ? Literal(shape: shape, values: picked) : nil
    }
  }
}

extension Literal {
  /// Gauss–Jordan elimination over the rationals.
  private var eliminated: (determinant: Rational, inverse: [[Rational]]) {
    let n = shape[0]
    var rows = (0..<n).map { i in
      Array(values[i * n..<(i + 1) * n]) + (0..<n).map { $0 == i ? Rational.one : .zero }
    }
    var determinant = Rational.one
    for k in 0..<n {
      guard let pivot = (k..<n).first(where: { !rows[$0][k].isZero }) else { return (0, []) }
      if pivot != k {
        rows.swapAt(k, pivot)
        determinant = -determinant
      }
      let head = rows[k][k]
      determinant *= head
      rows[k] = rows[k].map { $0 / head }
      for i in 0..<n where i != k && !rows[i][k].isZero {
        let factor = rows[i][k]
        rows[i] = zip(rows[i], rows[k]).map { $0 - factor * $1 }
      }
    }
    return (determinant, rows.map { Array($0[n...]) })
  }

  fileprivate var exactDeterminant: Rational { eliminated.determinant }

  /// The transposed matrix of cofactors.
  fileprivate var exactAdjugate: Literal {
    let n = shape[0]
    let (determinant, inverse) = eliminated
    if !determinant.isZero {
      return Literal(shape: shape, values: inverse.flatMap { $0.map { determinant * $0 } })
    }
    return Literal(
      shape: shape,
      values: (0..<n * n).map { place in
        let (column, row) = (place / n, place % n)
        let minor = values.indices.filter { $0 / n != row && $0 % n != column }.map { values[$0] }
        let value = Literal(shape: [n - 1, n - 1], values: minor).exactDeterminant
        return (row + column).isMultiple(of: 2) ? value : -value
      })
  }

  /// The inverse of a square matrix; nil where it is singular.
  fileprivate var exactInverse: Literal? {
    let (determinant, inverse) = eliminated
    return determinant.isZero ? nil : Literal(shape: shape, values: inverse.flatMap { $0 })
  }
}
