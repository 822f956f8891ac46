import GradusLearning
import GradusPaper

extension ServedModel {
  /// `{"rows": [{"island": "Dream", "mass": 3200, "sex": null}]}`
  func objects(_ members: [String: RequestValue]) throws(RequestProblem) -> [[String: RequestValue]] {
    if let other = members.keys.sorted().first(where: { $0 != "rows" }) {
      throw .malformed("there is no member \"\(other.prefix(60))\"; there is rows")
    }
    guard case .array(let rows)? = members["rows"], (1...Self.mostRows).contains(rows.count) else {
      throw .malformed("\"rows\" is a list of 1 to \(Self.mostRows) rows")
    }
    var objects: [[String: RequestValue]] = []
    for row in rows {
      guard case .object(let values) = row else {
        throw .malformed("a row of a table is an object, with a member for each column")
      }
      objects.append(values)
    }
    return objects
  }

  /// What the network sees of rows by the names of their columns; a column that is missing in a row is a gap.
  func tableRows(
    _ objects: [[String: RequestValue]], _ preparation: TablePreparation
  ) throws(RequestProblem) -> [Float] {
    var columns: [Table.Column] = []
    for column in preparation.columns {
      let values = objects.map { $0[column.name] ?? .null }
      columns.append(Table.Column(column.name, try Self.values(values, of: column)))
    }
    do {
      guard case .floats(let numbers) = try preparation.examples(of: Table(columns)).numbers else { return [] }
      return numbers
    } catch {
      throw .unanswerable("\(error)")
    }
  }

  private static func values(
    _ values: [RequestValue], of column: TablePreparation.Column
  ) throws(RequestProblem) -> Table.Values {
    var numbers: [Double] = []
    var texts: [String?] = []
    for value in values {
      switch value {
      case .null: (numbers, texts) = (numbers + [.nan], texts + [nil])
      case .number(let number): (numbers, texts) = (numbers + [number], texts + [Table.Values.text(number)])
      case .string(let text):
        texts.append(text)
        if case .date = column.kind, let day = CalendarDay.number(text) { numbers.append(day) }
      case .bool, .array, .object:
        throw .malformed("\"\(column.name)\" of a row is a number, a text or null")
      }
    }
    switch column.kind {
    case .date where numbers.count == values.count: return .dates(numbers)
    case .number where numbers.count == values.count: return .numbers(numbers)
    case .date, .number, .category: return .texts(texts)
    }
  }

  /// The predictions as JSON, written at once: there may be thousands a second.
  func answer(_ predictions: [Predictor.Prediction]) -> [UInt8] {
    var text = "{\"model\":\(quoted(name)),\"version\":\(quoted(version)),\"predictions\":["
    for (place, prediction) in predictions.enumerated() {
      if place > 0 { text += "," }
      text += "{"
      if let label = prediction.label {
        text += "\"class\":\(keys[label].dropLast()),\"probability\":\(number(prediction.outputs[label])),"
      }
      if case .regression = model.task { text += "\"numbers\":{" } else { text += "\"probabilities\":{" }
      for (output, value) in prediction.outputs.enumerated() {
        text += (output > 0 ? "," : "") + keys[output] + number(value)
      }
      text += "}}"
    }
    return Array((text + "]}").utf8)
  }

  private func quoted(_ text: String) -> String {
    String(decoding: ServiceResponse.json(.string(text)).body, as: UTF8.self)
  }

  /// JSON has no NaN and no infinities.
  private func number(_ value: Float) -> String { value.isFinite ? value.description : "null" }
}
