// Steps of gradient descent and of its relatives, which a page tells in several sentences.
extension QuestionReader {
  /// `With a step length of 2, find the value of $\theta^{k+1}$ when it has been updated with the gradient descent method.`
  mutating func descent(_ instruction: Instruction) -> Reading? {
    let words = (instruction.lead + instruction.words).map { $0.lowercased() }
    if let newton = newton(instruction, words) { return newton }
    let speaks = words.contains("descent") || scope.method.speaksOfDescent
    if let reading = namedIterates(instruction, words) { return reading }
    let isUpdate = words.contains {
      ["updated", "update", "updates", "iterate", "iterates", "step", "steps", "iteration", "iterations"].contains($0)
    }
    // For which lengths it converges is another question.
    if words.contains(where: { $0.hasPrefix("converge") || $0.hasPrefix("diverge") || $0 == "largest" }) {
      return convergence(words)
    }
    guard speaks, isUpdate, words.first != "show" else { return nil }
    if words.contains("optimal") || words.contains("exact") || scope.method.searchesExactly {
      return exactSteps(instruction, words)
    }
    // Told in the words of a statement, it is read as one.
    if instruction.contains("descent on"), instruction.contains("from") || instruction.contains("starting") {
      return nil
    }
    guard let function = scope.functions.last else { return .unread("no function to descend on was found") }
    if let other = words.first(where: {
      ["momentum", "nesterov", "adam", "rmsprop", "adagrad", "stochastic", "projected", "proximal"].contains($0)
    }) {
      return remembered(instruction, function.name, other)
    }
    let told = QuestionReader.start(instruction, scope.names) ?? scope.method.start
    let all = instruction.lead + [","] + instruction.words
    let length = QuestionReader.length(all, instruction, scope.names) ?? scope.method.stepLength
    let asksRule = words.contains { ["rule", "rules", "equation", "formula", "general"].contains($0) }
    if told == nil, asksRule || scope.iterates.isEmpty && words.contains("update") {
      return .statement(
        "update rule of gradient descent on \(function.name)" + (length.map { " with length \($0)" } ?? ""), givens: [],
        claim: nil)
    }
    guard let start = told ?? scope.iterates.last else { return .unread("no point to start from was found") }
    guard let length else { return .unread("no step length was found") }
    guard let count = QuestionReader.count(words) else { return .unread("how many steps are asked for is not told") }
    scope.method.speaksOfDescent = true
    scope.method.lastStart = start
    return .statement(
      "\(count)\(count.isEmpty ? "step" : "steps") of gradient descent on \(function.name) from \(start) with length \(length)",
      givens: [], claim: nil)
  }

  /// `Starting at $\theta_0 = 0$ with $\eta = 0.1$, compute $\theta_1$ and $\theta_2$ using gradient descent`
  private func namedIterates(_ instruction: Instruction, _ words: [String]) -> Reading? {
    guard words.contains("descent"), let function = scope.functions.last, function.arguments.count == 1,
      let start = QuestionReader.start(instruction, scope.names) ?? scope.method.start
    else { return nil }
    let asked = instruction.words.compactMap(instruction.formula).compactMap { SymbolNames.parts($0.tokens) }
    let counts = asked.compactMap { name -> Int? in
      guard scope.names.text(LatexTokens([name.base])) == function.arguments[0], name.above == nil else { return nil }
      return name.below.flatMap { $0.count == 1 ? Int($0[0]) : nil }
    }
    guard !counts.isEmpty, counts == Array(1...counts.count) else { return nil }
    let all = instruction.lead + [","] + instruction.words
    let letters = all.compactMap(instruction.formula).compactMap { formula -> String? in
      let sides = formula.split(at: ["="])
      guard sides.count == 2, sides[1].isNumeric,
        ["\\eta", "\\alpha", "\\gamma", "\\lambda", "\\mu"].contains(sides[0].text)
      else {
        return nil
      }
      return scope.names.text(sides[1])
    }
    guard let length = QuestionReader.length(all, instruction, scope.names) ?? letters.first ?? scope.method.stepLength
    else {
      return .unread("no step length was found")
    }
    return .statement(
      "\(counts.count == 1 ? "step" : "\(counts.count) steps") of gradient descent on \(function.name) from \(start) with length \(length)",
      givens: [], claim: nil)
  }

  /// `For which constant step sizes does gradient descent converge?`, `the largest step length for which it converges`
  private func convergence(_ words: [String]) -> Reading? {
    let all = Set(words)
    let asks =
      !all.isDisjoint(with: ["converge", "converges", "convergent"])
      || all.contains("convergence") && !all.isDisjoint(with: ["guarantee", "guarantees", "ensure", "ensures"])
    let ofLength = words.indices.dropFirst().contains { place in
      ["size", "sizes", "length", "lengths", "rate", "rates"].contains(words[place])
        && ["step", "learning"].contains(words[place - 1])
    }
    guard asks, ofLength, all.contains("descent") || scope.method.speaksOfDescent,
      all.isDisjoint(with: ["show", "prove", "explain", "newton", "momentum", "stochastic"])
    else { return nil }
    guard let function = scope.functions.last else { return .unread("no function to descend on was found") }
    return .statement("convergent step lengths of gradient descent on \(function.name)", givens: [], claim: nil)
  }

  /// How many steps are asked for, `2 `; empty for one, nil where it is not told.
  private static func count(_ words: [String]) -> String? {
    let counts = ["two": 2, "three": 3, "four": 4, "five": 5, "ten": 10]
    guard let place = words.firstIndex(where: { ["steps", "iterations", "iterates", "updates"].contains($0) }),
      place > 0
    else { return "" }
    return counts[words[place - 1]].map { "\($0) " } ?? (Int(words[place - 1]) != nil ? words[place - 1] + " " : nil)
  }

  /// `Perform two iterations of gradient descent with exact line search starting at $x_0 = (1, 0)$.`
  private func exactSteps(_ instruction: Instruction, _ words: [String]) -> Reading? {
    let verb = instruction.words.first?.lowercased() ?? ""
    let takes =
      ["perform", "take", "do", "carry", "compute", "run", "apply", "calculate", "execute"].contains(verb)
      && words.contains { ["step", "steps", "iteration", "iterations", "iterate", "iterates"].contains($0) }
      && !(words.contains { ["length", "size"].contains($0) } && ["compute", "calculate"].contains(verb))
    guard takes, !instruction.contains("descent on"),
      let start = QuestionReader.start(instruction, scope.names) ?? scope.method.start,
      let function = scope.functions.last
    else { return nil }
    guard let count = QuestionReader.count(words) else { return .unread("how many steps are asked for is not told") }
    return .statement(
      "\(count)\(count.isEmpty ? "step" : "steps") of gradient descent on \(function.name) from \(start) with exact line search",
      givens: [], claim: nil)
  }

  /// `Perform one step of Newton's method starting at $(0,0)$.`
  private mutating func newton(_ instruction: Instruction, _ words: [String]) -> Reading? {
    let speaks = words.contains { $0.hasPrefix("newton") }
    guard speaks || scope.method.newton != nil && !words.contains("descent"),
      words.contains(where: { ["step", "steps", "iteration", "iterations", "iterates"].contains($0) }),
      !instruction.contains("on *"), let function = scope.functions.last
    else { return nil }
    let told = QuestionReader.start(instruction, scope.names)
    // `Perform two iterations` goes on with the method of the question before.
    guard let start = told ?? scope.method.newton?.start,
      speaks || told == nil && scope.method.newton?.function == function.name
    else {
      return nil
    }
    guard let count = QuestionReader.count(words) else { return .unread("how many steps are asked for is not told") }
    scope.method.newton = (function.name, start)
    return .statement(
      "\(count)\(count.isEmpty ? "step" : "steps") of newton on \(function.name) from \(start)", givens: [], claim: nil)
  }

  /// A step of a method that remembers gradients; of the others it is said that they are not read.
  private func remembered(_ instruction: Instruction, _ function: String, _ method: String) -> Reading {
    let all = instruction.lead + [","] + instruction.words
    guard ["momentum", "nesterov", "adam", "rmsprop", "adagrad"].contains(method),
      let start = QuestionReader.start(instruction, scope.names),
      let length = QuestionReader.length(all, instruction, scope.names) ?? scope.method.stepLength
    else {
      return .unread(
        "a step of \(method) is read as: step of momentum on f from (1, 2) with learning rate 0.1 and momentum 0.9")
    }
    var constants = "learning rate \(length)"
    for name in ["momentum", "beta", "beta1", "beta2", "epsilon", "decay"] {
      guard let place = all.lastIndex(where: { $0.lowercased() == name }), place + 1 < all.count else { continue }
      let value = all[(place + 1)...].prefix(3).lazy.compactMap {
        instruction.formula($0).map { scope.names.text($0) } ?? ($0.first?.isNumber == true ? $0 : nil)
      }.first
      if let value { constants += " and \(name) \(value)" }
    }
    return .statement("step of \(method) on \(function) from \(start) with \(constants)", givens: [], claim: nil)
  }

  /// The point behind `from`, as `x^{(0)} = (1, 1)^\top` gives it.
  static func start(_ instruction: Instruction, _ names: SymbolNames) -> String? {
    var instruction = instruction
    if ["starting", "from", "beginning"].contains(instruction.lead.first?.lowercased()) {
      instruction.words += instruction.lead
    }
    if instruction.contains("from the origin") || instruction.contains("at the origin")
      || instruction.contains("from zero")
    {
      return "0"
    }
    guard let range = instruction.place(of: "from *") ?? instruction.place(of: "at *") ?? instruction.place(of: "in *"),
      let formula = instruction.formula(instruction.words[range.upperBound - 1]),
      let value = formula.split(at: ["="]).last
    else { return nil }
    if value.isNumeric || value != formula && value.cells != nil { return GivenReader.column(value, names) }
    // A point with a name, `x_0` or `\\theta^{(0)}`.
    guard let (base, below, above) = SymbolNames.parts(formula.tokens) else { return nil }
    if let known = names.text(for: formula.tokens) { return known }
    if below == nil, let above {
      let script = above.filter { !["(", ")", "[", "]", "{", "}"].contains($0) }
      return LatexTokens([base, "_", "{"] + script + ["}"]).text
    }
    return below == nil ? nil : names.text(formula)
  }

  /// The same in a sentence that asks for nothing.
  static func length(told sentence: ProseText, _ names: SymbolNames) -> String? {
    guard let instruction = Instruction(telling: sentence) else { return nil }
    return length(instruction.words, instruction, names)
  }

  /// The number behind `step length of`, `learning rate`, in figures or as a formula.
  static func length(_ words: [String], _ instruction: Instruction, _ names: SymbolNames) -> String? {
    for (place, word) in words.enumerated() where ["length", "size", "rate"].contains(word.lowercased()) && place > 0 {
      guard ["step", "learning"].contains(words[place - 1].lowercased()) else { continue }
      for next in words[(place + 1)...].prefix(4) {
        if let formula = instruction.formula(next) {
          let sides = formula.split(at: ["="])
          if sides.count == 2 || formula.isNumeric { return names.text(sides[sides.count - 1]) }
          // A letter, of which it may be said that it is positive: `\eta > 0`.
          let name = LatexTokens(Array(formula.tokens.prefix { !GivenReader.isSign($0) }))
          if SymbolNames.parts(name.tokens) != nil || name.tokens.contains("/") || name.tokens.contains("\\frac") {
            return names.text(name)
          }
        } else if next.first?.isNumber == true {
          return next
        }
      }
    }
    return nil
  }

  /// `Show that the optimal step length at this iteration is given by …`
  func optimalStep(_ instruction: Instruction) -> Reading? {
    let words = instruction.words.map { $0.lowercased() }
    guard words.contains("optimal"), words.contains("step"), !words.contains("convergence"),
      scope.method.speaksOfDescent || words.contains("descent")
    else {
      return nil
    }
    if instruction.contains("descent on") { return nil }
    guard let function = scope.functions.last, let variable = function.arguments.first else {
      return .unread("no function to descend on was found")
    }
    let isFirst = words.contains("first") || words.contains("initial")
    if let start = QuestionReader.start(instruction, scope.names) ?? (isFirst ? scope.method.lastStart : nil) {
      return .statement("optimal step of gradient descent on \(function.name) from \(start)", givens: [], claim: nil)
    }
    guard function.arguments.count == 1 else { return .unread("the point at which the step begins was not found") }
    let claim = instruction.words.compactMap(instruction.formula).last { $0.tokens.contains("=") }
    return .statement(
      "optimal step of gradient descent on \(function.name) over \(variable)", givens: [], claim: claim)
  }
}
