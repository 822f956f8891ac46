import GradusExpression
import GradusOptimization

/// γ ⊙ (x − μ) / √(v + ε) + β, with the mean μ and the variance v of every row.
///
/// Source: J. Ba, J. Kiros and G. Hinton, "Layer normalization", arXiv:1607.06450 (2016).
struct LayerNormLayer: LayerKind {
  static let name = "layernorm"
  static let spellings = ["layer-norm", "ln"]
  static let summary = "every row with mean 0 and variance 1, then scaled and shifted"
  static let settings = [
    Setting("epsilon", "ε, which is added to the variance", .positive, .number(Rational(1, 100_000))),
    .flag("affine", "whether γ and β are there", true),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func slots(inputs: Int) -> [Slot] {
    guard values[flag: "affine"] else { return [] }
    return [
      Slot("weight", "γ", [inputs], begins: .named("constant", ["value": 1])),
      Slot("bias", "β", [inputs], begins: .named("zeros")),
    ]
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    let centred = Formula.partsSum([Term(1, x), Term(-1, x.rowMeans.inColumns(of: x))])
    let variance = (centred .** 2).rowMeans
    let ε = Formula.constant(values[number: "epsilon"]).broadcast(to: variance.shape)
    let scale = Formula.power(variance + ε, .constant(Rational(-1, 2))).inColumns(of: x)
    let normalised = Formula.parts(centred, scale)
    guard values[flag: "affine"] else { return normalised }
    return .partsSum([
      Term(1, .parts(normalised, pass.slot("weight").inRows(of: x))), Term(1, pass.slot("bias").inRows(of: x)),
    ])
  }
}
