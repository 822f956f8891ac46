internal import GradusLearning

/// A folder with a folder of pictures for each class, perhaps below folders for training and test; or a folder of pictures alone.
struct PictureFolder {
  private let folder: String

  init(_ folder: String) { self.folder = folder }

  private static let endings = ["png", "jpg", "jpeg", "jpe", "pnm", "pgm", "ppm", "pbm"]
  private static let others = ["bmp", "gif", "webp", "tif", "tiff", "heic", "avif"]
  private static let trainingNames = ["train", "training"]
  private static let testNames = ["test", "testing"]

  private static func ending(_ name: String) -> String {
    name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
  }

  static func isPicture(_ name: String) -> Bool { endings.contains(ending(name)) }

  private func first(_ names: [String]) -> String? {
    names.map { "\(folder)/\($0)" }.first { FileBytes.isFolder($0) }
  }

  /// Whether there are folders for training and for the test.
  var hasParts: Bool { first(Self.trainingNames) != nil && first(Self.testNames) != nil }

  func load(_ part: ImageSource.Part, _ reading: DataReading) throws(ExchangeError) -> DataContent {
    let own = part == .training ? first(Self.trainingNames) : first(Self.testNames)
    let root = hasParts ? own ?? folder : first(Self.trainingNames) ?? folder
    let classes = FileBytes.names(in: root).filter { FileBytes.isFolder("\(root)/\($0)") }
    var files: [(path: String, label: Int32)] = []
    for (label, name) in classes.enumerated() {
      for path in try Self.pictures(in: "\(root)/\(name)") { files.append((path, Int32(label))) }
    }
    let known = classes.isEmpty ? nil : classes
    if known == nil { files = try Self.pictures(in: root).map { ($0, 0) } }
    guard !files.isEmpty else {
      throw ExchangeError(
        .unsupported, file: root, "holds no pictures (PNG, JPEG, PNM) in a folder for each class, and no IDX files")
    }
    return try Self.content(files, known, reading)
  }

  /// One picture, of which it is not known what it shows.
  static func single(_ file: String, _ reading: DataReading) throws(ExchangeError) -> DataContent {
    try content([(file, 0)], nil, reading)
  }

  private static func pictures(in folder: String) throws(ExchangeError) -> [String] {
    let names = FileBytes.names(in: folder)
    if let other = names.first(where: { others.contains(ending($0)) }) {
      throw ExchangeError(
        .unsupported, file: "\(folder)/\(other)", "is a picture in a format that is not read; PNG, JPEG and PNM are")
    }
    return names.filter(isPicture).map { "\(folder)/\($0)" }
  }

  private static func content(
    _ files: [(path: String, label: Int32)], _ classes: [String]?, _ reading: DataReading
  ) throws(ExchangeError) -> DataContent {
    var pixels: [UInt8] = []
    var shape: ImageShape?
    for (path, _) in files {
      let file = try FileBytes.read(path)
      guard let picture = try Picture(file, named: path) else {
        throw ExchangeError(.unsupported, file: path, "is no picture (PNG, JPEG, PNM), whatever its name says")
      }
      if reading.channels == nil, picture.hasColor {
        // One picture of colour is enough for all to be seen so.
        var colored = reading
        colored.channels = 3
        return try content(files, classes, colored)
      }
      var image = picture.image(channels: reading.channels ?? 1, over: reading.preparation.background)
      if let size = reading.preparation.size { image = image.resized(to: size) }
      if let shape, image.shape != shape {
        throw ExchangeError(
          .unsupported, file: path,
          "shows \(image.shape) pixels, and \(files[0].path) \(shape): say --resize \(shape.height)x\(shape.width)")
      }
      shape = image.shape
      pixels += image.pixels
    }
    guard let shape else { throw ExchangeError(.unsupported, file: "", "there are no pictures") }
    do throws(DatasetError) {
      let examples = try Examples(images: pixels, shape)
      return DataContent(
        .images(examples, classes.map { .classes(files.map(\.label), names: $0) }),
        notes: ["reads     \(files.count) pictures of \(shape)"], names: files.map(\.path))
    } catch {
      throw ExchangeError(.malformed, file: files[0].path, "\(error)")
    }
  }
}

extension RasterImage {
  /// The image at the height and width of another.
  func resized(to size: ImageShape) -> RasterImage {
    size.height == shape.height && size.width == shape.width ? self : resized(height: size.height, width: size.width)
  }
}
