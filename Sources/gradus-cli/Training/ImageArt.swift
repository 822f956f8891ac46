import Gradus

/// Images drawn in a terminal, side by side.
struct ImageArt {
  /// Columns that an image takes.
  let width: Int
  /// Shades of gray by colour, two rows of pixels in a line; otherwise characters of different darkness.
  let colors: Bool

  /// From empty to full.
  private static let ramp = Array(" .:-=+*#%@")

  /// The lines of one image, each `width` wide.
  func lines(_ image: RasterImage) -> [String] {
    let height = max(1, width * image.shape.height / image.shape.width / 2)
    let small = image.resized(height: colors ? 2 * height : height, width: width)
    func shade(_ row: Int, _ column: Int) -> Int {
      let start = (row * width + column) * small.shape.channels
      let samples = small.pixels[start..<start + small.shape.channels]
      return samples.reduce(0) { $0 + Int($1) } / samples.count
    }
    return (0..<height).map { row in
      if !colors {
        return String((0..<width).map { Self.ramp[shade(row, $0) * (Self.ramp.count - 1) / 255] })
      }
      // The upper half of a cell has the colour of the text, the lower that of the background.
      return (0..<width).map { "\u{1B}[38;5;\(gray(shade(2 * row, $0)));48;5;\(gray(shade(2 * row + 1, $0)))m▀" }
        .joined()
        + "\u{1B}[0m"
    }
  }

  /// The number of a shade among the 24 grays of a terminal with 256 colours.
  private func gray(_ value: Int) -> Int { 232 + value * 23 / 255 }

  /// Images in rows as wide as the terminal, with lines of words under each.
  func sheet(_ items: [(image: RasterImage, words: [String])], columns: Int) -> String {
    let gap = "  "
    let perRow = max(1, (columns + gap.count) / (width + gap.count))
    var lines: [String] = []
    for start in stride(from: 0, to: items.count, by: perRow) {
      let row = items[start..<min(start + perRow, items.count)]
      let pictures = row.map { self.lines($0.image) }
      for line in 0..<(pictures.map(\.count).max() ?? 0) {
        lines.append(pictures.map { $0[line] }.joined(separator: gap))
      }
      for line in 0..<(row.map(\.words.count).max() ?? 0) {
        let words = row.map { item in
          let word = line < item.words.count ? String(item.words[line].prefix(width)) : ""
          return word + String(repeating: " ", count: width - word.count)
        }
        lines.append(words.joined(separator: gap))
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }
}
