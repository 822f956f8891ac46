import GradusExpression

/// A formula as a function of Python that needs nothing but NumPy.
struct PythonFunction {
  /// The whole definition.
  let definition: String
  /// The value alone, where the formula has no repeated parts.
  let expression: String

  /// - Parameter arguments: symbols to take besides those of the formula; nil for an expression over names in scope.
  init(_ formula: Formula, name: String, arguments: [Symbol]?) {
    let formula = formula.withFunctionLaws
    let composition = Composition(formula, sharing: arguments == nil ? .beyond(.max) : .always)
    let symbols = Set(formula.symbols + (arguments ?? [])).sorted { $0.name < $1.name }
    var scope = PythonScope(symbols: symbols, sizes: formula.sizeSymbols, parts: composition.parts.map(\.name))
    var writer = PythonWriter(names: scope.names, sizes: scope.sizes, numpy: scope.numpy)
    var statements = composition.parts.map { "\(scope.names[$0.name]!) = \(writer.text($0.written))" }
    let value = writer.text(composition.result)
    expression = value
    statements.append("return \(scope.numpy).asarray(\(value), dtype=float)")

    var lines = ["import numpy as \(scope.numpy)"]
    let others = writer.helpers.subtracting(PythonHelper.allCases).sorted { $0.name < $1.name }
    for helper in PythonHelper.allCases + others where writer.helpers.contains(helper) {
      lines += helper.lines(numpy: scope.numpy)
    }
    lines += symbols.map { "\(scope.names[$0.name]!) = \(scope.numpy).asarray(\(scope.names[$0.name]!), dtype=float)" }
    let text = statements.joined(separator: "\n")
    lines += scope.sizeStatements(symbols: symbols) { text.containsWord($0) }
    lines += statements
    let list = (symbols.map { scope.names[$0.name]! } + scope.missing).joined(separator: ", ")
    definition =
      "def \(name)(\(list.isEmpty ? "" : "*, " + list)):\n" + lines.map { "    \($0)\n" }.joined()
  }
}

/// The names inside the function: of the arguments, of sizes, of repeated parts.
private struct PythonScope {
  let names: [String: String]
  private(set) var sizes: [String: String] = [:]
  let numpy: String
  /// Sizes that no array tells; they are arguments.
  private(set) var missing: [String] = []

  init(symbols: [Symbol], sizes: [String], parts: [String]) {
    var used = PythonScope.reserved
    func unused(_ name: String) -> String {
      var result = name
      while used.contains(result) { result += "_" }
      used.insert(result)
      return result
    }
    var names: [String: String] = [:]
    for symbol in symbols { names[symbol.name] = unused(symbol.name) }
    numpy = used.contains("np") ? unused("_numpy") : unused("np")
    for part in parts { names[part] = unused(part) }
    self.names = names
    for size in sizes { self.sizes[size] = unused(size) }
  }

  /// `n = X.shape[1]`
  mutating func sizeStatements(symbols: [Symbol], isUsed: (String) -> Bool) -> [String] {
    var statements: [String] = []
    for (size, spelled) in sizes.sorted(by: { $0.key < $1.key }) where isUsed(spelled) {
      let place = symbols.lazy.compactMap { symbol in
        symbol.shape.firstIndex(of: .symbol(size)).map { (symbol, $0) }
      }.first
      if let (symbol, axis) = place {
        statements.append("\(spelled) = \(names[symbol.name]!).shape[\(axis)]")
      } else {
        missing.append(spelled)
      }
    }
    return statements
  }

  /// Words of Python and the names of the helpers.
  private static let reserved: Set<String> = Set(PythonHelper.allCases.map(\.name)).union([
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield", "max", "min", "int", "len", "range",
  ])
}

extension String {
  /// Whether the text holds the word by itself.
  fileprivate func containsWord(_ word: String) -> Bool {
    func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }
    var rest = self[...]
    while let found = rest.firstRange(of: word) {
      let before = found.lowerBound > startIndex ? self[index(before: found.lowerBound)] : " "
      let after = found.upperBound < endIndex ? self[found.upperBound] : " "
      if !isPart(before), !isPart(after), before != "." { return true }
      rest = self[found.upperBound...]
    }
    return false
  }
}
