#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// A tensor whose axes carry labels.
private struct Labelled {
  var tensor: Tensor
  var labels: [Int]
}

extension EvaluationPass {
  /// The product factor by factor; a summed label goes as soon as no later factor carries it.
  func contract(_ contraction: Contraction) throws -> Tensor {
    let lengths = try contraction.sizes.map(length)
    var result = Labelled(tensor: Tensor(1), labels: [])
    for (index, factor) in contraction.factors.enumerated() {
      let later = Set(contraction.factors[(index + 1)...].flatMap(\.labels)).union(0..<contraction.rank)
      let present = Set(result.labels).union(factor.labels)
      let kept = present.filter(later.contains).sorted()
      let other = Labelled(tensor: values[factor.formula]!, labels: factor.labels)
      result = multiply(result, other, kept: kept, summed: present.subtracting(kept).sorted(), lengths)
    }
    let all = Array(0..<contraction.rank)
    return multiply(result, Labelled(tensor: Tensor(1), labels: []), kept: all, summed: [], lengths).tensor
  }

  private func multiply(
    _ left: Labelled, _ right: Labelled, kept: [Int], summed: [Int], _ lengths: [Int]
  ) -> Labelled {
    let loops = kept + summed
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
      result.values[k] += left.tensor.values[i] * right.tensor.values[j]
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
