import GradusExpression
import GradusNotation
import Testing
import _GradusTestSupport

@Suite("Reading the cases") struct ReadingCaseTests {
  @Test("every formula has the sampled values", arguments: ReadingFixture.shared.cases)
  func sampled(_ example: ReadingCase) throws {
    var reader = try example.reader()
    let reading = try reader.read(example.f_math)
    let samples = ReadingFixture.shared.samples.filter { $0.id == example.id }
    #expect(!samples.isEmpty)
    for sample in samples {
      let evaluator = Evaluator(inputs: sample.inputs.mapValues(\.tensor), sizes: sample.dims)
      #expect(try evaluator.evaluate(reading.formula).distance(to: sample.f.tensor) < 1e-9)
    }
  }

  @Test(
    "shapes follow from use: without declarations the formula is the same up to the names of sizes",
    arguments: [
      "x'*A*x + b'*x + c", "0.5*x'*A*x", "A*exp(x)", "(y.*v)'*x", "a^b", "norm1(A*x-y)", "norm2(A*x-y)^2",
      "sum(log(exp(-y.*(X*w)) + vector(1)))", "tr(A*X'*B*X*C)", "log(det(inv(X)))", "sin(x)'*A*exp(x)",
      "sum(p.*log(p./s))", "-sum(y.*log(softmax(z)))", "norm2(T-U*V')^2",
    ])
  func inferred(_ text: String) throws {
    var reader = Reader()
    _ = try reader.read(text)
  }

  @Test(
    "the nine documented examples of matrixcalculus.org",
    arguments: [
      ("0.5*x'*A*x", [], ["x: [n]", "A: [n, n]"]), ("A*exp(x)", ["m"], ["A: [m, n]", "x: [n]"]),
      ("(y.*v)'*x", [], ["y: [n]", "v: [n]", "x: [n]"]), ("a^b", [], ["a: scalar", "b: scalar"]),
      ("norm1(A*x-y)", [], ["A: [m, n]", "x: [n]", "y: [m]"]),
      ("norm2(A*x-y)^2", [], ["A: [m, n]", "x: [n]", "y: [m]"]),
      ("sum(log(exp(-y.*(X*w)) + vector(1)))", [], ["y: [n]", "X: [n, m]", "w: [m]"]),
      ("tr(A*X'*B*X*C)", [], ["A: [m, n]", "X: [p, n]", "B: [p, p]", "C: [n, m]"]),
      ("log(det(inv(X)))", [], ["X: [n, n]"]),
    ] as [(String, [Size], [String])])
  func documented(text: String, shape: [Size], symbols: [String]) throws {
    var reader = Reader()
    let reading = try reader.read(text)
    #expect(reading.formula.shape == shape)
    #expect(reading.symbols.map(\.description) == symbols)
  }
}
