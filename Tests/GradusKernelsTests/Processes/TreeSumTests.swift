import GradusKernels
import Testing

@Suite("Rows of leaves are added in one tree")
struct TreeSumTests {
  /// Numbers whose sum depends on the order in which they are added.
  static func row(_ leaf: Int, _ count: Int) -> [Float] {
    (0..<count).map { place in
      let x = Double((leaf * 7919 + place * 104_729) % 10007) / 10007 - 0.5
      return Float(x * (leaf % 3 == 0 ? 1e4 : 1))
    }
  }

  static func tree(_ range: Range<Int>, _ count: Int) -> [Float] {
    if range.count == 1 { return row(range.lowerBound, count) }
    let middle = range.lowerBound + range.count / 2
    return zip(tree(range.lowerBound..<middle, count), tree(middle..<range.upperBound, count)).map { $0 + $1 }
  }

  @Test("by their places", arguments: [1, 2, 3, 4, 5, 7, 8, 12, 16, 33], [1, 15, 1000, 70_001])
  func sum(leaves: Int, count: Int) throws {
    let sum = TreeSum(count: count, leaves: leaves, group: nil)
    for _ in 0..<2 {
      var made: [Int] = []
      try sum.add { leaf in
        made.append(leaf)
        sum.leaf.region.write(Self.row(leaf, count))
      }
      #expect(made == Array(0..<leaves))
      #expect(sum.total.region.numbers.map { Float($0) } == Self.tree(0..<leaves, count))
    }
  }

  @Test("which is another sum than that in turn")
  func order() {
    let inTurn = (1..<12).reduce(Self.row(0, 1000)) { zip($0, Self.row($1, 1000)).map { $0 + $1 } }
    #expect(Self.tree(0..<12, 1000) != inTurn)
  }
}
