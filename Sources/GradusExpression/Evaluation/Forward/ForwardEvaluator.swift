import BigInt

/// The evaluator's definitions once more, over numbers with infinitesimals: values with a bound of their rounding, and
/// directional derivatives of any order without a rule of the calculus.
///
///     let evaluator = ForwardEvaluator(inputs: ["x": Tensor(3)], directions: [("x", Tensor(1)), ("x", Tensor(1))])
///     try evaluator.evaluate(x .** 3).value.scalar    // 18, the second derivative
package struct ForwardEvaluator: Sendable {
  private let evaluator: Evaluator
  private let directions: [(name: String, direction: Tensor)]

  /// - Parameter directions: for each infinitesimal the symbol that it moves, and where to.
  package init(
    inputs: [String: Tensor], sizes: [String: Int] = [:], directions: [(name: String, direction: Tensor)] = []
  ) {
    evaluator = Evaluator(inputs: inputs, sizes: sizes)
    self.directions = directions
  }

  /// Dᵏf[h₁, …, hₖ]: with no direction the value itself. Not a number where there is none, as at a kink.
  package func evaluate(_ formula: Formula) throws -> BoundedTensor { try evaluate([formula])[0] }

  /// The same of several formulas; what they share is computed once.
  package func evaluate(_ formulas: [Formula]) throws -> [BoundedTensor] {
    let width = 1 << directions.count
    var pass = ForwardPass(
      inputs: evaluator.inputs, sizes: try evaluator.sizes(of: formulas), directions: directions, width: width)
    for formula in Formula.nodesBottomUp(formulas) { try pass.compute(formula) }
    return formulas.map { formula in
      let jets = pass[formula]
      func top(_ parts: [Double]) -> Tensor {
        let values = (0..<jets.count).map { place in
          jets.width == width ? parts[(place + 1) * width - 1] : 0
        }
        return Tensor(shape: jets.shape, values: values)
      }
      return BoundedTensor(value: top(jets.parts), error: top(jets.errors))
    }
  }
}

/// Why there is no derivative by infinitesimals.
package enum ForwardError: DescribedError, Hashable {
  case noRule(String)

  package var description: String {
    switch self {
    case .noRule(let name): "\(name) is not computed with infinitesimals"
    }
  }
}

/// One evaluation: the values so far.
struct ForwardPass {
  private var values: [Formula: JetTensor] = [:]
  let inputs: [String: Tensor]
  let sizes: [String: Int]
  let directions: [(name: String, direction: Tensor)]
  let width: Int

  init(
    inputs: [String: Tensor], sizes: [String: Int], directions: [(name: String, direction: Tensor)], width: Int
  ) {
    (self.inputs, self.sizes, self.directions, self.width) = (inputs, sizes, directions, width)
  }

  subscript(_ formula: Formula) -> JetTensor { values[formula]! }

  func length(_ size: Size) throws -> Int { try size.required(in: sizes) }

  /// The value of a formula whose parts are computed.
  mutating func compute(_ formula: Formula) throws { values[formula] = try value(of: formula) }

  private func value(of formula: Formula) throws -> JetTensor {
    let shape = try formula.shape.map(length)
    switch formula.node {
    case .symbol(let symbol): return moving(symbol.name)
    case .constant(let value): return rounded([value], [])
    case .namedConstant(let constant):
      return JetTensor(shape: [], parts: [constant.value], errors: [constant.value * JetTensor.rounding])
    case .size(let size): return JetTensor(Tensor(Double(try length(size))))
    case .literal(let literal): return rounded(literal.values, shape)
    case .delta: return JetTensor(.identity(shape[0]))
    case .band(_, let band):
      let places = (0..<shape[0] * shape[1]).map { band.holds($0 / shape[1], $0 % shape[1]) }
      return JetTensor(Tensor(shape: shape, values: places.map { $0 ? 1 : 0 }))
    case .basis(let index, let size):
      guard index < shape[0] else { throw EvaluationError.missingEntry(index, of: size, shape[0]) }
      var unit = Tensor(shape: shape, repeating: 0)
      unit[index] = 1
      return JetTensor(unit)
    case .sum(let terms):
      let parts = terms.map { (scale: $0.coefficient.doubleValue, jets: self[$0.formula]) }
      var total = JetTensor(zero: shape, width: parts.map(\.jets.width).max() ?? 1)
      for (scale, jets) in parts {
        for place in 0..<total.count { total.add(scale, jets, place, at: place) }
      }
      return total
    case .contraction(let contraction): return try contract(contraction)
    case .map(.log, let argument) where argument.constantValue.map({ $0 > 0 }) == true:
      let value = argument.constantValue!.naturalLogarithm
      return JetTensor(shape: [], parts: [value], errors: [4 * JetTensor.rounding * abs(value)])
    case .map(let function, let argument):
      return self[argument].map { jet in jet.applying(function) }
    case .power(let base, let exponent): return power(self[base], self[exponent], shape)
    case .extremum(let extremum, let left, let right):
      let (a, b) = (self[left], self[right])
      return gathered(shape, (0..<a.count).map { picked([a[$0], b[$0]], isLargest: extremum == .maximum) })
    case .reduction(let reduction, let argument, let axes): return reduce(reduction, self[argument], axes, shape)
    case .alongAxes(let function, let argument, let axes): return apply(function, self[argument], axes)
    case .adjugate(let matrix): return self[matrix].adjugate
    case .inverse(let matrix):
      guard let inverse = self[matrix].inverse else { throw EvaluationError.singularMatrix(matrix) }
      return inverse
    case .determinant(let matrix): return JetTensor(shape: [], [self[matrix].determinant])
    case .logDeterminant(let matrix):
      let absolute = self[matrix].determinant.applying(.abs)
      return JetTensor(shape: [], [absolute.applying(.log)])
    case .matrixFunction(let function, let matrix):
      guard let result = self[matrix].matrixFunction(function) else {
        throw ForwardError.noRule("the matrix function \(function.rawValue)")
      }
      return result
    case .spectral(let function, _): throw ForwardError.noRule(function.rawValue)
    case .reshape(let argument): return self[argument].reshaped(shape)
    }
  }

  /// The value of a symbol with hᵢ εᵢ for every infinitesimal that moves it.
  private func moving(_ name: String) -> JetTensor {
    let value = inputs[name]!
    guard directions.contains(where: { $0.name == name }) else { return JetTensor(value) }
    var jets = JetTensor(zero: value.shape, width: width)
    for place in value.values.indices {
      jets.parts[place * width] = value.values[place]
      for (i, moved) in directions.enumerated() where moved.name == name {
        jets.parts[place * width + 1 << i] = moved.direction.values[place]
      }
    }
    return jets
  }

  /// Exact numbers, rounded where a double does not hold them.
  private func rounded(_ numbers: [Rational], _ shape: [Int]) -> JetTensor {
    let values = numbers.map(\.doubleValue)
    let errors = zip(numbers, values).map { number, value in
      number.isInteger && number.numerator.magnitude.bitWidth <= 53 ? 0 : abs(value) * JetTensor.rounding
    }
    return JetTensor(shape: shape, parts: values, errors: errors)
  }

  /// Entries of different widths, brought to one.
  func gathered(_ shape: [Int], _ entries: [Jet]) -> JetTensor {
    let width = entries.map(\.width).max() ?? 1
    return JetTensor(shape: shape, entries.map { $0.widened(to: width) })
  }

  private func power(_ base: JetTensor, _ exponent: JetTensor, _ shape: [Int]) -> JetTensor {
    gathered(
      shape,
      (0..<base.count).map { place in
        let (x, p) = (base[place], exponent[exponent.count == 1 ? 0 : place])
        if p.isConstant, p.error == 0 { return x.power(p.value) }
        // xᵖ = exp(p log x)
        let logarithm = x.applying(.log)
        return (p * logarithm).applying(.exp)
      })
  }

  /// The largest or the smallest of some numbers. Where another one is as large within rounding, and moves otherwise, there is
  /// a kink.
  func picked(_ jets: [Jet], isLargest: Bool) -> Jet {
    let width = jets.map(\.width).max() ?? 1
    let jets = jets.map { $0.widened(to: width) }
    guard let first = jets.first else { return Jet(isLargest ? -.infinity : .infinity, width: 1) }
    if jets.contains(where: \.value.isNaN) { return Jet(.nan, width: first.width) }
    var best = jets.dropFirst().reduce(first) { best, jet in
      (isLargest ? jet.value > best.value : jet.value < best.value) ? jet : best
    }
    let rivals = jets.filter { abs($0.value - best.value) <= $0.error + best.error }
    let hasKink = rivals.contains { $0.parts.dropFirst() != best.parts.dropFirst() }
    best.errors[0] = rivals.map(\.error).max() ?? best.error
    return hasKink ? best.withoutSlope : best
  }
}
