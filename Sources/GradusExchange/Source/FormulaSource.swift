internal import GradusExpression

/// Writes a formula as loops: sums and reductions into arrays of their own, what works entry by entry as expressions.
struct FormulaSource {
  private let language: SourceLanguage
  private(set) var lines: [String] = []
  /// The functions that are called.
  private(set) var functions: [ElementaryFunction] = []
  /// The arrays that hold values.
  private var arrays: [Formula: String]
  private var count = 0

  /// - Parameter arrays: the names of the arrays that the symbols are.
  init(_ language: SourceLanguage, arrays: [Formula: String]) {
    (self.language, self.arrays) = (language, arrays)
  }

  /// Computes a formula and returns the name of its array.
  mutating func write(_ output: Formula) throws(UnwritableSource) -> String {
    let order = output.nodesBottomUp
    var uses: [Formula: Int] = [:]
    for formula in order { for child in formula.node.children { uses[child, default: 0] += 1 } }
    // What is laid out otherwise is read from where it lies.
    let laidOut = Set(order.compactMap { if case .reshape(let argument) = $0.node { argument } else { nil } })
    for formula in order where arrays[formula] == nil {
      if formula == output || laidOut.contains(formula) || formula.needsArray
        || uses[formula, default: 0] > 1 && !formula.node.children.isEmpty
      {
        try store(formula)
      }
    }
    return arrays[output] ?? ""
  }

  private func lengths(_ shape: [Size]) throws(UnwritableSource) -> [Int] {
    var lengths: [Int] = []
    for size in shape {
      guard let length = size.value(in: [:]) else { throw UnwritableSource("the length \(size) is no number") }
      lengths.append(length)
    }
    return lengths
  }

  /// i₀ n₁ n₂ + i₁ n₂ + i₂, without axes of length 1.
  private func place(_ indices: [String], _ lengths: [Int]) -> String {
    var terms: [String] = []
    var stride = 1
    for (index, length) in zip(indices, lengths).reversed() {
      if length > 1 { terms.append(stride == 1 ? index : "\(index) * \(stride)") }
      stride *= length
    }
    return terms.isEmpty ? "0" : terms.reversed().joined(separator: " + ")
  }

  private mutating func nest(_ loops: [(String, Int)], _ depth: Int = 1, _ body: [String]) {
    for (level, loop) in loops.enumerated() { add(language.loop(loop.0, loop.1), depth + level) }
    for line in body { add(line, depth + loops.count) }
    for level in loops.indices.reversed() { add("}", depth + level) }
  }

  private mutating func add(_ line: String, _ depth: Int) { lines.append(String(repeating: "  ", count: depth) + line) }

  /// Gives a formula an array of its own.
  private mutating func store(_ formula: Formula) throws(UnwritableSource) {
    let shape = try lengths(formula.shape)
    count += 1
    let name = "v\(count)"
    add(language.array(name, shape.reduce(1, *)), 1)
    let indices = shape.indices.map { "i\($0)" }
    switch formula.node {
    case .contraction(let product) where !product.isEntrywise: try sum(product, name)
    case .reduction(let reduction, let argument, let axes): try reduce(reduction, argument, axes, name)
    case .alongAxes(.hardmax, let argument, let axes): try hardmax(argument, axes, name)
    default:
      let value = try expression(formula, indices, isTop: true)
      nest(
        zip(indices, shape).filter { $0.1 > 1 }, 1, [language.statement("\(name)[\(place(indices, shape))] = \(value)")]
      )
    }
    arrays[formula] = name
  }

  /// A sum over labels: the last label of the result runs innermost, so that neighbours are neighbours.
  private mutating func sum(_ product: Contraction, _ name: String) throws(UnwritableSource) {
    let sizes = try lengths(product.sizes)
    let order =
      Array(0..<max(product.rank - 1, 0)) + Array(product.summed) + (product.rank > 0 ? [product.rank - 1] : [])
    let output = place((0..<product.rank).map { "i\($0)" }, Array(sizes[..<product.rank]))
    var factors: [String] = []
    for factor in product.factors {
      factors.append(try self.expression(factor.formula, factor.labels.map { "i\($0)" }))
    }
    let loops = order.map { ("i\($0)", sizes[$0]) }.filter { $0.1 > 1 }
    nest(
      loops, 1,
      [language.statement("\(name)[\(output)] += \(factors.isEmpty ? "1" : factors.joined(separator: " * "))")])
  }

  private mutating func reduce(
    _ reduction: Reduction, _ argument: Formula, _ axes: [Int], _ name: String
  ) throws(UnwritableSource) {
    let shape = try lengths(argument.shape)
    let indices = shape.indices.map { "i\($0)" }
    let kept = shape.indices.filter { !axes.contains($0) }
    let outer = kept.map { ("i\($0)", shape[$0]) }.filter { $0.1 > 1 }
    let inner = axes.map { ("i\($0)", shape[$0]) }.filter { $0.1 > 1 }
    let value = try expression(argument, indices)
    let target = "\(name)[\(place(kept.map { "i\($0)" }, kept.map { shape[$0] }))]"
    add(block, 1)
    for (level, loop) in outer.enumerated() { add(language.loop(loop.0, loop.1), 1 + level) }
    let depth = 1 + outer.count
    switch reduction {
    case .maximum, .minimum, .logSumExp:
      let pick = reduction == .minimum ? "fminf" : "fmaxf"
      add(language.variable("m", reduction == .minimum ? infinity : "-\(infinity)"), depth)
      nest(inner, depth, [language.statement("m = \(pick)(m, \(value))")])
      if reduction == .logSumExp {
        add(language.variable("s", language.number(0)), depth)
        nest(inner, depth, [language.statement("s += expf(\(value) - m)")])
        add(language.statement("\(target) = m + logf(s)"), depth)
      } else {
        add(language.statement("\(target) = m"), depth)
      }
    case .product:
      add(language.variable("p", language.number(1)), depth)
      nest(inner, depth, [language.statement("p *= \(value)")])
      add(language.statement("\(target) = p"), depth)
    }
    for level in outer.indices.reversed() { add("}", 1 + level) }
    add("}", 1)
  }

  /// What begins a block whose variables are its own.
  private var block: String { language == .c ? "{" : "do {" }
  private var infinity: String { language == .c ? "INFINITY" : "Float.infinity" }

  private mutating func hardmax(_ argument: Formula, _ axes: [Int], _ name: String) throws(UnwritableSource) {
    let shape = try lengths(argument.shape)
    let indices = shape.indices.map { "i\($0)" }
    let outer = shape.indices.filter { !axes.contains($0) && shape[$0] > 1 }
    let inner = axes.map { ("i\($0)", shape[$0]) }.filter { $0.1 > 1 }
    let value = try expression(argument, indices)
    let target = "\(name)[\(place(indices, shape))]"
    add(block, 1)
    for (level, axis) in outer.enumerated() { add(language.loop("i\(axis)", shape[axis]), 1 + level) }
    let depth = 1 + outer.count
    add(language.variable("m", "-\(infinity)"), depth)
    nest(inner, depth, [language.statement("m = fmaxf(m, \(value))")])
    add(language.variable("k", language.number(1)), depth)
    nest(
      inner, depth,
      [
        language.condition(
          "\(value) == m", language.statement("\(target) = k") + (language == .c ? " k = 0" : "; k = 0"))
      ])
    for level in outer.indices.reversed() { add("}", 1 + level) }
    add("}", 1)
  }

  /// One entry of a formula at the given indices.
  private mutating func expression(
    _ formula: Formula, _ indices: [String], isTop: Bool = false
  ) throws(UnwritableSource) -> String {
    if let name = arrays[formula] { return "\(name)[\(place(indices, try lengths(formula.shape)))]" }
    func number(_ value: Double) -> String { language.number(Float(value)) }
    switch formula.node {
    case .constant(let value): return number(value.doubleValue)
    case .namedConstant(let constant): return number(constant.value)
    case .size(let size): return number(Double(try lengths([size])[0]))
    case .delta, .band, .basis, .literal: throw UnwritableSource("a table of numbers in a formula")
    case .sum(let terms):
      var parts: [String] = []
      for term in terms {
        let own = term.formula.isOnes ? nil : try expression(term.formula, indices)
        let coefficient = term.coefficient.doubleValue
        parts.append(own.map { coefficient == 1 ? $0 : "\(number(coefficient)) * \($0)" } ?? number(coefficient))
      }
      return parts.isEmpty ? number(0) : "(\(parts.joined(separator: " + ")))"
    case .contraction(let product):
      var parts: [String] = []
      for factor in product.factors { parts.append(try expression(factor.formula, factor.labels.map { indices[$0] })) }
      return parts.isEmpty ? number(1) : "(\(parts.joined(separator: " * ")))"
    case .map(let function, let argument):
      guard function.definition.source != nil else { throw UnwritableSource("the function \(function.rawValue)") }
      if !functions.contains(function) { functions.append(function) }
      return "f_\(function.rawValue)(\(try expression(argument, indices)))"
    case .power(let base, let exponent):
      let x = try expression(base, indices)
      switch exponent.constantValue {
      case -1: return "(\(number(1)) / \(x))"
      case Rational(1, 2): return "sqrtf(\(x))"
      case Rational(-1, 2): return "(\(number(1)) / sqrtf(\(x)))"
      case 2 where arrays[base] != nil: return "(\(x) * \(x))"
      default: return "powf(\(x), \(try expression(exponent, exponent.isScalar ? [] : indices)))"
      }
    case .extremum(let extremum, let left, let right):
      return
        "\(extremum == .maximum ? "fmaxf" : "fminf")(\(try expression(left, indices)), \(try expression(right, indices)))"
    case .reshape(let argument):
      // The entries lie as they did.
      guard let name = arrays[argument] else { throw UnwritableSource("another layout of entries") }
      return "\(name)[\(place(indices, try lengths(formula.shape)))]"
    case .symbol, .reduction, .alongAxes, .inverse, .adjugate, .determinant, .logDeterminant, .matrixFunction,
      .spectral:
      throw UnwritableSource("\(formula)")
    }
  }
}

/// What has no source.
struct UnwritableSource: Error {
  let what: String
  init(_ what: String) { self.what = what }
}

extension Formula {
  /// Whether loops of its own compute it.
  fileprivate var needsArray: Bool {
    switch node {
    case .contraction(let product): !product.isEntrywise
    case .reduction, .alongAxes: true
    default: false
    }
  }
}
