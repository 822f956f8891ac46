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
        used.formUnion(indices.compactMap(\.letter))
      }
      if case .reduction(_, let over, _) = syntax.kind { letters.formUnion(over) }
    }
    return (bases, letters, used)
  }

  /// The letters of the sums around it with which each name stands, and the sizes that are written for letters.
  var lettersOfNames: (names: [String: Set<String>], sizes: [String: Syntax]) {
    var names: [String: Set<String>] = [:]
    var sizes: [String: Syntax] = [:]
    var pending = [self]
    while let syntax = pending.popLast() {
      pending += syntax.children
      switch syntax.kind {
      case .indexed(let name, let indices, _) where indices.count == 1:
        names[KnownNames.key(name), default: []].formUnion(indices.compactMap(\.letter))
      case .constantEntry(_, let indices):
        for case .letter(let letter, let size?) in indices { sizes[letter] = size }
      default: break
      }
    }
    return (names, sizes)
  }

  /// The names that stand with two letters of which each has names of its own, as b in b_u + b_i + p_u^T q_i: they may be
  /// two vectors of one letter.
  var doubtfulNames: [String: [String]] {
    let (names, sizes) = lettersOfNames
    var doubtful: [String: [String]] = [:]
    for (name, letters) in names where letters.count > 1 {
      let all = letters.sorted()
      for (a, b) in all.indices.flatMap({ i in all[(i + 1)...].map { (all[i], $0) } }) {
        let isOneSize = sizes[a].map { $0.kind == sizes[b]?.kind } ?? false
        let hasOwn = [(a, b), (b, a)].allSatisfy { own, other in
          names.contains { $0.key != name && $0.value.contains(own) && !$0.value.contains(other) }
        }
        if !isOneSize, hasOwn { doubtful[name] = [a, b] }
      }
    }
    return doubtful
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

  /// The sets that sums run over, with the count of indices of a member.
  var setsOfIndices: [String: Int] {
    var sets: [String: Int] = [:]
    var pending = [self]
    while let syntax = pending.popLast() {
      pending += syntax.children
      if case .membership(let set, let letters) = syntax.kind { sets[set] = letters.count }
    }
    return sets
  }
}
