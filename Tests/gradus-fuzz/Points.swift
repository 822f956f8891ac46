import Foundation
import GradusExpression

/// Where formulas are compared.
struct Point {
  let inputs: [String: Tensor]
  let sizes: [String: Int]

  /// Random numbers that keep to the facts of the symbols.
  init(_ symbols: [Symbol], sizes: [String: Int], _ generator: inout SplitMix64) {
    inputs = Formula.sampledInputs(for: symbols, sizes: sizes, seed: Int(truncatingIfNeeded: generator.next()))
    self.sizes = sizes
  }

  private init(inputs: [String: Tensor], sizes: [String: Int]) { (self.inputs, self.sizes) = (inputs, sizes) }

  /// The same point with zeros, ones, equal and opposite entries at some places, where nothing is known of a symbol.
  func special(_ symbols: [Symbol], _ generator: inout SplitMix64) -> Point {
    var inputs = inputs
    for symbol in symbols where symbol.facts.isEmpty {
      let pool = generator.pick([[0, 1], [0], [1, 1], [0, 1, -1], [-1, 2, 0.5], [0, 0, 3]] as [[Double]])
      for i in inputs[symbol.name]!.values.indices where !generator.chance(3) {
        inputs[symbol.name]!.values[i] = generator.pick(pool)
      }
    }
    return Point(inputs: inputs, sizes: sizes)
  }

  /// A point a little way off, each number by a factor of its own, which tells how much rounding may matter.
  var nearby: Point {
    Point(
      inputs: inputs.mapValues { tensor in
        var moved = tensor
        for i in moved.values.indices where moved.values[i] != moved.values[i].rounded() {
          moved.values[i] *= 1 + 1e-9 * sin(Double(i) + 7 * moved.values[i])
        }
        return moved
      }, sizes: sizes)
  }

  /// The inputs with a direction for one symbol.
  func duals(_ symbol: Symbol? = nil, along direction: [Double] = []) -> [String: DualTensor] {
    Dictionary(
      uniqueKeysWithValues: inputs.map { name, tensor in
        let moves = name == symbol?.name
        return (
          name,
          DualTensor(
            shape: tensor.shape,
            values: tensor.values.indices.map { Dual(tensor.values[$0], moves ? direction[$0] : 0) })
        )
      })
  }

  var words: String {
    inputs.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.shape)\($0.value.values)" }.joined(separator: ", ")
  }
}

/// Sizes under which everything is small and m and n differ.
let someSizes: [[String: Int]] = [["m": 2, "n": 3], ["m": 3, "n": 2], ["m": 1, "n": 2], ["m": 2, "n": 1]]

extension [Double] {
  /// The largest difference, relative to the larger of 1 and the largest entry; infinite where just one of two entries is no number.
  func distance(to other: [Double]) -> Double {
    guard count == other.count else { return .infinity }
    var scale = 1.0
    for value in self + other where value.isFinite { scale = Swift.max(scale, abs(value)) }
    var worst = 0.0
    for (a, b) in zip(self, other) where a != b && !(a.isNaN && b.isNaN) {
      let difference = abs(a - b)
      if !difference.isFinite { return .infinity }
      worst = Swift.max(worst, difference / scale)
    }
    return worst
  }

  var areTame: Bool { allSatisfy { $0.isFinite && abs($0) < 1e8 } }
}

/// Facts for the symbols of random formulas, which give the laws something to do.
let knownFacts: [Formula: Formula] = {
  func known(_ name: String, _ shape: [Size], _ facts: Fact...) -> (Formula, Formula) {
    (.symbol(name, shape), .symbol(name, shape, facts: Set(facts)))
  }
  return Dictionary(uniqueKeysWithValues: [
    known("A", ["n", "n"], .symmetric), known("B", ["n", "n"], .orthogonal), known("C", ["n", "n"], .positiveDefinite),
    known("P", ["m", "m"], .diagonal), known("Q", ["m", "m"], .invertible), known("X", ["m", "n"], .oneHotRows),
    known("Y", ["m", "n"], .rowsSumToOne), known("x", ["n"], .plusMinusOne), known("y", ["n"], .zeroOne),
    known("u", ["m"], .positive), known("v", ["m"], .sumsToOne), known("a", [], .positive),
    known("b", [], .nonnegative),
  ])
}()
