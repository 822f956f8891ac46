import GradusCalculus
import GradusExpression
import GradusKernels
import GradusPlan
import Testing
import _GradusTestSupport

@Suite("Random formulas, several at once")
struct RandomFormulaTests {
  /// A formula of the shape, put together at random from symbols and operations that keep numbers tame.
  struct Generator {
    var random: SeededGenerator

    mutating func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: elements.indices, using: &random)]
    }

    mutating func leaf(_ shape: [Size]) -> Formula {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: Formula.constant(Rational(Int.random(in: -3...3, using: &random), 2)).broadcast(to: shape)
      case 1 where shape.count == 2 && shape[0] == shape[1]: .identity(shape[0])
      default: .symbol(pick(["a", "b", "c"]) + shape.map(\.description).joined(), shape)
      }
    }

    mutating func formula(_ shape: [Size], depth: Int) -> Formula {
      if depth == 0 { return leaf(shape) }
      let sizes: [Size] = ["m", "n", "p"]
      switch Int.random(in: 0..<12, using: &random) {
      case 0, 1:
        return Formula.sum(
          [
            Term(Rational(Int.random(in: -2...2, using: &random), 3), formula(shape, depth: depth - 1)),
            Term(1, formula(shape, depth: depth - 1)),
          ], shape: shape)
      case 2: return .map(pick([.tanh, .sigmoid, .sin, .softplus, .relu, .step]), formula(shape, depth: depth - 1))
      case 3: return formula(shape, depth: depth - 1) .* formula(shape, depth: depth - 1)
      case 4:
        return .extremum(
          pick([.maximum, .minimum]), formula(shape, depth: depth - 1), formula(shape, depth: depth - 1))
      case 5: return formula([], depth: depth - 1) .* formula(shape, depth: depth - 1)
      case 6 where shape.count == 2:
        let inner = pick(sizes)
        return tanh(formula([shape[0], inner], depth: depth - 1) * formula([inner, shape[1]], depth: depth - 1))
      case 7 where shape.count == 2: return formula([shape[1], shape[0]], depth: depth - 1).transposed
      case 8 where shape.count == 2: return softmax(formula(shape, depth: depth - 1))
      case 9 where shape.count == 2:
        return formula([pick(shape)], depth: depth - 1).broadcastAlong(shape, using: &random)
      case 6...9 where shape.count == 1:
        let other = pick(sizes)
        return pick([
          formula([shape[0], other], depth: depth - 1).summed(along: [1]),
          formula([other, shape[0]], depth: depth - 1).summed(along: [0]),
          formula([shape[0], other], depth: depth - 1) * formula([other], depth: depth - 1),
          logSumExp(formula([shape[0], other], depth: depth - 1)),
          .reduction(.maximum, formula([other, shape[0]], depth: depth - 1), axes: [0]),
        ])
      case 6...9 where shape.isEmpty:
        let inner = [pick(sizes), pick(sizes)]
        return pick([
          tanh(formula(inner, depth: depth - 1).summed), logSumExp(formula([inner[0]], depth: depth - 1)),
          tanh(squaredNorm(formula(inner, depth: depth - 1))),
        ])
      default: return leaf(shape)
      }
    }
  }

  @Test("outputs and updates agree with the oracle", arguments: 0..<40, Precision.allCases)
  func agree(seed: Int, precision: Precision) throws {
    var generator = Generator(random: SeededGenerator(seed))
    let sizes = [["m": 1, "n": 2, "p": 3], ["m": 17, "n": 5, "p": 16]][seed % 2]
    let shapes: [[Size]] = [[], ["m"], ["m", "n"], ["n", "n"], ["p", "m"]]
    let outputs = (0..<3).map { (name: "f\($0)", formula: generator.formula(generator.pick(shapes), depth: 4)) }
    let updates = [("a", ["m", "n"] as [Size]), ("b", ["n"])].map { name, shape in
      (name: name + shape.map(\.description).joined(), formula: tanh(generator.formula(shape, depth: 3)))
    }
    // Twice, so that updates are seen to be used.
    let found = try distance(outputs, updates: updates, sizes: sizes, precision: precision, seed: seed, runs: 2)
    #expect(found < 20 * precision.tolerance, "seed \(seed): \(found)")
  }

  @Test("symbols in another precision than the plan's are converted wherever they are read", arguments: 0..<30)
  func stored(seed: Int) throws {
    var generator = Generator(random: SeededGenerator(seed + 500))
    let (sizes, shapes) = (["m": 17, "n": 5, "p": 16], [[], ["m"], ["m", "n"], ["p", "m"]] as [[Size]])
    let outputs = (0..<3).map { (name: "f\($0)", formula: generator.formula(generator.pick(shapes), depth: 4)) }
    let updates = [("amn", ["m", "n"] as [Size]), ("bn", ["n"])].map { name, shape in
      (name: name, formula: tanh(generator.formula(shape, depth: 3)))
    }
    let own: Precision = seed.isMultiple(of: 2) ? .float32 : .float64
    let names = Set((outputs + updates).flatMap { $0.formula.symbols.map(\.name) }).sorted()
    let stored = Dictionary(
      uniqueKeysWithValues: names.filter { _ in Bool.random(using: &generator.random) }
        .map { ($0, own == .float32 ? Precision.float64 : .float32) })
    let found = try distance(
      outputs, updates: updates, sizes: sizes, precision: own, stored: stored, seed: seed, runs: 2)
    #expect(found < 20 * Precision.float32.tolerance, "seed \(seed), \(stored): \(found)")
  }

  @Test("gradients agree with the oracle", arguments: 100..<120)
  func gradients(seed: Int) throws {
    var generator = Generator(random: SeededGenerator(seed))
    let f = generator.formula([], depth: 5)
    let symbols = f.symbols.map { Formula.symbol($0) }
    guard !symbols.isEmpty else { return }
    let all = try GradusCalculus.gradients(of: f, withRespectTo: symbols)
    let outputs = [(name: "f", formula: f)] + all.enumerated().map { (name: "d\($0)", formula: $1) }
    let found = try distance(outputs, sizes: ["m": 7, "n": 4, "p": 3], precision: .float64, seed: seed)
    #expect(found < 1e-10, "seed \(seed): \(found)")
  }
}

extension Formula {
  /// The vector repeated along the other axis of a matrix that it fits.
  fileprivate func broadcastAlong(_ shape: [Size], using generator: inout SeededGenerator) -> Formula {
    let fits = shape.indices.filter { shape[$0] == self.shape[0] }
    return broadcast(to: shape, axes: [fits[Int.random(in: fits.indices, using: &generator)]])
  }
}
