import GradusExpression

/// The functions of the notation under indices: they work on the axes that are left.
extension FormulaBuilder {
  func call(
    _ function: Function, _ axis: Int?, _ index: Int, _ carried: Carried
  ) throws(ReadingError) -> Formula {
    let x = carried.parts[0]
    let kinds = nodes[index].children.map { nodes[$0].kinds.only! }
    let (p, all) = (own(2), carried.all)
    switch function {
    case .sum, .mean, .prod, .max, .min, .logsumexp:
      if carried.parts.count == 2 {
        return try call(function, axis, index, [spread(0, carried), spread(1, carried)], kinds)
      }
      return try reduction(function, axis, index, carried)
    case .times, .divide, .pow, .atan2, .binom:
      return try call(function, axis, index, [spread(0, carried), spread(1, carried)], kinds)
    case .inner:
      let own = own(carried.rank(0))
      return product((x, carried.labels[0] + own), (carried.parts[1], carried.labels[1] + own), all, carried)
    case .outer:
      return product((x, carried.labels[0] + [p[0]]), (carried.parts[1], carried.labels[1] + [p[1]]), all + p, carried)
    case .solve:
      guard carried.labels[0].isEmpty else { throw refuseUnderIndex(index, "solve") }
      let rest = carried.rank(1) == 2 ? [FormulaBuilder.firstOwnLabel + 2] : []
      return product(
        (.inverse(x), p), (carried.parts[1], carried.labels[1] + [p[1]] + rest), all + [p[0]] + rest, carried)
    case .inv: throw refuseUnderIndex(index, "an inverse")
    case .transpose:
      return kinds[0] == .matrix ? x.permuted(Array(0..<all.count) + [all.count + 1, all.count]) : x
    case .tr:
      return .contraction([.init(x, all + [p[0], p[0]])], output: all, flattening: true)
    case .diag where kinds[0] == .matrix:
      return .contraction([.init(x, all + [p[0], p[0]])], output: all + [p[0]], flattening: true)
    case .diag:
      return product((x, all + [p[0]]), (.identity(x.shape[all.count]), p), all + p, carried)
    default:
      return try call(function, axis, index, carried.parts, kinds)
    }
  }

  private func product(
    _ a: (Formula, [Int]), _ b: (Formula, [Int]), _ output: [Int], _ carried: Carried
  ) -> Formula {
    .contraction([.init(a.0, a.1), .init(b.0, b.1)], output: output, sizes: carried.sizes, flattening: true)
  }

  private func reduction(
    _ function: Function, _ axis: Int?, _ index: Int, _ carried: Carried
  ) throws(ReadingError) -> Formula {
    let x = carried.parts[0]
    let count = carried.all.count
    guard carried.rank(0) > 0 else {
      throw refuse(
        index, "\(function.rawValue) of one entry",
        "write \(function.rawValue)[i](…) over an index, or declare what stands under it as a vector")
    }
    let axes = axis.map { carried.rank(0) == 2 ? [count + ($0 < 0 ? 1 : $0 - 1)] : [count] } ?? Array(count..<x.rank)
    switch function {
    case .sum: return x.summed(along: axes)
    case .mean:
      let entries = axes.reduce(Formula.one) { $0 * Formula.size(x.shape[$1]) }
      return x.summed(along: axes).scaledBy(.power(entries, -1))
    default: return .reduction(FormulaBuilder.reduction(function), x, axes: axes)
    }
  }
}

extension Formula {
  /// Every entry times a number that is a formula.
  fileprivate func scaledBy(_ factor: Formula) -> Formula {
    let axes = Array(0..<rank)
    return .contraction([.init(self, axes), .init(factor, [])], output: axes, flattening: true)
  }
}
