extension Syntax {
  /// The formula as it was typed, in another notation: nothing is put in another order, computed or left out.
  ///
  /// `gradient(f, x)`, `hessian(f, x)` and `jacobian(g, x)` are written `∇ₓ f`, `∇²ₓ f` and `∂g/∂x`.
  package func written(as format: Format) -> String { TypedWriter(format).piece(self).text }
}
