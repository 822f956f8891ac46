import GradusExpression

/// Turns formulas into written mathematics: the definitions folded back, the products in matrix notation.
final class Composer {
  /// Formulas that are written as a name, because they are shared.
  let names: [Formula: String]
  private var memory: [Request: Written] = [:]
  /// The formulas that each formula's text is made of, as often as they occur in it.
  private(set) var uses: [Formula: [Formula]] = [:]
  /// The formulas that are being composed, outermost first.
  private var current: [Formula?] = []
  var told: [Formula: Set<Int>] = [:]

  /// A formula, and whether the sizes of its axes follow from what stands around it.
  private struct Request: Hashable {
    var formula: Formula
    var isTold: Bool
  }

  /// Sums of two or more terms that keep together, the longest first.
  let kept: [Formula]

  init(names: [Formula: String] = [:], keeping sums: [Formula] = []) {
    self.names = names
    kept = sums
  }

  /// - Parameter isTold: whether the sizes of the formula's axes follow from what stands around it, so that a vector of
  ///   ones needs no size.
  func compose(_ formula: Formula, isTold: Bool = false) -> Written {
    record(formula)
    if let name = names[formula] { return .name(name, rank: formula.rank) }
    return composeDefinition(formula, isTold: isTold)
  }

  /// As `compose`, even where the formula itself has a name.
  func composeDefinition(_ formula: Formula, isTold: Bool = false) -> Written {
    let request = Request(formula: formula, isTold: isTold)
    if let known = memory[request] { return known }
    let result = recording(formula) { fold(formula) ?? composeNode(formula, isTold: isTold) }
    memory[request] = result
    return result
  }

  /// Notes that the text in hand contains the text of the formula.
  func record(_ formula: Formula) {
    if let whole = current.last, let whole { uses[whole, default: []].append(formula) }
  }

  /// Notes what the formula's text contains, the first time it is composed.
  func recording(_ formula: Formula, _ compose: () -> Written) -> Written {
    current.append(uses[formula] == nil ? formula : nil)
    defer { current.removeLast() }
    if uses[formula] == nil { uses[formula] = [] }
    return compose()
  }

  private func composeNode(_ formula: Formula, isTold: Bool) -> Written {
    let kind = Written.Kind(rank: formula.rank)
    switch formula.node {
    case .symbol(let symbol): return .name(symbol.name, rank: formula.rank)
    case .constant(let value): return .number(value)
    case .namedConstant(let constant): return Written(.constant(constant), .scalar)
    case .size(let size): return Written(.size(size), .scalar)
    case .literal(let literal): return Written(.literal(literal), kind)
    case .delta(let size): return Written(.unitMatrix(size, isTold: isTold), .matrix)
    case .band(let size, let band): return Written(.band(size, band), .matrix)
    case .basis(let index, let size): return Written(.unitVector(index + 1, size), .column)
    case .sum(let terms): return compose(terms, shape: formula.shape, isTold: isTold)
    case .contraction: return factored(formula, coefficient: 1, isTold: isTold)
    case .map(let function, let argument):
      return .call(.elementary(function), [compose(argument, isTold: isTold)], kind)
    case .power: return factored(formula, coefficient: 1, isTold: isTold)
    case .extremum(let extremum, let left, let right):
      let both = operands(left, right, isTold: isTold)
      return .call(.extremum(extremum), [both.0, both.1], kind)
    case .reduction(let reduction, let argument, let axes): return reduce(reduction, argument, axes, kind)
    case .alongAxes(let function, let argument, let axes):
      let places = axes.count == argument.rank ? [] : axes.map { $0 + 1 }
      return .call(.alongAxes(function, places), [compose(argument)], kind)
    case .inverse(let matrix): return Written(.inverse(compose(matrix)), .matrix)
    case .adjugate(let matrix): return .call(.adjugate, [compose(matrix)], .matrix)
    case .determinant(let matrix): return .call(.determinant, [compose(matrix)], .scalar)
    case .logDeterminant(let matrix): return .call(.logDeterminant, [compose(matrix)], .scalar)
    case .matrixFunction(let function, let matrix): return .call(.matrixFunction(function), [compose(matrix)], .matrix)
    case .spectral(let function, let matrix): return .call(.spectral(function), [compose(matrix)], kind)
    case .reshape(let argument): return reshape(argument, to: formula.shape)
    }
  }

  /// Two formulas of one shape side by side; of a repeated scalar beside something else only the scalar is written.
  private func operands(_ left: Formula, _ right: Formula, isTold: Bool) -> (Written, Written) {
    if left.isScalar { return (compose(left), compose(right)) }
    switch (left.repeatedScalar, right.repeatedScalar) {
    case (let scalar?, nil): return (compose(scalar), compose(right, isTold: isTold))
    case (nil, let scalar?): return (compose(left, isTold: isTold), compose(scalar))
    default: return (compose(left, isTold: isTold), compose(right, isTold: isTold))
    }
  }

  private func reduce(_ reduction: Reduction, _ argument: Formula, _ axes: [Int], _ kind: Written.Kind) -> Written {
    let inner = compose(argument)
    if axes.count == argument.rank {
      if reduction == .logSumExp, argument.rank > 1 {
        // Of a matrix the name means every row.
        let exponentials = Written.call(.elementary(.exp), [inner], inner.kind)
        return .call(.elementary(.log), [.call(.sum(axis: nil), [exponentials], .scalar)], .scalar)
      }
      return .call(.reduction(reduction, axis: nil), [inner], .scalar)
    }
    if argument.rank == 2 {
      let result = Written.call(.reduction(reduction, axis: axes[0] + 1), [inner], axes[0] == 0 ? .row : .column)
      return axes[0] == 0 ? result.transposed : result
    }
    return Written(.reduced(reduction, inner, axes: axes), kind)
  }

  private func reshape(_ argument: Formula, to shape: [Size]) -> Written {
    let kind = Written.Kind(rank: shape.count)
    if let (left, right) = argument.kroneckerFactors(shape: shape) {
      return .call(.kronecker, [compose(left), compose(right)], .matrix)
    }
    if argument.rank == 2, shape.count == 1 {
      return .call(.vectorized, [compose(argument.transposed)], .column)
    }
    return Written(.reshaped(compose(argument), shape), kind)
  }
}

extension Formula {
  /// c, where every entry is the same scalar c.
  var repeatedScalar: Formula? {
    if isScalar { return self }
    let (coefficient, rest) = coefficientAndRest
    guard case .contraction(let inner) = rest.node, inner.factors.allSatisfy(\.labels.isEmpty), inner.summed.isEmpty
    else {
      return nil
    }
    return Formula.product(inner.factors.map(\.formula), flattening: false).scaled(by: coefficient)
  }

  /// A and B, where the formula reshaped to the shape is A ⊗ B.
  func kroneckerFactors(shape: [Size]) -> (Formula, Formula)? {
    guard rank == 4, shape.count == 2, case .contraction(let inner) = node else { return nil }
    let (rows, columns) = (Set([0, 2]), Set([1, 3]))
    var parts: ([Contraction.Factor], [Contraction.Factor]) = ([], [])
    for factor in inner.factors {
      let outer = factor.labels.filter { $0 < 4 }
      // Summed labels would have to be told apart by component; only the plain product is folded.
      guard outer.count == factor.labels.count, !outer.isEmpty || factor.labels.isEmpty else { return nil }
      if rows.isSuperset(of: outer) {
        parts.0.append(factor)
      } else if columns.isSuperset(of: outer) {
        parts.1.append(factor)
      } else {
        return nil
      }
    }
    func part(_ factors: [Contraction.Factor], _ output: [Int]) -> Formula {
      Formula.contraction(
        factors, output: output, sizes: Dictionary(uniqueKeysWithValues: output.map { ($0, inner.sizes[$0]) }))
    }
    let result = (part(parts.0, [0, 2]), part(parts.1, [1, 3]))
    return Formula.kronecker(result.0, result.1) == self.reshaped(to: shape) ? result : nil
  }
}
