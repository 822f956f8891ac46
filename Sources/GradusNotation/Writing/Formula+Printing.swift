public import GradusExpression

extension Formula: CustomStringConvertible {
  /// The formula as mathematics in one line: `print(2 * x * A)` prints `2 Aᵀ x`. One whose parts are shared so often that the text
  /// would be endless is shown by its structure, as `debugDescription` is.
  public var description: String {
    var nodes: [Formula: Int] = [:]
    // How many nodes the text would have: a shared part counts as often as it is written.
    for formula in nodesBottomUp {
      let count = formula.node.children.reduce(1) { min($0 + (nodes[$1] ?? 0), Formula.longestPrinted + 1) }
      nodes[formula] = count
    }
    return (nodes[self] ?? 0) > Formula.longestPrinted ? debugDescription : written()
  }

  private static let longestPrinted = 2000
}
