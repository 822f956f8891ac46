import GradusNotation

/// A drawing as data: lines, discs and words in a plane whose x runs to the right and whose y runs down, in pixels. It is
/// written as SVG or for LaTeX; colours follow the reader's choice of light or dark.
public struct Picture: Hashable, Sendable {
  /// What it is, in a few words.
  public let title: String
  /// What is seen on it, for those who cannot look.
  public let summary: String
  /// The width, in points.
  public let width: Double
  /// The height, in points.
  public let height: Double
  private(set) var marks: [Mark] = []

  struct Point: Hashable, Sendable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }

  enum Mark: Hashable, Sendable {
    /// Lines through points, each by itself.
    case lines([[Point]], Ink, width: Double, dash: [Double])
    case disc(Point, radius: Double, fill: Ink, edge: Ink)
    case words(Words, Point, Anchor, Ink, size: Double, isBold: Bool)
  }

  enum Words: Hashable, Sendable {
    case plain(String)
    /// A line of mathematics in Unicode.
    case mathematics(String)

    var text: String {
      switch self {
      case .plain(let text), .mathematics(let text): text
      }
    }
  }

  /// Where a text stands to its point: it starts, is centred or ends there, on its baseline.
  enum Anchor: String, Hashable, Sendable { case start, middle, end }

  init(title: String, summary: String, width: Double, height: Double) {
    (self.title, self.summary, self.width, self.height) = (title, summary, width, height)
  }

  mutating func draw(_ lines: [[Point]], _ ink: Ink, width: Double = 1, dash: [Double] = []) {
    let drawn = lines.filter { $0.count > 1 }
    if !drawn.isEmpty { marks.append(.lines(drawn, ink, width: width, dash: dash)) }
  }

  mutating func disc(_ centre: Point, radius: Double, fill: Ink, edge: Ink) {
    marks.append(.disc(centre, radius: radius, fill: fill, edge: edge))
  }

  /// - Parameter onLines: whether lines run behind the words, which then stand on a piece of paper.
  mutating func write(
    _ words: Words, at point: Point, _ anchor: Anchor = .middle, _ ink: Ink = .text, size: Double = 13,
    isBold: Bool = false, onLines: Bool = false
  ) {
    if onLines {
      let half = max(Picture.width(of: words.text, size: size) / 2 - 4, 1)
      let y = point.y - 0.36 * size
      draw([[Point(point.x - half, y), Point(point.x + half, y)]], .paper, width: size)
    }
    marks.append(.words(words, point, anchor, ink, size: size, isBold: isBold))
  }

  /// About how wide a text is, in pixels.
  static func width(of text: String, size: Double = 13) -> Double {
    text.reduce(0) { $0 + (UnicodeLine.isScript($1) ? 0.38 : "iljtf.,()[]' ·".contains($1) ? 0.34 : 0.58) } * size
  }
}

/// What a colour is for; each has one on light paper and one on dark.
enum Ink: String, Hashable, Sendable, CaseIterable {
  case paper, soft, text, quiet, grid, axis, level
  case first, second, third, fourth, fifth, sixth

  /// The colours of curves, in their order.
  static let curves: [Ink] = [.first, .second, .third, .fourth, .fifth, .sixth]

  var light: String {
    switch self {
    case .paper: "#ffffff"
    case .soft: "#eef3fa"
    case .text: "#1c2430"
    case .quiet: "#56616f"
    case .grid: "#e3e7ec"
    case .axis: "#7a8694"
    case .level: "#8aa9c4"
    case .first: "#1f5fa8"
    case .second: "#b8500b"
    case .third: "#27734a"
    case .fourth: "#7b3fa0"
    case .fifth: "#b3261e"
    case .sixth: "#00707a"
    }
  }

  var dark: String {
    switch self {
    case .paper: "#14171c"
    case .soft: "#20262f"
    case .text: "#e6e9ed"
    case .quiet: "#a3adb9"
    case .grid: "#2c323b"
    case .axis: "#7d8896"
    case .level: "#54789b"
    case .first: "#7fb2ec"
    case .second: "#f0a35e"
    case .third: "#7fcf9f"
    case .fourth: "#cfa3ee"
    case .fifth: "#ff8a80"
    case .sixth: "#6fd3dc"
    }
  }

  /// Strokes that tell curves apart without colour.
  var dash: [Double] {
    switch self {
    case .second: [8, 4]
    case .third: [2, 3]
    case .fourth: [9, 3, 2, 3]
    case .fifth: [4, 3]
    case .sixth: [12, 3]
    case .paper, .soft, .text, .quiet, .grid, .axis, .level, .first: []
    }
  }
}
