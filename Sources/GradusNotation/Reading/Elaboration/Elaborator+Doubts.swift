import GradusExpression

/// Products in which nobody can tell a number from a vector, and marks that say that a number is none.
extension Elaborator {
  /// w·x_i is a product of numbers or of vectors.
  func refuseDoubtfulDot(_ symbol: TypedSymbol, _ nodes: [TypedNode]) throws(ReadingError) {
    for node in nodes {
      guard case .product(.dot) = node.operation, node.children.allSatisfy({ nodes[$0].kinds.only == nil }) else {
        continue
      }
      let factors = node.children.map { openFactors($0, nodes) }
      let areMembers = factors.map { $0.contains(symbol.node) }
      let areBare = factors.map { $0.contains { factor in !symbols.contains { $0.node == factor && $0.mayHoldRows } } }
      if areMembers[0] && areBare[1] || areMembers[1] && areBare[0] { throw doubtful(symbol) }
    }
  }

  /// The symbols of open kind among the factors of a product, those of entries included.
  private func openFactors(_ index: Int, _ nodes: [TypedNode]) -> [Int] {
    let node = nodes[index]
    switch node.operation {
    case .symbol: return node.kinds.only == nil ? [index] : []
    case .product, .negative, .alias, .entry: return node.children.flatMap { openFactors($0, nodes) }
    default: return []
    }
  }

  /// u_i v_iᵀ is an outer product, or a number times a row. A row that meets a column further on, as in y_i wᵀx_i, is no
  /// outer product; a row as the result is what hardly anybody means.
  func refuseDoubtfulOuterProduct(_ symbol: TypedSymbol, _ nodes: [TypedNode]) throws(ReadingError) {
    for (index, node) in nodes.enumerated() {
      guard case .product(.times) = node.operation, nodes[node.children[1]].kinds.only == .row,
        openFactors(node.children[0], nodes).contains(symbol.node), !meetsColumn(index, nodes)
      else { continue }
      throw doubtful(symbol)
    }
  }

  /// Whether the product goes on to the right up to a column.
  private func meetsColumn(_ index: Int, _ nodes: [TypedNode]) -> Bool {
    var current = index
    while let parent = nodes.firstIndex(where: { $0.children.first == current }),
      case .product(let operation) = nodes[parent].operation, operation == .times || operation == .dot
    {
      if nodes[nodes[parent].children[1]].kinds.only == .column { return true }
      current = parent
    }
    return false
  }

  /// Nobody transposes or measures a number: where a transposed name comes out as one, something else was meant.
  func refuseMarksOnNumbers(_ typed: [TypedNode]) throws(ReadingError) {
    for node in typed {
      let what: String
      switch node.operation {
      case .transpose: what = "transposed"
      case .norm: what = "inside a norm"
      default: continue
      }
      let child = node.children[0]
      guard typed[child].kinds.only == .scalar, isNumberByDefault(child, typed) else { continue }
      let place = nodes[child].place
      let text = Parser.slice(texts[place.text], place.range)
      let advice =
        "what stands around it makes it a number; declare what is a vector, as in \(text): [n], or \(text): scalar"
      throw error(.unsupported("\(text), \(what)", advice: advice), node.place.text, node.place.range)
    }
  }

  /// Whether a number is one only because nothing made it a vector.
  private func isNumberByDefault(_ index: Int, _ typed: [TypedNode]) -> Bool {
    let node = typed[index]
    switch node.operation {
    case .symbol(let symbol): return !symbols[symbol].isDeclared
    case .entry: return isNumberByDefaultEntry(node, typed)
    case .alias, .negative, .sum: return node.children.contains { isNumberByDefault($0, typed) }
    default: return false
    }
  }

  private func isNumberByDefaultEntry(_ node: TypedNode, _ typed: [TypedNode]) -> Bool {
    guard case .entry(let labels, _) = node.operation, labels.count == 1 else { return false }
    if case .symbol(let symbol) = typed[node.children[0]].operation {
      return symbols[symbol].family != nil && !symbols[symbol].isDeclared
    }
    return false
  }
}
