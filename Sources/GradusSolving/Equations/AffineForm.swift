import GradusCalculus
import GradusExpression

/// A formula that is affine in an unknown, multiplied out: Σ (product with the unknown as one factor) + constant terms.
struct AffineForm {
  let unknown: Formula
  /// Products in which the unknown is a factor once, or the unknown itself.
  private(set) var linear: [Term]
  /// Terms without the unknown.
  private(set) var constant: [Term]
  let shape: [Size]

  /// Nil where the formula is not affine in the unknown.
  init?(_ formula: Formula, in unknown: Formula, facts: FactReasoner) {
    guard let terms = Self.expand(formula, unknown) else { return nil }
    self.unknown = unknown
    shape = formula.shape
    // Collected again, with symmetric factors turned one way, so that what cancels is gone.
    let collected = facts.normalised(.sum(terms, shape: formula.shape)).terms
    linear = collected.filter { $0.formula.contains(unknown) }
    constant = collected.filter { !$0.formula.contains(unknown) }
  }

  private init(_ terms: [Term], like other: AffineForm) {
    unknown = other.unknown
    shape = other.shape
    let collected = Formula.sum(terms, shape: other.shape).terms
    linear = collected.filter { $0.formula.contains(other.unknown) }
    constant = collected.filter { !$0.formula.contains(other.unknown) }
  }

  /// The terms of a formula with every sum that holds the unknown multiplied out.
  private static func expand(_ formula: Formula, _ unknown: Formula) -> [Term]? {
    if formula == unknown || !formula.contains(unknown) { return [Term(1, formula)] }
    switch formula.node {
    case .sum(let terms):
      var result: [Term] = []
      for term in terms {
        guard let parts = expand(term.formula, unknown) else { return nil }
        result += parts.map { Term(term.coefficient * $0.coefficient, $0.formula) }
      }
      return result
    case .contraction(let contraction):
      let places = contraction.factors.indices.filter { contraction.factors[$0].formula.contains(unknown) }
      guard places.count == 1, let parts = expand(contraction.factors[places[0]].formula, unknown) else { return nil }
      return parts.map { part in
        var factors = contraction.factors
        factors[places[0]] = .init(part.formula, factors[places[0]].labels)
        let (coefficient, rest) = contraction.rebuilt(factors).coefficientAndRest
        return Term(part.coefficient * coefficient, rest)
      }
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band, .map, .power, .extremum,
      .reduction,
      .alongAxes, .inverse, .adjugate, .determinant, .logDeterminant, .matrixFunction, .spectral, .reshape:
      return nil
    }
  }

  /// The form divided by the coefficient of the unknown's terms, where they all have the same one up to sign.
  var withoutCommonCoefficient: AffineForm {
    guard let first = linear.first?.coefficient, linear.allSatisfy({ $0.coefficient.magnitude == first.magnitude })
    else { return self }
    let divisor = linear.allSatisfy(\.coefficient.isNegative) ? -first.magnitude : first.magnitude
    return AffineForm(terms.map { Term($0.coefficient / divisor, $0.formula) }, like: self)
  }

  /// What the constant terms leave on the other side: −constant.
  var rightSide: Formula { Formula.sum(constant.map { Term(-$0.coefficient, $0.formula) }, shape: shape) }
  var leftSide: Formula { Formula.sum(linear, shape: shape) }
  private var terms: [Term] { linear + constant }

  /// The product around the unknown of a term: the other factors and the labels of the unknown.
  func surroundings(_ term: Term) -> Surroundings? {
    switch term.formula.node {
    case .contraction(let contraction):
      guard let place = contraction.factors.firstIndex(where: { $0.formula == unknown }) else { return nil }
      var others = contraction.factors
      let labels = others.remove(at: place).labels
      guard Set(labels).count == labels.count else { return nil }
      return Surroundings(
        coefficient: term.coefficient, others: others, labels: labels, sizes: contraction.sizes, rank: contraction.rank)
    default:
      guard term.formula == unknown else { return nil }
      return Surroundings(
        coefficient: term.coefficient, others: [], labels: Array(shape.indices), sizes: shape, rank: shape.count)
    }
  }

  /// The form without an invertible matrix that stands at the front (axis 0) or the back (axis 1) of every term, with the
  /// axis; nil where there is none.
  func cancelling(facts: FactReasoner) -> (form: AffineForm, axis: Int)? {
    for axis in shape.indices {
      guard let first = terms.first, case .contraction(let product) = first.formula.node else { continue }
      for factor in product.factors
      where factor.labels.count == 2 && factor.labels.contains(axis) && !factor.formula.isUnitMatrix
        && !factor.formula.contains(unknown) && facts.isInvertible(factor.formula)
      {
        guard let side = factor.labels.firstIndex(of: axis) else { continue }
        let reduced = terms.map { removing(factor.formula, side: side, axis: axis, from: $0, facts) }
        let kept = reduced.compactMap(\.self)
        if kept.count == terms.count {
          return (AffineForm(kept, like: self), axis)
        }
      }
    }
    return nil
  }

  /// The term with F(axis, s) replaced by the unit matrix, where it has that factor and nothing else on the axis.
  private func removing(_ matrix: Formula, side: Int, axis: Int, from term: Term, _ facts: FactReasoner) -> Term? {
    if term.formula == matrix, shape.count == 2, side == axis || facts.isSymmetric(matrix) {
      return Term(term.coefficient, .identity(matrix.shape[0]))
    }
    guard case .contraction(let contraction) = term.formula.node else { return nil }
    let touching = contraction.factors.indices.filter { contraction.factors[$0].labels.contains(axis) }
    guard touching.count == 1, contraction.factors[touching[0]].formula == matrix else { return nil }
    let labels = contraction.factors[touching[0]].labels
    guard labels[side] == axis || facts.isSymmetric(matrix), labels[0] != labels[1] else { return nil }
    var factors = contraction.factors
    factors[touching[0]] = .init(.identity(matrix.shape[0]), labels)
    let (coefficient, rest) = contraction.rebuilt(factors).coefficientAndRest
    return Term(term.coefficient * coefficient, rest)
  }
}

/// What multiplies the unknown in one term.
struct Surroundings {
  let coefficient: Rational
  let others: [Contraction.Factor]
  /// The labels of the unknown's axes.
  let labels: [Int]
  let sizes: [Size]
  let rank: Int

  /// The product of the other factors with these axes; a unit matrix stands where one label would be two axes.
  func product(_ axes: [Int]) -> Formula {
    var factors = others
    var output: [Int] = []
    var lengths = Dictionary(uniqueKeysWithValues: zip(sizes.indices, sizes))
    for axis in axes {
      if output.contains(axis) {
        let fresh = lengths.count
        lengths[fresh] = sizes[axis]
        factors.append(.init(.identity(sizes[axis]), [axis, fresh]))
        output.append(fresh)
      } else {
        output.append(axis)
      }
    }
    let used = Set(factors.flatMap(\.labels) + output)
    return .contraction(factors, output: output, sizes: lengths.filter { used.contains($0.key) }, flattening: true)
      .scaled(by: coefficient)
  }

  /// Whether no other factor touches the label.
  func isFree(_ label: Int) -> Bool { !others.contains { $0.labels.contains(label) } }
}

extension Contraction {
  /// The product with other factors on the same labels, laid flat.
  func rebuilt(_ factors: [Contraction.Factor]) -> Formula {
    .contraction(
      factors, output: Array(0..<rank), sizes: Dictionary(uniqueKeysWithValues: zip(sizes.indices, sizes)),
      flattening: true)
  }
}

extension Formula {
  var isUnitMatrix: Bool {
    if case .delta = node { return true }
    return false
  }
}
