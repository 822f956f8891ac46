import GradusExpression

extension Reading {
  /// What the text left to be found out: `read: xᵢ row i of X [n, d], w [d], y [n]`; nil where all of it is numbers.
  ///
  /// - Parameter format: how the names are written.
  public func shapesNote(as format: Notation = .unicode) -> String? {
    func written(_ name: String) -> String { Formula.symbol(name).written(as: format == .ascii ? .ascii : .unicode) }
    let objective =
      objectiveNames.isEmpty ? [] : ["the objective over " + objectiveNames.map(written).joined(separator: ", ")]
    guard inferred.contains(where: { !$0.symbol.shape.isEmpty }) else {
      return objective.isEmpty ? nil : "read: " + objective[0]
    }
    let parts = inferred.map { one in
      let name = written(one.symbol.name)
      let whole = one.symbol.shape.isEmpty ? "\(name) a number" : "\(name) \(describe(shape: one.symbol.shape))"
      if one.isSet { return whole + ", 1 at its members and 0 elsewhere" }
      if one.row == nil, let base = one.entryBase { return "\(written(base + "_ij")) the entries of \(whole)" }
      return one.row.map { "\(written($0.name)) row \($0.index) of \(whole)" } ?? whole
    }
    return "read: " + (objective + parts).joined(separator: ", ")
  }

  /// Whether the answer speaks of something else than the text does: of a matrix whose rows were found in it, of a set, of an
  /// objective.
  package var findsRows: Bool {
    !objectiveNames.isEmpty || inferred.contains { $0.row != nil || $0.entryBase != nil || $0.isSet }
  }
}
