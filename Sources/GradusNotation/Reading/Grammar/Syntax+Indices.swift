/// What the indices of a formula tell before anything is resolved.
extension Syntax {
  /// The names of the sizes that indices are given inside, as n in `ones[i:n]` and `\sum_{i=1}^{n}`.
  var indexSizes: Set<String> {
    var names: Set<String> = []
    var pending = [self]
    while let syntax = pending.popLast() {
      pending += syntax.children
      let indices: [Index] =
        switch syntax.kind {
        case .part(_, let indices), .constantEntry(_, let indices): indices
        default: []
        }
      for case .letter(_, let size?) in indices {
        var parts = [size]
        while let part = parts.popLast() {
          if let name = part.asName { names.insert(name) }
          parts += part.children
        }
      }
    }
    return names
  }

  /// The names that indices of sums stand at, as x in `\sum_i x_i`, the letters that sums run over, and those that stand
  /// beside them.
  var indexedNames: (bases: Set<String>, letters: Set<String>, used: Set<String>) {
    var bases: Set<String> = []
    var letters: Set<String> = []
    var used: Set<String> = []
    var pending = [self]
    while let syntax = pending.popLast() {
      pending += syntax.children
      if case .indexed(let name, let indices, _) = syntax.kind {
        bases.insert(KnownNames.key(name))
        for case .letter(let letter, _) in indices { used.insert(letter) }
      }
      if case .reduction(_, let over, _) = syntax.kind { letters.formUnion(over) }
    }
    return (bases, letters, used)
  }

  /// The names before letters in brackets, as x in `x[i]`.
  var bracketedNames: Set<String> {
    var names: Set<String> = []
    var pending = [self]
    while let syntax = pending.popLast() {
      pending += syntax.children
      guard case .part(let base, let indices) = syntax.kind, let name = base.asName else { continue }
      if indices.contains(where: { if case .letter = $0 { true } else { false } }) { names.insert(name) }
    }
    return names
  }
}
