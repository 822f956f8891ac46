internal import GradusLearning

extension TableRows {
  /// How many different texts of a column are kept of a table that does not fit into memory.
  private static let mostTexts = 1 << 16

  /// Reads all rows into a file.
  ///
  /// - Throws: `ExchangeError` as where they are read into memory.
  func stored() throws(ExchangeError) -> StoredTable {
    var table: StoredTable?
    let block = StoredTable.block(of: layout.names.count)
    let (columns, codings) = try read(block: block, texts: Self.mostTexts) { () throws(ExchangeError) in
      try kept { () throws(ScratchError) in table = try StoredTable(names: layout.names) }
    } sink: { columns, lines throws(ExchangeError) in
      try kept { () throws(ScratchError) in try table?.append(columns.take(), lines: lines) }
      lines.removeAll(keepingCapacity: true)
    }
    guard let table else { preconditionFailure("rows without a table") }
    table.finish(
      codings, lines: columns.builders.map(\.lines),
      rich: Set(columns.builders.indices.filter { columns.builders[$0].isRich }))
    return table
  }
}
