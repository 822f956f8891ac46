public import GradusLearning

/// What a source of data holds.
public struct DataContent: Hashable, Sendable {
  /// Examples as a network sees them, or a table that has to be prepared for it.
  public enum Kind: Hashable, Sendable {
    /// Images, or rows of numbers, with what is to be told of them where that is known.
    case images(Examples, Targets?)
    /// Columns.
    case table(Table)
  }

  /// Examples, or a table.
  public let kind: Kind
  /// The columns of the table that are told, between commas, where the data say so themselves.
  public let target: String?
  /// What a person should know of how the data were read, line by line.
  public let notes: [String]
  /// What each example is called, as the file of a picture; empty where they have no names.
  public let names: [String]

  init(_ kind: Kind, target: String? = nil, notes: [String] = [], names: [String] = []) {
    (self.kind, self.target, self.notes, self.names) = (kind, target, notes, names)
  }

  init(_ data: Dataset) { self.init(.images(data.examples, data.targets)) }
}

/// How data are to be read, where they do not say it themselves.
public struct DataReading: Hashable, Sendable {
  /// How a table of text is read.
  public var text = Table.TextReading()
  /// The table of a data base, or a query that begins with SELECT; nil for its only table.
  public var from: String?
  /// The array that is told, where the file holds several; the others are looked for by their usual names.
  public var target: String?
  /// What is done to pictures.
  public var preparation = ImageFile.Preparation()
  /// 1 to see pictures as gray, 3 in colour; nil to go by them.
  public var channels: Int?
  /// Whether what is to be told must be there.
  public var needsTargets = true
  /// The columns that are known already: what a sparse table does not name is 0 in them.
  public var columns: [String] = []

  /// As data say it themselves.
  public init() {}
}
