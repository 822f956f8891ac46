import ArgumentParser
import Gradus

/// What the commands that solve have in common.
struct SolvingOptions: ParsableArguments {
  @OptionGroup var formulas: FormulaOptions

  @Option(help: "unicode, ascii, latex, mathml, python, swift, json, or html: a part of a page.")
  var format: FormulaFormat = .unicode

  @Option(
    name: .customLong("steps"),
    help: ArgumentHelp("Show the working: brief, normal (without a value) or all.", valueName: "level"))
  var level: Step.Level?

  var steps: Bool { level != nil }

  /// The names that were declared.
  var declaredNames: Set<String> {
    Set(
      formulas.declarations.compactMap {
        FileReference($0)?.name ?? $0.split(separator: ":").first.map(String.init)
      })
  }

  /// The formulas that the definitions among the declarations gave names to.
  func namedFormulas() throws -> [(String, Formula)] {
    var reader = Reader()
    reader.keepsValuesSymbolic = true
    for declaration in formulas.declarations where FileReference(declaration) == nil { try reader.declare(declaration) }
    return reader.values.sorted { $0.key < $1.key }
  }
}

extension LinearAlgebraError: ErrorWithStatus { var status: ExitStatus { .data } }
extension NumericEquationError: ErrorWithStatus { var status: ExitStatus { .data } }
extension LineSearchError: ErrorWithStatus { var status: ExitStatus { .data } }
