import Testing
import _GradusTestSupport

@testable import GradusExpression

@Suite("Numbers with infinitesimals give derivatives and bounds of rounding")
struct ForwardEvaluatorTests {
  @Test("Each Taylor coefficient is the slope of the one before", arguments: ElementaryFunction.allCases)
  func taylor(function: ElementaryFunction) {
    let h = 1e-3
    let weights = [3.0 / 4, -3.0 / 20, 1.0 / 60]
    for x in function.samplePoints {
      let series = function.definition.taylor(at: x, order: 9)
      #expect(series[0] == function(x))
      for j in 0..<8 {
        var slope = 0.0
        for (k, weight) in weights.enumerated() {
          let ahead = function.definition.taylor(at: x + Double(k + 1) * h, order: 9)[j]
          let back = function.definition.taylor(at: x - Double(k + 1) * h, order: 9)[j]
          slope += weight / h * (ahead - back)
        }
        let expected = Double(j + 1) * series[j + 1]
        #expect(abs(slope - expected) <= 1e-7 * max(1, abs(expected)), "order \(j + 1) of \(function) at \(x)")
      }
    }
  }

  static let x = Formula.symbol("x")
  static let X = Formula.symbol("X", [3, 3])
  static let derivatives: [(name: String, formula: Formula, x: Double, order: Int, expected: Double)] = [
    ("x⁵, thrice", x .** 5, 2, 3, 240), ("x⁵, six times", x .** 5, 2, 6, 0), ("x² at 0", x .** 2, 0, 2, 2),
    ("1/x", 1 / x, 2, 4, 24.0 / 32), ("√x", sqrt(x), 4, 2, -1.0 / 32), ("2ˣ", 2 .** x, 3, 1, 8 * 0.6931471805599453),
    ("exp(2 x), eight times", exp(2 * x), 0, 8, 256), ("sin x cos x", sin(x) * cos(x), 0.5, 2, -2 * 0.8414709848078965),
    ("max(x², x)", .extremum(.maximum, x .** 2, x), 3, 1, 6), ("log(1 + exp x)", log(1 + exp(x)), 0, 2, 0.25),
  ]

  @Test("Known derivatives", arguments: derivatives)
  func known(name: String, formula: Formula, x: Double, order: Int, expected: Double) throws {
    let evaluator = ForwardEvaluator(
      inputs: ["x": Tensor(x)], directions: Array(repeating: ("x", Tensor(1)), count: order))
    let found = try evaluator.evaluate(formula)
    #expect(abs(found.value.scalar - expected) <= max(found.error.scalar, 0), "\(name): \(found.value.scalar)")
    #expect(found.error.scalar <= 1e-12 * max(1, abs(expected)))
  }

  @Test("A determinant has derivatives at a singular matrix, all of them")
  func singular() throws {
    // det is linear in each row: D³ det[H, K, L] is the same everywhere, here at 0.
    let unit = (0..<3).map { k in
      Tensor(shape: [3, 3], values: (0..<9).map { $0 == 4 * k ? 1 : 0 })
    }
    for rank in 0..<3 {
      let value = Tensor(shape: [3, 3], values: (0..<9).map { $0 % 4 == 0 && $0 / 4 < rank ? 1 : 0 })
      let evaluator = ForwardEvaluator(inputs: ["X": value], directions: unit.map { ("X", $0) })
      #expect(try evaluator.evaluate(.determinant(Self.X)).value.scalar == 1)
    }
  }

  @Test("There is no slope at a kink, and there is one beside it")
  func kinks() throws {
    for function in [ElementaryFunction.abs, .sign, .relu, .step, .stepFromZero] {
      func slope(_ x: Double) throws -> BoundedTensor {
        try ForwardEvaluator(inputs: ["x": Tensor(x)], directions: [("x", Tensor(1))]).evaluate(.map(function, Self.x))
      }
      #expect(try !slope(0).isFinite)
      #expect(try slope(1e-9).isFinite)
    }
  }

  @Test("What cancels has a bound that says so", arguments: [1e-3, 1e-5, 1e-7])
  func bounds(x: Double) throws {
    // 1 − cos x = 2 sin²(x/2)
    let found = try ForwardEvaluator(inputs: ["x": Tensor(x)]).evaluate(1 - cos(Self.x))
    let exact = 2 * ElementaryFunction.sin(x / 2) * ElementaryFunction.sin(x / 2)
    #expect(abs(found.value.scalar - exact) <= found.error.scalar)
    #expect(found.error.scalar < 2e-15)
    let sign = try ForwardEvaluator(inputs: ["x": Tensor(x)]).evaluate(
      .map(.sign, sin(Self.x) .** 2 + cos(Self.x) .** 2 - 1))
    #expect(sign.error.scalar >= 1)
  }
}
