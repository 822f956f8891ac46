import GradusExpression

extension Contraction {
  var sizeByLabel: [Int: Size] { Dictionary(uniqueKeysWithValues: zip(sizes.indices, sizes)) }

  /// The product with other factors.
  func with(_ factors: [Factor], flattening: Bool = true) -> Formula {
    .contraction(factors, output: Array(0..<rank), sizes: sizeByLabel, flattening: flattening)
  }

  /// The product without the factors at some places, times new ones. Labels that only the removed factors carried and that
  /// are summed must be dealt with by the law that removes them: they are dropped, not counted.
  func replacing(_ places: Set<Int>, by new: [Factor], dropping labels: Set<Int> = []) -> Formula {
    let kept = factors.indices.filter { !places.contains($0) }.map { factors[$0] }
    return .contraction(
      kept + new, output: Array(0..<rank), sizes: sizeByLabel.filter { !labels.contains($0.key) }, flattening: true)
  }

  /// Whether a label is summed and carried by the factors at these places only.
  func isSummedOnly(_ label: Int, in places: Set<Int>) -> Bool {
    label >= rank && factors.indices.allSatisfy { places.contains($0) || !factors[$0].labels.contains(label) }
  }
}
