import GradusExpression

/// Index notation: `A[i,k]*B[k,j]`, `sum[k](…)`, `tensor[i,j](…)`, `eye[i,j]`; and parts by number: `x[2]`, `A[1,:]`.
extension Parser {
  /// The indices in brackets at this place, next to what they belong to; nil, without moving, where the brackets hold
  /// anything else.
  mutating func indices() throws(ReadingError) -> [Syntax.Index]? {
    guard current.kind == .open(.square), !current.followsSpace, let end = endOfIndices() else { return nil }
    advance()
    var result: [Syntax.Index] = []
    while place < end {
      switch current.kind {
      case .number(let value):
        let first = isPython ? 0 : 1
        guard let position = value.integerValue, position >= first else {
          throw unexpected("a place counted from \(first)")
        }
        result.append(.place(position + 1 - first))
        advance()
      case .colon:
        result.append(.whole)
        advance()
      case .name(let name):
        if isPython, !boundIndices.contains(name), !("i"..."q" ~= name) || name.count > 1,
          names.isVariable(name) || name == "y"
        {
          // z[y] of a program is the entry at a number y.
          throw error(
            .unsupported(
              "the entry at \(name)",
              advice: "write the place as a number, or multiply by what is 1 there and 0 elsewhere"),
            current.range)
        }
        advance()
        var size: Syntax?
        if current.kind == .colon {
          advance()
          size = try product()
        }
        result.append(.letter(name, size: size))
      default: throw unexpected("an index")
      }
      if current.kind == .comma { advance() }
    }
    advance()
    return result
  }

  /// Whether the brackets at this place hold indices.
  var holdsIndices: Bool { current.kind == .open(.square) && endOfIndices() != nil }

  /// The place of the closing bracket, where the tokens up to it are indices.
  private func endOfIndices() -> Int? {
    var ahead = place + 1
    var expectsIndex = true
    while ahead < tokens.count {
      switch tokens[ahead].kind {
      case .close(.square): return expectsIndex ? nil : ahead
      case .comma where !expectsIndex: expectsIndex = true
      case .number where expectsIndex, .colon where expectsIndex: expectsIndex = false
      case .name where expectsIndex && !isLatex: expectsIndex = false
      // The size behind an index.
      case .colon, .star, .name, .number:
        guard !isLatex, !tokens[ahead].followsSpace else { return nil }
      default: return nil
      }
      ahead += 1
    }
    return nil
  }

  /// `sum[p](…)`, `tensor[i,j](…)`, `eye[i,j]` after their word; nil where no bracket with indices follows.
  mutating func indexed(_ name: String, _ start: Int) throws(ReadingError) -> Syntax? {
    guard current.kind == .open(.square), !current.followsSpace else { return nil }
    let function = Function(spelling: name)
    switch function {
    case .eye?, .ones?, .zeros?:
      guard let function, let indices = try indices() else { return nil }
      return Syntax(.constantEntry(function, indices), start..<previousEnd)
    case .sum?, .prod?, .max?, .min?, .logsumexp?: break
    default: guard name == "tensor" else { return nil }
    }
    let bracket = current.range
    guard let indices = try indices() else { return nil }
    var letters: [String] = []
    for index in indices {
      guard case .letter(let letter, _) = index else {
        throw error(.unexpected(found: text(bracket), expected: "the letters of indices"), bracket)
      }
      letters.append(letter)
    }
    let outer = boundIndices
    boundIndices += letters
    defer { boundIndices = outer }
    let arguments = try arguments()
    guard arguments.count == 1 else {
      throw error(
        .argumentCount(function: name, expected: "one argument", found: arguments.count), start..<previousEnd)
    }
    let kind: Syntax.Kind =
      if let function { .reduction(function, over: letters, arguments[0]) } else { .tensor(letters, arguments[0]) }
    return Syntax(kind, start..<previousEnd)
  }
}
