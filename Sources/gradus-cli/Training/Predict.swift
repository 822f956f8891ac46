import ArgumentParser
import Gradus

/// `gradus predict`: what images show.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what images show, by a model.",
    discussion: """
      An image is a PNG file, or an IDX file with any number of images. It must have the size of the images that the \
      model was trained on, unless --resize is given. Where the model knows light things on black and the picture shows \
      dark things on white, use --invert.

      Example:
        gradus predict model.safetensors shoe.png --resize --invert
      """)

  @Argument(help: "A model that `gradus train` saved.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(help: "PNG or IDX files.", completion: .file(extensions: ["png"]))
  var images: [String]

  @Flag(help: "Shrink or stretch the images to the size that the model knows.")
  var resize = false

  @Flag(help: "Exchange black and white.")
  var invert = false

  @Option(help: "How many classes to name for each image, the likeliest first.")
  var top = 3

  @Option(help: "Form of the answer; json is an object an image.")
  var format: OutputFormat = .text

  func validate() throws {
    if images.isEmpty { throw ValidationError("Name at least one image.") }
    if top < 1 { throw ValidationError("--top \(top): it must be at least 1.") }
  }

  func run() throws {
    let classifier = try ModelFile(contentsOf: model).classifier
    let shape = classifier.imageShape
    let predictor = try Predictor(classifier)
    let preparation = ImageFile.Preparation(size: resize ? shape : nil, invert: invert)
    for file in images {
      let images = try ImageFile.load(file, channels: shape.channels == 3 ? 3 : 1, preparation: preparation)
      if let other = images.first(where: { $0.shape != shape }) {
        throw ExchangeError(
          .unsupported, file: file,
          "shows \(other.shape) pixels, the model knows images of \(shape); use --resize")
      }
      for (index, prediction) in try predictor.predictions(for: images.flatMap(\.pixels)).enumerated() {
        let name = images.count == 1 ? file : "\(file)[\(index)]"
        let best = prediction.probabilities.indices
          .sorted { left, right in
            // What it was taken for comes first, also where rounding made another probability equal.
            if left == prediction.label || right == prediction.label {
              return left == prediction.label && left != right
            }
            return (prediction.probabilities[right], left) < (prediction.probabilities[left], right)
          }.prefix(top)
        switch format {
        case .text:
          let words = best.map {
            "\(classifier.classNames[$0].visible) \(rounded(100 * Double(prediction.probabilities[$0]), 1)) %"
          }
          try Terminal.write("\(name.visible): \(words.joined(separator: ", "))\n")
        case .json:
          let guesses = best.map {
            Guess(label: $0, name: classifier.classNames[$0], probability: prediction.probabilities[$0])
          }
          try Terminal.write(
            json(
              Answer(image: name, label: prediction.label, name: classifier.classNames[prediction.label], top: guesses))
              + "\n")
        }
      }
    }
  }

  private struct Guess: Encodable {
    let label: Int
    let name: String
    let probability: Float
  }

  private struct Answer: Encodable {
    let image: String
    let label: Int
    let name: String
    let top: [Guess]
  }
}
