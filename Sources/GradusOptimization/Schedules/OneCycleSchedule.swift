internal import Glibc
internal import GradusExpression

/// Up from 1/`divisor` to 1 over the first `rise` of the steps and down to 1/(`divisor` · `last`) over the rest, along half cosines.
///
/// Source: L. Smith and N. Topin, "Super-convergence: very fast training of neural networks using large learning rates" (2018),
/// with the phases of PyTorch's `OneCycleLR`.
struct OneCycleSchedule: ScheduleRule {
  static let name = "one-cycle"
  static let summary = "up once and down once"
  static let settings = [
    Setting("steps", "steps in all", .duration),
    Setting("rise", "the share of the steps that go up", .share, .number(Rational(3, 10))),
    Setting("divisor", "the rate at first is that part of the greatest", .positive, 25),
    Setting("last", "the rate at the end is that part of the first", .positive, 10_000),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func factor(at progress: TrainingProgress) -> Double {
    let (low, last) = (1 / number("divisor"), 1 / (number("divisor") * number("last")))
    let place = Double(progress.step - 1)
    let top = number("rise") * number("steps") - 1
    func between(_ from: Double, _ to: Double, _ part: Double) -> Double {
      to + (from - to) * (1 + cos(.pi * min(1, max(0, part)))) / 2
    }
    if place <= top { return between(low, 1, top > 0 ? place / top : 1) }
    return between(1, last, (place - top) / max(1, number("steps") - 1 - top))
  }
}
