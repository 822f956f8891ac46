import Gradus

/// Tables that the page and Markdown have alike.
extension ReportContent {
  /// What stands above the columns, and the cells row by row.
  typealias Cells = (head: [String], rows: [[String]])

  var measureCells: Cells {
    (["measure", "value"], zip(measures.titles, measures.rows).map { [$0, $1.shown] })
  }

  var classCells: Cells {
    let rows = classes.map { [$0.name, share($0.precision), share($0.recall), share($0.f1), grouped($0.support)] }
    return (["class", "precision", "recall", "F1", "of it"], rows)
  }

  /// Of the bins that examples fall into.
  var reliabilityCells: Cells {
    let rows = reliability.filter { $0.count > 0 }.map {
      [rounded($0.confidence, 3), rounded($0.accuracy, 3), grouped($0.count)]
    }
    return (["mean probability", "right", "examples"], rows)
  }
}
