/// What the numbers stand for that a column is kept as; nan is a gap of any.
package enum ColumnCoding: Hashable, Sendable {
  /// Themselves.
  case numbers
  /// Places of texts, to each of which a number belongs.
  case numbersOfTexts([Double])
  /// Places of texts, to each of which a day belongs.
  case daysOfTexts([Double])
  /// Places of texts.
  case texts([String])

  /// What stands in the rows of a column.
  package func values(_ values: [Double]) -> Table.Values {
    func looked(_ known: [Double]) -> [Double] { values.map { $0.isNaN ? .nan : known[Int($0)] } }
    return switch self {
    case .numbers: .numbers(values)
    case .numbersOfTexts(let numbers): .numbers(looked(numbers))
    case .daysOfTexts(let days): .dates(looked(days))
    case .texts(let texts): .texts(values.map { $0.isNaN ? nil : texts[Int($0)] })
    }
  }
}
