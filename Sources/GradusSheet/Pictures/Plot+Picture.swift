import GradusLearning

extension Plot {
  /// The plot as a picture: a grid at round numbers, the axes where they lie in view, curves with a legend, contours with
  /// their values, and the path.
  package var picture: Picture { PlotLayout(self).picture }
}

/// Where everything on a plot stands, in pixels.
private struct PlotLayout {
  let plot: Plot
  let area: (left: Double, top: Double, width: Double, height: Double)
  let across: Ticks
  let up: Ticks
  let legend: [[(index: Int, x: Double)]]
  private let width: Double
  private let height: Double

  init(_ plot: Plot) {
    self.plot = plot
    let size = PlotLayout.size(plot)
    across = plot.horizontal.ticks(most: max(3, Int(size.width / 62)))
    let up = plot.vertical.ticks(most: max(3, Int(size.height / 44)))
    self.up = up
    let widest = up.values.map { Picture.width(of: up.label($0)) }.max() ?? 0
    let left = widest + 22
    let whole = left + size.width + 24
    width = whole
    // The legend stands in rows above the curves.
    var rows: [[(index: Int, x: Double)]] = []
    var x = whole
    for (index, curve) in plot.curves.enumerated() where plot.contours.isEmpty {
      // On a telephone the letters are larger beside the lines.
      let length = 46 + 1.25 * Picture.width(of: curve.label)
      if x + length > whole - 10 {
        rows.append([])
        x = left
      }
      rows[rows.count - 1].append((index, x))
      x += length
    }
    legend = rows
    let top = 22 + 20 * Double(rows.count)
    area = (left, top, size.width, size.height)
    height = top + size.height + 44
  }

  private static func size(_ plot: Plot) -> (width: Double, height: Double) {
    let ratio = plot.vertical.length / plot.horizontal.length
    guard plot.hasEqualUnits, (0.3...3).contains(ratio) else { return (540, 340) }
    return ratio <= 0.75 ? (540, 540 * ratio) : (400 / ratio, 400)
  }

  private func place(_ point: Plot.Point) -> Plot.Point {
    Plot.Point(
      area.left + (point.x - plot.horizontal.low) / plot.horizontal.length * area.width,
      area.top + area.height - (point.y - plot.vertical.low) / plot.vertical.length * area.height)
  }

  /// The lines in view, in pixels.
  private func visible(_ runs: [[Plot.Point]]) -> [[Plot.Point]] {
    let (x, y) = (plot.horizontal, plot.vertical)
    return runs.flatMap { Plot.clipped($0, to: x.low...x.high, y.low...y.high) }.map { $0.map(place).thinned }
  }

  var picture: Picture {
    var picture = Picture(title: plot.title, summary: plot.summary, width: width, height: height)
    drawAxes(&picture)
    drawContours(&picture)
    for (index, curve) in plot.curves.enumerated() {
      let ink = Ink.curves[index % Ink.curves.count]
      picture.draw(visible(curve.runs), ink, width: 2.2, dash: ink.dash)
    }
    drawPath(&picture)
    for (row, entries) in legend.enumerated() {
      let y = 16 + 20 * Double(row)
      for entry in entries {
        let ink = Ink.curves[entry.index % Ink.curves.count]
        picture.draw([[.init(entry.x, y - 4), .init(entry.x + 24, y - 4)]], ink, width: 2.2, dash: ink.dash)
        picture.write(.mathematics(plot.curves[entry.index].label), at: .init(entry.x + 30, y), .start)
      }
    }
    return picture
  }

  private func drawAxes(_ picture: inout Picture) {
    let (x, y) = (plot.horizontal, plot.vertical)
    let (right, bottom) = (area.left + area.width, area.top + area.height)
    let columns = across.values.map { (value: $0, place: place(.init($0, y.low)).x) }
    let rows = up.values.map { (value: $0, place: place(.init(x.low, $0)).y) }
    picture.draw(
      columns.map { [.init($0.place, area.top), .init($0.place, bottom)] }
        + rows.map { [.init(area.left, $0.place), .init(right, $0.place)] }, .grid)
    var axes: [[Plot.Point]] = []
    if x.contains(0) { axes.append([place(.init(0, y.low)), place(.init(0, y.high))]) }
    if y.contains(0) { axes.append([place(.init(x.low, 0)), place(.init(x.high, 0))]) }
    picture.draw(axes, .axis, width: 1.3)
    picture.draw(
      columns.map { [.init($0.place, bottom), .init($0.place, bottom + 4)] }
        + rows.map { [.init(area.left - 4, $0.place), .init(area.left, $0.place)] }
        + [[.init(area.left, area.top), .init(area.left, bottom), .init(right, bottom)]], .axis)
    for column in columns {
      picture.write(
        .mathematics(across.label(column.value)), at: .init(column.place, bottom + 18), .middle, .quiet, size: 12)
    }
    for row in rows {
      picture.write(.mathematics(up.label(row.value)), at: .init(area.left - 8, row.place + 4), .end, .quiet, size: 12)
    }
    picture.write(.mathematics(x.label), at: .init(right, bottom + 36), .end)
    // Without a name of its own the vertical axis is what the legend says.
    if !y.label.isEmpty { picture.write(.mathematics(y.label), at: .init(area.left, area.top - 8), .start) }
  }

  private func drawContours(_ picture: inout Picture) {
    var taken: [Plot.Point] = []
    var labels: [(String, Plot.Point)] = []
    for contour in plot.contours {
      let lines = visible(contour.runs)
      picture.draw(lines, .level, width: 1.2)
      // A value stands on the longest line of its contour, away from the edge and from other values.
      guard let line = lines.max(by: { $0.count < $1.count }), line.count > 8 else { continue }
      for share in [0.5, 0.3, 0.7, 0.15, 0.85] {
        let point = line[Int(share * Double(line.count - 1))]
        let isFree =
          point.x > area.left + 24 && point.x < area.left + area.width - 24 && point.y > area.top + 14
          && point.y < area.top + area.height - 10
          && (taken + plot.path.map(place)).allSatisfy { abs($0.x - point.x) > 44 || abs($0.y - point.y) > 18 }
        if isFree {
          taken.append(point)
          labels.append((decimal(contour.level), .init(point.x, point.y + 4)))
          break
        }
      }
    }
    for (text, point) in labels {
      picture.write(.mathematics(text), at: point, .middle, .quiet, size: 11, onLines: true)
    }
  }

  private func drawPath(_ picture: inout Picture) {
    guard let start = plot.path.first else { return }
    picture.draw(visible([plot.path]), .second, width: 1.8)
    let isSparse = plot.path.count <= 7
    for (index, point) in plot.path.enumerated()
    where plot.horizontal.contains(point.x) && plot.vertical.contains(point.y) {
      let centre = place(point)
      picture.disc(centre, radius: isSparse ? 3.5 : 2.2, fill: .second, edge: .second)
      if isSparse {
        picture.write(
          .mathematics("\(index)"), at: .init(centre.x + 7, centre.y - 6), .start, .second, size: 12, isBold: true)
      }
    }
    if !isSparse {
      let centre = place(start)
      picture.write(.plain("start"), at: .init(centre.x + 7, centre.y - 6), .start, .second, size: 12)
    }
  }
}

extension [Picture.Point] {
  /// Without the points that lie on the straight line between their neighbours, to a tenth of a pixel.
  fileprivate var thinned: [Picture.Point] {
    guard count > 2 else { return self }
    var kept = [self[0]]
    var anchor = 0
    for index in 2..<count {
      let (a, b) = (self[anchor], self[index])
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      let length = (dx * dx + dy * dy).squareRoot()
      let isStraight = (anchor + 1..<index).allSatisfy { place in
        let (px, py) = (self[place].x - a.x, self[place].y - a.y)
        if length < 0.1 { return px * px + py * py < 0.01 }
        return abs(px * dy - py * dx) < 0.1 * length && px * dx + py * dy >= 0
          && px * dx + py * dy <= length * length
      }
      if !isStraight {
        kept.append(self[index - 1])
        anchor = index - 1
      }
    }
    return kept + [self[count - 1]]
  }
}
