internal import GradusLearning

extension DataContent {
  /// What the arrays of a file are: images where an example has rows and columns, and otherwise a table whose columns are called by their
  /// places, counted from 1, with what is to be told beside them.
  init(_ arrays: ArrayFile, _ part: ImageSource.Part, _ reading: DataReading, file: String) throws(ExchangeError) {
    let roles = try arrays.roles(part, target: reading.target)
    var examples = try arrays.array(roles.examples)
    var targets = try roles.targets.map { name throws(ExchangeError) in (roles.name, try arrays.array(name)) }
    // `--target y.npy` beside an array without names.
    if targets == nil, let place = reading.target, FileBytes.exists(place) {
      let beside = try FileBytes.readPlain(place)
      guard let format = ArrayFile.format(beside) else {
        throw ExchangeError(.unsupported, file: place, "holds no array")
      }
      let other = try ArrayFile(beside, format, file: place)
      targets = ("y", try other.array(other.names.first ?? ""))
    }
    let count = targets?.1.flattened.rows
    if arrays.isColumnMajor, examples.shape.count > 2, let count, examples.shape.last == count {
      examples = examples.movingLastAxisFirst
    }
    if let count, count != examples.rows {
      throw ExchangeError(
        .malformed, file: file,
        "\(examples.rows) examples in \(roles.examples), but \(count) targets in \(targets?.0 ?? "")")
    }
    let wrapped = targets.map { ($0.0, $0.1.flattened) }
    if examples.shape.count > 2 {
      self = try Self.images(examples, wrapped, file: file)
    } else {
      self = try Self.table(examples, wrapped, file: file)
    }
  }

  private static func table(
    _ examples: NumberArray, _ targets: (name: String, array: NumberArray)?, file: String
  ) throws(ExchangeError) -> DataContent {
    guard examples.rows > 0, examples.width > 0 else {
      throw ExchangeError(.malformed, file: file, "its examples have the shape \(examples.shape): there are none")
    }
    var columns = (0..<examples.width).map { Table.Column("\($0 + 1)", examples.column($0)) }
    var names: [String] = []
    if let targets {
      let width = targets.array.width
      names = width == 1 ? [targets.name] : (1...max(width, 1)).map { "\(targets.name).\($0)" }
      columns += names.indices.map { Table.Column(names[$0], targets.array.column($0)) }
    }
    return DataContent(.table(Table(columns)), target: names.isEmpty ? nil : names.joined(separator: ","))
  }

  private static func images(
    _ array: NumberArray, _ targets: (name: String, array: NumberArray)?, file: String
  ) throws(ExchangeError) -> DataContent {
    var notes: [String] = []
    var array = array
    // PyTorch has the channels before rows and columns.
    if array.shape.count == 4, [1, 3].contains(array.shape[1]), !(1...4).contains(array.shape[3]) {
      array = array.movingChannelsLast
      notes.append("reads     images of \(array.shape[1])x\(array.shape[2]) with their channels first")
    }
    do throws(DatasetError) {
      return DataContent(
        .images(
          try array.examples(), try targets.map { named throws(DatasetError) in try named.array.targets(named.name) }),
        notes: notes)
    } catch {
      throw ExchangeError(.malformed, file: file, "\(error)")
    }
  }
}

extension NumberArray {
  /// Rows of one element as one axis, whichever axis that is.
  fileprivate var flattened: NumberArray {
    guard shape.count > 1, shape.contains(1) else { return self }
    let left = shape.filter { $0 != 1 }
    return NumberArray(shape: left.isEmpty ? [1] : left, elements)
  }

  fileprivate func mapping(_ shape: [Int], _ source: (Int) -> Int) -> NumberArray {
    let count = elements.count
    func moved<Element>(_ values: [Element]) -> [Element] { (0..<count).map { values[source($0)] } }
    return switch elements {
    case .bytes(let bytes): NumberArray(shape: shape, .bytes(moved(bytes)))
    case .numbers(let numbers): NumberArray(shape: shape, .numbers(moved(numbers)))
    case .texts(let texts): NumberArray(shape: shape, .texts(moved(texts)))
    }
  }

  /// `[…, n]` as `[n, …]`.
  fileprivate var movingLastAxisFirst: NumberArray {
    let (count, width) = (shape[shape.count - 1], max(shape.dropLast().reduce(1, *), 1))
    return mapping([count] + shape.dropLast()) { place in place % width * count + place / width }
  }

  /// `[n, c, h, w]` as `[n, h, w, c]`.
  fileprivate var movingChannelsLast: NumberArray {
    let (channels, pixels) = (shape[1], shape[2] * shape[3])
    return mapping([shape[0], shape[2], shape[3], channels]) { place in
      let (image, rest) = place.quotientAndRemainder(dividingBy: channels * pixels)
      return image * channels * pixels + rest % channels * pixels + rest / channels
    }
  }

  /// Images: bytes, numbers from 0 to 1, or whole numbers from 0 to 255; other numbers are seen as they are.
  func examples() throws(DatasetError) -> Examples {
    let image =
      shape.count <= 4 && shape.dropFirst().allSatisfy { (1...1 << 20).contains($0) }
        && (shape.count == 3 || shape[3] <= 4)
      ? ImageShape(height: shape[1], width: shape[2], channels: shape.count == 4 ? shape[3] : 1) : nil
    switch elements {
    case .bytes(let bytes):
      if let image { return try Examples(images: bytes, image) }
      return try Examples(.floats(bytes.map(Float.init)), .numbers(width))
    case .numbers(let numbers):
      let floats = numbers.map { Float($0) }
      if let image, numbers.allSatisfy({ 0...1 ~= $0 }) { return try Examples(.floats(floats), .image(image)) }
      if let image, numbers.allSatisfy({ 0...255 ~= $0 && $0 == $0.rounded() }) {
        return try Examples(images: numbers.map { UInt8($0) }, image)
      }
      return try Examples(.floats(floats), .numbers(width))
    case .texts: throw .noFeatures
    }
  }

  /// What images are: names or whole numbers are classes, rows with a single 1 too, other rows of 0 and 1 labels, other numbers numbers.
  func targets(_ name: String) throws(DatasetError) -> Targets {
    if shape.count == 1 {
      let values = column(0)
      if values.numbers?.allSatisfy({ $0 == $0.rounded() }) ?? true {
        let texts = values.texts.map { $0 ?? "" }
        let names: [String] =
          switch values {
          case .numbers(let numbers): Set(numbers).sorted().map(Table.Values.text)
          case .dates, .texts: Set(texts).sorted()
          }
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
        return .classes(texts.map { places[$0] ?? 0 }, names: names)
      }
      let numbers = values.numbers ?? []
      let target = RegressionTarget(name, standardizing: numbers)
      return .numbers(numbers.map { target.learned($0) }, [target])
    }
    let columns = (0..<width).map { column($0).numbers ?? [] }
    let isOfMarks = columns.allSatisfy { $0.allSatisfy { $0 == 0 || $0 == 1 } }
    let names = (0..<width).map { "\(isOfMarks ? $0 : $0 + 1)" }
    guard isOfMarks else {
      let targets = zip(names, columns).map { RegressionTarget("\(name).\($0)", standardizing: $1) }
      let rows = (0..<rows).flatMap { row in targets.indices.map { targets[$0].learned(columns[$0][row]) } }
      return .numbers(rows, targets)
    }
    let marks = (0..<rows).map { row in columns.map { $0[row] } }
    if marks.allSatisfy({ $0.reduce(0, +) == 1 }) {
      return .classes(marks.map { Int32($0.firstIndex(of: 1) ?? 0) }, names: names)
    }
    return .labels(marks.joined().map { Float($0) }, names: names)
  }
}
