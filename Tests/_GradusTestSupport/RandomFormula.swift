package import GradusExpression

/// Makes random formulas over a fixed set of symbols, the same ones for the same seed.
///
///     var random = RandomFormula(seed: 7)
///     let f = random.scalar(depth: 4)
///
/// Functions with a bounded domain get arguments inside it, so that every formula has finite values at small inputs
/// wherever its matrices are invertible.
package struct RandomFormula {
  private var generator: SeededGenerator
  private let m: Size = "m"
  private let n: Size = "n"

  /// The formulas of a seed.
  package init(seed: Int) { generator = SeededGenerator(seed) }

  /// A formula of any shape up to a matrix.
  package mutating func formula(depth: Int) -> Formula {
    switch pick(3) {
    case 0: scalar(depth: depth)
    case 1: vector(pick(2) == 0 ? m : n, depth: depth)
    default: matrix(pick(2) == 0 ? m : n, pick(2) == 0 ? m : n, depth: depth)
    }
  }

  /// A product of entries with up to four axes.
  package mutating func tensor() -> Formula {
    let factors = (0..<2 + pick(2)).map { _ in matrix(n, n, depth: 1) }
    let labels = factors.map { _ in [pick(5), pick(5)] }
    let used = Set(labels.flatMap { $0 }).sorted()
    let output = used.filter { _ in pick(3) > 0 }
    return .contraction(zip(factors, labels).map { .init($0, $1) }, output: Array(output.prefix(4)), flattening: true)
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  // MARK: Leaves

  private mutating func number() -> Rational {
    let values: [Rational] = [1, 2, 3, -1, -2, Rational(1, 2), Rational(-1, 2), Rational(2, 3), Rational(-3, 7), 10]
    return values[pick(values.count)]
  }

  private mutating func scalarLeaf() -> Formula {
    switch pick(10) {
    case 0: .constant(number())
    case 1: .pi
    case 2: .e
    case 3: .size(pick(2) == 0 ? m : n)
    case 4: .basis(pick(3), 3) * Formula.symbol("p", [3])
    default: .symbol(["a", "b", "c", "theta", "x_1"][pick(5)])
    }
  }

  private mutating func vectorLeaf(_ size: Size) -> Formula {
    if pick(12) == 0 { return .ones([size]) }
    return .symbol((size == n ? ["x", "y", "w"] : ["u", "v", "z_hat"])[pick(3)], [size])
  }

  private mutating func matrixLeaf(_ rows: Size, _ columns: Size) -> Formula {
    if rows == columns, pick(10) == 0 { return .identity(rows) }
    let names: [String] =
      switch (rows == n, columns == n) {
      case (true, true): ["A", "B", "C"]
      case (false, true): ["X", "Y", "Z_1"]
      case (true, false): ["V", "W", "U"]
      case (false, false): ["P", "Q", "R"]
      }
    return .symbol(names[pick(3)], [rows, columns])
  }

  // MARK: Shapes

  /// A number, nested about so deep.
  package mutating func scalar(depth: Int) -> Formula {
    if depth <= 0 { return scalarLeaf() }
    let d = depth - 1
    let size = pick(2) == 0 ? m : n
    switch pick(20) {
    case 0, 1: return scalar(depth: d) + scalar(depth: d)
    case 2: return scalar(depth: d) - scalar(depth: d)
    case 3, 4: return scalar(depth: d) * scalar(depth: d)
    case 5: return scalar(depth: d) / positive(scalar(depth: d))
    case 6: return .constant(number()) * scalar(depth: d)
    case 7: return entrywise(scalar(depth: d))
    case 8, 9: return vector(size, depth: d) * vector(size, depth: d)
    case 10: return vector(size, depth: d) * matrix(size, n, depth: d) * vector(n, depth: d)
    case 11: return .trace(matrix(size, size, depth: d))
    case 12: return vector(size, depth: d).summed
    case 13: return matrix(size, n, depth: d).summed
    case 14: return squaredNorm(pick(2) == 0 ? vector(size, depth: d) : matrix(m, n, depth: d))
    case 15: return pick(2) == 0 ? norm(vector(size, depth: d)) : norm1(vector(size, depth: d))
    case 16: return logSumExp(vector(size, depth: d))
    case 17:
      return pick(2) == 0 ? .determinant(matrix(size, size, depth: d)) : .logDeterminant(matrix(size, size, depth: d))
    case 18: return .reduction([.maximum, .minimum, .product][pick(3)], vector(size, depth: d), axes: [0])
    default: return .literal(shape: [2], [number(), 5]) * Formula.symbol("q", [2])
    }
  }

  /// A vector of that length.
  package mutating func vector(_ size: Size, depth: Int) -> Formula {
    if depth <= 0 { return vectorLeaf(size) }
    let d = depth - 1
    let other = pick(2) == 0 ? m : n
    switch pick(21) {
    case 20: return .alongAxes(AxisFunction.allCases[pick(2)], vector(size, depth: d), axes: [0])
    case 0, 1: return vector(size, depth: d) + vector(size, depth: d)
    case 2, 3: return vector(size, depth: d) - vector(size, depth: d)
    case 4: return scalar(depth: d) * vector(size, depth: d)
    case 5: return .constant(number()) * vector(size, depth: d)
    case 6: return vector(size, depth: d) / positive(scalar(depth: d))
    case 7: return scalar(depth: d) + vector(size, depth: d)
    case 8, 9: return matrix(size, other, depth: d) * vector(other, depth: d)
    case 10: return vector(size, depth: d) .* vector(size, depth: d)
    case 11: return vector(size, depth: d) ./ positive(vector(size, depth: d))
    case 12, 13: return entrywise(vector(size, depth: d))
    case 14: return softmax(vector(size, depth: d))
    case 15: return matrix(size, other, depth: d).summed(along: [1])
    case 16: return matrix(other, size, depth: d).summed(along: [0])
    case 17: return .diagonal(of: matrix(size, size, depth: d))
    case 18: return pick(2) == 0 ? logSumExp(matrix(size, other, depth: d)) : logSoftmax(vector(size, depth: d))
    default:
      return .extremum(pick(2) == 0 ? .maximum : .minimum, vector(size, depth: d), vector(size, depth: d))
    }
  }

  /// A matrix of these lengths.
  package mutating func matrix(_ rows: Size, _ columns: Size, depth: Int) -> Formula {
    if depth <= 0 { return matrixLeaf(rows, columns) }
    let d = depth - 1
    let middle = pick(2) == 0 ? m : n
    switch pick(21) {
    case 19 where rows == columns: return .adjugate(matrix(rows, rows, depth: d))
    case 20:
      return .alongAxes(
        AxisFunction.allCases[pick(2)], matrix(rows, columns, depth: d), axes: [[0], [1], [0, 1]][pick(3)])
    case 0, 1: return matrix(rows, columns, depth: d) + matrix(rows, columns, depth: d)
    case 2: return matrix(rows, columns, depth: d) - matrix(rows, columns, depth: d)
    case 3: return scalar(depth: d) * matrix(rows, columns, depth: d)
    case 4: return .constant(number()) * matrix(rows, columns, depth: d)
    case 5, 6, 7: return matrix(rows, middle, depth: d) * matrix(middle, columns, depth: d)
    case 8: return matrix(columns, rows, depth: d).transposed
    case 9: return .outer(vector(rows, depth: d), vector(columns, depth: d))
    case 10: return matrix(rows, columns, depth: d) .* matrix(rows, columns, depth: d)
    case 11: return matrix(rows, columns, depth: d) ./ positive(matrix(rows, columns, depth: d))
    case 12: return entrywise(matrix(rows, columns, depth: d))
    case 13: return softmax(matrix(rows, columns, depth: d))
    case 14: return .diagonalMatrix(vector(rows, depth: d)) * matrix(rows, columns, depth: d)
    case 15: return matrix(rows, columns, depth: d) + .outer(.ones([rows]), vector(columns, depth: d))
    case 16 where rows == columns:
      return pick(2) == 0
        ? .inverse(matrix(rows, rows, depth: d))
        : .matrixFunction([.exp, .sin, .cos][pick(3)], matrix(rows, rows, depth: d))
    case 17 where rows == columns:
      return .diagonalMatrix(vector(rows, depth: d))
    case 18: return scalar(depth: d) + matrix(rows, columns, depth: d)
    default: return matrix(rows, columns, depth: d)
    }
  }

  // MARK: Entry by entry

  private func positive(_ x: Formula) -> Formula { x .** 2 + 1 }

  private mutating func entrywise(_ x: Formula) -> Formula {
    switch pick(12) {
    case 0: return log(positive(x))
    case 1: return sqrt(positive(x))
    case 2: return x .** Formula.constant([2, 3, 4][pick(3)])
    case 3: return positive(x) .** Formula.constant([-1, -2, Rational(1, 3), Rational(-1, 2)][pick(4)])
    case 4: return positive(x) .** scalarLeaf()
    case 5: return .map([.asinh, .atan, .erf, .sign, .cbrt][pick(5)], x)
    default:
      let functions: [ElementaryFunction] = [.exp, .sin, .cos, .tanh, .sigmoid, .relu, .softplus, .abs, .step, .sinh]
      return .map(functions[pick(functions.count)], x)
    }
  }
}
