import GradusLearning

/// A small network as a picture: a column of nodes a layer, the weights on the lines, and in the nodes what was carried
/// through it, forward and backward.
struct NetworkDrawing {
  private let forward: ForwardPropagation
  private let backward: BackwardPropagation?
  private let shown: Values

  /// Which nodes hold their values.
  enum Values: Sendable { case none, input, all }

  /// - Parameter shown: a question leaves nodes open.
  /// - Returns: nil for a network with too many nodes to be read.
  init?(_ forward: ForwardPropagation, showing shown: Values = .all) { self.init(forward, nil, shown) }

  /// The network with every node's value and δ, and every weight with its derivative.
  init?(_ backward: BackwardPropagation) { self.init(backward.forward, backward, .all) }

  private init?(_ forward: ForwardPropagation, _ backward: BackwardPropagation?, _ shown: Values) {
    guard forward.layers.count <= 4, ([forward.input.count] + forward.layers.map(\.nodes.count)).allSatisfy({ $0 <= 6 })
    else { return nil }
    (self.forward, self.backward, self.shown) = (forward, backward, shown)
  }

  private var columnWidth: Double { backward == nil ? 190 : 240 }
  private var rowHeight: Double { backward == nil ? 88 : 116 }
  private var radius: Double { backward == nil ? 27 : 31 }
  private let margin = 52.0

  /// The values of each column of nodes: the input, then what each layer puts out.
  private var columns: [[Double]] { [forward.input] + forward.layers.map(\.outputs) }

  private var nodesHeight: Double { 2 * margin + rowHeight * Double((columns.map(\.count).max() ?? 1) - 1) }
  private var width: Double { 2 * margin + columnWidth * Double(columns.count - 1) }
  private var legendHeight: Double { backward == nil ? 28 : 64 }

  private func place(_ column: Int, _ row: Int) -> Picture.Point {
    let y = nodesHeight / 2 + rowHeight * (Double(row) - Double(columns[column].count - 1) / 2)
    return .init(margin + columnWidth * Double(column), y)
  }

  var picture: Picture {
    var picture = Picture(
      title: backward == nil ? "The network" : "The network, forward and backward", summary: summary,
      width: max(width, backward == nil ? 0 : 430), height: nodesHeight + legendHeight)
    for (index, layer) in forward.layers.enumerated() {
      picture.draw(
        layer.nodes.indices.flatMap { j in columns[index].indices.map { [place(index, $0), place(index + 1, j)] } },
        .axis, width: 1.3)
    }
    for index in forward.layers.indices { writeWeights(index, &picture) }
    for (column, values) in columns.enumerated() {
      for (row, value) in values.enumerated() { drawNode(column, row, value, &picture) }
    }
    writeNames(&picture)
    return picture
  }

  private func writeWeights(_ index: Int, _ picture: inout Picture) {
    for (j, node) in forward.layers[index].nodes.enumerated() {
      for (i, product) in node.products.enumerated() {
        let (from, to) = (place(index, i), place(index + 1, j))
        // Lines that cross have their numbers at different places.
        let share =
          node.products.count == 1
          ? 0.45 : (backward == nil ? 0.24 + 0.13 * Double(i % 4) : 0.32 + 0.09 * Double(i % 3))
        let (x, y) = (from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
        guard let backward else {
          picture.write(
            .mathematics(decimal(product.weight)), at: .init(x, y + 4), .middle, .first, size: 12.5, onLines: true)
          continue
        }
        let slope = decimal(backward.layers[index].weightGradient[i][j])
        picture.write(
          .mathematics(decimal(product.weight)), at: .init(x - 2, y - 2), .middle, .first, size: 12, onLines: true)
        picture.write(.mathematics(slope), at: .init(x + 2, y + 12), .middle, .second, size: 12, onLines: true)
      }
      let top = place(index + 1, j)
      let bias = "b = \(decimal(node.bias))"
      picture.write(.mathematics(bias), at: .init(top.x, top.y - radius - 6), .middle, .first, size: 12)
    }
  }

  private func drawNode(_ column: Int, _ row: Int, _ value: Double, _ picture: inout Picture) {
    let centre = place(column, row)
    picture.disc(centre, radius: radius, fill: .soft, edge: .first)
    guard shown == .all || shown == .input && column == 0 else { return }
    guard let backward, column > 0 else {
      picture.write(.mathematics(decimal(value)), at: .init(centre.x, centre.y + 5), size: 14)
      return
    }
    let delta = "δ = \(decimal(backward.layers[column - 1].sumGradient[row]))"
    picture.write(.mathematics(decimal(value)), at: .init(centre.x, centre.y + 5), size: 14)
    picture.write(.mathematics(delta), at: .init(centre.x, centre.y + radius + 15), .middle, .second, size: 12)
  }

  /// What each column is called, and what the numbers mean.
  private func writeNames(_ picture: inout Picture) {
    for column in columns.indices {
      let isLast = column == columns.count - 1
      let name = column == 0 ? "x" : isLast ? "ŷ" : indexed("a", layer: column)
      let activation = column == 0 ? "" : ", \(forward.layers[column - 1].activation)"
      let at = Picture.Point(place(column, 0).x, nodesHeight + 14)
      picture.write(column == 0 ? .mathematics(name) : .plain(name + activation), at: at, .middle, .quiet, size: 12)
    }
    if backward != nil {
      picture.write(
        .plain("On a line: the weight w, below it ∂L/∂w."), at: .init(12, nodesHeight + 38), .start, .quiet, size: 12)
      picture.write(
        .plain("In a node: its output, below it δ = ∂L/∂z = ∂L/∂b."), at: .init(12, nodesHeight + 54), .start, .quiet,
        size: 12)
    }
  }

  private var summary: String {
    func list(_ values: [Double]) -> String { values.map(decimal).joined(separator: ", ") }
    var text = "A network with the layers \(columns.map { "\($0.count)" }.joined(separator: ", "))"
    text += " of nodes."
    if shown != .none { text += " The input is \(list(forward.input))." }
    guard shown == .all else { return text }
    for (index, layer) in forward.layers.enumerated() {
      text += " Layer \(index + 1) puts out \(list(layer.outputs))"
      text += backward.map { " and has δ \(list($0.layers[index].sumGradient))." } ?? "."
    }
    return text
  }
}
