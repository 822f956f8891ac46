import GradusExpression

/// What two products have in common, as labelled graphs.
struct CommonFactor {
  private let left: Contraction
  private let right: Contraction
  /// For each label of the right product the one of the left that it stands for, and the other way round.
  private var labels: [Int?]
  private var images: [Int?]
  private var pairs: [(left: Int, right: Int)] = []
  private var isTakenLeft: [Bool]
  private var isTakenRight: [Bool]
  /// How many of the pairs carry each label of the right product.
  private var holders: [Int]
  /// The numbers like xᵀAx within each product, as places.
  private let numbersLeft: [[Int]]
  private let numbersRight: [[Int]]

  /// c₁ F G₁ + c₂ F G₂ = F (c₁ G₁ + c₂ G₂) for the longest common F; nil where there is none.
  static func join(_ first: Term, _ second: Term) -> Term? {
    let (left, right) = aligned(product(first.formula), product(second.formula))
    var best: (common: CommonFactor, length: Int)?
    let none = CommonFactor(left: left, right: right)
    var numbers = none
    // A pair that an earlier choice took along leads to that choice again.
    var covered: Set<[Int]> = []
    var trials = 0
    for i in left.factors.indices {
      for j in right.factors.indices
      where trials < mostTrials && left.factors[i].formula == right.factors[j].formula && !covered.contains([i, j])
        && Budget.spend(left.factors.count)
      {
        trials += 1
        var common = none
        guard common.match(i, j) else { continue }
        if left.factors[i].labels.isEmpty { _ = numbers.match(i, j) }
        common.extend()
        for pair in common.pairs { covered.insert([pair.left, pair.right]) }
        common.keepScalarsWhole(none)
        let length = common.pairs.reduce(0) { $0 + left.factors[$1.left].formula.length }
        if length > best?.length ?? 0 { best = (common, length) }
      }
    }
    if let joined = best?.common.joined(first.coefficient, second.coefficient) { return joined }
    // Where that leaves something that is no product of matrices, the numbers in front.
    return numbers.pairs.isEmpty ? nil : numbers.joined(first.coefficient, second.coefficient)
  }

  /// Powers of one matrix agree in very many ways: not all are tried.
  private static let mostTrials = 40

  private init(left: Contraction, right: Contraction) {
    self.left = left
    self.right = right
    labels = Array(repeating: nil, count: right.sizes.count)
    images = Array(repeating: nil, count: left.sizes.count)
    isTakenLeft = Array(repeating: false, count: left.factors.count)
    isTakenRight = Array(repeating: false, count: right.factors.count)
    holders = Array(repeating: 0, count: right.sizes.count)
    (numbersLeft, numbersRight) = (Self.numbers(in: left), Self.numbers(in: right))
  }

  /// The factors of each number within a product that has axes.
  private static func numbers(in product: Contraction) -> [[Int]] {
    if product.rank == 0 { return [] }
    return product.components.filter { component in
      component.allSatisfy { product.factors[$0].labels.allSatisfy { $0 >= product.rank } }
    }
  }

  private static func product(_ formula: Formula) -> Contraction {
    if case .contraction(let contraction) = formula.node { return contraction }
    return Contraction(
      factors: formula == .one ? [] : [.init(formula, Array(0..<formula.rank))], sizes: formula.shape,
      rank: formula.rank)
  }

  /// The products with what both divide by split off: s⁻⁴ and s⁻² have s⁻² in common.
  private static func aligned(_ left: Contraction, _ right: Contraction) -> (Contraction, Contraction) {
    func powers(_ product: Contraction) -> [Formula: Rational] {
      let scalars = product.factors.filter(\.labels.isEmpty).map(\.formula.baseAndExponent)
      return Dictionary(scalars.map { ($0.base, $0.exponent) }) { first, _ in first }
    }
    func split(_ product: Contraction, _ other: [Formula: Rational]) -> Contraction {
      let factors = product.factors.flatMap { factor -> [Contraction.Factor] in
        let (base, exponent) = factor.formula.baseAndExponent
        guard factor.labels.isEmpty, let common = other[base], common.isNegative, exponent < common else {
          return [factor]
        }
        return [common, exponent - common].map { .init(.power(base, .constant($0)), []) }
      }
      return Contraction(factors: factors, sizes: product.sizes, rank: product.rank)
    }
    return (split(left, powers(right)), split(right, powers(left)))
  }

  /// Takes a pair of equal factors in, where neither is taken yet and their labels agree with those taken before.
  private mutating func match(_ i: Int, _ j: Int) -> Bool {
    if isTakenLeft[i] || isTakenRight[j] { return false }
    let labelled = zip(left.factors[i].labels, right.factors[j].labels)
    var given = 0
    for (a, b) in labelled {
      guard a == b || (a >= left.rank && b >= right.rank), labels[b] ?? a == a, images[a] ?? b == b else {
        // The labels that this pair has given so far are taken back.
        for (a, b) in labelled.prefix(given) where holders[b] == 0 { (labels[b], images[a]) = (nil, nil) }
        return false
      }
      (labels[b], images[a]) = (a, b)
      given += 1
    }
    pairs.append((i, j))
    (isTakenLeft[i], isTakenRight[j]) = (true, true)
    for label in right.factors[j].labels { holders[label] += 1 }
    return true
  }

  private mutating func extend() {
    for i in left.factors.indices where !isTakenLeft[i] {
      for j in right.factors.indices where !isTakenRight[j] && left.factors[i].formula == right.factors[j].formula {
        if match(i, j) { break }
      }
    }
  }

  /// Gives back what would take a number like xᵀAx before a vector or matrix apart: (xᵀAx) x is not x xᵀAᵀ times x.
  private mutating func keepScalarsWhole(_ none: CommonFactor) {
    while true {
      let cutLeft = numbersLeft.filter { $0.contains { !isTakenLeft[$0] } }.joined()
      let cutRight = numbersRight.filter { $0.contains { !isTakenRight[$0] } }.joined()
      let kept = pairs.filter { !cutLeft.contains($0.left) && !cutRight.contains($0.right) }
      if kept.count == pairs.count { return }
      self = none
      for pair in kept { _ = match(pair.left, pair.right) }
    }
  }

  private func joined(_ first: Rational, _ second: Rational) -> Term? {
    let common = pairs.map { left.factors[$0.left] }
    let restLeft = left.factors.indices.filter { i in !pairs.contains { $0.left == i } }.map { left.factors[$0] }
    let restRight = right.factors.indices.filter { j in !pairs.contains { $0.right == j } }.map { right.factors[$0] }
    let shared = Set(common.flatMap(\.labels)).union(0..<left.rank)
    // The labels of the right product in those of the left; what is summed inside its rest gets labels of its own.
    var renamed = Dictionary(
      uniqueKeysWithValues: labels.enumerated().compactMap { label, own in own.map { (label, $0) } })
    for label in 0..<right.rank { renamed[label] = label }
    var next = left.sizes.count
    for label in right.sizes.indices where renamed[label] == nil {
      renamed[label] = next
      next += 1
    }
    let movedRight = restRight.map { Contraction.Factor($0.formula, $0.labels.map { renamed[$0]! }) }
    let axesLeft = Set(restLeft.flatMap(\.labels)).intersection(shared)
    let axesRight = Set(movedRight.flatMap(\.labels)).intersection(shared)
    let joint = axesLeft.union(axesRight)
    // A rest that is a number stands along the axis of the other one: x ⊙ y + x = x ⊙ (y + 1). Numbers in front leave all be.
    guard
      axesLeft == axesRight || common.allSatisfy(\.labels.isEmpty)
        || (joint.count == 1 && (axesLeft.isEmpty || axesRight.isEmpty))
    else { return nil }
    // More than two axes between the common part and the rest cannot be written with matrices.
    let axes = joint.sorted()
    if axes.count > 2 { return nil }
    var sizes = left.sizeByLabel
    for (label, size) in right.sizeByLabel where sizes[renamed[label]!] == nil { sizes[renamed[label]!] = size }
    let lengths = sizes.filter { axes.contains($0.key) }
    let a = Formula.contraction(restLeft, output: axes, sizes: lengths, flattening: true)
    let b = Formula.contraction(movedRight, output: axes, sizes: lengths, flattening: true)
    let rest = Formula.sum([Term(first, a), Term(second, b)], shape: axes.map { sizes[$0]! })
    let result = Formula.contraction(
      common + [.init(rest, axes)], output: Array(0..<left.rank),
      sizes: left.sizeByLabel.filter { $0.key < left.rank }, flattening: true)
    let (coefficient, formula) = result.coefficientAndRest
    return Term(coefficient, formula)
  }
}
