/// Reads what a sentence gives: `Let $f(x) = x^\top A x$, where $A \in \mathbb{R}^{n \times n}$ is symmetric.`
struct GivenReader {
  var scope: ProseScope

  /// What one sentence said.
  struct Found {
    var statements: [SourceLine] = []
    /// What was told and is not used.
    var unused: [PassedBy] = []
  }

  private static let openers: Set<String> = [
    "let", "consider", "suppose", "assume", "given", "define", "denote", "take", "where", "with", "have", "has", "put",
    "set",
    "following", "by", "is", "are", "be", "when", "if", "for", "as", "whose", "assuming", "that", "and", "all",
    "provided", "computes", "outputs", "predicts", "returns",
  ]
  /// Sentences about all functions or matrices, and not about those of the question.
  private static let generalities = [
    ["in", "general"], ["in", "the", "case"], ["for", "a"], ["for", "an"], ["for", "any"], ["for", "the", "same"],
    ["for", "single-variable"], ["recall"], ["for", "every"], ["for", "all"], ["a"], ["an"], ["remember"], ["note"],
    ["for", "functions"], ["for", "vector-valued"], ["for", "scalar-valued"],
  ]

  /// `A function $f$ is given by …`, `A network computes …`: one thing, and not all of a kind.
  private static func speaksOfOne(_ words: [String]) -> Bool {
    let tells: Set<String> = ["given", "defined", "computes", "trained", "described", "modelled", "modeled"]
    return words.contains(where: tells.contains)
      && Set(words).isDisjoint(with: ["if", "called", "said", "denoted", "whenever", "iff", "any", "every"])
  }

  /// The statements of a sentence, declarations first, since definitions speak of what they declare.
  ///
  /// - Parameter isOfQuestion: whether it is a clause of a question, which speaks of that alone.
  mutating func read(
    _ sentence: ProseText, isOfQuestion: Bool = false, only isWanted: (LatexTokens) -> Bool = { _ in true }
  ) -> Found {
    let sentence = sentence.withCases.withNamedValues
    var found = Found()
    let words = sentence.words
    // `Recall that for symmetric A …, consider f(x) = …` tells of f all the same.
    let isGeneral =
      !isOfQuestion && !words.contains("consider") && Self.generalities.contains { words.starts(with: $0) }
      && !(["a", "an"].contains(words.first) && Self.speaksOfOne(words))
    let isTold = words.isEmpty || words.contains { Self.openers.contains($0) }
    nameGradient(sentence)
    var (declarations, definitions): ([SourceLine], [SourceLine]) = ([], [])
    for (index, placed) in sentence.pieces.enumerated() {
      guard case .formula(let display, let isDisplayed) = placed.piece, isWanted(display) else { continue }
      for formula in display.formulas where !formula.isRange && !formula.relatesIndices {
        let told = facts(at: index, formula, sentence)
        if let text = declaration(formula, facts: told.facts) ?? mapping(formula) ?? condition(formula)
          ?? names(formula, told.facts)
        {
          guard !isGeneral, isTold else { continue }
          declarations.append(SourceLine(text: text, number: placed.line))
          found.unused += told.unused.map {
            PassedBy(line: placed.line, unused: "\(scope.names.text(formula)) is \($0)")
          }
        } else if !isGeneral, isTold, let lines = objective(formula) {
          definitions += lines.map { SourceLine(text: $0, number: placed.line) }
        } else if !isGeneral, let lines = definition(formula, isTold: isTold || isDisplayed) {
          definitions += lines.map { SourceLine(text: $0, number: placed.line) }
        }
      }
    }
    found.statements = declarations + GivenReader.inOrder(definitions)
    return found
  }

  /// `Let $\nabla L_k$ be the gradient of …`: a name of its own, which the reader spells g.
  private mutating func nameGradient(_ sentence: ProseText) {
    guard sentence.words.first == "let", sentence.words.contains("gradient"),
      let formula = sentence.formulas.first?.formula,
      formula.tokens.first == "\\nabla", !formula.tokens.contains("=")
    else { return }
    scope.names.insert(formula.tokens, as: "g")
  }

  // MARK: Declarations

  /// What the words around a formula tell of its names.
  private func facts(
    at index: Int, _ formula: LatexTokens, _ sentence: ProseText
  ) -> (facts: [String], unused: [String]) {
    let (behind, before) = (told(behind: index, sentence), told(before: index, sentence))
    return (before.facts + behind.facts, before.unused + behind.unused)
  }

  /// `A: symmetric` of a formula that is a name, or several, of which something is told.
  private func names(_ formula: LatexTokens, _ facts: [String]) -> String? {
    let names = formula.split(at: [","])
    guard !facts.isEmpty, !names.isEmpty, names.allSatisfy({ SymbolNames.parts($0.tokens) != nil }) else { return nil }
    return "\(names.map { scope.names.text($0) }.joined(separator: ", ")): \(facts.joined(separator: " "))"
  }

  /// `A \in \mathbb{R}^{n \times n}` as `A: [n, n]`; nil for anything else.
  private mutating func declaration(_ formula: LatexTokens, facts: [String]) -> String? {
    guard let sign = formula.tokens.firstIndex(of: "\\in"), sign > 0 else { return nil }
    let right = Array(formula.tokens[(sign + 1)...])
    guard right.first.map(LatexTokens.isReals) == true else { return nil }
    let names = LatexTokens(Array(formula.tokens[..<sign])).split(at: [","])
    guard names.allSatisfy({ SymbolNames.parts($0.tokens) != nil }) else { return nil }
    let list = names.map { scope.names.text($0) }.joined(separator: ", ")
    var sizes: [String] = []
    if right.count > 1 {
      guard right[1] == "^", !right.contains("_") else { return nil }
      let above =
        right.count > 2 && right[2] == "{"
        ? Array(right[3..<(right.lastIndex(of: "}") ?? right.count)]) : Array(right[2...])
      sizes = LatexTokens(above).split(at: ["\\times", "×"]).map(\.text)
    }
    guard sizes.count <= 2 else { return nil }
    if sizes.count == 2 { for name in names { scope.define(matrix: scope.names.text(name)) } }
    // Of a matrix that is not square, orthogonal is said of its columns.
    let isSquare = sizes.count == 2 && sizes[0] == sizes[1]
    let facts = facts.filter { isSquare || ["positive", "nonnegative", "zero-one"].contains($0) }
    return (["\(list): \(sizes.isEmpty ? "scalar" : "[\(sizes.joined(separator: ", "))]")"] + facts).joined(
      separator: " ")
  }

  /// `g : \mathbb{R} \to \mathbb{R}` as `g: function`, an unknown function of one number; nil for any other sets.
  private func mapping(_ formula: LatexTokens) -> String? {
    guard let colon = formula.tokens.firstIndex(where: { $0 == ":" || $0 == "\\colon" }),
      SymbolNames.parts(Array(formula.tokens[..<colon])) != nil
    else { return nil }
    let sets = LatexTokens(Array(formula.tokens[(colon + 1)...])).split(at: ["\\to", "\\rightarrow", "→", "\\mapsto"])
    guard sets.count == 2, sets.allSatisfy({ $0.tokens.count == 1 && LatexTokens.isReals($0.tokens[0]) }) else {
      return nil
    }
    return "\(scope.names.text(LatexTokens(Array(formula.tokens[..<colon])))): function"
  }

  // MARK: Definitions

  /// The statements of `name = value`, `f(x) = …`, or a matrix of names with its values; nil where it is none of these.
  private mutating func definition(_ formula: LatexTokens, isTold: Bool) -> [String]? {
    let sides = formula.withoutObjective.split(at: ["=", "\\coloneqq", ":=", "\\equiv"])
    guard sides.count >= 2, LatexTokens(sides[1].tokens).split(at: ["&", "\\\\"]).count == 1 else { return nil }
    let left = sides[0].tokens.last == ":" ? LatexTokens(sides[0].tokens.dropLast()) : sides[0]
    // `z = g(y) = yᵀ y` defines g, and z by it.
    if sides.count == 3, SymbolNames.parts(sides[1].tokens) == nil,
      let inner = LatexTokens.nameBeforeArguments(sides[1].tokens),
      inner != sides[1].tokens, SymbolNames.parts(left.tokens) != nil
    {
      let value = LatexTokens(left.tokens + ["="] + sides[2].tokens)
      let function = LatexTokens(sides[1].tokens + ["="] + sides[2].tokens)
      return (definition(function, isTold: isTold) ?? []) + (definition(value, isTold: isTold) ?? [])
    }
    let right = sides[1].withoutSet
    if let cells = left.cells, SymbolNames.parts(left.tokens) == nil { return entries(cells, right) }
    if let open = left.tokens.firstIndex(of: "("), open > 0, left.tokens.last == ")",
      SymbolNames.parts(Array(left.tokens[..<open])) != nil
    {
      var arguments = LatexTokens(Array(left.tokens[(open + 1)..<(left.tokens.count - 1)])).split(at: [","])
      dropParameters(&arguments, of: right)
      guard !arguments.isEmpty, arguments.allSatisfy({ SymbolNames.parts($0.tokens) != nil }), isTold else {
        return nil
      }
      let name = scope.names.text(LatexTokens(Array(left.tokens[..<open])))
      let list = arguments.map(argument)
      let used = Set(right.nameTexts.map { scope.names.text(LatexTokens($0)) })
      scope.define(function: name, list, of: used.subtracting(list))
      if let objective = formula.objective { scope.problem = (name, objective.isLargest) }
      return ["let \(name)(\(list.joined(separator: ", "))) = \(scope.names.text(right))"]
    }
    guard let (base, below, above) = SymbolNames.parts(left.tokens) else { return nil }
    let cells = right.cells
    let isNumeric = right.isNumeric
    guard isTold || isNumeric && cells != nil else { return nil }
    // θ = [θ₁, θ₂]ᵀ only says how many entries there are.
    if let cells, cells.joined().allSatisfy({ SymbolNames.parts($0.tokens)?.base == base && $0.tokens.count > 1 }) {
      return ["\(SymbolNames.plain(base, nil, nil)): [\(cells.joined().count)]"]
    }
    var name = scope.names.text(left)
    if let above {
      // `x^2 = 4` is an equation, and `W^2 = [1 2; 3 4]` the weights of a layer.
      let isNumber = above.count == 1 && above[0].first?.isNumber == true
      guard !isNumber || isNumeric && cells != nil else { return nil }
      name = SymbolNames.plain(base, below, above)
      scope.names.insert(left.tokens, as: name)
      if !isNumber, cells != nil { scope.iterates.append(name) }
    }
    if isNumeric, cells != nil || above != nil {
      let cells = cells ?? []
      scope.place(
        name, isMatrix: (cells.first?.count ?? 0) > 1 && cells.count > 1 || LatexTokens.looksLikeMatrix(base),
        base: base,
        layer: above.flatMap(GivenReader.layer))
    }
    if LatexTokens.looksLikeMatrix(base) { scope.define(matrix: name) }
    let used = Set(right.nameTexts.map { scope.names.text(LatexTokens($0)) })
    scope.define(value: name, of: isNumeric ? [] : used, isNumeric: isNumeric)
    return ["let \(name) = \(value(right))"]
  }

  /// `f(x; \theta)` of a value that has no θ in it: θ stands for all of its parameters, here and wherever f is written so.
  private mutating func dropParameters(_ arguments: inout [LatexTokens], of value: LatexTokens) {
    guard let last = arguments.last else { return }
    let parts = last.split(at: [";", "\\mid", "|"])
    guard parts.count == 2, SymbolNames.parts(parts[1].tokens) != nil else { return }
    let own = Array(last.tokens[parts[0].tokens.count...])
    arguments[arguments.count - 1] = parts[0]
    if value.nameTexts.contains(parts[1].tokens.joined()) {
      arguments.append(parts[1])
    } else {
      scope.names.insert(own, as: "")
    }
  }

  /// The name of an argument; σ² as one is σ: ℓ(μ, σ²).
  private func argument(_ tokens: LatexTokens) -> String {
    let isSquare = SymbolNames.parts(tokens.tokens)?.above == ["2"] && scope.names.text(for: tokens.tokens) == nil
    return scope.names.text(isSquare ? LatexTokens(Array(tokens.tokens.prefix { $0 != "^" })) : tokens)
  }

  private func value(_ right: LatexTokens) -> String { GivenReader.column(right, scope.names) }

  /// A vector of numbers in square brackets is a column: `[1, 3]^\top`, and likewise `(1, 3)`.
  static func column(_ right: LatexTokens, _ names: SymbolNames) -> String {
    // (1, 1)ᵀ is a column too: nobody writes a row so.
    var plain = right
    for ending in [["^", "\\top"], ["^", "T"]]
    where plain.tokens.first == "(" && Array(plain.tokens.suffix(2)) == ending {
      plain = LatexTokens(Array(plain.tokens.dropLast(2)))
    }
    guard let cells = plain.cells, plain.tokens.first == "[" || plain.tokens.first == "(" else {
      return names.text(right)
    }
    let rows = cells.map { $0.map { "(\(names.text($0)))" }.joined(separator: " ") }
    return "[\(rows.joined(separator: "; "))]"
  }

  /// The number of the layer in `(1)`, `[1]` or `1`.
  static func layer(_ above: [String]) -> Int? {
    let digits = above.filter { !["(", ")", "[", "]"].contains($0) }
    return digits.count == 1 ? Int(digits[0]) : nil
  }

  /// A matrix whose entries are names, and one with their values: the entries of one array.
  private mutating func entries(_ cells: [[LatexTokens]], _ right: LatexTokens) -> [String]? {
    let names = cells.map { $0.map { SymbolNames.parts($0.tokens) } }
    guard let first = names.first?.first ?? nil, first.below != nil,
      names.joined().allSatisfy({ $0?.base == first.base && $0?.above == first.above && $0?.below != nil })
    else { return nil }
    let single = right.cells ?? (right.isNumeric ? [[right]] : nil)
    guard let values = single, values.count == cells.count, values.first?.count == cells.first?.count else {
      return nil
    }
    let layer = first.above.flatMap(GivenReader.layer)
    let name = SymbolNames.plain(first.base, nil, first.above)
    let width = cells[0].count
    let isMatrix = width > 1 || (first.below?.joined().count ?? 1) > 1
    for (i, row) in cells.enumerated() {
      for (j, cell) in row.enumerated() {
        let place = isMatrix ? "[\(i + 1),\(j + 1)]" : cells.count == 1 ? "" : "[\(i + 1)]"
        scope.names.insert(cell.tokens, as: name + place)
      }
    }
    if let above = first.above {
      for script in [above, ["{"] + above + ["}"]] { scope.names.insert([first.base, "^"] + script, as: name) }
    }
    scope.place(name, isMatrix: isMatrix, base: first.base, layer: layer)
    let rows = values.map { $0.map { scope.names.text($0) }.joined(separator: " ") }
    // A column of weights is a matrix of one column.
    let text =
      isMatrix && width == 1
      ? "[\(rows.joined(separator: "; "))]"
      : cells.count == 1 && width == 1 ? rows[0] : "[\(rows.joined(separator: "; "))]"
    return ["let \(name) = \(text)"]
  }

  /// Definitions that speak of others stand behind them: f = sin g₁ + g₂² behind g₁ and g₂.
  static func inOrder(_ lines: [SourceLine]) -> [SourceLine] {
    var rest = lines
    var result: [SourceLine] = []
    func name(_ line: SourceLine) -> String? {
      Phrase(line.text).after("let")?.sidesOfEquation.map {
        String($0.left.text.prefix { $0 != "(" }).filter { $0 != " " }
      }
    }
    while !rest.isEmpty {
      let names = rest.map { name($0) }
      let ready = rest.firstIndex { line in
        guard let right = Phrase(line.text).after("let")?.sidesOfEquation?.right else { return true }
        let used = Set(LatexTokens(right.text).nameTexts)
        return !zip(rest, names).contains { other, name in other != line && name.map(used.contains) == true }
      }
      result.append(rest.remove(at: ready ?? 0))
    }
    return result
  }
}

extension LatexTokens {
  /// Whether there are numbers and signs in it only.
  var isNumeric: Bool {
    !tokens.isEmpty
      && tokens.allSatisfy { token in
        token.first?.isNumber == true
          || [
            "+", "-", "−", "(", ")", "[", "]", ",", ";", "&", "\\\\", "/", "{", "}", "\\frac", "\\tfrac", "\\dfrac",
            "^", "\\top", "T", ".", "\\sqrt",
          ].contains(token)
          || token.hasPrefix("\\begin") || token.hasPrefix("\\end")
      }
  }

  /// `f(x) = …` of `\min_{x \in \mathbb{R}^n} f(x) = …`, which defines f too.
  var withoutObjective: LatexTokens { objective?.body ?? self }

  /// `\tanh(z)` of `\tanh(z) \in \mathbb{R}^M`, which says besides what kind of value it is.
  var withoutSet: LatexTokens {
    let parts = split(at: ["\\in"])
    return parts.count == 2 && parts[1].isSet ? parts[0] : self
  }

  static func looksLikeMatrix(_ base: String) -> Bool { base.last(where: \.isLetter)?.isUppercase == true }

  /// The names in a formula with their subscripts, as they are typed.
  var nameTexts: [String] {
    var names: [String] = []
    for (index, token) in tokens.enumerated() where LatexTokens.isLetter(token) || token.hasPrefix("\\") {
      var name = token
      if index + 2 < tokens.count, tokens[index + 1] == "_" {
        if tokens[index + 2] == "{", let close = LatexTokens.close(tokens, index + 2) {
          name += tokens[(index + 1)...close].joined()
        } else {
          name += "_" + tokens[index + 2]
        }
      }
      names.append(name)
    }
    return names
  }
}
