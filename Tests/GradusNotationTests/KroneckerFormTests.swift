import GradusCalculus
import GradusExpression
import GradusNotation
import Testing

@Suite("Derivatives of higher order as matrices between stacked columns")
struct KroneckerFormTests {
  static let declarations = [
    "A: [p, n]", "B: [m, q]", "X: [n, m]", "S: [k, k] invertible", "T: [k, k]", "a: [p]", "b: [m]", "c: [n]", "w: [n]",
  ]

  /// A formula, the variable, and the equation in Unicode.
  static let table: [(formula: String, variable: String, equation: String)] = [
    ("A*X*B", "X", "vec(dF) = (Bᵀ ⊗ A) vec(dX)"),
    ("inv(S)", "S", "vec(dF) = (−S⁻ᵀ ⊗ S⁻¹) vec(dS)"),
    ("S^2", "S", "vec(dF) = (Sᵀ ⊗ Iₖ + Iₖ ⊗ S) vec(dS)"),
    ("X'", "X", "vec(dF) = K vec(dX); K vec(X) = vec(Xᵀ)"),
    ("X", "X", "vec(dF) = eye(m*n) vec(dX)"),
    ("X'*X", "X", "vec(dF) = ((Xᵀ ⊗ Iₘ) K + Iₘ ⊗ Xᵀ) vec(dX); K vec(X) = vec(Xᵀ)"),
    ("tanh(X)", "X", "vec(dF) = diag(vec(1 − tanh(X).^2)) vec(dX)"),
    ("tanh(A*X)", "X", "vec(dF) = diag(vec(1 − tanh(A X).^2))(Iₘ ⊗ A) vec(dX)"),
    ("A*tanh(X)", "X", ""), ("a*tr(S*T)", "S", "df = a vec(Tᵀ)ᵀ vec(dS)"), ("det(S)*T", "S", ""),
    ("X*b", "X", "df = (bᵀ ⊗ Iₙ) vec(dX)"), ("X'*c", "X", "df = (Iₘ ⊗ cᵀ) vec(dX)"),
    ("tanh(X*b)", "X", "df = (bᵀ ⊗ diag(1 − tanh(X b).^2)) vec(dX)"),
    ("c*c'", "c", "vec(dF) = (c ⊗ Iₙ + Iₙ ⊗ c) dc"), ("c.*tanh(w)*b'", "w", ""), ("3*S*T*S", "S", ""),
    ("sum(X)*A*X", "X", ""), ("exp(A)*X*exp(B)", "B", ""),
  ]

  @Test("The matrix has the entries of the derivative", arguments: table.indices)
  func numbers(row: Int) throws {
    let (text, name, equation) = Self.table[row]
    var reader = Reader()
    for declaration in Self.declarations { try reader.declare(declaration) }
    let reading = try reader.read(text)
    let symbol = reading.symbol(name)!
    let answer = try DerivativeRequest(reading.formula, withRespectTo: [.symbol(symbol)], showsWorking: false).answer()
    let form = try #require(answer.numeratorResult.kroneckerForm(functionRank: reading.formula.rank))
    let written = form.written(withRespectTo: symbol)
    #expect(equation.isEmpty || written == equation, "\(written)")

    let sizes = ["n": 2, "m": 3, "p": 4, "q": 2, "k": 3]
    let symbols = answer.numeratorResult.symbols + reading.formula.symbols
    let inputs = Formula.sampledInputs(for: symbols, sizes: sizes, seed: 7)
    let evaluator = Evaluator(inputs: inputs, sizes: sizes)
    let expected = try evaluator.evaluate(answer.numeratorResult)
    let found = try form.matrix(evaluator, sizes)
    // Column stacking: entry (i, j) of a matrix with p rows is entry i + p j.
    let (rows, columns) = (form.rows.map { $0.value(in: sizes)! }, form.columns.map { $0.value(in: sizes)! })
    for (place, value) in expected.values.enumerated() {
      let axes = Self.axes(of: place, shape: rows + columns)
      let row = Self.stacked(Array(axes[..<rows.count]), rows)
      let column = Self.stacked(Array(axes[rows.count...]), columns)
      #expect(abs(found[row][column] - value) < 1e-9, "\(text): \(written) at \(axes)")
    }
  }

  @Test("What is written of it reads back", arguments: table.indices, [Notation.ascii, .unicode, .latex])
  func readsBack(row: Int, format: Notation) throws {
    let (text, name, _) = Self.table[row]
    var reader = Reader()
    for declaration in Self.declarations { try reader.declare(declaration) }
    let reading = try reader.read(text)
    let answer = try DerivativeRequest(
      reading.formula, withRespectTo: [.symbol(reading.symbol(name)!)], showsWorking: false
    ).answer()
    var other = Reader(symbols: answer.result.symbols)
    let written = answer.result.written(as: format)
    #expect(try other.read(written).formula == answer.result, "\(written)")
  }

  static func axes(of place: Int, shape: [Int]) -> [Int] {
    var (rest, axes) = (place, [Int]())
    for size in shape.reversed() { (rest, axes) = (rest / size, [rest % size] + axes) }
    return axes
  }

  static func stacked(_ axes: [Int], _ shape: [Int]) -> Int { axes.count == 2 ? axes[0] + shape[0] * axes[1] : axes[0] }
}

extension KroneckerForm {
  /// Built from ⊗, K and diag as they are defined.
  fileprivate func matrix(_ evaluator: Evaluator, _ sizes: [String: Int]) throws -> [[Double]] {
    let columnShape = columns.map { $0.value(in: sizes)! }
    let (height, width) = (rows.map { $0.value(in: sizes)! }.reduce(1, *), columnShape.reduce(1, *))
    var total = [[Double]](repeating: .init(repeating: 0, count: width), count: height)
    for term in terms {
      let coefficient = Double(term.coefficient.numerator) / Double(term.coefficient.denominator)
      let rowWeights = try term.rowWeights.map { Self.stacked(try evaluator.evaluate($0)) }
      let columnWeights = try term.columnWeights.map { Self.stacked(try evaluator.evaluate($0)) }
      var product = [[Double]](repeating: .init(repeating: 1, count: width), count: height)
      if let outer = term.outer, let inner = term.inner {
        let Q = Self.matrix(try evaluator.evaluate(outer), isColumn: term.outerIsColumn)
        let P = Self.matrix(try evaluator.evaluate(inner), isColumn: term.innerIsColumn)
        for row in 0..<height {
          for column in 0..<width {
            // K takes entry (k, l) of vec(X) to entry (l, k) of vec(Xᵀ).
            let turned =
              term.commutes ? column % columnShape[0] * columnShape[1] + column / columnShape[0] : column
            product[row][column] =
              Q[row / P.count][turned / P[0].count] * P[row % P.count][turned % P[0].count]
          }
        }
      }
      for row in 0..<height {
        for column in 0..<width {
          total[row][column] +=
            coefficient * product[row][column] * (rowWeights?[row] ?? 1) * (columnWeights?[column] ?? 1)
        }
      }
    }
    return total
  }

  private static func matrix(_ tensor: Tensor, isColumn: Bool) -> [[Double]] {
    if tensor.rank == 0 { return [[tensor.values[0]]] }
    if tensor.rank == 1 { return isColumn ? tensor.values.map { [$0] } : [tensor.values] }
    let width = tensor.shape[1]
    return (0..<tensor.shape[0]).map { Array(tensor.values[$0 * width..<($0 + 1) * width]) }
  }

  private static func stacked(_ tensor: Tensor) -> [Double] {
    guard tensor.rank == 2 else { return tensor.values }
    let (height, width) = (tensor.shape[0], tensor.shape[1])
    return (0..<width).flatMap { column in (0..<height).map { tensor.values[$0 * width + column] } }
  }
}
