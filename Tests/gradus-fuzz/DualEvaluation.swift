import Foundation
import GradusExpression

/// A formula with its derivative along a direction, node by node from the definition of each: the oracle.
struct DualEvaluation {
  /// Products over more index combinations are left out.
  static let mostCombinations = 200_000

  let inputs: [String: DualTensor]
  let sizes: [String: Int]
  /// Whether a function stood at a point where it has no derivative, so that a convention decides.
  private(set) var kink = false
  /// Whether a root of 0 was taken, which has a value and perhaps no slope.
  private(set) var edge = false
  /// Whether a matrix without an inverse, or nearly so, was inverted: rounding alone decides what comes out.
  private(set) var isSingular = false
  private var known: [Formula: DualTensor] = [:]

  init(inputs: [String: DualTensor], sizes: [String: Int]) { (self.inputs, self.sizes) = (inputs, sizes) }

  /// Nil where the oracle does not know how.
  mutating func value(_ formula: Formula) -> DualTensor? {
    for node in formula.nodesBottomUp where known[node] == nil {
      guard let value = compute(node) else { return nil }
      known[node] = value
    }
    return known[formula]
  }

  private mutating func compute(_ formula: Formula) -> DualTensor? {
    let shape = formula.shape.map { $0.value(in: sizes)! }
    let count = shape.reduce(1, *)
    switch formula.node {
    case .symbol(let symbol): return inputs[symbol.name]
    case .constant(let value): return DualTensor(Dual(value.doubleValue))
    case .namedConstant(let constant): return DualTensor(Dual(constant == .pi ? Double.pi : exp(1)))
    case .size(let size): return DualTensor(Dual(Double(size.value(in: sizes)!)))
    case .literal(let literal): return DualTensor(shape: shape, values: literal.values.map { Dual($0.doubleValue) })
    case .delta: return .identity(shape[0])
    case .band(_, let band):
      return DualTensor(
        shape: shape, values: (0..<count).map { Dual(band.holds($0 / shape[1], $0 % shape[1]) ? 1 : 0) })
    case .basis(let index, _):
      guard index < count else { return nil }
      return DualTensor(shape: shape, values: (0..<count).map { Dual($0 == index ? 1 : 0) })
    case .sum(let terms):
      var total = Array(repeating: Dual(0), count: count)
      for term in terms {
        let values = known[term.formula]!.values
        for i in 0..<count { total[i] = total[i] + Dual(term.coefficient.doubleValue) * values[i] }
      }
      return DualTensor(shape: shape, values: total)
    case .contraction(let contraction): return contract(contraction, count)
    case .map(let function, let argument):
      return DualTensor(
        shape: shape, values: known[argument]!.values.map { $0.applying(function, kink: &kink, edge: &edge) })
    case .power(let base, let exponent):
      let (x, p) = (known[base]!.values, known[exponent]!.values)
      return DualTensor(shape: shape, values: x.indices.map { x[$0].power(p[p.count == 1 ? 0 : $0], edge: &edge) })
    case .extremum(let extremum, let left, let right):
      let pairs = zip(known[left]!.values, known[right]!.values)
      return DualTensor(shape: shape, values: pairs.map { better($0, $1, extremum == .maximum) })
    case .reduction(let reduction, let argument, let axes): return reduce(reduction, known[argument]!, axes, shape)
    case .alongAxes(let function, let argument, let axes): return apply(function, known[argument]!, axes)
    case .adjugate(let matrix): return known[matrix]!.adjugate
    case .inverse(let matrix):
      isSingular = isSingular || known[matrix]!.isNearlySingular
      return known[matrix]!.inverse
    case .determinant(let matrix): return DualTensor(known[matrix]!.determinant)
    case .logDeterminant(let matrix):
      isSingular = isSingular || known[matrix]!.isNearlySingular
      let d = known[matrix]!.determinant
      return DualTensor(Dual(log(abs(d.x)), d.dx / d.x))
    case .matrixFunction(let function, let matrix): return known[matrix]!.matrixFunction(function)
    // Differences compare these.
    case .spectral: return nil
    case .reshape(let argument): return DualTensor(shape: shape, values: known[argument]!.values)
    }
  }

  private mutating func better(_ a: Dual, _ b: Dual, _ larger: Bool) -> Dual {
    if a.x == b.x, a.dx != b.dx { kink = true }
    if a.x.isNaN || b.x.isNaN { return Dual(.nan, .nan) }
    return larger ? (b.x > a.x ? b : a) : (b.x < a.x ? b : a)
  }

  /// Σ over the summed labels of the product of all factors, one combination of indices after the other.
  private func contract(_ contraction: Contraction, _ count: Int) -> DualTensor? {
    let lengths = contraction.sizes.map { $0.value(in: sizes)! }
    let combinations = lengths.reduce(1) { min($0 * $1, 1 << 40) }
    guard combinations <= DualEvaluation.mostCombinations else { return nil }
    let factors = contraction.factors.map { (known[$0.formula]!, $0.labels) }
    let summed = lengths[contraction.rank...].reduce(1, *)
    var result = Array(repeating: Dual(0), count: count)
    var index = Array(repeating: 0, count: lengths.count)
    for combination in 0..<combinations {
      var rest = combination
      for label in lengths.indices.reversed() { (index[label], rest) = (rest % lengths[label], rest / lengths[label]) }
      var product = Dual(1)
      for (tensor, labels) in factors {
        var place = 0
        for (axis, label) in labels.enumerated() { place = place * tensor.shape[axis] + index[label] }
        product = product * tensor.values[place]
      }
      result[combination / summed] = result[combination / summed] + product
    }
    return DualTensor(shape: Array(lengths[..<contraction.rank]), values: result)
  }

  private mutating func reduce(
    _ reduction: Reduction, _ argument: DualTensor, _ axes: [Int], _ shape: [Int]
  ) -> DualTensor {
    let places = groups(of: argument, along: axes, count: shape.reduce(1, *))
    return DualTensor(shape: shape, values: places.map { reduce(reduction, $0.map { argument.values[$0] }) })
  }

  /// The places of the entries that lie along the axes together.
  private func groups(of argument: DualTensor, along axes: [Int], count: Int) -> [[Int]] {
    var groups = Array(repeating: [Int](), count: count)
    for place in argument.values.indices {
      var (rest, group, scale) = (place, 0, 1)
      for axis in argument.shape.indices.reversed() {
        let index = rest % argument.shape[axis]
        rest /= argument.shape[axis]
        if !axes.contains(axis) { (group, scale) = (group + index * scale, scale * argument.shape[axis]) }
      }
      groups[group].append(place)
    }
    return groups
  }

  private mutating func apply(_ function: AxisFunction, _ argument: DualTensor, _ axes: [Int]) -> DualTensor {
    let count = argument.shape.indices.filter { !axes.contains($0) }.reduce(1) { $0 * argument.shape[$1] }
    var result = argument
    for group in groups(of: argument, along: axes, count: count) {
      let values = group.map { argument.values[$0] }
      for (k, place) in group.enumerated() {
        switch function {
        case .productOfOthers:
          result.values[place] = values.enumerated().reduce(Dual(1)) { $1.offset == k ? $0 : $0 * $1.element }
        case .hardmax:
          let largest = values.map(\.x).max() ?? 0
          result.values[place] = Dual(k == values.firstIndex { $0.x == largest } ? 1 : 0)
          if values.count(where: { $0.x == largest }) > 1 { kink = true }
        }
      }
    }
    return result
  }

  private mutating func reduce(_ reduction: Reduction, _ values: [Dual]) -> Dual {
    switch reduction {
    case .product: return values.reduce(Dual(1)) { $0 * $1 }
    case .maximum: return values.dropFirst().reduce(values.first ?? Dual(-.infinity)) { better($0, $1, true) }
    case .minimum: return values.dropFirst().reduce(values.first ?? Dual(.infinity)) { better($0, $1, false) }
    case .logSumExp:
      let most = values.map(\.x).max() ?? 0
      var total = Dual(0)
      var (ignored, too) = (false, false)
      for value in values { total = total + (value - Dual(most)).applying(.exp, kink: &ignored, edge: &too) }
      return Dual(most) + total.applying(.log, kink: &ignored, edge: &too)
    }
  }
}
