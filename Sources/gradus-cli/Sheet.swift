import ArgumentParser
import Gradus

/// `gradus sheet`: a page of exercises goes in, the worked sheet comes out.
struct SheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet",
    abstract: "Answer a sheet of exercises, with the working, and render it as a page to hand out.",
    discussion: """
      A sheet is Markdown with blocks fenced by ```gradus, one statement a line:

        P = [3 6; 2 4]
        a = (1, 2)
        a) x = P * a
        b) solve P*x = a
        f(x) = x'*A*x + b'*x + c
        c) gradient of f

      Examples:
        gradus sheet Examples/dense-classifiers.md
        gradus sheet Examples/dense-classifiers.md --format html --output sheet.html
        gradus sheet Examples/dense-classifiers.md --format latex --hide-solutions

      A mistake is reported with its line; the other exercises are answered all the same. Exit status: 0, or 65 when \
      a line could not be answered.
      """)

  @Argument(help: "The sheet, a Markdown file.", completion: .file(extensions: ["md"]))
  var sheet: String

  @Option(help: "\(choices(SheetFormat.self)).")
  var format: SheetFormat = .text

  @Option(name: .shortAndLong, help: "Write to this file in place of standard output.", completion: .file())
  var output: String?

  @Flag(help: "The questions only.")
  var hideSolutions = false

  @Flag(help: "The answers without the working.")
  var hideSteps = false

  func run() throws {
    guard let markdown = String(validating: try FileBytes.read(sheet), as: UTF8.self) else {
      throw CommandError(.data, "\(sheet) is no text in UTF-8")
    }
    let worked = Sheet(markdown, name: sheet).worked()
    let text = worked.rendered(
      as: format, detail: SheetDetail(showsSolutions: !hideSolutions, showsSteps: !hideSteps))
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
