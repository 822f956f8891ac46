/// What a page of prose has said so far: names with their spelling for the reader, and what questions refer to without naming it.
struct ProseScope {
  var names = SymbolNames()
  /// Functions in the order in which they were defined, with their arguments and the names that their values speak of.
  var functions: [(name: String, arguments: [String], uses: Set<String>)] = []
  /// The objective of a problem that was told, and whether it is maximised.
  var problem: (name: String, isLargest: Bool)?
  /// Names that are no functions and have a value: what that speaks of, and whether it is numbers.
  var values: [(name: String, uses: Set<String>, isNumeric: Bool)] = []
  /// Matrices, likewise.
  var matrices: [String] = []
  /// What was defined since the last numbered part began.
  var recent: Set<String> = [] {
    didSet { if recent.isEmpty { matrixWritten = nil } }
  }
  /// What values were asked for: k of `For which values of k is …`
  var valuesAsked: LatexTokens?
  /// The matrix that the last question wrote out, which `it` may stand for.
  var matrixWritten: LatexTokens?
  /// Names with a number above them, by the layer that it stands for.
  var layers: [Int: Layer] = [:]
  /// The vector that goes into the network.
  var input: String?
  /// Points with an iteration above or below them, as `\theta^k`.
  var iterates: [String] = []
  /// What was said of the method by which a function is made smaller.
  var method = Method()

  /// Counts that were told of a classifier, as the confusion matrix [TP FN; FP TN].
  var counts: String?

  /// The sizes of layers that a sentence told, from input to output, and the count of a convolution's parameters.
  var layerSizes: [Int]?
  var convolution: String?
  /// Values of a random variable and their probabilities.
  var distribution: (values: String, weights: String)?

  /// Sentences about the layers of the network.
  var layerWords: [[String]] = []

  /// A method of descent, as far as it was told.
  struct Method {
    /// Whether gradient descent was spoken of.
    var speaksOfDescent = false
    /// Whether its steps are as long as is best: `gradient descent with exact line search`.
    var searchesExactly = false
    /// The step length that was told: `We use a learning rate of 0.1.`
    var stepLength: String?
    /// The point that was told to start from: `… starting from $(0, 0)$.`
    var start: String?
    /// Where the steps began that were last asked for.
    var lastStart: String?
    /// The last step of Newton's method: the function, and where it began.
    var newton: (function: String, start: String)?
    /// The last step of all parameters of a loss.
    var parameterStep: (loss: String, next: [(name: String, next: String)])?
  }

  struct Layer {
    var weights: String?
    var biases: String?
  }

  /// Whether these are the arguments of a function's definition, or, of what is no function, plain letters.
  func hasArguments(_ name: [String], _ arguments: [String]) -> Bool {
    let given = arguments.split(separator: ",").map { names.text(LatexTokens(Array($0))) }
    guard let function = functions.last(where: { $0.name == names.text(LatexTokens(name)) }) else {
      return arguments.split(separator: ",").allSatisfy { part in
        SymbolNames.parts(Array(part)).map { $0.below == nil && $0.above == nil } ?? false
      }
    }
    let own = function.arguments.map { Phrase($0).trimmed.text }
    // ∇f(x) of f(x₁, x₂) speaks of the vector of both.
    if given.count == 1, own.count > 1 {
      let name = Phrase(given[0]).trimmed.text
      return own.enumerated().allSatisfy { $1 == "\(name)_\($0 + 1)" || $1 == "\(name)_{\($0 + 1)}" }
    }
    return given.map { Phrase($0).trimmed.text } == own
  }

  /// What other functions are made of: σ of a loss that is defined with it.
  var parts: Set<String> { functions.reduce(into: []) { $0.formUnion($1.uses) } }

  /// - Parameter names: those that its value speaks of.
  mutating func define(function name: String, _ arguments: [String], of names: Set<String> = []) {
    functions.removeAll { $0.name == name }
    functions.append((name, arguments, names.subtracting([name])))
    recent.insert(name)
  }

  mutating func define(value name: String, of names: Set<String>, isNumeric: Bool) {
    // Numbers for a name do not take away what it is made of.
    values.removeAll { $0.name == name }
    values.append((name, names.subtracting([name]), isNumeric))
  }

  /// What a value is made of, and that in turn.
  func parts(of name: String) -> Set<String> {
    var found: Set<String> = []
    var open: Set<String> = [name]
    while let next = open.popFirst() {
      let uses = values.last { $0.name == next }?.uses ?? functions.last { $0.name == next }?.uses ?? []
      for part in uses where found.insert(part).inserted { open.insert(part) }
    }
    return found
  }

  mutating func define(matrix name: String) {
    matrices.removeAll { $0 == name }
    matrices.append(name)
    recent.insert(name)
  }

  /// A matrix or vector that a number above its name gives to a layer.
  mutating func place(_ name: String, isMatrix: Bool, base: String, layer: Int?) {
    guard let layer else {
      if !isMatrix, base == "x" { input = name }
      return
    }
    let letter = base.filter(\.isLetter).lowercased()
    if letter.hasSuffix("b") {
      layers[layer, default: Layer()].biases = name
    } else if letter.hasSuffix("w") || letter.hasSuffix("theta") {
      layers[layer, default: Layer()].weights = name
    }
  }
}
