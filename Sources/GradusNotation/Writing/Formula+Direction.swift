package import GradusExpression

extension Formula {
  /// What a derivative in numerator layout, shape(f) + shape(x), makes of a change of its variable: Σ ∂f(s…)/∂x(i…) h(i…).
  ///
  /// - Parameters:
  ///   - direction: the change, with the shape of the variable.
  ///   - rank: the count of axes of the function; the axes after them are the variable's.
  package func directional(_ direction: Formula, functionRank rank: Int) -> Formula {
    precondition(
      rank + direction.rank == self.rank && Array(shape[rank...]) == direction.shape,
      "a direction \(describe(shape: direction.shape)) for a derivative \(describe(shape: shape))")
    // Term by term, so that each becomes a product of matrices.
    let parts = terms.map { term in
      Term(
        term.coefficient,
        Formula.contraction(
          [.init(term.formula, Array(0..<self.rank)), .init(direction, Array(rank..<self.rank))],
          output: Array(0..<rank), flattening: true))
    }
    return .sum(parts, shape: Array(shape[..<rank]))
  }

  /// A derivative in numerator layout as a linear map, in matrix notation where its entries have none:
  ///
  ///     dF[H] = H X² + X² H + X H X
  ///
  /// - Parameters:
  ///   - variable: the symbol that the derivative was taken in.
  ///   - rank: the count of axes of the function.
  ///   - function: what the function is called; F where it is a matrix and f where it is a vector, unless another is given.
  package func writtenDirectionally(
    withRespectTo variable: Symbol, functionRank rank: Int, named function: String? = nil,
    as format: Notation = .unicode
  ) -> String {
    let taken = Set(symbols.map(\.name)).union(sizeSymbols)
    let letters = variable.shape.count == 2 ? ["H", "K", "E", "dX"] : ["h", "k", "d", "dx"]
    let name = letters.first { !taken.contains($0) } ?? "direction"
    let direction = Formula.symbol(name, variable.shape)
    let change = directional(direction, functionRank: rank).written(as: format)
    return "d\(function ?? (rank == 2 ? "F" : "f"))[\(name)] = \(change)"
  }
}
