import Foundation
import GradusExpression
import GradusOptimization
import Testing

@testable import GradusLearning

@Suite("Images changed at random")
struct AugmentationTests {
  /// What `Scripts/augmentation-fixtures.py` wrote.
  struct Fixture: Decodable {
    struct Case: Decodable {
      let border: String
      let degrees, scale, shear, rows, columns: Double
      let samples: [Float]
    }
    let height, width, channels: Int
    let samples: [Float]
    let cases: [Case]
  }

  @Test("are turned, shifted, stretched and slanted as SciPy does it, with every border")
  func transforms() throws {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/augmentations", withExtension: "json"))
    let known = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    let shape = ImageShape(height: known.height, width: known.width, channels: known.channels)
    #expect(known.cases.count == 15)
    for own in known.cases {
      var image = AugmentedImage(shape: shape, samples: known.samples)
      let border = try #require(AugmentedImage.Border(rawValue: own.border))
      image.transform(
        border, degrees: own.degrees, scale: own.scale, shear: own.shear, shift: (own.rows, own.columns))
      let worst = zip(image.samples, own.samples).map { abs($0 - $1) }.max() ?? .infinity
      #expect(worst < 2e-5, "\(own.border) \(own.degrees) \(own.shear): \(worst)")
    }
  }

  static let shape = ImageShape(height: 6, width: 5, channels: 2)
  static let samples = (0..<60).map { Float($0 + 1) / 61 }

  /// Images as many seeds change them.
  func changed(_ text: String, count: Int = 200) throws -> [[Float]] {
    let way = try #require(try Augmentation.list(text)[0].kind as? any ImageKind)
    return (0..<count).map { seed in
      var image = AugmentedImage(shape: Self.shape, samples: Self.samples)
      var generator = SeededGenerator(seed: UInt64(seed))
      way.change(&image, using: &generator)
      return image.samples
    }
  }

  @Test("a flip exchanges columns, or rows, of a share of the images")
  func flips() throws {
    let width = 10
    let mirrored = (0..<60).map { Self.samples[($0 / width) * width + (4 - $0 % width / 2) * 2 + $0 % 2] }
    let drawn = try changed("flip(0.25)")
    #expect(drawn.allSatisfy { $0 == mirrored || $0 == Self.samples })
    #expect((25...75).contains(drawn.count { $0 == mirrored }))
    let down = (0..<60).map { Self.samples[(5 - $0 / width) * width + $0 % width] }
    #expect(try changed("flip(1, vertical)").allSatisfy { $0 == down })
    #expect(try changed("flip(both)").reduce(into: Set<[Float]>()) { $0.insert($1) }.count == 4)
  }

  @Test("a crop moves by every number of pixels up to its padding, and by no other")
  func crops() throws {
    let places = try changed("crop 1", count: 400)
    #expect(Set(places).count == 9 && places.contains(Self.samples))
    // Moved up and to the left, the last row and column are black.
    let corner = (0..<60).map { place -> Float in
      let (row, column) = (place / 10, place % 10)
      return row < 5 && column < 8 ? Self.samples[place + 12] : 0
    }
    #expect(places.contains(corner))
    #expect(try changed("crop(1, border=edge)").allSatisfy { image in image.dropFirst(2).allSatisfy { $0 > 0 } })
  }

  @Test("a cutout makes a square black, whose middle lies in the image")
  func cutouts() throws {
    for image in try changed("cutout 3") {
      let black = (0..<30).filter { image[2 * $0] == 0 && image[2 * $0 + 1] == 0 }
      #expect((3...9).contains(black.count))
      let rows = Set(black.map { $0 / 5 })
      #expect(rows.count <= 3 && black.count % max(rows.count, 1) == 0)
    }
    #expect(try changed("cutout(2, value=0.5)").allSatisfy { $0.contains(0.5) })
  }

  @Test("noise has its deviation, and an elastic field its own")
  func deviations() throws {
    let noise = try changed("noise 0.2").flatMap { zip($0, Self.samples).map { $0 - $1 } }
    let variance = noise.reduce(0) { $0 + $1 * $1 } / Float(noise.count)
    #expect(abs(variance.squareRoot() - 0.2) < 0.005)
    // A ramp of columns shows how far each pixel was moved along them; what the border cuts is left out.
    let shape = ImageShape(height: 64, width: 64)
    let ramp = (0..<64 * 64).map { Float($0 % 64) }
    let way = try #require(try Augmentation.list("elastic(0.8, sigma=2, border=edge)")[0].kind as? any ImageKind)
    var (sum, count, steps) = (0.0, 0.0, 0.0)
    for seed in 0..<12 {
      var image = AugmentedImage(shape: shape, samples: ramp)
      var generator = SeededGenerator(seed: UInt64(seed))
      way.change(&image, using: &generator)
      for row in 16..<48 {
        for column in 16..<48 {
          let place = row * 64 + column
          let moved = Double(image.samples[place] - ramp[place])
          let next = Double(image.samples[place + 1] - ramp[place + 1])
          (sum, count, steps) = (sum + moved * moved, count + 1, steps + (next - moved) * (next - moved))
        }
      }
    }
    #expect(abs((sum / count).squareRoot() - 0.8) < 0.08, "\((sum / count).squareRoot())")
    // Neighbours of a field that is smooth over 2 pixels differ by about 1/(2 √2) of the deviation.
    #expect((steps / sum).squareRoot() < 0.5)
  }

  @Test("the shares of a mixture have the moments of Beta(α, α)", arguments: [0.05, 0.2, 1, 8])
  func shares(alpha: Double) {
    var generator = SeededGenerator(seed: 5)
    let drawn = (0..<20_000).map { _ in generator.beta(alpha) }
    #expect(drawn.allSatisfy { (0...1).contains($0) })
    let mean = drawn.reduce(0, +) / 20_000
    let variance = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean - 0.5) < 0.015 && abs(variance - 1 / (4 * (2 * alpha + 1))) < 0.005)
  }

  static func images(_ count: Int = 70) throws -> Dataset {
    var generator = SeededGenerator(seed: 2)
    let pixels = (0..<count * 30).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return try Dataset(
      pixels: pixels, labels: (0..<count).map { UInt8($0 % 3) }, classNames: ["a", "b", "c"],
      imageShape: ImageShape(height: 6, width: 5))
  }

  @Test("a mixture tells of two examples what it shows of them", arguments: ["mixup", "cutmix"])
  func mixtures(name: String) throws {
    let data = try Self.images()
    let rows = [4, 9, 2, 33, 21, 0, 12][...]
    for step in 1...20 {
      let batch = try Augmentation.list(name).batch(step, rows: rows, of: data, seed: 1)
      let targets = try #require(batch.targets)
      #expect(batch.numbers.count == 7 * 30 && targets.count == 7 * 3)
      let plain = try Augmentation.list("crop(1, probability=0)").batch(step, rows: rows, of: data, seed: 1)
      #expect(plain.targets == nil)
      for place in 0..<7 {
        let told = Array(targets[place * 3..<place * 3 + 3])
        #expect(abs(told.reduce(0, +) - 1) < 1e-6 && told[Int(rows[place]) % 3] > 0)
      }
    }
  }

  @Test(
    "a training that goes on from the middle of an epoch ends in the same bits",
    arguments: ["flip, crop 1, noise 0.1", "affine, elastic, cutout 2", "shift, rotate, mixup, cutmix"])
  func resumed(text: String) throws {
    let data = try Self.images()
    let network = try Network(inputs: 30, layers: Layer.list("dense 8, relu, dropout 0.2, dense 3, softmax"))
    var settings = TrainingSettings(batchSize: 16, epochs: 3, seed: 4)
    settings.augmentations = try Augmentation.list(text)
    let whole = try Training(network, on: data, settings: settings)
    while try whole.nextEpoch() != nil {}
    var state = try Training(network, on: data, settings: settings).state
    // Stopped after every second batch.
    for _ in 0..<100 where state.epoch < 3 {
      let part = try Training(resuming: state, on: data)
      for _ in 0..<2 where try part.nextBatch() == nil { _ = try part.finishEpoch() }
      state = try part.checkpoint()
    }
    #expect(state.parameters == whole.state.parameters)
    #expect(state.history.map(\.loss) == whole.state.history.map(\.loss))
    settings.augmentations = []
    let plain = try Training(network, on: data, settings: settings)
    while try plain.nextEpoch() != nil {}
    #expect(plain.state.parameters != whole.state.parameters)
  }

  @Test("what makes no sense is refused")
  func refused() throws {
    let network = try Network(inputs: 30, layers: Layer.list("dense 3, softmax"))
    for text in [
      "flap", "crop 0", "cutout(8, 9, 10)", "mixup 0", "mixup 2000", "affine(shear=90)", "elastic(sigma=99)",
      "flip(relu)",
    ] {
      #expect(throws: DescriptionError.self, "\(text)") { try Augmentation.list(text) }
    }
    var settings = TrainingSettings(epochs: 1)
    settings.augmentations = try Augmentation.list("flip")
    #expect(throws: TrainingError.self) {
      let rows: [[Float]] = [[1, 2], [3, 4]]
      let network = try Network(inputs: 2, layers: Layer.list("dense 2, softmax"))
      return try Training(network, on: Dataset(rows, classes: ["a", "b"]), settings: settings)
    }
    settings.optimizer = try Optimizer(Clause("lbfgs"))
    #expect(throws: TrainingError.self) { try Training(network, on: Self.images(), settings: settings) }
  }
}
