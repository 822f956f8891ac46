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

  /// What a process may take at most.
  struct Limits: Sendable {
    /// By the clock.
    var seconds: Double
    /// Of a processor.
    var processorSeconds: Int
    /// Bytes of address space.
    var memory: Int
    /// Bytes of each stream.
    var output: Int

    /// The budget is the command's own; these are for what escapes it.
    static func beyond(_ budgets: Double) -> Limits {
      let factor = max(budgets, 1)
      return Limits(
        seconds: 30 * factor, processorSeconds: Int(20 * factor), memory: Int(6 * factor) << 30, output: 32 << 20)
    }
  }

  let program: String
  let limits: Limits
  /// The folder for the files of questions, one folder a question.
  let folder: String
  private let queue = DispatchQueue(label: "gradus.commands", attributes: .concurrent)

  init(program: String, limits: Limits, folder: String) {
    (self.program, self.limits, self.folder) = (program, limits, folder)
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
    let bounds = gradus_child_limits(
      seconds: limits.seconds, processor_seconds: limits.processorSeconds, memory: limits.memory, output: limits.output)
    guard let child = gradus_child_run(words, words.count, place, bounds) else {
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
