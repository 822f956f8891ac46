import Foundation
import Gradus

/// The built program, run as a user runs it.
enum Program {
  struct Result {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of the output that are JSON objects.
    var objects: [[String: Any]] {
      output.split(separator: "\n").compactMap {
        (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
      }
    }
  }

  /// `gradus` stands beside the program that runs the tests.
  static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("gradus").path

  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    try run(path, arguments, environment: environment)
  }

  /// Runs a line of a shell in a folder, with the built program as `gradus`.
  static func run(shell line: String, in folder: Folder) throws -> Result {
    let programs = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return try run("/bin/sh", ["-c", line], environment: ["PATH": "\(programs):/usr/bin:/bin"], in: folder.path)
  }

  /// Runs another program.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String], in place: String? = nil
  ) throws -> Result {
    let folder = try Folder()
    let (output, errors) = ("\(folder.path)/output", "\(folder.path)/errors")
    for file in [output, errors] { try FileBytes.write([], to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let place { process.currentDirectoryURL = URL(fileURLWithPath: place) }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }
}

/// A folder of its own for a test, gone when the test is.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("gradus-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }

  /// Writes a text into a file of the folder.
  func write(_ name: String, _ text: String) throws { try FileBytes.write(Array(text.utf8), to: "\(path)/\(name)") }

  /// A data set of 4x4 images in three classes, which third of the pixels is bright, as IDX files.
  func writeData(training: Int = 160, test: Int = 48) throws {
    var generator = SeededGenerator(seed: 1)
    for (prefix, count) in [("train", training), ("t10k", test)] {
      let labels = (0..<count).map { _ in UInt8(generator.integer(below: 3)) }
      let pixels = labels.flatMap { label in
        (0..<16).map { UInt8(($0 * 3 / 16 == Int(label) ? 150 : 0) + generator.integer(below: 90)) }
      }
      try FileBytes.write(IDX(sizes: [count, 4, 4], bytes: pixels).file(), to: "\(path)/\(prefix)-images-idx3-ubyte")
      try FileBytes.write(IDX(sizes: [count], bytes: labels).file(), to: "\(path)/\(prefix)-labels-idx1-ubyte")
    }
  }
}
