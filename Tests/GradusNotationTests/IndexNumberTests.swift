import GradusExpression
import GradusNotation
import Testing

@Suite("An index is a number inside its sum")
struct IndexNumberTests {
  func read(_ text: String, _ declarations: [String] = []) throws -> Formula {
    var reader = Reader()
    for declaration in declarations { try reader.declare(declaration) }
    return try reader.read(text).formula
  }

  @Test(
    "and has the value of its place",
    arguments: [
      (#"\sum_{i=1}^{5} i"#, Rational(15)), (#"\sum_{i=1}^{5} i^2"#, 55), (#"\prod_{i=1}^{5} i"#, 120),
      (#"\sum_{i=1}^{5} (-1)^i / i"#, Rational(-47, 60)), (#"\sum_{i=1}^{4} i^i"#, 288),
      (#"\sum_{i=1}^{3} 0^{i-1}"#, 1), (#"\sum_{i=1}^{3} \sum_{j=1}^{2} i^j"#, 20),
      (#"\sum_{i=1}^{3} \sum_{j=1}^{3} i j"#, 36), ("sum[i](i*ones[i:4])", 10),
      (#"\sum_{i=1}^{3} |i - 2|"#, 2), (#"\sum_{e=1}^{3} e"#, 6),
    ] as [(String, Rational)])
  func values(text: String, value: Rational) throws {
    let formula = try read(text)
    #expect(ExactEvaluator().evaluate(formula)?.values == [value], "\(formula)")
  }

  @Test(
    "and the vector (1, …, n) beside entries",
    arguments: [
      #"\sum_{i} i x_i"#, "∑ᵢ i xᵢ", "sum[i](i*x[i])", #"\sum_{i} x_i i"#, #"\sum_i (i x_i)"#, #"\sum_{i=1}^{3} i x_i"#,
    ])
  func vector(text: String) throws {
    #expect(try read(text, ["x: [3]"]) == read("[1; 2; 3]'*x", ["x: [3]"]))
  }

  @Test("in exponents, functions and nested sums")
  func places() throws {
    for a in [0.0, -0.5, 2] {
      let evaluator = Evaluator(inputs: ["a": Tensor(a)])
      #expect(try evaluator.evaluate(read(#"\sum_{i=1}^{3} a^i"#)).scalar == a + a * a + a * a * a)
      #expect(try evaluator.evaluate(read(#"\sum_{i=1}^{3} a^{i-1}"#)).scalar == 1 + a + a * a)
    }
    let x = ["x: [2]"]
    #expect(try read(#"\sum_i \sin(i x_i)"#, x) == read("sum(sin([1; 2] .* x))", x))
    // The inner sum has an index of its own.
    #expect(try read(#"\sum_i x_i \sum_i i x_i"#, x) == read("sum(x)*([1; 2]'*x)", x))
    #expect(try read(#"\sum_{i=1}^{n} n x_i"#, ["x: [n]"]) == .size("n") * Formula.symbol("x", ["n"]).summed)
    #expect(try ExactEvaluator().evaluate(read(#"\sum_{i=1}^{n} i"#, ["n = 4"]))?.values == [10])
  }

  @Test(
    "and means nothing outside, or where it has another meaning",
    arguments: [
      (#"\sum_{i} i x_i"#, [], "which is no number here"),
      (#"\sum_{i=1}^{n} i x_i"#, [], "which is no number here"),
      (#"\sum_{i} x_i + i"#, [], "outside its sum"), ("i*x[i]", ["x: [3]"], "outside its sum"),
      (#"i \sum_{i} x_i"#, ["x: [3]"], "outside its sum"),
      (#"\sum_{i} i x_i"#, ["i: scalar", "x: [3]"], "a name of its own"),
      (#"\sum_{i} i x_i"#, ["i = 2", "x: [3]"], "a name of its own"),
      (#"\sum_{n} n x_n"#, ["x: [n]"], "a name of its own"),
      (#"f(t) = i*t; \sum_i f(x_i)"#, ["x: [3]"], "outside its sum"),
      (#"\sum_{i=1}^{3} \sum_{j=1}^{i} i j"#, [], "depends on the index i"),
      (#"\sum_{i=1}^{3} 1/(i-1)"#, [], "division by zero"),
      (#"\sum_i \sum_i x_i"#, [], "nothing under it has the index i"),
      (#"\sum_{i} \|i x\|"#, ["x: [3]"], "the size of an index"),
      (#"\sum_{i} i x_i"#, ["x: [1000000]"], "at most"), (#"\sum_{i=1}^{1000} a^i"#, [], "at most"),
    ] as [(String, [String], String)])
  func refused(text: String, declarations: [String], words: String) throws {
    var message = ""
    do { _ = try read(text, declarations) } catch let error as ReadingError { message = error.message }
    #expect(message.contains(words), "\(message)")
  }
}
