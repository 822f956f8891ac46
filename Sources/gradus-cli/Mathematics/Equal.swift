import ArgumentParser
import Gradus

/// `gradus equal`: whether two formulas are the same.
struct Equal: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether two formulas are equal, with a counterexample where they are not.",
    discussion: """
      The laws are tried first, then exact arithmetic, then numbers of all scales and sizes. The answer says which of them \
      it rests on, and so does the exit status: 0 when they are equal, by laws or exact arithmetic; 1 when they are not; \
      2 when they agree at every point that was tried and nothing shows why; 3 when nothing was found out; 65 when one \
      of them cannot be read.

        gradus equal "(A*B)'" "B'*A'"
        gradus equal "x'*A*x" "x'*A'*x"
        gradus equal "A*B" "B*A" --let "A: [n, n]" --let "B: [n, n]"
      """)

  @Argument(help: "A formula.") var left: String
  @Argument(help: "Another.") var right: String
  @OptionGroup var options: FormulaOptions
  @Option(help: "text or json.") var format: OutputFormat = .text

  func run() throws {
    let declared = try options.reader()
    var reader = declared
    var readings = try reader.read([left, right])
    var verdict = readings[0].formula.isEqual(to: readings[1].formula)
    if !verdict.holds, let counted = SharedCount(readings, reader: declared) {
      var counting = counted.reader
      let again = try counting.read([left, right])
      let other = again[0].formula.isEqual(to: again[1].formula)
      if other.holds {
        (readings, verdict) = (again, other)
        printError(counted.note)
      }
    }
    switch format {
    case .text:
      readings[0].tellShapes()
      print(verdict.text(left: "the first", right: "the second"))
    case .json: print(try jsonText(.object(verdict.members(left: "the first", right: "the second", readings[0]))))
    }
    if let status = verdict.status { throw ExitCode(status.rawValue) }
  }
}

extension Equality {
  /// What the exit status says of it; nil where the formulas are equal for certain.
  var status: ExitStatus? {
    switch self {
    case .proved, .decided: nil
    case .different, .shapes, .partial: .no
    case .sampled: .sampled
    case .undecided: .undecided
    }
  }

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
    case .decided: return "equal (by exact arithmetic: the difference is 0 wherever both have a value)"
    case .sampled(let points, let exactSizes):
      if !exactSizes.isEmpty {
        let sizes = exactSizes.map(\.sizesText).joined(separator: "; ")
        return
          "sampled: equal for every value with \(sizes), by exact arithmetic; no law that is known here shows it for all sizes"
      }
      return points == 0
        ? "sampled: equal to double precision; no law that is known here shows why"
        : "sampled: equal at all of \(points) random points; no law that is known here shows why"
    case .shapes(let a, let b):
      return "not equal: \(left) has the shape \(describe(shape: a)), \(right) \(describe(shape: b))"
    case .partial(let gap):
      let (none, other) = gap.isLeft ? (left, right) : (right, left)
      return """
        not equal for every size: with \(gap.sizes.sizesText) \(none) has no value (\(gap.reason)), and \(other) has one; \
        where both have one they are equal
        """
    case .undecided:
      return "not decided: no point was found at which both have a value that rounding leaves something of"
    case .different(let point):
      return "not equal: \(point.text(left: left, right: right))"
    }
  }
}

extension Equality.Counterexample {
  /// The point and the two values there.
  func text(left leftName: String, right rightName: String) -> String {
    let given = inputs.sorted { $0.key < $1.key }.map { "  \($0.key) = \($0.value.written(.exact, .column))" }
    var lines = given.isEmpty ? [] : ["for example with"] + given
    let differ = left.written(.exact, .column) != right.written(.exact, .column)
    if !differ, let exact {
      func text(_ literal: Literal) -> String {
        Formula.literal(shape: literal.shape, literal.values).written(as: .ascii)
      }
      lines += ["\(leftName) is \(text(exact.left))", "\(rightName) is \(text(exact.right))"]
    } else {
      lines += ["\(leftName) is \(left.written(.exact, .column))", "\(rightName) is \(right.written(.exact, .column))"]
    }
    if let note { lines.append("they differ, if only beyond double precision: \(note)") }
    return lines.joined(separator: "\n")
  }
}

extension [String: Int] {
  /// `m = 2, n = 3`
  fileprivate var sizesText: String {
    sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
  }
}
