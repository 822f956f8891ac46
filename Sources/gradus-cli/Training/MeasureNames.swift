import ArgumentParser
import Gradus

/// Measures by name between commas.
@Sendable func readMeasures(_ argument: String) throws -> [Measure] {
  try argument.split(separator: ",").map { word in
    let name = String(word).trimmingSpaces.lowercased()
    guard let measure = Measure(rawValue: name) else {
      let near = Measure.allCases.map(\.rawValue).filter { $0.isNear(name) }
      let hint =
        near.isEmpty
        ? "there are \(Measure.allCases.map(\.rawValue).joined(separator: ", "))" : "did you mean \(near[0])?"
      throw ValidationError("there is no measure \(name.prefix(40)); \(hint)")
    }
    return measure
  }
}

/// One measure by name.
@Sendable func readMeasure(_ argument: String) throws -> Measure {
  guard let measure = try readMeasures(argument).first else { throw ValidationError("expected the name of a measure") }
  return measure
}

extension Measure {
  /// All that say something about a task: of five classes every one is among the likeliest five.
  static func usual(for task: LearningTask) -> [Measure] {
    allCases.filter { $0.fits(task) && ($0 != .top5 || task.names.count > 5) }
  }
}

/// Measures of a model, one a line or as an object.
struct MeasureTable: Encodable {
  struct Row: Encodable {
    let name: String
    let value: Double?
    /// Between which values it lies with 95 %.
    let interval: [Double]?

    /// The value, or a dash where there is none.
    var shown: String { value.map { $0.written(.significant(5)) } ?? "–" }
  }

  let rows: [Row]
  let titles: [String]

  /// - Parameter draws: how often the examples are drawn anew for an interval; nil for none.
  init(_ told: Told, _ measures: [Measure], draws: Int?, seed: UInt64 = 0) {
    rows = measures.map { measure in
      let interval = draws.flatMap { told.interval(measure, draws: $0, seed: seed) }
      return Row(
        name: measure.rawValue, value: told.value(measure), interval: interval.map { [$0.lowerBound, $0.upperBound] })
    }
    titles = measures.map(\.title)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rows)
  }

  var text: String {
    let width = (titles.map(\.count).max() ?? 0) + 2
    return zip(rows, titles).map { row, title in
      title + String(repeating: " ", count: width - title.count)
        + row.shown
        + (row.interval.map { "   \($0[0].written(.significant(5))) to \($0[1].written(.significant(5))) with 95 %" }
          ?? "")
    }.joined(separator: "\n")
  }
}
