import Glibc

/// ψ⁽ⁿ⁾(x), the derivative of order n + 1 of log Γ at positive numbers.
struct Polygamma: FunctionDefinition {
  let order: Int

  func value(_ x: Double) -> Double { order == 0 ? Polygamma.digamma(x) : leading * Polygamma.zeta(order + 1, x) }
  func exactValue(at x: Rational) -> Rational? { nil }
  func taylor(at x: Double, order count: Int) -> TaylorSeries {
    // ψ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹ n! ζ(n + 1, x), and ζ(s, x + t) = Σ (s)ⱼ/j! (−t)ʲ ζ(s + j, x) with the rising product (s)ⱼ.
    var coefficients = [value(x)]
    var factor = leading
    for j in stride(from: 1, through: count, by: 1) {
      factor *= -Double(order + j) / Double(j)
      coefficients.append(factor * Polygamma.zeta(order + 1 + j, x))
    }
    return TaylorSeries(coefficients)
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .map(.polygamma(order + 1), x)
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { order == 0 ? .unknown : order % 2 == 1 ? .positive : .negative }
  var domain: ClosedRange<Double> { 0...Double.infinity }
  var smoothness: Smoothness { .positiveNumbers }
  func shape(at argument: SignSet) -> FunctionShape? {
    order % 2 == 0
      ? .increasing(.concave, " on positive numbers")
      : FunctionShape(bend: .convex, isDecreasing: true, domain: " on positive numbers")
  }

  var spellings: [String] { order == 0 ? ["psi0"] : [] }
  var letters: [String] { [] }
  var latex: String { order == 0 ? "\\psi" : "\\psi^{(\(order))}" }
  var python: PythonSpelling {
    let name = ElementaryFunction.polygamma(order).rawValue
    return .defined { np in
      order == 0
        ? [
          "def \(name)(x):",
          "    x, total = \(np).asarray(x, dtype=float), 0.0",
          "    for _ in range(12):",
          "        x, total = x + 1, total - 1 / x",
          "    t = 1 / (x * x)",
          "    tail = t * (1/12 - t * (1/120 - t * (1/252 - t * (1/240 - t * (1/132 - t * 691/32760)))))",
          "    return total + \(np).log(x) - 0.5 / x - tail",
        ]
        : Polygamma.python(name, order, np)
    }
  }
  var swift: String? { order == 0 ? "digamma" : nil }
  var onnx: String? { nil }
  var source: String? { nil }

  var kernel: FunctionKernel {
    // A pointer to a function of C holds no order.
    switch order {
    case 0: .oneByOne { Polygamma(order: 0).value($0) }
    case 1: .oneByOne { Polygamma(order: 1).value($0) }
    case 2: .oneByOne { Polygamma(order: 2).value($0) }
    case 3: .oneByOne { Polygamma(order: 3).value($0) }
    case 4: .oneByOne { Polygamma(order: 4).value($0) }
    case 5: .oneByOne { Polygamma(order: 5).value($0) }
    default: .none
    }
  }
}

extension Polygamma {
  /// (−1)ⁿ⁺¹ n!
  private var leading: Double { (1...max(order, 1)).reduce(order % 2 == 1 ? 1 : -1) { $0 * Double($1) } }

  /// ψ(x), by ψ(x) = ψ(x + 1) − 1/x up to where the asymptotic series is exact.
  static func digamma(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    var (x, sum) = (x, 0.0)
    while x < 12 {
      sum -= 1 / x
      x += 1
    }
    let t = 1 / (x * x)
    let tail = t * (1 / 12 - t * (1 / 120 - t * (1 / 252 - t * (1 / 240 - t * (1 / 132 - t * 691 / 32760)))))
    return sum + log(x) - 0.5 / x - tail
  }

  /// B₂ₖ/(2k)!
  private static let bernoulli: [Double] = [
    1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1_209_600, 1.0 / 47_900_160, -691.0 / 1_307_674_368_000,
    1.0 / 74_724_249_600,
  ]

  /// Hurwitz' ζ(s, x) = Σ 1/(x + k)ˢ, by the formula of Euler and Maclaurin.
  static func zeta(_ s: Int, _ x: Double) -> Double {
    guard x > 0 else { return .nan }
    var (x, sum) = (x, 0.0)
    while x < Double(12 + s) {
      sum += pow(x, -Double(s))
      x += 1
    }
    var term = Double(s) * pow(x, -Double(s) - 1)
    sum += pow(x, 1 - Double(s)) / Double(s - 1) + pow(x, -Double(s)) / 2
    for (k, factor) in bernoulli.enumerated() {
      sum += factor * term
      term *= Double((s + 2 * k + 1) * (s + 2 * k + 2)) / (x * x)
    }
    return sum
  }

  /// The same in Python.
  private static func python(_ name: String, _ order: Int, _ np: String) -> [String] {
    let (s, sign) = (order + 1, order % 2 == 1 ? "" : "-")
    let factorial = (1...order).reduce("1") { $1 == 1 ? "1" : $0 + " * \($1)" }
    return [
      "def \(name)(x):",
      "    x, total = \(np).asarray(x, dtype=float), 0.0",
      "    for _ in range(\(12 + s)):",
      "        x, total = x + 1, total + x ** -\(s).0",
      "    total, term = total + x ** (1 - \(s).0) / \(s - 1) + x ** -\(s).0 / 2, \(s) * x ** -\(s + 1).0",
      "    for k, b in enumerate([1/12, -1/720, 1/30240, -1/1209600, 1/47900160, -691/1307674368000]):",
      "        total, term = total + b * term, term * (\(s) + 2 * k + 1) * (\(s) + 2 * k + 2) / (x * x)",
      "    return \(sign)\(factorial) * total",
    ]
  }
}

/// ψ(x) = (log Γ)′(x), entry by entry.
public func digamma(_ x: Formula) -> Formula { .map(.polygamma(0), x) }
