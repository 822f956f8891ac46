internal import Glibc
internal import GradusExpression
internal import GradusOptimization

/// The samples of an image as a network sees them, row after row; colours lie side by side.
struct AugmentedImage: Sendable {
  let shape: ImageShape
  var samples: [Float]

  /// What lies outside of an image.
  enum Border: String, CaseIterable {
    /// Zeros.
    case black
    /// The sample at the border that is nearest.
    case edge
    /// The image as a mirror at its border shows it.
    case mirror

    /// The place along an axis of `count` samples; nil for none.
    @inline(__always)
    func place(_ index: Int, _ count: Int) -> Int? {
      if index >= 0, index < count { return index }
      switch self {
      case .black: return nil
      case .edge: return index < 0 ? 0 : count - 1
      case .mirror:
        if count == 1 { return 0 }
        // The samples at the border stand once.
        let period = 2 * (count - 1)
        let rest = ((index % period) + period) % period
        return rest < count ? rest : period - rest
      }
    }
  }

  /// The setting that says what lies outside.
  static let border = Setting(
    "border", "what lies outside: black, the edge, or the image in a mirror", .choice(Border.allCases.map(\.rawValue)),
    .word(Border.black.rawValue))

  /// Moves every pixel: what stands at a row and column is what stood at `source` of them, between pixels in proportion.
  @inline(__always)
  mutating func move(_ border: Border, _ source: (_ row: Float, _ column: Float) -> (row: Float, column: Float)) {
    let (height, width, channels) = (shape.height, shape.width, shape.channels)
    var moved = [Float](repeating: 0, count: samples.count)
    var place = 0
    for row in 0..<height {
      for column in 0..<width {
        let (y, x) = source(Float(row), Float(column))
        let (top, left) = (y.rounded(.down), x.rounded(.down))
        // Far outside there is nothing between pixels to be told.
        let (low, high) = (Float(-1 << 20), Float(1 << 20))
        let (i, j) = (Int(min(max(top, low), high)), Int(min(max(left, low), high)))
        let (down, right) = (y - top, x - left)
        for (k, weight) in [(i, 1 - down), (i + 1, down)] where weight != 0 {
          guard let k = border.place(k, height) else { continue }
          for (l, share) in [(j, 1 - right), (j + 1, right)] where share != 0 {
            guard let l = border.place(l, width) else { continue }
            let start = (k * width + l) * channels
            for channel in 0..<channels { moved[place + channel] += weight * share * samples[start + channel] }
          }
        }
        place += channels
      }
    }
    samples = moved
  }

  /// Moves every pixel by whole ones.
  mutating func move(_ border: Border, rows: Int, columns: Int) {
    let (height, width, channels) = (shape.height, shape.width, shape.channels)
    var moved = [Float](repeating: 0, count: samples.count)
    for row in 0..<height {
      guard let k = border.place(row + rows, height) else { continue }
      for column in 0..<width {
        guard let l = border.place(column + columns, width) else { continue }
        let (from, to) = ((k * width + l) * channels, (row * width + column) * channels)
        for channel in 0..<channels { moved[to + channel] = samples[from + channel] }
      }
    }
    samples = moved
  }

  /// Turns, stretches and shifts the image around its middle.
  ///
  /// - Parameters:
  ///   - degrees: against the clock.
  ///   - scale: above 1 it becomes larger.
  ///   - shear: how far rows slide along, in degrees.
  ///   - shift: in rows and columns.
  mutating func transform(
    _ border: Border, degrees: Double, scale: Double = 1, shear: Double = 0, shift: (rows: Double, columns: Double)
  ) {
    let (turn, slant) = (degrees * .pi / 180, tan(shear * .pi / 180))
    // Columns run to the right and rows down: of (x, y) the image of x is (c, −s).
    let (c, s) = (cos(turn) * scale, sin(turn) * scale)
    let matrix = (a: c, b: s + c * slant, c: -s, d: c - s * slant)
    let determinant = matrix.a * matrix.d - matrix.b * matrix.c
    let inverse = (
      a: Float(matrix.d / determinant), b: Float(-matrix.b / determinant), c: Float(-matrix.c / determinant),
      d: Float(matrix.a / determinant)
    )
    let middle = (row: Float(shape.height - 1) / 2, column: Float(shape.width - 1) / 2)
    let offset = (row: middle.row + Float(shift.rows), column: middle.column + Float(shift.columns))
    move(border) { row, column in
      let (x, y) = (column - offset.column, row - offset.row)
      return (inverse.c * x + inverse.d * y + middle.row, inverse.a * x + inverse.b * y + middle.column)
    }
  }

  /// The rows and columns of a rectangle around a place, as far as they lie in the image.
  func rectangle(
    _ height: Int, _ width: Int, using generator: inout SeededGenerator
  ) -> (rows: Range<Int>, columns: Range<Int>) {
    let top = generator.integer(below: shape.height) - height / 2
    let left = generator.integer(below: shape.width) - width / 2
    return (
      (top..<top + height).clamped(to: 0..<shape.height), (left..<left + width).clamped(to: 0..<shape.width)
    )
  }

  /// The places of the samples of a row within some columns.
  func samples(_ row: Int, _ columns: Range<Int>) -> Range<Int> {
    (row * shape.width + columns.lowerBound) * shape.channels..<(row * shape.width + columns.upperBound)
      * shape.channels
  }
}

extension Values {
  /// What lies outside.
  var border: AugmentedImage.Border { AugmentedImage.Border(rawValue: self[word: "border"]) ?? .black }
  /// Whether this image is one of those that are changed.
  func isDrawn(using generator: inout SeededGenerator) -> Bool {
    generator.uniform() < self[number: "probability"].doubleValue
  }
  /// A number between −x and x of a setting.
  func drawn(_ name: String, using generator: inout SeededGenerator) -> Double {
    (2 * generator.uniform() - 1) * self[number: name].doubleValue
  }
}

extension Setting {
  /// How many images are changed.
  static func probability(_ standard: SettingValue = 1) -> Setting {
    Setting("probability", "the share of images that are changed", .share, standard)
  }
}
