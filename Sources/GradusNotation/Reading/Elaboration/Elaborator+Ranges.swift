import GradusExpression

/// What sums run over besides whole axes: sets, indices in order, parts of an axis, neighbours.
extension Elaborator {
  /// The vector or matrix that is 1 at the members of a set and 0 elsewhere.
  mutating func set(_ name: String, _ rank: Int, _ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    let key = KnownNames.key(name)
    if let known = symbolOfKey[key] { return symbols[known].node }
    if environment.isTaken(key) || definitions[key] != nil { return try resolve(name: name, syntax, text) }
    let node = try symbol(name, rank == 1 ? .column : .matrix, [.zeroOne], isDeclared: false, syntax, text)
    symbols[symbols.count - 1].isSet = true
    return node
  }

  mutating func membership(
    of name: String, _ letters: [String], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let node = try set(name, letters.count, syntax, text)
    let (labels, _) = try labels(letters.map { .letter($0, size: nil) }, syntax, text)
    return try append(.entry(labels, ofFamily: false), [node], syntax, text)
  }

  /// An entry of a band of ones; of one index, the sum of its row.
  mutating func resolve(
    band: Band, _ row: String, _ column: String?, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let matrix = try append(.band(nil, band), kinds: .matrix, syntax, text)
    let letters = [row] + (column.map { [$0] } ?? [])
    let (labels, _) = try labels(letters.map { .letter($0, size: nil) }, syntax, text)
    if column != nil { return try append(.entry(labels, ofFamily: false), [matrix], syntax, text) }
    let one = try append(.number(1), kinds: .scalar, syntax, text)
    let ones = try append(.filled(sizes: []), [one], kinds: .column, syntax, text)
    let rows = try append(.product(.times), [matrix, ones], kinds: .column, syntax, text)
    return try append(.entry(labels, ofFamily: false), [rows], syntax, text)
  }

  /// The rows, or entries, so far behind: (S x)ₜ = xₜ₊ₖ.
  mutating func shifted(
    _ base: Int, _ indices: [Syntax.Index], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    var node = base
    for (place, index) in indices.enumerated() {
      guard case .shifted(_, let shift) = index, shift != 0 else { continue }
      let isFirst = place == 0
      let band = Band(offset: isFirst ? shift : -shift, fillsAbove: false)
      let matrix = try append(.band(nil, band), kinds: .matrix, syntax, text)
      node = try append(.product(.times), isFirst ? [matrix, node] : [node, matrix], syntax, text)
    }
    return node
  }
}
