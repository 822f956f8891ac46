import GradusExpression
import GradusOptimization

/// The greatest of several dense layers, node by node.
///
/// Source: I. Goodfellow et al., "Maxout networks", ICML 2013.
struct MaxoutLayer: LayerKind {
  static let name = "maxout"
  static let summary = "the greatest of several dense layers, node by node"
  static let settings = [
    Setting("width", "how many nodes", .count(1, 1 << 40)), Setting("pieces", "how many layers", .count(2, 64), 2),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  private var width: Int { values[count: "width"] }
  private var pieces: Range<Int> { 0..<values[count: "pieces"] }

  func outputs(of inputs: Int) -> Int { width }

  func slots(inputs: Int) -> [Slot] {
    pieces.flatMap { piece in
      DenseLayer.slots(inputs: inputs, width: width, weights: nil, biases: .named("zeros")).map { $0.inside(piece) }
    }
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    let dense = pieces.map { x.dense(pass.slot("\($0).weight"), pass.slot("\($0).bias")) }
    return dense.dropFirst().reduce(dense[0]) { .extremum(.maximum, $0, $1) }
  }
}
