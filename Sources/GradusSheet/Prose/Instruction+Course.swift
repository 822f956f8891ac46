// Questions of courses in words that the grammar of statements does not have, put into those that it has.
extension Instruction {
  /// `Use Gaussian elimination to solve …`, `use it to compute $A^5$`: the means goes, the question stays.
  mutating func withoutMeans() {
    guard words.first?.lowercased() == "use", let place = words.firstIndex(where: { $0.lowercased() == "to" }),
      place + 1 < words.count, Self.verbs.contains(words[place + 1].lowercased())
    else { return }
    words.removeFirst(place + 1)
  }

  /// `…, where $\sigma$ acts elementwise`, which a function of an array does here.
  mutating func withoutElementwise() {
    let how: Set<String> = [
      "elementwise", "element-wise", "entrywise", "entry-wise", "componentwise", "component-wise", "pointwise",
      "coordinatewise",
    ]
    guard let end = words.firstIndex(where: { how.contains($0.lowercased()) }),
      let start = words[..<end].lastIndex(where: { ["where", "with", "and", "here"].contains($0.lowercased()) }),
      words[start..<end].contains(where: {
        ["acts", "applied", "applies", "taken", "understood", "operates", "act", "acting", "is", "are"].contains(
          $0.lowercased())
      }), words[start..<end].compactMap(formula).allSatisfy({ $0.split(at: ["="]).count == 1 })
    else { return }
    words.removeSubrange(start...end)
    while let last = words.last, last == "," { words.removeLast() }
  }

  /// `Find all x such that …` asks for the solutions of an equation.
  mutating func solveForSuch() {
    for pattern in ["* such that *", "* for which *", "* so that *", "* satisfying *", "* with *"] {
      guard let range = place(of: pattern), range.lowerBound > 0, range.upperBound == words.count,
        ["find", "determine", "compute"].contains(words[0].lowercased()),
        let unknown = formula(words[range.lowerBound]), SymbolNames.parts(unknown.tokens) != nil,
        let equation = formula(words[range.upperBound - 1]), equation.split(at: ["="]).count == 2
      else { continue }
      words = ["solve", words[range.upperBound - 1], "for", words[range.lowerBound]]
      return
    }
  }

  /// `Expand $e^x$ as a Taylor series about $0$ up to third order`
  mutating func taylorOfExpansion() {
    let lower = words.map { $0.lowercased() }
    guard lower.first == "expand", lower.contains("taylor"), words.count > 1, Self.isFormula(words[1]) else { return }
    let orders = ["first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5]
    var degree: Int?
    for (place, word) in lower.enumerated() where ["order", "degree"].contains(word) {
      if place > 0 { degree = degree ?? orders[lower[place - 1]] }
      if place + 1 < words.count {
        degree = degree ?? formula(words[place + 1]).flatMap { Int($0.text) } ?? Int(words[place + 1])
      }
    }
    guard let degree,
      let point = ["about *", "around *", "at *"].compactMap({ place(of: $0) }).first.map({ words[$0.upperBound - 1] })
    else { return }
    words = ["find", "the", "taylor", "polynomial", "of", "degree", "\(degree)", "of", words[1], "at", point]
  }

  /// `Find the tangent line to $y = x^3$ at $x = 1$`: the expansion to first order.
  mutating func tangent() {
    guard
      let range = place(of: "tangent line to *") ?? place(of: "tangent to *") ?? place(of: "tangent line of *")
        ?? place(of: "tangent of *"),
      let at = place(of: "at *", from: range.upperBound) ?? place(of: "at the point *", from: range.upperBound),
      let curve = formula(words[range.upperBound - 1])
    else { return }
    let sides = curve.split(at: ["="])
    let subject = append(sides.count == 2 && sides[0].tokens == ["y"] ? sides[1] : curve)
    words = ["find", "the", "taylor", "polynomial", "of", "degree", "1", "of", subject, "at", words[at.upperBound - 1]]
  }

  /// `Are $u$ and $v$ orthogonal?` is a question about their product.
  mutating func orthogonality() {
    guard let range = place(of: "are * and * orthogonal") ?? place(of: "are * and * perpendicular"),
      range.count == words.count,
      let u = formula(words[1]), let v = formula(words[3])
    else { return }
    words = ["show", append(LatexTokens(["("] + u.tokens + [")", "^", "\\top", "("] + v.tokens + [")", "=", "0"]))]
  }

  /// `the valid cross-correlation`, `a basis for its null space`, `the reduced row echelon form`
  mutating func courseWords() {
    for (long, short) in [
      ("valid cross-correlation", "cross-correlation"), ("valid convolution", "convolution"),
      ("a basis for the null space", "the null space"), ("a basis of the null space", "the null space"),
      ("basis for the null space", "null space"), ("basis of the null space", "null space"),
      ("null-space", "null space"), ("a basis for the column space", "the column space"),
      ("a basis of the column space", "the column space"), ("a basis for the row space", "the row space"),
      ("a basis of the row space", "the row space"), ("bases for the", "the"), ("bases of the", "the"),
      ("row-reduced echelon form", "reduced row echelon form"),
      ("rref", "reduced row echelon form"), ("onto the line through", "onto"), ("onto the span of", "onto"),
    ] { replace(long, with: short) }
    remove(["all real", "all the"])
    remove([
      "and where it is attained", "and where it occurs", "and the point where it is attained", "and where it is taken",
      "and where they occur", "and where they are attained",
    ])
    for (long, short) in [
      ("all local minima and maxima", "the stationary points"),
      ("all local maxima and minima", "the stationary points"),
      ("the local minima and maxima", "the stationary points"),
      ("the local maxima and minima", "the stationary points"),
      ("all local extrema", "the stationary points"), ("the local extrema", "the stationary points"),
      ("local extrema", "stationary points"), ("all extrema", "the stationary points"),
      ("stochastic gradient descent", "gradient descent"), ("sgd", "gradient descent"),
      ("vectors that", "vectors"),
    ] { replace(long, with: short) }
    findThatMinimises()
    if let place = place(of: "find all *")?.lowerBound { words.remove(at: place + 1) }
  }

  /// `find the $x$ that minimizes $f$` asks for the minimiser.
  private mutating func findThatMinimises() {
    // `Which value of x maximizes f?` asks it too.
    let asks = ["find", "determine", "compute", "give", "what", "which"].contains(words[0].lowercased())
    for (verb, statement) in [
      ("minimizes *", "minimise"), ("minimises *", "minimise"), ("maximizes *", "maximise"),
      ("maximises *", "maximise"),
    ] {
      guard asks, let range = place(of: verb), range.upperBound == words.count, range.lowerBound <= 6 else { continue }
      let names = words[..<range.lowerBound].filter(Self.isFormula)
      guard names.count < 2 else { continue }
      words = [statement, words[range.upperBound - 1]] + (names.isEmpty ? [] : ["over", names[0]])
      return
    }
  }

  /// `at $x = 1$, $y = 2$`: both are where it is taken.
  private mutating func placesBySeveral() {
    guard let range = place(of: "at * , *"), let first = formula(words[range.lowerBound + 1]) else { return }
    func assigns(_ formula: LatexTokens) -> Bool {
      let sides = formula.split(at: ["="])
      return sides.count == 2 && SymbolNames.parts(sides[0].tokens) != nil
    }
    guard assigns(first) else { return }
    var place = range.lowerBound + 2
    while place + 1 < words.count, words[place] == ",", let next = formula(words[place + 1]), assigns(next) {
      words[place] = "and"
      place += 2
    }
  }

  private mutating func wordsOfCourses() {
    for (long, short) in [
      ("3rd derivative", "third derivative"), ("2nd derivative", "second derivative"),
      ("second partial derivatives", "hessian"), ("second-order partial derivatives", "hessian"),
      ("a unit vector in the direction of", "the normalised"),
      ("the unit vector in the direction of", "the normalised"),
    ] { replace(long, with: short) }
    if let range = place(of: "the normalised *"), range.upperBound == words.count {
      words = ["normalise", words[range.upperBound - 1]]
    }
  }

  /// `the mean of the data $2, 4, 4$`: the numbers as a vector.
  private mutating func dataAsVector() {
    let nouns: Set<String> = ["data", "numbers", "values", "sample", "observations", "samples"]
    for (place, word) in words.enumerated().dropFirst() where nouns.contains(words[place - 1].lowercased()) {
      guard let list = formula(word), list.isNumeric, list.split(at: [","]).count > 1, list.tokens.first != "(" else {
        continue
      }
      set(word, to: LatexTokens(["("] + list.tokens + [")"]))
    }
  }

  /// `(f \circ g)'(x)` and `f^{-1}(x)` of functions of the page: a function of a function, and the inverse function.
  mutating func functionsOfFunctions(in scope: ProseScope) {
    func isFunction(_ token: String) -> Bool {
      let name = scope.names.text(LatexTokens([token]))
      return scope.functions.contains { $0.name == name && $0.arguments.count == 1 }
    }
    for word in words {
      guard let formula = formula(word) else { continue }
      let tokens = formula.tokens
      // ( f \circ g ) ' ( x )
      if tokens.count >= 5, tokens[0] == "(", tokens[2] == "\\circ", tokens[4] == ")", isFunction(tokens[1]),
        isFunction(tokens[3])
      {
        let primes = tokens[5...].prefix { $0 == "'" }.count
        let rest = Array(tokens[(5 + primes)...])
        let inner = scope.functions.last { $0.name == scope.names.text(LatexTokens([tokens[3]])) }
        let argument =
          rest.first == "(" && rest.last == ")" ? Array(rest.dropFirst().dropLast()) : inner?.arguments ?? []
        set(word, to: LatexTokens([tokens[1], "(", tokens[3], "("] + argument + [")", ")"]))
        guard primes == 1, let place = words.firstIndex(of: word) else { continue }
        words.replaceSubrange(place...place, with: ["the", "derivative", "of", word])
      }
      // f ^ { - 1 } ( x )
      if tokens.count >= 8, isFunction(tokens[0]), Array(tokens[1...5]) == ["^", "{", "-", "1", "}"], tokens[6] == "(",
        tokens.last == ")"
      {
        let argument = LatexTokens(Array(tokens[7..<(tokens.count - 1)]))
        let unknown =
          ["y", "t", "u", "z"].first { letter in !argument.tokens.contains(letter) && scope.isNew([letter]) } ?? "y"
        words = [
          "solve", append(LatexTokens([tokens[0], "(", unknown, ")", "="] + argument.tokens)), "for",
          append(LatexTokens([unknown])),
        ]
        return
      }
    }
  }

  /// `Apply the Gram–Schmidt process to $v_1$, $v_2$`: the vectors as the columns of a matrix.
  private mutating func gramSchmidt() {
    let plain = words.map { $0.lowercased() }
    let isNamed =
      plain.contains { $0.hasPrefix("gram") && $0.hasSuffix("schmidt") }
      || plain.contains("gram") && plain.contains("schmidt")
    guard isNamed, let to = plain.firstIndex(where: { ["to", "on", "of"].contains($0) }) else { return }
    let vectors = words[(to + 1)...].filter(Self.isFormula).compactMap(formula)
    guard !vectors.isEmpty,
      words[(to + 1)...].allSatisfy({ Self.isFormula($0) || [",", "and", "the", "vectors"].contains($0.lowercased()) })
    else { return }
    if vectors.count == 1, vectors[0].cells.map({ ($0.first?.count ?? 0) > 1 && $0.count > 1 }) ?? true {
      words = ["find", "the", "gram-schmidt", "orthonormalisation", "of"] + words[(to + 1)...].filter(Self.isFormula)
      return
    }
    // A row for each vector, turned.
    let rows = vectors.map { $0.cells.map { $0.joined().map(\.text).joined(separator: " & ") } }
    guard rows.allSatisfy({ $0 != nil }) else { return }
    let matrix = "\\begin{bmatrix}" + rows.compactMap(\.self).joined(separator: "\\\\") + "\\end{bmatrix}^T"
    words = ["find", "the", "gram-schmidt", "orthonormalisation", "of", append(LatexTokens([matrix]))]
  }

  /// `$u \times v$` of two names in small letters is their cross product.
  mutating func crossProducts() {
    guard words.count == 2, Self.valueVerbs.contains(words[0].lowercased()),
      let product = formula(words[1])
    else { return }
    let sides = product.split(at: ["\\times", "×"])
    guard sides.count == 2,
      sides.allSatisfy({ side in
        let name = side.tokens.first.map { $0.filter(\.isLetter).last?.isLowercase == true } ?? false
        return SymbolNames.parts(side.tokens) != nil && name
          || side.tokens.first == "(" && side.split(at: [","]).count == 1 && side.cells?.joined().count == 3
      })
    else { return }
    words = ["find", "the", "cross", "product", "of", append(sides[0]), "and", append(sides[1])]
  }

  /// `the Jacobian of f and of g` is that of f and g.
  private mutating func moveAnd() {
    while let range = place(of: "and of *") { words.remove(at: range.lowerBound + 1) }
  }

  /// `Prove or disprove: f is convex` asks whether it is.
  private mutating func proveOrDisprove() {
    for pattern in ["prove or disprove", "prove or refute", "show or disprove", "prove or give a counterexample"] {
      guard let range = place(of: pattern), range.lowerBound == 0 else { continue }
      words.replaceSubrange(range, with: ["show", "that"])
      if words.count > 2, words[2] == ":" { words.remove(at: 2) }
      if words.count > 2, words[2].lowercased() == "that" { words.remove(at: 2) }
    }
  }

  /// What is asked in the words of courses, in those of statements.
  mutating func translateCourse() {
    withoutMeans()
    proveOrDisprove()
    withoutElementwise()
    courseWords()
    solveForSuch()
    taylorOfExpansion()
    tangent()
    orthogonality()
    gramSchmidt()
    wordsOfCourses()
    dataAsVector()
    moveAnd()
    operatorDerivative()
    placesBySeveral()
  }

  /// `$\frac{d}{dx}$ of $f$` is the derivative of f with respect to x.
  private mutating func operatorDerivative() {
    for (place, word) in words.enumerated() {
      guard let tokens = formula(word)?.tokens, place + 2 < words.count, words[place + 1].lowercased() == "of",
        Instruction.isFormula(words[place + 2]), ["\\frac", "\\dfrac", "\\tfrac"].contains(tokens.first ?? ""),
        tokens.count > 5, let top = LatexTokens.close(tokens, 1), top == 3,
        let d = LatexTokens.differential(tokens[2]), top + 2 < tokens.count,
        LatexTokens.differential(tokens[top + 2]) == d, let end = LatexTokens.close(tokens, top + 1),
        end == tokens.count - 1
      else { continue }
      let variable = append(LatexTokens(Array(tokens[(top + 3)..<end])))
      words.replaceSubrange(
        place...place + 2, with: ["derivative", "of", words[place + 2], "with", "respect", "to", variable])
      return
    }
  }

  /// `f_x` and `f_{xy}` of a function of x and y are its partial derivatives.
  mutating func partials(in scope: ProseScope) {
    for word in words {
      guard var formula = formula(word) else { continue }
      for function in scope.functions where function.arguments.count > 1 {
        formula = formula.withPartials(function.name, function.arguments, scope.names)
      }
      set(word, to: formula)
    }
  }
}

extension LatexTokens {
  /// The formula with `f_x` written `\frac{\partial f}{\partial x}`, and likewise `f_{xy}`.
  fileprivate func withPartials(_ name: String, _ arguments: [String], _ names: SymbolNames) -> LatexTokens {
    var result: [String] = []
    var place = 0
    while place < tokens.count {
      if place + 2 < tokens.count, tokens[place + 1] == "_", names.text(LatexTokens([tokens[place]])) == name {
        var end = place + 3
        var below = [tokens[place + 2]]
        if below == ["{"], let close = LatexTokens.close(tokens, place + 2) {
          below = Array(tokens[(place + 3)..<close])
          end = close + 1
        }
        let spelled = below.map { names.text(LatexTokens([$0])) }
        if !below.isEmpty, spelled.allSatisfy(arguments.contains) {
          let power = below.count > 1 ? ["^", "\(below.count)"] : []
          result +=
            ["\\frac", "{", "\\partial"] + power + [tokens[place], "}", "{"] + below.flatMap { ["\\partial", $0] } + [
              "}"
            ]
          // Its own arguments say nothing more: `f_x(x, y)`.
          if end < tokens.count, tokens[end] == "(", let close = LatexTokens.close(tokens, end),
            LatexTokens(Array(tokens[(end + 1)..<close])).split(at: [","]).map({ names.text($0) }) == arguments
          {
            end = close + 1
          }
          place = end
          continue
        }
      }
      result.append(tokens[place])
      place += 1
    }
    return LatexTokens(result)
  }
}
