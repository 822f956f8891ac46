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
    "shapes follow from use",
    arguments: [
      ("x'*A*x + b'*x + c", ["x: [n]", "A: [n, n]", "b: [n]", "c: scalar"]),
      ("sum(p.*log(p./s))", ["p: [n]", "s: [n]"]), ("-sum(y.*log(softmax(z)))", ["y: [n]", "z: [n]"]),
      ("norm2(T-U*V')^2", ["T: [m, n]", "U: [m, p]", "V: [n, p]"]), ("vec(X)'*vec(Y)", ["X: [m, n]", "Y: [m, n]"]),
      ("kron(A,B)*vec(X)", ["A: [m, n]", "B: [p, q]", "X: [q, n]"]), ("tr(kron(X, X))", ["X: [n, n]"]),
      ("sin(t)^2 + cos(t)^2", ["t: scalar"]),
      ("1/n*norm2(y - X*w)^2 + c*norm1(w)", ["n: scalar", "y: [m]", "X: [m, p]", "w: [p]", "c: scalar"]),
      ("V*tanh(W*x+b)+c", ["V: [m, n]", "W: [n, p]", "x: [p]", "b: [n]", "c: [m]"]),
      ("X - vector(1)*mean(X, 1)", ["X: [m, n]"]), ("A + I", ["A: [n, n]"]), ("[1; 2]'*x", ["x: [2]"]),
    ] as [(String, [String])])
  func inferred(_ text: String, symbols: [String]) throws {
    var reader = Reader()
    #expect(try reader.read(text).symbols.map(\.description) == symbols)
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
