import GradusExpression
import GradusNotation
import Testing

@testable import GradusSolving

/// Where formulas of one number are positive, where they are largest on an interval, and their slopes beside a kink.
@Suite("Functions of one number") struct SignChartTests {
  private func read(_ text: String) throws -> (Formula, Symbol) {
    var reader = Reader()
    let formula = try reader.read(text).formula
    return (formula, try #require(formula.symbols.first))
  }

  @Test(
    "signs are those of samples",
    arguments: [
      "x^2 - 4", "1/x", "log(x)", "x*exp(-x)", "(x-1)*(x-2)^2", "1/(x^2-1)", "sqrt(x) - 2", "abs(x-1) - 2", "x^3 - x",
      "log(x-1)*(3-x)", "-x^2", "1/x - 2", "max(x, 0)*0 + x - 1",
    ])
  func signs(_ text: String) throws {
    let (formula, x) = try read(text)
    guard let chart = SignChart(of: formula, in: x) else { return }
    for step in -400...400 {
      let number = Double(step) / 37 + 0.001
      let value = formula.number(x, at: number)
      let place = chart.ends.count { $0.number < number }
      let sign = chart.signs[place]
      #expect(sign == value.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }, "\(text) at \(number)")
    }
  }

  @Test("what cannot be seen through has no chart", arguments: ["tan(x)", "sin(x)", "x - cos(x)", "floor(x)"])
  func none(_ text: String) throws {
    guard let (formula, x) = try? read(text) else { return }
    #expect(SignChart(of: formula, in: x) == nil)
  }

  @Test(
    "the extremes on an interval are those of a fine grid",
    arguments: [
      ("x^3 - 3*x", -3, 2), ("x + 4/x", 1, 4), ("abs(x-1)", 0, 3), ("x^2", -1, 3), ("exp(-x^2)", -1, 2),
      ("x*log(x)", 1, 3),
    ])
  func extremes(_ text: String, _ low: Int, _ high: Int) throws {
    let (formula, x) = try read(text)
    let found = try IntervalExtremes(
      of: formula, in: x, from: .constant(Rational(low)), to: .constant(Rational(high)))
    let values = (0...3000).compactMap {
      formula.number(x, at: Double(low) + Double(high - low) * Double($0) / 3000)
    }
    let (least, most) = (
      try #require(found.smallest.first?.value.number), try #require(found.largest.first?.value.number)
    )
    #expect(abs(least - values.min()!) < 1e-5 && least <= values.min()! + 1e-12)
    #expect(abs(most - values.max()!) < 1e-5 && most >= values.max()! - 1e-12)
  }

  @Test("a pole in the interval is refused")
  func pole() throws {
    let (formula, x) = try read("1/x")
    #expect(throws: IntervalExtremesError.hasNoValue) { try IntervalExtremes(of: formula, in: x, from: -1, to: 1) }
  }

  @Test(
    "slopes on both sides are those of differences",
    arguments: [
      ("abs(x)", 0), ("max(x, 2*x)", 0), ("abs(x-1) + abs(x+1)", 1), ("relu(x)^2", 0), ("x^2", 3), ("abs(x^3)", 0),
    ])
  func slopes(_ text: String, _ place: Int) throws {
    let (formula, x) = try read(text)
    let found = try #require(OneSidedSlopes(of: formula, in: x, at: Rational(place)))
    let h = 1e-6
    let there = try #require(formula.number(x, at: Double(place)))
    for (side, slope) in [(-h, found.left), (h, found.right)] {
      let difference = (try #require(formula.number(x, at: Double(place) + side)) - there) / side
      #expect(abs(difference - (try #require(slope.number))) < 1e-4)
    }
  }

  @Test("extremes on a curve are those of points on it")
  func curve() throws {
    let (x, y) = (Formula.symbol("x"), Formula.symbol("y"))
    let circle = x * x + y * y - 1
    let found = try #require(CurveExtremes(of: x * y + x, in: x, y, keeping: circle))
    #expect(found.isBounded)
    let values = (0..<20000).map { step -> Double in
      let angle = Double(step) * .pi / 10000
      return cosine(angle) * sine(angle) + cosine(angle)
    }
    #expect(abs(try #require(found.points.first?.value.number) - values.min()!) < 1e-6)
    #expect(abs(try #require(found.points.last?.value.number) - values.max()!) < 1e-6)
    #expect(CurveExtremes(of: x, in: x, y, keeping: x * y - 1)?.isBounded ?? false == false)
  }

  private func cosine(_ angle: Double) -> Double {
    (try? Evaluator(inputs: ["t": Tensor(angle)]).evaluate(cos(Formula.symbol("t"))).scalar) ?? .nan
  }
  private func sine(_ angle: Double) -> Double {
    (try? Evaluator(inputs: ["t": Tensor(angle)]).evaluate(sin(Formula.symbol("t"))).scalar) ?? .nan
  }

  @Test("a quadratic form on a sphere")
  func sphere() throws {
    let x = Formula.symbol("x", ["n"])
    let a = Formula.symbol(Symbol("A", ["n", "n"], facts: [.symmetric]))
    let form = x * (a * x)
    let found = try #require(SphereExtremes(of: form, over: x, keeping: squaredNorm(x) - 4))
    #expect(found.squaredRadius == 4 && found.matrix == a)
    #expect(try #require(SphereExtremes(of: form, over: x, keeping: norm(x) - 1)).squaredRadius == 1)
    #expect(SphereExtremes(of: form + x.summed, over: x, keeping: norm(x) - 1) == nil)
  }
}
