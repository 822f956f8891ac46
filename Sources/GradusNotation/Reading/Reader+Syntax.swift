extension Reader {
  /// A formula as it was typed, with the names that this reader knows.
  ///
  /// - Parameter functions: further names that are read as functions.
  package func syntax(of text: String, functions: [String] = []) throws(ReadingError) -> Syntax {
    var names = environment.knownNames
    for function in functions { names.insert(function: function) }
    let statements = try StatementReader(text, names: names, definitions: false).statements()
    guard statements.count == 1, case .expression(let syntax) = statements[0] else {
      let whole = 0..<text.unicodeScalars.count
      throw ReadingError(.unexpected(found: text, expected: "one formula"), in: text, at: whole)
    }
    return syntax
  }
}
