public import GradusExpression

extension Formula {
  /// The formula as mathematics, in matrix notation wherever there is one and in index notation elsewhere.
  ///
  ///     (2 * X.transposed * (X * w - y)).written(as: .ascii)    // "2*X'*(X*w - y)"
  public func written(as format: Format = .unicode) -> String {
    let composer = Composer()
    let written = composer.compose(self)
    let taken = Set(symbols.map(\.name)).union(sizeSymbols)
    return switch format {
    case .ascii: Writer(dialect: AsciiDialect(), taken: taken).text(written)
    case .unicode: Writer(dialect: UnicodeDialect(taken: taken), taken: taken).text(written)
    case .latex: Writer(dialect: LatexDialect(taken: taken), taken: taken).text(written)
    default: Writer(dialect: AsciiDialect(), taken: taken).text(written)
    }
  }
}
