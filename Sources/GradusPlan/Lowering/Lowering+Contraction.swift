import GradusExpression

/// A value in a product, with a label for each of its axes.
struct Factor {
  var value: Value.ID
  var labels: [Int]
}

extension Lowering {
  /// A product of any number of factors, two at a time: the cheapest pair first.
  mutating func contract(_ contraction: Contraction) throws(PlanError) -> Use {
    let sizes = try lengths(contraction.sizes)
    let output = Array(0..<contraction.rank)
    var coefficient = 1.0
    var scalars: [Use] = []
    var factors: [Factor] = []
    for factor in contraction.joiningExponentials ?? contraction.factors {
      let use = try viewOrLowered(factor.formula)
      if let value = numberValue(use) {
        coefficient *= value
      } else if use.axes.isEmpty {
        scalars.append(use)
      } else {
        // A scalar that multiplies a factor multiplies the whole.
        let (rest, scalar) = withoutScalar(use)
        if let scalar { scalars.append(scalar) }
        factors.append(Factor(value: rest.value, labels: rest.axes.map { factor.labels[$0] }))
      }
    }
    // Σ over an axis that no factor carries is the number of its entries.
    let carried = Set(factors.flatMap(\.labels))
    for label in contraction.summed where !carried.contains(label) { coefficient *= Double(sizes[label]) }
    var scale = scalars.first
    for other in scalars.dropFirst() { scale = pointwise([], .init(.multiply), [scale!, other]) }
    if let scalar = scale, coefficient != 1 {
      scale = scaled(scalar, by: coefficient, [])
      coefficient = 1
    }
    if factors.isEmpty { return scale ?? number(coefficient) }

    // Numbers multiply whatever is smallest on the way.
    let resultCount = output.map { sizes[$0] }.reduce(1, *)
    if scale != nil || coefficient != 1,
      let least = factors.indices.min(by: { weight(factors[$0]) < weight(factors[$1]) }),
      count(factors[least]) < resultCount, factors.count > 1
    {
      factors[least] = scaled(factors[least], scale, coefficient, sizes)
      (scale, coefficient) = (nil, 1)
    }
    for index in factors.indices { factors[index] = withoutIdleLabels(factors[index], factors, index, output, sizes) }
    while factors.count > 1 {
      let (i, j) = cheapestPair(factors, output, sizes)
      let others = factors.indices.filter { $0 != i && $0 != j }.map { factors[$0] }
      let needed = Set(output).union(others.flatMap(\.labels))
      factors = others + [multiply(factors[i], factors[j], needed: needed, output, sizes)]
    }
    let result = scaled(factors[0], scale, coefficient, sizes)
    return Use(value: result.value, axes: result.labels)
  }

  /// x and a, where the value is a x of a scalar a.
  private func withoutScalar(_ use: Use) -> (rest: Use, scalar: Use?) {
    guard case .pointwise(let function, let uses) = graph[use.value].operation, function.operation == .multiply,
      uses[1].axes.isEmpty
    else { return (use, nil) }
    return (Use(value: uses[0].value, axes: uses[0].axes.map { use.axes[$0] }), uses[1])
  }

  private func count(_ factor: Factor) -> Int { graph[factor.value].count }

  /// By count, inverses last: they are to stay what they are.
  private func weight(_ factor: Factor) -> (Int, Int) { (factors(ofInverse: factor) == nil ? 0 : 1, count(factor)) }

  private mutating func scaled(_ factor: Factor, _ scale: Use?, _ coefficient: Double, _ sizes: [Int]) -> Factor {
    var use = Use(value: factor.value, axes: factor.labels)
    if let scale {
      use = pointwise(sizes, .init(.multiply), [use, scale])
    }
    use = scaled(use, by: coefficient, sizes)
    return Factor(value: use.value, labels: use.axes)
  }

  /// A diagonal is taken out, and what only this factor sums over is summed.
  private mutating func withoutIdleLabels(
    _ factor: Factor, _ factors: [Factor], _ index: Int, _ output: [Int], _ sizes: [Int]
  ) -> Factor {
    let factor = withoutRepeatedLabels(factor, sizes)
    let elsewhere = Set(factors.indices.filter { $0 != index }.flatMap { factors[$0].labels }).union(output)
    let idle = Set(factor.labels).subtracting(elsewhere)
    if let label = factor.labels.last(where: idle.contains), self.factors(ofInverse: factor) != nil {
      // The sums of the rows of an inverse are what it makes of a vector of ones.
      let ones = Factor(value: dense(number(1), [sizes[label]]), labels: [label])
      let sums = solve(factor, ones, along: label, needed: elsewhere, sizes)
      return idle.count == 1 ? sums : fold(.sum, sums, over: idle.subtracting([label]))
    }
    return idle.isEmpty ? factor : fold(.sum, factor, over: idle)
  }

  /// The diagonal along labels that stand twice.
  mutating func withoutRepeatedLabels(_ factor: Factor, _ sizes: [Int]) -> Factor {
    let order = factor.labels.reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
    if order.count == factor.labels.count { return factor }
    let use = pointwise(sizes, .init(.copy), [Use(value: factor.value, axes: factor.labels)], order: order)
    return Factor(value: use.value, labels: order)
  }

  private func cheapestPair(_ factors: [Factor], _ output: [Int], _ sizes: [Int]) -> (Int, Int) {
    var best = (0, 1)
    var least = (explicit: 2, cost: Double.infinity, size: Double.infinity)
    for i in factors.indices {
      for j in factors.indices.dropFirst(i + 1) {
        let union = Set(factors[i].labels).union(factors[j].labels)
        var needed = Set(output)
        for k in factors.indices where k != i && k != j { needed.formUnion(factors[k].labels) }
        let cost = union.reduce(1.0) { $0 * Double(sizes[$1]) }
        let size = union.intersection(needed).reduce(1.0) { $0 * Double(sizes[$1]) }
        // Whatever it costs: an inverse next to what it is multiplied by need not be formed.
        let inverses = [factors[i], factors[j]].count { self.factors(ofInverse: $0) != nil }
        let solved = solvable(factors[i], factors[j], needed: needed) == nil ? 0 : 1
        if (inverses - solved, cost, size) < least {
          least = (inverses - solved, cost, size)
          best = (i, j)
        }
      }
    }
    return best
  }

  /// The product of two factors, summed over the labels that nothing else needs.
  private mutating func multiply(
    _ f: Factor, _ g: Factor, needed: Set<Int>, _ output: [Int], _ sizes: [Int]
  ) -> Factor {
    if let (inverse, rightSide, label) = solvable(f, g, needed: needed) {
      return solve(inverse, rightSide, along: label, needed: needed, sizes)
    }
    let (first, second) = (Set(f.labels), Set(g.labels))
    let summed = first.union(second).subtracting(needed)
    let left = f.labels.filter { !second.contains($0) }
    let right = g.labels.filter { !first.contains($0) }
    if summed.isEmpty || left.isEmpty || right.isEmpty {
      let order = count(f) >= count(g) ? f.labels + right : g.labels + left
      let (function, uses) = product(of: Use(value: f.value, axes: f.labels), Use(value: g.value, axes: g.labels))
      let use = pointwise(sizes, function, uses, order: order)
      let product = Factor(value: use.value, labels: use.axes)
      return summed.isEmpty ? product : fold(.sum, product, over: summed)
    }
    // The factor whose own axes come first in the result is on the left.
    let place = { (labels: [Int]) in labels.compactMap { output.firstIndex(of: $0) }.min() ?? 0 }
    if place(left) <= place(right) { return matrixProduct(f, g, left, right, summed, sizes) }
    return matrixProduct(g, f, right, left, summed, sizes)
  }

  /// A product entry by entry; one with a logarithm knows that 0 log 0 = 0.
  private func product(of f: Use, _ g: Use) -> (LoopFunction, [Use]) {
    for (x, y) in [(f, g), (g, f)] {
      guard case .pointwise(let function, let inner) = graph[y.value].operation, function.operation == .log else {
        continue
      }
      return (.init(.timesLog), [x, Use(value: inner[0].value, axes: inner[0].axes.map { y.axes[$0] })])
    }
    return (.init(.multiply), [f, g])
  }

  mutating func pointwise(_ sizes: [Int], _ function: LoopFunction, _ uses: [Use], order: [Int]) -> Use {
    let place = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    let value = graph.add(
      order.map { sizes[$0] },
      .pointwise(function, uses.map { Use(value: $0.value, axes: $0.axes.map { place[$0]! }) }))
    return Use(value: value, axes: order)
  }

  private mutating func matrixProduct(
    _ f: Factor, _ g: Factor, _ left: [Int], _ right: [Int], _ summed: Set<Int>, _ sizes: [Int]
  ) -> Factor {
    let batch = f.labels.filter { g.labels.contains($0) && !summed.contains($0) }
    let inner = f.labels.filter(summed.contains)
    let (a, leftIsTransposed) = operand(f, batch, left, inner, sizes)
    let (b, rightIsTransposed) = operand(g, batch, inner, right, sizes)
    let length = { (labels: [Int]) in labels.reduce(1) { $0 * sizes[$1] } }
    let labels = batch + left + right
    let product = ProductValue(
      left: a, right: b, batch: length(batch), rows: length(left), columns: length(right), inner: length(inner),
      leftIsTransposed: leftIsTransposed, rightIsTransposed: rightIsTransposed)
    return Factor(value: graph.add(labels.map { sizes[$0] }, .product(product)), labels: labels)
  }

  /// A factor as matrices with the labels `rows` and `columns`, or as their transposes where it lies so in memory.
  private mutating func operand(
    _ factor: Factor, _ batch: [Int], _ rows: [Int], _ columns: [Int], _ sizes: [Int]
  ) -> (value: Value.ID, isTransposed: Bool) {
    if factor.labels == batch + rows + columns { return (factor.value, false) }
    if factor.labels == batch + columns + rows { return (factor.value, true) }
    let order = batch + rows + columns
    return (pointwise(sizes, .init(.copy), [Use(value: factor.value, axes: factor.labels)], order: order).value, false)
  }

  /// Folds a factor along labels; where these are neither its first nor its last, they are brought to the end first.
  mutating func fold(_ fold: Fold, _ factor: Factor, over labels: Set<Int>) -> Factor {
    var factor = factor
    let kept = factor.labels.filter { !labels.contains($0) }
    let dropped = factor.labels.filter(labels.contains)
    if factor.labels != kept + dropped, factor.labels != dropped + kept {
      let shape = graph[factor.value].shape
      let sizes = Dictionary(uniqueKeysWithValues: zip(factor.labels, shape))
      let order = kept + dropped
      let axes = factor.labels.map { order.firstIndex(of: $0)! }
      let copy = graph.add(
        order.map { sizes[$0]! }, .pointwise(.init(.copy), [Use(value: factor.value, axes: axes)]))
      factor = Factor(value: copy, labels: order)
    }
    let axes = factor.labels.indices.filter { labels.contains(factor.labels[$0]) }
    let shape = graph[factor.value].shape
    let result = graph.add(
      shape.indices.filter { !axes.contains($0) }.map { shape[$0] }, .fold(fold, of: factor.value, axes: axes))
    return Factor(value: result, labels: kept)
  }
}
