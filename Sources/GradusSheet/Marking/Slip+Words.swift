package import GradusCalculus
import GradusExpression
import GradusNotation

extension Slip {
  /// The slip in words: `it holds only if A is symmetric`.
  package var words: String {
    switch self {
    case .otherLayout: "it is the transpose of the answer, as in the other layout"
    case .factor(let factor) where factor == -1: "the sign is wrong"
    case .factor(let factor):
      "it is \(factor) times the answer: a factor \(factor < 1 ? factor.reciprocal! : factor) is \(factor < 1 ? "missing" : "too much")"
    case .assumedSymmetry(let name): "it holds only if \(name) is symmetric"
    case .lostTranspose(let name): "a transpose of \(name) is missing or too much"
    case .swappedFactors(let a, let b): "\(a) and \(b) stand in the wrong order"
    case .missingTerm(let term): "the term \(term.written(as: .unicode)) is missing"
    case .extraTerm(let term): "the term \(term.written(as: .unicode)) is too much"
    case .lostTransposes(let a, let b): "transposes of \(a) and \(b) are missing or too much"
    case .missingFactor(let factor): "the factor \(factor.written(as: .unicode)) is missing"
    case .extraFactor(let factor): "the factor \(factor.written(as: .unicode)) is too much"
    case .factorOfTerm(let term, let number) where number == -1:
      "the sign of the term \(term.written(as: .unicode)) is wrong"
    case .factorOfTerm(let term, let number): "the term \(term.written(as: .unicode)) must be taken \(number) times"
    case .missingInnerDerivative(let part, let slope):
      "the inner derivative is missing: (\(part.written(as: .unicode)))′ = \(slope.written(as: .unicode))"
    case .heldConstant(let part): "\(part.written(as: .unicode)) was held constant, but it moves too"
    case .productOfDerivatives:
      "the derivative of a product is not the product of the derivatives: (f g)′ = f′ g + f g′"
    }
  }
}
