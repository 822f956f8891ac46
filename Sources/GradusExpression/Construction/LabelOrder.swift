/// The canonical order of factors and numbering of summed labels of a product.
///
/// Labels are coloured by how they are used and the colours refined until they tell all labels apart (colour refinement
/// after Weisfeiler and Leman 1968, with individualisation of ties), so that two products that differ only in the names of
/// their labels come out the same.
struct LabelOrder {
  private let factors: [Contraction.Factor]
  private let output: [Int]
  private let sizes: [Int: Size]
  private var colours: [Int: UInt64] = [:]

  init(factors: [Contraction.Factor], output: [Int], sizes: [Int: Size]) {
    self.factors = factors
    self.output = output
    self.sizes = sizes
  }

  var sorted: (factors: [Contraction.Factor], sizes: [Size]) {
    var order = self
    order.refine()
    let arranged = order.factors.enumerated().sorted { left, right in
      let result = left.element.formula.compare(right.element.formula)
      if result != 0 { return result < 0 }
      let (a, b) = (order.key(left.element), order.key(right.element))
      return a == b ? left.offset < right.offset : a.lexicographicallyPrecedes(b)
    }.map(\.element)

    var number: [Int: Int] = [:]
    var lengths: [Size] = []
    func give(_ label: Int) {
      if number[label] != nil { return }
      number[label] = lengths.count
      lengths.append(sizes[label]!)
    }
    for label in output { give(label) }
    for factor in arranged { for label in factor.labels { give(label) } }
    return (arranged.map { .init($0.formula, $0.labels.map { number[$0]! }) }, lengths)
  }

  /// Output labels come first in the comparison of two equal factors, in their order.
  private func key(_ factor: Contraction.Factor) -> [UInt64] {
    factor.labels.map { label in output.firstIndex(of: label).map(UInt64.init) ?? (colours[label]! | 1 << 63) }
  }

  private mutating func refine() {
    var labels = Set(factors.flatMap(\.labels))
    for (place, label) in output.enumerated() {
      colours[label] = Fingerprint.mix(UInt64(place) + 1)
      labels.remove(label)
    }
    let summed = labels.sorted()
    for label in summed { colours[label] = 0 }
    // Colours only tell equal formulas apart.
    if summed.isEmpty || Set(factors.map(\.formula)).count == factors.count { return }
    // A label that occurs in distinct formulas only is told apart in a round or two; a symmetric product needs a choice.
    var round: UInt64 = 1
    while Budget.spend(factors.count + summed.count) {
      refineOnce(summed)
      let before = Set(summed.map { colours[$0]! }).count
      refineOnce(summed)
      let classes = Dictionary(grouping: summed) { colours[$0]! }
      if classes.count > before { continue }
      guard let tied = classes.filter({ $0.value.count > 1 }).min(by: { $0.key < $1.key }) else { return }
      colours[tied.value[0]] = Fingerprint.mix(tied.key ^ (0xabcd_ef01_2345_6789 &* round))
      round += 1
    }
  }

  private mutating func refineOnce(_ summed: [Int]) {
    var seen: [Int: [UInt64]] = [:]
    for factor in factors {
      var hash = Fingerprint()
      hash.combine(factor.formula.fingerprint)
      for label in factor.labels { hash.combine(colours[label]!) }
      for (axis, label) in factor.labels.enumerated() {
        seen[label, default: []].append(Fingerprint.mix(hash.value ^ UInt64(axis + 1)))
      }
    }
    var next = colours
    for label in summed {
      var hash = Fingerprint()
      hash.combine(colours[label]!)
      for value in seen[label, default: []].sorted() { hash.combine(value) }
      next[label] = hash.value
    }
    colours = next
  }
}
