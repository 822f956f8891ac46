import GradusCalculus
public import GradusExpression

/// Equations between numbers that are not linear: solved where one of them gives one unknown as a formula of the others, so that
/// what is left has one unknown less.
///
///     x² + y² = 1, x = y:  x = y from the second, 2 y² = 1 from the first
public struct NumberSystem: Sendable {
  /// What vanishes at a solution.
  package let differences: [Formula]
  /// What is looked for.
  package let unknowns: [Formula]

  /// Every solution, one value for each unknown, with the working.
  public struct Solutions: Sendable {
    /// The points, in the order of the unknowns.
    public let points: [[RealRoots.Root]]
    /// How they were found.
    public let steps: [Derivation.Step]
  }

  /// The system in these unknowns.
  public init(_ differences: [Formula], for unknowns: [Formula]) {
    (self.differences, self.unknowns) = (differences, unknowns)
  }

  /// Nil where not all solutions are found.
  public func solve() -> Solutions? {
    guard differences.flatMap(\.symbols).allSatisfy({ unknowns.contains(.symbol($0)) }) else { return nil }
    var steps: [Step] = []
    guard let found = Self.points(differences, unknowns, &steps) else { return nil }
    var points: [[RealRoots.Root]] = []
    for point in found {
      let roots = unknowns.compactMap { point[$0] }
      guard roots.count == unknowns.count, let isSolution = isSolution(point) else { return nil }
      if isSolution, !points.contains(where: { $0.map(\.value) == roots.map(\.value) }) { points.append(roots) }
    }
    return Solutions(points: points, steps: steps)
  }

  private func isSolution(_ point: [Formula: RealRoots.Root]) -> Bool? {
    var inputs: [String: Tensor] = [:]
    for (unknown, root) in point {
      guard case .symbol(let symbol) = unknown.node, let number = root.number else { return nil }
      inputs[symbol.name] = Tensor(number)
    }
    guard let values = try? Evaluator(inputs: inputs).evaluate(differences) else { return nil }
    let size = inputs.values.reduce(1) { max($0, abs($1.scalar)) }
    return values.allSatisfy { abs($0.scalar) <= 1e-8 * size * size }
  }

  private static func points(
    _ equations: [Formula], _ unknowns: [Formula], _ steps: inout [Step]
  ) -> [[Formula: RealRoots.Root]]? {
    let facts = FactReasoner()
    let open = equations.map { facts.normalised($0).simplified() }.filter { !$0.isZero }
    if open.contains(where: { $0.constantValue != nil }) { return [] }
    guard let first = unknowns.first else { return open.isEmpty ? [[:]] : nil }
    if unknowns.count == 1 {
      guard let equation = open.first, case .symbol(let symbol) = first.node else { return nil }
      guard let roots = Equation(equation, equals: .zero, for: symbol).allRoots(&steps) else { return nil }
      // What solves the first has to solve the others, which is looked at in numbers.
      return roots.map { [first: $0] }
    }
    for (place, equation) in open.enumerated() {
      for unknown in unknowns where equation.contains(unknown) {
        guard let slope = try? gradient(of: equation, withRespectTo: unknown).simplified(),
          let coefficient = slope.constantValue, !coefficient.isZero
        else { continue }
        let rest = equation.substituting([unknown: .zero]).scaled(by: -1)
        let value = facts.normalised((rest / .constant(coefficient))).simplified()
        steps.append(Step("solve for one", unknown, value, "One equation gives \(unknown); put it into the others."))
        let others = open.indices.filter { $0 != place }.map { open[$0].substituting([unknown: value]) }
        guard let found = points(others, unknowns.filter { $0 != unknown }, &steps) else { return nil }
        return found.map { point in
          var point = point
          let values = Dictionary(uniqueKeysWithValues: point.map { ($0.key, $0.value.value) })
          point[unknown] = RealRoots.Root(
            value.substituting(values).simplified(), isExact: point.values.allSatisfy(\.isExact))
          return point
        }
      }
    }
    return nil
  }
}

extension Equation {
  /// All real solutions, as roots, with their working; nil where there are infinitely many or not all are found.
  fileprivate func allRoots(_ steps: inout [Step]) -> [RealRoots.Root]? {
    switch solve() {
    case .roots(let found):
      steps += found.steps
      return found.isEverywhere || !found.intervals.isEmpty || !found.conditions.isEmpty ? nil : found.roots
    case .exact(_, .unique(let matrix)): return [RealRoots.Root(.constant(matrix[0, 0]))]
    case .exact, .symbolic, .unsolved: return nil
    }
  }
}
