public import GradusExpression
internal import GradusOptimization

/// Why a table cannot be learned from or told about.
public enum TableError: DescribedError, Hashable, Sendable {
  case missingColumn(String, known: [String])
  /// Nothing says which column is to be told.
  case noTarget([String])
  case noFeatures
  /// Columns of many different texts, as names are.
  case tooManyTexts([String])
  /// A column of more different values than can be counted where a table does not fit into memory.
  case tooManyNumbers(String, most: Int)
  case otherKind(column: String, expected: String, found: String)
  case text(String, place: String, column: String, expected: String)
  /// A text in a column that is mostly one of numbers.
  case mixed(String, place: String, column: String)
  /// A number with marks between thousands.
  case grouped(String, place: String, column: String)
  /// An amount in a column of several currencies, or of percent and numbers.
  case severalSigns(String, place: String, column: String)
  /// A date whose day may be its month.
  case ambiguousDate(String, place: String, column: String)
  case tooLarge(place: String, column: String)
  case gap(place: String, column: String)
  case badWeight(place: String, column: String)
  /// A class that the model does not know.
  case unknownClass(String, place: String, column: String, known: [String])
  case oneClass(String, column: String)
  /// Several columns of classes.
  case severalClasses([String])
  case noRows
  /// A column with a scaling of its own that has no numbers to be seen.
  case notScaled(String, holdsTexts: Bool)
  case data(DatasetError)
}

extension TableError {
  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .missingColumn(let name, let known):
      "there is no column \(quoted(name))\(near(name, known)); the columns are \(list(known))"
    case .noTarget(let known): "which column is to be told? Say --target and one of \(list(known))"
    case .noFeatures: "no column is left to learn from"
    case .tooManyTexts(let columns):
      "more than \(TablePreparation.mostTexts) different texts stand in \(list(columns.map(quoted))), as names do: leave \(columns.count == 1 ? "it" : "them") out with --ignore \"\(columns.joined(separator: ","))\""
    case .tooManyNumbers(let column, let most):
      "the column \(quoted(column)) has more than \(most) different values, which are not counted where a table is read piece by piece; --no-stream reads all of it into memory"
    case .otherKind(let column, let expected, let found):
      "the column \(quoted(column)) holds \(found); the model knows it as \(expected)"
    case .text(let text, let place, let column, let expected):
      "\(place), column \(quoted(column)): \(quoted(text)) is not \(expected)"
    case .mixed(let text, let place, let column):
      "\(place), column \(quoted(column)): \(quoted(text)) is no number, and most of its column are; mend it, say --categorical \(quoted(column)) where they are names, or --ignore \(quoted(column))"
    case .grouped(let text, let place, let column):
      "\(place), column \(quoted(column)): \(quoted(text)) is no number: write it without marks between thousands"
    case .severalSigns(let text, let place, let column):
      "\(place), column \(quoted(column)): \(quoted(text)) has another sign than others of its column: write all amounts in one unit, say --categorical \(quoted(column)) where they are names, or --ignore \(quoted(column))"
    case .ambiguousDate(let text, let place, let column):
      "\(place), column \(quoted(column)): \(quoted(text)) may have the day first or the month, and no other date tells which: write it as 2024-12-31, say --categorical \(quoted(column)) where it is a name, or --ignore \(quoted(column))"
    case .tooLarge(let place, let column): "\(place), column \(quoted(column)): the number is too large"
    case .gap(let place, let column):
      "\(place), column \(quoted(column)): what is to be told is missing; leave such rows out of the file"
    case .badWeight(let place, let column): "\(place), column \(quoted(column)): what an example counts is at least 0"
    case .unknownClass(let name, let place, let column, let known):
      "\(place), column \(quoted(column)): the model knows no class \(quoted(name)); it knows \(list(known))"
    case .oneClass(let name, let column):
      "every \(quoted(column)) is \(quoted(name)): there is nothing to tell apart"
    case .severalClasses(let names):
      "\(list(names)): of columns of classes one is told; several of yes and no are told with --task labels"
    case .noRows: "there are no rows of which it is known what is to be told"
    case .notScaled(let name, let holdsTexts):
      "the column \(quoted(name)) \(holdsTexts ? "holds texts" : "is not seen"), and so is not scaled"
    case .data(let error): error.description
    }
  }

  private func quoted(_ text: String) -> String { "\"\(text.count > 40 ? "\(text.prefix(40))…" : text)\"" }

  private func list(_ names: [String]) -> String {
    names.prefix(20).map { $0.count > 40 ? "\($0.prefix(40))…" : $0 }.joined(separator: ", ")
      + (names.count > 20 ? " and \(names.count - 20) more" : "")
  }

  private func near(_ name: String, _ known: [String]) -> String {
    known.first { $0.isNear(name) }.map { ", perhaps \(quoted($0))" } ?? ""
  }
}
