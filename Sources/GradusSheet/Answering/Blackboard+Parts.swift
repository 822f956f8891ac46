import GradusCalculus
import GradusExpression
import GradusNotation

// Derivatives by what has a definition of its own: ∂L/∂r of L = ½ ‖r‖² with r = X w − y.
extension Blackboard {
  /// The formula with the meanings of all names put in but of those that are kept, which stay where the author wrote them.
  private func expanded(_ formula: Formula, keeping names: Set<String>) -> Formula {
    var result = formula
    for _ in 0...definitions.count {
      let present = definitions.filter { !names.contains($0.name) && result.contains($0.symbol) }
      if present.isEmpty { break }
      result = result.substituting(Dictionary(uniqueKeysWithValues: present.map { ($0.symbol, $0.written) }))
    }
    return result
  }

  /// A formula, with the names of the page in it, as one in names that have definitions of their own.
  ///
  /// It is one where the author wrote it so; and where their values can stand for all of what they are made of, as X w for s = X w.
  func function(_ written: Formula, of names: [String]) throws(UnseenPart) -> Formula {
    let kept = names.filter(isDefined)
    var result = expanded(written, keeping: Set(kept))
    for name in kept {
      guard let definition = definitions.first(where: { $0.name == name }) else { continue }
      if !result.contains(definition.symbol) {
        // What is left of its parts may be what of it was not seen.
        let ways =
          [result.substituting([definition.meaning: definition.symbol])]
          + definition.solved.map { result.substituting($0).simplified() }
        let whole = ways.first { way in !definition.meaning.symbols.contains { way.contains(.symbol($0)) } }
        guard let whole, !definition.meaning.symbols.isEmpty else { throw UnseenPart(name: name) }
        result = whole
      }
      // w of r = X w − y would be left out of account, were r kept beside it.
      guard result.contains(definition.symbol),
        !definition.meaning.symbols.contains(where: { names.contains($0.name) && $0.name != name })
      else { throw UnseenPart(name: name) }
    }
    return result
  }

  /// Lets a reader differentiate what stands in a formula as the blackboard means it: L is no letter that w does not stand in.
  ///
  /// - Parameter freeNames: names that are variables of the question, whatever value they have.
  func teachDerivatives(_ reader: inout Reader, freeNames: [String]) {
    let board = without(freeNames)
    reader.differentiate = { formula, symbol in
      let value = try board.function(formula, of: [symbol.name])
      return try GradusCalculus.derivative(of: value, withRespectTo: .symbol(symbol)).simplified()
    }
  }
}

extension Blackboard.Definition {
  /// b = o − W h of o = W h + b, for each term that is a symbol of its own: with it all of W h + b becomes o, wherever its terms stand.
  fileprivate var solved: [[Formula: Formula]] {
    guard case .sum(let terms) = meaning.node else { return [] }
    return terms.compactMap { term in
      guard term.coefficient.magnitude.isOne, case .symbol = term.formula.node else { return nil }
      let rest = meaning - term.formula.scaled(by: term.coefficient)
      guard !rest.contains(term.formula) else { return nil }
      return [term.formula: (symbol - rest).scaled(by: term.coefficient)]
    }
  }
}

/// A derivative by a name whose meaning was not found in the formula.
struct UnseenPart: Error, CustomStringConvertible {
  let name: String
  var description: String {
    "\(name) has a value of its own, and the formula is not seen to be one in \(name) alone: define the formula with \(name) in it, or say with respect to what is not defined"
  }
}
