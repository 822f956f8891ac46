import ArgumentParser
import Gradus

/// `gradus doctor`
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say which libraries and which parts of this machine gradus works with.",
    discussion: """
      The exit status is 1 where something is missing that training needs. Under `mpirun` with --messages the processes measure what a sum \
      over all of them costs, by its length.

      Examples:
        gradus doctor
        mpirun -n 2 gradus doctor --messages
      """)

  @Flag(help: "Under mpirun: measure how long a sum over all processes takes.")
  var messages = false

  @Option(help: "Form of the answer.")
  var format: OutputFormat = .text

  func run() throws {
    if messages {
      guard let group = try Processes.join() else {
        throw CommandError(.usage, "--messages measures between processes: mpirun -n 2 gradus doctor --messages")
      }
      try measure(group)
      return try Processes.finish(group)
    }
    // Where the messages of one MPI have begun, the other cannot be asked what it is: they have functions of the same names.
    if ProcessGroup.expectedRank == 0 { try describe() }
    if !Machine.hasProducts { throw ExitCode(1) }
  }

  private func describe() throws {
    _ = Machine.hasProducts
    let known = Answer()
    if format == .json { return try Terminal.write(json(known) + "\n") }
    var rows = [
      ("gradus", known.version), ("processor", known.processor), ("instructions", known.instructions),
      ("threads", "\(known.threads)"), ("products", known.products), ("LAPACK", known.lapack),
    ]
    rows += known.messages.map { ("MPI", "\($0.version) (\($0.file))") }
    if known.messages.isEmpty { rows.append(("MPI", "none; `make setup MPI=openmpi` installs one")) }
    rows.append(("processes", "\(known.processes)"))
    for (name, value) in rows {
      try Terminal.write(name + String(repeating: " ", count: 14 - name.count) + value.visible + "\n")
    }
  }

  private struct Answer: Encodable {
    struct Messages: Encodable {
      let name: String
      let version: String
      let file: String
    }
    let version = GradusCommand.configuration.version
    let processor = Train.versions["processor"] ?? ""
    let instructions = Machine.instructions
    let threads = Machine.threads
    let products = Machine.products
    let lapack: String = { LAPACK.isAvailable ? LAPACK.configuration : "missing: \(LAPACK.configuration)" }()
    let messages = Machine.messages.map { Messages(name: $0.name, version: $0.version, file: $0.file) }
    let processes = ProcessGroup.expectedCount
  }

  private struct Cost: Encodable {
    let bytes: Int
    let seconds: Double
    let bytesPerSecond: Double
  }

  /// The quickest tenth of many sums says what a sum costs, and not what else the machine had to do.
  private func measure(_ group: ProcessGroup) throws {
    for power in stride(from: 2, through: 22, by: 2) {
      let count = 1 << power
      let sum = TreeSum(count: count, leaves: group.count, group: group)
      var times: [Double] = []
      for _ in 0..<max(20, min(500, (1 << 24) / count)) {
        let start = ContinuousClock.now
        try sum.add { _ in }
        times.append((ContinuousClock.now - start) / .seconds(1))
      }
      let seconds = times.sorted()[times.count / 10]
      let cost = Cost(bytes: 4 * count, seconds: seconds, bytesPerSecond: Double(4 * count) / seconds)
      try Terminal.write(
        format == .json
          ? json(cost) + "\n"
          : "\(padded(grouped(cost.bytes), 12)) bytes  \(padded(rounded(1e6 * seconds, 1), 10)) us  \(padded(rounded(cost.bytesPerSecond / 1e9, 3), 8)) GB/s\n"
      )
    }
  }
}
