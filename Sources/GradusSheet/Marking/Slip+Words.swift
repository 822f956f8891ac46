public import GradusCalculus
import GradusExpression
import GradusNotation

extension Slip {
  /// The slip in words: `it holds only if A is symmetric`.
  public var words: String {
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
    }
  }
}
