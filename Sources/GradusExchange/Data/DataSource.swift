public import GradusLearning

/// Where data come from, whatever they are: a name, a folder of images, or a file, told by its first bytes.
public enum DataSource: Hashable, Sendable {
  /// Images with classes.
  case images(ImageSource)
  /// A table.
  case table(TableSource)

  /// - Parameter place: the name of a data set, a folder, or a file.
  /// - Throws: `ExchangeError` where there is none of this name, or nothing is known of what the file holds.
  public init(_ place: String) throws(ExchangeError) {
    if let known = KnownDataset(rawValue: place) {
      self = known.table == nil ? .images(ImageSource(place)) : .table(TableSource(place))
      return
    }
    if FileBytes.isFolder(place) {
      self = .images(ImageSource(place))
      return
    }
    guard FileBytes.exists(place) else {
      let names = KnownDataset.allCases.map(\.rawValue).joined(separator: ", ")
      throw ExchangeError(
        .inputOutput, file: place, "no such data set, folder or file; data sets known by name: \(names)")
    }
    var start = try FileBytes.read(place, atMost: 4096)
    if Gzip.isGzip(start) { start = Gzip.inflate(start, atMost: 256).bytes }
    if start.starts(with: [0, 0]) {
      self = .images(ImageSource(place))
    } else if NumberTable.isText(start) {
      self = .table(TableSource(place))
    } else {
      throw ExchangeError(
        .unsupported, file: place,
        "is neither a table of text nor an IDX file of images, which networks learn from")
    }
  }
}

/// Where a table comes from: a data set by name, or a file of text.
public struct TableSource: Hashable, Sendable {
  /// A name or a file, as the user gave it.
  public let place: String

  /// - Parameter place: the name of a data set (`iris`), or a file.
  public init(_ place: String) { self.place = place }

  /// The column that is told, where the data set is known by name.
  public var target: String? { KnownDataset(rawValue: place)?.table?.target }

  /// The file that is read; none of a data set in the program.
  public var files: [String] { KnownDataset(rawValue: place) == nil ? [place] : [] }

  /// Whether the test is a part of its own; a file is one whole.
  public var hasTest: Bool { target != nil }

  /// Reads one part; of a file everything, whatever the part.
  ///
  /// - Throws: `ExchangeError` where it is missing or malformed.
  public func load(_ part: ImageSource.Part, header: Table.Header = .auto) throws(ExchangeError) -> Table {
    guard let known = KnownDataset(rawValue: place)?.table else { return try Table(contentsOf: place, header: header) }
    let table = try Table(Array(known.text.utf8), header: .yes, file: place)
    return known.part(part, of: table)
  }
}

extension DataSource {
  /// The files that are read, as far as they are there.
  public var files: [String] {
    switch self {
    case .images(let source): source.files
    case .table(let source): source.files
    }
  }
}
