import ArgumentParser
import Gradus

/// `gradus read`: how a formula is understood, before anything is asked of it.
struct Read: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Say how a formula or an equation is read: as it is typeset, with the shape and the facts of each symbol.",
    discussion: """
      gradus read "1/2*norm2(X*w-y)^2"
      gradus read "P*x = a" --let "P = [3 6; 2 4]"
      """)

  @Argument(help: "The formula or the equation; definitions may stand before it, separated by ';'.")
  var formula: String
  @OptionGroup var options: FormulaOptions
  @Option(help: "text or json.") var format: OutputFormat = .text

  func run() throws {
    var reader = try options.reader()
    let names = reader
    let typed = try names.statements(formula).map(Read.typed)
    let (readings, symbols) = try readings(&reader)
    switch format {
    case .text:
      print(typed.map { $0.written(as: .unicode) }.joined(separator: "\n"))
      for symbol in symbols { print("  \(symbol)") }
      for reading in readings { if let note = reading.shapesNote() { printError(note) } }
    case .json: print(try jsonText(record(typed, readings, symbols)))
    }
  }

  /// Both sides of an equation, or the formula; with all symbols in the order of their first use.
  private func readings(_ reader: inout Reader) throws -> ([Reading], [Symbol]) {
    var isEquation = false
    if case .equation? = try reader.statements(formula).last { isEquation = true }
    let readings: [Reading]
    if isEquation {
      let sides = try reader.readEquation(formula)
      readings = [sides.left, sides.right]
    } else {
      readings = [try reader.read(formula)]
    }
    var symbols: [Symbol] = []
    for symbol in readings.flatMap(\.symbols) where !symbols.contains(symbol) { symbols.append(symbol) }
    return (readings, symbols)
  }

  private static func typed(_ statement: Statement) -> Mathematics {
    switch statement {
    case .expression(let syntax): .typed(syntax)
    case .definition(let definition):
      .equation(
        .line(
          definition.name
            + (definition.parameters.isEmpty ? "" : "(\(definition.parameters.joined(separator: ", ")))")),
        .typed(definition.body))
    case .equation(let left, let right): .equation(.typed(left), .typed(right))
    case .declaration(let declaration): .line(declaration.names.joined(separator: ", "))
    }
  }

  private func record(_ typed: [Mathematics], _ readings: [Reading], _ symbols: [Symbol]) -> JSONValue {
    let inferred = Set(readings.flatMap(\.inferred).map(\.symbol.name))
    let notes = Set(readings.compactMap { $0.shapesNote(as: .ascii) }).sorted()
    return .object([
      "mathml": .array(typed.map { .string($0.written(as: .mathml)) }),
      "latex": .array(typed.map { .string($0.written(as: .latex)) }),
      "shape": .array((readings.first?.formula.shape ?? []).map { .string($0.description) }),
      "equation": .bool(readings.count > 1),
      "derivative_in": .array((readings.first?.derivativeNames ?? []).map(JSONValue.string)),
      "objective_over": .array((readings.first?.objectiveNames ?? []).map(JSONValue.string)),
      "read": notes.isEmpty ? .null : .string(notes.joined(separator: "; ")),
      "symbols": .array(
        symbols.map { symbol in
          [
            "name": .string(symbol.name),
            "mathml": .string(Mathematics.formula(.symbol(symbol)).written(as: .mathml)),
            "shape": .array(symbol.shape.map { .string($0.description) }),
            "declaration": .string(symbol.description),
            "declared": .bool(!inferred.contains(symbol.name)),
          ]
        }),
    ])
  }
}

extension Read: LimitedCommand { var workLimit: WorkLimit { options.limits.limit } }
