import GradusExpression

/// The parts of a formula that working gives a name: the inner functions u, v, … of the chain rule.
struct NamedParts {
  struct Part: Sendable {
    /// The symbol that stands for the part.
    let name: Formula
    /// What the part is, in terms of the variables and of the parts named before.
    let definition: Formula
    /// What the part is, in terms of the variables only.
    let formula: Formula
  }

  /// The parts, inner ones first; the last is the whole formula.
  let parts: [Part]
  /// For each name the formula that it stands for.
  let meaning: [Formula: Formula]

  /// - Parameters:
  ///   - given: names that the author of the formula gave to parts of it.
  ///   - namesFactors: whether the factors of a product, and numerator and denominator, get names too.
  init(
    of formula: Formula, variables: [Formula], given: [(name: String, formula: Formula)] = [],
    namesFactors: Bool = false
  ) {
    let order = formula.nodesBottomUp
    var active = Set(variables)
    for node in order where node.node.children.contains(where: active.contains) { active.insert(node) }

    var wanted: Set<Formula> = []
    for node in order where active.contains(node) && !variables.contains(node) {
      for child in node.node.children where active.contains(child) && !variables.contains(child) {
        if NamedParts.deservesName(child, in: node, active.contains) { wanted.insert(child) }
      }
      if namesFactors, case .contraction(let product) = node.node {
        let moving = product.factors.map(\.formula).filter(active.contains)
        // 1/g is not a part of n/g, and g has its name already.
        for factor in moving
        where moving.count > 1 && factor.depth > 1 && !factor.baseAndExponent.exponent.isNegative {
          wanted.insert(factor)
        }
      }
    }
    var chosen: [Formula: String] = [:]
    for (name, part) in given where order.contains(part) && active.contains(part) && part != formula {
      chosen[part] = name
      wanted.insert(part)
    }

    var names = NameSource(avoiding: Set(formula.symbols.map(\.name) + formula.sizeSymbols + given.map(\.name)))
    var replaced: [Formula: Formula] = [:]
    var meaning: [Formula: Formula] = [:]
    var parts: [Part] = []
    for node in NamedParts.ordered(order.filter { wanted.contains($0) || $0 == formula }, given.map(\.formula)) {
      let definition = node.mapChildren(flattening: false) { $0.substituting(replaced, flattening: false) }
      let name = Formula.symbol(
        node == formula ? names.function() : chosen[node] ?? names.next(rank: node.rank), node.shape)
      parts.append(Part(name: name, definition: definition, formula: node))
      meaning[name] = node
      replaced[node] = name
    }
    self.parts = parts
    self.meaning = meaning
  }

  /// Inner parts before outer ones, and those with names from the author in the author's order.
  private static func ordered(_ parts: [Formula], _ given: [Formula]) -> [Formula] {
    var waiting = given.filter(parts.contains) + parts.filter { !given.contains($0) }
    var placed: [Formula] = []
    let inside = Dictionary(
      uniqueKeysWithValues: parts.map { part in (part, Set(part.nodesBottomUp).subtracting([part])) })
    while let next = waiting.firstIndex(where: { part in
      waiting.allSatisfy { $0 == part || !inside[part]!.contains($0) }
    }) {
      placed.append(waiting.remove(at: next))
    }
    return placed
  }

  /// An inner function deserves a name where it is more than a symbol and stands inside a function that is not linear: a sum too
  /// that is multiplied with what moves.
  private static func deservesName(_ child: Formula, in parent: Formula, _ moves: (Formula) -> Bool) -> Bool {
    switch parent.node {
    case .map, .reduction, .alongAxes, .inverse, .adjugate, .determinant, .logDeterminant, .matrixFunction, .spectral,
      .extremum:
      return child.depth > 1
    case .power: return child.depth > 1
    case .contraction(let product):
      return child.terms.count > 1 && product.factors.count { moves($0.formula) } > 1
    case .sum, .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band, .reshape:
      return false
    }
  }
}

/// Names that no symbol of the formula has: u, v, w, … for scalars and vectors, capitals for matrices.
struct NameSource {
  private var used: Set<String>
  private var small = Array("uvwrszgh").map(String.init)
  private var capitals = Array("UVZGHRST").map(String.init)
  private var count = 1

  init(avoiding used: Set<String>) { self.used = used }

  mutating func next(rank: Int) -> String {
    let letters = rank < 2 ? small : capitals
    if let letter = letters.first(where: { !used.contains($0) }) {
      used.insert(letter)
      return letter
    }
    while true {
      let name = (rank < 2 ? "u" : "U") + "\(count)"
      count += 1
      if used.insert(name).inserted { return name }
    }
  }

  mutating func function() -> String {
    for name in ["f", "F", "phi"] where used.insert(name).inserted { return name }
    return next(rank: 0)
  }
}
