import GradusExpression
import GradusOptimization

/// (X − μ) ⊙ s, with the mean μ of every input over the examples that are trained on and s = 1 / √(v + ε) of their variance v; the first layer
/// of a network. Both stay as they are, and are part of the model.
struct StandardizeLayer: LayerKind {
  static let name = "standardize"
  static let spellings = ["standardise"]
  static let summary = "every input with mean 0 and deviation 1 over the training data; the first layer"
  static let settings = [
    Setting("epsilon", "ε, which is added to the variance", .positive, .number(Rational(1, 1000)))
  ]
  static let fitsInputs = true
  let values: Values

  init(_ values: Values) { self.values = values }

  func slots(inputs: Int) -> [Slot] {
    [
      Slot("mean", "μ", [inputs], role: .constant, begins: .named("zeros")),
      Slot("scale", "s", [inputs], role: .constant, begins: .named("constant", ["value": 1])),
    ]
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    let centred = Formula.partsSum([Term(1, x), Term(-1, pass.slot("mean").inRows(of: x))])
    return .parts(centred, pass.slot("scale").inRows(of: x))
  }

  func fitted(to examples: Examples) -> [String: [Float]] {
    let (width, count) = (examples.width, Double(max(examples.count, 1)))
    var (sums, squares) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
    // Around the first example, so that squares of large numbers do not cancel.
    let origin = examples.row(0)
    for index in 0..<examples.count {
      for (column, value) in examples.row(index).enumerated() {
        let x = value - origin[column]
        sums[column] += x
        squares[column] += x * x
      }
    }
    let ε = values[number: "epsilon"].doubleValue
    let means = sums.map { $0 / count }
    let scales = zip(squares, means).map { square, mean in
      Float(1 / (max(square / count - mean * mean, 0) + ε).squareRoot())
    }
    return ["mean": zip(means, origin).map { Float($0 + $1) }, "scale": scales]
  }
}

extension Examples {
  /// A row as the network sees it; zeros where there are no rows.
  func row(_ index: Int) -> [Double] {
    guard count > 0 else { return Array(repeating: 0, count: width) }
    let range = index * width..<(index + 1) * width
    switch numbers {
    case .bytes(let bytes): return bytes[range].map { Double($0) / 255 }
    case .floats(let floats): return floats[range].map(Double.init)
    }
  }
}
