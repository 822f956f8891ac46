/// The order in which the factors of a product are multiplied two by two.
///
/// As they stand, unless that makes parts with many entries on the way: a long chain whose factors are not in the order of the
/// chain is then multiplied from neighbour to neighbour (the cheapest pair first).
struct ProductPlan {
  /// A product of two parts. The factors are the parts 1, 2, …, part 0 is the number one, and each step makes the next part.
  struct Step {
    let left: Int
    let right: Int
    /// The labels that are needed later, in order.
    let kept: [Int]
    let summed: [Int]
  }

  private(set) var steps: [Step] = []

  /// With fewer entries than this in every part the order does not matter.
  private static let fewEntries = 4096.0

  /// - Parameters:
  ///   - factors: the labels of each factor.
  ///   - needed: the labels that the result keeps.
  ///   - lengths: how many values each label takes.
  ///   - inOrder: whether the order as they stand matters, so that it is only left where it must be.
  init(_ factors: [[Int]], keeping needed: Set<Int>, lengths: [Int], inOrder: Bool = false) {
    steps = ProductPlan.inOrder(factors, needed)
    let largest = steps.map { ProductPlan.count($0.kept + $0.summed, lengths) }.max() ?? 1
    if factors.count > 2, largest > ProductPlan.fewEntries * (inOrder ? 4096 : 1) {
      steps = ProductPlan.cheapestFirst(factors, needed, lengths)
    }
  }

  private static func count(_ labels: some Sequence<Int>, _ lengths: [Int]) -> Double {
    labels.reduce(1) { $0 * Double(lengths[$1]) }
  }

  /// A summed label goes as soon as no later factor carries it.
  private static func inOrder(_ factors: [[Int]], _ needed: Set<Int>) -> [Step] {
    var last: [Int: Int] = [:]
    for (index, labels) in factors.enumerated() { for label in labels { last[label] = index } }
    var steps: [Step] = []
    var (current, part) = (Set<Int>(), 0)
    for (index, labels) in factors.enumerated() {
      let present = current.union(labels)
      let kept = present.filter { needed.contains($0) || last[$0]! > index }
      steps.append(
        Step(left: part, right: index + 1, kept: kept.sorted(), summed: present.subtracting(kept).sorted()))
      (current, part) = (kept, factors.count + 1 + index)
    }
    return steps
  }

  /// Again and again the two parts whose product takes the fewest multiplications; parts that share a label come first.
  private static func cheapestFirst(_ factors: [[Int]], _ needed: Set<Int>, _ lengths: [Int]) -> [Step] {
    var parts: [(place: Int, labels: Set<Int>)] = factors.enumerated().map { ($0 + 1, Set($1)) }
    var uses: [Int: Int] = [:]
    for part in parts { for label in part.labels { uses[label, default: 0] += 1 } }
    var steps: [Step] = []
    while parts.count > 1 {
      var best: (i: Int, j: Int, isApart: Bool, cost: Double)?
      for i in parts.indices {
        for j in parts.indices where j > i {
          let isApart = parts[i].labels.isDisjoint(with: parts[j].labels)
          if isApart, let best, !best.isApart { continue }
          let cost = count(parts[i].labels.union(parts[j].labels), lengths)
          if best.map({ (isApart ? 1 : 0, cost) < ($0.isApart ? 1 : 0, $0.cost) }) ?? true {
            best = (i, j, isApart, cost)
          }
        }
      }
      let (i, j, _, _) = best!
      let (left, right) = (parts[i], parts[j])
      let present = left.labels.union(right.labels)
      for label in left.labels.intersection(right.labels) { uses[label]! -= 1 }
      // Now each label counts the product once.
      let kept = present.filter { needed.contains($0) || uses[$0]! > 1 }
      for label in present.subtracting(kept) { uses[label] = nil }
      steps.append(
        Step(left: left.place, right: right.place, kept: kept.sorted(), summed: present.subtracting(kept).sorted()))
      parts.remove(at: j)
      parts[i] = (factors.count + steps.count, kept)
    }
    return steps
  }
}
