import ArgumentParser
import Gradus

/// What the columns of a table are for, and how they are prepared.
struct TableOptions: ParsableArguments {
  @Option(
    help:
      "The column that is to be told, or several between commas; by name, or by place as 5 or last. (default: what a known data set is for)"
  )
  var target: String?

  @Option(help: "What the target is: classes, labels (several of 0 and 1) or numbers. (default: goes by the column)")
  var task: TableRoles.Kind?

  @Option(help: "Columns to leave out, between commas.")
  var ignore: String?

  @Option(help: "Columns that hold names even where they look like numbers, between commas.")
  var categorical: String?

  @Option(help: "The column of what every example counts.")
  var weightColumn: String?

  @Option(
    help:
      "How numbers are scaled: standard (mean 0, deviation 1), minmax (to [0, 1]), robust (median and quartiles), log (sign(x) log(1 + |x|), then standard), quantile (the share of smaller ones, in [0, 1]), normal (that share to a normal distribution) or none; or of some columns otherwise, as in standard,price=log.",
    transform: readScaling)
  var scaling = ScalingChoice()

  @Option(help: "What is taken for a missing number.")
  var impute: TablePreparation.Imputation = .median

  @Option(
    help:
      "How a network sees texts: onehot (a column of 0 and 1 for each), or embed (a learned vector for each, as with the layer embedding)."
  )
  var categories: CategoryForm = .onehot

  /// What columns are for, by their names.
  struct Roles {
    let weights: String?
    let ignored, categorical: [String]
    let scalings: [String: TablePreparation.Scaling]
    let kind: TableRoles.Kind?
  }

  /// - Parameter usual: what is told where nothing is said.
  func roles(of table: Table, _ usual: String?) throws -> TableRoles {
    try roles(usual) { targets, options throws(TableError) in
      try TableRoles(
        of: table, targets: targets, weights: options.weights, ignoring: options.ignored,
        categorical: options.categorical, scalings: options.scalings, kind: options.kind)
    }
  }

  /// The same of a table that need not be in memory.
  func roles(
    _ usual: String?, _ make: (_ targets: [String], Roles) throws(TableError) -> TableRoles
  ) throws -> TableRoles {
    func names(_ list: String?) -> [String] {
      (list ?? "").split(separator: ",").map { $0.trimmingSpaces }
    }
    // Where an array is named, or a file with one, its columns are in the table under names of their own.
    let isArray = target.map { FileBytes.exists($0) || (usual?.hasPrefix($0 + ".") ?? false) } ?? true
    return try make(
      names(isArray ? usual ?? target : target),
      Roles(
        weights: weightColumn, ignored: names(ignore), categorical: names(categorical), scalings: scaling.columns,
        kind: task))
  }

  /// The options given, which images have no use for.
  var given: [String] {
    [
      (target != nil, "--target"), (task != nil, "--task"), (ignore != nil, "--ignore"),
      (categorical != nil, "--categorical"), (weightColumn != nil, "--weight-column"),
      (scaling != ScalingChoice(), "--scaling"), (impute != .median, "--impute"),
      (categories != .onehot, "--categories"),
    ].filter(\.0).map(\.1)
  }
}

/// How a network sees the texts of a column.
enum CategoryForm: String, CaseIterable, ExpressibleByArgument {
  case onehot, embed
}

/// How the numbers of all columns are scaled, and those of some otherwise.
struct ScalingChoice: Hashable, CustomStringConvertible {
  var usual = TablePreparation.Scaling.standard
  var columns: [String: TablePreparation.Scaling] = [:]

  /// `standard,area=normal,price=log`
  var description: String {
    ([usual.rawValue] + columns.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.rawValue)" }).joined(
      separator: ",")
  }
}

/// Reads what `description` writes; a part without a column is for all of them.
func readScaling(_ text: String) throws -> ScalingChoice {
  var choice = ScalingChoice()
  var hasUsual = false
  for part in text.split(separator: ",", omittingEmptySubsequences: false).map({ $0.trimmingSpaces }) {
    // A column may have the sign in its name.
    let sign = part.lastIndex(of: "=")
    let word = sign.map { part[part.index(after: $0)...].trimmingSpaces } ?? part
    guard let scaling = TablePreparation.Scaling(rawValue: word) else {
      throw ValidationError("\"\(word)\" is no scaling; it is \(choices(TablePreparation.Scaling.self)).")
    }
    if let name = sign.map({ part[..<$0].trimmingSpaces }) {
      guard choice.columns.updateValue(scaling, forKey: name) == nil else {
        throw ValidationError("\"\(name)\" is scaled twice.")
      }
    } else {
      guard !hasUsual else { throw ValidationError("\"\(text)\" says twice how all columns are scaled.") }
      (choice.usual, hasUsual) = (scaling, true)
    }
  }
  return choice
}
