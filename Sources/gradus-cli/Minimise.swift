import ArgumentParser
import Gradus

/// `gradus minimise`: minimisers in closed form, with the reasons.
struct Minimise: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find where a formula is smallest, in closed form: by its gradient, what it takes, and why.",
    discussion: """
      Where there is no closed form the answer says so; `gradus descend` finds minima in numbers.

      Examples:
        gradus minimise "1/2*θ'*Q*θ - b'*θ" --over θ --let "Q: [n, n] symmetric positive definite" --steps
        gradus minimise "norm2(X*w-y)^2 + c*norm2(w)^2" --over w --let "c: scalar positive" --format python
        gradus minimise "1/2*θ'*Q*θ - b'*θ" --over θ --let "Q: [n, n] positive definite" --line-search
        gradus minimise "x^4 - 2*x^2 + x" --over x
      """, aliases: ["minimize"])

  @Argument(help: "The formula, a scalar.")
  var formula: String

  @OptionGroup var options: SolvingOptions

  @Option(help: "The variable to minimise over.")
  var over: String?

  @Flag(help: "Instead: the exact step length of gradient descent from any point, with the gradient named g.")
  var lineSearch = false

  func run() throws {
    print(try answer())
  }

  func answer() throws -> String {
    var reader = try options.formulas.reader()
    let reading = try reader.read(formula)
    if options.format != .json { reading.tellShapes(as: options.format.notation) }
    let variable = Formula.symbol(try UnknownChoice(named: over).symbol(of: reading, reader: reader))
    if lineSearch {
      let search = try ExactLineSearch(reading.formula, over: variable)
      return try LineSearchReport(search: search).written(as: options.format, steps: options.steps)
    }
    var names: [Formula: Formula] = [:]
    for (name, formula) in reading.definitions.filter(\.parameters.isEmpty).map({ ($0.name, $0.formula) })
      + (try options.namedFormulas()) where ExactEvaluator().evaluate(formula) == nil && !formula.contains(variable)
    {
      names[formula] = .symbol(name, formula.shape)
    }
    let answer = try minimise(reading.formula, over: variable)
    return try MinimiserReport(
      answer: answer, names: names, arguments: reading.formula.symbols.filter { .symbol($0) != variable }
    )
    .written(as: options.format, steps: options.steps)
  }
}

/// The answer of `gradus minimise`, ready to be printed.
struct MinimiserReport {
  let answer: Minimiser
  /// Names that the user gave to parts of the formula, which are put back into the answer.
  let names: [Formula: Formula]
  /// The symbols of the formula besides the variable.
  let arguments: [Symbol]

  func written(as format: FormulaFormat, steps: Bool) throws -> String {
    switch format {
    case .json: return try jsonText(jsonObject(steps: steps))
    case .python: return python
    case .unicode, .ascii, .latex, .mathml, .swift:
      return ((steps ? working(format.notation) : []) + lines(format.notation)).joined(separator: "\n")
    }
  }

  private var exactSolution: Literal? { answer.isExact ? answer.solution.flatMap(ExactEvaluator().evaluate) : nil }

  /// The solution in the user's own names.
  private var namedSolution: Formula? {
    answer.solution.map { names.isEmpty ? $0 : $0.substituting(names).simplified() }
  }

  private func solution(_ notation: Format) -> String? {
    guard let solution = namedSolution else { return nil }
    if !answer.isExact { return number(solution) }
    if let exact = exactSolution {
      return EntryTable(exact.values.map { AffineEntry(constant: $0) }, shape: exact.shape).written(as: notation)
    }
    return solution.written(as: notation)
  }

  private func lines(_ notation: Format) -> [String] {
    var lines: [String] = []
    if let family = answer.family {
      lines.append(
        SolutionReport.line(.infinite(family), answer.variable, notation))
      lines.append(kind + ", not the only one")
    } else if let text = solution(notation) {
      let name = answer.variable.written(as: notation)
      lines.append(
        notation == .mathml
          ? "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mrow>\(name.insideMathElement)<mo>=</mo>\(text.insideMathElement)</mrow></math>"
          : "\(name) \(answer.isExact ? "=" : notation == .latex ? "\\approx" : "≈") \(text)")
      lines.append(kind)
    }
    if answer.stationaryPoints.count > 1 { lines += answer.stationaryPoints.map { line($0, notation) } }
    lines += answer.conditions.map { "if " + $0.written(as: notation) }
    if !answer.remark.isEmpty { lines.append(answer.remark) }
    if answer.checks > 0, !answer.stationaryPoints.isEmpty {
      lines.append("checked: the derivative vanishes there in numbers")
    } else if answer.checks > 0 {
      lines.append("checked: the gradient vanishes there on \(answer.checks) samples of numbers")
    }
    return lines
  }

  /// `stationary point x = 0, a maximum, value 0`
  private func line(_ point: StationaryPoint, _ notation: Format) -> String {
    let name = answer.variable.written(as: notation).insideMathElement
    func text(_ formula: Formula) -> String {
      point.root.isExact ? "= " + formula.written(as: notation).insideMathElement : "≈ " + number(formula)
    }
    let kind = point.kind == .undecided ? "of unknown kind" : "a \(point.kind.rawValue)"
    return "stationary point \(name) \(text(point.root.value)), \(kind), value \(text(point.value))"
  }

  private func number(_ formula: Formula) -> String {
    (try? Evaluator(inputs: [:]).evaluate(formula)).map { "\($0.scalar)" } ?? formula.written(as: .ascii)
  }

  private func namesInWords(_ notation: Format) -> [String] {
    names.map { "with " + SolutionReport.equation($0.value, $0.key, notation) }.sorted()
  }

  private var kind: String {
    let convexity = answer.convexity.verdict
    switch answer.kind {
    case .uniqueMinimum where !answer.stationaryPoints.isEmpty && convexity != .convex && convexity != .strictlyConvex:
      return "the unique minimum" + (answer.conditions.isEmpty ? "" : ", where the conditions hold")
    case .uniqueMinimum:
      if !answer.conditions.isEmpty { return "the unique minimum, where the conditions hold" }
      switch convexity {
      case .strictlyConvex: return "the unique minimum: the formula is strictly convex"
      case .convex: return "the unique minimum: the formula is convex and its gradient vanishes only there"
      case .concave, .strictlyConcave, .notConvex, .notProved:
        return "the unique minimum: the gradient points away from it on all sides"
      }
    case .minimum: return answer.stationaryPoints.count > 1 ? "a minimum, not the only one" : "a minimum"
    case .maximum: return "the maximum"
    case .stationaryPoint: return "the stationary point"
    case .none: return ""
    }
  }

  private func working(_ notation: Format) -> [String] {
    answer.steps.flatMap { step -> [String] in
      let line = step.rule == "gradient" ? "∇ = " + step.left.written(as: notation) : step.written(as: notation)
      return [step.sentence, "    " + line]
    }
      + (namedSolution == answer.solution ? [] : namesInWords(notation))
      + answer.convexity.proof.map { "\($0.written(as: notation))." }
  }

  /// A function of all symbols of the formula but the variable, whether the answer needs them or not.
  private var python: String {
    guard let solution = answer.solution else { return "# \(answer.remark)" }
    let conditions = answer.conditions.map { "# if \($0.written(as: .python))\n" }.joined()
    return conditions + solution.pythonFunction(named: "minimiser", arguments: arguments)
  }

  private func jsonObject(steps: Bool) -> JSONValue {
    var object: [String: JSONValue] = [
      "minimiser": solution(.ascii).map(JSONValue.string) ?? .null,
      "unique": .bool(answer.isUnique),
      "kind": .string(answer.kind.rawValue),
      "conditions": .array(answer.conditions.map { .string($0.written(as: .ascii)) }),
      "convexity": .string(answer.convexity.verdict.rawValue),
      "gradient": .string(answer.gradient.written(as: .ascii)),
      "reason": answer.remark.isEmpty ? .null : .string(answer.remark),
      "checks": .integer(answer.checks),
      "proof": .array(answer.convexity.proof.map(\.json)),
      "stationary_points": .array(
        answer.stationaryPoints.map { point in
          [
            "point": .string(point.root.isExact ? point.root.value.written(as: .ascii) : number(point.root.value)),
            "kind": .string(point.kind.rawValue),
            "value": .string(point.root.isExact ? point.value.written(as: .ascii) : number(point.value)),
            "exact": .bool(point.root.isExact),
          ]
        }),
      "steps": .array(steps ? answer.steps.map(\.json) : []),
    ]
    if let exact = exactSolution {
      object["null_space"] = .array(
        (answer.family?.directions ?? []).map { EntryTable($0, shape: exact.shape).json })
      object["minimiser"] = EntryTable(exact.values.map { AffineEntry(constant: $0) }, shape: exact.shape).json
    }
    return .object(object)
  }
}

extension ProofLine {
  var json: JSONValue {
    ["formula": .string(formula.written(as: .ascii)), "claim": .string(claim), "reason": .string(reason)]
  }
}
