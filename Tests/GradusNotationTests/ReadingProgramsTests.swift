import GradusExpression
import GradusNotation
import Testing

/// Programs in Python, Julia and MATLAB mean what their languages say.
@Suite("Programs") struct ReadingProgramsTests {
  @Test(
    "in Python are the formulas of their arrays",
    arguments: [
      ("np.sum((X @ w - y)**2)", "norm2(X*w - y)^2"), ("X.T @ (X @ w - y)", "X'*(X*w - y)"),
      ("np.mean((X.dot(w) - y)**2) + lam*np.sum(w**2)", "norm2(X*w - y)^2/n + lam*w'*w"),
      ("np.linalg.norm(X @ w - y)**2 / len(y)", "norm2(X*w - y)^2/n"), ("1/X.shape[0] * np.sum(y)", "sum(y)/n"),
      ("w.T @ A @ w", "w'*A*w"), ("w.dot(A).dot(w)", "w'*A*w"), ("np.dot(w, A @ w)", "w'*A*w"),
      ("torch.sum(torch.exp(w))", "sum(exp(w))"), ("((X @ w - y)**2).sum()", "norm2(X*w - y)^2"),
      ("(w**2).mean()", "w'*w/d"), ("np.sum(X * X, axis=1)", "sum(X.^2, 2)"), ("jnp.sum(X, axis=0)", "sum(X, 1)"),
      ("np.max(X, axis=-1)", "max(X, [], 2)"), ("np.exp(w)/np.sum(np.exp(w))", "exp(w)/sum(exp(w))"),
      ("F.softmax(w, dim=-1)", "softmax(w)"), ("np.log(np.linalg.det(A))", "log(det(A))"),
      ("np.linalg.slogdet(A)[1]", "logdet(A)"), ("np.linalg.solve(A, w)", "inv(A)*w"), ("np.maximum(0, w)", "relu(w)"),
      ("np.where(w > 0, w, 0.1*w)", "step(w).*w + 0.1*(1 - step(w)).*w"), ("np.trace(A @ A)", "tr(A*A)"),
      ("np.sum(np.multiply(w, w))", "w'*w"), ("np.linalg.norm(X, axis=1)", "sqrt(sum(X.^2, 2))"),
      ("-np.sum(w*np.log(w) + (1-w)*np.log(1-w))", "-sum(w.*log(w) + (1 - w).*log(1 - w))"),
      ("np.clip(w, 0, 1)", "min(max(w, 0), 1)"), ("np.array([1, 2]) @ np.array([3, 4])", "11"),
      ("np.array([[1, 2], [3, 4]]) @ np.array([1, 1])", "[3; 7]"), ("w.T @ w + np.pi", "w'*w + pi"),
      ("np.linalg.norm(X, 'fro')**2", "normF(X)^2"), ("np.linalg.norm(w, ord=1)", "norm1(w)"),
      ("np.linalg.norm(w, np.inf)", "normInf(w)"),
    ] as [(String, String)])
  func python(text: String, same: String) throws { try expectSame(text, same) }

  @Test(
    "in Julia and MATLAB likewise",
    arguments: [
      ("A\\w", "inv(A)*w"), ("A \\ w", "inv(A)*w"), ("(A'*A)\\(A'*w)", "inv(A'*A)*(A'*w)"), ("2*A\\w", "inv(2*A)*w"),
      ("sum(log.(w))", "sum(log(w))"), ("sum(exp.(-w) .- 1)", "sum(exp(-w) - 1)"), ("w.^2 .+ 1", "w.^2 + 1"),
      ("A.'*w", "A'*w"), ("sum((w > 0).*w)", "sum(step(w).*w)"), ("sum((w >= 0) .* w)", "sum(stepFromZero(w).*w)"),
      ("length(w)*sum(w)", "d*sum(w)"), ("sum(y)/size(X,1)", "sum(y)/n"),
      ("sum(max(0, 1 - y.*(X*w)))", "sum(relu(1 - y.*(X*w)))"),
    ] as [(String, String)])
  func others(text: String, same: String) throws { try expectSame(text, same) }

  @Test(
    "ask where the language and mathematics differ",
    arguments: [
      ("A**2", "ambiguous"), ("w @ w.T", "np.outer"), ("w.T * w", "entry by entry"),
      ("np.sum(w, keepdims=True)", "length 1"),
      ("np.foo(w)", "unknown function foo"),
      ("norm.(A)", "norm"), ("w.foo()", "unknown function"), ("np.sum(w, weights=w)", "weights=w"),
      ("lam @ w", "@ multiplies"),
    ] as [(String, String)])
  func asked(text: String, words: String) throws {
    var reader = Reader()
    for shape in ["A: [d, d]", "w: [d]", "lam: scalar"] { try reader.declare(shape) }
    let error = #expect(throws: ReadingError.self) { try reader.read(text) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  private func expectSame(_ text: String, _ same: String) throws {
    var reader = Reader()
    for shape in ["X: [n, d]", "A: [d, d]", "w: [d]", "y: [n]", "lam: scalar"] { try reader.declare(shape) }
    let (read, expected) = (try reader.read(text).formula, try reader.read(same).formula)
    let sizes = ["n": 4, "d": 3]
    var generator = SplitMix64(3)
    var inputs: [String: Tensor] = [:]
    for symbol in read.symbols + expected.symbols where inputs[symbol.name] == nil {
      let shape = symbol.shape.map { sizes[$0.description]! }
      inputs[symbol.name] = Tensor(
        shape: shape, values: (0..<shape.reduce(1, *)).map { _ in Double.random(in: 0.1...0.9, using: &generator) })
    }
    let evaluator = Evaluator(inputs: inputs, sizes: sizes)
    let (value, other) = (try evaluator.evaluate(read), try evaluator.evaluate(expected))
    #expect(value.shape == other.shape)
    #expect(zip(value.values, other.values).allSatisfy { abs($0 - $1) <= 1e-9 * (1 + abs($1)) }, "\(read)")
  }
}
