import Gradus

/// The answer to an equation, ready to be printed.
enum SolutionReport {
  case exact(LinearSystem, LinearSolution, unknown: Symbol)
  case leastSquares(LinearSystem, LeastSquaresSolution, unknown: Symbol)
  /// The numbers are nil where they went to a file.
  case floating(FloatingSolution, unknown: Symbol, numbers: Tensor?)
  case symbolic(Formula, [Condition], [EquationStep], unknown: Symbol)
  /// Every real solution of an equation in one number.
  case roots(RealRoots, unknown: Symbol)
  /// The shapes do not fit, in words.
  case undefined(String)
  /// An equation of numbers alone, in which the unknown cancels: it holds for every value or for none.
  case constant(holds: Bool, reason: String)

  func written(as format: FormulaFormat, steps: Bool) throws -> String {
    switch format {
    case .json: return try jsonText(jsonObject(steps: steps))
    case .python: return python
    case .unicode, .ascii, .latex, .mathml, .swift:
      return ((steps ? working(format.notation) : []) + lines(format.notation)).joined(separator: "\n")
    }
  }

  // MARK: Text

  /// The answer itself, a line or a few.
  private func lines(_ notation: Format) -> [String] {
    switch self {
    case .exact(_, let solution, let unknown): return [Self.line(solution, unknown, notation)]
    case .leastSquares(_, let answer, let unknown):
      return [
        Self.line(answer.solution, unknown, notation),
        "smallest sum of squares: " + EntryTable.number(answer.squaredResidual, notation),
      ]
    case .floating(let answer, let unknown, let numbers):
      var lines = numbers.map { ["\(Self.name(unknown, notation)) ≈ \(Self.text($0))"] } ?? []
      lines.append("by \(answer.method.rawValue); condition number about \(answer.condition.short)")
      if let warning = answer.warning { lines.append("warning: \(warning)") }
      return lines
    case .symbolic(let solution, let conditions, _, let unknown):
      return [Self.equation(.symbol(unknown), solution, notation)]
        + conditions.map { "if " + $0.written(as: notation) }
    case .roots(let found, let unknown): return Self.lines(found, unknown, notation)
    case .undefined(let reason): return ["not defined: \(reason)"]
    case .constant(true, let reason): return ["every value is a solution: \(reason)"]
    case .constant(false, let reason): return ["no solution: \(reason)"]
    }
  }

  static func name(_ symbol: Symbol, _ notation: Format) -> String {
    let text = Formula.symbol(symbol).written(as: notation)
    return notation == .mathml ? text.insideMathElement : text
  }

  static func equation(_ left: Formula, _ right: Formula, _ notation: Format) -> String {
    if notation == .mathml {
      return mathML(left.written(as: notation).insideMathElement, right.written(as: notation).insideMathElement)
    }
    return "\(left.written(as: notation)) = \(right.written(as: notation))"
  }

  private static func mathML(_ left: String, _ right: String) -> String {
    "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mrow>\(left)<mo>=</mo>\(right)</mrow></math>"
  }

  static func line(_ solution: LinearSolution, _ variable: Formula, _ notation: Format) -> String {
    guard case .symbol(let unknown) = variable.node else { return "" }
    return line(solution, unknown, notation)
  }

  private static func line(_ solution: LinearSolution, _ unknown: Symbol, _ notation: Format) -> String {
    switch solution {
    case .unique(let matrix):
      let table = EntryTable(matrix, shape: unknown.lengths).written(as: notation)
      return notation == .mathml ? mathML(name(unknown, notation), table) : "\(name(unknown, notation)) = \(table)"
    case .infinite(let family):
      let parameters = family.parameterNames(avoiding: [unknown.name])
      let table = EntryTable(family.entries, shape: unknown.lengths, parameters: parameters).written(as: notation)
      let names = parameters.map { EntryTable.parameter($0, notation) }.joined(separator: ", ")
      if notation == .mathml { return mathML(name(unknown, notation), table) }
      let forEvery = notation == .latex ? "\\quad\\text{for every } " : " for every "
      return "\(name(unknown, notation)) = \(table)\(forEvery)\(names)"
    case .none(let contradiction): return "no solution: \(contradiction)"
    case .undefined(let matrix, let rightSide):
      return "not defined: the matrix has shape \(matrix), the right-hand side \(rightSide)"
    }
  }

  private static func text(_ numbers: Tensor) -> String {
    if numbers.rank == 2 {
      let rows = (0..<numbers.shape[0]).map { row in
        (0..<numbers.shape[1]).map { "\(numbers[row, $0])" }.joined(separator: " ")
      }
      return "[" + rows.joined(separator: "; ") + "]"
    }
    return "(" + numbers.values.map { "\($0)" }.joined(separator: ", ") + ")"
  }

  // MARK: Working

  private func working(_ notation: Format) -> [String] {
    switch self {
    case .exact(let system, _, _): return Self.working(system, notation)
    case .leastSquares(let system, _, _):
      return ["The normal equations AᵀA x = Aᵀb:"] + Self.working(system.normalEquations, notation)
    case .floating, .undefined, .constant: return []
    case .symbolic(_, _, let steps, _): return Self.working(steps, notation)
    case .roots(let found, _): return Self.working(found.steps, notation)
    }
  }

  private static func working(_ steps: [EquationStep], _ notation: Format) -> [String] {
    steps.flatMap { step in
      let isWordsOnly = step.left == step.right && step.left.isSymbol
      return [step.sentence] + (isWordsOnly ? [] : ["    " + step.written(as: notation)])
    }
  }

  private static func working(_ system: LinearSystem, _ notation: Format) -> [String] {
    guard let reduction = system.reduction() else { return [] }
    let bar = system.unknownCount
    var lines = ["The system as an augmented matrix:", augmented(reduction.start, bar, notation)]
    for step in reduction.steps {
      lines.append("\(step.operation)    \(step)")
      lines.append(augmented(step.after, bar, notation))
    }
    return lines
  }

  /// The matrix with its bar, set off from the text.
  private static func augmented(_ matrix: ExactMatrix, _ bar: Int, _ notation: Format) -> String {
    let text = Mathematics.augmented(matrix, bar: bar).written(as: notation)
    switch notation {
    case .latex: return text
    case .mathml:
      return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">\(text)</math>"
    case .unicode, .ascii, .python, .swift:
      return text.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    }
  }

  // MARK: Python

  private var python: String {
    switch self {
    case .exact(_, .infinite(let family), let unknown):
      let parameters = family.parameterNames(avoiding: [unknown.name]).map { EntryTable.parameter($0, .python) }
      let table = EntryTable(
        family.entries, shape: unknown.lengths, parameters: family.parameterNames(avoiding: [unknown.name]))
      return """
        import numpy as np


        def solution(\(parameters.joined(separator: ", "))):
            return \(table.written(as: .python))
        """
    case .exact(_, .unique(let matrix), let unknown):
      return """
        import numpy as np

        \(unknown.name) = \(EntryTable(matrix, shape: unknown.lengths).written(as: .python))
        """
    case .symbolic(let solution, let conditions, _, _):
      return conditions.map { "# if \($0.written(as: .python))\n" }.joined()
        + solution.pythonFunction(named: "solution")
    case .roots(let found, _) where !found.roots.isEmpty:
      return found.pythonFunction
    case .exact, .leastSquares, .floating, .roots, .undefined, .constant:
      return lines(.ascii).map { "# " + $0 }.joined(separator: "\n")
    }
  }

  // MARK: JSON

  private func jsonObject(steps: Bool) -> JSONValue {
    var object: [String: JSONValue] = ["solution": .null, "null_space": [], "reason": .null]
    switch self {
    case .exact(let system, let solution, let unknown):
      object.merge(Self.members(solution, unknown)) { $1 }
      object["steps"] = .array(steps ? Self.jsonSteps(system) : [])
    case .leastSquares(let system, let answer, let unknown):
      object.merge(Self.members(answer.solution, unknown)) { $1 }
      object["minimum_norm"] = EntryTable(answer.minimumNorm, shape: unknown.lengths).json
      object["squared_residual"] = .string(answer.squaredResidual.description)
      object["reason"] = "least squares by the normal equations"
      object["steps"] = .array(steps ? Self.jsonSteps(system.normalEquations) : [])
    case .floating(let answer, _, let numbers):
      object["status"] = "unique"
      let values = (numbers?.values ?? []).map(JSONValue.number)
      if let numbers, numbers.rank == 2 {
        let width = numbers.shape[1]
        object["solution"] = .array(
          stride(from: 0, to: values.count, by: width).map { .array(Array(values[$0..<$0 + width])) })
      } else if numbers != nil {
        object["solution"] = .array(values)
      }
      object["condition"] = .number(answer.condition)
      object["method"] = .string(answer.method.rawValue)
      object["reason"] = answer.warning.map(JSONValue.string) ?? .null
      object["steps"] = []
    case .symbolic(let solution, let conditions, let working, _):
      object["status"] = "unique"
      object["solution"] = .string(solution.written(as: .ascii))
      object["conditions"] = .array(conditions.map { .string($0.written(as: .ascii)) })
      object["reason"] =
        conditions.isEmpty
        ? .null : .string("if " + conditions.map { $0.written(as: .ascii) }.joined(separator: " and "))
      object["steps"] = .array(steps ? working.map(\.json) : [])
    case .roots(let found, _):
      object.merge(found.members) { $1 }
      object["steps"] = .array(steps ? found.steps.map(\.json) : [])
    case .constant(let holds, let reason):
      object["status"] = holds ? "infinite" : "none"
      object["reason"] = .string(reason)
      object["steps"] = []
    case .undefined(let reason):
      object["status"] = "undefined"
      object["reason"] = .string(reason)
      object["steps"] = []
    }
    return .object(object)
  }

  private static func members(_ solution: LinearSolution, _ unknown: Symbol) -> [String: JSONValue] {
    let lengths = unknown.lengths
    switch solution {
    case .unique(let matrix): return ["status": "unique", "solution": EntryTable(matrix, shape: lengths).json]
    case .infinite(let family):
      let parameters = family.parameterNames(avoiding: [unknown.name])
      return [
        "status": "infinite", "solution": EntryTable(family.particular, shape: lengths).json,
        "null_space": .array(family.directions.map { EntryTable($0, shape: lengths).json }),
        "general": EntryTable(family.entries, shape: lengths, parameters: parameters).json,
        "parameters": .array(parameters.map { .string(EntryTable.parameter($0, .ascii)) }),
        "reason": .string(
          "the equations leave \(parameters.count == 1 ? "one unknown" : "\(parameters.count) unknowns") free"),
      ]
    case .none(let contradiction): return ["status": "none", "reason": .string("\(contradiction)")]
    case .undefined(let matrix, let rightSide):
      return [
        "status": "undefined",
        "reason": .string("the matrix has shape \(matrix), the right-hand side \(rightSide)"),
      ]
    }
  }

  private static func jsonSteps(_ system: LinearSystem) -> [JSONValue] {
    guard let reduction = system.reduction() else { return [] }
    return reduction.steps.map { step in
      [
        "operation": .string("\(step.operation)"), "sentence": .string("\(step)"),
        "before": EntryTable(step.before).json, "after": EntryTable(step.after).json,
      ]
    }
  }
}

extension EquationStep {
  /// `left = right`, or the one formula where both are the same.
  func written(as notation: Format) -> String {
    left == right ? left.written(as: notation) : SolutionReport.equation(left, right, notation)
  }

  var json: JSONValue {
    [
      "rule": .string(rule), "sentence": .string(sentence), "left": .string(left.written(as: .ascii)),
      "right": .string(right.written(as: .ascii)),
    ]
  }
}

extension Symbol {
  /// The shape in numbers; a symbolic size, which an exact answer never has, counts as 1.
  var lengths: [Int] { shape.map { $0.value(in: [:]) ?? 1 } }
}

extension Double {
  /// Three significant digits.
  var short: String {
    guard isFinite, self != 0 else { return "\(self)" }
    var exponent = 0
    var value = magnitude
    while value >= 10 {
      value /= 10
      exponent += 1
    }
    while value < 1 {
      value *= 10
      exponent -= 1
    }
    let digits = (value * 100).rounded() / 100 * (self < 0 ? -1 : 1)
    if (-3...3).contains(exponent) {
      var scale = 1.0
      for _ in 0..<abs(2 - exponent) { scale *= 10 }
      return exponent <= 2 ? "\((self * scale).rounded() / scale)" : "\(rounded())"
    }
    return "\(digits)e\(exponent)"
  }
}
