import GradusCalculus
import GradusExpression

/// How an affine equation in an unknown was solved.
enum EquationForm: Hashable {
  /// a x = b with numbers, or entry by entry
  case entrywise(Formula)
  /// A X = B
  case left(Formula)
  /// X B = C
  case right(Formula)
  /// A X B = C
  case twoSided(Formula, Formula)
  /// A X + X B = C
  case sylvester(Formula, Formula)
  /// An equation between all entries at once, by its matrix of coefficients.
  case general(Formula)
}

/// The solution of an affine equation with the form it was brought to: the operator's matrices and the right-hand side.
struct EquationSolution {
  let form: EquationForm
  let rightSide: Formula
  let solution: Formula
}

extension AffineForm {
  /// The unknown for which the form is zero, provided that the matrices of the operator are invertible.
  func solve() -> EquationSolution? {
    let parts = linear.compactMap(surroundings)
    guard parts.count == linear.count, !parts.isEmpty, unknown.shape == shape else { return nil }
    let right = rightSide.simplified()
    if let solved = solveEntrywise(parts, right) { return solved }
    switch shape.count {
    case 1:
      let matrix = total(parts) { $0.product([0] + $0.labels) }
      return EquationSolution(form: .left(matrix), rightSide: right, solution: inverse(matrix) * right)
    case 2: return solveMatrix(parts, right) ?? solveGeneral(parts, right)
    default: return solveGeneral(parts, right)
    }
  }

  private func total(_ parts: [Surroundings], _ matrix: (Surroundings) -> Formula) -> Formula {
    let matrices = parts.map(matrix)
    return Formula.sum(matrices, shape: matrices[0].shape).simplified()
  }

  private func inverse(_ matrix: Formula) -> Formula { Formula.inverse(matrix).simplified() }

  /// Every entry of the unknown stands alone: d ⊙ x = b.
  private func solveEntrywise(_ parts: [Surroundings], _ right: Formula) -> EquationSolution? {
    let axes = Array(shape.indices)
    guard parts.allSatisfy({ $0.labels == axes }) else { return nil }
    // A factor that is the same for all entries is a number.
    let isNumber = parts.allSatisfy { part in axes.allSatisfy(part.isFree) }
    let factor = total(parts) { $0.product(isNumber ? [] : axes) }
    return EquationSolution(
      form: .entrywise(factor), rightSide: right, solution: (right .* .power(factor, -1)).simplified())
  }

  private func solveMatrix(_ parts: [Surroundings], _ right: Formula) -> EquationSolution? {
    let isLeft = parts.map { $0.labels[1] == 1 && $0.isFree(1) }
    let isRight = parts.map { $0.labels[0] == 0 && $0.isFree(0) }
    if isLeft.allSatisfy(\.self) {
      let matrix = total(parts) { $0.product([0, $0.labels[0]]) }
      return EquationSolution(form: .left(matrix), rightSide: right, solution: (inverse(matrix) * right).simplified())
    }
    if isRight.allSatisfy(\.self) {
      let matrix = total(parts) { $0.product([$0.labels[1], 1]) }
      return EquationSolution(form: .right(matrix), rightSide: right, solution: (right * inverse(matrix)).simplified())
    }
    if parts.count == 1, let (left, back) = parts[0].sides() {
      return EquationSolution(
        form: .twoSided(left, back), rightSide: right,
        solution: (inverse(left) * right * inverse(back)).simplified())
    }
    guard parts.indices.allSatisfy({ isLeft[$0] || isRight[$0] }) else { return nil }
    let front = total(parts.indices.filter { isLeft[$0] }.map { parts[$0] }) { $0.product([0, $0.labels[0]]) }
    let back = total(parts.indices.filter { !isLeft[$0] }.map { parts[$0] }) { $0.product([$0.labels[1], 1]) }
    // Row by row, A X + X B is (A ⊗ I + I ⊗ Bᵀ) times the entries of X.
    let matrix = Formula.adding(kronecker: front, .identity(shape[1]), .identity(shape[0]), back.transposed)
    return EquationSolution(form: .sylvester(front, back), rightSide: right, solution: solution(matrix, right))
  }

  /// Σ M(i, j) x(j) over all entries i and j, laid out as a square matrix.
  private func solveGeneral(_ parts: [Surroundings], _ right: Formula) -> EquationSolution? {
    let axes = Array(shape.indices)
    let count = shape.reduce(Size.number(1), *)
    let tensor = total(parts) { $0.product(axes + $0.labels) }
    let matrix = tensor.reshaped(to: [count, count])
    return EquationSolution(form: .general(matrix), rightSide: right, solution: solution(matrix, right))
  }

  private func solution(_ matrix: Formula, _ right: Formula) -> Formula {
    (inverse(matrix) * right.reshaped(to: [matrix.shape[0]])).reshaped(to: shape)
  }
}

extension Surroundings {
  /// A and B where the term is A X B: the factors fall into those that touch the rows and those that touch the columns.
  fileprivate func sides() -> (Formula, Formula)? {
    var rows: Set<Int> = [0, labels[0]]
    var front: [Contraction.Factor] = []
    var rest = others
    while let index = rest.firstIndex(where: { !rows.isDisjoint(with: $0.labels) }) {
      rows.formUnion(rest[index].labels)
      front.append(rest.remove(at: index))
    }
    guard !rows.contains(1), !rows.contains(labels[1]) else { return nil }
    let scalars = rest.filter(\.labels.isEmpty)
    let back = rest.filter { !$0.labels.isEmpty }
    let left = Surroundings(coefficient: coefficient, others: front + scalars, labels: labels, sizes: sizes, rank: rank)
    let right = Surroundings(coefficient: 1, others: back, labels: labels, sizes: sizes, rank: rank)
    return (left.product([0, labels[0]]), right.product([labels[1], 1]))
  }
}

extension Formula {
  /// A ⊗ B + C ⊗ D
  fileprivate static func adding(kronecker a: Formula, _ b: Formula, _ c: Formula, _ d: Formula) -> Formula {
    kronecker(a, b) + kronecker(c, d)
  }
}
