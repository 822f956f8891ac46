package import GradusExpression

extension KroneckerForm {
  /// The equation between the stacked differentials, and what K is where it stands in it:
  ///
  ///     vec(dF) = (Bᵀ ⊗ A) vec(dX)
  ///
  /// - Parameters:
  ///   - variable: the symbol that the derivative was taken in last.
  ///   - function: what the function is called; F where it is a matrix and f where it is a vector, unless another is given.
  package func written(
    withRespectTo variable: Symbol, named function: String? = nil, as format: Notation = .unicode
  ) -> String {
    let parts = terms.flatMap { [$0.rowWeights, $0.outer, $0.inner, $0.columnWeights] }.compactMap { $0 }
    let taken = Set(parts.flatMap { $0.symbols.map(\.name) + $0.sizeSymbols } + [variable.name])
    let commutation = ["K", "C"].first { !taken.contains($0) } ?? "K_1"
    let composer = Composer()
    let written = terms.map { $0.written(composer, self, commutation: commutation) }
    var chain: [Written]
    if terms.count == 1, !terms[0].coefficient.isNegative {
      chain = [written[0]]
      if case .product(let factors) = written[0].form { chain = factors }
    } else {
      let summands = zip(terms, written).map { Written.Summand(isNegative: $0.coefficient.isNegative, written: $1) }
      chain = [Written(.sum(summands), .matrix)]
    }
    let change = Written.name("d" + variable.name, rank: columns.count).stacked
    let right: Written =
      if terms.count == 1, chain[0].kind == .scalar {
        .product([chain[0]], chain.dropFirst() + [change])
      } else {
        .product([], chain + [change])
      }
    let left = Written.name("d" + (function ?? (rows.count == 2 ? "F" : "f")), rank: rows.count).stacked
    var equations = [(left: left, right: right)]
    if terms.contains(where: \.commutes) {
      let whole = Written.name(variable.name, rank: 2)
      equations.append((.product([], [.name(commutation, rank: 2), whole.stacked]), whole.transposed.stacked))
    }
    return format.text(of: equations, taken: taken)
  }
}

extension KroneckerForm.Term {
  /// The term without its sign.
  fileprivate func written(_ composer: Composer, _ form: KroneckerForm, commutation: String) -> Written {
    let scalar = Written.number(coefficient.magnitude)
    guard let outer, let inner else {
      return .product(
        [scalar], [composer.compose(rowWeights!).stacked, composer.compose(columnWeights!).stacked.transposed])
    }
    var chain: [Written] = []
    if let rowWeights { chain.append(.call(.diagonal, [composer.compose(rowWeights).stacked], .matrix)) }
    if !(outer.isUnitMatrix && inner.isUnitMatrix) {
      let parts = [(outer, outerIsColumn), (inner, innerIsColumn)].map { part, isColumn in
        let written = composer.compose(part)
        return part.rank == 1 && !isColumn ? written.transposed : written
      }
      chain.append(.call(.kronecker, parts, .matrix))
    }
    if commutes { chain.append(.name(commutation, rank: 2)) }
    if let columnWeights { chain.append(.call(.diagonal, [composer.compose(columnWeights).stacked], .matrix)) }
    if chain.isEmpty { chain = [Written(.unitMatrix(form.columns.reduce(.number(1), *), isTold: false), .matrix)] }
    return .product([scalar], chain)
  }
}

extension Formula {
  fileprivate var isUnitMatrix: Bool { if case .delta = node { true } else { false } }
}

extension Written {
  /// vec of a matrix; a vector is its own.
  fileprivate var stacked: Written { kind.rank == 2 ? .call(.vectorized, [self], .column) : self }
}

extension Notation {
  fileprivate func text(of equations: [(left: Written, right: Written)], taken: Set<String>) -> String {
    func joined(_ dialect: any Dialect) -> String {
      let writer = Writer(dialect: dialect, taken: taken)
      return equations.map { "\(writer.text($0.left)) = \(writer.text($0.right))" }.joined(separator: "; ")
    }
    switch self {
    case .ascii, .python, .swift: return joined(AsciiDialect())
    case .unicode: return joined(UnicodeDialect(taken: taken))
    case .latex: return joined(LatexDialect(taken: taken))
    case .mathml:
      let writer = Writer(dialect: MathMLDialect(taken: taken), taken: taken)
      return MathMLDialect.document(
        equations.map { "\(writer.text($0.left))<mo>=</mo>\(writer.text($0.right))" }.joined(separator: "<mo>;</mo>"))
    }
  }
}
