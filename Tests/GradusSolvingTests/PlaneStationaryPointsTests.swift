import GradusExpression
import GradusSolving
import Testing

/// Stationary points of polynomials in two variables: all of them, each with its kind.
struct PlaneStationaryPointsTests {
  private let x = Formula.symbol("x")
  private let y = Formula.symbol("y")

  private func power(_ base: Formula, _ exponent: Int) -> Formula { .power(base, .constant(Rational(exponent))) }

  @Test("rational points with their kinds and values")
  func rational() throws {
    let found = try #require(PlaneStationaryPoints(of: power(x, 3) - 3 * x * y + power(y, 3), in: x, y))
    #expect(found.points.map { "\($0.x), \($0.y)" } == ["0, 0", "1, 1"])
    #expect(found.points.map(\.kind) == [.saddle, .minimum])
    #expect(found.points.map(\.value) == [0, -1])
  }

  @Test("square roots are exact, and a point between them is told apart")
  func roots() throws {
    let formula = power(x * x + y * y - 1, 2) + x * y
    let found = try #require(PlaneStationaryPoints(of: formula, in: x, y))
    #expect(found.points.count == 5)
    #expect(found.points.filter { $0.kind == .minimum }.allSatisfy { $0.x.isExact && $0.y.isExact })
    #expect(found.points.map(\.kind) == [.minimum, .saddle, .maximum, .saddle, .minimum])
    // At each of them both slopes vanish.
    for point in found.points {
      let (u, v) = (point.x.value.real, point.y.value.real)
      #expect(abs(4 * u * (u * u + v * v - 1) + v) < 1e-9 && abs(4 * v * (u * u + v * v - 1) + u) < 1e-9)
    }
  }

  @Test("points that are no square roots are found and certain")
  func numeric() throws {
    let found = try #require(
      PlaneStationaryPoints(of: power(x, 3) + x * y * y - 3 * x * x + y * y - y, in: x, y))
    #expect(found.points.map(\.kind) == [.saddle, .minimum])
    for point in found.points {
      let (u, v) = (point.x.value.real, point.y.value.real)
      #expect(abs(3 * u * u + v * v - 6 * u) < 1e-9 && abs(2 * u * v + 2 * v - 1) < 1e-9)
    }
  }

  @Test("a singular Hessian tells no kind; infinitely many points and other functions are refused")
  func refused() throws {
    let found = try #require(PlaneStationaryPoints(of: power(x, 4) + power(y, 4), in: x, y))
    #expect(found.points.map(\.kind) == [.undecided])
    #expect(PlaneStationaryPoints(of: x * x * y * y, in: x, y) == nil)
    #expect(PlaneStationaryPoints(of: Formula.map(.exp, x) + y, in: x, y) == nil)
    // No point at all.
    #expect(PlaneStationaryPoints(of: power(x, 3) + x + y * y, in: x, y)?.points.isEmpty == true)
  }
}
