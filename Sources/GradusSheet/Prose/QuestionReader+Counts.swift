import GradusExpression

// Questions about numbers that sentences tell in words: sizes of layers, values with their probabilities, several norms.
extension QuestionReader {
  // MARK: Parameters of layers

  /// `[784, 128, 10]` of `an input layer with 784 units, one hidden layer with 128 units and an output layer with 10 units`, or of
  /// `784-128-10`.
  static func layerSizes(told instruction: Instruction) -> [Int]? {
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
  static func convolution(told instruction: Instruction) -> String? {
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

  /// A weight for each pair of nodes of neighbouring layers, and a bias a node.
  static func parameters(ofLayers sizes: [Int], hasBias: Bool) -> Reading? {
    guard sizes.count > 1 else { return nil }
    let terms = zip(sizes, sizes.dropFirst()).map { hasBias ? "\($0)*\($1) + \($1)" : "\($0)*\($1)" }
    return .statement("compute \(terms.joined(separator: " + "))", givens: [], claim: nil)
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
    guard let sizes = scope.layerSizes else { return nil }
    return QuestionReader.parameters(ofLayers: sizes, hasBias: hasBias)
  }

  // MARK: Values with probabilities

  /// `the values 1, 2, 3 with probabilities 0.2, 0.5, 0.3`, as two vectors.
  static func distribution(told instruction: Instruction) -> (values: String, weights: String)? {
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
