/// A function of one number, applied to every entry.
///
/// What a function is stands in its definition, one file each; a new function is a case, its row below and that file.
public enum ElementaryFunction: String, Hashable, Sendable, CaseIterable {
  case exp, log
  case sin, cos, tan, asin, acos, atan
  case sinh, cosh, tanh, asinh, acosh, atanh
  case cbrt, abs, sign, step, stepFromZero, relu
  case sigmoid, softplus, erf, erfinv, normcdf

  package var definition: any FunctionDefinition.Type {
    switch self {
    case .exp: Exponential.self
    case .log: Logarithm.self
    case .sin: Sine.self
    case .cos: Cosine.self
    case .tan: Tangent.self
    case .asin: InverseSine.self
    case .acos: InverseCosine.self
    case .atan: InverseTangent.self
    case .sinh: HyperbolicSine.self
    case .cosh: HyperbolicCosine.self
    case .tanh: HyperbolicTangent.self
    case .asinh: InverseHyperbolicSine.self
    case .acosh: InverseHyperbolicCosine.self
    case .atanh: InverseHyperbolicTangent.self
    case .cbrt: CubeRoot.self
    case .abs: Magnitude.self
    case .sign: SignFunction.self
    case .step: UnitStep.self
    case .stepFromZero: UnitStepFromZero.self
    case .relu: Rectifier.self
    case .sigmoid: Sigmoid.self
    case .softplus: Softplus.self
    case .erf: ErrorFunction.self
    case .erfinv: InverseErrorFunction.self
    case .normcdf: NormalDistribution.self
    }
  }
}

extension ElementaryFunction {
  /// The value at a number; NaN outside the function's domain.
  public func callAsFunction(_ x: Double) -> Double { definition.value(x) }

  /// f(−x) = f(x) or f(−x) = −f(x), where one of them holds.
  public var parity: Parity? { definition.parity }

  /// What a function makes of −x: the same (even), or the same with the other sign (odd).
  public enum Parity: Sendable { case even, odd }
}
