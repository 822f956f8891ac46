extension TableRoles {
  /// What is to be told of the rows of a table.
  ///
  /// - Parameters:
  ///   - table: all rows, whose texts are the classes.
  ///   - training: those that are learned from, whose numbers say what mean 0 and deviation 1 are.
  /// - Throws: `TableError` where a target is missing, or there is nothing to tell apart.
  package func task(of table: Table, training: Table) throws(TableError) -> LearningTask {
    guard table.count > 0 else { throw .noRows }
    switch kind {
    case .classes:
      var names: [String] = []
      for target in targets { names = try classes(of: target, in: table) }
      return .classification(names)
    case .labels: return .multilabel(targets)
    case .numbers:
      var numbers: [RegressionTarget] = []
      for target in targets {
        let values = try training.targetNumbers(target)
        numbers.append(RegressionTarget(target, standardizing: values))
      }
      return .regression(numbers)
    }
  }

  /// The classes of a column, in the order of their numbers or of their names.
  private func classes(of target: String, in table: Table) throws(TableError) -> [String] {
    guard targets.count == 1 else { throw .severalClasses(targets) }
    let values = try table.column(target).values
    if let row = values.texts.firstIndex(of: nil) { throw .gap(place: table.place(row), column: target) }
    let names =
      switch values {
      case .numbers(let numbers): Set(numbers).sorted().map(Table.Values.text)
      case .dates, .texts: Set(values.texts.compactMap(\.self)).sorted()
      }
    if names.count == 1 { throw .oneClass(names[0], column: target) }
    return names
  }
}

extension TablePreparation {
  /// The rows of a table with what is to be told of them.
  ///
  /// - Throws: `TableError` where a column is missing or of another kind, a target is missing, or a class is not known.
  public func dataset(of table: Table, task: LearningTask) throws(TableError) -> Dataset {
    let examples = try examples(of: table)
    let told: Targets
    switch task {
    case .classification(let names): told = .classes(try classes(names, of: table), names: names)
    case .multilabel(let names):
      var columns: [[Float]] = []
      for name in names { columns.append(try table.marks(name)) }
      told = .labels(interleaved(columns), names: names)
    case .regression(let numbers):
      var columns: [[Float]] = []
      for target in numbers { columns.append(try table.targetNumbers(target.name).map { target.learned($0) }) }
      told = .numbers(interleaved(columns), numbers)
    }
    // Whoever only measures need not know what an example counts.
    let weights = try weights.flatMap { name throws(TableError) in
      table[name] == nil ? nil : try table.weights(name)
    }
    do { return try Dataset(examples, told, weights: weights) } catch { throw .data(error) }
  }

  private func classes(_ names: [String], of table: Table) throws(TableError) -> [Int32] {
    let target = targets[0]
    let texts = try table.column(target).values.texts
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
    var labels: [Int32] = []
    labels.reserveCapacity(texts.count)
    for (row, text) in texts.enumerated() {
      guard let text else { throw .gap(place: table.place(row), column: target) }
      guard let label = places[text] else {
        throw .unknownClass(text, place: table.place(row), column: target, known: names)
      }
      labels.append(label)
    }
    return labels
  }

  /// Columns side by side, row after row.
  private func interleaved(_ columns: [[Float]]) -> [Float] {
    columns.count == 1 ? columns[0] : (columns.first ?? []).indices.flatMap { row in columns.map { $0[row] } }
  }
}

extension Table {
  /// The numbers of a column, of which none may be missing.
  func targetNumbers(_ name: String) throws(TableError) -> [Double] {
    let column = try column(name)
    guard let numbers = column.values.numbers else {
      let texts = column.values.texts
      let row = texts.firstIndex { $0 != nil } ?? 0
      throw .text((texts.isEmpty ? nil : texts[row]) ?? "", place: place(row), column: name, expected: "a number")
    }
    if let row = numbers.firstIndex(where: \.isNaN) { throw .gap(place: place(row), column: name) }
    if let row = numbers.firstIndex(where: { !$0.isFinite }) { throw .tooLarge(place: place(row), column: name) }
    return numbers
  }

  /// 1 for yes and 0 for no.
  fileprivate func marks(_ name: String) throws(TableError) -> [Float] {
    let column = try column(name)
    var marks: [Float] = []
    for (row, text) in column.values.texts.enumerated() {
      switch text?.lowercased() {
      case "1", "yes", "true": marks.append(1)
      case "0", "no", "false": marks.append(0)
      case nil: throw .gap(place: place(row), column: name)
      case let text?: throw .text(text, place: place(row), column: name, expected: "a label, which is 0 or 1")
      }
    }
    return marks
  }

  fileprivate func weights(_ name: String) throws(TableError) -> [Float] {
    let numbers = try targetNumbers(name)
    if let row = numbers.firstIndex(where: { $0 < 0 || !Float($0).isFinite }) {
      throw .badWeight(place: place(row), column: name)
    }
    return numbers.map { Float($0) }
  }
}
