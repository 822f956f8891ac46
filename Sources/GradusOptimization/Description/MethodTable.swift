/// A row of a table of methods that differ in a formula only: activations, losses, initialisations.
package protocol MethodRow: Sendable {
  /// What a row is called in errors: `loss`.
  static var kind: String { get }
  /// The rows, in the order in which they are listed.
  static var table: [Self] { get }
  /// Settings that every row has behind its own.
  static var commonSettings: [Setting] { get }
  var name: String { get }
  /// Other names that descriptions may have for it.
  var spellings: [String] { get }
  var summary: String { get }
  var settings: [Setting] { get }
}

extension MethodRow {
  package static var commonSettings: [Setting] { [] }
  package var spellings: [String] { [] }

  /// Its own settings and those of every row.
  fileprivate var allSettings: [Setting] { settings + Self.commonSettings }

  /// Every row with its settings.
  package static var descriptions: [MethodDescription] {
    table.map { MethodDescription(name: $0.name, summary: $0.summary, settings: $0.allSettings) }
  }
}

/// A row of a table with its constants.
package struct ChosenMethod<Row: MethodRow>: Sendable {
  package let row: Row
  package let values: Values

  /// The row of a description.
  ///
  /// - Throws: `DescriptionError` that names the word.
  package init(_ clause: Clause) throws(DescriptionError) {
    guard let row = Row.table.first(where: { $0.name == clause.name || $0.spellings.contains(clause.name) }) else {
      throw .unknown(Row.kind, clause.name, known: Row.table.map(\.name))
    }
    (self.row, values) = (row, try Values(Clause(row.name, clause.arguments), row.allSettings))
    guard values.parts.isEmpty else { throw DescriptionError("\(row.name) is made of nothing else") }
  }

  /// The row of a name, with constants. Traps where there is none of that name.
  package init(named name: String, _ given: KeyValuePairs<String, SettingValue> = [:]) {
    guard let row = Row.table.first(where: { $0.name == name }) else { preconditionFailure("no \(Row.kind) \(name)") }
    (self.row, values) = (row, Values(given, row.allSettings, parts: []))
  }

  /// The name, with the constants that are not the usual ones.
  package var clause: Clause { Clause(row.name, values.arguments(row.allSettings)) }
}
