import GradusCalculus
package import GradusExpression

// Determinants of small matrices whose entries hold names, entry by entry: det [1 k; k 4] = 4 − k².
extension Formula {
  /// More rows than this have too many products.
  private static let mostRows = 4

  /// The entries of a matrix of a known and small size; nil of any other formula.
  package var smallEntries: [[Formula]]? {
    guard rank == 2, let rows = shape[0].value(in: [:]), let columns = shape[1].value(in: [:]), rows == columns,
      (1...Self.mostRows).contains(rows)
    else { return nil }
    return (0..<rows).map { i in
      (0..<columns).map { j in
        Formula.contraction(
          [.init(self, [0, 1]), .init(.basis(i, .number(rows)), [0]), .init(.basis(j, .number(columns)), [1])],
          output: []
        ).simplified()
      }
    }
  }

  /// The formula with the determinants of small matrices written out.
  func expandingDeterminants() -> Formula {
    var replacements: [Formula: Formula] = [:]
    for case .determinant(let matrix) in nodesBottomUp.map(\.node) where !matrix.symbols.isEmpty {
      guard let entries = matrix.smallEntries else { continue }
      replacements[.determinant(matrix)] = Formula.determinant(of: entries)
    }
    return replacements.isEmpty ? self : substituting(replacements)
  }

  /// The determinant by its first row.
  package static func determinant(of entries: [[Formula]]) -> Formula {
    guard entries.count > 1 else { return entries[0][0] }
    var terms: [Term] = []
    for (column, entry) in entries[0].enumerated() where !entry.isZero {
      let minor = entries.dropFirst().map { row in row.indices.filter { $0 != column }.map { row[$0] } }
      terms.append(Term(column % 2 == 0 ? 1 : -1, entry * determinant(of: minor)))
    }
    return Formula.sum(terms, shape: []).simplified()
  }
}
