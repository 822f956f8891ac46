import Foundation
import GradusCalculus
import GradusExpression

/// Finds every real number for which a formula vanishes.
struct RootFinder {
  typealias Root = RealRoots.Root

  let unknown: Formula
  let facts: FactReasoner
  private(set) var steps: [Step] = []
  private(set) var conditions: [Condition] = []
  var isEverywhere = false
  /// Intervals of solutions.
  var intervals: [RealRoots.Interval] = []
  /// Why there is no root, where that was seen.
  var reason = ""

  init(_ unknown: Formula, facts: FactReasoner) {
    self.unknown = unknown
    self.facts = facts
  }

  /// Nil where not all of them are found.
  mutating func roots(of formula: Formula) -> [Root]? {
    if let found = rootsOfProduct(formula) ?? rootsOfPower(formula) { return found }
    if let quotient = SymbolicQuotient(formula, in: unknown) { return roots(of: quotient) }
    return rootsThroughFunction(formula) ?? rootsThroughLogarithms(formula) ?? rootsThroughRadical(formula)
      ?? rootsOnPieces(formula)
  }

  mutating func note(_ rule: String, _ left: Formula, _ right: Formula, _ sentence: Words) {
    let step = Step(rule, left, right, sentence)
    if steps.last?.before != left || steps.last?.after != right { steps.append(step) }
  }

  mutating func require(_ condition: Condition) {
    let condition = condition.reduced
    if !conditions.contains(condition) { conditions.append(condition) }
  }

  /// The sign of a number, where that is certain: by the facts, or by its value.
  func certainSign(_ formula: Formula) -> SignSet? {
    let signs = facts.sign(formula)
    if signs.isPositive || signs == .negative { return signs }
    if let exact = formula.constantValue { return exact.isZero ? .zero : exact > 0 ? .positive : .negative }
    if let number = formula.number, number.isFinite, abs(number) > 1e-9 { return number > 0 ? .positive : .negative }
    return signs.isNonnegative ? signs : nil
  }

  // MARK: The answer

  /// The roots that keep to the facts of the unknown and are found to solve the equation in numbers; nil where one of them is not.
  mutating func verified(_ roots: [Root], in formula: Formula) -> RealRoots? {
    guard case .symbol(let symbol) = unknown.node else { return nil }
    var kept: [Root] = []
    var dropped = 0
    for root in roots {
      var root = root
      if symbol.facts.contains(.nonnegative) {
        let signs = certainSign(root.value) ?? .unknown
        let isStrict = symbol.facts.contains(.positive)
        let allowed: SignSet = isStrict ? .positive : .nonnegative
        if signs.isDisjoint(with: allowed) || root.value.number != nil && !signs.isSubset(of: allowed) {
          dropped += 1
          continue
        }
        if !signs.isSubset(of: allowed) {
          root = root.with(conditions: root.conditions + [isStrict ? .positive(root.value) : .nonnegative(root.value)])
        }
      }
      if symbol.facts.contains(.atMostOne), let number = root.number,
        number > 1 || symbol.facts.contains(.belowOne) && root.value.constantValue == 1
      {
        dropped += 1
        continue
      }
      guard solves(root, formula) else { return nil }
      kept.append(root)
    }
    // What all solutions need is said once.
    let shared = (kept.first?.conditions ?? []).filter { condition in
      kept.allSatisfy { $0.conditions.contains(condition) }
    }
    for condition in shared { require(condition) }
    kept = kept.map { root in
      root.with(conditions: root.conditions.map(\.reduced).filter { !conditions.contains($0) })
    }
    if kept.allSatisfy({ $0.number != nil }) { kept.sort { $0.number! < $1.number! } }
    let reason =
      kept.isEmpty && dropped > 0 ? "every solution contradicts what is known of \(symbol.name)" : self.reason
    return RealRoots(
      roots: kept, isEverywhere: isEverywhere, conditions: conditions, steps: steps,
      reason: kept.isEmpty ? reason : "", intervals: intervals)
  }

  private func solves(_ root: Root, _ formula: Formula) -> Bool {
    guard let number = root.number else { return StationarityCheck(formula, unknown, root.value).run() != nil }
    guard number.isFinite else { return false }
    let others = formula.symbols.filter { .symbol($0) != unknown }
    // With other symbols in the equation a root without them is one for all their values.
    if !others.isEmpty { return StationarityCheck(formula, unknown, root.value).run() != nil }
    // The value there is small against what it is a step to the side, or than rounding makes it.
    guard let there = value(of: formula, at: number), there.isFinite else { return false }
    let step = 1e-6 * max(1, abs(number))
    let around = [number - step, number + step].compactMap { value(of: formula, at: $0) }.filter(\.isFinite).map(abs)
    return abs(there) <= max(1e-9, 1e-3 * (around.max() ?? 0))
  }

  /// The value of a formula in the unknown alone; nil where it holds other symbols, NaN where a logarithm in it has none: a product goes on
  /// to 0 log 0 = 0, an equation does not.
  func value(of formula: Formula, at number: Double) -> Double? {
    guard case .symbol(let symbol) = unknown.node else { return nil }
    let logarithms = formula.nodesBottomUp.filter { if case .map(.log, _) = $0.node { $0.isScalar } else { false } }
    let values = try? Evaluator(inputs: [symbol.name: Tensor(number)]).evaluate([formula] + logarithms)
    guard let values else { return nil }
    return values.dropFirst().allSatisfy({ $0.scalar.isFinite }) ? values[0].scalar : .nan
  }

  /// The working of a finder for another unknown, but for a line that is there already.
  mutating func take(_ other: RootFinder, besides known: Formula) {
    for step in other.steps where step.before != known { note(step.rule, step.before, step.after, step.sentence) }
    for condition in other.conditions { require(condition) }
    if !other.reason.isEmpty { reason = other.reason }
  }
}
