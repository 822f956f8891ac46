/// A product of any number of factors with labelled axes (Einstein's summation, written out).
///
/// The labels `0 ..< rank` are the axes of the result, in this order; every other label is summed over. So the one node
/// is the matrix product `A(0,2) B(2,1)`, the entrywise product `A(0,1) B(0,1)`, the outer product `x(0) y(1)`, the trace
/// `A(0,0)` of rank 0, the diagonal `A(0,0)` of rank 1, the transpose `A(1,0)`, a sum `x(0)` of rank 0, and the repetition
/// of a vector as rows `b(1)` of rank 2.
///
/// Canonical: factors are sorted, summed labels are numbered in the order of their first use, every summed label is
/// carried by a factor (a sum over an axis that no factor carries is the factor `size`), no factor is a constant, and two
/// equal factors with equal labels stand as one power.
public struct Contraction: Hashable, Sendable {
  /// A formula with a label for each of its axes.
  public struct Factor: Hashable, Sendable {
    /// The formula, which is no contraction itself where products are flat.
    public let formula: Formula
    /// One label an axis of the formula.
    public let labels: [Int]

    /// A formula and the labels of its axes, in order.
    public init(_ formula: Formula, _ labels: [Int]) {
      self.formula = formula
      self.labels = labels
    }
  }

  /// What is multiplied; the order says nothing.
  public let factors: [Factor]
  /// The size of each label.
  public let sizes: [Formula.Size]
  /// The count of axes of the result.
  public let rank: Int

  package init(factors: [Factor], sizes: [Size], rank: Int) {
    self.factors = factors
    self.sizes = sizes
    self.rank = rank
  }

  /// The labels that are summed over.
  public var summed: Range<Int> { rank..<sizes.count }

  /// The lengths of the axes of the result.
  public var shape: [Formula.Size] { Array(sizes[..<rank]) }

  /// Whether nothing is summed and no factor repeats a label: an entrywise product with repetition along axes.
  package var isEntrywise: Bool { summed.isEmpty }

  /// Whether the result is the one factor with its axes in another order.
  package var isTranspose: Bool {
    factors.count == 1 && summed.isEmpty && factors[0].labels.count == rank && Set(factors[0].labels).count == rank
  }

  /// The factors in groups that share no label with one another, as places: each group is a product of its own.
  package var components: [[Int]] {
    var groups: [(places: [Int], labels: Set<Int>)] = []
    for (place, factor) in factors.enumerated() {
      var joined = (places: [place], labels: Set(factor.labels))
      groups.removeAll { group in
        guard !group.labels.isDisjoint(with: joined.labels) else { return false }
        joined = (group.places + joined.places, group.labels.union(joined.labels))
        return true
      }
      groups.append(joined)
    }
    return groups.map { $0.places.sorted() }
  }

  /// Whether the result is a tensor of ones.
  package var isOnes: Bool { factors.isEmpty }
}
