extension Plot {
  /// The contours of a function over the plot's ranges, at round values that split the area about evenly, so that flat
  /// valleys and steep walls both show.
  mutating func addContours(of function: (Double, Double) -> Double, levels: Int = 11) {
    let (columns, rows) = (72, 54)
    let xs = (0...columns).map { horizontal.low + horizontal.length * Double($0) / Double(columns) }
    let ys = (0...rows).map { vertical.low + vertical.length * Double($0) / Double(rows) }
    let grid = ys.map { y in xs.map { function($0, y) } }
    let values = grid.flatMap(\.self).filter(\.isFinite).sorted()
    guard let lowest = values.first, let highest = values.last, highest > lowest else { return }
    var found: [Double] = []
    for share in 1...levels {
      let place = values.count * share / (levels + 1)
      let gap = values[min(values.count - 1, place + values.count / (levels + 1))] - values[place]
      let level = Plot.round(values[place], to: max(gap, 1e-12 * (highest - lowest)))
      if level > lowest, level < highest, found.last.map({ level > $0 }) ?? true { found.append(level) }
    }
    contours = found.map { level in
      var segments: [(Point, Point)] = []
      for row in 0..<rows {
        for column in 0..<columns {
          segments += Plot.crossings(
            [
              (Point(xs[column], ys[row]), grid[row][column]), (Point(xs[column + 1], ys[row]), grid[row][column + 1]),
              (Point(xs[column + 1], ys[row + 1]), grid[row + 1][column + 1]),
              (Point(xs[column], ys[row + 1]), grid[row + 1][column]),
            ], level)
        }
      }
      return Contour(level: level, runs: Plot.joined(segments))
    }
  }

  /// The number with as few digits as tell it apart from others a gap away.
  private static func round(_ value: Double, to gap: Double) -> Double {
    var unit = 1.0
    while unit > gap / 2 { unit /= 10 }
    while unit * 10 <= gap / 2 { unit *= 10 }
    // A power of ten below 1 is no binary fraction; its reciprocal is exact.
    return unit < 1 ? (value * (1 / unit).rounded()).rounded() / (1 / unit).rounded() : (value / unit).rounded() * unit
  }

  /// The ends of the level's segments in one cell (marching squares).
  private static func crossings(_ corners: [(point: Point, value: Double)], _ level: Double) -> [(Point, Point)] {
    var ends: [Point] = []
    for index in 0..<4 {
      let (a, b) = (corners[index], corners[(index + 1) % 4])
      guard a.value.isFinite, b.value.isFinite else { return [] }
      if (a.value < level) == (b.value < level) { continue }
      // Cells that share an edge must find the same point on it, to the bit.
      let (from, to) = (a.point.x, a.point.y) < (b.point.x, b.point.y) ? (a, b) : (b, a)
      let share = (level - from.value) / (to.value - from.value)
      ends.append(
        Point(from.point.x + share * (to.point.x - from.point.x), from.point.y + share * (to.point.y - from.point.y)))
    }
    if ends.count == 2 { return [(ends[0], ends[1])] }
    guard ends.count == 4 else { return [] }
    // A saddle: the value in the middle says which corners belong together.
    let middle = corners.reduce(0) { $0 + $1.value } / 4
    return (middle < level) == (corners[0].value < level)
      ? [(ends[0], ends[1]), (ends[2], ends[3])] : [(ends[3], ends[0]), (ends[1], ends[2])]
  }

  /// Segments put end to end.
  private static func joined(_ segments: [(Point, Point)]) -> [[Point]] {
    var atEnd: [Point: [Int]] = [:]
    for (index, segment) in segments.enumerated() {
      atEnd[segment.0, default: []].append(index)
      atEnd[segment.1, default: []].append(index)
    }
    var isUsed = Array(repeating: false, count: segments.count)
    func follow(_ start: Point) -> [Point] {
      var line = [start]
      var point = start
      while let next = atEnd[point]?.first(where: { !isUsed[$0] }) {
        isUsed[next] = true
        point = segments[next].0 == point ? segments[next].1 : segments[next].0
        line.append(point)
      }
      return line
    }
    var lines: [[Point]] = []
    for index in segments.indices where !isUsed[index] {
      isUsed[index] = true
      lines.append(follow(segments[index].0).reversed() + follow(segments[index].1))
    }
    return lines
  }
}
