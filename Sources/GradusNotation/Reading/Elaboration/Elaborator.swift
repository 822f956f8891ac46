import GradusExpression

/// Turns syntax into formulas: names get their meaning, then every node its kind, then its sizes, then it is built.
struct Elaborator {
  /// The most operations after definitions are unfolded.
  static let sizeLimit = 200_000

  let environment: Environment
  let texts: [String]
  /// Where among the texts that of each function of an earlier text stands, by the function's key.
  private let functionTexts: [String: Int]
  var nodes: [TypedNode] = []
  var symbols: [TypedSymbol] = []
  var symbolOfKey: [String: Int] = [:]
  /// The symbols of families, by the key of the name before the index.
  var familyOfKey: [String: Int] = [:]
  /// The definitions of the texts by key.
  var definitions: [String: LocalDefinition] = [:]
  /// Arrays that are defined entry by entry, by the key of the name before the index.
  var arrays: [String: LocalArray]
  /// The definitions that are resolved, in order.
  var resolved: [(definition: Statement.Definition, node: Int)] = []
  /// Arguments by the keys of the parameters, for the function whose body is being read.
  var scope: [String: Int] = [:]
  private var depth = 0
  /// Index notation: the labels of indices bound by `sum[p]` and `tensor[i]`, those of the others, and their count.
  var boundLabels: [String: Int] = [:]
  var freeLabels: [String: Int] = [:]
  var labelCount = 0
  /// The letters of all indices met so far.
  var indexLetters: Set<String> = []
  /// Derivatives of functions at their arguments, by the nodes of their values.
  var slopes: [Int: Slope] = [:]
  /// What the texts tell before anything is resolved.
  let hints: Hints

  struct LocalDefinition {
    let definition: Statement.Definition
    let text: Int
    var node: Int?
    var isOpen = false
  }

  struct LocalArray {
    let body: Syntax
    let text: Int
    var node: Int?
    var isOpen = false
  }

  init(
    environment: Environment, texts: [String], functionTexts: [String: Int] = [:], arrays: [String: LocalArray] = [:],
    hints: Hints = Hints()
  ) {
    self.arrays = arrays
    self.environment = environment
    self.texts = texts
    self.functionTexts = functionTexts
    self.hints = hints
  }

  /// The sizes that the texts name at their sums, as n in `\sum_{i=1}^{n}`: n is that number everywhere.
  var writtenSizes: Set<String> { hints.writtenSizes }

  /// A function of an earlier text, with the place of that text.
  func function(_ key: String) -> (definition: Statement.Definition, text: Int)? {
    guard let function = environment.functions[key], let text = functionTexts[key] else { return nil }
    return (function.definition, text)
  }

  mutating func define(_ definition: Statement.Definition, text: Int) throws(ReadingError) {
    let key = KnownNames.key(definition.name)
    guard definitions[key] == nil, !environment.isTaken(key) else {
      throw error(.redefinition(definition.name), text, definition.nameRange)
    }
    definitions[key] = LocalDefinition(definition: definition, text: text)
  }

  func error(_ problem: ReadingError.Problem, _ text: Int, _ range: Range<Int>) -> ReadingError {
    ReadingError(problem, in: texts[text], at: range)
  }

  mutating func append(
    _ operation: TypedNode.Operation, _ children: [Int] = [], kinds: ShapeKinds = .all, _ syntax: Syntax, _ text: Int,
    sign: Range<Int>? = nil
  ) throws(ReadingError) -> Int {
    guard nodes.count < Elaborator.sizeLimit else {
      throw error(.tooLarge(limit: Elaborator.sizeLimit), text, syntax.range)
    }
    let sign = sign.flatMap { $0.isEmpty ? nil : $0 } ?? syntax.range
    let place = TypedNode.Place(text: text, range: syntax.range, sign: sign)
    let labels = try labels(of: operation, children, syntax, text)
    nodes.append(TypedNode(operation: operation, children: children, kinds: kinds, place: place, labels: labels))
    return nodes.count - 1
  }

  /// The node of a formula of one of the texts.
  mutating func resolve(_ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    depth += 1
    defer { depth -= 1 }
    let levels = Budget.current.limits.levels
    guard depth <= levels, LargeStack.hasRoom else {
      throw error(.tooDeep(limit: min(depth, levels)), text, syntax.range)
    }
    // Each case has a function of its own, so that the frames of this recursion stay small.
    switch syntax.kind {
    case .number, .filled: return try constant(syntax, text)
    case .name(let name): return try resolve(name: name, syntax, text)
    case .negative(let inner): return try unary(.negative, inner, syntax, text)
    case .transpose(let inner): return try unary(.transpose, inner, syntax, text)
    case .bars(let inner):
      // |S| of a set of indices counts them.
      if let name = inner.asName, hints.sets[name] == 1 {
        return try append(.call(.sum, axis: nil), [try self.set(name, 1, syntax, text)], syntax, text)
      }
      return try unary(.bars, inner, syntax, text)
    case .sum(let addends): return try resolve(sum: addends, syntax, text)
    case .product(let first, let factors): return try resolve(product: first, factors, syntax, text)
    case .power(let base, let exponent, let entrywise):
      return try resolve(power: base, exponent, entrywise, syntax, text)
    case .call(let function, let arguments): return try resolve(call: function, arguments, syntax, text)
    case .application(let name, let arguments): return try apply(name, arguments, syntax, text)
    case .norm(let inner, let order): return try resolve(norm: order, of: inner, syntax, text)
    case .matrix(let rows): return try resolve(matrix: rows, syntax, text)
    case .indexed(let name, let indices, let isBold):
      return try resolve(indexed: name, indices, isBold: isBold, syntax, text)
    case .part(let inner, let indices): return try resolve(part: inner, indices, syntax, text)
    case .constantEntry(let function, let indices): return try resolve(constantEntry: function, indices, syntax, text)
    case .reduction(let function, let letters, let inner):
      return try resolve(reduction: function, over: letters, inner, syntax, text)
    case .tensor(let letters, let inner): return try resolve(tensor: letters, inner, syntax, text)
    case .membership(let set, let letters): return try membership(of: set, letters, syntax, text)
    case .band(let row, let column, let band): return try resolve(band: band, row, column, syntax, text)
    case .objective(_, let inner): return try unary(.alias, inner, syntax, text)
    case .derivative(let inner, let names): return try resolve(derivative: names, of: inner, syntax, text)
    case .slope(let name, let names, let order, let arguments):
      return try resolve(slopeOf: name, by: names, order: order, at: arguments, syntax, text)
    case .placed(let inner, let names, let values): return try resolve(inner, with: names, at: values, syntax, text)
    }
  }
}
