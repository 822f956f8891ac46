import GradusExpression

/// `x_i` under a sum over i is one of x_1, …, x_n: an entry of a vector, or a row of a matrix.
///
/// All x_i share one symbol, which is apart from a bare x until the kinds are known: beside the vectors x_i an x is
/// another vector, and beside the entries x_i it is the vector that has them.
extension Elaborator {
  mutating func resolve(
    indexed name: String, _ indices: [Syntax.Index], isBold: Bool, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let (base, isFamily) = try family(name, indices, isBold: isBold, syntax, text)
    let letters = indices.compactMap(\.letter).map { Syntax.Index.letter($0, size: nil) }
    let (labels, _) = try self.labels(letters, syntax, text)
    let neighbours = try shifted(base, indices, syntax, text)
    let row = try append(.entry(labels, ofFamily: isFamily), [neighbours], syntax, text)
    let places: [Int?] = indices.compactMap { if case .place(let place) = $0 { place } else { nil } }
    return places.isEmpty ? row : try append(.part(places), [row], syntax, text)
  }

  /// The node that holds all x_i, and whether nothing but its indices tells what it is.
  private mutating func family(
    _ name: String, _ indices: [Syntax.Index], isBold: Bool, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> (node: Int, isFamily: Bool) {
    let key = KnownNames.key(name)
    if let known = familyOfKey[key] { return (symbols[known].node, true) }
    if let array = try array(key, syntax, text) { return (array, false) }
    let member = declaredMember(name, indices)
    if member == nil {
      if let known = environment.families[key] { return (try resolve(name: known, syntax, text), false) }
      let isMatrix = environment.symbols[key]?.kind == .matrix || environment.values[key] != nil
      if scope[key] != nil || definitions[key] != nil || isMatrix || name == "I" {
        return (try resolve(name: name, syntax, text), false)
      }
    }
    if let letters = hints.doubtfulNames[key], member == nil, !environment.isTaken(key) {
      throw error(
        .ambiguous(
          "\(name)_\(letters[0]) beside \(name)_\(letters[1])",
          choices: ["\(name): [n] to declare one vector \(name)", "another letter for one of two"]), text, syntax.range)
    }
    let isCapital = name.first?.isUppercase == true
    let kinds: ShapeKinds =
      if let member {
        ShapeKinds(member.kind == .scalar ? .column : member.kind == .column ? .matrix : .tensor)
      } else if indices.count == 1, ["Sigma", "Lambda"].contains(name) {
        // Covariances and precisions.
        .tensor
      } else if isBold && !isCapital { indices.count == 1 ? .matrix : .tensor } else if isCapital {
        indices.count == 1 ? [.column, .matrix, .tensor] : .matrix
      } else { indices.count == 1 ? [.column, .matrix] : .matrix }
    let node = try append(.symbol(symbols.count), kinds: kinds, syntax, text)
    familyOfKey[key] = symbols.count
    var symbol = TypedSymbol(
      name: name, node: node, facts: (member?.facts ?? []).union(environment.facts(of: name)), isDeclared: member != nil
    )
    symbol.family = TypedSymbol.Family(base: name, indices: indices, member: member)
    symbols.append(symbol)
    return (node, true)
  }

  /// The array that was defined entry by entry; nil where there is none, or the name means something else.
  private mutating func array(_ key: String, _ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int? {
    guard let local = arrays[key], scope[key] == nil, definitions[key] == nil, !environment.isTaken(key) else {
      return nil
    }
    if let node = local.node { return node }
    guard !local.isOpen else { throw error(.circularDefinition(key), text, syntax.range) }
    arrays[key]?.isOpen = true
    let node = try resolve(apart: local.body, local.text)
    arrays[key]?.node = node
    return node
  }

  /// `z_i` outside all sums, beside a sum of z_j, is the entry at an index of the whole formula, as in
  /// `\frac{e^{z_i}}{\sum_j e^{z_j}}`; under a letter that sums run over it has been left out of its sum. What else stands
  /// below a name that has indices is one of them to many, and a name of its own to others.
  mutating func member(_ name: String, _ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int? {
    guard let underscore = name.lastIndex(of: "_"), underscore > name.startIndex else { return nil }
    let base = String(name[..<underscore])
    let below = name[name.index(after: underscore)...]
    let letters = below.map(String.init)
    let written = Parser.slice(texts[text], syntax.range)
    if (1...2).contains(letters.count), letters.allSatisfy(hints.sumLetters[text, default: []].contains) {
      throw error(
        .unsupported(
          "\(written) outside the sum over \(letters.joined(separator: ", "))",
          advice: "put brackets around all that is summed, or declare \(name) where it is a quantity of its own"), text,
        syntax.range)
    }
    // s_{y_i} is the entry of s at y_i.
    if let first = name.firstIndex(of: "_"), first < underscore,
      hints.indexedNames.contains(KnownNames.key(String(name[..<first]))),
      !MathCharacters.marks.values.contains(String(name[first..<underscore]))
    {
      throw memberOrName(written, String(name[..<first]), name, syntax, text)
    }
    // x_n beside a sum up to n is the last of them.
    if letters.contains(where: { writtenSizes.contains($0) }), hints.indexedNames.contains(KnownNames.key(base)) {
      throw memberOrName(written, base, name, syntax, text)
    }
    let isFree = (1...2).contains(letters.count) && letters.allSatisfy(hints.freeLetters[text, default: []].contains)
    guard isFree || hints.indexedNames.contains(KnownNames.key(base)) else { return nil }
    if isFree || letters.count <= 2 && letters.allSatisfy({ "i"..."l" ~= $0 }) {
      return try resolve(
        indexed: base, letters.map { .letter($0, size: nil) }, isBold: hints.boldNames.contains(name), syntax, text)
    }
    // β_0 stands before β_1, …, β_p; \theta_{old} is another θ.
    let isOwn = Int(below) == 0 || (below.count > 2 && below.allSatisfy(\.isLetter))
    if isOwn { return nil }
    throw memberOrName(written, base, name, syntax, text)
  }

  private func memberOrName(
    _ written: String, _ base: String, _ name: String, _ syntax: Syntax, _ text: Int
  ) -> ReadingError {
    error(
      .ambiguous(
        "\(written) beside a sum over an index of \(base)",
        choices: [
          "\(base): [n] to declare that it is an entry", "\(name): scalar to declare that it is a name of its own",
        ]), text, syntax.range)
  }

  /// The declaration `x_i: [d]` of one x_i, whichever letter of an index it is written with.
  private func declaredMember(_ name: String, _ indices: [Syntax.Index]) -> Environment.Declared? {
    guard indices.count == 1, let letter = indices[0].letter else { return nil }
    let letters = [letter] + indexLetters.sorted()
    return letters.lazy.compactMap { environment.symbols["\(name)_\($0)"] }.first
  }
}
