import Foundation
import Gradus
import Testing

@testable import gradus_cli

@Suite("Numbers in words")
struct WordsTests {
  @Test(
    "are grouped by thousands",
    arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-60000, "-60,000"), (1_234_567, "1,234,567")])
  func thousands(number: Int, text: String) { #expect(grouped(number) == text) }

  @Test(
    "are rounded to digits behind the point",
    arguments: [
      (0.0, 2, "0.00"), (1.005, 1, "1.0"), (2.5, 0, "3"), (0.0449, 3, "0.045"), (-0.0001, 2, "0.00"),
      (-1.25, 1, "-1.3"),
      (99.999, 2, "100.00"), (1e19, 1, "1.0e+19"), (.infinity, 1, "inf"), (3.05, 2, "3.05"),
    ])
  func digits(number: Double, digits: Int, text: String) { #expect(rounded(number, digits) == text) }

  @Test(
    "are two digits and a power of ten",
    arguments: [
      (0.00000123, "1.2e-06"), (-2.5e20, "-2.5e+20"), (9.96e-5, "1.0e-04"), (1e-300, "1.0e-300"), (0, "0.0"),
      (7, "7.0e+00"),
    ])
  func powers(number: Double, text: String) { #expect(number.written(.scientific) == text) }

  @Test("tell time", arguments: [(0.4, "0:00"), (67, "1:07"), (3600, "1:00:00"), (-3, "0:00"), (7267, "2:01:07")])
  func time(seconds: Double, text: String) { #expect(duration(seconds) == text) }

  @Test("fill a bar", arguments: [(0.0, "────"), (0.5, "━━──"), (1, "━━━━"), (7, "━━━━"), (-1, "────")])
  func bar(share: Double, text: String) { #expect(Terminal.bar(share, width: 4) == text) }

  @Test("give the widths of layers", arguments: [("512,512", [512, 512]), ("8", [8]), ("none", [])])
  func widths(text: String, widths: [Int]) throws { #expect(try readWidths(text) == widths) }

  @Test("that are no widths are refused", arguments: ["", "8,", "0", "-3", "8 8", "1e3", "99999999999999999999"])
  func noWidths(text: String) { #expect(throws: (any Error).self) { try readWidths(text) } }
}

@Suite("Pictures in a terminal")
struct ImageArtTests {
  let image = RasterImage(
    shape: ImageShape(height: 4, width: 4), pixels: [0, 0, 255, 255, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0])

  @Test("have characters of different darkness, as many as asked")
  func characters() {
    #expect(ImageArt(width: 4, colors: false).lines(image) == ["  @@", "@@  "])
    #expect(ImageArt(width: 9, colors: false).lines(image).allSatisfy { $0.count == 9 })
  }

  @Test("have two rows of pixels in a line of colours")
  func colors() {
    let lines = ImageArt(width: 4, colors: true).lines(image)
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("\u{1B}[38;5;232;48;5;232m▀"))
    #expect(lines[0].hasSuffix("\u{1B}[38;5;255;48;5;255m▀\u{1B}[0m"))
  }

  @Test("stand side by side with their words cut to their width")
  func sheet() {
    let art = ImageArt(width: 4, colors: false)
    let items = [(image: image, words: ["Trousers"]), (image: image, words: ["a", "b"]), (image: image, words: ["c"])]
    let lines = art.sheet(items, columns: 12).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.prefix(4) == ["  @@    @@", "@@    @@  ", "Trou  a   ", "      b   "])
    #expect(lines[5] == "  @@")
    #expect(art.sheet(items, columns: 1).contains("@@"))
  }
}

@Suite("The curve of the loss")
struct LossCurveTests {
  @Test("keeps the mean of every span of an epoch")
  func spans() throws {
    var curve = LossCurve([], .crossEntropy)
    for epoch in 0..<2 {
      for batch in 1...41 {
        curve.add(BatchReport(batch: batch, batches: 41, examples: 1, loss: Double(epoch), correct: 0), epoch: epoch)
      }
      curve.add(EpochReport(epoch: epoch + 1, seconds: 1, loss: Double(epoch), accuracy: 0.5, validationAccuracy: 0.25))
    }
    let elements = try XMLCheck(text: curve.svg).elements
    #expect(elements.filter { $0 == "polyline" }.count == 4)
    #expect(elements.filter { $0 == "circle" }.count == 6)
    #expect(!curve.svg.contains("nan"))
  }
}
