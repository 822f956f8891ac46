import GradusExpression

// Values that come after the formulas that speak of them: p = softmax(z), and then z = (1, 2, 3).
extension Blackboard {
  /// Puts a meaning that came later into those that speak of the name: u = sin v, and then v = x².
  mutating func reexpand(with name: String) {
    guard let later = definitions.first(where: { $0.name == name }) else { return }
    replaceDefinitions { old in
      guard old.name != name, let meaning = old.meaning.with([later]) else { return old }
      return Definition(
        symbol: old.symbol, name: old.name, meaning: meaning, written: old.written, arraySource: old.arraySource)
    }
  }

  /// The formula with the values that its symbols got after it was defined.
  func withLaterValues(_ formula: Formula) -> Formula {
    var formula = formula
    for _ in definitions.indices {
      guard let changed = formula.with(definitions) else { break }
      formula = changed
    }
    return formula
  }
}

extension Formula {
  /// The formula with the meanings of the names that it speaks of; nil where it speaks of none of them, or where one does not fit.
  fileprivate func with(_ definitions: [Blackboard.Definition]) -> Formula? {
    var sizes: [String: Size] = [:]
    var values: [Symbol: Formula] = [:]
    for symbol in symbols {
      guard let definition = definitions.last(where: { $0.name == symbol.name }) else { continue }
      let meaning = definition.meaning
      guard symbol.shape.unify(with: meaning.shape, &sizes),
        !meaning.symbols.contains(where: { $0.name == symbol.name })
      else { return nil }
      values[symbol] = meaning
    }
    return values.isEmpty ? nil : substituting(sizes: sizes, values)
  }
}

extension [Size] {
  /// Takes size symbols to be the lengths that stand in their place; false where they cannot be.
  func unify(with lengths: [Size], _ sizes: inout [String: Size]) -> Bool {
    guard count == lengths.count else { return false }
    for (size, length) in zip(self, lengths) where size != length {
      guard case .symbol(let name) = size, sizes[name].map({ $0 == length }) ?? true else { return false }
      sizes[name] = length
    }
    return true
  }
}
