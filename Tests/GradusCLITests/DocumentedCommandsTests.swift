import Foundation
import Gradus
import Testing

/// The commands that the README, the documentation and the articles show, run as they stand there.
@Suite("Every command that is shown works, and prints what is shown")
struct DocumentedCommandsTests {
  struct Command: CustomTestStringConvertible, Sendable {
    let page: String
    let text: String
    /// The lines below it; `…` stands for any.
    let output: [String]

    var testDescription: String { "\(page): \(text)" }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let pages: [String] = {
    let folders = ["Documentation", "Sources/Gradus/Gradus.docc", "Examples"]
    let names = folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []).sorted()
        .map { "\(folder)/\($0)" }
    }
    return ["README.md", "CONTRIBUTING.md"] + names.filter { $0.hasSuffix(".md") }
  }()

  /// The indented lines that begin with `gradus`, or with `$ gradus` and their output below.
  static let commands: [Command] = pages.flatMap { page -> [Command] in
    let text = (try? String(contentsOf: root.appending(path: page), encoding: .utf8)) ?? ""
    let lines = text.components(separatedBy: "\n")
    return lines.indices.compactMap { index -> Command? in
      let line = lines[index]
      guard let prefix = ["    $ gradus ", "    gradus "].first(where: line.hasPrefix) else { return nil }
      let command = line.dropFirst(prefix.count).components(separatedBy: " #")[0].trimmingCharacters(in: .whitespaces)
      let below = lines[(index + 1)...].prefix {
        $0.hasPrefix("    ") && !$0.hasPrefix("    $ ") && prefix.contains("$")
      }
      // A list of targets: `gradus-cli   the command line`.
      if command.isEmpty || line.hasPrefix("    gradus-") { return nil }
      return Command(page: page, text: command, output: below.map { String($0.dropFirst(4)) })
    }
  }

  /// Commands of one page after another share a folder: a model that one trains, the next one evaluates.
  @Test("on each page", arguments: pages)
  func page(page: String) throws {
    let commands = Self.commands.filter { $0.page == page }
    if commands.isEmpty { return }
    let folder = try Folder()
    try FileManager.default.copyItem(
      atPath: Self.root.appending(path: "Examples").path, toPath: "\(folder.path)/Examples")
    try folder.writeSmallFashion()
    if !commands.contains(where: { $0.text.hasPrefix("train") && $0.text.contains("model.safetensors") }),
      commands.contains(where: { $0.text.contains("model.safetensors") })
    {
      _ = try Self.run("train small-fashion --layers 8 --epochs 1 --output model.safetensors", in: folder)
    }
    for command in commands {
      let result = try Self.run(command.text, in: folder)
      let isMarking = command.text.hasPrefix("sheet check")
      #expect(result.status == 0 || isMarking && result.status == 1, "\(command.text): \(result.errors)")
      #expect(!result.output.isEmpty || command.text.contains("--output"), "\(command.text) prints nothing")
      expect(command, result.output)
    }
  }

  /// As a shell runs it. Training is on a small data set of the same form, with few neurons, and once over it.
  static func run(_ command: String, in folder: Folder) throws -> Program.Result {
    let small = command.replacing("fashion-mnist", with: "small-fashion").replacing("512,512", with: "16")
      .replacing("--epochs 10", with: "--epochs 1")
    return try Program.run(shell: "gradus \(small)", in: folder)
  }

  private func expect(_ command: Command, _ output: String) {
    let lines = output.components(separatedBy: "\n")
    var place = lines.startIndex
    var isExact = true
    for wanted in command.output {
      if wanted.trimmingCharacters(in: .whitespaces) == "…" {
        isExact = false
        continue
      }
      if isExact {
        #expect(place < lines.count && lines[place] == wanted, "\(command.text)")
        place += 1
      } else {
        #expect(lines[place...].contains(wanted), "\(command.text) does not print \(wanted)")
      }
    }
  }

  @Test("The sheet of the README is the page in Examples, and all of it is answered")
  func sheet() throws {
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let page = try String(contentsOf: Self.root.appending(path: "Examples/page.md"), encoding: .utf8)
    let printed = page.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    #expect(readme.contains("\n\(printed)\n"))
    // As printed, with its indentation, it is answered too.
    for text in [page, printed] {
      let worked = Sheet(text, name: "page").worked()
      #expect(worked.errors.isEmpty)
      let answer = worked.rendered(as: .text)
      for label in ["a)", "b)", "c)", "d)", "(4, 13)", "unique minimum"] { #expect(answer.contains(label)) }
    }
  }

  @Test("are there") func exist() { #expect(Self.commands.count >= 20) }
}

extension Folder {
  /// A data set of the form of Fashion-MNIST with few images.
  func writeSmallFashion() throws {
    let data = "\(path)/small-fashion"
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    var generator = SeededGenerator(seed: 2)
    for (prefix, count) in [("train", 120), ("t10k", 40)] {
      let labels = (0..<count).map { UInt8($0 % 10) }
      let pixels = labels.flatMap { label in
        (0..<784).map { UInt8(($0 / 79 == Int(label) ? 150 : 0) + generator.integer(below: 90)) }
      }
      try FileBytes.write(IDX(sizes: [count, 28, 28], bytes: pixels).file(), to: "\(data)/\(prefix)-images-idx3-ubyte")
      try FileBytes.write(IDX(sizes: [count], bytes: labels).file(), to: "\(data)/\(prefix)-labels-idx1-ubyte")
    }
  }
}
