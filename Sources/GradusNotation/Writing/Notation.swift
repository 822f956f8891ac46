/// The forms in which mathematics is written.
public enum Notation: String, Hashable, Sendable, CaseIterable {
  /// `2*X'*(X*w - y)`, which reads back to the same formula.
  case ascii
  /// `2 Xᵀ(X w − y)`
  case unicode
  /// `2 X^\top \left(X w - y\right)`
  case latex
  /// MathML Core, to be put into a page of HTML.
  case mathml
  /// An expression of NumPy: `2*X.T @ (X @ w - y)`.
  case python
  /// An expression over this package: `2 * X.transposed * (X * w - y)`.
  case swift
}
