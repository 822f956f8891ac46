/// Collects factors and brings their product into canonical form.
struct ContractionBuilder {
  private(set) var coefficient = Rational.one
  private(set) var isZero = false
  private(set) var factors: [Contraction.Factor] = []
  private var output: [Int]
  private var sizes: [Int: Size]
  private let flattening: Bool
  private var nextLabel: Int

  /// Beyond this count of factors products stay nested, so that sharing cannot unfold without end.
  private static let mostFactors = 64

  init(output: [Int], sizes: [Int: Size], flattening: Bool) {
    precondition(Set(output).count == output.count, "an output label twice: \(output)")
    self.output = output
    self.sizes = sizes
    self.flattening = flattening
    nextLabel = max(output.max() ?? 0, sizes.keys.max() ?? 0) + 1
  }

  /// Multiplies a factor in, taking it apart where that loses no sharing.
  mutating func absorb(_ formula: Formula, _ labels: [Int]) {
    precondition(labels.count == formula.rank, "\(labels.count) labels for the shape \(describe(shape: formula.shape))")
    for (label, size) in zip(labels, formula.shape) { carry(label, size) }
    switch formula.node {
    case .constant(let value):
      coefficient *= value
      isZero = isZero || value.isZero
    case .sum(let terms) where terms.isEmpty:
      isZero = true
    case .sum(let terms) where terms.count == 1:
      coefficient *= terms[0].coefficient
      absorb(terms[0].formula, labels)
    case .contraction(let inner) where takesApart(inner):
      let fresh = labels + inner.summed.indices.map { nextLabel + $0 - inner.rank }
      nextLabel += inner.summed.count
      for (label, size) in zip(fresh, inner.sizes) { carry(label, size) }
      for factor in inner.factors { absorb(factor.formula, factor.labels.map { fresh[$0] }) }
    default:
      factors.append(.init(formula, labels))
    }
  }

  /// Keeps labels of factors still to come apart from those that a product taken apart brings along.
  mutating func reserve(_ labels: [Int]) {
    nextLabel = max(nextLabel, (labels.max() ?? 0) + 1)
  }

  private mutating func carry(_ label: Int, _ size: Size) {
    if let known = sizes[label] {
      precondition(known == size, "one label for axes of lengths \(known) and \(size)")
    } else {
      sizes[label] = size
    }
    nextLabel = max(nextLabel, label + 1)
  }

  private func takesApart(_ inner: Contraction) -> Bool {
    if inner.factors.isEmpty { return true }
    if inner.factors.count == 1, inner.summed.isEmpty { return true }
    return flattening && factors.count + inner.factors.count <= ContractionBuilder.mostFactors
  }

  /// The canonical formula of the product.
  mutating func finish() -> Formula {
    let shape = output.map { label in
      guard let size = sizes[label] else { preconditionFailure("an output label that has no size: \(label)") }
      return size
    }
    if isZero { return .zero(shape) }
    repeat {
      eliminateDeltas()
      selectBasisVectors()
    } while mergePowers() || mergeExponentials()
    if isZero { return .zero(shape) }
    countUncarriedLabels()
    return canonical(shape: shape).scaled(by: coefficient)
  }

  // MARK: Unit tensors

  /// Σⱼ δᵢⱼ f(j) = f(i). A unit matrix between two axes of the result stays, on the smallest label of its chain.
  private mutating func eliminateDeltas() {
    while let index = factors.firstIndex(where: { factor in
      guard case .delta = factor.formula.node else { return false }
      return factor.labels[0] == factor.labels[1]
        || !(output.contains(factor.labels[0]) && output.contains(factor.labels[1]))
    }) {
      let labels = factors.remove(at: index).labels
      if labels[0] == labels[1] { continue }
      let (kept, dropped) = output.contains(labels[1]) ? (labels[1], labels[0]) : (labels[0], labels[1])
      rename(dropped, to: kept)
      sizes[dropped] = nil
    }
    tieOutputs()
  }

  /// What is left ties axes of the result to one another: keep a star of unit matrices around the first axis of each
  /// group, and let every other factor use that axis.
  private mutating func tieOutputs() {
    var leader: [Int: Int] = [:]
    func find(_ label: Int) -> Int {
      var label = label
      while let next = leader[label] { label = next }
      return label
    }
    var tied: [Int] = []
    for factor in factors {
      guard case .delta = factor.formula.node else { continue }
      let (a, b) = (find(factor.labels[0]), find(factor.labels[1]))
      if a == b { continue }
      let first = output.firstIndex(of: a)! < output.firstIndex(of: b)! ? a : b
      leader[first == a ? b : a] = first
      tied.append(first == a ? b : a)
    }
    if tied.isEmpty { return }
    factors.removeAll { if case .delta = $0.formula.node { true } else { false } }
    factors = factors.map { .init($0.formula, $0.labels.map(find)) }
    for label in tied { factors.append(.init(.identity(sizes[label]!), [find(label), label])) }
  }

  private mutating func rename(_ old: Int, to new: Int) {
    factors = factors.map { .init($0.formula, $0.labels.map { $0 == old ? new : $0 }) }
  }

  /// Two unit vectors on one axis are one of them, or zero.
  private mutating func selectBasisVectors() {
    var chosen: [Int: Int] = [:]
    var kept: [Contraction.Factor] = []
    for factor in factors {
      guard case .basis(let index, _) = factor.formula.node else {
        kept.append(factor)
        continue
      }
      if let other = chosen[factor.labels[0]] {
        isZero = isZero || other != index
      } else {
        chosen[factor.labels[0]] = index
        kept.append(factor)
      }
    }
    factors = kept
    readLiterals(chosen)
    dropIdleBasisVectors()
  }

  /// A literal on an axis that a unit vector selects is the selected part of it.
  private mutating func readLiterals(_ chosen: [Int: Int]) {
    if chosen.isEmpty { return }
    let old = factors
    factors = []
    for factor in old {
      guard case .literal(let literal) = factor.formula.node, factor.labels.contains(where: { chosen[$0] != nil })
      else {
        factors.append(factor)
        continue
      }
      var part = literal
      var labels = factor.labels
      while let axis = labels.firstIndex(where: { chosen[$0] != nil }) {
        part = part.selecting(chosen[labels[axis]]!, along: axis)
        labels.remove(at: axis)
      }
      absorb(.literal(shape: part.shape, part.values), labels)
    }
  }

  /// The entries of a unit vector that nothing else touches sum to 1.
  private mutating func dropIdleBasisVectors() {
    let uses = factors.flatMap(\.labels).reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
    let idle = factors.filter { $0.formula.isBasis && uses[$0.labels[0]] == 1 && !output.contains($0.labels[0]) }
    if idle.isEmpty { return }
    factors.removeAll(where: idle.contains)
    for factor in idle { sizes[factor.labels[0]] = nil }
  }

  // MARK: Powers and exponentials

  /// x · x = x² and x² · x⁻¹ = x for equal factors with equal labels. True where something new came to be.
  private mutating func mergePowers() -> Bool {
    struct Key: Hashable {
      var base: Formula
      var labels: [Int]
    }
    var exponents: [Key: [Formula]] = [:]
    var order: [Key] = []
    for factor in factors {
      // An exponent that is not the same for every entry stays with its power.
      var (base, exponent) = (factor.formula, Formula.one)
      if case .power(let inner, let power) = factor.formula.node, power.isScalar { (base, exponent) = (inner, power) }
      let key = Key(base: base, labels: factor.labels)
      if exponents[key] == nil { order.append(key) }
      exponents[key, default: []].append(exponent)
    }
    guard exponents.values.contains(where: { $0.count > 1 }) else { return false }
    factors = []
    for key in order {
      let total = Formula.sum(exponents[key]!, shape: [])
      if total.isZero { continue }
      absorb(.power(key.base, total), key.labels)
    }
    return true
  }

  /// exp(a) · exp(−a) = 1, and exp(u) · exp(−log Σ exp u) = exp(u − log Σ exp u).
  private mutating func mergeExponentials() -> Bool {
    for (i, left) in factors.enumerated() {
      guard let a = left.formula.exponentialArgument else { continue }
      for (j, right) in factors.enumerated() where j != i {
        guard let merged = Formula.mergeExponentials(a, left, right) else { continue }
        factors[i] = .init(left.formula.withoutOneFactor, left.labels)
        factors[j] = .init(right.formula.withoutOneFactor, right.labels)
        let old = factors
        factors = []
        for factor in old { absorb(factor.formula, factor.labels) }
        absorb(merged, left.labels)
        return true
      }
    }
    return false
  }

  // MARK: Canonical form

  /// Σᵢ over an axis that no factor carries is the number of its entries.
  private mutating func countUncarriedLabels() {
    let carried = Set(factors.flatMap(\.labels)).union(output)
    for (label, size) in sizes.sorted(by: { $0.key < $1.key }) where !carried.contains(label) {
      sizes[label] = nil
      absorb(.size(size), [])
    }
    _ = mergePowers()
  }

  private func canonical(shape: [Size]) -> Formula {
    let sorted = LabelOrder(factors: factors, output: output, sizes: sizes).sorted
    if sorted.factors.isEmpty, shape.isEmpty { return .one }
    if sorted.factors.count == 1, sorted.factors[0].labels == Array(shape.indices) { return sorted.factors[0].formula }
    return Formula(
      .contraction(Contraction(factors: sorted.factors, sizes: sorted.sizes, rank: shape.count)), shape: shape)
  }
}
