/// A function of one number that is a formula of others: a name of the notation, which needs no rule of its own.
///
/// A new one is a case and its row below.
package enum DefinedFunction: String, Hashable, Sendable, CaseIterable {
  case sqrt, square
  case log2, log10, log1p, expm1
  case cot, sec, csc, coth, sech, csch
  case silu, gelu, mish, softsign, logsigmoid
  case erfc, sinc
  /// Γ(x), under the name that C gives it: gamma is a Greek letter.
  case tgamma
  /// n! = Γ(n + 1)
  case factorial

  package var definition: Definition {
    switch self {
    case .sqrt: Definition { .power($0, .constant(Rational(1, 2))) }
    case .square: Definition { .power($0, 2) }
    case .log2: Definition(.logarithm { $0 }) { .map(.log, $0) / .map(.log, 2) }
    case .log10: Definition(.logarithm { $0 }) { .map(.log, $0) / .map(.log, 10) }
    case .log1p: Definition(.logarithm(of: onePlus)) { .map(.log, onePlus($0)) }
    case .expm1: Definition { .map(.exp, $0) - Formula.ones($0.shape) }
    case .cot: Definition(.division { .map(.tan, $0) }, ["cotan"]) { .power(.map(.tan, $0), -1) }
    case .sec: Definition { .power(.map(.cos, $0), -1) }
    case .csc: Definition(.division { .map(.sin, $0) }) { .power(.map(.sin, $0), -1) }
    case .coth: Definition(.division { .map(.tanh, $0) }) { .power(.map(.tanh, $0), -1) }
    case .sech: Definition { .power(.map(.cosh, $0), -1) }
    case .csch: Definition(.division { .map(.sinh, $0) }) { .power(.map(.sinh, $0), -1) }
    case .silu: Definition(nil, ["swish"]) { $0 .* .map(.sigmoid, $0) }
    case .gelu: Definition { $0 .* .map(.normcdf, $0) }
    case .mish: Definition { $0 .* .map(.tanh, .map(.softplus, $0)) }
    case .softsign: Definition { $0 .* .power(onePlus(.map(.abs, $0)), -1) }
    case .logsigmoid: Definition { -.map(.softplus, -$0) }
    case .erfc: Definition { Formula.ones($0.shape) - .map(.erf, $0) }
    case .sinc: Definition(.division { $0 }) { .map(.sin, $0) .* .power($0, -1) }
    case .tgamma: Definition(letters: ["Gamma"]) { .map(.exp, .map(.lgamma, $0)) }
    case .factorial: Definition { .map(.exp, .map(.lgamma, onePlus($0))) }
    }
  }

  package struct Definition: Sendable {
    /// What may not be zero, where something may not.
    package enum Hole: Sendable {
      case logarithm(of: @Sendable (Formula) -> Formula)
      case division(by: @Sendable (Formula) -> Formula)
    }

    package let hole: Hole?
    /// What the reader takes for the name besides the name itself, in lower case.
    package let spellings: [String]
    /// What it takes for the name right before a bracket only.
    package let letters: [String]
    package let formula: @Sendable (Formula) -> Formula

    init(
      _ hole: Hole? = nil, _ spellings: [String] = [], letters: [String] = [],
      formula: @escaping @Sendable (Formula) -> Formula
    ) {
      (self.hole, self.spellings, self.letters, self.formula) = (hole, spellings, letters, formula)
    }
  }
}

private func onePlus(_ x: Formula) -> Formula { Formula.ones(x.shape) + x }
