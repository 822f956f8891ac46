import Foundation
import GradusPaper
import Synchronization

/// The trainings that this service began, each a process of the command: it saves its model after every epoch and records itself, so that it can be
/// ended at any time and goes on to the same bits.
final class Trainings: Sendable {
  /// How many are at work at once.
  static let most = 2

  private struct Job {
    let data: String
    let process: Process
  }

  private let jobs = Mutex<[String: Job]>([:])
  private let program: String
  /// Where what a process says is wrong is kept.
  private let folder: String

  init(program: String, folder: String) { (self.program, self.folder) = (program, folder) }

  /// What there is, by name.
  var description: [JSONValue] {
    jobs.withLock { jobs in
      jobs.sorted { $0.key < $1.key }.map { name, job in
        [
          "name": .string(name), "data": .string(job.data), "running": .bool(job.process.isRunning),
          "error": fault(of: job, name).map(JSONValue.string) ?? .null,
        ]
      }
    }
  }

  /// What a training is trained on; nil where none of this name was begun here.
  func data(of name: String) -> String? { jobs.withLock { $0[name]?.data } }

  /// Whether it is at work.
  func isRunning(_ name: String) -> Bool { jobs.withLock { $0[name]?.process.isRunning ?? false } }

  /// Begins a process, or goes on with a training in a new one.
  ///
  /// - Throws: `RequestProblem` where one of this name or too many are at work, or the program cannot be run.
  func begin(_ name: String, on data: String, _ words: [String]) throws(RequestProblem) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = file(name)
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: errors) ?? .nullDevice
    let problem = jobs.withLock { jobs -> RequestProblem? in
      if jobs[name]?.process.isRunning == true { return RequestProblem(409, "\(name) is at work") }
      guard jobs.values.count(where: { $0.process.isRunning }) < Self.most else { return .busy }
      do { try process.run() } catch { return RequestProblem(500, "the program gradus could not be run") }
      jobs[name] = Job(data: data, process: process)
      return nil
    }
    if let problem { throw problem }
  }

  private func file(_ name: String) -> String { "\(folder)/training-\(name)" }

  /// What was wrong with a training that has ended; nil of one that is at work, is over or was stopped.
  private func fault(of job: Job, _ name: String) -> String? {
    guard !job.process.isRunning, ![0, 130, 143].contains(job.process.terminationStatus) else { return nil }
    let text = (try? String(contentsOfFile: file(name), encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").last.map(String.init) ?? "ended with \(job.process.terminationStatus)"
    return line.hasPrefix("gradus: ") ? String(line.dropFirst(8)) : line
  }

  /// Asks a training to stop behind its batch, and saves where it stands.
  ///
  /// - Throws: `RequestProblem` where none of this name is at work.
  func pause(_ name: String) throws(RequestProblem) {
    let isRunning = jobs.withLock { jobs in
      guard let process = jobs[name]?.process, process.isRunning else { return false }
      process.terminate()
      return true
    }
    if !isRunning { throw RequestProblem(409, "\(name.prefix(100)) is not at work") }
  }

  /// Stops all of them, and waits until they have saved where they stand.
  func end() {
    let running = jobs.withLock { $0.values.map(\.process).filter(\.isRunning) }
    for process in running { process.terminate() }
    for process in running { process.waitUntilExit() }
  }
}
