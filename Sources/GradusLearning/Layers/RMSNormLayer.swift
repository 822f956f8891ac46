import GradusExpression
import GradusOptimization

/// γ ⊙ x / √(mean(x²) + ε), row by row.
///
/// Source: B. Zhang and R. Sennrich, "Root mean square layer normalization", NeurIPS 2019.
struct RMSNormLayer: LayerKind {
  static let name = "rmsnorm"
  static let spellings = ["rms-norm"]
  static let summary = "every row over its root mean square, then scaled"
  static let settings = [
    Setting("epsilon", "ε, which is added to the mean square", .positive, .number(Rational(1, 100_000)))
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func slots(inputs: Int) -> [Slot] { [Slot("weight", "γ", [inputs], begins: .named("constant", ["value": 1]))] }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    let square = (x .** 2).rowMeans
    let ε = Formula.constant(values[number: "epsilon"]).broadcast(to: square.shape)
    let scale = Formula.power(square + ε, .constant(Rational(-1, 2))).inColumns(of: x)
    return .parts(.parts(x, scale), pass.slot("weight").inRows(of: x))
  }
}
