extension ForwardPass {
  private struct Labelled {
    var jets: JetTensor
    var labels: [Int]
  }

  /// The product two parts at a time; a summed label goes as soon as no later part carries it.
  func contract(_ contraction: Contraction) throws -> JetTensor {
    let lengths = try contraction.sizes.map(length)
    let axes = Array(0..<contraction.rank)
    // Ones are exact.
    if contraction.factors.isEmpty, contraction.sizes.count == contraction.rank {
      return JetTensor(Tensor(shape: axes.map { lengths[$0] }, repeating: 1))
    }
    let factors = contraction.factors.map { Labelled(jets: self[$0.formula], labels: $0.labels) }
    let one = Labelled(jets: JetTensor(Tensor(1)), labels: [])
    var parts = [one] + factors
    let plan = ProductPlan(factors.map(\.labels), keeping: Set(axes), lengths: lengths)
    for step in plan.steps {
      parts.append(product(parts[step.left], parts[step.right], kept: step.kept, summed: step.summed, lengths))
    }
    let result = parts[parts.count - 1]
    return result.labels == axes ? result.jets : product(result, one, kept: axes, summed: [], lengths).jets
  }

  private func product(
    _ left: Labelled, _ right: Labelled, kept: [Int], summed: [Int], _ lengths: [Int]
  ) -> Labelled {
    let loops = kept + summed
    let counts = loops.map { lengths[$0] }
    var result = JetTensor(zero: kept.map { lengths[$0] }, width: max(left.jets.width, right.jets.width))
    let (a, b) = (steps(left, loops), steps(right, loops))
    let c = steps(Labelled(jets: result, labels: kept), loops)
    if counts.contains(0) { return Labelled(jets: result, labels: kept) }
    var index = Array(repeating: 0, count: loops.count)
    var (i, j, k) = (0, 0, 0)
    while true {
      result.addProduct(left.jets, i, right.jets, j, at: k)
      var loop = loops.count - 1
      while loop >= 0 {
        index[loop] += 1
        (i, j, k) = (i + a[loop], j + b[loop], k + c[loop])
        if index[loop] < counts[loop] { break }
        (i, j, k) = (i - a[loop] * counts[loop], j - b[loop] * counts[loop], k - c[loop] * counts[loop])
        index[loop] = 0
        loop -= 1
      }
      if loop < 0 { break }
    }
    return Labelled(jets: result, labels: kept)
  }

  /// How far one step along each loop moves in the tensor; a label on two axes moves along both.
  private func steps(_ labelled: Labelled, _ loops: [Int]) -> [Int] {
    let strides = Tensor(shape: labelled.jets.shape, repeating: 0).strides
    return loops.map { loop in
      labelled.labels.indices.reduce(0) { $0 + (labelled.labels[$1] == loop ? strides[$1] : 0) }
    }
  }
}
