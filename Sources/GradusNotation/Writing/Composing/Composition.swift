import GradusExpression

/// A formula as written mathematics, with names for parts that would otherwise be written again and again.
///
///     T₁ = softmax(X W + 𝟏 bᵀ);  Xᵀ(T₁ − Y)
struct Composition {
  /// Each part before those that use it.
  let parts: [(name: String, written: Written)]
  let result: Written
  /// Names of symbols, sizes and parts, which an index must not take.
  let taken: Set<String>

  /// When a part that occurs more than once gets a name.
  enum Sharing {
    /// Only where the whole would have more than this many pieces.
    case beyond(Int)
    /// Whenever the part is more than a few pieces.
    case always
  }

  /// Formulas deeper than this are cut into named parts, because brackets within so many brackets help nobody.
  private static let mostLevels = 64
  private static let fewestPieces = 5

  /// - Parameter sums: sums that are shown with their number in front where their terms are among others.
  init(_ formula: Formula, sharing: Sharing, keeping sums: [Formula] = []) {
    var taken = Set(formula.symbols.map(\.name)).union(formula.sizeSymbols)
    var plan = PartPlan(formula, mostLevels: Composition.mostLevels, taken: taken)
    let pieces = plan.pieces(of: formula)
    switch sharing {
    case .beyond(let limit) where pieces <= limit: break
    case .beyond, .always: plan.nameShared(below: formula, fewestPieces: Composition.fewestPieces)
    }
    let composer = Composer(names: plan.names, keeping: sums)
    result = composer.composeDefinition(formula).asRow
    // What a definition folds away is not written anywhere.
    let named = plan.namedParts(below: formula)
    var written: [Formula: Written] = [:]
    var needed = composer.namedParts(in: formula)
    for part in named.reversed() where needed.contains(part) {
      written[part] = composer.composeDefinition(part)
      needed.formUnion(composer.namedParts(in: part))
    }
    parts = named.compactMap { part in written[part].map { (plan.names[part]!, $0) } }
    taken.formUnion(parts.map(\.name))
    self.taken = taken
  }
}

/// Which parts of a formula get names.
private struct PartPlan {
  private(set) var names: [Formula: String] = [:]
  /// What each formula's text is made of.
  private var uses: [Formula: [Formula]] = [:]
  private var order: [Formula] = []
  private let taken: Set<String>

  init(_ formula: Formula, mostLevels: Int, taken: Set<String>) {
    self.taken = taken
    var roots = [formula]
    if formula.depth > mostLevels {
      for part in formula.nodesBottomUp where part.depth % (mostLevels / 2) == 0 && part != formula {
        name(part)
        roots.append(part)
      }
    }
    let composer = Composer(names: names)
    for root in roots { _ = composer.composeDefinition(root) }
    uses = composer.uses
    order = PartPlan.bottomUp(formula, uses)
  }

  private mutating func name(_ part: Formula) {
    // Capitals are matrices.
    let letter = part.rank == 2 ? "T" : "t"
    var number = names.count + 1
    while taken.contains("\(letter)_\(number)") || taken.contains("\(letter)\(number)") { number += 1_000 }
    names[part] = "\(letter)_\(number)"
  }

  private static func bottomUp(_ root: Formula, _ uses: [Formula: [Formula]]) -> [Formula] {
    var seen = Set<Formula>()
    var order: [Formula] = []
    var stack = [(formula: root, expanded: false)]
    while let (formula, expanded) = stack.popLast() {
      if expanded {
        order.append(formula)
      } else if seen.insert(formula).inserted {
        stack.append((formula, true))
        for part in (uses[formula] ?? []).reversed() where !seen.contains(part) { stack.append((part, false)) }
      }
    }
    return order
  }

  /// How many pieces the text has, counted to a million at most.
  func pieces(of root: Formula) -> Int { counted()[root] ?? 1 }

  private func counted() -> [Formula: Int] {
    var pieces: [Formula: Int] = [:]
    for formula in order {
      let inside = (uses[formula] ?? []).reduce(0) { $0 + (names[$1] == nil ? pieces[$1] ?? 1 : 1) }
      pieces[formula] = min(1 + inside, 1_000_000)
    }
    return pieces
  }

  mutating func nameShared(below root: Formula, fewestPieces: Int) {
    var occurrences: [Formula: Int] = [:]
    for formula in order { for part in uses[formula] ?? [] { occurrences[part, default: 0] += 1 } }
    var pieces: [Formula: Int] = [:]
    for formula in order {
      let inside = (uses[formula] ?? []).reduce(0) { $0 + (names[$1] == nil ? pieces[$1] ?? 1 : 1) }
      pieces[formula] = 1 + inside
      // A tensor has no notation as a name.
      if formula != root, names[formula] == nil, formula.rank <= 2, 1 + inside >= fewestPieces,
        occurrences[formula, default: 0] > 1
      {
        name(formula)
      }
    }
  }

  /// The named parts, each before those that use it.
  func namedParts(below root: Formula) -> [Formula] { order.filter { names[$0] != nil && $0 != root } }
}

extension Composer {
  /// The named formulas that the formula's own text contains.
  fileprivate func namedParts(in formula: Formula) -> Set<Formula> {
    var found = Set<Formula>()
    var seen = Set<Formula>()
    var stack = uses[formula] ?? []
    while let part = stack.popLast() {
      guard seen.insert(part).inserted else { continue }
      if names[part] != nil { found.insert(part) } else { stack += uses[part] ?? [] }
    }
    return found
  }
}
