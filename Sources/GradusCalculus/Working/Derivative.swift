public import GradusExpression

/// How the working is laid out.
public enum WorkingStyle: String, Hashable, Sendable, CaseIterable {
  /// The chain rule with named inner functions.
  case chain
  /// Differentials: df = tr(Gᵀ dX), and G is read off.
  case differential
}

/// The gradient of a variable with structure.
public enum StructureConvention: String, Hashable, Sendable, CaseIterable {
  /// Every entry moves on its own, as if the matrix had no structure.
  case free
  /// Entries that must be equal move together.
  case tied
}

/// A question about a derivative: of what, in what, how often, laid out how.
public struct DerivativeRequest: Sendable {
  /// What is derived.
  public var formula: Formula
  /// The symbols to differentiate in, first to last; the same one twice for a second derivative.
  public var variables: [Formula]
  /// How the axes of the answer are laid out.
  public var layout: Layout
  /// How the working is written.
  public var style: WorkingStyle
  /// What a symbol with structure stands for: its free entries, or all of them tied.
  public var structure: StructureConvention
  /// What the slope of ReLU is at 0.
  public var relu: ReLUConvention
  /// Names that the author gave to parts of the formula.
  package var definitions: [(name: String, formula: Formula)]
  /// Whether working is wanted.
  package var showsWorking: Bool

  /// Asks for the derivative of a formula, once in each of the variables.
  public init(
    _ formula: Formula, withRespectTo variables: [Formula], layout: Layout = .denominator, style: WorkingStyle = .chain,
    structure: StructureConvention = .free, relu: ReLUConvention = .zeroAtZero,
    definitions: [(name: String, formula: Formula)] = [], showsWorking: Bool = true
  ) {
    self.formula = formula
    self.variables = variables
    self.layout = layout
    self.style = style
    self.structure = structure
    self.relu = relu
    self.definitions = definitions
    self.showsWorking = showsWorking
  }
}

/// A derivative with its working.
public struct Derivative: Sendable {
  /// What was asked.
  public let request: DerivativeRequest
  /// The answer in the layout that was asked for.
  public let result: Formula
  /// The answer as shape(formula) followed by the shape of each variable.
  package let numeratorResult: Formula
  /// The same before entries that must stay equal were tied to one another.
  package let freeResult: Formula
  /// How the answer came about; the last line is the answer.
  public let steps: [Derivation.Step]
  /// The facts that the answer rests on.
  public let facts: [UsedFact]
  /// The structure of the variables that the answer leaves out of account or respects, in words; nil where there is none.
  package let structureNote: Words?
}

extension DerivativeRequest {
  /// Differentiates as often as there are variables, simplifying after each time.
  public func answer() throws(DifferentiationError) -> Derivative {
    // Facts that tie entries to one another must not be used while the entries still move.
    let free = Dictionary(uniqueKeysWithValues: Set(variables).map { ($0, $0.withoutStructure) })
    let bound = Dictionary(uniqueKeysWithValues: free.map { ($0.value, $0.key) })
    var current = formula.substituting(free)
    var definitions = definitions.map { (name: $0.name, formula: $0.formula.substituting(free)) }
    var steps: [Step] = []
    var facts: Set<UsedFact> = []
    for (index, variable) in variables.enumerated() {
      let explanation = try Explanation(
        of: current, in: free[variable]!, relu: relu, definitions: definitions, style: style)
      if showsWorking {
        if index > 0 { steps.append(Explanation.opening(ofDerivative: index + 1, of: current, in: variable)) }
        let lines = try explanation.steps()
        steps += index == 0 ? lines : lines.withoutRepeated(after: steps)
      }
      current = explanation.answer.result
      facts.formUnion(explanation.answer.facts)
      if index == 0 { definitions = [] }
    }
    if showsWorking { steps = steps.map { $0.substituting(bound) } }
    let last = current.substituting(bound).simplification()
    if showsWorking, last.result != last.start {
      steps += last.steps
      steps.append(
        Step(
          rule: "use the facts", before: last.start, after: last.result, facts: last.facts,
          sentence: "What is known of the symbols makes it shorter.", relation: .equality, level: .normal))
    }
    let freeResult = last.result
    var result = freeResult
    if let note = structured.note, structure == .tied, variables.count == 1, formula.isScalar {
      let tied = result.tied(diagonalOnly: structured.diagonal)
      steps.append(
        Step(rule: "tied entries", before: result, after: tied, facts: structured.facts, sentence: note))
      result = tied
    }
    let laidOut = layout == .numerator ? result : result.inDenominatorLayout(formula: formula, variables: variables)
    if laidOut != result, showsWorking {
      steps.append(
        Step(
          rule: "layout", before: result, after: laidOut,
          sentence: "In denominator layout the axes of the variable come first."))
    }
    steps = steps.filter { $0.before != $0.after || $0.speaksOfOneFormula }.withoutRepeatedNeighbours
    if showsWorking, steps.last?.after != laidOut {
      steps.append(
        Step(rule: "answer", before: formula, after: laidOut, sentence: "This is the derivative."))
    }
    return Derivative(
      request: self, result: laidOut, numeratorResult: result, freeResult: freeResult,
      steps: showsWorking ? steps.introducingNames : [],
      facts: facts.union(steps.flatMap(\.facts) + last.facts).sorted(), structureNote: structured.note)
  }

  /// The structure of the variables: symmetric or diagonal matrices have entries that are not free.
  private var structured: (note: Words?, diagonal: Bool, facts: [UsedFact]) {
    for variable in variables {
      guard case .symbol(let symbol) = variable.node else { continue }
      let kind = symbol.facts.contains(.diagonal) ? "diagonal" : symbol.facts.contains(.symmetric) ? "symmetric" : nil
      guard let kind else { continue }
      let how =
        structure == .free
        ? "every entry moves on its own (free entries)" : "entries that must stay equal move together (tied entries)"
      let fact = UsedFact(symbol.name, symbol.statedFact(implying: kind == "diagonal" ? .diagonal : .symmetric))
      return ("\(variable) is \(kind): \(how)", kind == "diagonal", [fact])
    }
    return (nil, false, [])
  }
}

extension Formula {
  /// The symbol without the facts that tie its entries to one another.
  fileprivate var withoutStructure: Formula {
    guard case .symbol(let symbol) = node else { return self }
    return .symbol(symbol.name, symbol.shape, facts: symbol.facts.intersection([.positive, .nonnegative, .invertible]))
  }

  /// G + Gᵀ − diag G: the derivative when Xᵢⱼ and Xⱼᵢ move together; for a diagonal matrix the diagonal of G alone.
  func tied(diagonalOnly: Bool) -> Formula {
    let diagonal = Formula.diagonalMatrix(.diagonal(of: self))
    if diagonalOnly { return diagonal.simplified() }
    return Formula.sum([Term(1, self), Term(1, transposed), Term(-1, diagonal)], shape: shape).simplified()
  }

  fileprivate func inDenominatorLayout(formula: Formula, variables: [Formula]) -> Formula {
    if formula.isScalar { return self }
    let order = Array(formula.rank..<rank) + Array(0..<formula.rank)
    return Formula.sum(terms.map { Term($0.coefficient, $0.formula.permuted(order)) }, shape: order.map { shape[$0] })
      .simplified()
  }
}
