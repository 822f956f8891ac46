import ArgumentParser
import Gradus

/// How data are read, where they do not say it themselves.
struct ReadingOptions: ParsableArguments {
  enum Pixels: String, CaseIterable, ExpressibleByArgument {
    case gray, color
  }

  @Option(help: "Whether the first line of a table names the columns.")
  var header: Table.Header = .auto

  @Option(help: "What stands before the decimals of a table's numbers: point or comma. (default: goes by the numbers)")
  var decimal: Table.DecimalMark?

  @Option(
    help: "Lines of a table to pass over at its beginning. (default: those of fewer cells above the names)",
    transform: readLineCount)
  var skipLines: Int?

  @Option(help: "The table of an SQLite data base, or a query as in \"SELECT a, b, kind FROM flowers\".")
  var from: String?

  @Option(
    help: "How pictures are seen: gray or color. (default: color where one of them is one of colour; or as the model)")
  var pixels: Pixels?

  @Option(
    help: "What lies under the transparent parts of pictures: black, white, a gray as 128, or a colour as 255,128,0.",
    transform: readBackground)
  var background: ImageFile.Background = .black

  /// - Parameters:
  ///   - model: what is to see them; nil where that is still to be trained.
  ///   - resizes: whether images get the size that the model knows.
  func reading(for model: TrainedModel? = nil, resizes: Bool = false) -> DataReading {
    var reading = DataReading()
    reading.text.header = header
    reading.text.decimal = decimal
    reading.text.skipped = skipLines
    reading.from = from
    reading.preparation.background = background
    reading.channels = pixels.map { $0 == .gray ? 1 : 3 } ?? model?.imageShape.map { $0.channels == 3 ? 3 : 1 }
    if resizes { reading.preparation.size = model?.imageShape }
    if case .table(let preparation)? = model?.form {
      reading.columns = preparation.columns.map(\.name)
      reading.target = preparation.targets.first
    }
    return reading
  }
}

@Sendable private func readLineCount(_ argument: String) throws -> Int {
  guard let count = Int(argument), (0...1_000_000).contains(count) else {
    throw ValidationError("expected a count of lines from 0 to 1000000")
  }
  return count
}

@Sendable private func readBackground(_ argument: String) throws -> ImageFile.Background {
  guard let background = ImageFile.Background(argument) else {
    throw ValidationError("expected black, white, a gray from 0 to 255, or a colour as 255,128,0")
  }
  return background
}

/// `28x28`
@Sendable func readSize(_ argument: String) throws -> ImageShape {
  guard let shape = ImageShape(argument), shape.channels == 1 else {
    throw ValidationError("expected a height and a width as in 28x28")
  }
  return shape
}
