internal import Glibc
internal import GradusExpression

/// Down by a factor each time that more than `patience` epochs in a row have not lowered what is measured by `threshold` of it.
///
/// What is measured is the loss on the examples held back, or on the training's own where none are. The factor follows from the
/// measurements alone, so that a training that goes on needs no more than they.
struct PlateauSchedule: ScheduleRule {
  static let name = "plateau"
  static let summary = "down by a factor where the loss stays as it was"
  static let settings = [
    Setting("factor", "what remains each time", .share, .number(Rational(1, 10))),
    Setting("patience", "epochs without progress that are borne", .count(0, 1_000_000), 10),
    Setting("threshold", "the share of the best by which a better one is better", .share, .number(Rational(1, 10_000))),
    Setting("cooldown", "epochs after a fall that do not count", .count(0, 1_000_000), 0),
    Setting("floor", "the least factor", .share, 0),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func factor(at progress: TrainingProgress) -> Double {
    var (factor, best, waiting, resting) = (1.0, Double.infinity, 0, 0)
    for measured in progress.measured {
      if measured < best * (1 - number("threshold")) || best.isInfinite {
        (best, waiting) = (measured, 0)
      } else {
        waiting += 1
      }
      if resting > 0 { (resting, waiting) = (resting - 1, 0) }
      if waiting > values[count: "patience"] {
        factor = max(number("floor"), factor * number("factor"))
        (waiting, resting) = (0, values[count: "cooldown"])
      }
    }
    return factor
  }

  var goesWithLength: Bool { false }
}
