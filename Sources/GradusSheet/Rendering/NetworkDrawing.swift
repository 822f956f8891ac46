import GradusLearning

/// A small network as a picture (SVG): a column of nodes a layer with their values in them, and the weights on the lines.
struct NetworkDrawing {
  private let forward: ForwardPropagation

  /// Nil for a network with too many nodes to be read.
  init?(_ forward: ForwardPropagation) {
    guard forward.layers.count <= 4, ([forward.input.count] + forward.layers.map(\.nodes.count)).allSatisfy({ $0 <= 6 })
    else { return nil }
    self.forward = forward
  }

  private static let (columnWidth, rowHeight, radius, margin) = (190.0, 84.0, 27.0, 44.0)

  /// The values of each column of nodes: the input, then what each layer puts out.
  private var columns: [[Double]] { [forward.input] + forward.layers.map(\.outputs) }

  private var height: Double { 2 * Self.margin + Self.rowHeight * Double((columns.map(\.count).max() ?? 1) - 1) }
  private var width: Double { 2 * Self.margin + Self.columnWidth * Double(columns.count - 1) }

  private func place(_ column: Int, _ row: Int) -> (x: Double, y: Double) {
    let y = height / 2 + Self.rowHeight * (Double(row) - Double(columns[column].count - 1) / 2)
    return (Self.margin + Self.columnWidth * Double(column), y)
  }

  var svg: String {
    var parts: [String] = []
    for (index, layer) in forward.layers.enumerated() {
      for (j, node) in layer.nodes.enumerated() {
        for (i, product) in node.products.enumerated() {
          let (from, to) = (place(index, i), place(index + 1, j))
          parts.append("<line x1=\"\(from.x)\" y1=\"\(from.y)\" x2=\"\(to.x)\" y2=\"\(to.y)\" class=\"weight\"/>")
          // Lines that cross have their numbers at different places.
          let share = 0.26 + 0.13 * Double(i % 3)
          let (x, y) = (from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
          parts.append("<text x=\"\(x)\" y=\"\(y - 3)\" class=\"number\">\(decimal(product.weight))</text>")
        }
        let (x, y) = place(index + 1, j)
        parts.append("<text x=\"\(x)\" y=\"\(y - Self.radius - 5)\" class=\"number\">b = \(decimal(node.bias))</text>")
      }
    }
    for (column, values) in columns.enumerated() {
      for (row, value) in values.enumerated() {
        let (x, y) = place(column, row)
        parts.append("<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(Self.radius)\"/>")
        parts.append("<text x=\"\(x)\" y=\"\(y + 5)\">\(decimal(value))</text>")
      }
    }
    return """
      <figure><svg viewBox="0 0 \(width) \(height)" width="\(width)" role="img" \
      aria-label="The network with its weights on the lines and its values in the nodes">
      \(parts.joined(separator: "\n"))
      </svg></figure>
      """
  }

  static let style = """
    figure { margin: .8rem 0; } svg { max-width: 100%; height: auto; }
    svg text { fill: currentColor; text-anchor: middle; font-size: 14px; }
    svg circle { fill: var(--soft); stroke: var(--accent); stroke-width: 1.5; }
    svg .weight { stroke: var(--line); stroke-width: 1.5; }
    svg .number { font-size: 12px; fill: var(--accent); paint-order: stroke; stroke: Canvas; stroke-width: 4px; }
    """
}
