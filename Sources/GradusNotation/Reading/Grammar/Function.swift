package import GradusExpression

/// The functions that the notation knows, under all their spellings.
package enum Function: Hashable, Sendable {
  // Entrywise.
  case elementary(ElementaryFunction)
  case defined(DefinedFunction)
  // Entrywise in two arguments.
  case times, divide, pow, atan2, binom
  // Over the entries, or along an axis: `sum(X, 1)` runs down the rows.
  case sum, mean, prod, max, min, logsumexp
  // A vector, or every row of a matrix.
  case softmax, logsoftmax
  // Every entry by all of them, or along the axes named: `hardmax(X, 2)` works on each row.
  case hardmax, prodothers
  // The same entries in row-major order under other sizes.
  case reshape
  // Norms.
  case norm, norm1, norm2, normInf, normF, nuclearNorm
  // Linear algebra.
  case transpose, tr, det, logdet, inv, pinv, solve, diag, outer, inner, kron, vec, adj, eig, svals, rank,
    spectralRadius
  // Eigenvalues and singular values, and what belongs to them.
  case spectral(SpectralFunction)
  // Functions of a matrix.
  case expm, logm, sqrtm, sinm, cosm, tanm, asinm, acosm, atanm, sinhm, coshm, tanhm, asinhm, acoshm, atanhm
  // Constants of a size: of ones (times a number), of zeros, and the unit matrix.
  case vector, matrix, ones, zeros, eye
  // Ones on and above a diagonal.
  case triu
  // The count of entries, or of those along an axis: `size(X, 1)` is that of the rows.
  case size
}

extension Function: CaseIterable {
  /// Every function that the notation knows.
  package static let allCases: [Function] =
    ElementaryFunction.allCases.map(elementary) + DefinedFunction.allCases.map(defined) + [
      .times, .divide, .pow, .atan2, .binom, .sum, .mean, .prod, .max, .min, .logsumexp, .softmax, .logsoftmax,
      .hardmax,
      .prodothers,
      .reshape, .norm, .norm1, .norm2, .normInf, .normF, .nuclearNorm, .transpose, .tr, .det, .logdet, .inv, .pinv,
      .solve, .diag, .outer, .inner, .kron, .vec, .adj, .eig, .svals, .spectralRadius, .rank, .expm, .logm, .sqrtm,
      .sinm, .cosm, .tanm, .asinm,
      .acosm, .atanm, .sinhm, .coshm, .tanhm, .asinhm, .acoshm, .atanhm, .vector, .matrix, .ones, .zeros, .eye, .triu,
      .size,
    ] + SpectralFunction.allCases.filter { $0 != .nuclearNorm }.map(spectral)

  /// The name that Gradus writes.
  package var rawValue: String {
    switch self {
    case .elementary(let function): function.rawValue
    case .defined(let function): function.rawValue
    case .spectral(let function): function.rawValue
    default: "\(self)"
    }
  }

  static let log = Function.elementary(.log)
  static let cbrt = Function.elementary(.cbrt)
  static let relu = Function.elementary(.relu)
  static let sqrt = Function.defined(.sqrt)
  static let log2 = Function.defined(.log2)
  static let log10 = Function.defined(.log10)

  /// What the name means right before a bracket, where it is a variable elsewhere: σ(x).
  init?(letter name: String) {
    guard let function = Function.letters[name] else { return nil }
    self = function
  }

  private static let letters: [String: Function] = Dictionary(
    uniqueKeysWithValues: ElementaryFunction.allCases.flatMap { function in
      function.definition.letters.map { ($0, Function.elementary(function)) }
    }
      + DefinedFunction.allCases.flatMap { function in
        function.definition.letters.map { ($0, Function.defined(function)) }
      } + [("rho", Function.spectralRadius)])
}

extension Function {
  /// Every spelling, in lower case and without underscores.
  /// Whether a word is one of the names of a function.
  package static func isName(_ word: String) -> Bool { spellings[word] != nil }

  static let spellings: [String: Function] = {
    var table: [String: Function] = [
      "power": .pow, "product": .prod, "lse": .logsumexp, "norminf": .normInf, "normfro": .normF, "frobenius": .normF,
      "trace": .tr, "inverse": .inv, "dot": .inner, "logabsdet": .logdet, "kronecker": .kron, "adjugate": .adj,
      "eigenvalues": .eig, "eigvals": .eig, "eigvalsh": .eig, "singularvalues": .svals, "svdvals": .svals,
      "identity": .eye, "nuclear": .nuclearNorm, "arctan2": .atan2,
      "nchoosek": .binom, "binomial": .binom, "choose": .binom, "comb": .binom,
      "pseudoinverse": .pinv,
      "average": .mean, "length": .size, "numel": .size, "len": .size, "maximum": .max, "minimum": .min,
      "diagonal": .diag, "vectorize": .vec, "lambdamax": .spectral(.largestEigenvalue),
      "lambdamin": .spectral(.smallestEigenvalue), "eigmax": .spectral(.largestEigenvalue),
      "eigmin": .spectral(.smallestEigenvalue), "sigmamax": .spectral(.largestSingularValue),
      "sigmamin": .spectral(.smallestSingularValue), "spectralnorm": .spectral(.largestSingularValue),
    ]
    for function in ElementaryFunction.allCases {
      for spelling in function.definition.spellings { table[spelling] = .elementary(function) }
    }
    for function in DefinedFunction.allCases {
      for spelling in function.definition.spellings { table[spelling] = .defined(function) }
    }
    for function in allCases { table[function.rawValue.lowercased().filter { $0 != "_" }] = function }
    return table
  }()

  /// The function of that spelling: `Tr`, `norm_1` and `arcsin` are known, and the case counts only within a word.
  init?(spelling: String) {
    if let exact = Function.spellings[spelling.filter { $0 != "_" }] {
      self = exact
      return
    }
    // A single capital, as in `Tr` or `Det`, or the names with a capital inside.
    let key = spelling.filter { $0 != "_" }
    guard key.count > 1, let found = Function.spellings[key.lowercased()],
      key.dropFirst().allSatisfy({ $0.isLowercase || $0.isNumber }) || key.lowercased() == found.rawValue.lowercased()
    else { return nil }
    self = found
  }

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .elementary, .defined, .softmax, .logsoftmax, .norm1, .norm2, .normInf, .normF, .nuclearNorm, .transpose,
      .tr, .det,
      .logdet,
      .inv, .pinv, .diag, .vec, .adj, .eig, .svals, .spectralRadius, .rank, .expm, .logm, .sqrtm, .sinm, .cosm, .tanm,
      .asinm, .acosm, .atanm,
      .sinhm, .coshm, .tanhm, .asinhm, .acoshm, .atanhm,
      .matrix, .vector, .spectral:
      1...1
    case .times, .divide, .pow, .atan2, .binom, .solve, .outer, .inner, .kron: 2...2
    case .sum, .mean, .prod, .logsumexp, .norm, .size: 1...2
    case .max, .min: 1...3
    case .reshape: 2...8
    case .hardmax, .prodothers: 1...8
    case .ones, .zeros, .triu: 1...2
    case .eye: 0...2
    }
  }

  /// The arity in words.
  var arityPhrase: String {
    switch (arity.lowerBound, arity.upperBound) {
    case (1, 1): "one argument"
    case (2, 2): "two arguments"
    case (0, 2): "at most two arguments"
    case (1, 3): "one to three arguments"
    case (2, 8): "a formula and its sizes"
    case (1, 8): "a formula and the axes"
    default: "one or two arguments"
    }
  }
}
