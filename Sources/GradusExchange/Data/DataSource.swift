package import GradusLearning

/// Where data come from, whatever they are: a name, a folder, a file, or `-` for a table on standard input. What a file is, is told by
/// its first bytes.
///
///     let content = try DataSource("flowers.csv").load(.training)
public struct DataSource: Hashable, Sendable {
  enum Format: Hashable {
    case known(KnownDataset)
    /// IDX files named like those of MNIST.
    case idxFolder
    case cifar(CIFAR)
    /// `train_32x32.mat` and `test_32x32.mat`.
    case matlabFolder
    /// Pictures in a folder for each class.
    case pictures
    case picture
    case arrays(ArrayFile.Format)
    case sparse
    case base
    case text
  }

  /// A name, a folder or a file, as the user gave it.
  package let place: String
  let format: Format

  /// - Parameter place: the name of a data set, a folder, or a file.
  /// - Throws: `ExchangeError` where there is none of this name, or nothing is known of what it holds.
  public init(_ place: String) throws(ExchangeError) {
    self.place = place
    if let known = KnownDataset(rawValue: place) {
      format = .known(known)
    } else if place == "-" {
      format = .text
    } else if FileBytes.isFolder(place) {
      format = Self.format(folder: place)
    } else {
      guard FileBytes.exists(place) else {
        let names = KnownDataset.allCases.map(\.rawValue).joined(separator: ", ")
        throw ExchangeError(
          .inputOutput, file: place, "no such data set, folder or file; data sets known by name: \(names)")
      }
      var start = try FileBytes.read(place, atMost: 4096)
      if Gzip.isGzip(start) { start = Gzip.inflate(start, atMost: 1 << 16).bytes }
      // The names within an archive stand at its end, and the first one at its beginning, too.
      let isOther = ZipArchive.isZip(start) && !start.prefix(256).contains(Array(".npy".utf8))
      if let advice = ForeignFormat(isOther ? try FileBytes.read(place) : start)?.adviceForData {
        throw ExchangeError(.unsupported, file: place, advice)
      }
      guard let known = Self.format(start) else {
        throw ExchangeError(
          .unsupported, file: place,
          "is none of what networks learn from: tables (CSV, TSV, libsvm, SQLite), arrays (npy, npz, safetensors, MATLAB, IDX), pictures (PNG, JPEG, PNM)"
        )
      }
      format = known
    }
  }

  private static func format(folder: String) -> Format {
    if ImageSource.Part.allCases.contains(where: { ImageSource(folder).has($0) }) { return .idxFolder }
    if let cifar = CIFAR(folder: folder) { return .cifar(cifar) }
    let names = FileBytes.names(in: folder)
    if names.contains("train_32x32.mat") { return .matlabFolder }
    return names.contains { FileBytes.isFolder("\(folder)/\($0)") || PictureFolder.isPicture($0) }
      ? .pictures : .idxFolder
  }

  /// What a file holds by its beginning; nil where that is unknown.
  static func format(_ start: [UInt8]) -> Format? {
    if Picture.isPicture(start) { return .picture }
    if SQLiteFile.isSQLite(start) { return .base }
    if let arrays = ArrayFile.format(start) { return .arrays(arrays) }
    guard NumberTable.isText(start) else { return nil }
    return SparseText.isSparse(start) ? .sparse : .text
  }

  /// The column that is told, where the data set is known by name.
  package var target: String? { if case .known(let known) = format { known.table?.target } else { nil } }

  /// Whether it is a table of text or a file of arrays, which can be looked at as they are.
  package var isPlain: Bool {
    switch format {
    case .text, .arrays(.npy), .arrays(.npz), .arrays(.safetensors), .arrays(.idx): true
    case .known, .idxFolder, .cifar, .matlabFolder, .pictures, .picture, .arrays(.matlab), .sparse, .base: false
    }
  }

  /// Whether there are two parts; a single file is one whole, unless it names them.
  package func has(_ part: ImageSource.Part) -> Bool {
    switch format {
    case .known: true
    case .idxFolder: ImageSource(place).has(part)
    case .cifar(let cifar): cifar.has(part, in: place)
    case .matlabFolder: FileBytes.exists("\(place)/\(Self.matlabName(part))")
    case .pictures: part == .training || PictureFolder(place).hasParts
    case .picture, .arrays(.npy), .arrays(.idx), .sparse, .base, .text: part == .training
    case .arrays(let arrays):
      part == .training
        || ((try? ArrayFile(FileBytes.readPlain(place), arrays, file: place).has(part)) ?? false)
    }
  }

  /// The files that are read, as far as they are there.
  package var files: [String] {
    switch format {
    case .known: ImageSource(place).files
    case .idxFolder, .arrays(.idx): ImageSource(place).files
    case .cifar(let cifar): cifar.files(in: place)
    case .matlabFolder: ImageSource.Part.allCases.map { "\(place)/\(Self.matlabName($0))" }
    case .pictures: []
    case .picture, .arrays, .sparse, .base, .text: place == "-" ? [] : [place]
    }
  }

  private static func matlabName(_ part: ImageSource.Part) -> String {
    part == .training ? "train_32x32.mat" : "test_32x32.mat"
  }
}

extension DataSource {
  /// Reads one part; of a single file that names no parts everything, whatever the part.
  ///
  /// - Throws: `ExchangeError` where a file is missing or malformed, or where examples and targets do not fit together.
  public func load(
    _ part: ImageSource.Part, _ reading: DataReading = DataReading()
  ) throws(ExchangeError) -> DataContent {
    let content = try read(part, reading)
    guard case .images(let examples, let targets) = content.kind else { return content }
    let prepared = try examples.prepared(reading.preparation, file: place)
    if targets == nil, reading.needsTargets {
      throw ExchangeError(.unsupported, file: place, "holds images without their classes")
    }
    return DataContent(.images(prepared, targets), notes: content.notes, names: content.names)
  }

  private func read(_ part: ImageSource.Part, _ reading: DataReading) throws(ExchangeError) -> DataContent {
    switch format {
    case .known(let known):
      guard let table = known.table else { return DataContent(try ImageSource(place).load(part)) }
      let whole = try Table(Array(table.text.utf8), header: .yes, file: place)
      return DataContent(.table(table.part(part, of: whole)), target: table.target)
    case .idxFolder: return DataContent(try ImageSource(place).load(part))
    case .cifar(let cifar): return DataContent(try cifar.load(part, in: place))
    case .matlabFolder: return try arrays(.matlab, part, reading, of: "\(place)/\(Self.matlabName(part))")
    case .pictures: return try PictureFolder(place).load(part, reading)
    case .picture: return try PictureFolder.single(place, reading)
    case .arrays(.idx) where reading.target == nil && reading.needsTargets:
      return DataContent(try ImageSource(place).load(part))
    case .arrays(let format): return try arrays(format, part, reading, of: place)
    case .sparse:
      return try SparseText(FileBytes.readPlain(place), file: place).content(columns: reading.columns)
    case .base: return DataContent(.table(try SQLiteFile.table(place, reading.from)))
    case .text:
      let (table, notes) = try Table.read(FileBytes.readPlain(place), reading.text, file: shown)
      return DataContent(.table(table), notes: notes)
    }
  }

  /// What the bytes of a file of arrays, a sparse table, a data base or a table of text hold; `name` is what errors call it.
  package static func content(of file: [UInt8], named name: String) throws(ExchangeError) -> DataContent {
    let plain = Gzip.isGzip(file) ? try Gzip.inflated(file, file: name) : file
    switch format(plain) {
    case .arrays(let format):
      return try DataContent(ArrayFile(plain, format, file: name), .training, .init(), file: name)
    case .sparse: return try SparseText(plain, file: name).content(columns: [])
    case .base: return DataContent(.table(try SQLiteFile.table(plain, nil, file: name)))
    default: return DataContent(.table(try Table(plain, file: name)))
    }
  }

  /// From so many bytes on a file is read piece by piece where nothing is said.
  package static let largeSize = 1 << 28

  /// Whether it is better read piece by piece: a file of text or of rows of numbers beyond 256 megabytes, or compressed beyond 64.
  package func isLarge(_ reading: DataReading) -> Bool {
    guard let size = FileBytes.size(of: place), size >= Self.largeSize / 4, canBeStored(reading) else { return false }
    let isCompressed = (try? Gzip.isGzip(FileBytes.read(place, atMost: 2))) ?? false
    return size >= (isCompressed ? Self.largeSize / 4 : Self.largeSize)
  }

  /// Whether it can be read piece by piece.
  package func canBeStored(_ reading: DataReading) -> Bool {
    if case .arrays = format { return (try? regions(reading)) ?? nil != nil }
    return format == .text && place != "-"
  }

  /// Reads a table piece by piece into a file, and says what was passed over, line by line.
  ///
  /// - Throws: `ExchangeError` where the file is malformed, or there is no room to keep it.
  package func stored(
    _ reading: DataReading
  ) throws(ExchangeError) -> (table: StoredTable, target: String?, notes: [String]) {
    if case .arrays = format {
      guard let (examples, targets) = try regions(reading) else {
        throw ExchangeError(
          .unsupported, file: place,
          "is not read piece by piece: its arrays are no rows of numbers that lie there as they are")
      }
      let (table, target) = try stored(examples, targets)
      return (table, target, [])
    }
    let rows = try TableRows(TextFeed(contentsOf: place), reading.text)
    return (try rows.stored(), nil, rows.layout.notes)
  }

  private var shown: String { place == "-" ? "standard input" : place }

  private func arrays(
    _ format: ArrayFile.Format, _ part: ImageSource.Part, _ reading: DataReading, of file: String
  ) throws(ExchangeError) -> DataContent {
    try DataContent(ArrayFile(FileBytes.readPlain(file), format, file: file), part, reading, file: file)
  }
}

extension Examples {
  /// Images as they are asked for; other examples as they are.
  fileprivate func prepared(_ preparation: ImageFile.Preparation, file: String) throws(ExchangeError) -> Examples {
    guard let shape = form.imageShape, case .bytes(let pixels) = numbers else { return self }
    let wanted = preparation.size.map { ImageShape(height: $0.height, width: $0.width, channels: shape.channels) }
    guard preparation.invert || (wanted ?? shape) != shape else { return self }
    let images = stride(from: 0, to: pixels.count, by: shape.count).flatMap {
      preparation(RasterImage(shape: shape, pixels: Array(pixels[$0..<$0 + shape.count]))).pixels
    }
    do { return try Examples(images: images, wanted ?? shape) } catch {
      throw ExchangeError(.malformed, file: file, "\(error)")
    }
  }
}
