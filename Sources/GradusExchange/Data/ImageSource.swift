public import GradusLearning

/// Where images with classes come from: a data set by name, a folder of IDX files, or one IDX file with its labels beside it.
///
///     let fashion = try ImageSource("fashion-mnist").load(.training)
public struct ImageSource: Hashable, Sendable {
  /// The two parts of a data set.
  public enum Part: String, CaseIterable, Hashable, Sendable {
    case training
    case test

    /// How the file names of this part begin in the MNIST data sets.
    var prefix: String {
      switch self {
      case .training: "train"
      case .test: "t10k"
      }
    }
  }

  /// A name, a folder or a file, as the user gave it.
  package let place: String

  /// - Parameter place: the name of a data set (`fashion-mnist`), a folder, or a file of images.
  public init(_ place: String) { self.place = place }

  /// Whether there are images of this part: a single file is training data alone, and so may a folder be.
  package func has(_ part: Part) -> Bool {
    if let known = KnownDataset(rawValue: place) { return known.table == nil }
    guard FileBytes.isFolder(place) else { return part == .training }
    return Self.names("\(part.prefix)-images", kind: "idx3-ubyte").contains { FileBytes.exists("\(place)/\($0)") }
  }

  /// The files that are read, as far as they are there.
  package var files: [String] {
    if let known = KnownDataset(rawValue: place) { return known.folder.map { Self.files(in: $0.path) } ?? [] }
    if FileBytes.isFolder(place) { return Self.files(in: place) }
    return [place] + ((try? Self.labels(beside: place)).map { [$0] } ?? [])
  }

  private static func files(in folder: String) -> [String] {
    Part.allCases.flatMap { part in
      names("\(part.prefix)-images", kind: "idx3-ubyte") + names("\(part.prefix)-labels", kind: "idx1-ubyte")
    }.map { "\(folder)/\($0)" }.filter { FileBytes.exists($0) }
  }

  /// Reads one part; of a single file, everything, whatever the part.
  ///
  /// - Throws: `ExchangeError` where a file is missing or malformed, or where images and labels do not fit together.
  public func load(_ part: Part) throws(ExchangeError) -> Dataset {
    if let known = KnownDataset(rawValue: place) {
      guard known.table == nil else { throw ExchangeError(.unsupported, file: place, "is a table, not images") }
      guard let folder = known.folder else { return KnownDataset.digits(part) }
      guard FileBytes.isFolder(folder.path) else { throw known.absent }
      return try Self.load(folder: folder.path, part: part, classNames: folder.classNames)
    }
    if FileBytes.isFolder(place) { return try Self.load(folder: place, part: part, classNames: nil) }
    return try Self.load(images: place, labels: Self.labels(beside: place), classNames: nil)
  }

  private static func load(folder: String, part: Part, classNames: [String]?) throws(ExchangeError) -> Dataset {
    let images = try find("\(part.prefix)-images", kind: "idx3-ubyte", in: folder)
    let labels = try find("\(part.prefix)-labels", kind: "idx1-ubyte", in: folder)
    return try load(images: images, labels: labels, classNames: classNames)
  }

  /// The file of a folder with this stem, compressed or not.
  private static func find(_ stem: String, kind: String, in folder: String) throws(ExchangeError) -> String {
    for name in names(stem, kind: kind) where FileBytes.exists("\(folder)/\(name)") { return "\(folder)/\(name)" }
    throw ExchangeError(.inputOutput, file: folder, "holds no file \(stem)-\(kind) or \(stem)-\(kind).gz")
  }

  /// The names in use for a file with this stem.
  private static func names(_ stem: String, kind: String) -> [String] {
    ["-", "."].flatMap { separator in ["", ".gz"].map { "\(stem)\(separator)\(kind)\($0)" } }
  }

  /// `train-images-idx3-ubyte.gz` has its labels in `train-labels-idx1-ubyte.gz`.
  private static func labels(beside path: String) throws(ExchangeError) -> String {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let name = path[start...]
    let labels = name.replacing("images", with: "labels").replacing("idx3", with: "idx1")
    guard labels != name else {
      throw ExchangeError(
        .unsupported, file: path,
        "its labels cannot be found: name the file like train-images-idx3-ubyte, or give its folder")
    }
    return String(path[..<start]) + labels
  }

  private static func load(images: String, labels: String, classNames: [String]?) throws(ExchangeError) -> Dataset {
    let pixels = try IDX(contentsOf: images)
    try ImageFile.checkAxes(pixels, named: images)
    let classes = try IDX(contentsOf: labels)
    guard classes.sizes.count == 1 else {
      throw ExchangeError(.malformed, file: labels, "has \(classes.sizes.count) axes; labels have 1")
    }
    let numbers = classes.values
    guard let most = numbers.isEmpty ? 0 : numbers.max(), numbers.allSatisfy({ 0...65_535 ~= $0 && $0 == $0.rounded() })
    else { throw ExchangeError(.malformed, file: labels, "holds a number that is no label, which are counted from 0") }
    let names = classNames ?? (0...Int(most)).map(String.init)
    do throws(DatasetError) {
      return try Dataset(NumberArray(pixels).examples(), .classes(numbers.map { Int32($0) }, names: names))
    } catch {
      let file = if case .labelOutOfRange = error { labels } else { "\(images) and \(labels)" }
      throw ExchangeError(.malformed, file: file, "\(error)")
    }
  }
}
