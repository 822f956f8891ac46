import GradusExpression
import GradusOptimization

/// log Σₖ softmax(Zₖ) of the scores Zₖ of several models that stand side by side: a softmax of it is the mean of their probabilities.
struct BlendLayer: LayerKind {
  static let name = "blend"
  static let summary =
    "the scores of several models side by side made those of one, whose probabilities are the mean of theirs"
  static let settings = [Setting("models", "how many there are", .count(1, 4096), 2)]
  let values: Values

  init(_ values: Values) { self.values = values }

  private var models: Int { values[count: "models"] }
  /// The most zeros and ones of the selections: 2²².
  private static let mostEntries = 1 << 22

  func outputs(of inputs: Int) throws(DescriptionError) -> Int {
    guard inputs.isMultiple(of: models) else {
      throw DescriptionError("\(inputs) scores are not those of \(models) models of one number of classes")
    }
    guard Double(inputs) * Double(inputs) <= Double(Self.mostEntries) else {
      throw DescriptionError("\(inputs) scores of \(models) models are too many to blend")
    }
    return inputs / models
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    guard case .number(let inputs) = x.shape[1] else { preconditionFailure("\(x.shape) are no rows of numbers") }
    let classes = inputs / models
    let own = (0..<models).map { model -> Formula in
      let chosen = Formula.selection((0..<classes).map { (model * classes + $0, $0) }, [inputs, classes])
      let scores = Formula.contraction([.init(x, [0, 1]), .init(chosen, [1, 2])], output: [0, 2])
      return .partsSum([
        Term(1, scores), Term(-1, Formula.reduction(.logSumExp, scores, axes: [1]).inColumns(of: scores)),
      ])
    }
    // Around the greatest, so that small probabilities do not vanish.
    let greatest = own.dropFirst().reduce(own[0]) { .extremum(.maximum, $0, $1) }
    let sum = Formula.partsSum(own.map { Term(1, .map(.exp, .partsSum([Term(1, $0), Term(-1, greatest)]))) })
    return .partsSum([Term(1, greatest), Term(1, .map(.log, sum))])
  }
}

extension Layer {
  /// The scores of several models side by side made those of one.
  static func blend(_ models: Int) -> Layer {
    Layer(BlendLayer(BlendLayer.values(["models": .number(Rational(models))])))
  }
}
