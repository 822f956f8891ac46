/// The canonical order of factors and numbering of summed labels of a product.
///
/// Labels are coloured by how they are used and the colours refined until they tell all labels apart (colour refinement
/// after Weisfeiler and Leman 1968, with individualisation of ties), so that two products that differ only in the names of
/// their labels come out the same. Parts that share no summed label are ordered each for itself: refinement cannot tell the
/// labels of tr(A²) from those of tr(A³).
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
    order.colour()
    let arranged = order.arranged
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

  /// The factors by their formulas, and equal ones by the colours of their labels.
  private var arranged: [Contraction.Factor] {
    factors.enumerated().sorted { left, right in
      let result = left.element.formula.compare(right.element.formula)
      if result != 0 { return result < 0 }
      let (a, b) = (key(left.element), key(right.element))
      return a == b ? left.offset < right.offset : a.lexicographicallyPrecedes(b)
    }.map(\.element)
  }

  /// Output labels come first in the comparison of two equal factors, in their order.
  private func key(_ factor: Contraction.Factor) -> [UInt64] {
    factor.labels.map { label in output.firstIndex(of: label).map(UInt64.init) ?? (colours[label]! | 1 << 63) }
  }

  private mutating func colour() {
    for (place, label) in output.enumerated() { colours[label] = Fingerprint.mix(UInt64(place) + 1) }
    for label in summed { colours[label] = 0 }
    // Colours only tell equal formulas apart.
    if summed.isEmpty || Set(factors.map(\.formula)).count == factors.count { return }
    let parts = self.parts
    if parts.count == 1 { return refine(round: 1, leaves: Self.mostLeaves) }
    let ordered = parts.map { factors in
      var part = LabelOrder(factors: factors, output: output, sizes: sizes)
      part.colours = colours
      part.refine(round: 1, leaves: Self.mostLeaves)
      return part
    }.sorted { $0.precedes($1) }
    for (place, part) in ordered.enumerated() {
      for label in part.summed {
        colours[label] = Fingerprint.mix(part.colours[label]! ^ (0x9e37_79b9_7f4a_7c15 &* UInt64(place)))
      }
    }
  }

  private var summed: [Int] { Set(factors.flatMap(\.labels)).subtracting(output).sorted() }

  /// The factors of each part that shares no summed label with the others.
  private var parts: [[Contraction.Factor]] {
    // The factor that first had a label, and for each factor one before it of the same part.
    var owner: [Int: Int] = [:]
    var earlier = Array(factors.indices)
    func root(_ factor: Int) -> Int {
      var factor = factor
      while earlier[factor] != factor {
        earlier[factor] = earlier[earlier[factor]]
        factor = earlier[factor]
      }
      return factor
    }
    let kept = Set(output)
    for (place, factor) in factors.enumerated() {
      for label in factor.labels where !kept.contains(label) {
        if let other = owner[label] { earlier[root(place)] = root(other) } else { owner[label] = place }
      }
    }
    return Dictionary(grouping: factors.indices, by: root).sorted { $0.key < $1.key }.map { $1.map { factors[$0] } }
  }

  /// The order of two parts, by what does not depend on the names of labels: their factors, and where each label stands first.
  private func precedes(_ other: LabelOrder) -> Bool {
    let (own, others) = (arranged, other.arranged)
    for (left, right) in zip(own, others) {
      let result = left.formula.compare(right.formula)
      if result != 0 { return result < 0 }
    }
    if own.count != others.count { return own.count < others.count }
    return pattern(own).lexicographicallyPrecedes(other.pattern(others))
  }

  private func pattern(_ arranged: [Contraction.Factor]) -> [Int] {
    var number = Dictionary(uniqueKeysWithValues: output.enumerated().map { ($1, $0) })
    return arranged.flatMap(\.labels).map { label in
      let known = number[label] ?? number.count
      number[label] = known
      return known
    }
  }

  /// So many choices among labels that refinement does not tell apart are tried; in larger products the first is taken, which
  /// is right wherever the labels can be exchanged, as along a cycle.
  private static let mostLeaves = 24

  private mutating func refine(round: UInt64, leaves: Int) {
    let summed = summed
    // A label that occurs in distinct formulas only is told apart in a round or two; a symmetric product needs a choice.
    while Budget.spend(factors.count + summed.count) {
      refineOnce(summed)
      let before = Set(summed.map { colours[$0]! }).count
      refineOnce(summed)
      let classes = Dictionary(grouping: summed) { colours[$0]! }
      if classes.count > before { continue }
      guard let tied = classes.filter({ $0.value.count > 1 }).min(by: { $0.key < $1.key }) else { return }
      let choices = tied.value.count <= leaves ? tied.value : [tied.value[0]]
      let tried = choices.map { label in
        var order = self
        order.colours[label] = Fingerprint.mix(tied.key ^ (0xabcd_ef01_2345_6789 &* round))
        order.refine(round: round + 1, leaves: leaves / choices.count)
        return order
      }
      self = tried.dropFirst().reduce(tried[0]) { $1.precedes($0) ? $1 : $0 }
      return
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
