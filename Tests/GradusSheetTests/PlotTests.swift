import Foundation
import GradusExpression
import GradusNotation
import Testing

@testable import GradusSheet

struct PlotTests {
  private func curve(_ function: @escaping (Double) -> Double, _ low: Double, _ high: Double) -> Plot.Curve {
    Plot.Curve("f", of: function, from: low, to: high)
  }

  @Test("a curve consists of points of the function, from end to end where it has values")
  func points() {
    for (function, low, high) in [({ $0 * $0 }, -1.0, 3.0), ({ sin(20 * $0) }, 0, 5), ({ exp(3 * $0) }, -4, 4)]
      as [((Double) -> Double, Double, Double)]
    {
      let found = curve(function, low, high)
      #expect(found.runs.count == 1)
      #expect(found.runs[0].first?.x == low && found.runs[0].last?.x == high)
      for point in found.runs[0] { #expect(point.y == function(point.x)) }
      #expect(zip(found.runs[0], found.runs[0].dropFirst()).allSatisfy { $0.x < $1.x })
    }
  }

  @Test("no line crosses a pole or a jump, wherever the samples fall", arguments: [0, 0.0037, 1 / 3.0, -0.4711])
  func poles(place: Double) {
    let functions: [(Double) -> Double] = [
      { 1 / ($0 - place) }, { 1 / ($0 - place) - 3 * $0 }, { $0 < place ? 1 : 3 }, { tan($0 - place + .pi / 2) },
    ]
    for (index, function) in functions.enumerated() {
      let found = curve(function, -1, 1)
      #expect(found.runs.count == 2, "function \(index)")
      for run in found.runs {
        let isCrossing = run.contains { $0.x < place - 1e-12 } && run.contains { $0.x > place + 1e-12 }
        #expect(!isCrossing, "function \(index)")
      }
    }
  }

  @Test("a steep function is no jump")
  func steep() {
    #expect(curve({ tanh(5000 * ($0 - 0.123)) }, -1, 1).runs.count == 1)
    #expect(curve({ sin(1 / ($0 + 1.001)) }, -1, 1).runs.count == 1)
  }

  @Test("a curve ends where the function has no value, to the last digits")
  func gaps() throws {
    let circle = curve({ (4 - $0 * $0).squareRoot() }, -3, 3.1)
    #expect(circle.runs.count == 1)
    let ends = (try #require(circle.runs[0].first).x, try #require(circle.runs[0].last).x)
    #expect(abs(ends.0 + 2) < 1e-9 && abs(ends.1 - 2) < 1e-9)
    let outside = curve({ ($0 * $0 - 1).squareRoot() }, -2, 2)
    #expect(outside.runs.count == 2)
    #expect(curve({ log($0) }, -5, 0).runs.allSatisfy { $0.allSatisfy { $0.y.isFinite } })
  }

  @Test("the range of values is all of them, unless a few run away")
  func range() {
    let xs = (0...200).map { -2 + 4 * Double($0) / 200 }
    let square = Plot.Axis("", function: xs.map { $0 * $0 })
    #expect(square.low < 0 && square.low > -1 && square.high > 4 && square.high < 5)
    let pole = Plot.Axis("", function: xs.map { 1 / $0 })
    #expect(pole.high > 2 && pole.high < 20 && pole.low < -2 && pole.low > -20)
    #expect(Plot.Axis("", function: [3, 3, 3]).contains(3))
  }

  @Test("every point of a contour has the contour's value")
  func contours() {
    let functions: [(Double, Double) -> Double] = [
      { 2 * $0 * $0 + $1 * $1 }, { $0 * $1 }, { 2 * ($0 - 2) * ($0 - 2) + $1 },
    ]
    for function in functions {
      var plot = Plot(
        title: "", summary: "", horizontal: .init("x", -3, 3), vertical: .init("y", -2, 2.5))
      plot.addContours(of: function)
      #expect(plot.contours.count >= 6)
      #expect(zip(plot.contours, plot.contours.dropFirst()).allSatisfy { $0.level < $1.level })
      for contour in plot.contours {
        #expect(!contour.runs.isEmpty)
        for point in contour.runs.joined() { #expect(abs(function(point.x, point.y) - contour.level) < 0.05) }
      }
    }
  }

  @Test("contours around one low point are closed, and each is one line")
  func closed() {
    var plot = Plot(title: "", summary: "", horizontal: .init("x", -1, 1), vertical: .init("y", -1, 1))
    plot.addContours { $0 * $0 + $1 * $1 }
    for contour in plot.contours where contour.level < 1 {
      #expect(contour.runs.count == 1)
      #expect(contour.runs[0].first == contour.runs[0].last)
    }
  }

  @Test("lines are cut at the edge of the view")
  func clipping() {
    let line: [Picture.Point] = [.init(-2, 0), .init(2, 0), .init(2, 5), .init(0, 5), .init(0, -5)]
    let found = Plot.clipped(line, to: -1...1, -1...1)
    #expect(found == [[.init(-1, 0), .init(1, 0)], [.init(0, 1), .init(0, -1)]])
  }

  @Test(
    "ticks are round numbers within the range",
    arguments: [(0.0, 1.0), (-3, 7), (0, 1234), (-0.002, 0.0013), (1e6, 9e6), (99.5, 100.5), (-1e-7, 1e-7)])
  func ticks(low: Double, high: Double) {
    let ticks = Ticks(within: low, high)
    #expect((3...9).contains(ticks.values.count))
    #expect(ticks.values.allSatisfy { $0 >= low - 1e-12 * abs(low) && $0 <= high + 1e-9 * abs(high) })
    #expect(Set(ticks.values.map(ticks.label)).count == ticks.values.count)
  }

  @Test(
    "an axis can end at round numbers around its values",
    arguments: [(0.0, 1.0), (0, 0.31), (0.85, 0.92), (0, 1234), (0.5, 0.5), (3, 3.00001)])
  func enclosing(low: Double, high: Double) {
    let ticks = Ticks(around: low, high)
    #expect((2...8).contains(ticks.values.count))
    #expect(ticks.low <= low + 1e-9 && ticks.high >= high - 1e-9)
    #expect(Set(ticks.values.map(ticks.label)).count == ticks.values.count)
  }

  @Test("ticks are written as in print")
  func labels() {
    #expect(Ticks(within: -1, 1).values.map(Ticks(within: -1, 1).label) == ["−1.0", "−0.5", "0", "0.5", "1.0"])
    let large = Ticks(within: 0, 4e6)
    #expect(large.values.map(large.label).last == "4·10⁶")
    let turn = Ticks(within: -Double.pi, 2 * .pi, isInPi: true)
    #expect(turn.values.map(turn.label) == ["−π", "−π/2", "0", "π/2", "π", "3π/2", "2π"])
  }

  @Test("what a curve shows is told: zeros, turns, poles, holes, gaps")
  func facts() {
    func sentences(_ function: @escaping (Double) -> Double, _ low: Double, _ high: Double) -> String {
      CurveFacts(curve(function, low, high), of: function, in: .init("x", low, high)).sentences.map {
        $0.joined { $0.written(as: .unicode) }
      }
      .joined(separator: " ")
    }
    #expect(sentences({ $0 * $0 - 4 * $0 }, -1, 5) == "Zeros at x ≈ 0, 4. Low point near (2, −4).")
    #expect(sentences({ 1 / ($0 - 1) }, 0, 3).contains("A jump or pole at x ≈ 1."))
    #expect(sentences({ sin($0) / $0 }, -2, 2) == "No value at x ≈ 0.")
    #expect(sentences({ (1 - $0 * $0).squareRoot() }, -2, 2).contains("No value for x from −2 to −1."))
    #expect(sentences({ sin(40 * $0) }, 0, 5).contains("zeros."))
  }

  @Test("every round number lies in its range and has a label, and every plot has lines, however its axes lie")
  func axesOfAllKinds() {
    var generator = SplitMix64(3)
    func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
    for _ in 0..<2000 {
      let middle = number(-1...1) * exp2(number(-20...90))
      let low = middle - max(abs(middle) * 1e-12, exp2(number(-20...40)))
      let high = low + max(abs(low) * 1e-12, exp2(number(-20...40)))
      var plot = Plot(
        title: "", summary: "", horizontal: Plot.Axis("x", low, high, isInPi: Bool.random(using: &generator)),
        vertical: Plot.Axis("y", -1, number(0...2)))
      plot.hasEqualUnits = Bool.random(using: &generator)
      for most in [1, 2, 3, 7] {
        let ticks = Ticks(within: low, high, most: most)
        #expect(ticks.values.allSatisfy { $0 >= low && $0 <= high && !ticks.label($0).isEmpty })
      }
      plot.path = [Picture.Point(low, 0), Picture.Point(high, 1)]
      #expect(plot.lines.count > 15)
    }
  }
}
