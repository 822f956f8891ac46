import Gradus

/// A report in Markdown, without pictures.
struct ReportMarkdown {
  private let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var text: String {
    let c = content
    var parts = [
      "# \(escaped(c.model)) on \(escaped(c.data))", "\(grouped(c.examples)) \(c.isOfImages ? "images" : "rows")",
    ]
    parts.append(c.summary.map { "    \($0)" }.joined(separator: "\n"))
    parts.append(
      section(
        "Measures", ["measure", "value"],
        zip(c.measures.titles, c.measures.rows).map {
          [$0, $1.value.map { $0.written(.significant(5)) } ?? "–"]
        }))
    if let interval = c.accuracyInterval {
      parts.append("The accuracy lies between \(percent(interval[0])) and \(percent(interval[1])) with 95 %.")
    }
    let last = c.history.suffix(1)
    parts.append(
      section(
        "Training", ["epoch", "loss", "accuracy", "held back"],
        (c.history.dropLast().suffix(9) + last).map {
          [
            "\($0.epoch)", rounded($0.loss, 4), $0.accuracy.map(percent) ?? "–",
            $0.validationAccuracy.map(percent) ?? $0.validationLoss.map { rounded($0, 4) } ?? "–",
          ]
        }))
    parts.append(
      section(
        "Classes", ["class", "precision", "recall", "F1", "of it"],
        c.classes.map {
          [$0.name, share($0.precision), share($0.recall), share($0.f1), grouped($0.support)]
        }))
    if !c.confusion.isEmpty, c.confusion.count <= 30 {
      parts.append(
        section(
          "What is taken for what", ["is, taken for"] + c.classes.map(\.name),
          c.confusion.indices.map { row in
            [c.classes[row].name] + c.confusion[row].map { $0 == 0 ? "·" : "\($0)" }
          }))
    }
    parts.append(
      section(
        "Calibration", ["mean probability", "right", "examples"],
        c.reliability.filter { $0.count > 0 }.map {
          [rounded($0.confidence, 3), rounded($0.accuracy, 3), grouped($0.count)]
        }))
    for (title, examples) in [("Told worst", c.worst), ("Least certain", c.leastCertain)] {
      parts.append(
        section(
          title, ["row", "is", "taken for", "probability"],
          examples.map {
            [$0.name ?? "\($0.row + 1)", $0.actual, $0.told, $0.probability.map { rounded(Double($0), 3) } ?? "–"]
          }))
    }
    parts.append(
      section(
        "Columns that matter", ["column", "lost without it"],
        c.importances.map {
          [$0.name, rounded($0.value, 4)]
        }))
    parts.append(
      section(
        "Layers", ["layer", "", "mean", "deviation", "nodes that do nothing"],
        c.layers.map {
          [
            "\($0.layer)", $0.description, rounded($0.mean, 4), rounded($0.deviation, 4),
            "\(rounded(100 * $0.deadShare, 1)) %",
          ]
        }))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func share(_ value: Double?) -> String { value.map { rounded(100 * $0, 1) + " %" } ?? "–" }

  private func section(_ title: String, _ head: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    func line(_ cells: [String]) -> String { "| " + cells.map(escaped).joined(separator: " | ") + " |" }
    return (["## \(title)", "", line(head), "|" + String(repeating: " --- |", count: head.count)] + rows.map(line))
      .joined(separator: "\n")
  }

  private func escaped(_ text: String) -> String {
    text.visible.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("*", with: "\\*")
  }
}
