import GradusExpression
import Testing

@Suite("Products that differ in the names of their labels alone are one node")
struct LabelOrderTests {
  static let A = Formula.symbol("A", ["n", "n"])
  static let B = Formula.symbol("B", ["n", "n"])
  static let x = Formula.symbol("x", ["n"])

  /// Σ over all labels of a few A, now and then a B or an x, at random labels.
  static func factors(_ generator: inout SplitMix64) -> [Contraction.Factor] {
    let labels = Int.random(in: 2...4, using: &generator)
    return (0..<Int.random(in: 2...5, using: &generator)).map { _ in
      let (i, j) = (Int.random(in: 0..<labels, using: &generator), Int.random(in: 0..<labels, using: &generator))
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: return .init(B, [i, j])
      case 1: return .init(x, [i])
      default: return .init(A, [i, j])
      }
    }
  }

  @Test("other names, another order of the factors: the same node", arguments: 0..<300)
  func renamed(seed: Int) {
    var generator = SplitMix64(seed)
    let factors = Self.factors(&generator)
    let names = (0..<4).shuffled(using: &generator).map { 10 + $0 }
    let other = factors.shuffled(using: &generator).map { Contraction.Factor($0.formula, $0.labels.map { names[$0] }) }
    #expect(Formula.contraction(factors, output: []) == Formula.contraction(other, output: []))
  }

  @Test("two sums are one node exactly where their values agree", arguments: 0..<300)
  func complete(seed: Int) throws {
    var generator = SplitMix64(seed)
    let left = Formula.contraction(Self.factors(&generator), output: [])
    let right = Formula.contraction(Self.factors(&generator), output: [])
    // Numbers at random: different polynomials in the entries differ there.
    let evaluator = Evaluator(
      inputs: (left + right + Self.all).sampledInputs(sizes: ["n": 3], seed: seed), sizes: ["n": 3])
    let values = try evaluator.evaluate([left, right]).map(\.scalar)
    let agree = Swift.abs(values[0] - values[1]) <= 1e-9 * max(1, Swift.abs(values[0]))
    #expect((left == right) == agree, "\(left), \(right): \(values)")
  }

  private static let all = x.summed + A.summed + B.summed

  @Test("cycles that turn round and cycles that do not")
  func cycles() {
    func cycle(_ labels: [[Int]]) -> Formula { .contraction(labels.map { .init(Self.A, $0) }, output: []) }
    #expect(cycle([[0, 1], [1, 2], [2, 0]]) == cycle([[2, 1], [0, 2], [1, 0]]))
    #expect(cycle([[0, 1], [1, 2], [2, 0]]) != cycle([[0, 1], [1, 2], [0, 2]]))
    // Two pairs are no square.
    #expect(cycle([[0, 1], [1, 0], [2, 3], [3, 2]]) != cycle([[0, 1], [1, 2], [2, 3], [3, 0]]))
  }

  @Test("parts of one product that refinement does not tell apart", arguments: 0..<20)
  func parts(seed: Int) {
    // tr(A²) tr(A³) tr(A) tr(A²), and a matrix beside them.
    let cycles = [[0, 1], [2, 3, 4], [5], [6, 7]]
    let factors = cycles.flatMap { cycle in
      cycle.indices.map { Contraction.Factor(Self.A, [cycle[$0], cycle[($0 + 1) % cycle.count]]) }
    }
    var generator = SplitMix64(seed)
    let names = (0..<8).shuffled(using: &generator).map { 10 + $0 }
    let other = factors.shuffled(using: &generator).map { Contraction.Factor($0.formula, $0.labels.map { names[$0] }) }
    let beside = Contraction.Factor(Self.A, [0, 1])
    func product(_ factors: [Contraction.Factor]) -> Formula {
      .contraction([beside] + factors.map { .init($0.formula, $0.labels.map { $0 + 2 }) }, output: [0, 1])
    }
    #expect(product(factors) == product(other))
    #expect(Formula.contraction(factors, output: []) == .contraction(other, output: []))
  }

  @Test("labels of the result keep their places")
  func output() {
    let product = [Contraction.Factor(Self.A, [0, 2]), .init(Self.A, [2, 1])]
    #expect(Formula.contraction(product, output: [0, 1]) == Self.A * Self.A)
    #expect(Formula.contraction(product, output: [1, 0]) == (Self.A * Self.A).transposed)
    #expect(Formula.contraction(product, output: [0, 1]) != Formula.contraction(product, output: [1, 0]))
  }
}
