import GradusExpression

// Questions about numbers that sentences tell in words: sizes of layers, values with their probabilities, several norms.
extension QuestionReader {
  // MARK: Parameters of layers

  /// `[784, 128, 10]` of `an input layer with 784 units, one hidden layer with 128 units and an output layer with 10 units`, or of
  /// `784-128-10`.
  static func layerSizes(told sentence: ProseText) -> [Int]? {
    guard let instruction = Instruction(telling: sentence) else { return nil }
    let words = instruction.words.map { word in (instruction.formula(word)?.text ?? word).lowercased() }
    guard words.contains(where: { ["layer", "layers", "network", "mlp", "perceptron"].contains($0) }) else {
      return nil
    }
    if let chain = words.lazy.compactMap({ word -> [Int]? in
      let parts = word.split(whereSeparator: { "-–→".contains($0) }).map { Int($0) }
      return parts.count > 2 && parts.allSatisfy { $0 != nil } ? parts.map { $0! } : nil
    }).first {
      return chain
    }
    var (inputs, hidden, outputs): (Int?, [Int], Int?) = (nil, [], nil)
    let units: Set<String> = [
      "units", "neurons", "nodes", "unit", "neuron", "node", "dimensions", "features", "inputs", "outputs", "classes",
      "hidden", "input", "output",
    ]
    for (place, word) in words.enumerated() {
      guard let size = Int(word), place + 1 < words.count, units.contains(words[place + 1]) else { continue }
      let around = words[max(0, place - 6)...min(words.count - 1, place + 2)]
      let before = Array(around.prefix(place - max(0, place - 6)))
      let behind = words[place + 1]
      if ["inputs", "features", "input"].contains(behind)
        || before.last(where: { ["input", "hidden", "output"].contains($0) }) == "input" && behind != "hidden"
          && behind != "outputs" && behind != "output"
      {
        inputs = size
      } else if ["outputs", "classes", "output"].contains(behind)
        || before.last(where: { ["input", "hidden", "output"].contains($0) }) == "output"
      {
        outputs = size
      } else {
        // `two hidden layers with 64 units each`
        let count = before.reversed().lazy.compactMap { Phrase($0).count }.first(where: { $0 < 10 }) ?? 1
        let each = place + 2 < words.count && words[place + 2] == "each" || before.contains("layers")
        hidden += Array(repeating: size, count: each ? count : 1)
      }
    }
    guard let inputs, let outputs else { return nil }
    return [inputs] + hidden + [outputs]
  }

  /// The count of a convolutional layer's weights in a sentence: `3 input channels, 16 filters of size 5x5`.
  static func convolution(told sentence: ProseText) -> String? {
    guard let instruction = Instruction(telling: sentence) else { return nil }
    let words = instruction.words.map { word in (instruction.formula(word)?.text ?? word).lowercased() }
    guard words.contains(where: { $0.hasPrefix("convolution") || $0 == "filters" || $0 == "kernels" }) else {
      return nil
    }
    func number(before names: Set<String>) -> Int? {
      for (place, word) in words.enumerated() where names.contains(word) {
        for back in 1...2 where place >= back { if let number = Int(words[place - back]) { return number } }
      }
      return nil
    }
    let sides = words.lazy.compactMap { word -> (Int, Int)? in
      let parts = word.replacing("\\times", with: "x").split(whereSeparator: { $0 == "x" || $0 == "×" }).map {
        Int($0.filter { $0 != " " })
      }
      guard parts.count >= 2, let a = parts[0], let b = parts[1] else { return nil }
      return (a, b)
    }.first
    guard let filters = number(before: ["filters", "kernels"]), let sides,
      let channels = number(before: ["input", "channels", "channel"])
    else { return nil }
    return "(\(sides.0)*\(sides.1)*\(channels) + 1)*\(filters)"
  }

  /// `How many parameters does it have?` of layers that a sentence before told.
  func toldParameters(_ instruction: Instruction) -> Reading? {
    let words = instruction.words.map { $0.lowercased() }
    guard words.contains("parameters") || words.contains("weights"),
      instruction.contains("how many") || instruction.contains("number of"),
      !words.contains(where: { $0.contains { $0.isNumber } })
    else { return nil }
    let hasBias = words.contains("parameters")
    if let count = scope.convolution { return .statement("compute \(count)", givens: [], claim: nil) }
    guard let sizes = scope.layerSizes, sizes.count > 1 else { return nil }
    let terms = zip(sizes, sizes.dropFirst()).map { hasBias ? "\($0)*\($1) + \($1)" : "\($0)*\($1)" }
    return .statement("compute \(terms.joined(separator: " + "))", givens: [], claim: nil)
  }

  // MARK: Values with probabilities

  /// `the values 1, 2, 3 with probabilities 0.2, 0.5, 0.3`, as two vectors.
  static func distribution(told sentence: ProseText) -> (values: String, weights: String)? {
    guard let instruction = Instruction(telling: sentence) else { return nil }
    let words = instruction.words
    guard let place = words.firstIndex(where: { ["probabilities", "probability"].contains($0.lowercased()) }),
      words[..<place].contains(where: { ["values", "value", "takes", "outcomes"].contains($0.lowercased()) })
    else { return nil }
    func numbers(_ words: ArraySlice<String>) -> [String] {
      words.flatMap { word -> [String] in
        let text = instruction.formula(word).map { LatexTokens($0.tokens).text } ?? word
        let isNumber = instruction.formula(word)?.isNumeric ?? (Rational(word) != nil)
        return isNumber ? text.split(separator: ",").map { $0.filter { !"()[]{}\\".contains($0) } } : []
      }
    }
    let (values, weights) = (numbers(words[..<place]), numbers(words[place...]))
    guard values.count > 1, values.count == weights.count else { return nil }
    return ("(\(values.joined(separator: ", ")))", "(\(weights.joined(separator: ", ")))")
  }

  /// `E[X]` and `Var(X)` of such values.
  func expectation(_ instruction: Instruction) -> [Reading]? {
    guard let (values, weights) = scope.distribution else { return nil }
    let mean = "inner(\(values), \(weights))"
    let variance = "inner(\(values).^2, \(weights)) - (\(mean))^2"
    var readings: [Reading] = []
    let text = instruction.words.joined(separator: " ").lowercased()
    let formulas = instruction.words.compactMap(instruction.formula).map { $0.tokens.joined() }
    let asksMean =
      formulas.contains { $0.hasPrefix("\\mathbb{E}") || $0.hasPrefix("E[") || $0.hasPrefix("E(") }
      || ["expected value", "expectation", "mean"].contains(where: text.contains)
    let asksVariance = formulas.contains { $0.contains("Var") } || text.contains("variance")
    if asksMean { readings.append(.statement("compute \(mean)", givens: [], claim: nil)) }
    if asksVariance { readings.append(.statement("compute \(variance)", givens: [], claim: nil)) }
    if text.contains("standard deviation") {
      readings.append(.statement("compute sqrt(\(variance))", givens: [], claim: nil))
    }
    // A square or another function of X is not the mean of X.
    let isPlain = formulas.allSatisfy {
      !$0.contains("^") && !$0.contains("+") && !$0.contains("g(") && !$0.contains("f(")
    }
    return readings.isEmpty || !isPlain ? nil : readings
  }

  // MARK: Norms

  /// `the L1, L2 and infinity norms of $v$`: one after the other.
  mutating func norms(_ instruction: Instruction) -> [Reading]? {
    guard let place = instruction.place(of: "norms of") ?? instruction.place(of: "norm of"),
      instruction.contains("norms of") || instruction.words[..<place.lowerBound].contains("and"),
      place.upperBound < instruction.words.count
    else { return nil }
    var asked: [String] = []
    for word in instruction.words[..<place.lowerBound] {
      let name = (instruction.formula(word)?.tokens.joined() ?? word).lowercased()
      switch name.filter({ !"_{}\\".contains($0) }) {
      case "l1", "ell1", "1", "manhattan", "1-norm", "ℓ1": asked.append("l1 norm")
      case "l2", "ell2", "2", "euclidean", "2-norm", "ℓ2": asked.append("norm")
      case "linfty", "ellinfty", "infinity", "infty", "maximum", "max", "l∞", "∞", "ℓ∞", "linf":
        asked.append("infinity norm")
      case "frobenius": asked.append("frobenius norm")
      default: continue
      }
    }
    guard asked.count > 1 else { return nil }
    var told = instruction
    let givens = given(in: &told)
    guard let end = told.place(of: "norms of") ?? told.place(of: "norm of"), end.upperBound < told.words.count else {
      return nil
    }
    let subject = Instruction.text(Array(told.words[end.upperBound...]), told.formulas, scope.names)
    return asked.map { .statement("compute the \($0) of \(subject)", givens: givens, claim: nil) }
  }
}

// Questions that are told in words of their own, as statements.
extension QuestionReader {
  /// Nil of all others.
  mutating func asStatement(_ instruction: Instruction) -> Reading? {
    steepest(instruction) ?? independence(instruction) ?? fittedLine(instruction) ?? leastSquares(instruction)
      ?? normalEquations(instruction) ?? implicitSlope(instruction)
  }

  /// `the direction of steepest ascent at (1, 2)` of the function that was defined.
  private func steepest(_ instruction: Instruction) -> Reading? {
    guard
      let range = instruction.place(of: "direction of steepest *") == nil
        ? ["ascent", "descent", "increase", "decrease"].lazy.compactMap({ word in
          instruction.place(of: "direction of steepest \(word) at")
            ?? instruction.place(of: "direction of fastest \(word) at")
        }).first : nil, let function = scope.functions.last
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
