import ArgumentParser
import Glibc
import Gradus

/// How many times the usual budget a command's work may take; nil for no limit.
struct WorkLimit: ExpressibleByArgument {
  let factor: Double?

  static let usual = WorkLimit(factor: 1)

  private init(factor: Double?) { self.factor = factor }

  init?(argument: String) {
    if argument == "none" {
      factor = nil
    } else if let value = Double(argument), value > 0, value.isFinite {
      factor = value
    } else {
      return nil
    }
  }

  var defaultValueDescription: String { factor.map { $0 == 1 ? "1" : "\($0)" } ?? "none" }

  var limits: Budget.Limits {
    guard let factor else { return .unlimited }
    // A build for debugging is some ten times slower.
    #if DEBUG
      var limits = Budget.Limits.usual.times(factor)
      limits.seconds *= 15
      return limits
    #else
      return Budget.Limits.usual.times(factor)
    #endif
  }
}

/// The option that sets the budget.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many times the usual budget the work may take: 8 seconds of processor time, 1 GB of memory; or none.",
      discussion: "Work that takes more ends in one line and the exit status 69.", valueName: "factor"))
  var limit: WorkLimit = .usual
}

/// A command whose work has a budget: all but those that train and measure, which take what their data takes, show how far
/// they are, and can be ended and gone on with.
protocol LimitedCommand: ParsableCommand {
  var workLimit: WorkLimit { get }
}

extension Derive: LimitedCommand { var workLimit: WorkLimit { options.limits.limit } }
extension Check: LimitedCommand { var workLimit: WorkLimit { options.limits.limit } }
extension Equal: LimitedCommand { var workLimit: WorkLimit { options.limits.limit } }
extension Compute: LimitedCommand { var workLimit: WorkLimit { options.limits.limit } }
extension Solve: LimitedCommand { var workLimit: WorkLimit { options.formulas.limits.limit } }
extension Minimise: LimitedCommand { var workLimit: WorkLimit { options.formulas.limits.limit } }
extension ConvexityCommand: LimitedCommand { var workLimit: WorkLimit { options.formulas.limits.limit } }
extension Descend: LimitedCommand { var workLimit: WorkLimit { formulas.limits.limit } }
extension SheetAnswer: LimitedCommand { var workLimit: WorkLimit { limits.limit } }
extension SheetCheck: LimitedCommand { var workLimit: WorkLimit { limits.limit } }
extension PlanCommand: LimitedCommand { var workLimit: WorkLimit { limits.limit } }
extension Exercises: LimitedCommand { var workLimit: WorkLimit { limits.limit } }

/// Watches the time and the memory of the work and ends it where the budget is spent: also where a loop that nobody thought of runs away.
enum Watch {
  /// Runs the work under a budget on a large stack; work without a budget has the large stack alone.
  static func run(_ limits: Budget.Limits?, _ work: @escaping @Sendable () -> Void) {
    LargeStack.endOnOverflow(
      "gradus: the formula is nested more deeply than the machine's stack allows", status: ExitStatus.tooLarge.rawValue)
    guard let limits else { return LargeStack.run(work) }
    let budget = Budget(limits) { end($0) }
    if limits.seconds.isFinite { LargeStack.watch(budget) }
    Budget.$current.withValue(budget) { LargeStack.run(work) }
  }

  /// One line, and nothing that the command would have printed: an answer that is cut off is none.
  private static func end(_ spent: Budget.Spent) -> Never {
    leaveAtOnce(.tooLarge, "\(spent); --limit 10 allows ten times as much")
  }
}
