import ArgumentParser
import Glibc
import Gradus

/// What every command over formulas takes.
struct FormulaOptions: ParsableArguments {
  @Option(
    name: .customLong("let"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Declare a symbol or give it a value; may be repeated.",
      discussion: """
        'A: [n, n] symmetric', 'x: [n]', 'c: scalar', 'P = [3 6; 2 4]'. Facts: symmetric, positive definite, positive \
        semidefinite, diagonal, orthogonal, invertible, positive, nonnegative, one-hot rows, rows sum to one, sums to \
        one, plus-minus-one, zero-one. What is not declared follows from its use.
        """, valueName: "declaration"))
  var declarations: [String] = []

  /// A reader that knows the declarations and takes derivatives.
  func reader() throws -> Reader {
    var reader = Reader()
    reader.differentiate = { formula, symbol in
      try derivative(of: formula, withRespectTo: .symbol(symbol)).simplified()
    }
    for declaration in declarations { try reader.declare(declaration) }
    return reader
  }
}

/// The forms in which formulas are printed.
enum FormulaFormat: String, CaseIterable, ExpressibleByArgument {
  case unicode, ascii, latex, mathml, python, swift, json

  /// The notation of single formulas; JSON holds them in ASCII.
  var notation: Format {
    switch self {
    case .unicode: .unicode
    case .ascii, .json: .ascii
    case .latex: .latex
    case .mathml: .mathml
    case .python: .python
    case .swift: .swift
    }
  }
}

/// An error in the user's words with its exit status.
struct CommandError: ErrorWithStatus {
  let status: ExitStatus
  let description: String

  init(_ status: ExitStatus, _ description: String) {
    self.status = status
    self.description = description
  }
}

extension ReadingError: ErrorWithStatus {
  var status: ExitStatus { .data }
  var description: String { rendered() }
}

extension DifferentiationError: ErrorWithStatus { var status: ExitStatus { .data } }
extension ShapeError: ErrorWithStatus { var status: ExitStatus { .data } }
extension EvaluationError: ErrorWithStatus { var status: ExitStatus { .data } }
extension ExecutorError: ErrorWithStatus {
  var status: ExitStatus {
    switch self {
    case .singularMatrix: .data
    case .unknownName, .wrongCount, .rowOutOfRange, .labelOutOfRange, .notAMatrix, .library: .software
    }
  }
}

/// Whether standard error is seen by a person.
var standardErrorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
