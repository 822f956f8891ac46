/// The examples of a data set: rows of numbers of one width, as bytes or in single precision.
public struct Examples: Hashable, Sendable {
  /// The numbers themselves, row after row.
  public enum Numbers: Hashable, Sendable {
    /// Bytes, of which a network sees the 255th part: 255 is 1.
    case bytes([UInt8])
    /// Numbers that a network sees as they are.
    case floats([Float])
  }

  /// The numbers, row after row.
  public let numbers: Numbers
  /// What a row is.
  public let form: ExampleForm

  private init(unchecked numbers: Numbers, _ form: ExampleForm) {
    self.numbers = numbers
    self.form = form
  }

  /// Numbers that were looked at already.
  init(known numbers: Numbers, _ form: ExampleForm) { self.init(unchecked: numbers, form) }

  /// - Throws: `DatasetError` where the numbers are no whole number of rows, or one of them is infinite or undefined.
  public init(_ numbers: Numbers, _ form: ExampleForm) throws(DatasetError) {
    self.init(unchecked: numbers, form)
    guard form.width > 0 else { throw .noFeatures }
    guard numbers.count.isMultiple(of: form.width) else { throw .partialExample(numbers: numbers.count, form) }
    if case .floats(let floats) = numbers, let place = floats.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(example: place / form.width, number: place % form.width)
    }
  }

  /// Images of one size, image after image.
  ///
  /// - Throws: `DatasetError` where the bytes are no whole number of images.
  public init(images pixels: [UInt8], _ shape: ImageShape) throws(DatasetError) {
    try self.init(.bytes(pixels), .image(shape))
  }

  /// Rows of numbers.
  ///
  /// - Throws: `DatasetError` where the rows differ in length, are empty, or hold numbers that are infinite or undefined.
  public init(_ rows: [[Float]]) throws(DatasetError) {
    let width = rows.first?.count ?? 1
    if let other = rows.firstIndex(where: { $0.count != width }) {
      throw .unequalRows(row: other, count: rows[other].count, expected: width)
    }
    try self.init(.floats(rows.flatMap(\.self)), .numbers(width))
  }

  /// How many numbers a row has.
  public var width: Int { form.width }
  /// The number of rows.
  public var count: Int { numbers.count / width }

  /// The rows at `indices`, in that order. Traps out of range.
  public func subset(_ indices: some Collection<Int>) -> Examples {
    switch numbers {
    case .bytes(let bytes): Examples(unchecked: .bytes(bytes.rows(indices, of: width)), form)
    case .floats(let floats): Examples(unchecked: .floats(floats.rows(indices, of: width)), form)
    }
  }
}

extension Examples.Numbers {
  /// How many numbers there are.
  public var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .floats(let floats): floats.count
    }
  }
}

/// What a row of examples is: what a model must be given.
public enum ExampleForm: Hashable, Sendable {
  /// The samples of an image.
  case image(ImageShape)
  /// So many numbers.
  case numbers(Int)
  /// What is made of the columns of a table.
  case table(TablePreparation)

  /// The size of the images; nil where they are none.
  public var imageShape: ImageShape? { if case .image(let shape) = self { shape } else { nil } }

  /// How many numbers there are.
  public var width: Int {
    switch self {
    case .image(let shape): shape.count
    case .numbers(let count): count
    case .table(let preparation): preparation.width
    }
  }
}

extension ExampleForm: CustomStringConvertible {
  /// `images of 28x28`, `4 numbers`, `tables with 12 columns`
  public var description: String {
    switch self {
    case .image(let shape): "images of \(shape)"
    case .numbers(let count): "\(count) number\(count == 1 ? "" : "s")"
    case .table(let preparation):
      "tables with \(preparation.columns.count) column\(preparation.columns.count == 1 ? "" : "s")"
    }
  }
}

extension Array {
  /// Some rows of a matrix, row after row.
  func rows(_ indices: some Collection<Int>, of width: Int) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(indices.count * width)
    for index in indices { result += self[index * width..<(index + 1) * width] }
    return result
  }
}
