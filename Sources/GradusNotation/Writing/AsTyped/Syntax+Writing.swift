package import GradusExpression

extension Syntax {
  /// The formula as it was typed, in another notation: nothing is put in another order, computed or left out.
  ///
  /// `gradient(f, x)`, `hessian(f, x)` and `jacobian(g, x)` are written `∇ₓ f`, `∇²ₓ f` and `∂g/∂x`.
  package func written(as format: Notation) -> String { TypedWriter(format).piece(self).text }
}

extension Syntax {
  /// A name that nobody typed.
  package init(_ name: String) { self.init(.name(name), 0..<0) }

  /// A sum of names with numbers before them, in the order given: `R_2 − 2 R_1`.
  package init(_ terms: [(coefficient: Rational, name: String)]) {
    let addends = terms.map { coefficient, name in
      let number = Syntax(.number(coefficient.magnitude), 0..<0)
      let factor = Factor(operation: .times, value: Syntax(name), signRange: 0..<0)
      return Addend(
        isNegative: coefficient.isNegative,
        value: coefficient.magnitude.isOne ? factor.value : Syntax(.product(number, [factor]), 0..<0))
    }
    self.init(.sum(addends), 0..<0)
  }
}
