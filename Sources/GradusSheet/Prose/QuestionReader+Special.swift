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
    let hasBias =
      words.contains("parameters") && !instruction.contains("without bias") && !instruction.contains("no bias")
    return QuestionReader.parameters(ofLayers: sizes, hasBias: hasBias)
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

extension LatexTokens {
  /// Whether it is `f(x) = …`.
  var definesFunction: Bool {
    let sides = split(at: ["="])
    return sides.count == 2 && LatexTokens.nameBeforeArguments(sides[0].tokens).map { $0 != sides[0].tokens } ?? false
  }
}
