package import GradusExpression
package import GradusNotation
package import GradusSolving

extension Report {
  /// The answer to a linear system in exact numbers.
  ///
  /// - Parameters:
  ///   - name: what stands left of the solution; the unknown where nil.
  ///   - equation: the equation that the system is, where it is one: in one number it is solved line by line.
  package init(
    _ solution: LinearSolution, of system: LinearSystem, unknown: Symbol, called name: Mathematics? = nil,
    avoiding taken: Set<String> = [], equation: Equation? = nil
  ) {
    let school = equation?.schoolLines
    let lengths = unknown.shape.lengths
    let taken = taken.union([unknown.name])
    var working = school?.map { Line($0, namesLaw: false) } ?? Self.working(system)
    if case .none = solution, system.matrix.isSquare, (try? system.matrix.determinant())?.isZero == true {
      working.append(Line("The matrix is singular, its determinant is 0, and the equations contradict each other."))
    }
    self.init(
      result: solution.lines(name ?? .formula(.symbol(unknown)), shape: lengths, avoiding: taken),
      working: working,
      members: Self.open.merging(solution.members(shape: lengths, avoiding: taken)) { $1 },
      steps: school?.map { $0.json() } ?? Self.steps(system), code: solution.code(name: unknown.name, shape: lengths))
  }

  /// The least squares of a linear system in exact numbers, by the normal equations.
  package init(leastSquares answer: LeastSquaresSolution, of system: LinearSystem, unknown: Symbol) {
    let lengths = unknown.shape.lengths
    self.init(
      result: answer.solution.lines(.formula(.symbol(unknown)), shape: lengths, avoiding: [unknown.name]) + [
        Line([.words("smallest sum of squares:"), .formula(.constant(answer.squaredResidual))])
      ],
      working: [Line("The normal equations AᵀA x = Aᵀb:")] + Self.working(system.normalEquations),
      members: Self.open.merging(answer.solution.members(shape: lengths, avoiding: [unknown.name])) { $1 }.merging([
        "minimum_norm": .exact(answer.minimumNorm.elements, lengths),
        "squared_residual": .string(answer.squaredResidual.description),
        "reason": "least squares by the normal equations",
      ]) { $1 },
      steps: Self.steps(system.normalEquations), code: answer.solution.code(name: unknown.name, shape: lengths))
  }

  /// A solution in double precision.
  ///
  /// - Parameter numbers: nil where they went to a file.
  package init(_ answer: FloatingSolution, unknown: Symbol, numbers: Tensor?) {
    var result =
      numbers.map {
        [Line("", .related([.formula(.symbol(unknown)), .line($0.written(.computed))], by: .approximates))]
      } ?? []
    result.append(Line("by \(answer.method.rawValue); condition number about \(answer.condition.written(.estimate))"))
    if let warning = answer.warning { result.append(Line("warning: \(warning)")) }
    self.init(
      result: result,
      members: Self.open.merging([
        "status": "unique", "solution": numbers.map(\.json) ?? .null, "condition": .number(answer.condition),
        "method": .string(answer.method.rawValue), "reason": answer.warning.map(JSONValue.string) ?? .null,
      ]) { $1 })
  }

  /// What every answer to an equation has, where it has nothing to say of it.
  static let open: [String: JSONValue] = ["solution": .null, "null_space": [], "reason": .null]

  /// Elimination, from the augmented matrix to its reduced form.
  package static func working(_ system: LinearSystem) -> [Line] {
    guard let reduction = system.reduction() else { return [] }
    let bar = system.unknownCount
    return [Line("The system as an augmented matrix:", .augmented(reduction.start.rows, bar: bar))]
      + reduction.steps.map { Line($0.passage, .augmented($0.after.rows, bar: bar)) }
  }

  private static func steps(_ system: LinearSystem) -> [JSONValue] {
    guard let reduction = system.reduction() else { return [] }
    return reduction.steps.map { step in
      [
        "operation": .string(step.operation.mathematics.written(as: .unicode)),
        "sentence": .string(step.sentence.text { $0.written(as: .ascii) }),
        "before": .exact(step.before.elements, step.before.shape),
        "after": .exact(step.after.elements, step.after.shape),
      ]
    }
  }
}
