extension StatementParser {
  /// Questions of courses with a procedure of their own; nil where the phrase asks none of them.
  static func special(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    if let question = verbs(phrase) { return question }
    if let rest = phrase.after(anyOf: ["entropy of", "shannon entropy of"])?.withoutArticle {
      let parts = rest.split(at: "in bits")
      return .special(.entropy(parts?.before ?? rest, inBits: parts != nil))
    }
    if let rest = phrase.after("directional derivative of") {
      guard let (formula, after) = rest.split(atAnyOf: ["at the point", "at"]),
        let (point, direction) = after.split(atAnyOf: [
          "in the direction of", "in the direction", "in direction", "along",
        ])
      else {
        throw StatementProblem(
          "the point or the direction is missing: write directional derivative of f at (1, 1) in the direction (1, 0)",
          at: rest)
      }
      return .special(.directional(formula.withoutArticle, at: point, direction: direction))
    }
    if let question = taylorByOrder(phrase) { return question }
    if let rest = phrase.after(anyOf: [
      "taylor polynomial of degree", "taylor polynomial of order", "taylor expansion of degree",
      "taylor series of order",
    ]) {
      guard let word = rest.words.first, let degree = word.count, (0...8).contains(degree),
        let formula = rest.dropFirst(word.range.count).trimmed.after(anyOf: ["of", "for"]),
        let (body, point) = formula.split(atAnyOf: ["at", "around", "about"])
      else { throw StatementProblem("write Taylor polynomial of degree 2 of exp(x) at 0", at: rest) }
      return .special(.taylor(body.withoutArticle, degree: degree, at: point))
    }
    if let rest = phrase.after(anyOf: [
      "mixed partial derivative of", "mixed derivative of", "second mixed derivative of",
    ]) {
      guard let (formula, names) = rest.split(atAnyOf: ["with respect to", "wrt", "in"]) else {
        throw StatementProblem("say in what: with respect to x and y", at: rest)
      }
      return .special(.mixed(formula.withoutArticle, StatementParser.names(names)))
    }
    if let rest = phrase.after(anyOf: [
      "least squares solution of", "least-squares solution of", "least squares solution to",
    ])?.withoutEquationWords.withoutArticle {
      guard rest.sidesOfEquation != nil else {
        throw StatementProblem("found no =, expected an equation, as in X*w = y", at: rest)
      }
      return .special(.leastSquares(rest))
    }
    if let rest = phrase.after(anyOf: [
      "stationary points of", "critical points of", "stationary point of", "critical point of", "saddle point of",
      "saddle points of",
    ]) {
      return .special(.stationary(rest.withoutArticle))
    }
    if let measure = confusion(phrase) { return measure }
    if let filter = try filter(phrase) { return .special(.filter(filter)) }
    if let size = try outputSize(phrase) { return size }
    return try method(phrase).map { .special(.method($0)) }
  }

  /// `minimise x^2 + y^2 [over x, y] subject to x + 2*y = 5`
  private static func constrained(_ phrase: Phrase) -> SheetStatement.Question? {
    for (words, isLargest) in [
      (["minimise", "minimize", "minimiser of", "minimizer of", "minimum of"], false),
      (["maximise", "maximize", "maximiser of", "maximizer of", "maximum of"], true),
    ] {
      guard let rest = (phrase.after(anyOf: words) ?? phrase.asked?.withoutArticle.after(anyOf: words))?.withoutArticle,
        let (objective, told) = rest.split(atAnyOf: [
          "subject to the constraints", "subject to the constraint", "subject to", "under the constraint", "such that",
          "s.t.",
        ])
      else { continue }
      let equations = listed(told).filter { $0.sidesOfEquation != nil }
      guard !equations.isEmpty, equations.count == listed(told).count else { return nil }
      let parts = objective.split(atAnyOf: ["over", "with respect to", "wrt"])
      return .special(
        .constrained(
          (parts?.before ?? objective).withoutArticle, over: parts.map { names($0.after) } ?? [], keeping: equations,
          isLargest: isLargest))
    }
    return nil
  }

  /// Verbs that are a question in themselves: `invert A`, `normalise v`, `maximise f`, `fit a line through …`.
  static func verbs(_ phrase: Phrase) -> SheetStatement.Question? {
    if let question = constrained(phrase) { return question }
    if let rest = phrase.after("invert")?.withoutArticle { return .operation(phrase, formula: "inv(\(rest.text))") }
    if let rest = phrase.after(anyOf: ["diagonalise", "diagonalize"])?.withoutArticle {
      return .matrix(.eigenvectors, rest)
    }
    if let rest = phrase.after(anyOf: ["classify the stationary points of", "classify the critical points of"]) {
      return .special(.stationary(rest.withoutArticle))
    }
    if let rest = phrase.after("transpose")?.withoutArticle, rest.after("of") == nil {
      return .operation(phrase, formula: "transpose(\(rest.text))")
    }
    if let rest = phrase.after(anyOf: ["normalise", "normalize"])?.withoutArticle {
      return .operation(phrase, formula: "(\(rest.text))/norm2(\(rest.text))")
    }
    if let rest = phrase.after(anyOf: ["maximise", "maximize", "maximiser of", "maximizer of", "maximum of"])?
      .withoutArticle
    {
      let parts = rest.split(atAnyOf: ["over", "with respect to", "wrt"])
      return .maximise(parts?.before ?? rest, over: parts.map { names($0.after) } ?? [])
    }
    if let rest = phrase.after(anyOf: [
      "fit a line through the points", "fit a line to the points", "fit a line through",
      "fit a straight line through the points", "fit a line to", "regression line through the points",
      "regression line through",
      "line of best fit through the points", "line of best fit through", "least squares line through the points",
      "least squares line through", "least-squares line through",
    ]) {
      return .special(.line(through: listed(rest).flatMap { $0.parts(between: ",") }.filter { !$0.isEmpty }))
    }
    if let rest = phrase.after(anyOf: ["show that", "is", "verify that", "prove that"]),
      let (vector, matrix) = rest.split(atAnyOf: ["is an eigenvector of", "an eigenvector of"])
    {
      return .special(.eigenvector(vector, of: matrix.withoutArticle))
    }
    if let question = property(phrase) { return question }
    if let rest = phrase.after("are")?.withoutArticle,
      let (vectors, after) = rest.split(atAnyOf: ["linearly independent", "linearly dependent"]), after.isEmpty
    {
      return .special(.independent(listed(vectors)))
    }
    if let rest = phrase.after(anyOf: ["how many parameters does", "how many weights does", "number of parameters of"])
    {
      return .special(.parameters(of: rest.split(at: "have")?.before ?? rest))
    }
    if let rest = phrase.after("carry"), let (point, network) = rest.split(atAnyOf: ["forward through", "through"]) {
      return .forward(network: network.withoutArticle, point: point.afterAssignment)
    }
    return nil
  }

  /// `Round 2/3 to two decimals`, `… as a decimal`, `… to 3 decimals`: what is asked, and how many decimals are wanted.
  static func places(_ phrase: Phrase) -> (Phrase, Int?)? {
    if let (before, after) = phrase.split(atAnyOf: [
      "as a decimal number", "as a decimal", "in decimals", "numerically",
    ]), after.isEmpty {
      return (before, nil)
    }
    guard let (before, after) = phrase.split(at: "to"), let word = after.words.first, let count = word.count,
      (0...12).contains(count),
      ["decimals", "decimal places", "decimal", "digits after the point"].contains(where: {
        after.dropFirst(word.range.count).trimmed.text.lowercased() == $0
      })
    else { return nil }
    return (before.after("round")?.withoutArticle ?? before, count)
  }

  private static func confusion(_ phrase: Phrase) -> SheetStatement.Question? {
    for measure in SpecialQuestion.ConfusionMeasure.allCases {
      guard
        let rest = phrase.after(
          anyOf: measure.names.flatMap {
            ["\($0) of the confusion matrix", "\($0) from the confusion matrix", "\($0) of", "\($0) from", "\($0) for"]
          }), !rest.isEmpty
      else { continue }
      return .special(.confusion(measure, rest.withoutArticle))
    }
    return nil
  }

  private static func filter(_ phrase: Phrase) throws(StatementProblem) -> SpecialQuestion.FilterRequest? {
    let kinds: [(String, SpecialQuestion.FilterRequest.Kind)] = [
      ("convolution of", .convolution), ("cross-correlation of", .crossCorrelation),
      ("cross correlation of", .crossCorrelation),
      ("max pooling of", .maxPooling), ("max-pooling of", .maxPooling), ("average pooling of", .averagePooling),
      ("mean pooling of", .averagePooling),
    ]
    for (words, kind) in kinds {
      guard var rest = phrase.after(words) else { continue }
      var (stride, padding): (Phrase?, Phrase?) = (nil, nil)
      if let (before, after) = rest.split(atAnyOf: ["and padding", "with padding", ", padding"]) {
        (rest, padding) = (before, after)
      }
      if let (before, after) = rest.split(atAnyOf: ["and stride", "with stride", ", stride"]) {
        (rest, stride) = (before, after)
      }
      guard
        let (image, window) = rest.split(atAnyOf: [
          "with window size", "with a window of", "with window", "with size", "with the kernel", "with kernel", "with",
          "and",
        ])
      else {
        throw StatementProblem(
          kind == .maxPooling || kind == .averagePooling
            ? "the window is missing: write \(words) X with window 2"
            : "the kernel is missing: write \(words) X with K", at: rest)
      }
      return SpecialQuestion.FilterRequest(
        kind: kind, image: image.withoutArticle, window: window.withoutArticle, stride: stride, padding: padding)
    }
    return nil
  }

  /// `output size of a 32x32 image with a 5x5 kernel, stride 2 and padding 1`
  private static func outputSize(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    guard let rest = phrase.after("output size of") else { return nil }
    func numbers(_ phrase: Phrase) -> [Int] {
      phrase.text.lowercased().replacing("×", with: "x").split { !$0.isNumber }.compactMap { Int($0) }
    }
    guard let (input, after) = rest.split(at: "with") else {
      throw StatementProblem("write output size of a 32x32 image with a 5x5 kernel, stride 2 and padding 1", at: rest)
    }
    var (kernel, stride, padding): ([Int], Int, Int) = ([], 1, 0)
    for part in listed(after).flatMap({ $0.parts(between: ",") }) {
      let found = numbers(part)
      let text = part.text.lowercased()
      guard let first = found.first else { continue }
      if text.contains("stride") {
        stride = first
      } else if text.contains("padding") {
        padding = first
      } else if text.contains("kernel") || text.contains("filter") || text.contains("window") {
        kernel = found
      }
    }
    let sizes = numbers(input)
    guard !sizes.isEmpty, sizes.count <= 2, !kernel.isEmpty, stride > 0 else {
      throw StatementProblem("write output size of a 32x32 image with a 5x5 kernel, stride 2 and padding 1", at: rest)
    }
    return .special(.outputSize(input: sizes, kernel: kernel, stride: stride, padding: padding))
  }

  /// `2 steps of Adam on f from (10, 1) with learning rate 0.1`, `a step of Newton's method on f from …`.
  private static func method(_ phrase: Phrase) throws(StatementProblem) -> SpecialQuestion.MethodRequest? {
    for method in SpecialQuestion.MethodRequest.Method.allCases {
      let name = method.rawValue
      let titles = [
        name, "\(name)'s method", "\(name)’s method", "gradient descent with \(name)",
        "gradient descent with nesterov \(name)", "\(name) method", "sgd with \(name)",
      ]
      for words in titles.flatMap({ ["step of \($0) on", "steps of \($0) on", "\($0) step on", "\($0) steps on"] }) {
        guard let (before, after) = phrase.split(at: words), before.words.count <= 1 else { continue }
        guard let (front, end) = after.split(atAnyOf: ["starting from", "starting at", "from"]) else {
          throw StatementProblem(
            "the start is missing: write 2 steps of \(name) on f from (1, 3) with learning rate 0.1", at: after)
        }
        let isOne = before.isEmpty || ["a", "an", "one", "1"].contains(before.text.lowercased())
        let parts = end.split(atAnyOf: ["with", "using"])
        let over = front.split(at: "over")
        return SpecialQuestion.MethodRequest(
          method: method, formula: (over?.before ?? front).withoutArticle,
          start: (parts?.before ?? end).withoutPlace.afterAssignment,
          count: isOne ? nil : before, variables: over.map { names($0.after) } ?? [], constants: constants(parts?.after)
        )
      }
    }
    return nil
  }

  /// `learning rate 0.1, momentum 0.9 and epsilon 1e-8` by name.
  private static func constants(_ phrase: Phrase?) -> [String: Phrase] {
    var constants: [String: Phrase] = [:]
    for part in phrase.map(listed) ?? [] {
      for piece in part.parts(between: ",") {
        let names = [
          ("learning rate", "rate"), ("step length", "rate"), ("step size", "rate"), ("length", "rate"),
          ("momentum", "momentum"), ("beta1", "beta1"), ("beta_1", "beta1"), ("β₁", "beta1"), ("beta2", "beta2"),
          ("beta_2", "beta2"), ("β₂", "beta2"), ("epsilon", "epsilon"), ("ε", "epsilon"), ("decay", "decay"),
          ("rho", "decay"), ("eta", "rate"), ("η", "rate"), ("beta", "momentum"),
        ]
        let plain = piece.after(anyOf: ["a", "the"]) ?? piece
        for (word, key) in names {
          guard let value = plain.after(word), constants[key] == nil else { continue }
          constants[key] = value.after(anyOf: ["of", "="]) ?? value
          break
        }
      }
    }
    return constants
  }
}
