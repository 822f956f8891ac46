import CChild
import Dispatch
import FoundationEssentials
import GradusExchange

/// Runs the program `gradus` for one question: in a process of its own, so that time and memory have a bound that nothing escapes, and a fault
/// ends that process alone.
package struct CommandRunner: Sendable {
  /// What a command wrote, and how it ended.
  struct Result: Sendable {
    let status: Int
    let output: [UInt8]
    let errors: String
  }

  let program: String
  /// How many times the usual budget.
  let limit: Double
  /// The folder for the files of questions, one folder a question.
  let folder: String
  private let queue = DispatchQueue(label: "gradus.commands", attributes: .concurrent)

  init(program: String, limit: Double, folder: String) {
    (self.program, self.limit, self.folder) = (program, limit, folder)
  }

  /// Runs a command to its end.
  func run(_ arguments: Errand.Arguments, named name: String) async -> Result {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.runHere(arguments, named: name)) }
    }
  }

  private func runHere(_ arguments: Errand.Arguments, named name: String) -> Result {
    var place = folder
    if !arguments.files.isEmpty {
      place = "\(folder)/\(name)"
      do {
        try FileManager.default.createDirectory(
          atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for file in arguments.files { try FileBytes.write(Array(file.content.utf8), to: "\(place)/\(file.name)") }
      } catch {
        return Result(status: 74, output: [], errors: "gradus: the files of the question cannot be written: \(error)")
      }
    }
    defer { if place != folder { try? FileManager.default.removeItem(atPath: place) } }
    let words = CommandRunner.bytes(of: [program] + arguments.words)
    guard let child = gradus_child_run(words, words.count, place, limits) else {
      return Result(status: Int(GRADUS_CHILD_ABSENT), output: [], errors: "")
    }
    defer { gradus_child_free(child) }
    func written(_ stream: Int32) -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: gradus_child_count(child, stream))
      gradus_child_copy(child, stream, &bytes)
      return bytes
    }
    return Result(
      status: Int(gradus_child_status(child)), output: written(1), errors: String(decoding: written(2), as: UTF8.self))
  }

  /// The budget is the command's own; these are for what escapes it.
  private var limits: gradus_child_limits {
    gradus_child_limits(
      seconds: 30 * max(limit, 1), processor_seconds: Int(20 * max(limit, 1)), memory: Int(6 * max(limit, 1)) << 30,
      output: 32 << 20)
  }
}

extension CommandRunner {
  /// Puts another program in the place of this one. Returns only where that cannot be done.
  package static func become(_ words: [String]) {
    let bytes = bytes(of: words)
    gradus_become(bytes, bytes.count)
  }

  /// The words with a zero behind each.
  private static func bytes(of words: [String]) -> [CChar] {
    var bytes: [CChar] = []
    for word in words {
      for byte in word.utf8 { bytes.append(CChar(bitPattern: byte)) }
      bytes.append(0)
    }
    return bytes
  }
}
