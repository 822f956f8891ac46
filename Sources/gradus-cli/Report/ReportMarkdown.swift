import Gradus

/// A report in Markdown, without pictures.
struct ReportMarkdown {
  private let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var text: String {
    let title = "# \(escaped(content.model)) on \(escaped(content.data))"
    let count = "\(grouped(content.examples)) \(content.isOfImages ? "images" : "rows")"
    let summary = content.summary.map { "    \($0)" }.joined(separator: "\n")
    let parts =
      [title, count, summary, measures, training, classes, confusion, calibration] + examples + [columns, layers]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var measures: String {
    let interval = content.accuracyInterval.map {
      "\n\nThe accuracy lies between \(percent($0[0])) and \(percent($0[1])) with 95 %."
    }
    return section("Measures", content.measureCells) + (interval ?? "")
  }

  private var training: String {
    section(
      "Training", ["epoch", "loss", "accuracy", "held back"],
      content.history.suffix(10).map {
        [
          "\($0.epoch)", rounded($0.loss, 4), $0.accuracy.map(percent) ?? "–",
          $0.validationAccuracy.map(percent) ?? $0.validationLoss.map { rounded($0, 4) } ?? "–",
        ]
      })
  }

  private var classes: String { section("Classes", content.classCells) }

  private var confusion: String {
    guard content.confusion.count <= 30 else { return "" }
    return section(
      "What is taken for what", ["is, taken for"] + content.classes.map(\.name),
      content.confusion.indices.map { row in
        [content.classes[row].name] + content.confusion[row].map { $0 == 0 ? "·" : "\($0)" }
      })
  }

  private var calibration: String { section("Calibration", content.reliabilityCells) }

  private var examples: [String] {
    [("Told worst", content.worst), ("Least certain", content.leastCertain)].map { title, examples in
      section(
        title, ["row", "is", "taken for", "probability"],
        examples.map {
          [$0.name ?? "\($0.row + 1)", $0.actual, $0.told, $0.probability.map { rounded(Double($0), 3) } ?? "–"]
        })
    }
  }

  private var columns: String {
    section(
      "Columns that matter", ["column", "lost without it"], content.importances.map { [$0.name, rounded($0.value, 4)] })
  }

  private var layers: String {
    section(
      "Layers", ["layer", "", "mean", "deviation", "nodes that do nothing"],
      content.layers.map {
        [
          "\($0.layer)", $0.description, rounded($0.mean, 4), rounded($0.deviation, 4),
          "\(rounded(100 * $0.deadShare, 1)) %",
        ]
      })
  }

  private func section(_ title: String, _ cells: ReportContent.Cells) -> String {
    section(title, cells.head, cells.rows)
  }

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
