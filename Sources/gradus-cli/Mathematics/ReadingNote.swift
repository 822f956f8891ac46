import Gradus

extension Reading {
  /// Says on standard error how the text was read: to a person always, and where an answer speaks of a matrix whose rows
  /// alone are written, to everybody.
  func tellShapes(as format: Notation = .unicode) {
    guard standardErrorIsTerminal || findsRows, let note = shapesNote(as: format) else { return }
    printError(note)
  }
}

extension Reading {
  /// The shapes of all symbols but those of these names, where they were found in another way than by reading.
  func shapesNote(besides declared: Set<String>) -> String? {
    let found = symbols.filter { !declared.contains($0.name) }
    guard found.contains(where: { !$0.shape.isEmpty }) else { return nil }
    return "read: "
      + found.map { $0.shape.isEmpty ? "\($0.name) a number" : "\($0.name) \(describe(shape: $0.shape))" }.joined(
        separator: ", ")
  }
}

extension Report {
  /// The answer with how the text was read, for a program.
  func telling(_ reading: Reading) -> Report { telling(reading.shapesNote(as: .ascii)) }

  func telling(_ note: String?) -> Report {
    guard let note else { return self }
    var report = self
    report.members["read"] = .string(note)
    return report
  }
}

extension Reading {
  /// Refuses functions that are declared and not defined, where an answer rests on their values.
  func needsDefinedFunctions(to purpose: String) throws {
    for node in formula.nodesBottomUp {
      guard case .map(.declared(let name, _), _) = node.node else { continue }
      throw CommandError(
        .data, "\(name) is declared as a function and has no values: define it to \(purpose), as in \(name)(x) = …")
    }
  }
}
