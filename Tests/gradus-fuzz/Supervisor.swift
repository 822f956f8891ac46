import Foundation

/// Starts the workers of a section, watches them, counts what they did, and starts the next where one has ended or died.
struct Supervisor {
  /// An input that takes longer hangs.
  static let patience = 60.0
  /// A worker that takes more memory has run away.
  static let mostMegabytes = 3000

  let section: Section
  let seed: Int
  let from: Int
  let jobs: Int
  let count: Int?
  let seconds: Double?

  private struct Job {
    let place: String
    var process: Process
    var left: Int?
    var seen = -1
    var since = Date()
    /// Why it was ended.
    var verdict: String?
  }

  func run() throws -> Tally {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gradus-fuzz-\(getpid())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var tally = Tally()
    let start = Date()
    let deadline = seconds.map { start.addingTimeInterval($0) }
    var running = try (0..<jobs).map { job in
      let left = count.map { ($0 + jobs - 1 - job) / jobs }
      return try launch("\(folder)/\(job)", from + job, left)
    }
    while !running.isEmpty {
      Thread.sleep(forTimeInterval: 0.05)
      let isOver = deadline.map { Date() >= $0 } ?? false
      for index in running.indices.reversed() {
        watch(&running[index])
        if isOver { running[index].process.terminate() }
        guard isOver || !running[index].process.isRunning else { continue }
        running[index].process.waitUntilExit()
        let job = running.remove(at: index)
        guard let record = Record(contentsOf: job.place) else {
          tally.crashed += 1
          say("crashed: \(section.name): a worker did not begin")
          continue
        }
        tally.add(record)
        let died = !record.isFinished && (!isOver || job.verdict != nil)
        if died { report(job, record, &tally) }
        let left = job.left.map { $0 - record.run - (died ? 1 : 0) }
        if isOver || (left ?? 1) <= 0 { continue }
        running.append(try launch(job.place, record.next + (died ? jobs : 0), left))
      }
    }
    tally.seconds = Date().timeIntervalSince(start)
    return tally
  }

  private func launch(_ place: String, _ first: Int, _ left: Int?) throws -> Job {
    try? FileManager.default.removeItem(atPath: place)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = [
      "--worker", place, "--only", section.name, "--seed", "\(seed)", "--from", "\(first)", "--step", "\(jobs)",
    ]
    if let left { process.arguments! += ["--inputs", "\(left)"] }
    process.standardError = FileHandle(forWritingAtPath: "/dev/null")
    try process.run()
    return Job(place: place, process: process, left: left)
  }

  private func watch(_ job: inout Job) {
    guard job.process.isRunning, let record = Record(contentsOf: job.place) else { return }
    if record.next != job.seen { (job.seen, job.since) = (record.next, Date()) }
    if Date().timeIntervalSince(job.since) > Supervisor.patience { job.verdict = "hangs" }
    let pages = (try? String(contentsOfFile: "/proc/\(job.process.processIdentifier)/statm", encoding: .ascii))
      .flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") }
    if (pages ?? 0) / 256 > Supervisor.mostMegabytes { job.verdict = "runs out of memory" }
    if job.verdict != nil { kill(job.process.processIdentifier, SIGKILL) }
  }

  private func report(_ job: Job, _ record: Record, _ tally: inout Tally) {
    if job.verdict == "hangs" { tally.hung += 1 } else { tally.crashed += 1 }
    let what = job.verdict ?? "crashes (signal \(job.process.terminationStatus))"
    say("\(what): gradus-fuzz --only \(section.name) --seed \(seed) --input \(record.next)")
  }
}

/// What all inputs of a section came to.
struct Tally {
  var run = 0
  var refused = 0
  var skipped = 0
  var wrong = 0
  var crashed = 0
  var hung = 0
  var seconds = 0.0

  var failed: Bool { wrong + crashed + hung > 0 }

  mutating func add(_ record: Record) {
    run += record.run
    refused += record.refused
    skipped += record.skipped
    wrong += record.wrong
  }

  static let heading = row("section", ["inputs", "refused", "skipped", "wrong", "crashed", "hung", "seconds"])

  func line(_ name: String) -> String {
    Tally.row(name, [run, refused, skipped, wrong, crashed, hung, Int(seconds.rounded())].map(String.init))
  }

  private static func row(_ name: String, _ cells: [String]) -> String {
    name.padding(toLength: 26, withPad: " ", startingAt: 0)
      + cells.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }.joined()
  }
}
