import Foundation
import Testing

@Suite("gradus derive, check, equal, compute")
struct DerivationCommandTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    let answer: String
    init(_ answer: String, _ arguments: String...) { (self.answer, self.arguments) = (answer, arguments) }
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let derivatives = [
    Row("(A + Aᵀ) x + b", "derive", "x'*A*x + b'*x + c", "--wrt", "x"),
    Row("A + Aᵀ", "derive", "x'*A*x + b'*x + c", "--wrt", "x", "--order", "2"),
    Row("Q θ − b", "derive", "½ θᵀ Q θ − bᵀθ", "--wrt", "θ", "--let", "Q: [n, n] symmetric"),
    Row("Q", "derive", "½ θᵀ Q θ − bᵀθ", "--wrt", "θ", "--let", "Q: [n, n] symmetric", "--order", "2"),
    Row("2 x cos(x²)", "derive", "sin(x^2)", "--wrt", "x"),
    Row("2*x*cos(x^2)*exp(sin(x^2))", "derive", "e^{\\sin(x^2)}", "--wrt", "x", "--format", "ascii"),
    Row(
      "(softmax(Z) - Y)/m", "derive", "-sum(Y.*log(softmax(Z)))/m", "--wrt", "Z", "--let", "Y: [m, k] one-hot rows",
      "--format", "ascii"),
    Row("Xᵀ", "derive", "X*w", "--wrt", "w", "--let", "X: [m, n]"),
    Row("X", "derive", "X*w", "--wrt", "w", "--let", "X: [m, n]", "--layout", "numerator"),
    Row("2 x", "derive", "d/dx x^2"), Row("6 x", "derive", "d^2/dx^2 x^3"),
    Row("12", "derive", "d/dx (d^2/dx^2 (2 x^3 + x))"),
    Row("2 X", "derive", "d/dX tr(X'*X)"),
  ]

  @Test("An answer stands alone on standard output", arguments: derivatives)
  func derive(row: Row) throws {
    let result = try Program.run(row.arguments)
    #expect(result.status == 0)
    #expect(result.output == row.answer + "\n")
    #expect(result.errors.isEmpty)
  }

  @Test("JSON holds the answer, the working and the check")
  func json() throws {
    let result = try Program.run(["derive", "norm2(X*w - y)^2", "--wrt", "w", "--format", "json", "--steps"])
    let object = try #require(result.objects.first)
    #expect(object["result"] as? String == "2*X'*(X*w - y)")
    #expect(object["layout"] as? String == "denominator")
    #expect((object["shape"] as? [String])?.count == 1)
    let steps = try #require(object["steps"] as? [[String: Any]])
    #expect(steps.last?["after"] as? String == "2*X'*(X*w - y)")
    #expect(steps.allSatisfy { $0["rule"] is String && $0["before"] is String && $0["sentence"] is String })
    let check = try #require(object["check"] as? [String: Any])
    #expect(check["passed"] as? Bool == true)
    #expect((check["max_relative_error"] as? Double ?? 1) < 1e-6)
  }

  @Test("Working has three levels, each with all lines of the one before, and a style")
  func steps() throws {
    let counts = try ["brief", "normal", "all"].map { level in
      try Program.run(["derive", "exp(sin(x^2))", "--wrt", "x", "--steps", level]).output.split(separator: "\n").count
    }
    #expect(counts == counts.sorted() && counts[0] < counts[1])
    let differential = try Program.run(
      ["derive", "logdet(X)", "--wrt", "X", "--steps", "--style", "differential"]
    ).output
    #expect(differential.contains("dX"))
  }

  @Test("The answer says which facts it used")
  func facts() throws {
    let result = try Program.run([
      "derive", "x'*Q*x", "--wrt", "x", "--let", "Q: [n, n] symmetric", "--explain-facts",
    ])
    #expect(result.errors == "facts used: Q symmetric\n")
  }

  static let faults: [(arguments: [String], status: Int32, words: String)] = [
    (["derive", "x'*A*x + ", "--wrt", "x"], 65, "^"),
    (["derive", "x'*A*x", "--wrt", "z"], 65, "no symbol z"),
    (["derive", "sinm(X)", "--wrt", "X"], 65, "trace"),
    (["derive", "A*B", "--wrt", "A", "--let", "A: [n, m]", "--let", "B: [n, m]"], 65, "[n, m]"),
    (["derive", "x"], 64, "--wrt"), (["derive", "d/dx x^2", "--order", "2"], 64, "--order 2 needs --wrt"),
    (["derive", "x^2", "--wrt", "x", "--order", "0"], 64, "--order"),
    (["compute", "x + 1"], 65, "no value is given for x"),
    (["compute", "log(0 - 1)"], 65, "not defined"),
    (["compute", "exp(1000)"], 65, "too large"), (["compute", "2^(10^9)"], 65, "too large"),
    (["compute", "exp(-1000)"], 65, "too small"), (["compute", "log(0)"], 65, "no value"),
    (["equal", "A*(", "A"], 65, "^"),
    (["check", "x'*x"], 64, "--wrt"),
  ]

  @Test("A mistake is one clear error with its exit status", arguments: faults)
  func fault(arguments: [String], status: Int32, words: String) throws {
    let result = try Program.run(arguments)
    #expect(result.status == status)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("gradus: ") && result.errors.contains(words), "\(result.errors)")
  }

  @Test("compute: exact beyond the range of double precision")
  func edges() throws {
    #expect(try Program.run(["compute", "2^1030/2^1028"]).output == "4\n")
    #expect(try Program.run(["compute", "2^1030"]).output.hasPrefix("11505236063"))
    #expect(try Program.run(["compute", "(7/3)^4000*(3/7)^4000"]).output == "1\n")
    #expect(try Program.run(["compute", "log(1e-400)"]).output.hasPrefix("-921.03403719"))
  }

  static let verdicts: [(left: String, right: String, declaration: String, status: Int32, words: String)] = [
    ("(A*B)'", "B'*A'", "c: scalar", 0, "equal\n"),
    ("sin(2*t)", "2*sin(t)*cos(t)", "t: scalar", 0, "by exact arithmetic"),
    ("x + 10^-30", "x", "x: scalar", 1, "not equal"),
    ("e", "2718281828459045/1000000000000000", "c: scalar", 1, "not equal"),
    ("max(x,-1000)", "x", "x: scalar", 1, "-1000"), ("tanh(1000*x)", "sign(x)", "x: scalar", 1, "x = "),
    ("A*B", "B*A", "A: [n, n]", 1, "A = ["), ("pinv(A)*A", "eye(n)", "A: [m, n]", 1, "with m = 2, n = 3"),
    ("A", "A'", "A: [m, n]", 1, "shape"), ("asin(x) + acos(x)", "pi/2", "x: scalar", 2, "sampled: "),
    ("exp(pi*sqrt(163))", "262537412640768744", "c: scalar", 2, "sampled: "),
    ("sqrt(-1-x^2)", "x", "x: scalar", 3, "not decided"),
  ]

  @Test("equal: 0 when certain, 1 with a counterexample, 2 when sampled, 3 when not decided", arguments: verdicts)
  func equal(left: String, right: String, declaration: String, status: Int32, words: String) throws {
    let result = try Program.run(["equal", left, right, "--let", declaration])
    #expect(result.status == status, "\(result.output)")
    #expect(result.output.contains(words), "\(result.output)")
    #expect(result.errors.isEmpty)
  }

  @Test("check: a sampled answer is marked right, and that is said")
  func sampledAnswer() throws {
    let result = try Program.run(["check", "x^2/2", "--wrt", "x", "--answer", "x + asin(x) + acos(x) - pi/2"])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("right: sampled: equal at all of"), "\(result.output)")
    let undecided = try Program.run(["check", "x^2/2", "--wrt", "x", "--answer", "sqrt(-1 - x^2)"])
    #expect(undecided.status == 3)
  }

  static let answers: [(answer: String, verdict: String, status: Int32)] = [
    ("(A + A')*x", "right", 0), ("A*x + A'*x", "right: equal", 0), ("2*A*x", "it holds only if A is symmetric", 1),
    ("A'*x + A'*x", "likely slip", 1), ("-(A + A')*x", "the sign", 1), ("A*x", "likely slip", 1),
  ]

  @Test("check: marks an answer and names the likely slip", arguments: answers)
  func check(answer: String, verdict: String, status: Int32) throws {
    let result = try Program.run(["check", "x'*A*x", "--wrt", "x", "--answer", answer])
    #expect(result.status == status)
    #expect(result.output.contains(verdict), "\(result.output)")
  }

  @Test("check: names the first wrong line of a derivation")
  func lines() throws {
    let declarations = ["--let", "A: [n, n]", "--let", "B: [n, n]"]
    let wrong = try Program.run(["check", "(A + B)*(A - B) = A*A - A*B + B*A - B*B = A*A - B*B"] + declarations)
    #expect(wrong.status == 1)
    #expect(wrong.output.hasPrefix("line 3 is wrong"))
    let right = try Program.run(["check", "(A + B)*(A - B) = A*A - A*B + B*A - B*B"] + declarations)
    #expect(right.status == 0)
  }

  static let values = [
    Row("8", "compute", "a'*b", "--let", "a = [1; 2]", "--let", "b = [4; 2]"),
    Row("[3; -1]", "compute", "inv(Q)*b", "--let", "Q = [2 2; 2 4]", "--let", "b = [4; 2]", "--format", "ascii"),
    Row("1/3", "compute", "1/2 - 1/6", "--format", "ascii"),
    Row("1267650600228229401496703205376", "compute", "2^100"),
    Row("1.4142135623730951", "compute", "sqrt(2)"),
    Row("-2", "compute", "-det(P) - 2", "--let", "P = [3 6; 2 4]", "--format", "ascii"),
  ]

  @Test("compute: exact where the numbers are rational", arguments: values)
  func compute(row: Row) throws {
    let result = try Program.run(row.arguments)
    #expect(result.output == row.answer + "\n")
    #expect(result.status == 0)
  }

  @Test(
    "A verdict is told to programs, with the same exit status",
    arguments: [
      (["equal", "(A*B)'", "B'*A'"], "equal", Int32(0)), (["equal", "a*(b+1)", "a*b"], "not equal", 1),
      (["check", "x'*A*x", "--wrt", "x", "--answer", "(A+A')*x"], "equal", 0),
      (["check", "x'*A*x", "--wrt", "x", "--answer", "2*A*x"], "not equal", 1),
      (["check", "(a+b)^2 = a^2 + 2*a*b + b^2"], "equal", 0), (["check", "(a+b)^2 = a^2 + b^2"], "not equal", 1),
    ])
  func toldToPrograms(arguments: [String], verdict: String, status: Int32) throws {
    let result = try Program.run(arguments + ["--format", "json"])
    let object = try #require(result.objects.first, "\(result.output)\(result.errors)")
    #expect(object["verdict"] as? String == verdict && result.status == status)
    #expect(((object["counterexample"] as? [String: Any]) != nil) == (status == 1))
    if arguments[0] == "check" { #expect(object["right"] as? Bool == (status == 0)) }
  }
}
