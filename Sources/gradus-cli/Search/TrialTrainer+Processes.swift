import FoundationEssentials
import Gradus

extension TrialTrainer {
  /// Trains trials that do not wait for one another: each process one of them, and all know what became of all.
  func scores(_ steps: [Study.Step], stop: StopRequest, among group: ProcessGroup?) throws -> [TrialScore] {
    guard let group else { return try steps.map { try score($0, stop: stop) } }
    var own: [UInt8] = []
    if group.rank < steps.count {
      own = Array(try JSONEncoder().encode(score(steps[group.rank], stop: stop)))
    }
    // Others may have much to do yet.
    try group.wait()
    let lengths = try group.gathered([own.count]).map { $0[0] }
    let all = try group.joined(own, lengths)
    var (scores, place): ([TrialScore], Int) = ([], 0)
    for length in lengths where length > 0 {
      scores.append(try JSONDecoder().decode(TrialScore.self, from: Data(all[place..<place + length])))
      place += length
    }
    return scores
  }
}

extension Study {
  /// The next so many steps, where none of them waits for what becomes of another.
  func next(_ count: Int) -> [Step] {
    if count == 1 { return next.map { [$0] } ?? [] }
    var (ahead, steps) = (self, [Step]())
    while steps.count < count, let step = ahead.next {
      steps.append(step)
      ahead.record(TrialScore(epochs: step.epochs, value: 0), of: step.trial)
    }
    return steps
  }
}
