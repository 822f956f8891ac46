import ArgumentParser
import Foundation
import Gradus

/// A step length in numbers, or how to find one.
struct StepChoice: ExpressibleByArgument {
  let rule: StepRule

  init?(argument: String) {
    switch argument {
    case "exact": rule = .exact
    case "armijo": rule = .armijo
    case "wolfe": rule = .wolfe
    default:
      guard let exact = Rational(argument), exact > 0 else { return nil }
      rule = .fixed(exact.doubleValue)
    }
  }
}

/// `gradus descend`: minima in numbers.
struct Descend: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Walk downhill on any scalar formula, with the gradient that is derived from it.",
    discussion: """
      Methods: \(choices(DescentMethod.self)).

      Examples:
        gradus descend "2*(t_1-2)^2 + t_2" --over t --start 1,3 --step 2 --iterations 1 --path
        gradus descend "100*(y-x^2)^2 + (1-x)^2" --over x,y --start -1.2,1 --method bfgs
        gradus descend "1/2*x'*Q*x - b'*x" --over x --start 0,0 --step exact --method steepest --let "Q = [2 2; 2 4]" \
      --let "b = [4; 2]" --svg path.svg
        gradus descend "norm2(X*w - y)^2 + norm1(w)/10" --over w --start 0,0,0 --let "X = @X.csv" --let "y = @y.csv"
      """)

  @Argument(help: "The formula, a scalar.")
  var formula: String

  @OptionGroup var formulas: FormulaOptions

  @Option(help: "The variable, or several as in x,y.")
  var over: String?

  @Option(
    parsing: .unconditional, help: "Where to begin: numbers as in 1,3, or a vector or matrix as in \"[1 2; 3 4]\".")
  var start: String

  @Option(help: "The method: bfgs unless the formula has kinks, then gradient-sampling.")
  var method: DescentMethod?

  @Option(help: "A step length, or exact, armijo or wolfe.")
  var step: StepChoice?

  @Option(help: "The most iterations.")
  var iterations = 1000

  @Option(help: "Stop when no entry of the gradient is larger.")
  var tolerance = 1e-5

  @Flag(help: "Print every point on the way.")
  var path = false

  @Option(help: "Write a drawing: contours and path for two unknowns, otherwise the value by iteration.")
  var svg: String?

  @Option(help: "unicode, ascii, latex, mathml, python, swift or json.")
  var format: FormulaFormat = .unicode

  @Option(name: .customLong("steps"), help: ArgumentHelp("As --path.", visibility: .hidden))
  var level: Step.Level?

  func validate() throws {
    if iterations < 0 { throw ValidationError("--iterations is a count, not \(iterations).") }
    if !(tolerance >= 0) { throw ValidationError("--tolerance is a positive number, not \(tolerance).") }
  }

  func run() throws {
    print(try answer())
  }

  func answer() throws -> String {
    var (reader, data) = try formulas.readerWithFiles()
    let (symbols, numbers, shapes, reading) = try problem(&reader)
    let objective = try Objective(reading.formula, over: symbols, shapes: shapes, data: data)
    var limits = Descent.Limits()
    limits.gradient = tolerance
    limits.iterations = iterations
    if format != .json { reading.tellShapes(as: format.notation) }
    let usual: DescentMethod = step == nil && objective.mayHaveKinks ? .gradientSampling : .bfgs
    let descent = try Descent(objective, from: numbers, method: method ?? usual, step: step?.rule, limits: limits)
    let iterates = Array(descent)
    // The report first: the drawing's own evaluations do not count.
    let report = try Report(descent, iterates, path: path || level != nil).telling(reading)
      .written(as: format, steps: false)
    if let svg {
      try FileBytes.write(Array(Picture(descent, path: iterates).svg.utf8), to: svg)
    }
    return report
  }

  /// The variables with their shapes, from the formula and the start together: a vector of open length has as many entries as
  /// the start has numbers.
  private func problem(_ reader: inout Reader) throws -> ([Symbol], [Double], [[Int]], Reading) {
    // As the reader spells them: θ is theta.
    let names = (over ?? "").split(separator: ",").map { name in
      var reader = Reader()
      return (try? reader.read(String(name)))?.formula.symbols.first?.name ?? String(name)
    }
    let (numbers, given) = try startValues(reader)
    var reading = try reader.read(formula)
    if names.count == 1, reading.symbol(names[0]) == nil,
      let entries = try entries(of: names[0], &reader, numbers.count)
    {
      return (
        entries.symbols, numbers, entries.symbols.map { $0.shape.isEmpty ? [] : [numbers.count] }, entries.reading
      )
    }
    let choices = names.isEmpty ? [UnknownChoice(named: nil)] : names.map { UnknownChoice(named: $0) }
    var symbols = try choices.map { try $0.symbol(of: reading, reader: reader) }
    if symbols.count == 1, symbols[0].shape.isEmpty, given.count > 0, numbers.count > 1 {
      // Undeclared, and the start says that it is no scalar.
      reader.declare(Symbol(symbols[0].name, given.map(Size.number), facts: symbols[0].facts))
      reading = try reader.read(formula)
      symbols = try choices.map { try $0.symbol(of: reading, reader: reader) }
    }
    if symbols.count == 1, !symbols[0].shape.isEmpty {
      let shape = given.count == symbols[0].shape.count ? given : [numbers.count]
      return (symbols, numbers, [shape], reading)
    }
    return (symbols, numbers, try shapes(of: symbols, entries: numbers.count), reading)
  }

  /// The shapes of several variables that together have so many entries: what their sizes are follows from the count, where it does.
  private func shapes(of symbols: [Symbol], entries: Int) throws -> [[Int]] {
    let names = Set(symbols.flatMap { $0.shape.flatMap(\.symbols) })
    guard let name = names.first else { return symbols.map { $0.shape.map { $0.value(in: [:]) ?? 1 } } }
    func shapes(_ size: Int) -> [[Int]] { symbols.map { $0.shape.map { $0.value(in: [name: size]) ?? 1 } } }
    guard names.count == 1,
      let size = (1...max(entries, 1)).first(where: { size in
        shapes(size).reduce(0) { $0 + $1.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue } } == entries
      })
    else {
      throw ValidationError(
        "--start has \(entries) numbers, from which the sizes \(names.sorted().joined(separator: ", ")) do not follow: declare them as numbers, as in x: [3]."
      )
    }
    return shapes(size)
  }

  /// The formula where it speaks of the entries of a vector only, as in θ_1 and θ_2 (or θ1 and θ2) with `--over θ`.
  private func entries(
    of name: String, _ reader: inout Reader, _ count: Int
  ) throws -> (symbols: [Symbol], reading: Reading)? {
    var vectorial = try formulas.readerWithFiles().reader
    try vectorial.declare("\(name): [\(count)]")
    let reading = try vectorial.read(formula)
    if let symbol = reading.symbol(name), reading.formula.symbols.contains(symbol) { return ([symbol], reading) }
    let plain = try reader.read(formula)
    var parts: [Symbol] = []
    for index in 1...max(count, 1) {
      guard let symbol = plain.symbol("\(name)\(index)") ?? plain.symbol("\(name)_\(index)") else { return nil }
      parts.append(symbol)
    }
    return (parts, plain)
  }

  private func startValues(_ reader: Reader) throws -> ([Double], [Int]) {
    if let list = numberList(start) { return (list, list.count > 1 ? [list.count] : []) }
    var reader = reader
    let value = try reader.read(start).formula
    guard value.symbols.isEmpty else {
      throw ValidationError("--start is made of numbers, as in 1,3 or \"[1 2; 3 4]\".")
    }
    let tensor = try Evaluator(inputs: [:]).evaluate(value)
    return (tensor.values, tensor.shape)
  }
}

extension DescentError: ErrorWithStatus { var status: ExitStatus { .data } }
extension PlanError: ErrorWithStatus { var status: ExitStatus { .data } }
