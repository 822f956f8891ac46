import ArgumentParser
import Gradus

/// `gradus convexity`: a proof, a counterexample, or neither.
struct ConvexityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convexity",
    abstract: "Say whether a formula is convex, with a proof or a counterexample in numbers.",
    discussion: """
      Examples:
        gradus convexity "sum(log(exp(-y.*(X*w))+1))" --in w --let "y: [q] plus-minus-one"
        gradus convexity "x*y" --in x,y
        gradus convexity "x^2/y" --in x,y --let "y: scalar positive"
      """)

  @Argument(help: "The formula, a scalar.")
  var formula: String

  @OptionGroup var options: SolvingOptions

  @Option(name: .customLong("in"), help: "The variables, as in x or x,y; they vary together.")
  var variables: String?

  func run() throws {
    print(try answer())
  }

  func answer() throws -> String {
    var reader = try options.formulas.reader()
    let reading = try reader.read(formula)
    if options.format != .json { reading.tellShapes(as: options.format.notation) }
    try reading.needsDefinedFunctions(to: "see how it bends")
    let names = UnknownChoice.names(variables)
    let symbols =
      try names.isEmpty
      ? [UnknownChoice(named: nil).symbol(of: reading, reader: reader)]
      : names.map { try UnknownChoice(named: $0).symbol(of: reading, reader: reader) }
    let answer = try convexity(of: reading.formula, in: symbols.map { Formula.symbol($0) })
    return try Report(answer).telling(reading).written(as: options.format, steps: true)
  }
}
