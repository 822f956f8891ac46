internal import GradusExchange
internal import GradusExpression
internal import GradusLearning
internal import GradusNotation
internal import GradusOptimization

/// Finds the layers of a network in the formula of its output, from the last to the first.
struct NetworkRecognizer {
  /// A layer's description and the numbers of its slots in their order; a matrix has the shape (inputs, outputs).
  struct FoundLayer {
    let description: String
    var values: [[Float]]
    /// How many times what the layer says the formula is: the dense layer behind it takes that over.
    var factor: Float = 1
  }

  private let arrays: [String: Tensor]
  private let origins: [Formula: LayerOrigin]
  /// What depends on the input.
  private let dependent: Set<Formula>
  /// How many residual blocks are around.
  private var nesting = 0

  init(_ reader: GraphReader, input: Formula, output: Formula) {
    (arrays, origins) = (reader.arrays, reader.origins)
    var dependent: Set<Formula> = [input]
    // What an activation is of need not be a part of its formula: z of z + 1, where z is a sum.
    let roots = [output] + reader.origins.values.compactMap(\.inner)
    for formula in Formula.nodesBottomUp(roots) where formula.node.children.contains(where: dependent.contains) {
      dependent.insert(formula)
    }
    self.dependent = dependent
  }

  /// The layers, first to last, from a formula down to one where the network begins.
  ///
  /// - Parameter begin: whether the network begins with a formula.
  /// - Throws: `UnrecognizedFormula` with the first formula from above that is no layer.
  func layers(of output: Formula, from begin: (Formula) -> Bool) throws(UnrecognizedFormula) -> (
    layers: [FoundLayer], start: Formula
  ) {
    var found: [FoundLayer] = []
    var formula = output
    while !begin(formula) {
      guard found.count < Network.layerLimit, let (layer, rest) = try layer(formula, begin) else {
        throw UnrecognizedFormula(formula: formula)
      }
      if let layer {
        if layer.factor != 1, let last = found.indices.last {
          guard found[last].description.hasPrefix("dense") else { throw UnrecognizedFormula(formula: formula) }
          found[last].values[0] = found[last].values[0].map { $0 * layer.factor }
        }
        found.append(layer)
      }
      formula = rest
    }
    return (found.reversed(), formula)
  }

  /// The last layer of a formula, and what goes into it; no layer where the formula is the same rows laid out otherwise.
  private func layer(_ formula: Formula, _ begin: (Formula) -> Bool) throws(UnrecognizedFormula) -> (
    FoundLayer?, Formula
  )? {
    switch origins[formula] {
    case .activation(let activation, let inner, let factor) where dependent.contains(inner):
      return (FoundLayer(description: activation.description, values: [], factor: factor), inner)
    case .layer(let description, let inner, let values) where dependent.contains(inner):
      let rows = values.map { row($0, formula) }
      if rows.allSatisfy({ $0 != nil }) {
        return (FoundLayer(description: description, values: rows.compactMap(\.self)), inner)
      }
    default: break
    }
    if formula.rank == 2, let (argument, axes) = formula.softmaxArgumentAndAxes, axes == [1] {
      return (FoundLayer(description: "softmax", values: []), argument)
    }
    if formula.rank == 2, let argument = formula.logSoftmaxArgument {
      return (FoundLayer(description: "log-softmax", values: []), argument)
    }
    if case .map(let function, let inner) = formula.node, dependent.contains(inner),
      let activation = try? Activation(Clause(function.rawValue))
    {
      return (FoundLayer(description: activation.description, values: []), inner)
    }
    if case .reshape(let inner) = formula.node, inner.rank == 2, inner.shape[0] == formula.shape.first {
      return (nil, inner)
    }
    guard formula.rank == 2 else { return nil }
    if let found = activation(formula) ?? dense(formula) ?? columns(formula, begin) { return found }
    if let found = try residual(formula) { return found }
    return entrywise(formula)
  }

  /// The numbers of a formula without inputs that is a row repeated, or a row; nil where rows differ.
  private func row(_ formula: Formula, _ whole: Formula) -> [Float]? {
    guard case .number(let width) = whole.shape[whole.rank - 1], !dependent.contains(formula),
      let tensor = try? Evaluator(inputs: arrays, sizes: Dictionary(formula.sizeSymbols.map { ($0, 1) }) { $1 })
        .evaluate(formula)
    else { return nil }
    if tensor.values.count == 1 { return Array(repeating: Float(tensor.values[0]), count: width) }
    guard tensor.values.count % width == 0, tensor.values.count >= width else { return nil }
    let first = Array(tensor.values[..<width])
    for start in stride(from: 0, to: tensor.values.count, by: width)
    where Array(tensor.values[start..<start + width]) != first {
      return nil
    }
    return first.map { Float($0) }
  }

  /// Those of the table with their usual constants.
  private static let activations = Activation.all

  /// One of the table's.
  private func activation(_ formula: Formula) -> (FoundLayer?, Formula)? {
    let parts = formula.possibleArguments
    for activation in Self.activations where activation != .identity {
      if let inner = parts.first(where: { activation($0) == formula }), dependent.contains(inner) {
        return (FoundLayer(description: activation.description, values: []), inner)
      }
    }
    return nil
  }

  /// X W + b
  private func dense(_ formula: Formula) -> (FoundLayer?, Formula)? {
    let terms = formula.terms
    let moving = terms.filter { dependent.contains($0.formula) }
    guard moving.count == 1, case .contraction(let product) = moving[0].formula.node, product.summed.count == 1,
      let x = product.factors.first(where: { dependent.contains($0.formula) }), x.labels == [0, 2]
    else { return nil }
    let rest = product.factors.filter { $0 != x }
    guard rest.allSatisfy({ !dependent.contains($0.formula) && !$0.labels.contains(0) }) else { return nil }
    // W is all that is no input: a matrix, perhaps on its side, perhaps times numbers.
    let matrix = Formula.contraction(
      rest.map { .init($0.formula, $0.labels.map { [2: 0, 1: 1][$0] ?? $0 }) }, output: [0, 1],
      sizes: [0: product.sizes[2], 1: product.sizes[1]]
    ).scaled(by: moving[0].coefficient)
    guard let weights = try? Evaluator(inputs: arrays).evaluate(matrix), weights.rank == 2 else { return nil }
    let shift = terms.filter { !dependent.contains($0.formula) }
    let numbers = weights.values.map { Float($0) }
    if shift.isEmpty {
      return (FoundLayer(description: "dense \(weights.shape[1]) bias=no", values: [numbers]), x.formula)
    }
    guard let bias = row(.sum(shift, shape: formula.shape), formula) else { return nil }
    return (FoundLayer(description: "dense \(weights.shape[1]) bias=yes", values: [numbers, bias]), x.formula)
  }

  /// x ⊙ s + t with a number a column: a normalisation in use, or the scaling of what the network sees.
  private func columns(_ formula: Formula, _ begin: (Formula) -> Bool) -> (FoundLayer?, Formula)? {
    guard let width = formula.shape.last?.value(in: [:]) else { return nil }
    var (inner, scale, offset) = (formula, [Float](repeating: 1, count: width), [Float](repeating: 0, count: width))
    while !begin(inner), let step = scaling(inner, width) {
      offset = offset.indices.map { offset[$0] + scale[$0] * step.offset[$0] }
      scale = zip(scale, step.scale).map { $0 * $1 }
      inner = step.inner
    }
    if inner == formula { return nil }
    if begin(inner), scale.allSatisfy({ $0 != 0 }) {
      let means = zip(offset, scale).map { $0 == 0 ? 0 : -$0 / $1 }
      return (FoundLayer(description: "standardize", values: [means, scale]), inner)
    }
    // γ x + β, with a mean of 0 and a variance to which ε adds up to 1.
    let zeros = [Float](repeating: 0, count: width)
    let variances = [Float](repeating: 1 - 1e-5, count: width)
    return (FoundLayer(description: "batchnorm", values: [scale, offset, zeros, variances]), inner)
  }

  /// x, s and t, where a formula is x ⊙ s + t and no other layer.
  private func scaling(_ formula: Formula, _ width: Int) -> (inner: Formula, scale: [Float], offset: [Float])? {
    let moving = formula.terms.filter { dependent.contains($0.formula) }
    guard moving.count == 1, origins[formula] == nil, dense(formula) == nil else { return nil }
    var (inner, scale) = (moving[0].formula, [Float](repeating: Float(moving[0].coefficient.doubleValue), count: width))
    if case .contraction(let product) = inner.node, product.isEntrywise,
      let x = product.factors.first(where: { dependent.contains($0.formula) }), x.labels == [0, 1]
    {
      let rest = product.factors.filter { $0 != x }
      let factor = Formula.contraction(rest, output: [0, 1], sizes: [0: product.sizes[0], 1: product.sizes[1]])
      guard let own = row(factor, formula) else { return nil }
      scale = zip(scale, own).map { $0 * $1 }
      inner = x.formula
    }
    let shift = formula.terms.filter { !dependent.contains($0.formula) }
    let offset =
      shift.isEmpty ? [Float](repeating: 0, count: width) : row(.sum(shift, shape: formula.shape), formula)
    guard inner != formula, let offset else { return nil }
    return (inner, scale, offset)
  }

  /// z + f(z)
  private func residual(_ formula: Formula) throws(UnrecognizedFormula) -> (FoundLayer?, Formula)? {
    guard nesting < 3, case .sum(let terms) = formula.node, terms.count <= 4 else { return nil }
    var inner = self
    inner.nesting += 1
    for term in terms where term.coefficient.isOne && dependent.contains(term.formula) {
      let rest = Formula.sum(terms.filter { $0 != term }, shape: formula.shape)
      guard rest.contains(term.formula), let inside = try? inner.layers(of: rest, from: { $0 == term.formula }).layers,
        !inside.isEmpty
      else { continue }
      let description = "residual(\(inside.map(\.description).withUsualBiases.joined(separator: ", ")))"
      return (FoundLayer(description: description, values: inside.flatMap(\.values)), term.formula)
    }
    return nil
  }

  /// Any other function of every number of one value, as a formula of that number.
  private func entrywise(_ formula: Formula) -> (FoundLayer?, Formula)? {
    var search = ScalarSearch()
    guard let scalar = scalar(formula, &search), let inner = search.inner, inner != formula else { return nil }
    if let (activation, factor) = named(scalar) {
      return (FoundLayer(description: activation.description, values: [], factor: factor), inner)
    }
    guard let activation = try? Activation(parsing: "\"\(scalar.written(as: .ascii))\"") else { return nil }
    return (FoundLayer(description: activation.description, values: []), inner)
  }

  /// The activation of the table that is the function of x, however it is spelled: one that has the same numbers, or so many times them.
  private func named(_ scalar: Formula) -> (Activation, factor: Float)? {
    guard let own = Self.samples(of: scalar) else { return nil }
    for (activation, other) in Self.tabled {
      guard let last = other.last, last != 0 else { continue }
      let ratio = (own[own.count - 1] / last * 1024).rounded() / 1024
      if zip(own, other).allSatisfy({ Swift.abs($0 - ratio * $1) <= 1e-6 * max(1, Swift.abs($1)) }), ratio > 0 {
        return (activation, Float(ratio))
      }
    }
    return nil
  }

  /// The values of a formula of one number x on both sides of 0.
  private static func samples(of formula: Formula) -> [Double]? {
    let points = stride(from: -7.5, through: 7.5, by: 0.625).map { $0 }
    return try? points.map { try Evaluator(inputs: ["x": Tensor($0)]).evaluate(formula).values[0] }
  }

  /// The activations of one number, with their values there. Whoever asks first does not pay for all.
  private static let tabled: [(Activation, [Double])] = Budget.$current.withValue(Budget(.unlimited)) {
    activations.filter { $0 != .softmax }.compactMap { activation in
      samples(of: activation(.symbol("x"))).map { (activation, $0) }
    }
  }

  /// The formula of one number x whose entry by entry application to a value a formula is; nil where it is of several values.
  private func scalar(_ formula: Formula, _ search: inout ScalarSearch) -> Formula? {
    if let number = formula.onlyNumber { return .constant(number) }
    let before = search.inner
    search.visits -= 1
    if search.visits > 0, formula != before, dependent.contains(formula), origins[formula] == nil,
      let inside = scalarParts(formula, &search)
    {
      return inside
    }
    search.inner = before ?? formula
    return search.inner == formula && dependent.contains(formula) ? .symbol("x") : nil
  }

  private func scalarParts(_ formula: Formula, _ search: inout ScalarSearch) -> Formula? {
    switch formula.node {
    case .sum(let terms):
      var parts: [Term] = []
      for term in terms {
        guard let part = scalar(term.formula, &search) else { return nil }
        parts.append(Term(term.coefficient, part))
      }
      return .sum(parts, shape: [])
    case .contraction(let product) where product.isEntrywise:
      var factors: [Formula] = []
      for factor in product.factors {
        guard factor.labels.isEmpty || factor.labels == Array(0..<product.rank),
          let part = scalar(factor.formula, &search)
        else { return nil }
        factors.append(part)
      }
      return .product(factors)
    case .map(let function, let argument): return scalar(argument, &search).map { .map(function, $0) }
    case .power(let base, let exponent) where exponent.constantValue != nil:
      return scalar(base, &search).map { .power($0, exponent) }
    case .extremum(let extremum, let left, let right):
      guard let a = scalar(left, &search), let b = scalar(right, &search) else { return nil }
      return .extremum(extremum, a, b)
    default: return nil
    }
  }
}

/// The search for the one value that a formula is a function of, entry by entry.
private struct ScalarSearch {
  var inner: Formula?
  /// Longer formulas are nobody's activation.
  var visits = 256
}
