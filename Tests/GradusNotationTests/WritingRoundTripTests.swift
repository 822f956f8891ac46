import GradusExpression
import GradusNotation
import Testing
import _GradusTestSupport

@Suite("What is written reads back to the same formula")
struct WritingRoundTripTests {
  static func readBack(_ formula: Formula, _ format: Notation) throws -> Formula {
    // A symbol of the sizes that a formula may use as numbers.
    var reader = Reader(symbols: formula.symbols + [Symbol("size", ["m", "n"])])
    return try reader.read(formula.written(as: format)).formula
  }

  @Test("Random formulas", arguments: [Notation.ascii, .unicode, .latex], 0..<34)
  func random(format: Notation, block: Int) {
    for seed in block * 100..<(block + 1) * 100 {
      var random = RandomFormula(seed: seed)
      let formula = random.formula(depth: 1 + seed % 4)
      let text = formula.written(as: format)
      do {
        let back = try Self.readBack(formula, format)
        #expect(back == formula, "seed \(seed): \(text) came back as \(back.written(as: format))")
      } catch {
        Issue.record("seed \(seed): \(text): \(error)")
      }
    }
  }

  @Test(
    "What random texts have shown",
    arguments: [
      ("(A*A)[1,2] + z_3", ["A: [n, n]", "z_3: scalar"]), ("(A*A*z)[2]", ["A: [n, n]", "z: [n]"]),
      ("A[2,:]*z + tr(A[1,:]'*A[3,:])", ["A: [n, n]", "z: [n]"]), ("z*eye(2)[:,1]", ["z: scalar"]),
      ("w^top", ["w: scalar", "top: scalar"]), ("w_1^(top_2)", ["w_1: scalar", "top_2: scalar"]),
      ("z_i_12*z", ["z_i_12: scalar", "z: scalar"]), ("xc[1]*U*z", ["xc: [n]", "U: [n, n]", "z: [n]"]),
      ("z_hat_hat + z_bar_hat*a*t", ["z_hat_hat: scalar", "z_bar_hat: scalar", "a: scalar", "t: scalar"]),
    ], [Notation.ascii, .unicode, .latex])
  func found(example: (text: String, declared: [String]), format: Notation) throws {
    var reader = Reader(symbols: [Symbol("size", ["m", "n"])])
    for declaration in example.declared { try reader.declare(declaration) }
    let formula = try reader.read(example.text).formula
    #expect(try Self.readBack(formula, format) == formula, "\(formula.written(as: format))")
  }

  @Test("Two marks of transposition are none, and T stays free", arguments: ["bᵀᵀ", "b''", "b^T^T", "bᵀᵀᵀᵀ"])
  func transposedTwice(text: String) throws {
    var reader = Reader()
    try reader.declare("b: [n]")
    #expect(try reader.read(text).formula == .symbol("b", ["n"]))
  }
}

@Suite("Sums of a formula keep together in its derivative")
struct KeptSumTests {
  @Test(
    "A number stands before the sum, and the text means the same",
    arguments: [
      ("sin(x) + (x + y^2)^2", "2*x + 2*y^2 + cos(x)", "cos(x) + 2*(y^2 + x)"),
      ("(x - y)^2", "z - 3*x + 3*y", "z - 3*(x - y)"), ("(x + y)^2", "x + y + z", "x + y + z"),
      ("(x + y)^2", "2*x + 2*y", "2*(x + y)"), ("(x + y)^2", "2*x + 3*y + 1", "2*x + 3*y + 1"),
      ("x*y", "2*x + 2*y + 1", "2*x + 2*y + 1"),
    ] as [(String, String, String)])
  func kept(original: String, text: String, expected: String) throws {
    var reader = Reader()
    for name in ["x", "y", "z"] { try reader.declare("\(name): scalar") }
    let original = try reader.read(original).formula
    let formula = try reader.read(text).formula
    let written = formula.written(as: .ascii, keepingSumsOf: original)
    #expect(written == expected)
    #expect(try reader.read(written).formula == formula)
  }
}
