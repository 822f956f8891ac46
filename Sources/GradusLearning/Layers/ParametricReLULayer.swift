import GradusExpression
import GradusOptimization

/// max(0, x) + a min(0, x), with a slope a for every column that is trained.
///
/// Source: K. He et al., "Delving deep into rectifiers", ICCV 2015.
struct ParametricReLULayer: LayerKind {
  static let name = "prelu"
  static let summary = "a rectifier whose slope below zero is trained, one a column"
  static let settings = [Setting("slope", "the slope before training", .number, .number(Rational(1, 4)))]
  let values: Values

  init(_ values: Values) { self.values = values }

  func slots(inputs: Int) -> [Slot] {
    [Slot("weight", "a", [inputs], begins: .named("constant", ["value": .number(values[number: "slope"])]))]
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    .partsSum([Term(1, relu(x)), Term(-1, .parts(relu(-x), pass.slot("weight").inRows(of: x)))])
  }
}
