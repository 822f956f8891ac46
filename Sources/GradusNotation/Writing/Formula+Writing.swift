public import GradusExpression

extension Formula {
  /// The formula as mathematics, in matrix notation wherever there is one and in index notation elsewhere. A long text with
  /// repeated parts names them first: `T_1 = softmax(X*W); X'*(T_1 - Y)`.
  ///
  ///     (2 * X.transposed * (X * w - y)).written(as: .ascii)    // "2*X'*(X*w - y)"
  ///
  /// - Parameter original: a formula whose own sums are shown as they stand in it, so that the derivative of
  ///   `sin(x₁) + (x₁ + x₂²)²` is `cos(x₁) + 2 (x₁ + x₂²)`; the text means the same with and without.
  public func written(as format: Notation = .unicode, keepingSumsOf original: Formula? = nil) -> String {
    // Code computes: it has the forms in which nothing overflows.
    let shown = format == .swift ? withFunctionLaws : self
    let composition = Composition(shown, sharing: .beyond(Formula.mostPieces), keeping: original?.sums ?? [])
    let taken = composition.taken
    switch format {
    case .ascii: return composition.text(AsciiDialect())
    case .unicode: return composition.text(UnicodeDialect(taken: taken))
    case .latex: return composition.text(LatexDialect(taken: taken))
    case .mathml:
      let writer = Writer(dialect: MathMLDialect(taken: taken), taken: taken)
      let parts = composition.parts.map { part in
        "<mrow>\(writer.text(.name(part.name, rank: part.written.kind.rank)))<mo>=</mo>\(writer.text(part.written))</mrow><mo>;</mo>"
      }
      return MathMLDialect.document(parts.joined() + writer.text(composition.result))
    case .python: return PythonFunction(self, name: "f", arguments: nil).expression
    case .swift:
      let writer = SwiftWriter()
      let parts = composition.parts.map { "let \(SwiftWriter.identifier($0.name)) = \(writer.text($0.written))\n" }
      return parts.joined() + writer.text(composition.result)
    }
  }

  /// Beyond this many pieces a text names its repeated parts.
  private static let mostPieces = 200

  /// A self-contained function for NumPy that computes the formula. Its keyword arguments are the symbols, as arrays or
  /// numbers; sizes are taken from the shapes of the arrays.
  ///
  ///     gradient.pythonFunction(named: "derivative")
  ///     // def derivative(*, X, w, y):
  ///     //     import numpy as np
  ///     //     …
  ///     //     return np.asarray(2 * X.T @ (X @ w - y), dtype=float)
  ///
  /// - Parameter arguments: the symbols that are arguments even where the formula does not need them; its own always are.
  public func pythonFunction(named name: String, arguments: [Symbol] = []) -> String {
    PythonFunction(self, name: name, arguments: arguments).definition
  }
}

extension Composition {
  /// The parts with their names, then the whole.
  func text(_ dialect: any Dialect) -> String {
    let writer = Writer(dialect: dialect, taken: taken)
    let definitions = parts.map { part in
      dialect.name(part.name, part.written.kind).text + " = " + writer.text(part.written)
    }
    return (definitions + [writer.text(result)]).joined(separator: "; ")
  }
}
