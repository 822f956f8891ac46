import Dispatch
import GradusLearning
import Synchronization

/// Puts the rows of requests that come at about the same time through the network together.
///
/// The first row that finds nothing at work waits for at most the delay; while a batch is at work, what comes waits for its end. Batches have a
/// power of two of rows, what is missing filled with zeros, so that few plans serve all sizes.
final class Batcher: Sendable {
  /// The most rows of a batch.
  static let largest = 64
  /// The most rows that wait.
  static let room = 8192

  private struct Job {
    let rows: [Float]
    let count: Int
    let continuation: CheckedContinuation<Result<[Predictor.Prediction], any Error>, Never>
  }

  private struct State {
    var jobs: [Job] = []
    var waiting = 0
    var isAtWork = false
    var rows = 0
    var batches = 0
  }

  private let predictor: Predictor
  private let width: Int
  private let delay: Double
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "gradus.batches", qos: .userInitiated)

  init(_ predictor: Predictor, delay: Double) throws {
    (self.predictor, self.delay) = (predictor, delay)
    width = predictor.model.network.inputs
    var count = 1
    while count <= Self.largest {
      _ = try predictor.predictions(for: examples([Float](repeating: 0, count: count * width)[...]))
      count *= 2
    }
  }

  /// How many rows wait.
  var waiting: Int { state.withLock { $0.waiting } }
  /// How many rows and batches there were.
  var counts: (rows: Int, batches: Int) { state.withLock { ($0.rows, $0.batches) } }

  /// What the rows are taken for.
  ///
  /// - Throws: `RequestProblem.busy` where too many rows wait.
  func predictions(_ rows: [Float]) async throws(RequestProblem) -> [Predictor.Prediction] {
    let count = rows.count / width
    let isFull = state.withLock { $0.waiting + count > Self.room && $0.waiting > 0 }
    if isFull { throw .busy }
    let result = await withCheckedContinuation { continuation in
      let begins = state.withLock { state in
        state.jobs.append(Job(rows: rows, count: count, continuation: continuation))
        state.waiting += count
        defer { state.isAtWork = true }
        return !state.isAtWork
      }
      guard begins else { return }
      if delay > 0, count < Self.largest {
        queue.asyncAfter(deadline: .now() + .microseconds(Int(delay * 1e6))) { self.work() }
      } else {
        queue.async { self.work() }
      }
    }
    switch result {
    case .success(let predictions): return predictions
    case .failure(let error): throw .unanswerable("\(error)")
    }
  }

  /// Batch after batch until nothing waits.
  private func work() {
    while let jobs = next() {
      let rows = jobs.count == 1 ? jobs[0].rows : jobs.flatMap(\.rows)
      do {
        let told = try run(rows)
        var start = 0
        for job in jobs {
          job.continuation.resume(returning: .success(Array(told[start..<start + job.count])))
          start += job.count
        }
      } catch {
        for job in jobs { job.continuation.resume(returning: .failure(error)) }
      }
    }
  }

  /// The jobs that go together; nil where there are none, and nobody is at work any more.
  private func next() -> [Job]? {
    state.withLock { state in
      var (count, rows) = (0, 0)
      while count < state.jobs.count, count == 0 || rows + state.jobs[count].count <= Self.largest {
        rows += state.jobs[count].count
        count += 1
      }
      guard count > 0 else {
        state.isAtWork = false
        return nil
      }
      let jobs = Array(state.jobs[..<count])
      state.jobs.removeFirst(count)
      state.waiting -= rows
      state.rows += rows
      state.batches += (rows + Self.largest - 1) / Self.largest
      return jobs
    }
  }

  private func run(_ rows: [Float]) throws -> [Predictor.Prediction] {
    var told: [Predictor.Prediction] = []
    let step = Self.largest * width
    for start in stride(from: 0, to: rows.count, by: step) {
      let part = rows[start..<min(start + step, rows.count)]
      let count = part.count / width
      var size = 1
      while size < count { size *= 2 }
      let filled = part + [Float](repeating: 0, count: (size - count) * width)
      told += try predictor.predictions(for: examples(filled)).prefix(count)
    }
    return told
  }

  private func examples(_ numbers: ArraySlice<Float>) throws -> Examples {
    try Examples(.floats(Array(numbers)), .numbers(width))
  }
}
