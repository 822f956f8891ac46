import GradusCalculus
import GradusExpression
import Testing

/// The kinds of verdicts.
enum VerdictKind: String, Sendable {
  case proved, decided, sampled, different, shapes, partial, undecided

  init(_ equality: Equality) {
    switch equality {
    case .proved: self = .proved
    case .decided: self = .decided
    case .sampled: self = .sampled
    case .different: self = .different
    case .shapes: self = .shapes
    case .partial: self = .partial
    case .undecided: self = .undecided
    }
  }
}

@Suite("Verdicts on equality say what they rest on")
struct EqualityVerdictTests {
  static let x = Formula.symbol("x")
  static let y = Formula.symbol("y")
  static let n = Formula.symbol("n")
  static let A = Formula.symbol("A", ["n", "n"])
  static let B = Formula.symbol("B", ["n", "n"])
  static let M = Formula.symbol("M", ["m", "n"])
  static let V = Formula.symbol("V", ["n", "n"], facts: [.invertible])
  static let v = Formula.symbol("v", ["n"])
  static let s = Formula.symbol("s", [], facts: [.plusMinusOne])
  static let b = Formula.symbol("b", [], facts: [.zeroOne])
  static let q = Formula.symbol("q", [], facts: [.positive])
  static let pseudoinverse = Formula.inverse(M.transposed * M) * M.transposed
  static func rational(_ text: String) -> Formula { .constant(Rational(text)!) }

  static let verdicts: [(left: Formula, right: Formula, kind: VerdictKind)] = [
    // Exact arithmetic: rational formulas, and what exponentials, roots and logarithms are made of.
    // What differs by a number is different, however small it is beside the values.
    (
      .logDeterminant(V .** 2 + Formula.identity("n")),
      .logDeterminant(V .** 2 + Formula.identity("n")) + rational("1/10000000000000000000000000"), .different
    ),
    // The first of equal entries is the largest, whatever their number.
    (
      Formula.alongAxes(.hardmax, .ones(["n"]), axes: [0]) * (A * v),
      Formula.alongAxes(.hardmax, .ones(["n"]), axes: [0]) * (A.transposed * v), .different
    ),
    // They have values where n is 1 only, and there every matrix is its own transpose.
    (
      (A * v).summed - .logDeterminant(.outer(v, .symbol("w", ["n"]))),
      (A.transposed * v).summed - .logDeterminant(.outer(v, .symbol("w", ["n"]))), .undecided
    ),
    // Where only one of two sizes is 1 both have a value.
    (
      (A * v).summed - .logDeterminant(.outer(.symbol("u", ["m"]), .symbol("w", ["m"]))),
      (A.transposed * v).summed - .logDeterminant(.outer(.symbol("u", ["m"]), .symbol("w", ["m"]))), .different
    ),
    ((x + 1) .** 20, (x .** 2 + 2 * x + 1) .** 10, .decided), ((x .** 3 - 1) / (x - 1), x .** 2 + x + 1, .proved),
    (1 / (x - 1) - 1 / (x + 1), 2 / (x .** 2 - 1), .decided), (sin(2 * x), 2 * sin(x) * cos(x), .decided),
    (cos(3 * x), 4 * cos(x) .** 3 - 3 * cos(x), .decided),
    (tan(x + y), (tan(x) + tan(y)) / (1 - tan(x) * tan(y)), .decided),
    (tanh(x), (exp(2 * x) - 1) / (exp(2 * x) + 1), .decided), (sigmoid(x), (1 + tanh(x / 2)) / 2, .decided),
    (sqrt(8), 2 * sqrt(2), .decided), (sqrt(x .** 2 + 2 * x + 1) .** 2, (x + 1) .** 2, .decided),
    (log(exp(x) + exp(y)) - x, softplus(y - x), .decided), (log(6 * q), log(2) + log(3) + log(q), .decided),
    (.extremum(.maximum, x, y) + .extremum(.minimum, x, y), x + y, .decided),
    (relu(x) - relu(-x), x, .decided), (abs(x) .** 3, abs(x) * x .** 2, .decided),
    ((s + 1) * (s - 1), 0, .proved), ((b - 1) * b, 0, .decided), (sin(Formula.pi + x), -sin(x), .decided),
    // Different by an amount, or at a place, that no sample of usual size shows.
    (x + rational("1e-30"), x, .different), (sin(x) + rational("1e-30"), sin(x), .different),
    (x * rational("1.00000000000000000001"), x, .different), (x .** 2, x .** 2 + rational("1e-40") * y, .different),
    (.extremum(.maximum, x, -1000), x, .different), (.extremum(.maximum, x, -1_000_000), x, .different),
    (tanh(1000 * x), .map(.sign, x), .different), (abs(x), sqrt(x .** 2 + rational("1e-8")), .different),
    (.e, rational("2718281828459045/1000000000000000"), .different),
    (.pi, rational("884279719003555/281474976710656"), .different),
    (x / (1 + abs(x)), .map(.sign, x), .different), (exp(x), 1 + x, .different), (sin(x), x, .different),
    (s .** 3, 1, .different), (abs(x), x, .different), (sqrt(x .** 2), x, .different),
    (.inverse(A).transposed * A, .identity("n"), .different), (.inverse(V).transposed * V, .identity("n"), .different),
    (A * B, B * A, .different), (.determinant(A + B), .determinant(A) + .determinant(B), .different),
    // One value for each of some sizes only.
    (pseudoinverse * M, .identity("n"), .partial), (pseudoinverse * M * v, v, .partial),
    // Right, and shown by nothing but numbers.
    (.map(.asin, x) + .map(.acos, x), Formula.pi / 2, .sampled), (log(x .** 2), 2 * log(x), .sampled),
    (exp(.pi * sqrt(163)), 262_537_412_640_768_744, .sampled),
    (.map(.atan, x) + .map(.atan, 1 / x), Formula.pi / 2 * .map(.sign, x), .sampled),
    // Nothing to compare.
    (sqrt(-1 - x .** 2), x, .undecided), (A, v, .shapes),
  ]

  @Test("The kind of each verdict", arguments: verdicts)
  func verdict(left: Formula, right: Formula, kind: VerdictKind) {
    let found = left.isEqual(to: right)
    #expect(VerdictKind(found) == kind, "\(left) and \(right): \(found)")
    #expect(VerdictKind(right.isEqual(to: left)) == kind, "the other way round")
  }

  /// Equal, and computed with almost nothing but rounding at many points.
  static let conditioned: [(left: Formula, right: Formula)] = [
    ((x - 1) .** 7, x .** 7 - 7 * x .** 6 + 21 * x .** 5 - 35 * x .** 4 + 35 * x .** 3 - 21 * x .** 2 + 7 * x - 1),
    (1 - cos(x), 2 * sin(x / 2) .** 2), (.map(.sinh, x), (exp(x) - exp(-x)) / 2),
    (log(1 + exp(-x)), softplus(-x)), (.map(.acosh, x), log(x + sqrt(x - 1) * sqrt(x + 1))),
    (.map(.asinh, x), log(x + sqrt(x .** 2 + 1))), (tan(x), sin(x) / cos(x)), ((x .** 2 - y .** 2) / (x - y), x + y),
    (.map(.sign, sin(x) .** 2 + cos(x) .** 2 - 1), 0),
    (.inverse(.inverse(A) + .identity("n")), .identity("n") - .inverse(A + .identity("n"))),
    (.determinant(.outer(v, v) + .identity("n")), 1 + v * v), (.map(.atanh, x), log((1 + x) / (1 - x)) / 2),
    (exp(x) .** n, exp(n * x)), (.map(.erf, -x), -(.map(.erf, x))),
  ]

  @Test("Rounding is no counterexample", arguments: conditioned, 1...3)
  func rounding(pair: (left: Formula, right: Formula), seed: Int) {
    let found = pair.left.isEqual(to: pair.right, seed: seed)
    #expect(found.holds, "\(pair.left) and \(pair.right): \(found)")
  }

  @Test("A counterexample differs at the point it names, exactly where the numbers are rational")
  func counterexample() throws {
    guard case .different(let point) = (Self.x + Self.rational("1e-30")).isEqual(to: Self.x) else {
      Issue.record("not refuted")
      return
    }
    let exact = try #require(point.exact)
    #expect(exact.left.values[0] - exact.right.values[0] == Rational("1e-30"))
    guard case .partial(let gap) = (Self.pseudoinverse * Self.M).isEqual(to: .identity("n")) else { return }
    #expect(gap.isLeft && gap.sizes["m"]! < gap.sizes["n"]!)
  }

  @Test("Exact arithmetic for given sizes is said to be for these sizes")
  func sizes() {
    let found = Formula.determinant(Self.A * Self.B).isEqual(to: .determinant(Self.A) * .determinant(Self.B))
    switch found {
    case .proved: break
    case .sampled(_, let exactSizes): #expect(exactSizes.contains(["n": 2]))
    default: Issue.record("\(found)")
    }
  }

  @Test("a name of two shapes is compared with nothing")
  func twoShapes() {
    let (short, long) = (Formula.symbol("x", [2]), Formula.symbol("x", [3]))
    guard case .undecided = short.summed.isEqual(to: 2 * long.summed) else {
      Issue.record("two symbols of one name and two shapes were compared")
      return
    }
  }
}
