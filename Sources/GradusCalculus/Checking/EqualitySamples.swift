import GradusExpression

#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// Points at which two formulas are compared, each value with a bound of its rounding: values that differ by less are no
/// counterexample, and where rounding leaves nothing of them they are no evidence.
struct EqualitySamples {
  let left: Formula
  let right: Formula
  let symbols: [Symbol]
  /// The points at which both have a value that says something. Where a size is 1 a matrix is its own transpose, and a vector its first
  /// entry: where it never was more, that is no evidence.
  var points: Int { longSizes.count == names.count ? agreements : 0 }
  private var agreements = 0
  /// The sizes that were more than 1 at such a point.
  private var longSizes: Set<String> = []
  /// The first of them.
  private var agreement: Equality.Counterexample?
  private let names: [String]
  private let seed: Int

  init(_ left: Formula, _ right: Formula, seed: Int) {
    (self.left, self.right, self.seed) = (left, right, seed)
    var symbols: [String: Symbol] = [:]
    for symbol in left.symbols + right.symbols { symbols[symbol.name] = symbol }
    self.symbols = symbols.values.sorted { $0.name < $1.name }
    names = Set(left.sizeSymbols + right.sizeSymbols).sorted()
  }

  // MARK: Sizes

  private func sizes(_ lengths: [Int]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, lengths[$0 % lengths.count]) })
  }

  /// Small sizes for exact arithmetic: all 2, and two different ones.
  var exactSizes: [[String: Int]] {
    names.isEmpty ? [[:]] : names.count == 1 ? [sizes([2]), sizes([3])] : [sizes([2]), sizes([2, 3]), sizes([3, 2])]
  }

  /// Square, wide, high and single ones.
  private var sampledSizes: [[String: Int]] {
    if names.isEmpty { return [[:]] }
    let square = [sizes([2]), sizes([1]), sizes([3])]
    // A matrix of rank 1 has a logarithm of its determinant where it has one entry, whatever the others have.
    let single = names.count < 2 ? [] : names.map { sizes([2]).merging([$0: 1]) { $1 } }
    return square + NumericalCheck.sizeAssignments(for: [left, right]) + single
  }

  // MARK: Comparing

  private enum Outcome {
    case different(Equality.Counterexample)
    case agree(Equality.Counterexample)
    case nothing(left: Bool, right: Bool)
  }

  /// - Parameter scale: what a value may be small beside, and still be evidence.
  private func compare(_ inputs: [String: Tensor], _ sizes: [String: Int], scale: Double = 1) -> Outcome {
    let evaluator = ForwardEvaluator(inputs: inputs, sizes: sizes)
    func values() -> [BoundedTensor]? {
      do { return try evaluator.evaluate([left, right]) } catch is ForwardError {
        return estimated(inputs, sizes)
      } catch { return nil }
    }
    guard let both = values(), both.allSatisfy(\.isFinite) else {
      func hasValue(_ formula: Formula) -> Bool {
        guard let value = try? Evaluator(inputs: inputs, sizes: sizes).evaluate(formula) else { return false }
        return value.values.allSatisfy(\.isFinite)
      }
      return .nothing(left: hasValue(left), right: hasValue(right))
    }
    let (a, b) = (both[0], both[1])
    var (largest, loosest) = (scale, 0.0)
    for i in a.value.values.indices {
      let (x, y) = (a.value.values[i], b.value.values[i])
      let bound = 4 * (a.error.values[i] + b.error.values[i])
      if abs(x - y) > bound {
        return .different(Equality.Counterexample(sizes: sizes, inputs: inputs, left: a.value, right: b.value))
      }
      largest = max(largest, abs(x), abs(y))
      loosest = max(loosest, bound)
    }
    guard loosest <= 1e-3 * largest else { return .nothing(left: true, right: true) }
    return .agree(Equality.Counterexample(sizes: sizes, inputs: inputs, left: a.value, right: b.value))
  }

  /// A part without a definition over infinitesimals has no bound of its own. In its place stands how far the value moves when the numbers
  /// that are put in move by a trillionth: a badly conditioned matrix leaves nothing of it.
  private func estimated(_ inputs: [String: Tensor], _ sizes: [String: Int]) -> [BoundedTensor]? {
    var moved = inputs
    for symbol in symbols where symbol.facts.isSubset(of: SampleProfile.scalable) {
      moved[symbol.name] = inputs[symbol.name]!.movedALittle
    }
    guard let plain = try? Evaluator(inputs: inputs, sizes: sizes).evaluate([left, right]),
      let near = try? Evaluator(inputs: moved, sizes: sizes).evaluate([left, right])
    else { return nil }
    return zip(plain, near).map { value, other in
      let largest = value.values.reduce(1) { max($0, abs($1)) }
      let errors = zip(value.values, other.values).map { 1e-10 * largest + 1000 * abs($0 - $1) }
      return BoundedTensor(value: value, error: Tensor(shape: value.shape, values: errors))
    }
  }

  private mutating func note(_ point: Equality.Counterexample) {
    agreements += 1
    longSizes.formUnion(names.filter { point.sizes[$0, default: 1] > 1 })
    agreement = agreement ?? point
  }

  /// A point at which the sides have a value, where their difference is a number other than 0 at every point: too small a one
  /// for floating point beside the values.
  func counterexample(withDifference difference: Formula) -> Equality.Counterexample? {
    let (number, rest) = difference.coefficientAndRest
    guard rest.isOnes, !number.isZero, let point = agreement else { return nil }
    return Equality.Counterexample(
      sizes: point.sizes, inputs: point.inputs, left: point.left, right: point.right,
      note: "the left side less the right one is \(number) everywhere")
  }

  /// A point among small whole numbers at which the values differ.
  mutating func smallCounterexample() -> Equality.Counterexample? {
    let sizes = sizes([2])
    for attempt in 0..<6 {
      switch compare(Formula.smallInputs(for: symbols, sizes: sizes, seed: seed + attempt), sizes) {
      case .different(let point): return point
      case .agree(let point): note(point)
      case .nothing: break
      }
      if symbols.isEmpty { break }
    }
    return nil
  }

  /// A point at which the values differ, among sizes and scales of all kinds.
  mutating func counterexample() -> Equality.Counterexample? {
    if symbols.isEmpty, names.isEmpty { return nil }
    for sizes in sampledSizes {
      for (round, profile) in SampleProfile.allCases.enumerated() {
        var generator = SplitMix64(seed &* 7919 &+ round)
        let inputs = Dictionary(
          uniqueKeysWithValues: symbols.map { ($0.name, profile.value(of: $0, sizes: sizes, using: &generator)) })
        switch compare(inputs, sizes, scale: profile.isTiny ? 0 : 1) {
        case .different(let point): return point
        case .agree(let point): note(point)
        case .nothing: break
        }
      }
    }
    return nil
  }

  // MARK: Gaps

  /// Sizes under which exactly one of the formulas has a value: at no point the one, at every point the other.
  func gap() -> Equality.Gap? {
    let inverted = [left, right].contains { formula in
      formula.nodesBottomUp.contains { if case .inverse = $0.node { true } else { false } }
    }
    guard inverted, names.count > 1 else { return nil }
    for sizes in NumericalCheck.sizeAssignments(for: [left, right]) {
      var counts = [0, 0]
      var reasons = ["", ""]
      for attempt in 0..<3 {
        let inputs = Formula.sampledInputs(for: symbols, sizes: sizes, seed: seed + attempt)
        for (side, formula) in [left, right].enumerated() {
          do {
            let value = try Evaluator(inputs: inputs, sizes: sizes).evaluate(formula)
            counts[side] += value.values.allSatisfy(\.isFinite) ? 1 : 0
          } catch { reasons[side] = "\(error)" }
        }
      }
      if counts[0] == 0, counts[1] == 3, !reasons[0].isEmpty {
        return Equality.Gap(sizes: sizes, isLeft: true, reason: reasons[0])
      }
      if counts[1] == 0, counts[0] == 3, !reasons[1].isEmpty {
        return Equality.Gap(sizes: sizes, isLeft: false, reason: reasons[1])
      }
    }
    return nil
  }
}

/// What kind of numbers a point is made of.
enum SampleProfile: CaseIterable {
  case unit, positive, tiny, tinyPositive, large, huge, mixed, mixedPositive, wholes, nearWholes, largeNegative,
    moderate

  /// Whether numbers, and what is made of them, may be too small for a difference to show beside 1.
  fileprivate var isTiny: Bool { [.tiny, .tinyPositive, .mixed, .mixedPositive].contains(self) }

  /// Facts that numbers keep when they are multiplied by positive ones.
  fileprivate static let scalable: Set<Fact> = [
    .symmetric, .diagonal, .positive, .nonnegative, .invertible, .positiveDefinite,
  ]

  /// Values of a symbol that keep to its facts.
  func value(of symbol: Symbol, sizes: [String: Int], using generator: inout SplitMix64) -> Tensor {
    let start = symbol.sampled(
      sizes: sizes, positive: self == .positive || self == .tinyPositive || self == .mixedPositive, using: &generator)
    // Facts about whole rows and matrices fix the scale of the entries.
    guard symbol.facts.subtracting([.positiveSemidefinite]).isSubset(of: Self.scalable) else { return start }
    let isMatrixFact = !symbol.facts.isDisjoint(with: [.invertible, .positiveDefinite, .positiveSemidefinite])
    let keepsSign = symbol.facts.contains(.positive) || symbol.facts.contains(.nonnegative)
    func power(_ range: ClosedRange<Double>) -> Double { pow(10, generator.uniform(range)) }
    switch self {
    case .unit, .positive: return start
    case .tiny, .tinyPositive:
      let scale = power(-9 ... -3)
      return start.map { $0 * scale }
    case .large:
      let scale = power(2...5)
      return start.map { $0 * scale }
    case .huge:
      let scale = power(6...40)
      return start.map { $0 * scale }
    case .moderate: return start.map { $0 * 6 }
    case .largeNegative: return start.map { (keepsSign || isMatrixFact ? 1 : -1) * abs($0) * 2e4 }
    case .mixed, .mixedPositive:
      if isMatrixFact || symbol.facts.contains(.symmetric) {
        let scale = power(-4...4)
        return start.map { $0 * scale }
      }
      return start.map { $0 * power(-8...8) }
    case .wholes, .nearWholes:
      if isMatrixFact { return start }
      let shift = self == .wholes ? 0 : 1e-7
      return start.map { ($0 * 9).rounded(.awayFromZero) + ($0 < 0 && !keepsSign ? -shift : shift) * ($0 == 0 ? 0 : 1) }
    }
  }
}

extension Tensor {
  /// Every entry by a factor of its own a trillionth off 1; a symmetric matrix stays one.
  fileprivate var movedALittle: Tensor {
    var result = self
    let columns = shape.last ?? 1
    for place in values.indices {
      let (row, column) = (place / max(columns, 1), place % max(columns, 1))
      let (low, high) = (Double(min(row, column)), Double(max(row, column)))
      result.values[place] *= 1 + 1e-12 * sin(1 + 2.4 * low + 3.7 * high)
    }
    return result
  }
}

extension Formula {
  /// Small whole numbers where the facts allow them, so that a person can follow the sum.
  static func smallInputs(for symbols: [Symbol], sizes: [String: Int], seed: Int) -> [String: Tensor] {
    var inputs = sampledInputs(for: symbols, sizes: sizes, seed: seed)
    for symbol in symbols
    where symbol.facts.isSubset(of: [.symmetric, .diagonal, .invertible, .positive, .nonnegative]) {
      let keepsSign = symbol.facts.contains(.positive) || symbol.facts.contains(.nonnegative)
      inputs[symbol.name] = inputs[symbol.name]!.map { value in
        // From −3 to 4 without 0, which would hide too much.
        let scaled = (3.5 * value).rounded(.awayFromZero)
        return keepsSign ? abs(scaled) : scaled
      }
    }
    return inputs
  }
}
