import GradusExpression

/// Looks for the mirror images of a product: an exchange of labels that swaps the two halves of the axes and carries the
/// factors into one another.
///
/// If there is one, the product is Σ B(s, i…) W(s) Q(s, t) B(t, j…): a congruence of what stands in the mirror.
struct MirrorSearch {
  struct Mirror {
    /// Factors whose labels all stand in the mirror: weights.
    var fixed: [Contraction.Factor] = []
    /// Matrices whose two labels are exchanged.
    var middles: [Contraction.Factor] = []
    /// One of each two factors that face each other.
    var pairs: [Contraction.Factor] = []
    var image: [Int: Int] = [:]
    var representative: [Int: Int] = [:]

    /// Whether an axis and its image are the same by a unit matrix.
    func isTied(_ axis: Int) -> Bool {
      let label = representative[axis] ?? axis
      return image[label] == label
    }
  }

  private var factors: [Contraction.Factor] = []
  private var start = Mirror()

  /// More factors than this are not searched, since the search tries all pairs.
  private static let mostFactors = 12

  private let isSymmetric: (Formula) -> Bool

  init(_ contraction: Contraction, half: Int, isSymmetric: @escaping (Formula) -> Bool) {
    self.isSymmetric = isSymmetric
    // Axes tied by unit matrices are one label.
    var leader: [Int: Int] = [:]
    func find(_ label: Int) -> Int {
      var label = label
      while let next = leader[label] { label = next }
      return label
    }
    for factor in contraction.factors {
      guard case .delta = factor.formula.node else { continue }
      let (a, b) = (find(factor.labels[0]), find(factor.labels[1]))
      if a != b { leader[max(a, b)] = min(a, b) }
    }
    for label in contraction.sizes.indices { start.representative[label] = find(label) }
    for factor in contraction.factors {
      if case .delta = factor.formula.node { continue }
      factors.append(.init(factor.formula, factor.labels.map(find)))
    }
    for axis in 0..<half {
      let (a, b) = (find(axis), find(axis + half))
      if let known = start.image[a], known != b { isPossible = false }
      if let known = start.image[b], known != a { isPossible = false }
      start.image[a] = b
      start.image[b] = a
    }
    if factors.count > Self.mostFactors { isPossible = false }
  }

  private var isPossible = true

  /// Calls `visit` with one mirror after another until it returns true.
  func run(_ visit: (Mirror) -> Bool) {
    if isPossible { _ = place(Array(factors.indices), start, visit) }
  }

  private func place(_ remaining: [Int], _ mirror: Mirror, _ visit: (Mirror) -> Bool) -> Bool {
    // The factor with the most labels whose images are known has the fewest choices.
    guard
      let next = remaining.max(by: { known(factors[$0], mirror) < known(factors[$1], mirror) })
    else { return visit(mirror) }
    let factor = factors[next]
    for other in remaining where factors[other].formula == factor.formula {
      for labels in orders(factors[other], isItself: other == next) {
        guard var extended = extend(mirror, factor.labels, to: labels) else { continue }
        if other == next {
          if labels == factor.labels {
            extended.fixed.append(factor)
          } else if factor.labels.count == 2 {
            extended.middles.append(factor)
          } else {
            continue
          }
        } else {
          extended.pairs.append(factor)
        }
        if place(remaining.filter { $0 != next && $0 != other }, extended, visit) { return true }
      }
    }
    return false
  }

  /// A symmetric matrix may meet its image with the labels exchanged. Of a matrix that meets itself so, symmetry is asked
  /// when its definiteness is.
  private func orders(_ factor: Contraction.Factor, isItself: Bool) -> [[Int]] {
    guard factor.labels.count == 2, factor.labels[0] != factor.labels[1], isItself || isSymmetric(factor.formula) else {
      return [factor.labels]
    }
    return [factor.labels, [factor.labels[1], factor.labels[0]]]
  }

  private func known(_ factor: Contraction.Factor, _ mirror: Mirror) -> Int {
    factor.labels.isEmpty ? .max : factor.labels.count { mirror.image[$0] != nil } * 16 - factor.labels.count
  }

  private func extend(_ mirror: Mirror, _ labels: [Int], to images: [Int]) -> Mirror? {
    var result = mirror
    for (a, b) in zip(labels, images) {
      guard result.image[a] ?? b == b, result.image[b] ?? a == a else { return nil }
      result.image[a] = b
      result.image[b] = a
    }
    return result
  }
}
