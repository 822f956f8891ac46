/// What the shell hands over, in the form that the parser of options can take.
///
/// A formula may begin with a minus sign, which would read as an option: it becomes the mathematical minus sign U+2212.
/// `--steps` may stand alone, which means `--steps normal`.
enum FormulaArguments {
  private static let commands: Set = [
    "derive", "check", "equal", "compute", "solve", "minimise", "minimize", "convexity", "descend", "read",
  ]
  private static let levels: Set = ["brief", "normal", "all"]

  static func prepared(_ arguments: [String]) -> [String] {
    guard let command = arguments.first(where: { !$0.hasPrefix("-") }), commands.contains(command) else {
      return arguments
    }
    var result: [String] = []
    for (index, argument) in arguments.enumerated() {
      if argument == "--steps" {
        let next = index + 1 < arguments.count ? arguments[index + 1] : ""
        result.append(argument)
        if !levels.contains(next) { result.append("normal") }
      } else if beginsWithMinus(argument) {
        result.append("−" + argument.dropFirst())
      } else {
        result.append(argument)
      }
    }
    return result
  }

  /// `-x'*A*x`, but neither `-h`, `--help` nor `-`.
  private static func beginsWithMinus(_ argument: String) -> Bool {
    guard argument.hasPrefix("-"), !argument.hasPrefix("--"), argument.count > 1 else { return false }
    return argument != "-h"
  }
}
