/// A product with an inverse is the solution of a system: the inverse is formed only where it is itself the answer, or is read
/// entry by entry.
extension Lowering {
  /// The factors of A, where the factor of a product is A⁻¹ or its transpose.
  func factors(ofInverse factor: Factor) -> Value.ID? {
    guard case .matrix(.inverse, let factors) = graph[factor.value].operation, factor.labels[0] != factor.labels[1]
    else { return nil }
    return factors
  }

  /// Which of two factors is an inverse that is summed against the other, and along which label; nil where neither is.
  func solvable(_ f: Factor, _ g: Factor, needed: Set<Int>) -> (inverse: Factor, rightSide: Factor, label: Int)? {
    for (inverse, other) in [(f, g), (g, f)] where factors(ofInverse: inverse) != nil {
      if let label = inverse.labels.last(where: { other.labels.contains($0) && !needed.contains($0) }) {
        return (inverse, other, label)
      }
    }
    return nil
  }

  /// Σ over the label of A⁻¹ and the right-hand side, which is A⁻¹ b for every b that lies along the label in it.
  mutating func solve(
    _ inverse: Factor, _ rightSide: Factor, along label: Int, needed: Set<Int>, _ sizes: [Int]
  ) -> Factor {
    let kept = inverse.labels[0] == label ? inverse.labels[1] : inverse.labels[0]
    let others = rightSide.labels.filter { $0 != label }
    var right = rightSide.value
    if rightSide.labels != others + [label] {
      right = pointwise(sizes, .init(.copy), [Use(value: right, axes: rightSide.labels)], order: others + [label]).value
    }
    let solution = graph.add(
      (others + [kept]).map { sizes[$0] },
      .solve(factors: factors(ofInverse: inverse)!, rightSide: right, isTransposed: inverse.labels[0] == label))
    // Where the right-hand side carries the other label too, its diagonal is meant: tr(A⁻¹ B).
    let result = withoutRepeatedLabels(Factor(value: solution, labels: others + [kept]), sizes)
    return needed.contains(kept) ? result : fold(.sum, result, over: [kept])
  }
}
