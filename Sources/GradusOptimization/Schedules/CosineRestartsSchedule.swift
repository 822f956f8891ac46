internal import Glibc

/// Half a cosine down to `floor` over `steps` steps, then again from 1, each time `growth` times as long.
///
/// Source: I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017.
struct CosineRestartsSchedule: ScheduleRule {
  static let name = "cosine-restarts"
  static let summary = "half a cosine again and again"
  static let settings = [
    Setting("steps", "steps of the first period", .duration),
    Setting("growth", "how many times as long each period is as the one before", .count(1, 16), 1),
    Setting("floor", "the factor at the end of a period", .share, 0),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func factor(at progress: TrainingProgress) -> Double {
    var (place, period) = (Double(progress.step - 1), number("steps"))
    if values[count: "growth"] == 1 {
      place = place.truncatingRemainder(dividingBy: period)
    } else {
      while place >= period { (place, period) = (place - period, period * number("growth")) }
    }
    return number("floor") + (1 - number("floor")) * (1 + cos(.pi * place / period)) / 2
  }
}
