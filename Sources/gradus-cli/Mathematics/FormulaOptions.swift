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
        'A: [n, n] symmetric', 'x: [n]', 'c: scalar', 'f: function', 'P = [3 6; 2 4]', and with compute, solve and descend \
        'A = @A.npy' or \
        'b = @b.csv' for the numbers of a file (.npy, .npz, .safetensors, or a table of text), 'w = @all.npz:w' for one of its \
        arrays. Facts: symmetric, positive definite, positive \
        semidefinite, diagonal, orthogonal, invertible, positive, nonnegative, one-hot rows, rows sum to one, sums to \
        one, plus-minus-one, zero-one; 'λ > 0', 'A ≻ 0', 'p in (0, 1)' tell them too. What is not declared follows from its use.
        """, valueName: "declaration"))
  var declarations: [String] = []

  @OptionGroup var limits: LimitOptions

  /// A reader that knows the declarations and takes derivatives.
  func reader() throws -> Reader {
    if let file = declarations.compactMap(FileReference.init).first {
      throw CommandError(.usage, "\(file.name) = @\(file.path): numbers from files are for compute, solve and descend")
    }
    return try readerOfTexts()
  }

  private func readerOfTexts() throws -> Reader {
    var reader = Reader()
    reader.differentiate = { formula, symbol in
      try derivative(of: formula, withRespectTo: .symbol(symbol)).simplified()
    }
    for declaration in declarations where FileReference(declaration) == nil { try reader.declare(declaration) }
    for unused in reader.unused { printError("not used: \(unused): no answer rests on it") }
    return reader
  }

  /// A reader as above that knows the shapes of what stands in files, and the numbers of these files.
  func readerWithFiles() throws -> (reader: Reader, values: [String: Tensor]) {
    var reader = try readerOfTexts()
    var values: [String: Tensor] = [:]
    for file in declarations.compactMap(FileReference.init) {
      let content = try file.read()
      if let note = content.note { printError(note) }
      let value = content.value
      try reader.declare("\(file.name): \(value.rank == 0 ? "scalar" : "\(value.shape)")")
      guard let symbol = try reader.read(file.name).formula.symbols.first else { continue }
      values[symbol.name] = value
    }
    return (reader, values)
  }
}

/// The forms in which formulas are printed.
enum FormulaFormat: String, CaseIterable, ExpressibleByArgument {
  case unicode, ascii, latex, mathml, python, swift, json, html

  /// The notation of single formulas; JSON holds them in ASCII, a part of a page in MathML.
  var notation: Notation {
    switch self {
    case .unicode: .unicode
    case .ascii, .json: .ascii
    case .latex: .latex
    case .mathml, .html: .mathml
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
extension EvaluationError: ErrorWithStatus {
  var status: ExitStatus { if case .tooLarge = self { .tooLarge } else { .data } }
}
extension Budget.Spent: ErrorWithStatus { var status: ExitStatus { .tooLarge } }
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
