import GradusLearning
import Testing

@Suite("A data set")
struct DatasetTests {
  /// `count` images of 1x2 whose first pixel is their number and whose label is that number modulo 3.
  func sample(_ count: Int) throws -> Dataset {
    try Dataset(
      pixels: (0..<count).flatMap { [UInt8($0), 7] }, labels: (0..<count).map { UInt8($0 % 3) },
      classNames: ["a", "b", "c"], imageShape: ImageShape(height: 1, width: 2))
  }

  @Test("gives back its images, and parts of it in the order asked for")
  func subsets() throws {
    let data = try sample(9)
    #expect(data.image(at: 4).pixels == [4, 7])
    let part = data.subset([8, 0, 8])
    #expect(part.pixels == [8, 7, 0, 7, 8, 7])
    #expect(part.targets.classes == [2, 0, 2])
    #expect(data.subset([]).isEmpty)
  }

  @Test("splits into parts that share no image and together have all", arguments: [0, 0.1, 0.25, 0.5, 0.9])
  func splits(fraction: Double) throws {
    let data = try sample(20)
    var generator = SeededGenerator(seed: 2)
    let (training, validation) = try data.split(validationFraction: fraction, using: &generator)
    #expect(validation.count == Int((fraction * 20).rounded()))
    let numbers = [training, validation].flatMap { part in (0..<part.count).map { part.image(at: $0).pixels[0] } }
    #expect(numbers.sorted() == (0..<20).map { UInt8($0) })
  }

  @Test("refuses a split that leaves nothing to train on", arguments: [-0.1, 1, 1.5, .nan, .infinity, 0.99])
  func refusesSplits(fraction: Double) throws {
    let data = try sample(4)
    var generator = SeededGenerator(seed: 2)
    #expect(throws: DatasetError.self) { try data.split(validationFraction: fraction, using: &generator) }
  }

  @Test("refuses parts that do not fit, in the user's words")
  func refuses() {
    let shape = ImageShape(height: 2, width: 2)
    func message(_ pixels: Int, _ labels: [UInt8], _ classes: Int) -> String {
      do {
        _ = try Dataset(
          pixels: Array(repeating: 0, count: pixels), labels: labels,
          classNames: (0..<classes).map { "\($0)" }, imageShape: shape)
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(message(8, [0, 1], 2) == "accepted")
    #expect(message(7, [0, 1], 2) == "7 bytes are no whole number of 2x2 images of 4 bytes each")
    #expect(message(8, [0], 2) == "2 images but 1 labels: every image needs one label")
    #expect(message(8, [0, 2], 2) == "label 2 of example 1 is out of range: there are 2 classes, 0 to 1")
    #expect(message(8, [0, 0], 0) == "0 classes: a data set has between 1 and 1048576")
  }

  @Test("shape words are read back", arguments: [(28, 28, 1), (32, 16, 3), (1, 1, 1)])
  func shapes(height: Int, width: Int, channels: Int) {
    let shape = ImageShape(height: height, width: width, channels: channels)
    #expect(ImageShape(shape.description) == shape)
  }

  @Test(
    "words that are no shape are none", arguments: ["", "28", "0x3", "-1x3", "2x2x2x2", "axb", "2x", "9999999999x1"])
  func noShapes(text: String) { #expect(ImageShape(text) == nil) }
}

@Suite("An image")
struct ImageTests {
  let checks = RasterImage(shape: ImageShape(height: 2, width: 4), pixels: [0, 100, 200, 250, 10, 20, 30, 40])

  @Test("keeps its samples at its own size")
  func same() { #expect(checks.resized(height: 2, width: 4) == checks) }

  @Test("shrinks to the mean of the area that each new sample covers")
  func shrinks() {
    #expect(checks.resized(height: 1, width: 2).pixels == [33, 130])
    // Three pixels over four samples: 1 + 1/3, 2/3 + 2/3, 1/3 + 1.
    let row = RasterImage(shape: ImageShape(height: 1, width: 4), pixels: [0, 40, 80, 120])
    #expect(row.resized(height: 1, width: 3).pixels == [10, 60, 110])
  }

  @Test("grows by repeating samples, and shrinks back to itself")
  func grows() { #expect(checks.resized(height: 6, width: 12).resized(height: 2, width: 4) == checks) }

  @Test("keeps channels apart and turns black to white")
  func channels() {
    let image = RasterImage(shape: ImageShape(height: 1, width: 2, channels: 3), pixels: [0, 10, 20, 100, 110, 120])
    #expect(image.resized(height: 1, width: 1).pixels == [50, 60, 70])
    #expect(image.inverted.pixels == [255, 245, 235, 155, 145, 135])
  }
}
