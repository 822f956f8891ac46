import ArgumentParser
import Glibc
import Gradus

/// `gradus show`: images, and what a model takes them for.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a few images in the terminal, with what a model takes them for.",
    discussion: """
      The images are drawn at random. Under each stands what it was taken for and, where that is wrong, what it is.

      Examples:
        gradus show model.safetensors fashion-mnist
        gradus show model.safetensors fashion-mnist --wrong --count 12 --seed 3
      """)

  enum Colors: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }

  @Argument(help: "A model that `gradus train` saved.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(help: "A data set's name, a folder, or a file of images.", completion: .file())
  var data: String

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Flag(help: "Shrink or stretch the images to the size that the model knows.")
  var resize = false

  @Option(help: "Which images of a data set or folder.")
  var part: ImageSource.Part = .test

  @Option(help: "How many images.")
  var count = 8

  @Flag(help: "Only images that the model takes for something else.")
  var wrong = false

  @Option(help: "Start of the random numbers that choose the images.")
  var seed: UInt64 = 0

  @Option(help: "Shades of gray by colour; otherwise by characters.")
  var color: Colors = .auto

  func validate() throws {
    if count < 1 { throw ValidationError("--count \(count): it must be at least 1.") }
  }

  func run() throws {
    let model = try ModelFile(contentsOf: model).model
    guard model.imageShape != nil else {
      throw ExchangeError(.unsupported, file: self.model, "takes \(model.form), and only images can be drawn")
    }
    let images = try LoadedExamples(data, part, reading.reading(for: model, resizes: resize), for: model).dataset()
    guard images.pixels != nil else {
      throw ExchangeError(.unsupported, file: data, "holds images whose samples are no bytes, which are not drawn")
    }
    let predictor = try Predictor(model)
    var generator = SeededGenerator(seed: seed)
    var items: [(image: RasterImage, words: [String])] = []
    for index in generator.permutation(of: images.count) where items.count < count {
      let image = images.image(at: index)
      let prediction = try predictor.predictions(for: image.pixels)[0]
      let label = Int(images.targets.classes?[index] ?? 0)
      if wrong, prediction.label == label { continue }
      items.append(
        (
          image,
          words(
            prediction, label: label, model.names.map(\.visible), images.task.names.map(\.visible))
        ))
    }
    if items.isEmpty { return try Terminal.write("no image was taken for something else\n") }
    let colors =
      switch color {
      case .always: true
      case .never: false
      case .auto: Terminal.columns != nil && getenv("NO_COLOR") == nil
      }
    try Terminal.draw(ImageArt(width: 24, colors: colors).sheet(items, columns: Terminal.columns ?? 80) + "\n")
  }

  private func words(
    _ prediction: Predictor.Prediction, label: Int, _ names: [String], _ own: [String]
  ) -> [String] {
    let sure = rounded(100 * Double(prediction.confidence ?? 0), 0) + " %"
    if prediction.label == label { return ["✓ \(names[label])", "  \(sure)"] }
    return [
      "✗ \(names[prediction.label ?? 0])", "  \(sure), it is", "  \(label < names.count ? names[label] : own[label])",
    ]
  }
}
