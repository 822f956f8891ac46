// The questions of one sentence: by its verbs, by its quantities, by its formulas.
extension Instruction {
  /// The questions of a sentence with verbs of their own: `find A and compute B`.
  var byVerbs: [Instruction] {
    for place in words.indices.dropFirst(2)
    where Self.verbs.contains(words[place].lowercased())
      && !["is", "are", "use", "what", "how", "which", "why", "sum", "add"].contains(words[place].lowercased())
    {
      guard ["and", "then"].contains(words[place - 1].lowercased()) else { continue }
      var (first, second) = (self, self)
      first.words = Array(words[..<(place - 1)])
      while let last = first.words.last, [",", "and"].contains(last.lowercased()) { first.words.removeLast() }
      second.words = Array(words[place...])
      second.lead = []
      return first.byVerbs + second.byVerbs
    }
    return [self]
  }

  /// The questions of one verb: `compute the trace and the determinant of A`.
  var parts: [Instruction] {
    ofDirection ?? ofClaims ?? ofNames ?? ofResidual ?? ofList ?? ofSeveral ?? ofEach ?? ofFormulas ?? [self]
  }

  /// `Find $\nabla f$ and $H_f$ of` what follows, as two.
  private var ofNames: [Instruction]? {
    let lower = words.map { $0.lowercased() }
    guard lower.last(where: { $0 != ":" }) == "of", words.count <= 7, let and = lower.firstIndex(of: "and"), and == 2,
      Self.isFormula(words[1]), Self.isFormula(words[3])
    else { return nil }
    return [1, 3].map { place in
      var part = self
      let name = formula(words[place])
      let isHessian = name?.tokens.first.map { ["H", "\\mathcal{H}", "\\mathbf{H}"].contains($0) } ?? false
      let item = isHessian ? ["the", "hessian"] : [words[place]]
      part.words = [words[0]] + item + Array(words[4...])
      return part
    }
  }

  /// `the minimiser of f and the residual` as two.
  private var ofResidual: [Instruction]? {
    guard words.count > 4, words.suffix(3).map({ $0.lowercased() }) == ["and", "the", "residual"] else { return nil }
    var (first, second) = (self, self)
    first.words = Array(words.dropLast(3))
    second.words = ["find", "the", "residual"]
    return [first, second]
  }

  /// `the gradient of f at (1, 2) and the directional derivative in the direction (3, 4)`: both are of f at that point.
  private var ofDirection: [Instruction]? {
    guard let join = place(of: "and the directional derivative in"), let subject = place(of: "of *"),
      let at = place(of: "at *"),
      subject.upperBound <= join.lowerBound, at.upperBound <= join.lowerBound
    else { return nil }
    var (first, second) = (self, self)
    first.words = Array(words[..<join.lowerBound])
    second.words =
      ["find", "the", "directional", "derivative", "of", words[subject.upperBound - 1], "at", words[at.upperBound - 1]]
      + words[(join.upperBound - 1)...]
    return [first, second]
  }

  /// `Compute $AB$ and $BA$` as two.
  private var ofFormulas: [Instruction]? {
    let lower = words.map { $0.lowercased() }
    let isWhat = ["is", "are"].contains(lower.dropFirst().first ?? "") && lower.first == "what"
    let names = ["find", "derive", "determine", "give", "state", "obtain", "write"].contains(lower.first ?? "")
    guard isWhat || names || ["compute", "calculate", "evaluate", "simplify"].contains(lower.first ?? "") else {
      return nil
    }
    // `Compute $A^2$ and $A^3$ for $A = …`: what follows is said of all of them.
    let clause =
      words.firstIndex { ["for", "when", "where", "with", "at", "given"].contains($0.lowercased()) } ?? words.count
    let rest = Array(words[clause...])
    let items = words[..<clause].dropFirst(isWhat ? 2 : 1).filter { !Self.listWords.contains($0.lowercased()) }
    func isDerivative(_ item: String) -> Bool {
      formula(item).map { leibniz($0) != nil || $0.tokens.contains("'") } ?? false
    }
    guard items.count > 1, items.count < clause - 1, items.allSatisfy(Self.isFormula),
      !isWhat && !names || items.allSatisfy(isDerivative)
    else { return nil }
    // ∂f/∂x and ∂f/∂y are one question.
    let named = items.compactMap { formula($0).flatMap(leibniz) }
    if named.count == items.count, named.count < 3,
      named.allSatisfy({ $0.kind == "derivative" && $0.name == named[0].name })
    {
      return nil
    }
    return items.map { item in
      var part = self
      let isTold = isWhat || names && formula(item).map { leibniz($0) != nil || $0.tokens.contains("'") } == true
      part.words = [isTold ? "compute" : words[0], item] + rest
      return part
    }
  }

  /// What may stand between the formulas of a list, and says what they are.
  private static let listWords: Set<String> = [
    ",", "and", "the", "gradient", "hessian", "derivative", "residual", "residuals", "prediction", "predictions",
    "error",
    "errors", "product", "products", "partial", "derivatives", "down", "out",
  ]

  /// `the trace and the determinant of A`, `the determinant of A and the rank of B`, `f with respect to t and g with respect to X` as two.
  private var ofSeveral: [Instruction]? {
    var first = self
    if let pair = place(of: "* with respect to * and * with respect to *"), pair.lowerBound > 0 {
      var second = self
      first.words = Array(words[..<(pair.lowerBound + 5)]) + Array(words[pair.upperBound...])
      second.words = Array(words[..<pair.lowerBound]) + Array(words[(pair.lowerBound + 6)...])
      return [first] + second.parts
    }
    for derivatives in [
      "first and second derivatives", "first and second derivative", "first two derivatives",
      "first- and second-order derivatives",
    ] {
      guard let range = place(of: derivatives) else { continue }
      var second = self
      first.words.replaceSubrange(range, with: ["derivative"])
      second.words.replaceSubrange(range, with: ["second", "derivative"])
      return [first, second]
    }
    for place in words.indices.dropFirst(2)
    where Self.isFormula(words[place - 1]) && words[..<place].contains(where: Self.isListed) {
      guard let (_, second) = quantity(behind: place) else { continue }
      first.words = Array(words[..<place])
      return first.parts + second.parts
    }
    for place in words.indices.dropFirst() where Self.isListed(words[place - 1]) {
      guard let (start, second) = quantity(behind: place),
        !(words[place - 1].lowercased() == "eigenvalues" && words[start].lowercased() == "eigenvectors")
      else { continue }
      let isPair = start + 1 < words.count && words[start + 1].lowercased() != "of"
      first.words = Array(words[..<place]) + Array(words[(start + (isPair ? 2 : 1))...])
      return [first] + second.parts
    }
    return nil
  }

  /// Whether it is a quantity that stands in a list of them.
  private static func isListed(_ word: String) -> Bool { listed.contains(word.lowercased()) }

  private static let listed = quantities.subtracting([
    "value", "matrix", "product", "sum", "length", "update", "output",
  ])

  static let listedPairs: Set<String> = [
    "null space", "column space", "row space", "condition number", "singular values", "characteristic polynomial",
    "frobenius norm", "spectral norm", "standard deviation", "sample variance", "cosine similarity", "dot product",
    "cross product", "projection matrix",
  ]

  /// The question about the quantity behind an `and`, `and the rank of …`, with its place; nil where none stands there.
  private func quantity(behind place: Int) -> (start: Int, question: Instruction)? {
    guard words[place].lowercased() == "and" else { return nil }
    let start = place + 1 < words.count && words[place + 1].lowercased() == "the" ? place + 2 : place + 1
    guard start + 1 < words.count else { return nil }
    let isPair =
      start + 2 < words.count && words[start + 2].lowercased() == "of"
      && Self.listedPairs.contains("\(words[start]) \(words[start + 1])".lowercased())
    guard isPair || Self.isListed(words[start]) && words[start + 1].lowercased() == "of" else { return nil }
    var question = self
    let verb = ["the", "write", "what", "is", "are"].contains(words[0].lowercased()) ? "find" : words[0]
    question.words = [verb, "the"] + Array(words[start...])
    return (start, question)
  }

  /// The equations of a display one by one: `2x + y = 5 and x − y = 1`.
  mutating func listEquations() {
    for (place, word) in words.enumerated().reversed() {
      guard let display = formula(word), display.rows.count > 1 else { continue }
      let equations = display.formulas.filter { $0.tokens.contains("=") }
      guard equations.count > 1 else { continue }
      var list: [String] = []
      for equation in equations {
        if !list.isEmpty { list.append("and") }
        list.append(append(equation))
      }
      words.replaceSubrange(place...place, with: list)
    }
  }
}
