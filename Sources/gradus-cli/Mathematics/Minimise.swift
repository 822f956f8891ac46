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
        gradus minimise "norm2(x)^2" --over x --subject-to "A*x = b"
        gradus minimise "x^2 + y^2" --over x,y --subject-to "x + 2*y = 5"
      """, aliases: ["minimize"])

  @Argument(help: "The formula, a scalar.")
  var formula: String

  @OptionGroup var options: SolvingOptions

  @Option(help: "The variable to minimise over; several numbers together as in x,y.")
  var over: String?

  @Option(
    help: "An equation that is kept, affine in the variable, as in A*x = b; may be repeated where they are of numbers.")
  var subjectTo: [String] = []

  @Flag(help: "Instead: the exact step length of gradient descent from any point, with the gradient named g.")
  var lineSearch = false

  func run() throws {
    print(try answer())
  }

  func answer() throws -> String {
    var reader = try options.formulas.reader()
    let reading = try reader.read(formula)
    if lineSearch, !subjectTo.isEmpty { throw ValidationError("--line-search takes no --subject-to.") }
    let constraint = try constraint(&reader)
    if options.format != .json { reading.tellShapes(as: options.format.notation) }
    try reading.needsDefinedFunctions(to: "minimise it")
    if let joint = try UnknownChoice.joint(over, of: reading, reader: reader) {
      if lineSearch { throw ValidationError("--line-search has one variable, a vector.") }
      return try jointAnswer(reading, joint, constraint)
    }
    let variable = Formula.symbol(try UnknownChoice(named: over).symbol(of: reading, reader: reader))
    if lineSearch {
      let search = try ExactLineSearch(reading.formula, over: variable)
      return try Report(search).telling(reading).written(as: options.format, steps: options.steps)
    }
    var names: [Formula: Formula] = [:]
    for (name, formula) in reading.definitions.filter(\.parameters.isEmpty).map({ ($0.name, $0.formula) })
      + (try options.namedFormulas()) where ExactEvaluator().evaluate(formula) == nil && !formula.contains(variable)
    {
      names[formula] = .symbol(name, formula.shape)
    }
    let answer =
      try constraint.map { try minimise(reading.formula, over: variable, keeping: $0) }
      ?? minimise(reading.formula, over: variable)
    return try Report(answer, names: names, arguments: reading.formula.symbols.filter { .symbol($0) != variable })
      .telling(reading).written(as: options.format, steps: options.steps)
  }

  /// The minimiser over several numbers together.
  private func jointAnswer(_ reading: Reading, _ joint: JointVariable, _ constraint: Formula?) throws -> String {
    let formula = joint.joining(reading.formula)
    let answer =
      try constraint.map { try minimise(formula, over: joint.vector, keeping: joint.joining($0)) }
      ?? minimise(formula, over: joint.vector)
    let report = Report(answer, over: joint, of: reading.formula)
    return try report.telling(reading).written(as: options.format, steps: options.steps)
  }

  /// What is to be 0; nil where nothing is to be kept.
  private func constraint(_ reader: inout Reader) throws -> Formula? {
    var equations: [Formula] = []
    for text in subjectTo {
      let sides = try reader.readEquation(text)
      equations.append(sides.left.formula - sides.right.formula)
    }
    guard equations.count > 1 else { return equations.first }
    guard equations.allSatisfy(\.isScalar) else {
      throw ValidationError("Several --subject-to are equations of numbers; write one of vectors as A*x = b.")
    }
    return .entries(equations, shape: [equations.count])
  }
}
