import Gradus
import Testing

// The code of the article "Training a classifier".
@Suite("Training a classifier, as documented")
struct TrainingAClassifierExamples {
  @Test func rows() throws {
    let rows: [[Float]] = (0..<60).map { [Float($0 % 3), Float($0 % 5), Float($0 % 2)] }
    let data = try Dataset(rows, classes: rows.map { $0[0] + $0[2] > 1 ? "much" : "little" })

    let network = try Network(inputs: 3, layers: Layer.list("dense 16, relu, dense 2, softmax"))
    let settings = TrainingSettings(learningRate: 0.05, batchSize: 10, epochs: 30, validationFraction: 0.2)
    let training = try Training(network, on: data, settings: settings)
    while let epoch = try training.nextEpoch() { print(epoch.loss, epoch.validationAccuracy ?? 0) }

    let model = try training.model()
    let told = try Predictor(model).predictions(for: [[2, 1, 1], [0, 4, 0]])
    #expect(told.map { model.names[$0.label ?? 0] } == ["much", "little"])
  }

  @Test func stripes() throws {
    // 4-by-4 images of one bright row or one bright column.
    var pixels: [UInt8] = []
    var labels: [UInt8] = []
    for place in 0..<4 {
      for label in 0..<2 {
        for y in 0..<4 {
          for x in 0..<4 { pixels.append((label == 0 ? y : x) == place ? 255 : 0) }
        }
        labels.append(UInt8(label))
      }
    }
    let data = try Dataset(
      pixels: pixels, labels: labels, classNames: ["row", "column"], imageShape: ImageShape(height: 4, width: 4))

    let network = try Network(inputs: 16, hidden: [12], activation: .relu, classes: 2)
    let settings = TrainingSettings(
      optimizer: .adam(), learningRate: 0.05, batchSize: 4, epochs: 30, seed: 1)

    let training = try Training(network, on: data, settings: settings)
    while let epoch = try training.nextEpoch() {
      print("epoch \(epoch.epoch): loss \(epoch.loss), accuracy \(epoch.accuracy ?? 0)")
    }

    let model = try training.model()
    let predictor = try Predictor(model)
    #expect(try predictor.confusionMatrix(on: data).accuracy == 1)
  }

  @Test func step() throws {
    let network = try Network(inputs: 784, hidden: [128], activation: .relu, classes: 10)
    let step = try TrainingStep(network: network, optimizer: .gradientDescent, batch: "m")
    #expect(step.gradients.map(\.shape) == [[784, 128], [128], [128, 10], [10]])
    #expect(step.updates.count == 4)

    // θ ← θ − η g: the update holds the very gradient that was derived.
    let weights = step.updates[0]
    #expect(weights.value.contains(step.gradients[0]))
  }
}
