import Foundation
import GradusExpression

/// The process that runs the inputs of a section. Before each of them it writes down which it is, so that whoever watches
/// knows at what it died.
struct Worker {
  /// More inputs than this are left to the next process, so that nothing that is never given back adds up.
  static let most = 50_000

  let section: Section
  let seed: Int
  let from: Int
  let step: Int
  /// How many inputs to run at most.
  let count: Int?
  /// The file of the record.
  let place: String

  func run() {
    let descriptor = open(place, O_WRONLY | O_CREAT, 0o600)
    guard descriptor >= 0 else { fatalError("\(place) cannot be written") }
    var record = Record(next: from)
    for _ in 0..<min(count ?? Worker.most, Worker.most) {
      record.write(to: descriptor)
      var generator = section.generator(seed: seed, input: record.next)
      switch section.run(&generator) {
      case .right: break
      case .refused: record.refused += 1
      case .skipped: record.skipped += 1
      case .wrong(let words):
        record.wrong += 1
        say("wrong: \(section.name), seed \(seed), input \(record.next): \(words.prefix(600))")
      }
      record.run += 1
      record.next += step
    }
    record.isFinished = true
    record.write(to: descriptor)
  }
}

/// How far a worker is.
struct Record {
  /// The input that runs, or the next one.
  var next: Int
  var run = 0
  var refused = 0
  var skipped = 0
  var wrong = 0
  var isFinished = false

  init(next: Int) { self.next = next }

  /// Nil where the worker has not begun.
  init?(contentsOf path: String) {
    guard let data = FileManager.default.contents(atPath: path), data.count == 48 else { return nil }
    let words = stride(from: 0, to: 48, by: 8).map { start in
      data[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }.map { Int(truncatingIfNeeded: $0) }
    (next, run, refused, skipped, wrong, isFinished) = (words[0], words[1], words[2], words[3], words[4], words[5] == 1)
  }

  func write(to descriptor: Int32) {
    let words = [next, run, refused, skipped, wrong, isFinished ? 1 : 0].map { $0.littleEndian }
    pwrite(descriptor, words, 48, 0)
  }
}

/// Writes a line at once, also into a file, so that what is said before a crash is not lost.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
