// Questions that are told in words of their own, as statements.
extension QuestionReader {
  /// Nil of all others.
  mutating func asStatement(_ instruction: Instruction) -> Reading? {
    steepest(instruction) ?? independence(instruction) ?? fittedLine(instruction) ?? leastSquares(instruction)
      ?? normalEquations(instruction) ?? implicitSlope(instruction)
  }

  /// `the direction of steepest ascent at (1, 2)` of the function that was defined.
  private func steepest(_ instruction: Instruction) -> Reading? {
    let patterns = ["ascent", "descent", "increase", "decrease"].flatMap { word in
      ["direction of steepest \(word) at", "direction of fastest \(word) at"]
    }
    guard let range = patterns.lazy.compactMap({ instruction.place(of: $0) }).first,
      let function = scope.functions.last
    else { return nil }
    let direction = instruction.words[range.upperBound - 2].lowercased()
    let isAscent = direction == "ascent" || direction == "increase"
    let place = Instruction.text(Array(instruction.words[range.upperBound...]), instruction.formulas, scope.names)
    return .statement(
      "direction of steepest \(isAscent ? "ascent" : "descent") of \(function.name) at \(place)", givens: [], claim: nil
    )
  }

  /// `Determine if $v_1$, $v_2$ are linearly independent`, and `whether the vectors … are`.
  private mutating func independence(_ instruction: Instruction) -> Reading? {
    for word in ["independent", "dependent"] {
      guard let range = instruction.place(of: "linearly \(word)"), range.lowerBound > 0 else { continue }
      let vectors = instruction.words[..<range.lowerBound].filter(Instruction.isFormula)
      guard vectors.count > 1,
        ["determine", "decide", "check", "show", "are", "is", "test", "verify", "prove"].contains(
          instruction.words[0].lowercased())
      else { continue }
      var told = instruction
      let givens = given(in: &told)
      let names = vectors.map { word -> String in
        let formula = instruction.formula(word)!
        let sides = formula.split(at: ["="])
        return scope.names.text(sides.count == 2 ? sides[0] : formula)
      }
      return .statement("are \(names.joined(separator: " and ")) linearly \(word)", givens: givens, claim: nil)
    }
    return nil
  }

  /// `Find $dy/dx$ if $x^2 + y^2 = 1$`, where y is not defined.
  private func implicitSlope(_ instruction: Instruction) -> Reading? {
    let formulas = (instruction.lead + instruction.words).filter(Instruction.isFormula)
    guard formulas.count == 2 else { return nil }
    for (slope, equation) in [(formulas[0], formulas[1]), (formulas[1], formulas[0])] {
      guard let told = instruction.formula(slope), let found = instruction.leibniz(told), let variable = found.variable,
        found.kind == "derivative", SymbolNames.parts(found.name) != nil,
        !scope.recent.contains(found.name.joined()),
        let relation = instruction.formula(equation), relation.split(at: ["="]).count == 2, !relation.definesFunction,
        SymbolNames.parts(relation.split(at: ["="])[0].tokens) == nil,
        relation.nameTexts.contains(found.name.joined()), relation.nameTexts.contains(variable.joined())
      else { continue }
      return .statement(
        "implicit derivative of \(scope.names.text(LatexTokens(found.name))) with respect to \(scope.names.text(LatexTokens(variable))) where \(scope.names.text(relation))",
        givens: [], claim: nil)
    }
    return nil
  }

  /// `Given the points (0,1), (1,3), (2,5), find the least squares line`
  private func fittedLine(_ instruction: Instruction) -> Reading? {
    let words = instruction.words.map { $0.lowercased() }
    // `fit y = a x + b by least squares`
    let asksLine =
      words.contains("line")
      || words.contains("fit")
        && instruction.words.compactMap(instruction.formula).contains { formula in
          let sides = formula.split(at: ["="])
          return sides.count == 2 && sides[1].tokens.contains("+") && !sides[1].tokens.contains("^")
            && sides[1].tokens.filter(LatexTokens.isLetter).count == 3
        }
    guard asksLine,
      words.contains("squares") || words.contains("least-squares")
        || instruction.contains("best fit") || words.contains("regression") || instruction.contains("fits best")
    else { return nil }
    let points = (instruction.lead + instruction.words).compactMap(instruction.formula).filter { formula in
      formula.tokens.first == "(" && formula.isNumeric && (formula.cells?.joined().count ?? 0) == 2
    }
    guard points.count > 1 else { return nil }
    let list = points.map { scope.names.text($0) }.joined(separator: ", ")
    return .statement("fit a line through \(list)", givens: [], claim: nil)
  }

  /// `Solve the least squares problem $\min \|Ax - b\|$`: the squared norm has the same minimisers.
  private mutating func leastSquares(_ instruction: Instruction) -> Reading? {
    guard instruction.contains("least squares problem") || instruction.contains("least-squares problem"),
      ["solve", "find", "minimise", "minimize"].contains(instruction.words[0].lowercased()),
      let word = instruction.words.first(where: Instruction.isFormula),
      let problem = instruction.formula(word)?.objective,
      !problem.isLargest
    else { return nil }
    let over = overNames(problem.below)
    let tokens = problem.body.tokens
    let isSquared = tokens.suffix(2) == ["^", "2"]
    var told = instruction
    told.words.removeAll { $0 == word }
    let givens = given(in: &told)
    return .statement(
      "minimise \(scope.names.text(LatexTokens(tokens)))\(isSquared ? "" : "^2")\(over)", givens: givens, claim: nil)
  }

  /// `Derive the normal equations for $\min_w \|Xw - y\|^2$`, or of the loss that was defined.
  private mutating func normalEquations(_ instruction: Instruction) -> Reading? {
    guard let place = instruction.place(of: "normal equations") ?? instruction.place(of: "normal equation"),
      !["show", "is", "prove", "verify", "solve", "using", "use"].contains(instruction.words[0].lowercased())
    else { return nil }
    var told = instruction
    let givens = given(in: &told)
    guard let word = told.words[min(place.upperBound, told.words.count)...].first(where: Instruction.isFormula),
      let formula = told.formula(word)
    else {
      guard let function = scope.functions.last else { return .unread("of what is not told") }
      return .statement("normal equations of \(function.name)", givens: givens, claim: nil)
    }
    let problem = formula.objective
    let body = problem?.body ?? formula
    return .statement(
      "normal equations of \(scope.names.text(body))\(problem.map { overNames($0.below) } ?? "")", givens: givens,
      claim: nil)
  }

  /// ` over w` of what stands below `\min`.
  private func overNames(_ below: LatexTokens) -> String {
    let names = LatexTokens(Array(below.tokens.prefix { $0 != "\\in" }))
    return names.tokens.isEmpty ? "" : " over \(scope.names.text(names))"
  }
}
