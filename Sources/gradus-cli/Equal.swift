import ArgumentParser
import Gradus

/// `gradus equal`: whether two formulas are the same.
struct Equal: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether two formulas are equal, with a counterexample where they are not.",
    discussion: """
      Exit status: 0 when they are equal, 1 when they are not, 65 when one of them cannot be read.

        gradus equal "(A*B)'" "B'*A'"
        gradus equal "x'*A*x" "x'*A'*x"
        gradus equal "A*B" "B*A" --let "A: [n, n]" --let "B: [n, n]"
      """)

  @Argument(help: "A formula.") var left: String
  @Argument(help: "Another.") var right: String
  @OptionGroup var options: FormulaOptions

  func run() throws {
    var reader = try options.reader()
    let readings = try reader.read([left, right])
    let verdict = readings[0].formula.isEqual(to: readings[1].formula)
    print(verdict.text(left: "the first", right: "the second"))
    if !verdict.holds { throw ExitCode(1) }
  }
}

extension Equality {
  /// The verdict in words.
  func text(left: String, right: String) -> String {
    switch self {
    case .proved(let a, let b):
      let rules = Set((a.steps + b.steps).map(\.rule)).sorted()
      let facts = Set(a.facts + b.facts).sorted().map(\.description)
      var text = "equal"
      if !rules.isEmpty { text += " (by: \(rules.joined(separator: ", ")))" }
      if !facts.isEmpty { text += "\nuses: \(facts.joined(separator: ", "))" }
      return text
    case .sampled(let points):
      return "equal at all of \(points) random points; no law that is known here shows why"
    case .shapes(let a, let b):
      return "not equal: \(left) has the shape \(describe(shape: a)), \(right) \(describe(shape: b))"
    case .undecided:
      return "not decided: no point was found at which both have a value"
    case .different(let point):
      return "not equal: \(point.text(left: left, right: right))"
    }
  }
}

extension Equality.Counterexample {
  /// The point and the two values there.
  func text(left leftName: String, right rightName: String) -> String {
    let given = inputs.sorted { $0.key < $1.key }.map { "  \($0.key) = \($0.value.text)" }
    let lines = given.isEmpty ? [] : ["for example with"] + given
    return (lines + ["\(leftName) is \(left.text)", "\(rightName) is \(right.text)"]).joined(separator: "\n")
  }
}

extension Tensor {
  /// The numbers as the notation writes them: `2.5`, `[1; 2]`, `[3 6; 2 4]`; deeper ones with their shape.
  var text: String {
    let numbers = values.map(\.shortText)
    switch rank {
    case 0: return numbers[0]
    case 1: return "[" + numbers.joined(separator: "; ") + "]"
    case 2:
      let rows = (0..<shape[0]).map { numbers[$0 * shape[1]..<($0 + 1) * shape[1]].joined(separator: " ") }
      return "[" + rows.joined(separator: "; ") + "]"
    default:
      return "\(shape) " + numbers.joined(separator: " ")
    }
  }
}

extension Double {
  /// The number without a trailing `.0`, rounded to what double precision bears out.
  fileprivate var shortText: String {
    if let whole = Int(exactly: self) { return "\(whole)" }
    return "\(self)"
  }
}
