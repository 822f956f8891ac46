import GradusCalculus
package import GradusExpression

extension LinearSystem {
  /// The equations that set formulas to zero; nil where one of them is not linear in the unknowns with numbers for all else.
  package init?(_ formulas: [Formula], _ unknowns: [Formula]) {
    let none = Dictionary(uniqueKeysWithValues: unknowns.map { ($0, Formula.zero([])) })
    var entries: [Rational] = []
    var right: [Rational] = []
    for formula in formulas {
      for unknown in unknowns {
        guard let slope = try? gradient(of: formula, withRespectTo: unknown).simplified(),
          let value = ExactEvaluator().evaluate(slope)?.values.first
        else { return nil }
        entries.append(value)
      }
      guard let rest = ExactEvaluator().evaluate(formula.substituting(none))?.values.first else { return nil }
      right.append(-rest)
    }
    self.init(ExactMatrix(rowCount: formulas.count, columnCount: unknowns.count, elements: entries), right)
  }
}
