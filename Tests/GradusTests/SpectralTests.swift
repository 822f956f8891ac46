import Gradus
import GradusCalculus
import GradusExpression
import GradusNotation
import Testing

/// Eigenvalues and singular values, with their derivatives where simple.
@Suite("Spectra") struct SpectralTests {
  static let texts = [
    "lambda_max(A + A')", "lambda_min(X'*X)", "sigma_max(X)", "sigma_min(X)", "nuclearNorm(X)", "\\|X\\|_2^2",
    "\\|X\\|_*", "\\lambda_{\\max}(A^\\top A)", "sigma_max(X*diag(w))", "lambda_max(A*A' + t*I)",
  ]

  @Test("derivatives agree with differences at two sizes", arguments: texts)
  func differences(text: String) throws {
    let formula = try reading(text)
    for symbol in formula.symbols {
      let request = DerivativeRequest(
        formula, withRespectTo: [.symbol(symbol)], layout: .denominator, showsWorking: false)
      let answer = try request.answer()
      let check = NumericalCheck.checkAtSampleSizes(answer)
      #expect(check.passed, "\(symbol.name): \(check)")
      #expect(check.sizes.count > 1 || symbol.shape.isEmpty)
      #expect(!answer.spectralRequirements.isEmpty)
    }
  }

  @Test("the plan agrees with the evaluator, in values and vectors", arguments: texts, [(3, 4), (5, 2), (1, 1)])
  func plan(text: String, size: (Int, Int)) throws {
    let formula = try reading(text)
    let symbols = formula.symbols
    var generator = SplitMix64(seed: 7)
    var sizes: [String: Int] = [:]
    for name in Set(symbols.flatMap(\.shape).flatMap(\.symbols)).sorted() {
      sizes[name] = sizes.isEmpty ? size.0 : size.1
    }
    var inputs: [String: Tensor] = [:]
    for symbol in symbols {
      let shape = symbol.shape.map { $0.value(in: sizes)! }
      inputs[symbol.name] = Tensor(
        shape: shape,
        values: (0..<shape.reduce(1, *)).map { _ in Double(generator.next() >> 40) / Double(1 << 24) - 0.4 })
    }
    var formulas = [formula]
    for symbol in symbols {
      formulas.append(try gradient(of: formula, withRespectTo: .symbol(symbol)))
    }
    for one in formulas {
      let expected = try Evaluator(inputs: inputs, sizes: sizes).evaluate(one)
      let computed = try one.evaluated(at: inputs)
      for (a, b) in zip(expected.values, computed.values) { #expect(abs(a - b) < 1e-7 * max(1, abs(a))) }
    }
  }

  @Test(
    "what is written is read again",
    arguments: texts, [Notation.ascii, .unicode, .latex])
  func printed(text: String, format: Notation) throws {
    let formula = try reading(text)
    let symbol = Formula.symbol(formula.symbols[0])
    for one in [formula, try gradient(of: formula, withRespectTo: symbol).simplified()] {
      var reader = Reader(symbols: formula.symbols)
      #expect(try reader.read(one.written(as: format)).formula == one, "\(one.written(as: format))")
    }
  }

  @Test("second derivatives are refused in words, and eigenvalues of what is not known to be symmetric too")
  func refused() throws {
    let formula = try reading("sigma_max(X)")
    let slope = try gradient(of: formula, withRespectTo: .symbol(formula.symbols[0]))
    let error = #expect(throws: DifferentiationError.self) {
      _ = try derivative(of: slope, withRespectTo: .symbol(formula.symbols[0]))
    }
    #expect("\(error!)".contains("is not known"))
    var reader = Reader()
    #expect(throws: ReadingError.self) { _ = try reader.read("lambda_max(B)") }
  }

  @Test(
    "values of small matrices",
    arguments: [
      ("lambda_max([2 1; 1 2])", 3.0), ("lambda_min([2 1; 1 2])", 1),
      ("\\|\\begin{bmatrix} 3 & 0 \\\\ 0 & -4 \\end{bmatrix}\\|_2", 4),
      ("nuclearNorm([3 0; 0 -4])", 7), ("sigma_min([3 0; 0 -4])", 3), ("rho([1 2; 2 1])", 3),
      ("sigma_max([1 2; 2 4])", 5),
      ("lambda_max([1 0; 0 1])", 1),
    ])
  func values(text: String, value: Double) throws {
    #expect(try Evaluator(inputs: [:]).evaluate(try reading(text)).values == [value])
  }

  private func reading(_ text: String) throws -> Formula {
    var reader = Reader()
    try reader.declare("A: [n, n]")
    return try reader.read(text).formula
  }
}
