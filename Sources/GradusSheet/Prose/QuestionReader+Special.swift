// Questions that a page of prose spreads over several sentences.
extension QuestionReader {
  // MARK: Networks

  /// `Compute the activation in the second layer when the activation functions in the first layer are ReLU functions …`
  func network(_ instruction: Instruction) -> Reading? {
    let words = instruction.words.map { $0.lowercased() }
    guard !scope.layers.isEmpty,
      words.contains(where: {
        ["activation", "activations", "output", "forward", "prediction", "network"].contains($0)
      }),
      !words.contains(where: {
        ["gradient", "backward", "backpropagation", "derivative", "loss", "error", "update"].contains($0)
      })
    else { return nil }
    let count = scope.layers.keys.max() ?? 0
    var layers: [String] = []
    var activations: [Int: String] = [:]
    for told in scope.layerWords {
      activations.merge(ActivationClause(told, count: count, isWhole: true).activations) { $1 }
    }
    activations.merge(ActivationClause(words + instruction.lead.map { $0.lowercased() }, count: count).activations) {
      $1
    }
    for layer in 1...count {
      guard let parameters = scope.layers[layer], let weights = parameters.weights else {
        return .unread("no weights were found for layer \(layer)")
      }
      guard let biases = parameters.biases else { return .unread("no biases were found for layer \(layer)") }
      guard let activation = activations[layer] else {
        return .unread("the activation function of layer \(layer) is not told")
      }
      layers.append("\(weights), \(biases), \(activation)")
    }
    guard let input = scope.input else { return .unread("no input vector x was found") }
    return .statement("forward network(\(layers.joined(separator: "; "))) at \(input)", givens: [], claim: nil)
  }

  /// `How many parameters does a fully connected network with layers of sizes 784, 128 and 10 have?`: a weight for each pair of nodes of
  /// neighbouring layers, and a bias a node.
  func layerCount(_ instruction: Instruction) -> Reading? {
    let words = instruction.words.map { $0.lowercased() }
    guard words.contains("parameters") || words.contains("weights"),
      words.contains("layers") || words.contains("sizes"),
      instruction.contains("how many") || instruction.contains("number of"),
      let start = words.firstIndex(where: { ["layers", "sizes"].contains($0) })
    else { return nil }
    var sizes: [Int] = []
    for word in instruction.words[start...] {
      let text = instruction.formula(word)?.text ?? word
      sizes += text.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    }
    guard sizes.count > 1 else { return nil }
    let hasBias =
      words.contains("parameters") && !instruction.contains("without bias") && !instruction.contains("no bias")
    let terms = zip(sizes, sizes.dropFirst()).map { hasBias ? "\($0)*\($1) + \($1)" : "\($0)*\($1)" }
    return .statement("compute \(terms.joined(separator: " + "))", givens: [], claim: nil)
  }

  // MARK: Counts of a classifier

  /// `[40 5; 10 45]` of `40 true positives, 10 false positives, 5 false negatives and 45 true negatives`.
  static func counts(told sentence: ProseText) -> String? {
    guard let instruction = Instruction(telling: sentence) else { return nil }
    var found: [String: Int] = [:]
    let words = instruction.words
    for place in words.indices.dropLast() {
      let kind = "\(words[place]) \(words[place + 1])".lowercased().replacing("positives", with: "positive").replacing(
        "negatives", with: "negative")
      guard ["true positive", "false positive", "true negative", "false negative"].contains(kind), place > 0 else {
        continue
      }
      let text = instruction.formula(words[place - 1])?.text ?? words[place - 1]
      if let count = Int(text) { found[kind] = count }
    }
    guard let tp = found["true positive"], let fn = found["false negative"], let fp = found["false positive"],
      let tn = found["true negative"]
    else { return nil }
    return "[\(tp) \(fn); \(fp) \(tn)]"
  }

  /// `Compute accuracy, precision, recall and the F1 score` of the counts that were told.
  func measures(_ instruction: Instruction) -> [Reading]? {
    guard let counts = scope.counts, !instruction.words.contains(where: Instruction.isFormula) else { return nil }
    let text = instruction.words.dropFirst().joined(separator: " ").lowercased()
    let asked = SpecialQuestion.ConfusionMeasure.allCases.compactMap { measure in
      measure.names.compactMap { text.firstRange(of: $0)?.lowerBound }.min().map { (measure, $0) }
    }.sorted { $0.1 < $1.1 }
    guard !asked.isEmpty,
      ["compute", "find", "calculate", "determine", "give", "what"].contains(instruction.words[0].lowercased())
    else { return nil }
    return asked.map { .statement("\($0.0.names[0]) of \(counts)", givens: [], claim: nil) }
  }

  // MARK: Gradient descent

  /// `With a step length of 2, find the value of $\theta^{k+1}$ when it has been updated with the gradient descent method.`
  mutating func descent(_ instruction: Instruction) -> Reading? {
    let words = (instruction.lead + instruction.words).map { $0.lowercased() }
    if let newton = newton(instruction, words) { return newton }
    let speaks = words.contains("descent") || scope.method.speaksOfDescent
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

  /// `Find the maximum likelihood estimate of $\\lambda$`: the maximiser of the likelihood that was defined.
  func likelihood(_ instruction: Instruction) -> Reading? {
    let words = instruction.words.map { $0.lowercased() }
    let asks =
      words.contains("mle") || instruction.contains("maximum likelihood") || words.contains("maximum-likelihood")
    guard asks, words.contains(where: { ["estimate", "estimator", "mle"].contains($0) }) else { return nil }
    let names = instruction.words.compactMap(instruction.formula).map { scope.names.text($0) }
    let function = scope.functions.last { function in
      names.isEmpty || function.arguments.contains { names.contains($0) }
    }
    guard let function else { return .unread("no likelihood was defined as a function of what is estimated") }
    let over = names.isEmpty || function.arguments.count == 1 ? "" : " over \(names.joined(separator: ", "))"
    return .statement("maximise \(function.name)\(over)", givens: [], claim: nil)
  }

  /// `Show that the minimiser of $f$ is $x^* = Q^{-1} b$.`
  func claimedMinimiser(_ instruction: Instruction) -> Reading? {
    guard let first = instruction.words.first?.lowercased(), ["show", "prove", "verify"].contains(first) else {
      return nil
    }
    for word in ["minimiser", "minimizer", "maximiser", "maximizer", "minimum", "maximum"] {
      guard let place = instruction.place(of: "\(word) of * is *"),
        let subject = instruction.formula(instruction.words[place.lowerBound + 2]),
        let claim = instruction.formula(instruction.words[place.upperBound - 1])
      else { continue }
      let verb = word.hasPrefix("max") ? "maximise" : "minimise"
      return .statement("\(verb) \(scope.names.text(subject))", givens: [], claim: claim)
    }
    return nil
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

  // MARK: Relations

  /// `Show how, in general, the Hessian matrix relates to the Jacobian matrix.`
  func relation(_ instruction: Instruction) -> Reading? {
    let words = instruction.words.map { $0.lowercased() }
    guard words.contains("hessian"), words.contains("jacobian"),
      words.contains(where: { ["relates", "related", "relate", "relation", "relationship", "connected"].contains($0) })
    else { return nil }
    guard let function = scope.functions.last(where: { $0.arguments.count == 1 }),
      let variable = function.arguments.first
    else {
      return .unread("no function was found whose Hessian and Jacobian are meant")
    }
    let (f, x) = (function.name, variable)
    return .statement("show hessian(\(f), \(x)) = jacobian(gradient(\(f), \(x)), \(x))", givens: [], claim: nil)
  }
}

/// Which layer has which activation: `in the first and second layer are identity functions`.
struct ActivationClause {
  private(set) var activations: [Int: String] = [:]

  private static let ordinals = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2,
  ]
  private static let names = [
    "identity": "identity", "linear": "identity", "relu": "relu", "relus": "relu", "rectified": "relu",
    "sigmoid": "sigmoid", "logistic": "sigmoid",
    "tanh": "tanh", "softmax": "softmax", "hyperbolic": "tanh", "softplus": "softplus", "elu": "elu", "gelu": "gelu",
  ]

  /// - Parameter isWhole: whether all of the words are about layers, and not only those behind `when`, `with` and their like.
  init(_ words: [String], count: Int, isWhole: Bool = false) {
    // What asks stands before `when`, `with`, `where` and `if`.
    let start =
      isWhole ? 0 : words.firstIndex { ["when", "with", "where", "if", "using", "assuming"].contains($0) } ?? 0
    var open: [Int] = []
    var before: String?
    for word in words[start...] {
      if let layer = Self.ordinals[word] { open.append(layer) }
      if ["all", "both", "every", "each", "hidden", "output", "last", "final"].contains(word) {
        switch word {
        case "hidden": open += Array(1..<max(count, 2))
        case "output", "last", "final": open.append(count)
        default: open += Array(1...count)
        }
      }
      if let name = Self.names[word] {
        for layer in open { activations[layer] = name }
        // `ReLU in the first layer`
        before = open.isEmpty ? name : nil
        open = []
      } else if let name = before, let layer = open.last, word == "layer" || word == "layers" {
        activations[layer] = name
        for other in open { activations[other] = name }
        open = []
        before = nil
      }
    }
    // One function without a word of layers is that of all.
    if !isWhole, let name = before, activations.isEmpty { for layer in 1...count { activations[layer] = name } }
  }
}
