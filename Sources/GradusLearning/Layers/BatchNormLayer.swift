import GradusExpression
import GradusOptimization

/// γ ⊙ (X − μ) / √(v + ε) + β, with the mean μ and the variance v of every column: of the batch in training, running ones in use.
///
/// The running ones take in the share κ of each batch: μ̄ ← (1 − κ) μ̄ + κ μ, and the same with the unbiased variance v m/(m − 1).
/// PyTorch calls κ the momentum (0.1), Keras calls 1 − κ so (0.99).
///
/// Source: S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate
/// shift", ICML 2015.
struct BatchNormLayer: LayerKind {
  static let name = "batchnorm"
  static let spellings = ["batch-norm", "bn"]
  static let summary = "every column with mean 0 and variance 1 over the batch, then scaled and shifted"
  static let settings = [
    Setting("intake", "κ, the share of a batch in the running statistics", .share, .number(Rational(1, 10))),
    Setting("epsilon", "ε, which is added to the variance", .positive, .number(Rational(1, 100_000))),
    .flag("affine", "whether γ and β are there", true),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  private var isAffine: Bool { values[flag: "affine"] }

  func slots(inputs: Int) -> [Slot] {
    let affine = [
      Slot("weight", "γ", [inputs], begins: .named("constant", ["value": 1])),
      Slot("bias", "β", [inputs], begins: .named("zeros")),
    ]
    return (isAffine ? affine : []) + [
      Slot("running_mean", "μ", [inputs], role: .state, begins: .named("zeros")),
      Slot("running_var", "v", [inputs], role: .state, begins: .named("constant", ["value": 1])),
    ]
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    let centred: Formula
    let variance: Formula
    if pass.isTraining {
      let mean = pass.columnMeans(x)
      centred = .partsSum([Term(1, x), Term(-1, mean.inRows(of: x))])
      variance = pass.columnMeans(centred .** 2)
      let κ = values[number: "intake"]
      pass.update("running_mean", takesIn: κ, of: mean)
      pass.update("running_var", takesIn: κ, of: pass.unbiased(variance, of: x.shape[0]))
    } else {
      centred = .partsSum([Term(1, x), Term(-1, pass.slot("running_mean").inRows(of: x))])
      variance = pass.slot("running_var")
    }
    let ε = Formula.constant(values[number: "epsilon"]).broadcast(to: variance.shape)
    let scale = Formula.power(variance + ε, .constant(Rational(-1, 2)))
    guard isAffine else { return .parts(centred, scale.inRows(of: x)) }
    let scaled = Formula.parts(centred, Formula.parts(scale, pass.slot("weight")).inRows(of: x))
    return .partsSum([Term(1, scaled), Term(1, pass.slot("bias").inRows(of: x))])
  }
}
