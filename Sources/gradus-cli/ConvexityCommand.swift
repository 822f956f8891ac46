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
    let names = (variables ?? "").split(separator: ",").map { String($0.filter { $0 != " " }) }
    let symbols =
      try names.isEmpty
      ? [UnknownChoice(named: nil).symbol(of: reading, reader: reader)]
      : names.map { try UnknownChoice(named: $0).symbol(of: reading, reader: reader) }
    let answer = try convexity(of: reading.formula, in: symbols.map { Formula.symbol($0) })
    return try ConvexityReport(answer: answer).written(as: options.format)
  }
}

/// The answer of `gradus convexity`, ready to be printed.
struct ConvexityReport {
  let answer: Convexity

  func written(as format: FormulaFormat) throws -> String {
    if format == .json { return try jsonText(jsonObject) }
    let notation = format.notation
    var lines = [answer.verdict.rawValue]
    lines += answer.proof.map { "    \($0.written(as: notation))." }
    if !answer.facts.isEmpty { lines.append("using: " + answer.facts.map(\.description).joined(separator: ", ")) }
    if let counterexample = answer.counterexample {
      lines.append("at")
      lines += Self.assignments(counterexample.point)
      lines.append("in the direction")
      lines += Self.assignments(counterexample.direction)
      lines.append(
        "with h = \(counterexample.step): (f(x + h d) − 2 f(x) + f(x − h d))/h² = \(counterexample.secondDifference.short) < 0"
      )
    }
    return lines.joined(separator: "\n")
  }

  private static func assignments(_ values: [String: Tensor]) -> [String] {
    values.sorted { $0.key < $1.key }.map { "    \($0.key) = \($0.value.text)" }
  }

  private var jsonObject: JSONValue {
    [
      "verdict": .string(answer.verdict.rawValue),
      "proof": .array(answer.proof.map(\.json)),
      "hessian": answer.hessian.map { .string($0.written(as: .ascii)) } ?? .null,
      "facts": .array(answer.facts.map { .string($0.description) }),
      "counterexample": answer.counterexample.map { example in
        [
          "point": .object(example.point.mapValues(\.json)), "direction": .object(example.direction.mapValues(\.json)),
          "second_difference": .number(example.secondDifference), "step": .number(example.step),
        ]
      } ?? .null,
    ]
  }
}

extension Tensor {
  /// Nested by row.
  var json: JSONValue {
    switch rank {
    case 0: .number(scalar)
    case 1: .array(values.map(JSONValue.number))
    default:
      .array(
        stride(from: 0, to: values.count, by: max(shape[1], 1)).map { start in
          .array(values[start..<start + shape[1]].map(JSONValue.number))
        })
    }
  }
}

extension ProofLine {
  /// The claim and its reason as a sentence without its stop.
  func written(as notation: Format) -> String {
    let words = "\(claim): \(reason)".writingNames(Formula.names(in: [formula]), as: notation)
    return "\(formula.written(as: notation)) \(words)"
  }
}
