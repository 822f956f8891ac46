import GradusExpression
import GradusKernels
import GradusOptimization

/// (X − μ) M with the mean μ of every input over the examples that are trained on, and M of their covariance V diag(λ) Vᵀ; the first layer of a
/// network. With `pca` M is V diag(1/√(λ + ε)), the directions of the greatest variance first, with `zca` V diag(1/√(λ + ε)) Vᵀ: the numbers that
/// come out have variance 1 and go together in nothing. Both stay as they are, and are part of the model.
///
/// Source: A. Kessy, A. Lewin, K. Strimmer, "Optimal whitening and decorrelation", The American Statistician 72 (2018).
struct WhitenLayer: LayerKind {
  static let name = "whiten"
  static let summary = "inputs that go together in nothing, with deviation 1 over the training data; the first layer"
  static let settings = [
    Setting(
      "by", "pca: along the directions of variance, the greatest first; zca: as near to the inputs as can be",
      .choice(["pca", "zca"]), .word("pca")),
    Setting("components", "how many directions are kept with pca; 0: all", .count(0, 1 << 20), 0),
    Setting("epsilon", "ε, which is added to the variances", .nonnegative, .number(Rational(1, 1000))),
  ]
  static let fitsInputs = true
  let values: Values

  init(_ values: Values) throws(DescriptionError) {
    if values[word: "by"] == "zca", values[count: "components"] > 0 {
      throw DescriptionError("whiten keeps all inputs with zca; components go with pca")
    }
    self.values = values
  }

  private var isSymmetric: Bool { values[word: "by"] == "zca" }
  private var components: Int { values[count: "components"] }

  func outputs(of inputs: Int) throws(DescriptionError) -> Int {
    guard components <= inputs else {
      throw DescriptionError("whiten cannot keep \(components) components of \(inputs) inputs")
    }
    return components > 0 ? components : inputs
  }

  func slots(inputs: Int) -> [Slot] {
    let outputs = components > 0 ? components : inputs
    return [
      Slot("mean", "μ", [inputs], role: .constant, begins: .named("zeros")),
      Slot("matrix", "M", [inputs, outputs], role: .constant, begins: .named("zeros")),
    ]
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    Formula.partsSum([Term(1, x), Term(-1, pass.slot("mean").inRows(of: x))]).dense(pass.slot("matrix"), nil)
  }

  func fitted(to examples: Examples) throws(TrainingError) -> [String: [Float]] {
    do {
      let (mean, covariance) = try examples.covariance()
      let factors = try SymmetricEigendecomposition(covariance)
      return ["mean": mean.map { Float($0) }, "matrix": try matrix(factors).map { Float($0) }]
    } catch { throw .setting("whiten: \(error)") }
  }

  /// M, row after row.
  private func matrix(_ factors: SymmetricEigendecomposition) throws(LinearAlgebraError) -> [Double] {
    let width = factors.values.count
    let ε = values[number: "epsilon"].doubleValue
    // What rounding leaves of no variance at all is none.
    let least = Double(width) * Double.ulpOfOne * (factors.values.last ?? 0)
    let scales = factors.values.map { $0 + ε > least ? 1 / (max($0, 0) + ε).squareRoot() : 0 }
    // The greatest first, each turned so that its largest entry is positive.
    let order = (0..<(components > 0 ? components : width)).map { width - 1 - $0 }
    let directions = order.map { place in
      let own = factors.vectors.column(place)
      let lead = own.max { abs($0) < abs($1) } ?? 0
      return own.map { lead < 0 ? -$0 : $0 }
    }
    if !isSymmetric {
      return (0..<width).flatMap { row in order.indices.map { directions[$0][row] * scales[order[$0]] } }
    }
    // V S and Vᵀ, of which the rows of one are the columns of the other.
    let scaled = zip(directions, order).flatMap { own, place in own.map { $0 * scales[place] } }
    let left = DenseMatrix(rowCount: width, columnCount: width, columnMajor: scaled)
    let right = DenseMatrix(rowCount: width, columnCount: width, rowMajor: directions.flatMap(\.self))
    // It is symmetric, so that its columns are its rows.
    return try (left * right).columnMajor
  }
}

extension Examples {
  /// The mean of every number, and Σ (x − μ)(x − μ)ᵀ / (n − 1).
  fileprivate func covariance() throws(LinearAlgebraError) -> (mean: [Double], covariance: DenseMatrix) {
    let width = width
    try DenseMatrix.requireRoom("whitening", width, width, copies: 4)
    // Around the first example, so that squares of large numbers do not cancel.
    let origin = row(0)
    var mean = [Double](repeating: 0, count: width)
    for index in 0..<count {
      for (column, value) in row(index).enumerated() { mean[column] += value - origin[column] }
    }
    mean = zip(mean, origin).map { $0 / Double(max(count, 1)) + $1 }
    var sum = [Double](repeating: 0, count: width * width)
    let block = max(1, min(4096, (1 << 22) / width))
    for start in stride(from: 0, to: count, by: block) {
      let rows = start..<min(start + block, count)
      let centred = rows.flatMap { zip(row($0), mean).map { $0 - $1 } }
      let columns = DenseMatrix(rowCount: width, columnCount: rows.count, columnMajor: centred)
      let product = try columns * DenseMatrix(rowCount: rows.count, columnCount: width, rowMajor: centred)
      for place in sum.indices { sum[place] += product.columnMajor[place] }
    }
    let n = Double(max(count - 1, 1))
    // Rounding must leave it symmetric.
    for row in 0..<width {
      for column in 0...row {
        let value = (sum[row * width + column] + sum[column * width + row]) / (2 * n)
        (sum[row * width + column], sum[column * width + row]) = (value, value)
      }
    }
    return (mean, DenseMatrix(rowCount: width, columnCount: width, columnMajor: sum))
  }
}
