internal import CMPI
internal import GradusPlan

/// The processes that an `mpirun` began together, seen from one of them. One caller at a time, and always the same thread.
///
/// Every message has one sender and one taker, who know of each other: there is no call that waits for all at once, so that a process that
/// says nothing is known by its name.
package final class ProcessGroup {
  /// Which of them this one is, from 0 on.
  package let rank: Int
  /// How many there are.
  package let count: Int
  /// The machine of each.
  package private(set) var hosts: [String]
  /// How many seconds a process may say nothing before the others give it up.
  package var silence = 120.0
  /// How many seconds this process has spent with messages, waiting for others included.
  package private(set) var secondsOfMessages = 0.0
  /// How many bytes this process has sent.
  package private(set) var bytesSent = 0

  /// How many processes the environment says there are; 1 where no `mpirun` began this one.
  package static var expectedCount: Int { Int(gradus_mpi_expected()) }
  /// Which of them the environment says this one is.
  package static var expectedRank: Int { Int(gradus_mpi_expected_rank()) }
  /// Whether messages have begun.
  package static var isBegun: Bool { gradus_mpi_count() > 1 }
  /// The machine of this process.
  package static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    gradus_mpi_host(&name, 256)
    return text(name)
  }

  /// Begins the messages; nil for a process alone, which needs no MPI.
  ///
  /// - Throws: `ProcessError.unavailable` where MPI began this program and cannot be used.
  package static func joined() throws(ProcessError) -> ProcessGroup? {
    guard expectedCount > 1 else { return nil }
    guard gradus_mpi_begin() == 0 else { throw .unavailable(String(cString: gradus_mpi_message())) }
    guard gradus_mpi_count() > 1 else { return nil }
    return try ProcessGroup()
  }

  private init() throws(ProcessError) {
    rank = Int(gradus_mpi_rank())
    count = Int(gradus_mpi_count())
    hosts = (0..<count).map { _ in "?" }
    // Names of 256 bytes from all, for all.
    var name = Array(Self.host.utf8.prefix(255))
    name += [UInt8](repeating: 0, count: 256 - name.count)
    hosts = try gathered(name).map { Self.text($0.map { CChar(bitPattern: $0) }) }
  }

  private static func text(_ name: [CChar]) -> String {
    String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Sends numbers to one process and takes numbers from it, both at once. Two parts that are taken and sent do not overlap.
  ///
  /// - Parameters:
  ///   - own: what is sent; nil for nothing.
  ///   - other: where what comes is put; nil where nothing comes.
  func exchange(
    _ own: Region?, _ other: Region?, with partner: Int
  ) throws(ProcessError) {
    try exchange(
      (own?.pointer).map { UnsafeRawPointer($0) }, own?.bytes ?? 0, other?.pointer, other?.bytes ?? 0, partner)
  }

  private func exchange(
    _ own: UnsafeRawPointer?, _ ownBytes: Int, _ other: UnsafeMutableRawPointer?, _ otherBytes: Int, _ partner: Int
  ) throws(ProcessError) {
    let start = ContinuousClock.now
    let status = Int(gradus_mpi_exchange(own, ownBytes, other, otherBytes, Int32(partner), silence))
    secondsOfMessages += (ContinuousClock.now - start) / .seconds(1)
    bytesSent += ownBytes
    if status == GRADUS_MPI_SILENT { throw .silent(rank: partner, host: hosts[partner], seconds: silence) }
    if status != GRADUS_MPI_DONE { throw .failed(rank: partner, host: hosts[partner]) }
  }

  /// The same number of values from every process, in their order, for every process.
  package func gathered<Value: BitwiseCopyable>(_ own: [Value]) throws(ProcessError) -> [[Value]] {
    var all = [Value]()
    for _ in 0..<count { all += own }
    for partner in 1..<count where rank == 0 {
      var theirs = own
      try take(&theirs, from: partner)
      all.replaceSubrange(partner * own.count..<(partner + 1) * own.count, with: theirs)
    }
    if rank > 0 {
      try send(own, to: 0)
      try take(&all, from: 0)
    }
    for partner in 1..<count where rank == 0 { try send(all, to: partner) }
    return (0..<count).map { Array(all[$0 * own.count..<($0 + 1) * own.count]) }
  }

  /// The values of every process in a row, for every process; each knows how many the others have.
  package func joined<Value: BitwiseCopyable & ExpressibleByIntegerLiteral>(
    _ own: [Value], _ counts: [Int]
  ) throws(ProcessError) -> [Value] {
    precondition(own.count == counts[rank], "\(own.count) values and not \(counts[rank])")
    if rank > 0, !own.isEmpty { try send(own, to: 0) }
    var all = rank == 0 ? own : [Value](repeating: 0, count: counts.reduce(0, +))
    for partner in 1..<count where rank == 0 {
      var theirs = [Value](repeating: 0, count: counts[partner])
      if !theirs.isEmpty { try take(&theirs, from: partner) }
      all += theirs
    }
    var failure: ProcessError?
    all.withUnsafeMutableBytes { bytes in
      do throws(ProcessError) { try handDown(bytes.baseAddress, bytes.count) } catch { failure = error }
    }
    if let failure { throw failure }
    return all
  }

  /// From process 0 to all.
  func handDown(_ region: Region) throws(ProcessError) { try handDown(region.pointer, region.bytes) }

  /// Each hands on to those that are a power of two behind it.
  private func handDown(_ numbers: UnsafeMutableRawPointer?, _ bytes: Int) throws(ProcessError) {
    var distance = 1
    while distance < count {
      if rank < distance, rank + distance < count {
        try exchange(numbers.map { UnsafeRawPointer($0) }, bytes, nil, 0, rank + distance)
      } else if rank >= distance, rank < 2 * distance {
        try exchange(nil, 0, numbers, bytes, rank - distance)
      }
      distance *= 2
    }
  }

  /// Gives values to one process, which takes them.
  package func send<Value: BitwiseCopyable>(_ values: [Value], to partner: Int) throws(ProcessError) {
    var failure: ProcessError?
    values.withUnsafeBytes { bytes in
      do throws(ProcessError) { try exchange(bytes.baseAddress, bytes.count, nil, 0, partner) } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Takes as many values as there is room for from one process, which sends them.
  package func take<Value: BitwiseCopyable>(
    _ values: inout [Value], from partner: Int
  ) throws(ProcessError) {
    var failure: ProcessError?
    values.withUnsafeMutableBytes { bytes in
      do throws(ProcessError) { try exchange(nil, 0, bytes.baseAddress, bytes.count, partner) } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Compares words that are to be the same in all processes.
  ///
  /// - Parameter words: each with what another one would be told to have: `other data`.
  /// - Throws: `ProcessError.difference` in every process, with the first one that differs.
  package func compare(_ words: [(word: UInt64, what: String)]) throws(ProcessError) {
    let all = try gathered(words.map(\.word))
    for (other, own) in all.enumerated() {
      for place in words.indices where own[place] != all[0][place] {
        throw .difference(rank: other, host: hosts[other], what: words[place].what)
      }
    }
  }

  /// Waits until all are here, for however long that takes.
  package func wait() throws(ProcessError) {
    let usual = silence
    silence = 0
    defer { silence = usual }
    _ = try gathered([UInt8(0)])
  }

  /// Ends the messages, once all processes are here.
  package func finish() throws(ProcessError) {
    try wait()
    gradus_mpi_end()
  }

  /// Ends all processes with a status; returns where no messages were begun.
  package static func endAll(_ status: Int32) { gradus_mpi_abort(status) }
}

extension Region {
  /// How much memory it is.
  fileprivate var bytes: Int { count * precision.bytes }
}
