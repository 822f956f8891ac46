import GradusCalculus
import GradusExpression

/// One line of a block, taken apart into its words and its formulas.
struct SheetStatement: Hashable, Sendable {
  let kind: Kind

  enum Kind: Hashable, Sendable {
    /// `A: [n, n] symmetric`
    case declaration(Phrase)
    /// `f(x) = x'*A*x`; `isTold` where `let` stands before it.
    case definition(whole: Phrase, body: Phrase, isTold: Bool)
    /// `N = network(W1, b1, relu; W2, b2)`
    case network(name: Phrase, layers: Phrase)
    /// A question whose answer may get a name.
    case question(Question, name: Phrase?)
    /// `options`: the question above is one of multiple choice.
    case options(seed: Phrase?)
  }

  enum Question: Hashable, Sendable {
    case compute(Phrase)
    case value(of: Phrase, at: Phrase)
    /// An operation told in words, with the formula that it means.
    case operation(Phrase, formula: String)
    case solve(Phrase, unknown: Phrase?)
    case derivative(DerivativeRequestPhrase)
    case show(left: Phrase, right: Phrase)
    case forward(network: Phrase, point: Phrase)
    case backward(network: Phrase, point: Phrase, target: Phrase, length: Phrase?)
    case descent(of: Phrase, from: Phrase, length: Phrase, count: Phrase?, variables: [Phrase])
    case minimise(Phrase, over: [Phrase])
    case optimalStep(of: Phrase, over: Phrase?)
    /// Whether a function is convex, strongly convex, smooth, Lipschitz continuous, or with what constant.
    case bending(BendingClaim, of: Phrase, over: [Phrase])
    /// The rank or the eigenvalues of a matrix of numbers.
    case matrix(MatrixQuestion, Phrase)
    /// Several linear equations in numbers.
    case system([Phrase], unknowns: [Phrase])
    case plot(PlotRequest)
    /// A quantity with a name that is a formula: the variance of v.
    case quantity(Quantity, [Phrase])
    /// `maximise f over x`
    case maximise(Phrase, over: [Phrase])
    case special(SpecialQuestion)
  }

  /// `second derivative of f with respect to x at (1, 2) by the chain rule`
  struct DerivativeRequestPhrase: Hashable, Sendable {
    var kind: DerivativeKind
    var formula: Phrase
    var variables: [Phrase] = []
    var style: WorkingStyle?
    var layout = Layout.denominator
    /// How often it differentiates, where that is told.
    var order: Int?
    /// Where the derivative is wanted as a number.
    var point: Phrase?
    /// Whether it is asked for in every symbol, where none is named.
    var takesEveryVariable = false
  }

  /// What is asked of a matrix of numbers, by its name.
  enum MatrixQuestion: String, Hashable, Sendable, CaseIterable {
    case rank, eigenvalues, eigenvectors
    case characteristicPolynomial = "characteristic polynomial"
    case singularValues = "singular values"
    case singularValueDecomposition = "singular value decomposition"
    case nullSpace = "null space"
    case columnSpace = "column space"
    case rowSpace = "row space"
    case qrDecomposition = "QR decomposition"
    case luDecomposition = "LU decomposition"
    case choleskyDecomposition = "Cholesky decomposition"
    case rowEchelonForm = "reduced row echelon form"
    case conditionNumber = "condition number"
    case principalComponent = "first principal component"

    /// What it is called in a sentence.
    var title: String { self == .eigenvectors ? names[0] : rawValue }

    /// Other names of the same.
    var names: [String] {
      switch self {
      case .rank: ["rank"]
      case .eigenvalues: ["eigenvalues", "spectrum"]
      case .eigenvectors:
        [
          "eigenvectors", "eigenvalues and eigenvectors", "eigendecomposition", "eigenvalue decomposition",
          "diagonalisation", "diagonalization",
        ]
      case .characteristicPolynomial: ["characteristic polynomial"]
      case .singularValues: ["singular values"]
      case .singularValueDecomposition: ["singular value decomposition", "svd"]
      case .nullSpace: ["null space", "nullspace", "kernel"]
      case .columnSpace: ["column space", "range", "image"]
      case .rowSpace: ["row space"]
      case .qrDecomposition:
        ["qr decomposition", "qr factorisation", "qr factorization", "gram-schmidt orthonormalisation"]
      case .luDecomposition: ["lu decomposition", "lu factorisation", "lu factorization"]
      case .choleskyDecomposition:
        ["cholesky decomposition", "cholesky factorisation", "cholesky factorization", "cholesky factor"]
      case .rowEchelonForm: ["reduced row echelon form", "row echelon form", "echelon form"]
      case .conditionNumber: ["condition number"]
      case .principalComponent: ["first principal component"]
      }
    }
  }

  enum DerivativeKind: String, Hashable, Sendable, CaseIterable {
    case derivative, gradient, jacobian, hessian

    /// How often it differentiates.
    var order: Int { self == .hessian ? 2 : 1 }
  }
}
