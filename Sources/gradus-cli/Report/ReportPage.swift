import Gradus

/// A report as one page of HTML: no scripts, nothing from the network, light and dark, for phones and for paper.
struct ReportPage {
  let content: ReportContent
  let file: ModelFile
  let dataset: Dataset
  private let explanation: NetworkExplanation?

  init(_ content: ReportContent, _ file: ModelFile, _ dataset: Dataset) throws {
    (self.content, self.file, self.dataset) = (content, file, dataset)
    explanation = try? NetworkExplanation(
      file.model.network, loss: file.training?.settings.loss ?? file.model.task.usualLoss)
  }

  func text() throws -> String {
    let sections = [
      section("Measures", measures), section("Training", curves), section("Class balance", balance),
      section("What is taken for what", confusion), section("Each class", classes),
      section("Calibration", calibration),
      section(
        "Told worst", try examples(content.worst),
        note: "The examples that are told wrong, the surest first; of numbers those furthest off."),
      section(
        "Least certain", try examples(content.leastCertain),
        note: "The examples whose likeliest class has the smallest probability."),
      section(
        "What the first layer looks for", try weights,
        note: "The weights of its nodes, blue where more light speaks for the node, red where it speaks against."),
      section(
        "Columns that matter", importances,
        note:
          "By how much the share of hits, or R² of numbers, falls when a column's values are exchanged between rows."),
      section(
        "Layers", layers,
        note:
          "The outputs of each layer on up to 1000 of the examples. A node that gives the same for all does nothing."),
      section(
        "As formulas", formulas,
        note: "For m examples as rows. dZ stands for ∂L/∂Z; each derivative is derived from its layer's formula."),
    ]
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(content.model)) on \(escaped(content.data))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <main>
      <h1>\(escaped(content.model))</h1>
      <p class="lead">on \(escaped(content.data)), \(grouped(content.examples)) \(content.isOfImages ? "images" : "rows")</p>
      <pre>\(content.summary.map(escaped).joined(separator: "\n"))</pre>
      \(sections.joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
  }

  func escaped(_ text: String) -> String { MathML.escaped(text.visible) }

  private func section(_ title: String, _ body: String, note: String = "") -> String {
    guard !body.isEmpty else { return "" }
    let words = note.isEmpty ? "" : "<p class=\"note\">\(note)</p>"
    return "<section><h2>\(title)</h2>\(words)\n\(body)\n</section>"
  }

  /// - Parameter isNumeric: whether all columns but the first are numbers.
  private func table(_ head: [String], _ rows: [[String]], isNumeric: Bool = true) -> String {
    guard !rows.isEmpty else { return "" }
    func row(_ cells: [String], _ name: String) -> String {
      "<tr>" + cells.map { "<\(name)>\(escaped($0))</\(name)>" }.joined() + "</tr>"
    }
    return """
      <div class="wide"><table\(isNumeric ? " class=\"numbers\"" : "")><thead>\(row(head, "th"))</thead><tbody>
      \(rows.map { row($0, "td") }.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  private func table(_ cells: ReportContent.Cells) -> String { table(cells.head, cells.rows) }
}

extension ReportPage {
  private var measures: String {
    let interval = content.accuracyInterval.map {
      "<p class=\"note\">The accuracy lies between \(percent($0[0])) and \(percent($0[1])) with 95 % (Wilson).</p>"
    }
    return table(content.measureCells) + (interval ?? "")
  }

  private var curves: String {
    let history = content.history
    guard history.count > 1 else { return "" }
    func points(_ value: (EpochReport) -> Double?) -> [(Double, Double)] {
      history.compactMap { report in value(report).map { (Double(report.epoch), $0) } }
    }
    let losses = ReportChart(
      title: "Loss", lines: [("trained on", points(\.loss)), ("held back", points(\.validationLoss))])
    let accuracies = ReportChart(
      title: "Accuracy", lines: [("trained on", points(\.accuracy)), ("held back", points(\.validationAccuracy))],
      isShare: true)
    return "<div class=\"charts\">\(losses.svg)\(accuracies.svg)</div>"
  }

  private var balance: String { bars(content.balance) { grouped(Int($0)) } }

  private var importances: String { bars(content.importances) { rounded($0, 4) } }

  /// A bar for each, at most forty.
  private func bars(_ shares: [ReportContent.Share], _ number: (Double) -> String) -> String {
    guard !shares.isEmpty else { return "" }
    let most = max(shares.map(\.value).max() ?? 0, .leastNormalMagnitude)
    let rows = shares.prefix(40).map { share in
      let width = rounded(max(0, 100 * share.value / most), 1)
      return
        "<div class=\"bar\"><span>\(escaped(share.name))</span><i><b style=\"width:\(width)%\"></b></i><span>\(number(share.value))</span></div>"
    }
    let rest = shares.count > 40 ? "<p class=\"note\">and \(grouped(shares.count - 40)) more</p>" : ""
    return rows.joined(separator: "\n") + rest
  }

  private var confusion: String {
    let counts = content.confusion
    guard !counts.isEmpty else { return "" }
    guard counts.count <= 30 else {
      let pairs = mostExchanged(counts, 20)
      return table(
        ["is", "taken for", "times"],
        pairs.map { [content.classes[$0.actual].name, content.classes[$0.taken].name, "\($0.count)"] })
    }
    let head = "<tr><th></th>" + content.classes.map { "<th><span>\(escaped($0.name))</span></th>" }.joined() + "</tr>"
    let rows = counts.indices.map { row in
      let total = Double(max(counts[row].reduce(0, +), 1))
      let cells = counts[row].enumerated().map { column, count in
        let kind = row == column ? "right" : "wrong"
        let strength = rounded((Double(count) / total).squareRoot(), 2)
        return
          "<td class=\"\(kind)\" style=\"--s:\(count == 0 ? "0" : strength)\">\(count == 0 ? "·" : "\(count)")</td>"
      }
      return "<tr><th>\(escaped(content.classes[row].name))</th>\(cells.joined())</tr>"
    }
    return
      "<p class=\"note\">Row: what it is. Column: what it was taken for.</p><div class=\"wide\"><table class=\"confusion\">\(head)\(rows.joined(separator: "\n"))</table></div>"
  }

  private var classes: String { table(content.classCells) }

  private var calibration: String {
    let bins = content.reliability.filter { $0.count > 0 }
    guard !bins.isEmpty else { return "" }
    return ReportChart.reliability(bins) + table(content.reliabilityCells)
  }

  private var layers: String {
    table(
      ["layer", "mean", "deviation", "nodes that do nothing"],
      content.layers.map {
        [
          "\($0.layer) \($0.description)", rounded($0.mean, 4), rounded($0.deviation, 4),
          rounded(100 * $0.deadShare, 1) + " %",
        ]
      })
  }

  private var formulas: String {
    guard let explanation else { return "" }
    func lines(_ equations: [NetworkExplanation.Equation]) -> String {
      equations.map { equation in
        let line: Mathematics = .equation(.formula(equation.name), .formula(equation.value))
        return
          "<div class=\"display\"><math display=\"block\"><mrow>\(line.written(as: .mathml))</mrow></math></div>"
      }.joined(separator: "\n")
    }
    return """
      <h3>Forward</h3>
      \(lines(explanation.forward))
      <h3>Backward</h3>
      \(lines(explanation.backward))
      """
  }

  private func examples(_ examples: [ReportContent.Example]) throws -> String {
    guard !examples.isEmpty else { return "" }
    if dataset.pixels != nil {
      return "<div class=\"pictures\">"
        + (try examples.map { example in
          let image = dataset.image(at: example.row)
          let sure = example.probability.map { ", \(rounded(100 * Double($0), 0)) %" } ?? ""
          let right = example.actual == example.told
          let words = right ? escaped(example.actual) : "\(escaped(example.told)), it is \(escaped(example.actual))"
          return
            "<figure>\(try ReportImage.tag(image, words))<figcaption class=\"\(right ? "" : "bad")\">\(words)\(sure)</figcaption></figure>"
        }.joined(separator: "\n")) + "</div>"
    }
    let names = examples.first?.cells?.map(\.column) ?? []
    return table(
      ["row", "is", "told", "probability"] + names,
      examples.map { example in
        ["\(example.row + 1)", example.actual, example.told, example.probability.map { rounded(Double($0), 3) } ?? "–"]
          + (example.cells?.map(\.text) ?? [])
      }, isNumeric: false)
  }

  /// The weights of up to 32 nodes of the first layer, where that sees images.
  private var weights: String {
    get throws {
      guard let shape = file.model.imageShape,
        let first = file.model.network.parameters.first(where: { $0.shape.count == 2 && $0.shape[0] == shape.count }),
        let values = file.model.parameters[first.name]
      else { return "" }
      let width = first.shape[1]
      return "<div class=\"pictures small\">"
        + (try (0..<min(width, 32)).map { node in
          let own = (0..<shape.count).map { Double(values[$0 * width + node]) }
          return "<figure>\(try ReportImage.tag(ReportImage.weights(own, shape), "node \(node + 1)"))</figure>"
        }.joined()) + "</div>"
    }
  }
}
