public import GradusExpression
import GradusKernels

extension Formula {
  /// The numbers that the formula is for these values of its symbols, in double precision by the compiled kernels.
  ///
  /// Products with an inverse are solved by a factorisation and the inverse is never formed, so the solution Q⁻¹ b of Q θ = b
  /// is as exact as LAPACK makes it:
  ///
  ///     guard case .symbolic(let solution, _, _) = Equation(Q * θ, equals: b, for: unknown).solve() else { return }
  ///     try solution.evaluated(at: ["Q": Tensor(matrix: [[4, 2], [2, 2]]), "b": Tensor(vector: [10, 4])])    // (3, −1)
  ///
  /// - Parameter sizes: the values of size symbols that no value tells.
  /// - Throws: `EvaluationError` where a value is missing or has a wrong shape; `ExecutorError.singularMatrix` where a matrix that is
  ///   to be inverted has no inverse.
  public func evaluated(at values: [String: Tensor], sizes: [String: Int] = [:]) throws -> Tensor {
    // A symbol is what is given for it.
    if case .symbol(let symbol) = node, let value = values[symbol.name] {
      _ = try Evaluator(inputs: values, sizes: sizes).sizes(of: [self])
      return value
    }
    let sizes = try Evaluator(inputs: values, sizes: sizes).sizes(of: [self])
    var shape: [Int] = []
    for size in self.shape { shape.append(try size.required(in: sizes)) }
    let symbols = self.symbols
    let numbers = try Computation([self], of: symbols, sizes: sizes).run(symbols.map { values[$0.name]!.values })
    return Tensor(shape: shape, values: numbers[0])
  }
}
