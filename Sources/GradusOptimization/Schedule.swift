internal import Glibc

/// How the learning rate goes with the steps, as a factor of the rate that training begins with.
///
/// Steps are counted from 1.
public indirect enum Schedule: Hashable, Sendable {
  /// 1
  case constant
  /// `factor` to the power of the number of whole periods of `every` steps that are over.
  case step(every: Int, factor: Double)
  /// From 1 down to `floor` over `steps` steps along half a cosine, and `floor` from there on.
  ///
  /// Source: I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, without restarts.
  case cosine(steps: Int, floor: Double = 0)
  /// From 1/steps up to 1 in equal rises, then another schedule that counts from there.
  ///
  /// Source: P. Goyal et al., "Accurate, large minibatch SGD", arXiv:1706.02677 (2017).
  case warmup(steps: Int, then: Schedule)

  /// The factor of the learning rate in a step.
  public func factor(at step: Int) -> Double {
    precondition(step >= 1, "steps are counted from 1, not from \(step)")
    switch self {
    case .constant:
      return 1
    case .step(let every, let factor):
      return pow(factor, Double((step - 1) / max(every, 1)))
    case .cosine(let steps, let floor):
      let part = min(1, Double(step - 1) / Double(max(steps, 1)))
      return floor + (1 - floor) * (1 + cos(.pi * part)) / 2
    case .warmup(let steps, let next):
      return step <= steps ? Double(step) / Double(steps) : next.factor(at: step - steps)
    }
  }
}
