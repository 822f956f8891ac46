/// One of the cases of a question as its author prints it: `$f(x) = \log x$ on $\mathbb{R}_{++}$`,
/// `$f(z) = \sin z$, $z = A x + b$, $x \in \mathbb{R}^n$`.
struct ProseCase {
  /// What is asked about.
  let formula: LatexTokens
  let line: Int
  /// What it is made of, `z = A x + b`.
  var parts: [LatexTokens] = []
  /// Where its variables lie, as `x > 0`.
  var domain: [String] = []
  /// A set that is no such thing, and that nothing is made of.
  var unreadDomain: String?

  /// The cases that sentences tell.
  static func cases(in sentences: [ProseText]) -> [ProseCase] {
    var cases: [ProseCase] = []
    let reader = GivenReader(scope: ProseScope())
    for sentence in sentences {
      var (before, isClause) = ("", false)
      for (index, placed) in sentence.pieces.enumerated() {
        switch placed.piece {
        case .word(let word):
          before = word.lowercased()
          if ["where", "with", "here", "assuming", "if", "when", "for"].contains(before) { isClause = true }
        case .mark: break
        case .formula(let display, _):
          // `…, $X$ symmetric positive definite` says something of what the case speaks of.
          if !cases.isEmpty, SymbolNames.parts(display.tokens) != nil,
            !reader.told(behind: index, sentence).facts.isEmpty
          {
            continue
          }
          for formula in display.formulas {
            add(formula, line: placed.line, behind: before, isTold: isClause && !cases.isEmpty, to: &cases)
          }
          before = ""
        }
      }
    }
    return cases
  }

  /// - Parameter isTold: whether it stands in a clause behind a case, which says something of that.
  private static func add(
    _ formula: LatexTokens, line: Int, behind word: String, isTold: Bool, to cases: inout [ProseCase]
  ) {
    if let last = cases.indices.last, ["on", "over", "in", "for"].contains(word), formula.isSet {
      if let conditions = formula.conditions(on: cases[last].arguments) {
        cases[last].domain += conditions
      } else {
        cases[last].unreadDomain = formula.text
      }
      return
    }
    if let last = cases.indices.last, word == "on", formula.split(at: ["="]).count == 1, !formula.isCondition {
      cases[last].unreadDomain = formula.text
      return
    }
    if formula.isCondition || formula.isSet { return }
    // z of f(z) = … belongs to it.
    if let last = cases.indices.last, let name = formula.definedName, cases[last].mentions(name) {
      cases[last].parts.append(formula)
      return
    }
    if !isTold { cases.append(ProseCase(formula: formula, line: line)) }
  }

  /// Whether a formula defines what a case speaks of: z behind f(z) = ….
  static func belongs(_ formula: LatexTokens, to sentences: [ProseText]) -> Bool {
    formula.formulas.contains { part in
      guard let name = part.definedName else { return false }
      return sentences.flatMap(\.formulas).flatMap(\.formula.formulas).contains { other in
        other.definedName.map { $0 != name } == true && other.nameTexts.contains(name.tokens.joined())
      }
    }
  }

  /// The names in the brackets of `f(x, y) = …`.
  private var arguments: [LatexTokens] {
    let left = formula.split(at: ["="])[0].tokens
    guard let name = LatexTokens.nameBeforeArguments(left), name.count < left.count else {
      return []
    }
    return LatexTokens(Array(left[(name.count + 1)..<(left.count - 1)])).split(at: [","])
  }

  private func mentions(_ name: LatexTokens) -> Bool {
    guard formula.definedName != name else { return false }
    return ([formula] + parts).contains { own in
      own.split(at: ["="]).count > 1 && own.nameTexts.contains(name.tokens.joined())
        && own.definedName != name
    }
  }
}

extension LatexTokens {
  /// z of `z = …`, f of `f(x) = …`.
  var definedName: LatexTokens? {
    let sides = split(at: ["="])
    guard sides.count > 1, let name = LatexTokens.nameBeforeArguments(sides[0].tokens) else { return nil }
    return LatexTokens(name)
  }

  /// `x \in \mathbb{R}^n`, `\lambda > 0`, `g : \mathbb{R} \to \mathbb{R}`: what is told of names, and no case.
  var isCondition: Bool {
    let sides = split(at: ["="])
    if sides.count == 1 { return tokens.contains("\\in") || tokens.contains("\\to") || GivenReader.isInequality(self) }
    return false
  }

  /// The letter of the symmetric matrices in `\mathbf{S}^n_{++}`, with what stands below and above; nil of any other set.
  private var symmetricMatrices: (below: [String], above: [String])? {
    guard let first = tokens.first,
      ["S", "\\mathbf{S}", "\\mathbb{S}", "\\mathcal{S}", "\\bm{S}"].contains(first.replacing(" ", with: "")),
      tokens.count > 1
    else { return nil }
    var (below, above): ([String], [String]) = ([], [])
    var place = 1
    while place + 1 < tokens.count, ["_", "^"].contains(tokens[place]) {
      let isBelow = tokens[place] == "_"
      var end = place + 1
      var script = [tokens[end]]
      if script == ["{"] {
        guard let close = LatexTokens.close(tokens, end) else { return nil }
        script = Array(tokens[(end + 1)..<close])
        end = close
      }
      if isBelow { below = script } else { above = script }
      place = end + 1
    }
    guard place == tokens.count, below.allSatisfy({ $0 == "+" }), !above.isEmpty else { return nil }
    return (below, above)
  }

  /// `\mathbb{R}_{++}^2`, `(0, \infty)` of numbers, `S^n_{++}`.
  var isSet: Bool {
    guard let first = tokens.first else { return false }
    if symmetricMatrices != nil { return true }
    if first.hasPrefix("\\mathbb") || LatexTokens.isReals(first) { return !tokens.contains("=") }
    return ["(", "["].contains(first) && [")", "]"].contains(tokens.last ?? "") && split(at: [","]).count == 1
      && LatexTokens(Array(tokens.dropFirst().dropLast())).split(at: [","]).count == 2
      && LatexTokens(Array(tokens.dropFirst().dropLast())).split(at: [","]).allSatisfy {
        $0.isNumeric || $0.tokens.contains("\\infty")
      }
  }

  /// What it says of the arguments that they lie in this set, in the reader's words: `x > 0`; nil where nothing tells it.
  func conditions(on arguments: [LatexTokens]) -> [String]? {
    if let (below, above) = symmetricMatrices {
      let kind = ["symmetric", "positive semidefinite", "positive definite"][Swift.min(below.count, 2)]
      let size = LatexTokens(above).text
      return arguments.map { "\($0.text): [\(size), \(size)] \(kind)" }
    }
    if ["(", "["].contains(tokens.first ?? ""), arguments.count == 1 {
      let ends = LatexTokens(Array(tokens.dropFirst().dropLast())).split(at: [","])
      if ends[0].text == "0", ends[1].tokens.contains("\\infty") {
        return ["\(arguments[0].text) \(tokens.first == "(" ? ">" : ">=") 0"]
      }
      if ends.allSatisfy({ $0.tokens.contains("\\infty") }) { return [] }
      return ends.contains { $0.tokens.contains("\\infty") } ? nil : ["\(arguments[0].text) in \(text)"]
    }
    var signs: [String?] = []
    for factor in split(at: ["\\times", "×"]) {
      let pluses = factor.tokens.count { $0 == "+" }
      let sign = pluses == 2 ? "> 0" : pluses == 1 ? ">= 0" : nil
      let power = factor.tokens.lastIndex(of: "^").map { Array(factor.tokens[($0 + 1)...]) } ?? ["1"]
      guard power.count == 1, let count = Int(power[0]) else {
        return arguments.count == 1 ? sign.map { ["\(arguments[0].text) \($0)"] } ?? [] : sign == nil ? [] : nil
      }
      signs += Array(repeating: sign, count: min(count, 64))
    }
    if arguments.count == 1, let sign = signs.first ?? nil, signs.allSatisfy({ $0 == sign }) {
      return ["\(arguments[0].text) \(sign)"]
    }
    guard signs.count == arguments.count else { return signs.allSatisfy { $0 == nil } ? [] : nil }
    return zip(arguments, signs).compactMap { argument, sign in sign.map { "\(argument.text) \($0)" } }
  }
}
