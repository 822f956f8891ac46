import ArgumentParser
import Gradus

/// `gradus solve`: linear systems, exactly, with the reason for every answer.
struct Solve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Solve an equation: one solution, all of them, none with the contradiction, or why it is not defined.",
    discussion: """
      Numbers are exact fractions of any length. Equations with symbols are answered by a formula and its conditions. \
      Of an equation in one number all real solutions are given, exactly where they are rational or by roots.

      Examples:
        gradus solve "P*x = a" --let "P = [3 6; 2 4]" --let "a = [1; 2/3]"
        gradus solve "Q*x = b" --let "Q = [2 2; 2 4]" --let "b = [4; 2]" --steps
        gradus solve "X*A = B" --let "A = [2 1; 1 1]" --let "B = [1 0; 0 1]"
        gradus solve "A*x = b" --let "A = [1 0; 1 1; 1 2]" --let "b = [6; 0; 0]" --least-squares
        gradus solve "Q*θ = b" --for θ
        gradus solve "2*x + y = 5; x - y = 1"
        gradus solve "x^2 + y^2 = 1; x = y" --for x,y
        gradus solve "A*x = b" --let "A = @A.npy" --let "b = @b.csv" --output x.npy
        gradus solve "x^2 - 3*x + 1 = 0" --steps
        gradus solve "a*x^2 + b*x + c = 0" --for x
      """)

  @Argument(help: "The equation; with several unknowns several, separated by ';'.")
  var equation: String

  @OptionGroup var options: SolvingOptions

  @Option(
    name: .customLong("for"),
    help: "The unknown, where the equation holds several symbols; of several equations the unknowns, as in x,y.")
  var unknown: String?

  @Flag(help: "Minimise the sum of the squared differences of the two sides.")
  var leastSquares = false

  @Flag(help: "Solve in floating point by a factorisation, with the condition number.")
  var floating = false

  @Option(help: "With values from files: where to write the solution, a .npy or .csv file.", completion: .file())
  var output: String?

  func validate() throws {
    if floating && options.steps { throw ValidationError("--floating has no steps: the factorisation is LAPACK's.") }
  }

  func run() throws {
    print(try answer())
  }

  func answer() throws -> String {
    var (reader, values) = try options.formulas.readerWithFiles()
    do {
      if try UnknownChoice.names(unknown).count > 1 || isSystem(reader) { return try jointAnswer(reader) }
      if let constant = try constantReport(reader) {
        return try constant.written(as: options.format, steps: options.steps)
      }
      let (equation, note) = try readEquation(&reader)
      if options.format != .json, standardErrorIsTerminal, let note { printError(note) }
      if !values.isEmpty { return try numericAnswer(equation, values) }
      return try report(equation).telling(note).written(as: options.format, steps: options.steps)
    } catch let error as ReadingError where error.concernsShapes {
      return try Report(undefined: error.message).written(as: options.format, steps: options.steps)
    }
  }

  /// Whether the text holds equations before its last: `x^2 + y^2 = 1; x = y`. What only gives a name its meaning is none.
  private func isSystem(_ reader: Reader) throws -> Bool {
    let statements = try reader.statements(equation)
    return statements.dropLast().contains { if case .equation = $0 { true } else { false } }
  }

  /// The answer to several equations between numbers.
  private func jointAnswer(_ reader: Reader) throws -> String {
    let texts = equation.split(separator: ";").map(String.init)
    var differences: [Formula] = []
    for text in texts {
      var reader = reader
      let sides = try reader.readEquation(text)
      guard sides.left.formula.isScalar, sides.right.formula.isScalar else {
        throw CommandError(.data, "several unknowns are solved for from equations between numbers, unlike \(text)")
      }
      differences.append(sides.left.formula - sides.right.formula)
    }
    let named = UnknownChoice.names(unknown)
    let names = named.isEmpty ? Set(differences.flatMap(\.symbols).map(\.name)).sorted() : named
    let unknowns = try names.map { name in
      guard let symbol = differences.flatMap(\.symbols).first(where: { $0.name == name }) else {
        throw ValidationError("\(name) does not occur in the equations.")
      }
      return Formula.symbol(symbol)
    }
    guard let joint = JointVariable(unknowns, avoiding: differences.reduce(0, +)) else {
      throw ValidationError(
        Set(names).count < names.count
          ? "\(names.joined(separator: ",")) names one unknown twice."
          : "the equations have \(names.count == 1 ? "one unknown" : "no unknown"), \(names.joined()): write one equation"
      )
    }
    if LinearSystem(differences, unknowns) == nil, let found = NumberSystem(differences, for: unknowns).solve() {
      return try Report(found, for: unknowns).written(as: options.format, steps: options.steps)
    }
    guard let system = LinearSystem(differences, unknowns) else {
      throw CommandError(
        .data,
        "the equations are not linear in \(names.joined(separator: ", ")) with numbers for all else, and none gives one of these as a formula of the others; in numbers: gradus descend \"(left - right)^2 + …\" --over …"
      )
    }
    var report = Report(
      system.solve(), of: system, unknown: joint.vector.symbols[0],
      called: .entries(unknowns, shape: [unknowns.count]), avoiding: Set(names))
    report.members["unknowns"] = .array(names.map(JSONValue.string))
    return try report.written(as: options.format, steps: options.steps)
  }

  /// The answer to an equation such as 0 x = 3, in which no symbol is left.
  private func constantReport(_ reader: Reader) throws -> Report? {
    var reader = reader
    let sides = try reader.readEquation(equation)
    let evaluator = ExactEvaluator()
    guard let left = evaluator.evaluate(sides.left.formula), let right = evaluator.evaluate(sides.right.formula) else {
      return nil
    }
    let texts = [left, right].map { Formula.literal(shape: $0.shape, $0.values).written(as: options.format.notation) }
    let holds = left.values == right.values
    return Report(
      constant: holds, reason: holds ? texts.joined(separator: " = ") : "it reads " + texts.joined(separator: " = "))
  }

  private func readEquation(_ reader: inout Reader) throws -> (Equation, note: String?) {
    let sides = try reader.readEquation(equation)
    let declared = options.declaredNames
    let choice = UnknownChoice(named: unknown, declared: declared)
    let symbol = try choice.symbol(of: sides.left, sides.right, reader: reader)
    // Where nothing says otherwise there are as many equations as unknowns.
    if let (old, new) = sides.left.formula.shape.differingSizes(from: symbol.shape) {
      for other in Set(sides.left.formula.symbols + sides.right.formula.symbols) where !declared.contains(other.name) {
        reader.declare(Symbol(other.name, other.shape.map { $0 == old ? new : $0 }, facts: other.facts))
      }
      let square = try reader.readEquation(equation)
      let again = try choice.symbol(of: square.left, square.right, reader: reader)
      return (
        Equation(matching: square.left.formula, square.right.formula, for: again),
        square.left.shapesNote(besides: Set(declared))
      )
    }
    return (Equation(matching: sides.left.formula, sides.right.formula, for: symbol), sides.left.shapesNote(as: .ascii))
  }

  /// The answer in floating point, for values that stand in files.
  private func numericAnswer(_ equation: Equation, _ values: [String: Tensor]) throws -> String {
    if options.steps {
      throw ValidationError("--steps has nothing to show of numbers from files: the factorisation is LAPACK's.")
    }
    let answer = try equation.solve(at: values, leastSquares: leastSquares)
    if let output { try FileReference.write(answer.value, to: output) }
    return try Report(answer.system, unknown: equation.unknown, numbers: output == nil ? answer.value : nil)
      .written(as: options.format, steps: false)
  }

  private func report(_ equation: Equation) throws -> Report {
    if leastSquares {
      guard let (system, answer) = equation.leastSquares() else {
        throw ValidationError(
          "--least-squares needs an equation that is linear in the unknown, with numbers for all else.")
      }
      return Report(leastSquares: answer, of: system, unknown: equation.unknown)
    }
    switch equation.solve() {
    case .exact(let system, let solution):
      if floating {
        let answer = try Self.floating(system)
        return Report(
          answer, unknown: equation.unknown, numbers: answer.value(in: equation.unknown, system.form))
      }
      return Report(solution, of: system, unknown: equation.unknown, equation: equation)
    case .symbolic(let solution, let conditions, let steps):
      if floating { throw ValidationError("--floating needs numbers for everything but the unknown.") }
      return Report(solution, if: conditions, steps: steps, unknown: equation.unknown)
    case .roots(let found): return Report(found, unknown: equation.unknown)
    case .unsolved(let reason):
      throw CommandError(
        .data,
        "\(reason); in numbers: gradus descend \"norm2(left - right)^2\" --over \(equation.unknown.name) --start …")
    }
  }

  private static func floating(_ system: LinearSystem) throws -> FloatingSolution {
    let (matrix, right) =
      system.form == .unknownOnRight
      ? (system.matrix, system.rightSide) : (system.matrix.transposed, system.rightSide.transposed)
    return try FloatingSystem(DenseMatrix(matrix), DenseMatrix(right)).solve()
  }
}

extension [Size] {
  /// The first two sizes that differ, where both are symbols and the shapes are otherwise alike.
  fileprivate func differingSizes(from other: [Size]) -> (Size, Size)? {
    guard count == other.count else { return nil }
    for (mine, theirs) in zip(self, other) where mine != theirs {
      guard case .symbol = mine, case .symbol = theirs else { return nil }
      return (mine, theirs)
    }
    return nil
  }
}

extension Equation {
  /// The equation of two sides of which one may be a scalar: an unknown alone takes the shape of the other side, a number stands
  /// for every entry.
  init(matching left: Formula, _ right: Formula, for unknown: Symbol) {
    let alone = Formula.symbol(unknown)
    if left.shape == right.shape {
      self.init(left, equals: right, for: unknown)
    } else if left == alone || right == alone {
      let other = left == alone ? right : left
      let shaped = Symbol(unknown.name, other.shape, facts: unknown.facts)
      self.init(.symbol(shaped), equals: other, for: shaped)
    } else {
      let shape = left.isScalar ? right.shape : left.shape
      self.init(
        left.isScalar ? left.broadcast(to: shape) : left, equals: right.isScalar ? right.broadcast(to: shape) : right,
        for: unknown)
    }
  }
}

extension ReadingError {
  /// Whether the text is sound and only the shapes do not fit.
  var concernsShapes: Bool {
    switch problem {
    case .shapeMismatch, .wrongShape: true
    case .tooLong, .tooDeep, .tooLarge, .unexpected, .unknownCharacter, .unknownCommand, .unknownFunction,
      .argumentCount, .numberTooLarge, .ambiguous, .unsupported, .needsDeclaration, .undeterminedSize, .redefinition,
      .circularDefinition, .invalidDeclaration:
      false
    }
  }
}
