/// How the columns of a table become the numbers that a network sees. Fitted on the examples that are trained on alone, kept in the
/// model, and applied by everything that uses it.
public struct TablePreparation: Hashable, Sendable, Codable {
  /// A column and what becomes of it.
  public struct Column: Hashable, Sendable, Codable {
    /// What it is called.
    public let name: String
    /// What becomes of it.
    public let kind: Kind
  }

  /// What becomes of a column.
  public enum Kind: Hashable, Sendable {
    /// A number, or two where gaps are told.
    case number(NumberPreparation)
    /// As numbers, of days since 1970-01-01.
    case date(NumberPreparation)
    /// A 1 in the column of its text and 0 in the others, of which the last is for gaps where there were any to learn from. A text that was
    /// not there to learn from, or a gap, is 0 everywhere.
    case category(texts: [String], indicates: Bool)
  }

  /// How numbers are scaled.
  public enum Scaling: String, CaseIterable, Hashable, Sendable {
    /// To mean 0 and deviation 1.
    case standard
    /// To [0, 1].
    case minmax
    /// To median 0 and quartiles one apart.
    case robust
    /// sign(x) log(1 + |x|) of any number x, to mean 0 and deviation 1; dates as by `standard`.
    case log
    /// By the share of numbers that are smaller, to [0, 1].
    case quantile
    /// By that share, to a normal distribution.
    case normal
    /// Not at all.
    case none
  }

  /// What is taken for a number that is missing.
  public enum Imputation: String, CaseIterable, Hashable, Sendable {
    case median, mean, mode, zero
  }

  /// The columns that are seen, in the order of their numbers.
  public let columns: [Column]
  /// The columns that are told.
  public let targets: [String]
  /// The column of what each example counts; nil for none.
  public let weights: String?

  /// How many numbers a network sees.
  public var width: Int { columns.reduce(0) { $0 + $1.kind.width } }

  /// The most texts that a column may have to be seen.
  package static let mostTexts = 100

  /// Fits a preparation.
  ///
  /// - Parameters:
  ///   - table: the examples to learn from.
  ///   - roles: which columns are seen and which are told.
  /// - Throws: `TableError` where a column has too many texts, or none is left.
  public init(
    fitting table: Table, _ roles: TableRoles, scaling: Scaling = .standard, imputation: Imputation = .median
  ) throws(TableError) {
    let features = table.columns.filter { roles.isFeature($0.name) }
    let names = features.filter { $0.values.numbers == nil || roles.categorical.contains($0.name) }
    let rich = names.filter { Set($0.values.texts).subtracting([nil]).count > Self.mostTexts }.map(\.name)
    guard rich.isEmpty else { throw .tooManyTexts(rich) }
    var columns: [Column] = []
    for column in features {
      columns.append(Column(name: column.name, kind: try Kind(fitting: column, of: table, roles, scaling, imputation)))
    }
    guard !columns.isEmpty else { throw .noFeatures }
    self.columns = columns
    targets = roles.targets
    weights = roles.weights
  }

  /// Of columns that are known.
  init(columns: [Column], targets: [String], weights: String?) {
    (self.columns, self.targets, self.weights) = (columns, targets, weights)
  }

  /// The names of the numbers: of a column of texts `colour=red`, of a gap `age=?`.
  public var featureNames: [String] {
    columns.flatMap { column in
      switch column.kind {
      case .number(let numbers), .date(let numbers):
        [column.name] + (numbers.indicates ? ["\(column.name)=?"] : [])
      case .category(let texts, let indicates):
        texts.map { "\(column.name)=\($0)" } + (indicates ? ["\(column.name)=?"] : [])
      }
    }
  }
}

extension TablePreparation.Kind {
  /// How many numbers a network sees of the column.
  package var width: Int {
    switch self {
    case .number(let numbers), .date(let numbers): numbers.indicates ? 2 : 1
    case .category(let texts, let indicates): texts.count + (indicates ? 1 : 0)
    }
  }

  fileprivate init(
    fitting column: Table.Column, of table: Table, _ roles: TableRoles, _ scaling: TablePreparation.Scaling,
    _ imputation: TablePreparation.Imputation
  ) throws(TableError) {
    let isCategorical = roles.categorical.contains(column.name)
    guard let numbers = column.values.numbers, !isCategorical else {
      let present = column.values.texts
      let texts = Set(present.compactMap(\.self)).sorted()
      if !isCategorical { try column.checkAreNames(in: table) }
      self = .category(texts: texts, indicates: present.contains(nil))
      return
    }
    if let row = numbers.firstIndex(where: \.isInfinite) {
      throw .tooLarge(place: table.place(row), column: column.name)
    }
    let scaling = roles.scalings[column.name] ?? scaling
    if case .dates = column.values {
      self = .date(NumberPreparation(fitting: numbers, isDate: true, scaling, imputation))
    } else {
      self = .number(NumberPreparation(fitting: numbers, isDate: false, scaling, imputation))
    }
  }
}

extension TablePreparation {
  /// What a network sees of a table, which need not hold what is told.
  ///
  /// - Throws: `TableError` where a column is missing or holds texts in the place of numbers, or a number is too large.
  public func examples(of table: Table) throws(TableError) -> Examples {
    let width = width
    var numbers = [Float](repeating: 0, count: table.count * width)
    var place = 0
    for column in columns {
      let own = try table.column(column.name)
      switch column.kind {
      case .number(let preparation), .date(let preparation):
        let values = try column.numbers(of: own, in: table)
        for (row, value) in preparation.values(values).enumerated() {
          numbers[row * width + place] = Float(value)
          if preparation.indicates, values[row].isNaN { numbers[row * width + place + 1] = 1 }
        }
      case .category(let texts, let indicates):
        let places = Dictionary(uniqueKeysWithValues: texts.enumerated().map { ($1, $0) })
        for (row, text) in own.values.texts.enumerated() {
          if let text {
            if let found = places[text] { numbers[row * width + place + found] = 1 }
          } else if indicates {
            numbers[row * width + place + texts.count] = 1
          }
        }
      }
      place += column.kind.width
    }
    do { return try Examples(.floats(numbers), .table(self)) } catch {
      guard case .notFinite(let row, let number) = error else { throw .data(error) }
      throw .tooLarge(place: table.place(row), column: featureNames[number])
    }
  }
}

extension TablePreparation.Column {
  /// The numbers of a column that is one of numbers or dates; what has no number and no text at all is one of gaps.
  fileprivate func numbers(of column: Table.Column, in table: Table) throws(TableError) -> [Double] {
    let isDate = if case .date = kind { true } else { false }
    switch column.values {
    case .numbers(let numbers) where !isDate: return numbers
    case .dates(let days) where isDate: return days
    case .numbers, .dates:
      // A column without a single value is of no kind.
      if let numbers = column.values.numbers, numbers.allSatisfy(\.isNaN) { return numbers }
      throw .otherKind(column: name, expected: isDate ? "dates" : "numbers", found: column.values.kind)
    case .texts(let texts):
      guard let row = texts.firstIndex(where: { $0 != nil }) else { return texts.map { _ in .nan } }
      throw .text(texts[row] ?? "", place: table.place(row), column: name, expected: isDate ? "a date" : "a number")
    }
  }
}

extension TablePreparation {
  /// What no fitting leaves, in words; nil where all is well.
  package var fault: String? {
    if columns.isEmpty { return "it has no columns" }
    if targets.isEmpty { return "it tells nothing" }
    var names: Set<String> = []
    for column in columns {
      if !names.insert(column.name).inserted { return "two columns are called \(column.name.prefix(60))" }
      switch column.kind {
      case .number(let numbers), .date(let numbers):
        if let fault = numbers.fault { return "the numbers of \(column.name.prefix(60)) are \(fault)" }
      case .category(let texts, _):
        guard texts.count <= Self.mostTexts, Set(texts).count == texts.count else {
          return "\(column.name.prefix(60)) has \(texts.count) texts, or one of them twice"
        }
      }
    }
    return nil
  }
}

extension TablePreparation.Kind: Codable {
  private enum CodingKeys: CodingKey { case number, date, category }
  private struct Category: Codable {
    let texts: [String]
    let indicates: Bool
  }

  /// As in a model file: `{"number": {"fill": 0, "indicates": false, "shift": 3, "scale": 2}}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .number(let numbers): try container.encode(numbers, forKey: .number)
    case .date(let numbers): try container.encode(numbers, forKey: .date)
    case .category(let texts, let indicates):
      try container.encode(Category(texts: texts, indicates: indicates), forKey: .category)
    }
  }

  /// - Throws: `DecodingError` where it is none of the three.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let numbers = try container.decodeIfPresent(NumberPreparation.self, forKey: .number) {
      self = .number(numbers)
    } else if let numbers = try container.decodeIfPresent(NumberPreparation.self, forKey: .date) {
      self = .date(numbers)
    } else {
      let category = try container.decode(Category.self, forKey: .category)
      self = .category(texts: category.texts, indicates: category.indicates)
    }
  }
}
