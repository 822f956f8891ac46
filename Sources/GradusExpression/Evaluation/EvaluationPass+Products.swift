#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// A tensor whose axes carry labels.
private struct Labelled {
  var tensor: Tensor
  var labels: [Int]
  /// Whether the entries are logarithms or powers of them: 0 times their infinity at 0 is 0, the limit of x log x.
  var isLogarithm = false
}

extension Formula {
  /// log(x)ᵏ for a positive k.
  fileprivate var isPowerOfLogarithm: Bool {
    let (base, exponent) = baseAndExponent
    if case .map(.log, _) = base.node { return exponent > 0 }
    return false
  }
}

extension EvaluationPass {
  /// The product factor by factor, after the systems in it are solved.
  mutating func contract(_ contraction: Contraction) throws -> Tensor {
    let lengths = try contraction.sizes.map(length)
    let axes = Set(0..<contraction.rank)
    var inverses: [(matrix: Formula, labels: [Int])] = []
    var factors: [Labelled] = []
    for factor in contraction.joiningExponentials ?? contraction.factors {
      if case .inverse(let matrix) = factor.formula.node, factor.labels[0] != factor.labels[1] {
        inverses.append((matrix, factor.labels))
      } else {
        factors.append(
          Labelled(
            tensor: try known(factor.formula), labels: factor.labels, isLogarithm: factor.formula.isPowerOfLogarithm))
      }
    }
    // 0 log 0 = 0 needs what a logarithm is multiplied by before it is.
    factors = factors.filter { !$0.isLogarithm } + factors.filter(\.isLogarithm)
    while let (index, end) = solvable(inverses.map(\.labels), factors, axes) {
      let (matrix, labels) = inverses.remove(at: index)
      let touching = factors.filter { $0.labels.contains(labels[end]) }
      factors.removeAll { $0.labels.contains(labels[end]) }
      let needed = axes.union(factors.flatMap(\.labels)).union(inverses.flatMap(\.labels)).union(labels)
      let right = try multiply(touching, keeping: needed, lengths)
      factors.append(try solve(matrix, right, along: labels[end], giving: labels[1 - end], isTransposed: end == 0))
    }
    for (matrix, labels) in inverses {
      factors.append(Labelled(tensor: try known(.inverse(matrix)), labels: labels))
    }
    let all = Array(0..<contraction.rank)
    let product = try multiply(factors, keeping: axes, lengths)
    return try multiply(product, Labelled(tensor: Tensor(1), labels: []), kept: all, summed: [], lengths).tensor
  }

  /// An inverse one of whose labels is summed and stands on no other inverse, and that label's place: with the factors that carry
  /// the label it is a system. None of them may carry its other label too.
  private func solvable(_ inverses: [[Int]], _ factors: [Labelled], _ axes: Set<Int>) -> (index: Int, end: Int)? {
    for (index, labels) in inverses.enumerated() {
      for end in [1, 0] where !axes.contains(labels[end]) && inverses.count(where: { $0.contains(labels[end]) }) == 1 {
        let touching = factors.filter { $0.labels.contains(labels[end]) }
        if !touching.contains(where: { $0.labels.contains(labels[1 - end]) }) { return (index, end) }
      }
    }
    return nil
  }

  /// A⁻¹ b, or A⁻ᵀ b, for every b that lies along a label of the right-hand side; ones where it does not carry the label.
  private mutating func solve(
    _ matrix: Formula, _ right: Labelled, along label: Int, giving other: Int, isTransposed: Bool
  ) throws -> Labelled {
    let a = try known(matrix)
    let n = a.shape[0]
    let others = right.labels.filter { $0 != label }
    let lengths = Dictionary(zip(right.labels, right.tensor.shape)) { $1 }.merging([label: n]) { $1 }
    let count = others.reduce(1) { $0 * lengths[$1]! }
    // The label first: one right-hand side a column.
    let columns = try multiply(
      right, Labelled(tensor: Tensor(shape: [n], repeating: 1), labels: [label]), kept: [label] + others, summed: [],
      (0...(lengths.keys.max() ?? 0)).map { lengths[$0] ?? 1 }
    ).tensor
    let solution = try solve(matrix, Tensor(shape: [n, count], values: columns.values), isTransposed: isTransposed)
    return Labelled(
      tensor: Tensor(shape: [n] + others.map { lengths[$0]! }, values: solution.values), labels: [other] + others)
  }

  mutating func solve(_ matrix: Formula, _ right: Tensor, isTransposed: Bool = false) throws -> Tensor {
    let a = try known(matrix)
    guard let solution = (isTransposed ? a.transposed : a).solution(of: right) else {
      throw EvaluationError.singularMatrix(matrix)
    }
    return solution
  }

  /// The product two by two, in an order that keeps the parts small.
  private func multiply(_ factors: [Labelled], keeping needed: Set<Int>, _ lengths: [Int]) throws -> Labelled {
    var parts = [Labelled(tensor: Tensor(1), labels: [])] + factors
    let plan = ProductPlan(
      factors.map(\.labels), keeping: needed, lengths: lengths, inOrder: factors.contains(where: \.isLogarithm))
    for step in plan.steps {
      parts.append(
        try multiply(parts[step.left], parts[step.right], kept: step.kept, summed: step.summed, lengths))
      // What has been multiplied in is not needed again.
      for place in [step.left, step.right] { parts[place] = parts[0] }
    }
    return parts[parts.count - 1]
  }

  private func multiply(
    _ left: Labelled, _ right: Labelled, kept: [Int], summed: [Int], _ lengths: [Int]
  ) throws -> Labelled {
    let loops = kept + summed
    guard Budget.allows(shape: kept.map { lengths[$0] }), Budget.spend(loops.map { lengths[$0] }.entryCount) else {
      throw EvaluationError.tooLarge(loops.map { lengths[$0] })
    }
    let (a, b) = (steps(left, loops), steps(right, loops))
    var result = Tensor(shape: kept.map { lengths[$0] }, repeating: 0)
    let c = steps(Labelled(tensor: result, labels: kept), loops)
    var index = Array(repeating: 0, count: loops.count)
    if loops.contains(where: { lengths[$0] == 0 }) { return Labelled(tensor: result, labels: kept) }
    while true {
      var (i, j, k) = (0, 0, 0)
      for loop in loops.indices {
        i += index[loop] * a[loop]
        j += index[loop] * b[loop]
        k += index[loop] * c[loop]
      }
      let (x, y) = (left.tensor.values[i], right.tensor.values[j])
      result.values[k] += x == 0 && right.isLogarithm && y.isInfinite ? 0 : x * y
      guard let place = loops.indices.last(where: { index[$0] + 1 < lengths[loops[$0]] }) else { break }
      index[place] += 1
      for later in index.indices[(place + 1)...] { index[later] = 0 }
    }
    return Labelled(tensor: result, labels: kept)
  }

  /// How far one step along each loop moves in the tensor; a label on two axes moves along both.
  private func steps(_ labelled: Labelled, _ loops: [Int]) -> [Int] {
    let strides = labelled.tensor.strides
    return loops.map { loop in
      labelled.labels.indices.reduce(0) { $0 + (labelled.labels[$1] == loop ? strides[$1] : 0) }
    }
  }

  func exponentialLessOne(_ x: Double) -> Double { expm1(x) }
  func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
  func logarithmOfCosh(_ x: Double) -> Double { abs(x) + log1p(exp(-2 * abs(x))) - log(2) }

  func power(_ x: Double, _ p: Double) -> Double {
    if p == 2 { return x * x }
    if p == 0.5 { return x.squareRoot() }
    return pow(x, p)
  }

  func reduce(_ reduction: Reduction, _ argument: Tensor, _ axes: [Int], _ shape: [Int]) -> Tensor {
    let kept = argument.shape.indices.filter { !axes.contains($0) }
    var groups = Array(repeating: [Double](), count: shape.reduce(1, *))
    let (from, to) = (argument.strides, Tensor(shape: shape, repeating: 0).strides)
    for (place, value) in argument.values.enumerated() {
      let group = zip(kept, to).reduce(0) { $0 + place / from[$1.0] % argument.shape[$1.0] * $1.1 }
      groups[group].append(value)
    }
    return Tensor(shape: shape, values: groups.map { reduce(reduction, $0) })
  }

  private func reduce(_ reduction: Reduction, _ values: [Double]) -> Double {
    switch reduction {
    case .maximum: return values.reduce(-.infinity, Swift.max)
    case .minimum: return values.reduce(.infinity, Swift.min)
    case .product: return values.reduce(1, *)
    case .logSumExp:
      let most = values.reduce(-.infinity, Swift.max)
      if !most.isFinite { return most }
      return most + log(values.reduce(0) { $0 + exp($1 - most) })
    }
  }
}
