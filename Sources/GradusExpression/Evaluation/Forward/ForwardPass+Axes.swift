/// Functions of the entries along axes.
extension ForwardPass {
  func reduce(_ reduction: Reduction, _ argument: JetTensor, _ axes: [Int], _ shape: [Int]) -> JetTensor {
    let kept = argument.shape.indices.filter { !axes.contains($0) }
    var groups = Array(repeating: [Jet](), count: shape.reduce(1, *))
    let (from, to) = (
      Tensor(shape: argument.shape, repeating: 0).strides, Tensor(shape: shape, repeating: 0).strides
    )
    for place in 0..<argument.count {
      let group = zip(kept, to).reduce(0) { $0 + place / from[$1.0] % argument.shape[$1.0] * $1.1 }
      groups[group].append(argument[place])
    }
    return gathered(
      shape,
      groups.map { group in
        switch reduction {
        case .maximum: return picked(group, isLargest: true)
        case .minimum: return picked(group, isLargest: false)
        case .product: return group.reduce(Jet(1, width: 1), *)
        case .logSumExp:
          let most = group.map(\.value).max() ?? -.infinity
          guard most.isFinite else { return Jet(most, width: 1) }
          let shift = Jet(-most, width: 1)
          let total = group.reduce(Jet(0, width: 1)) { sum, jet in
            sum + (jet + shift).applying(.exp)
          }
          return total.applying(.log) + Jet(most, width: 1)
        }
      })
  }

  /// The function of every row of entries along the axes.
  func apply(_ function: AxisFunction, _ argument: JetTensor, _ axes: [Int]) -> JetTensor {
    let strides = Tensor(shape: argument.shape, repeating: 0).strides
    var rows: [Int: [Int]] = [:]
    for place in 0..<argument.count {
      // The first place of the row that the entry stands in.
      let first = axes.reduce(place) { $0 - place / strides[$1] % argument.shape[$1] * strides[$1] }
      rows[first, default: []].append(place)
    }
    var result = argument
    for places in rows.values {
      let row = places.map { argument[$0] }
      let values: [Jet]
      switch function {
      case .hardmax: values = selection(row)
      case .productOfOthers:
        values = row.indices.map { i in
          row.indices.filter { $0 != i }.reduce(Jet(1, width: argument.width)) { $0 * row[$1] }
        }
      }
      for (place, value) in zip(places, values) { result[place] = value.widened(to: argument.width) }
    }
    return result
  }

  /// 1 for the first largest entry, 0 for the others. Where another one is as large within rounding nothing is certain.
  private func selection(_ row: [Jet]) -> [Jet] {
    guard let largest = row.map(\.value).max(), !row.contains(where: \.value.isNaN),
      let first = row.firstIndex(where: { $0.value == largest })
    else { return row.map { Jet(.nan, width: $0.width) } }
    let rivals = row.indices.filter { abs(row[$0].value - largest) <= row[$0].error + row[first].error && $0 != first }
    let isOpen = rivals.contains { row[$0].error + row[first].error > 0 }
    return row.indices.map { place in
      let isConcerned = !rivals.isEmpty && (place == first || rivals.contains(place))
      var jet = Jet(place == first ? 1 : 0, error: isConcerned && isOpen ? 1 : 0, width: row[place].width)
      if isConcerned, row.contains(where: { !$0.isConstant }) {
        for set in 1..<jet.width { jet.parts[set] = .nan }
      }
      return jet
    }
  }
}
