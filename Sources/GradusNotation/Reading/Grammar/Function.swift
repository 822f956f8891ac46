/// The functions that the notation knows, under all their spellings.
public enum Function: String, Hashable, Sendable, CaseIterable {
  // Entrywise.
  case exp, log, log2, log10, log1p, expm1, sqrt, cbrt, abs, sign, step
  case sin, cos, tan, cot, sec, csc, asin, acos, atan, sinh, cosh, tanh, coth, asinh, acosh, atanh
  case sigmoid, relu, softplus, silu, square, erf, stepFromZero
  // Entrywise in two arguments.
  case times, divide, pow
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
  case transpose, tr, det, logdet, inv, pinv, solve, diag, outer, inner, kron, vec, adj, eig, rank
  // Functions of a matrix.
  case expm, logm, sqrtm, sinm, cosm, tanm, asinm, acosm, atanm, sinhm, coshm, tanhm, asinhm, acoshm, atanhm
  // Constants of a size: of ones (times a number), of zeros, and the unit matrix.
  case vector, matrix, ones, zeros, eye
}

extension Function {
  /// Every spelling, in lower case and without underscores.
  static let spellings: [String: Function] = {
    var table: [String: Function] = [
      "ln": .log, "arcsin": .asin, "arccos": .acos, "arctan": .atan, "arcsinh": .asinh, "arccosh": .acosh,
      "arctanh": .atanh, "arsinh": .asinh, "arcosh": .acosh, "artanh": .atanh, "logistic": .sigmoid, "sgn": .sign,
      "signum": .sign, "heaviside": .step, "swish": .silu, "power": .pow, "product": .prod, "lse": .logsumexp,
      "norminf": .normInf, "normfro": .normF, "frobenius": .normF, "trace": .tr, "inverse": .inv, "dot": .inner,
      "logabsdet": .logdet, "kronecker": .kron, "adjugate": .adj, "eigenvalues": .eig, "eigvals": .eig,
      "identity": .eye, "nuclear": .nuclearNorm, "pseudoinverse": .pinv, "average": .mean, "maximum": .max,
      "minimum": .min, "diagonal": .diag, "vectorize": .vec, "cotan": .cot, "tg": .tan,
    ]
    for function in allCases { table[function.rawValue.lowercased()] = function }
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
    case .exp, .log, .log2, .log10, .log1p, .expm1, .sqrt, .cbrt, .abs, .sign, .step, .sin, .cos, .tan, .cot, .sec,
      .csc, .asin, .acos, .atan, .sinh, .cosh, .tanh, .coth, .asinh, .acosh, .atanh, .sigmoid, .relu, .softplus, .silu,
      .square, .erf, .stepFromZero, .softmax, .logsoftmax, .norm1, .norm2, .normInf, .normF, .nuclearNorm, .transpose,
      .tr, .det,
      .logdet,
      .inv, .pinv, .diag, .vec, .adj, .eig, .rank, .expm, .logm, .sqrtm, .sinm, .cosm, .tanm, .asinm, .acosm, .atanm,
      .sinhm, .coshm, .tanhm, .asinhm, .acoshm, .atanhm,
      .matrix, .vector:
      1...1
    case .times, .divide, .pow, .solve, .outer, .inner, .kron: 2...2
    case .sum, .mean, .prod, .logsumexp, .norm: 1...2
    case .max, .min: 1...3
    case .reshape: 2...8
    case .hardmax, .prodothers: 1...8
    case .ones, .zeros: 1...2
    case .eye: 0...1
    }
  }

  /// The arity in words.
  var arityPhrase: String {
    switch (arity.lowerBound, arity.upperBound) {
    case (1, 1): "one argument"
    case (2, 2): "two arguments"
    case (0, 1): "at most one argument"
    case (1, 3): "one to three arguments"
    case (2, 8): "a formula and its sizes"
    case (1, 8): "a formula and the axes"
    default: "one or two arguments"
    }
  }
}
