extension Plot {
  /// The plot in characters for a terminal: dots of Braille, with the round numbers of both axes beside them.
  var lines: [String] {
    // A character is twice as high as it is wide.
    let (ratio, rows) = (vertical.length / horizontal.length, 15)
    let columns = hasEqualUnits && (0.5...1.5).contains(ratio) ? Int((2 * Double(rows) / ratio).rounded()) : 60
    var canvas = BrailleCanvas(columns: columns, rows: rows)
    func dot(_ point: Point) -> Point {
      Point(
        (point.x - horizontal.low) / horizontal.length * Double(2 * columns - 1),
        (vertical.high - point.y) / vertical.length * Double(4 * rows - 1))
    }
    let (x, y) = (horizontal.low...horizontal.high, vertical.low...vertical.high)
    // Characters are coarse: every second contour is enough.
    let runs = curves.flatMap(\.runs) + contours.indices.filter { $0 % 2 == 0 }.flatMap { contours[$0].runs }
    for run in runs.flatMap({ Plot.clipped($0, to: x, y) }) { canvas.draw(run.map(dot)) }
    // A path among contours is told by its points alone.
    for (index, point) in path.enumerated() where x.contains(point.x) && y.contains(point.y) {
      let place = dot(point)
      canvas.mark(path.count <= 10 ? Character("\(index)") : "•", Int(place.x / 2), Int(place.y / 4))
    }
    if curves.count > 1 {
      for (index, curve) in curves.enumerated() {
        guard let last = curve.runs.flatMap({ Plot.clipped($0, to: x, y) }).last?.last else { continue }
        canvas.mark(Plot.letter(index), Int(dot(last).x / 2), Int(dot(last).y / 4))
      }
    }
    let up = vertical.ticks(most: max(3, rows / 3))
    let labels = up.values.map { (row: Int(dot(Point(horizontal.low, $0)).y / 4), text: up.label($0)) }
    let width = labels.map(\.text.count).max() ?? 0
    var lines = curves.count > 1 ? curves.enumerated().map { "\(Plot.letter($0)): \($1.label)" } : []
    if !vertical.label.isEmpty { lines.append(String(repeating: " ", count: width) + vertical.label) }
    for (row, text) in canvas.lines.enumerated() {
      let label = labels.first { $0.row == row }?.text ?? ""
      let edge = label.isEmpty ? "│" : "┤"
      lines.append(String(repeating: " ", count: width - label.count) + label + edge + text)
    }
    var edge = Array(repeating: Character("─"), count: columns)
    var below = Array(repeating: Character(" "), count: columns + 8)
    let across = horizontal.ticks(most: max(3, columns / 8))
    for value in across.values {
      let place = Int(dot(Point(value, vertical.low)).x / 2)
      edge[place] = "┬"
      let text = Array(across.label(value))
      let start = max(0, place - text.count / 2)
      if start > 0, below[start - 1] != " " { continue }
      for (index, character) in text.enumerated() where start + index < below.count { below[start + index] = character }
    }
    lines.append(String(repeating: " ", count: width) + "└" + String(edge))
    lines.append(String(repeating: " ", count: width + 1) + String(below).trimmingEnd + "  \(horizontal.label)")
    return lines
  }

  private static func letter(_ index: Int) -> Character { Array("abcdefghijklmnopqrstuvwxyz")[index % 26] }
}

/// Characters of two by four dots.
private struct BrailleCanvas {
  private let columns: Int
  private let rows: Int
  private var dots: [UInt32]
  private var marks: [Int: Character] = [:]

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    dots = Array(repeating: 0, count: columns * rows)
  }

  mutating func draw(_ line: [Picture.Point]) {
    for (a, b) in zip(line, line.dropFirst()) {
      let steps = Int(max(abs(b.x - a.x), abs(b.y - a.y)).rounded(.up))
      for step in 0...max(steps, 1) {
        let share = Double(step) / Double(max(steps, 1))
        set(Int((a.x + share * (b.x - a.x)).rounded()), Int((a.y + share * (b.y - a.y)).rounded()))
      }
    }
  }

  private mutating func set(_ x: Int, _ y: Int) {
    guard (0..<2 * columns).contains(x), (0..<4 * rows).contains(y) else { return }
    // Unicode numbers the dots of a cell down the left column, then the right; the lowest row came later.
    let bit: UInt32 = [[0, 3], [1, 4], [2, 5], [6, 7]][y % 4][x % 2]
    dots[y / 4 * columns + x / 2] |= 1 << bit
  }

  mutating func mark(_ character: Character, _ column: Int, _ row: Int) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    marks[row * columns + column] = character
  }

  var lines: [String] {
    (0..<rows).map { row in
      String(
        (0..<columns).map { column in
          let place = row * columns + column
          if let mark = marks[place] { return mark }
          return dots[place] == 0 ? " " : Character(Unicode.Scalar(0x2800 + dots[place])!)
        }
      ).trimmingEnd
    }
  }
}

extension String {
  fileprivate var trimmingEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
