package import GradusExpression

extension Step {
  package func substituting(_ replacements: [Formula: Formula]) -> Step {
    // What nothing is put into keeps its form: nested sums stay nested.
    let replacements = replacements.filter { $0.key != $0.value }
    return replacements.isEmpty ? self : replaced(by: replacements)
  }

  private func replaced(by replacements: [Formula: Formula]) -> Step {
    Step(
      rule: rule, before: before.substituting(replacements), after: after.substituting(replacements), facts: facts,
      sentence: sentence.substituting(replacements), relation: relation, level: level)
  }

  /// The same line at another level of detail.
  func shown(at level: Level) -> Step {
    Step(
      rule: rule, before: before, after: after, facts: facts, sentence: sentence, relation: relation, level: level)
  }

  /// The names of all symbols in the line, those of derivatives among them.
  fileprivate var names: Set<String> {
    var formulas = [before, after]
    switch relation {
    case .derivative(let whole, let variable): formulas += [whole, variable].compactMap(\.self)
    case .chain(let whole, let part, let variable): formulas += [whole, part, variable]
    case .total(let whole, let variable): formulas += [whole, variable]
    case .becomes, .definition, .equality, .prime, .differential, .statement, .gradient, .claim: break
    }
    return Set(formulas.flatMap(\.symbols).map(\.name))
  }

  /// The name that the line introduces.
  fileprivate var introduced: String? {
    if case .definition = relation, case .symbol(let symbol) = before.node { symbol.name } else { nil }
  }
}

extension [Step] {
  /// Every name is introduced at the least level of detail at which a line speaks of it, or of its change du or u′. The last line is
  /// shown at every level.
  var introducingNames: [Step] {
    var steps = self
    if let last = steps.popLast() { steps.append(last.shown(at: .brief)) }
    for place in steps.indices.reversed() {
      guard let name = steps[place].introduced else { continue }
      let spoken: Set = [name, name + "′", "d" + name]
      let users = steps[(place + 1)...].filter { !$0.names.isDisjoint(with: spoken) }
      if let least = users.map(\.level).min(), least < steps[place].level {
        steps[place] = steps[place].shown(at: least)
      }
    }
    return steps
  }

  /// The lines without those that stood before already, unless a name has come to stand for something else.
  func withoutRepeated(after known: [Step]) -> [Step] {
    let meanings = known.reduce(into: [String: Formula]()) { if let name = $1.introduced { $0[name] = $1.after } }
    let changes = contains { step in
      step.introduced.map { meanings[$0] != nil && meanings[$0] != step.after } ?? false
    }
    if changes { return self }
    let said = Set(known.map(\.said))
    return enumerated().filter { $0.offset == count - 1 || !said.contains($0.element.said) }.map(\.element)
  }

  /// No equality stands twice in a row: the line that more details show goes.
  var withoutRepeatedNeighbours: [Step] {
    var kept: [Step] = []
    for step in self {
      if let last = kept.last, last.before == step.before, last.after == step.after, last.relation == step.relation {
        if step.level < last.level || step.facts.count > last.facts.count { kept[kept.count - 1] = step }
      } else {
        kept.append(step)
      }
    }
    return kept
  }
}

extension Step {
  /// The line, whatever level it is shown at.
  fileprivate var said: Step { shown(at: .all) }
}
