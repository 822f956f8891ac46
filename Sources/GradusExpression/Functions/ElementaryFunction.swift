/// A function of one number, applied to every entry.
///
/// What a function is stands in its definition, one file each; a new function is a case, its row below and that file.
public enum ElementaryFunction: Hashable, Sendable {
  case exp, log
  case sin, cos, tan, asin, acos, atan
  case sinh, cosh, tanh, asinh, acosh, atanh
  case cbrt, abs, sign, step, stepFromZero, relu
  case sigmoid, softplus, erf, erfinv, normcdf
  /// log Γ(x), and its derivatives from the first on, ψ⁽ⁿ⁾(x) with n from 0.
  case lgamma
  case polygamma(Int)
  /// A function of which nothing is known but its name, and its derivatives.
  case declared(String, order: Int)

  package var definition: any FunctionDefinition {
    switch self {
    case .exp: Exponential()
    case .log: Logarithm()
    case .sin: Sine()
    case .cos: Cosine()
    case .tan: Tangent()
    case .asin: InverseSine()
    case .acos: InverseCosine()
    case .atan: InverseTangent()
    case .sinh: HyperbolicSine()
    case .cosh: HyperbolicCosine()
    case .tanh: HyperbolicTangent()
    case .asinh: InverseHyperbolicSine()
    case .acosh: InverseHyperbolicCosine()
    case .atanh: InverseHyperbolicTangent()
    case .cbrt: CubeRoot()
    case .abs: Magnitude()
    case .sign: SignFunction()
    case .step: UnitStep()
    case .stepFromZero: UnitStepFromZero()
    case .relu: Rectifier()
    case .sigmoid: Sigmoid()
    case .softplus: Softplus()
    case .erf: ErrorFunction()
    case .erfinv: InverseErrorFunction()
    case .normcdf: NormalDistribution()
    case .lgamma: LogGamma()
    case .polygamma(let order): Polygamma(order: order)
    case .declared(let name, let order): DeclaredFunction(name: name, order: order)
    }
  }
}

extension ElementaryFunction: CaseIterable {
  /// The functions that are known, with the first of those that have an order.
  public static let allCases: [ElementaryFunction] = [
    .exp, .log, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh, .asinh, .acosh, .atanh, .cbrt, .abs, .sign,
    .step, .stepFromZero, .relu, .sigmoid, .softplus, .erf, .erfinv, .normcdf, .lgamma, .polygamma(0), .polygamma(1),
    .polygamma(2), .polygamma(3),
  ]

  /// The name that Gradus writes: `tanh`, `digamma`, `polygamma3`, `f''`.
  public var rawValue: String {
    switch self {
    case .polygamma(0): "digamma"
    case .polygamma(1): "trigamma"
    case .polygamma(let order): "polygamma\(order)"
    case .declared(let name, let order): name + String(repeating: "'", count: order)
    default: "\(self)"
    }
  }

  /// The case in Swift.
  package var swiftCase: String {
    switch self {
    case .polygamma(let order): "polygamma(\(order))"
    case .declared(let name, let order): "declared(\"\(name)\", order: \(order))"
    default: "\(self)"
    }
  }
}

extension ElementaryFunction {
  /// The value at a number; NaN outside the function's domain.
  public func callAsFunction(_ x: Double) -> Double { definition.value(x) }

  /// f(−x) = f(x) or f(−x) = −f(x), where one of them holds.
  package var parity: Parity? { definition.parity }

  /// What a function makes of −x: the same (even), or the same with the other sign (odd).
  package enum Parity: Sendable { case even, odd }
}
