internal import GradusLearning

extension DataSource {
  /// The arrays of a file that lie there as they are, where examples are rows of numbers; nil where they do not, or where they are images.
  func regions(_ reading: DataReading) throws(ExchangeError) -> (
    examples: ArrayRegion, targets: (String, ArrayRegion)?
  )? {
    guard case .arrays(let format) = format, let regions = try ArrayRegion.regions(of: place, format) else {
      return nil
    }
    let known = ArrayFile(names: regions.map(\.name), file: place)
    guard let roles = try? known.roles(.training, target: reading.target), !known.has(.test),
      let examples = regions.first(where: { $0.name == roles.examples }), examples.shape.count <= 2
    else { return nil }
    var targets = roles.targets.flatMap { name in regions.first { $0.name == name }.map { (roles.name, $0) } }
    if targets == nil, let beside = reading.target, FileBytes.exists(beside) {
      let start = try FileBytes.read(beside, atMost: 4096)
      guard let format = ArrayFile.format(start), let other = try ArrayRegion.regions(of: beside, format)?.first else {
        return nil
      }
      targets = ("y", other)
    }
    if let targets, targets.1.rows != examples.rows {
      throw ExchangeError(
        .malformed, file: place, "\(examples.rows) examples, but \(targets.1.rows) targets in \(targets.0)")
    }
    return (examples, targets)
  }

  /// Puts the rows of arrays into a file of columns.
  func stored(
    _ examples: ArrayRegion, _ targets: (name: String, array: ArrayRegion)?
  ) throws(ExchangeError) -> (table: StoredTable, target: String?) {
    let width = examples.shape.dropFirst().reduce(1, *)
    let told = targets?.array.shape.dropFirst().reduce(1, *) ?? 0
    guard examples.rows > 0, width > 0 else {
      throw ExchangeError(.malformed, file: place, "its examples have the shape \(examples.shape): there are none")
    }
    let names = told == 1 ? [targets?.name ?? ""] : (0..<told).map { "\(targets?.name ?? "").\($0 + 1)" }
    let all = (1...width).map { "\($0)" } + names
    let block = StoredTable.block(of: all.count)
    let table = try kept { () throws(ScratchError) in try StoredTable(names: all) }
    for start in stride(from: 0, to: examples.rows, by: block) {
      let range = start..<min(start + block, examples.rows)
      var columns = try columns(of: examples, width, range)
      if let targets { columns += try self.columns(of: targets.array, told, range) }
      try kept { () throws(ScratchError) in try table.append(columns, lines: range.map { $0 + 1 }) }
    }
    table.finish(all.map { _ in .numbers }, lines: all.map { _ in [] })
    return (table, names.isEmpty ? nil : names.joined(separator: ","))
  }

  private func columns(
    of array: ArrayRegion, _ width: Int, _ rows: Range<Int>
  ) throws(ExchangeError) -> [[Double]] {
    let part = try array.rows(rows)
    var columns: [[Double]] = []
    for column in 0..<width {
      guard let numbers = part.column(column).numbers else {
        throw ExchangeError(
          .unsupported, file: place, "holds texts, which are not read piece by piece; leave --stream out")
      }
      columns.append(numbers)
    }
    return columns
  }
}

/// What cannot be kept in a file is told as of its folder.
func kept<Value>(_ body: () throws(ScratchError) -> Value) throws(ExchangeError) -> Value {
  do throws(ScratchError) { return try body() } catch {
    throw ExchangeError(.inputOutput, file: error.folder, error.reason)
  }
}
