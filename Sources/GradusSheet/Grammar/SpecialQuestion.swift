/// Questions of courses that have a procedure of their own.
indirect enum SpecialQuestion: Hashable, Sendable {
  /// `as a decimal`, `to 3 decimals`
  case rounded(SheetStatement.Question, places: Int?)
  /// `entropy of p [in bits]`
  case entropy(Phrase, inBits: Bool)
  case directional(Phrase, at: Phrase, direction: Phrase)
  case taylor(Phrase, degree: Int, at: Phrase)
  case mixed(Phrase, [Phrase])
  case leastSquares(Phrase)
  case line(through: [Phrase])
  case eigenvector(Phrase, of: Phrase)
  case independent([Phrase])
  case confusion(ConfusionMeasure, Phrase)
  case filter(FilterRequest)
  case outputSize(input: [Int], kernel: [Int], stride: Int, padding: Int)
  case method(MethodRequest)
  case optimalStep(of: Phrase, from: Phrase)
  /// `minimise f over x subject to A*x = b`
  case constrained(Phrase, over: [Phrase], keeping: [Phrase], isLargest: Bool)
  /// `convergent step lengths of gradient descent on f`
  case convergentSteps(of: Phrase)
  /// `2 steps of gradient descent on f from (1, 0) with exact line search`
  case exactDescent(of: Phrase, from: Phrase, count: Phrase?)
  /// `minimum value of f`, and `maximum value of f` of the negative.
  case extremeValue(of: Phrase, over: [Phrase], isLargest: Bool)
  /// `update rule of gradient descent on f with length η`
  case updateRule(of: Phrase, over: [Phrase], length: Phrase?)
  case parameters(of: Phrase)
  /// `Is A invertible?`
  case property(MatrixProperty, Phrase)
  /// `For which values of k is A positive definite?`
  case values(of: Phrase, making: MatrixProperty, Phrase)
  case function(FunctionQuestion)
  case course(CourseQuestion)
  /// One stationary point after the other, with its kind.
  case stationary(Phrase)

  enum ConfusionMeasure: String, Hashable, Sendable, CaseIterable {
    case accuracy, precision, recall, specificity, f1

    var names: [String] {
      switch self {
      case .accuracy: ["accuracy"]
      case .precision: ["precision"]
      case .recall: ["recall", "sensitivity", "true positive rate"]
      case .specificity: ["specificity", "true negative rate"]
      case .f1: ["f1 score", "f1-score", "f1"]
      }
    }
  }

  enum MatrixProperty: String, Hashable, Sendable, CaseIterable {
    case invertible, singular, symmetric, orthogonal
    case positiveDefinite = "positive definite"
    case positiveSemidefinite = "positive semidefinite"
  }

  /// A window that moves over an image.
  struct FilterRequest: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case convolution, crossCorrelation, maxPooling, averagePooling }
    let kind: Kind
    let image: Phrase
    /// The kernel, or the size of the window.
    let window: Phrase
    var stride: Phrase?
    var padding: Phrase?
  }

  /// Steps of a method other than plain gradient descent.
  struct MethodRequest: Hashable, Sendable {
    enum Method: String, Hashable, Sendable, CaseIterable { case momentum, nesterov, adam, rmsprop, newton, adagrad }
    let method: Method
    let formula: Phrase
    let start: Phrase
    let count: Phrase?
    let variables: [Phrase]
    /// `learning rate`, `momentum`, `beta1`, … by name.
    let constants: [String: Phrase]
  }
}
