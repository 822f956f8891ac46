internal import GradusLearning

/// Runs side by side: what they were set to, what they were trained on, and what became of them.
package struct RunComparison: Hashable, Sendable {
  /// A row: what it is about, and what each run says of it; nil where one says nothing.
  package struct Row: Hashable, Sendable {
    /// What it is about.
    package let name: String
    /// A text for each run, in their order.
    package let values: [String?]

    /// Whether all say the same.
    package var isEqual: Bool { values.allSatisfy { $0 == values[0] } }
  }

  /// All rows.
  package let rows: [Row]

  /// Lays runs side by side.
  package init(_ runs: [RunRecord]) {
    func rows(_ prefix: String, _ values: (RunRecord) -> [String: String]) -> [Row] {
      let all = runs.map(values)
      return Set(all.flatMap(\.keys)).sorted().map { name in Row(name: prefix + name, values: all.map { $0[name] }) }
    }
    func row(_ name: String, _ value: (RunRecord) -> String?) -> Row { Row(name: name, values: runs.map(value)) }
    func number(_ name: String, _ value: (RunRecord) -> Double?) -> Row {
      row(name) { run in value(run).map { "\($0)" } }
    }
    let known = [
      row("state", \.state.rawValue), row("data", \.data), row("fingerprint", \.fingerprint),
      row("model", { $0.model.isEmpty ? nil : $0.model }), row("epochs over", { "\($0.epochs)" }),
      row("epoch kept", { $0.kept.map { "\($0.epoch)" } }), number("training loss", { $0.kept?.loss }),
      number("training accuracy", { $0.kept?.accuracy }), number("validation loss", { $0.kept?.validationLoss }),
      number("validation accuracy", { $0.kept?.validationAccuracy }),
    ]
    let measures = rows("metric ") { run in
      var values: [String: String] = [:]
      for (measure, value) in run.kept?.measures ?? [:] { values[measure.rawValue] = "\(value)" }
      return values
    }
    let tests = rows("test ") { $0.test.mapValues { "\($0)" } }
    let all = rows("", \.settings) + known + measures + tests + rows("version ", \.versions)
    self.rows = all.filter { row in row.values.contains { $0 != nil } }
  }

  /// The rows in which runs differ.
  package var differences: [Row] { rows.filter { !$0.isEqual } }
}
