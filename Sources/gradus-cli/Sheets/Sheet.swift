import ArgumentParser
import Gradus

/// `gradus sheet`: a page of exercises goes in, the worked sheet comes out.
struct SheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet", abstract: "Answer a sheet of exercises with the working, or mark a student's answers to it.",
    subcommands: [SheetAnswer.self, SheetCheck.self], defaultSubcommand: SheetAnswer.self)

  /// The worked sheet of a file.
  static func worked(_ path: String) throws -> WorkedSheet {
    let sheet = Sheet(try text(path), name: path)
    guard sheet.holdsExercises else {
      throw CommandError(
        .data,
        "\(path) holds no exercises: write them as sentences, as in 'Find the gradient of $f$', one a line with labels, as in 'a) gradient of f', or in a block that opens with ```gradus"
      )
    }
    return sheet.worked()
  }

  static func text(_ path: String) throws -> String {
    guard let text = String(validating: try FileBytes.read(path), as: UTF8.self) else {
      throw CommandError(.data, "\(path) is no text in UTF-8")
    }
    return text
  }
}

/// `gradus sheet answer`, or `gradus sheet` alone.
struct SheetAnswer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Answer a sheet of exercises, with the working, and render it as a page to hand out.",
    discussion: """
      A sheet is Markdown or LaTeX. Its sentences are read: what they give, what they ask, and the answers that its author \
      printed, which are compared with those that are found. What each question is read as stands with its answer, and \
      --list shows all that was read and all that was not. Exact statements stand in blocks fenced by ```gradus, one a line:

        P = [3 6; 2 4]
        a = (1, 2)
        a) x = P * a
        b) solve P*x = a
        f(x) = x'*A*x + b'*x + c
        c) gradient of f
        d) plot sin(x) and cos(x) for x from 0 to 2*pi

      Examples:
        gradus sheet Examples/dense-classifiers.md
        gradus sheet Examples/dense-classifiers.md --format html --output sheet.html
        gradus sheet Examples/dense-classifiers.md --format latex --hide-solutions

      A mistake is reported with its line; the other exercises are answered all the same. Exit status: 0, or 65 when \
      a line could not be answered.
      """)

  @Argument(help: "The sheet, a file of Markdown or LaTeX.", completion: .file(extensions: ["md", "tex"]))
  var sheet: String

  @Option(help: "\(choices(SheetFormat.self)).")
  var format: SheetFormat = .text

  @Option(
    name: .shortAndLong,
    help: "Write to this file in place of standard output; Markdown writes its pictures beside it.", completion: .file()
  )
  var output: String?

  @Flag(help: "What every line was read as, and what was not read and why, in place of the answers.")
  var list = false

  @Flag(help: "The questions only.")
  var hideSolutions = false

  @Flag(help: "The answers without the working.")
  var hideSteps = false

  @OptionGroup var limits: LimitOptions

  /// The name without its extension.
  private static func stem(_ path: String) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/"), dot != path.startIndex else { return path }
    return String(path[..<dot])
  }

  func run() throws {
    let worked = try SheetCommand.worked(sheet)
    if list { return try Terminal.write(worked.reading.map { "\($0)\n" }.joined()) }
    let detail = SheetDetail(showsSolutions: !hideSolutions, showsSteps: !hideSteps)
    // Markdown in a file has its pictures in files beside it.
    let beside = format == .markdown ? output.map(SheetAnswer.stem) : nil
    let text = worked.rendered(
      as: format, detail: detail, pictures: beside.map { String($0.split(separator: "/").last ?? "") })
    if let beside {
      for file in worked.pictureFiles(named: beside, detail: detail) {
        try FileBytes.write(Array(file.picture.svg.utf8), to: file.name)
      }
    }
    if let output {
      try FileBytes.write(Array(text.utf8), to: output)
    } else {
      try Terminal.write(text)
    }
    for error in worked.errors { printError("\(error)") }
    if let first = worked.errors.first {
      throw CommandError(
        .data, "\(worked.errors.count) of the lines could not be answered, the first is line \(first.line)")
    }
  }
}

/// `gradus sheet check`: marks a student's page.
struct SheetCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Mark a student's answers to a sheet.",
    discussion: """
      The student's page is Markdown with an answer a label; working may stand between signs = and on the lines below:

        1a) x = 1*4 + 2*2 = 8
        1d) no solution
        2a) ∇f = A*x + A'*x + b

      Each answer is right, right in another form, or wrong with the first wrong line and why.

      Exit status: 0 when all that can be marked is right, 1 when something is wrong or missing.
      """)

  @Argument(help: "The sheet, a file of Markdown or LaTeX.", completion: .file(extensions: ["md", "tex"]))
  var sheet: String

  @Argument(help: "The student's answers, a Markdown file.", completion: .file(extensions: ["md"]))
  var answers: String

  @Option(help: "text or json.") var format: OutputFormat = .text

  @OptionGroup var limits: LimitOptions

  func run() throws {
    let marks = try SheetCommand.worked(sheet).marks(for: SheetCommand.text(answers))
    let marked = marks.filter { if case .notMarked = $0.verdict { false } else { true } }
    let right = marked.count(where: \.isRight)
    switch format {
    case .text: try Terminal.write(marks.map { "\($0)\n" }.joined() + "\n\(right) of \(marked.count) right\n")
    case .json:
      let record: [String: JSONValue] = [
        "right": .integer(right), "marked": .integer(marked.count), "marks": .array(marks.map(\.json)),
      ]
      print(try jsonText(.object(record)))
    }
    if right < marked.count { throw ExitCode(1) }
  }
}

extension Mark {
  /// The mark for a program.
  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = ["label": .string(label), "right": .bool(isRight)]
    switch verdict {
    case .right: members["verdict"] = "right"
    case .rightInAnotherForm: members["verdict"] = "right in another form"
    case .wrong(let line, let text, let reason):
      members.merge(
        ["verdict": "wrong", "line": .integer(line), "text": .string(text), "reason": .string(reason)]) { $1 }
    case .partly(let right, let count, let line, let text):
      members.merge(
        [
          "verdict": "partly right", "line": .integer(line), "text": .string(text),
          "reason": .string("\(right) of \(count) right"),
        ]) { $1 }
    case .unreadable(let line, let reason):
      members.merge(["verdict": "unreadable", "line": .integer(line), "reason": .string(reason)]) { $1 }
    case .missing: members["verdict"] = "missing"
    case .notMarked(let reason): members.merge(["verdict": "not marked", "reason": .string(reason)]) { $1 }
    }
    return .object(members)
  }
}
