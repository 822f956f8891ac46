import BigInt

extension FunctionLaw {
  /// The laws in the order in which they are tried.
  package static let all = cancelling + naming

  /// Laws by which a formula loses functions.
  package static let cancelling = [logOfExp, expOfLog, rootOfSquare, rectified, larger, smaller, knownAngle]

  /// Laws by which a formula gets the name of a function.
  package static let naming = [
    logisticFunction, logisticNumerator, softplusDefinition, logOfSigmoid, logOfOtherSigmoid, logSumExpDefinition,
    softmaxDefinition,
  ]

  /// Laws of a whole quotient, for whoever shows each law: the others reach the same by its denominator.
  package static let quotients = [logisticQuotient, softmaxQuotient]

  // MARK: Functions that cancel

  static let logOfExp = FunctionLaw("log(exp(u)) = u", "The logarithm undoes the exponential function.", .cancels) {
    guard case .map(.log, let argument) = $0.node, case .map(.exp, let inner) = argument.node else { return nil }
    return inner
  }

  static let expOfLog = FunctionLaw("exp(log(u)) = u", "The exponential function undoes the logarithm.", .cancels) {
    guard case .map(.exp, let argument) = $0.node, case .map(.log, let inner) = argument.node else { return nil }
    return inner
  }

  static let rootOfSquare = FunctionLaw("√(u²) = |u|", "The root of a square is the absolute value.", .cancels) {
    guard case .power(let base, let exponent) = $0.node, exponent.constantValue == Rational(1, 2),
      case .power(let inner, let two) = base.node, two.constantValue == 2
    else { return nil }
    return .map(.abs, inner)
  }

  static let rectified = FunctionLaw(
    "|u| = relu(u) = u for u ≥ 0", "What is not negative already is its own absolute value.", .cancels
  ) {
    guard case .map(let function, let argument) = $0.node, function == .relu || function == .abs,
      case .map(let inner, _) = argument.node, inner == function || inner == .exp
    else { return nil }
    return argument
  }

  static let larger = FunctionLaw("max(u, 0) = relu(u)", "The larger of a number and 0 is its ReLU.", .cancels) {
    guard case .extremum(.maximum, let left, let right) = $0.node else { return nil }
    return left.isZero ? .map(.relu, right) : right.isZero ? .map(.relu, left) : nil
  }

  static let smaller = FunctionLaw("min(u, 0) = −relu(−u)", "The smaller of a number and 0, by its ReLU.", .cancels) {
    guard case .extremum(.minimum, let left, let right) = $0.node, left.isZero || right.isZero else { return nil }
    return .map(.relu, (left.isZero ? right : left).scaled(by: -1)).scaled(by: -1)
  }

  // MARK: Definitions

  static let logisticFunction = FunctionLaw(
    "1/(1 + exp(−u)) = sigmoid(u)", "The logistic function has a name of its own.", .names
  ) {
    guard case .power(let base, let exponent) = $0.node, let power = exponent.constantValue, power.isInteger,
      power.isNegative, case .sum(let terms) = base.node, let argument = onePlusExponential(terms)
    else { return nil }
    return .power(.map(.sigmoid, argument.scaled(by: -1)), .constant(-power))
  }

  static let logisticNumerator = FunctionLaw(
    "exp(u) sigmoid(−u) = sigmoid(u)", "exp(u)/(1 + exp(u)) is the logistic function too.", .names
  ) {
    guard case .contraction(let product) = $0.node else { return nil }
    return product.joiningLogistic
  }

  static let softplusDefinition = FunctionLaw(
    "log(1 + exp(u)) = softplus(u)", "The logarithm of 1 + exp(u) has a name of its own.", .names
  ) {
    guard case .map(.log, let argument) = $0.node, case .sum(let terms) = argument.node else { return nil }
    return onePlusExponential(terms).map { .map(.softplus, $0) }
  }

  static let logOfSigmoid = FunctionLaw(
    "log(sigmoid(u)) = −softplus(−u)", "log(1/(1 + exp(−u))) = −log(1 + exp(−u)).", .names
  ) {
    guard case .map(.log, let argument) = $0.node, case .map(.sigmoid, let inner) = argument.node else { return nil }
    return .map(.softplus, inner.scaled(by: -1)).scaled(by: -1)
  }

  static let logOfOtherSigmoid = FunctionLaw(
    "log(1 − sigmoid(u)) = −softplus(u)", "1 − sigmoid(u) = 1/(1 + exp(u)).", .names
  ) {
    guard case .map(.log, let argument) = $0.node, case .sum(let terms) = argument.node, terms.count == 2,
      let ones = terms.first(where: { $0.formula.isOnes }), ones.coefficient.isOne,
      let other = terms.first(where: { !$0.formula.isOnes }), other.coefficient == -1,
      case .map(.sigmoid, let inner) = other.formula.node
    else { return nil }
    return .map(.softplus, inner).scaled(by: -1)
  }

  static let logSumExpDefinition = FunctionLaw(
    "log Σ exp(u) = logsumexp(u)", "The logarithm of a sum of exponentials has a name of its own.", .names
  ) {
    guard case .map(.log, let argument) = $0.node, case .contraction(let product) = argument.node else { return nil }
    return logOfSumOfExponentials(product)
  }

  static let softmaxDefinition = FunctionLaw(
    "exp(u)/Σ exp(u) = softmax(u)", "Exponentials over their sum have a name of their own.", .names
  ) {
    guard case .power(let base, let exponent) = $0.node, let power = exponent.constantValue, power.isInteger,
      power.isNegative, case .contraction(let product) = base.node, let total = logOfSumOfExponentials(product)
    else { return nil }
    // 1/Σ exp(u) = exp(−log Σ exp u), which a product with exp(u) takes in.
    return .power(.map(.exp, total.scaled(by: -1)), .constant(-power))
  }

  static let logisticQuotient = FunctionLaw(
    "exp(u)/(1 + exp(u)) = sigmoid(u)", "The logistic function has a name of its own.", .names
  ) {
    guard case .contraction(let product) = $0.node else { return nil }
    return product.joiningQuotient { base in
      guard case .sum(let terms) = base.node, let argument = onePlusExponential(terms) else { return nil }
      return (argument, .map(.sigmoid, argument))
    }
  }

  static let softmaxQuotient = FunctionLaw(softmaxDefinition.name, softmaxDefinition.sentence, .names) {
    guard case .contraction(let product) = $0.node else { return nil }
    return product.joiningQuotient { base in
      guard case .contraction(let sum) = base.node, let total = logOfSumOfExponentials(sum),
        case .reduction(_, let argument, let axes) = total.node
      else { return nil }
      let kept = argument.shape.indices.filter { !axes.contains($0) }
      let repeated = total.broadcast(to: argument.shape, axes: kept)
      return (argument, .map(.exp, .sum([Term(1, argument), Term(-1, repeated)], shape: argument.shape)))
    }
  }

  /// u, where the terms are 1 + exp(u).
  private static func onePlusExponential(_ terms: [Term]) -> Formula? {
    guard terms.count == 2, terms.allSatisfy({ $0.coefficient.isOne }), terms.contains(where: { $0.formula.isOnes }),
      let other = terms.first(where: { !$0.formula.isOnes }), case .map(.exp, let argument) = other.formula.node
    else { return nil }
    return argument
  }

  /// log Σ exp(u), where the product is a sum of exp(u) along some axes and nothing else.
  private static func logOfSumOfExponentials(_ contraction: Contraction) -> Formula? {
    guard contraction.factors.count == 1, !contraction.summed.isEmpty,
      case .map(.exp, let argument) = contraction.factors[0].formula.node
    else { return nil }
    let labels = contraction.factors[0].labels
    guard Set(labels).count == labels.count, labels.filter({ $0 < contraction.rank }) == Array(0..<contraction.rank)
    else { return nil }
    return .reduction(.logSumExp, argument, axes: labels.indices.filter { labels[$0] >= contraction.rank })
  }
}

extension Contraction {
  /// The product with exp(u) and 1/v in it as one function of u, where `function` knows u and the function by v; nil where there are none.
  fileprivate func joiningQuotient(_ function: (Formula) -> (argument: Formula, whole: Formula)?) -> Formula? {
    for (i, right) in factors.enumerated() {
      let (base, exponent) = right.formula.baseAndExponent
      guard exponent == -1, let (argument, whole) = function(base) else { continue }
      for (j, left) in factors.enumerated() where j != i && left.formula == .map(.exp, argument) {
        guard right.labels.allSatisfy(left.labels.contains) else { continue }
        let rest = factors.indices.filter { $0 != i && $0 != j }.map { factors[$0] }
        return .contraction(
          rest + [.init(whole, left.labels)], output: Array(0..<rank),
          sizes: Dictionary(uniqueKeysWithValues: zip(sizes.indices, sizes)))
      }
    }
    return nil
  }

  /// The product with one exp(u) · sigmoid(−u) in it as sigmoid(u); nil where there is none.
  fileprivate var joiningLogistic: Formula? {
    for (i, left) in factors.enumerated() {
      guard let a = left.formula.exponentialArgument, Set(left.labels).count == left.labels.count else { continue }
      for (j, right) in factors.enumerated() where j != i && right.labels.allSatisfy(left.labels.contains) {
        let (base, exponent) = right.formula.baseAndExponent
        guard exponent.isInteger, !exponent.isNegative, case .map(.sigmoid, let b) = base.node else { continue }
        let places = right.labels.map { left.labels.firstIndex(of: $0)! }
        let repeated = places == Array(a.shape.indices) ? b : b.broadcast(to: a.shape, axes: places)
        guard Formula.sum([Term(1, a), Term(1, repeated)], shape: a.shape).isZero else { continue }
        var joined = factors
        joined[i] = .init(left.formula.withoutOneFactor, left.labels)
        joined[j] = .init(right.formula.withoutOneFactor, right.labels)
        joined.append(.init(.map(.sigmoid, a), left.labels))
        return .contraction(
          joined, output: Array(0..<rank), sizes: Dictionary(uniqueKeysWithValues: zip(sizes.indices, sizes)))
      }
    }
    return nil
  }
}
