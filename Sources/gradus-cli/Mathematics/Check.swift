import ArgumentParser
import Gradus

/// `gradus check`: marks an answer, or a derivation line by line.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Mark your own derivative, or each line of your own working.",
    discussion: """
      Says whether the answer equals the derivative, also where it only looks different; a wrong one gets a small \
      counterexample and the likely slip: a lost transpose, an assumed symmetry, swapped factors, a missing factor 2, the \
      other layout.

        gradus check "x'*A*x" --wrt x --answer "2*A*x"
        gradus check "norm2(X*w-y)^2" --wrt w --answer "2*X'*X*w - 2*X'*y"

      Lines of working that should all be equal, the first one the formula, separated by '=' or newlines, are marked \
      when neither --wrt nor --answer is given:

        gradus check "(A + B)*(A - B) = A*A - B*B" --let "A: [n, n]" --let "B: [n, n]"

      Where neither a law nor exact arithmetic shows that an answer is right, and it agrees at every point that was tried, \
      it is marked right and that is said. Exit status: 0 when all is right, 1 when something is wrong, 3 when nothing \
      was found out, 65 when it cannot be read.
      """)

  @Argument(help: "The formula, or the lines of working.")
  var formula: String
  @Option(help: "The symbol that the answer differentiates in.")
  var wrt: String?
  @Option(parsing: .unconditional, help: "Your derivative.")
  var answer: String?
  @Option(help: "The order of the derivative.")
  var order: Int = 1
  @OptionGroup var options: FormulaOptions
  @Option(help: "The layout of your derivative: denominator or numerator.")
  var layout: Layout = .denominator
  @Option(help: "text or json.")
  var format: OutputFormat = .text

  func validate() throws {
    if (wrt == nil) != (answer == nil) { throw ValidationError("--wrt and --answer go together.") }
    if !(1...8).contains(order) { throw ValidationError("--order is a number from 1 to 8, not \(order).") }
  }

  func run() throws {
    if let wrt, let answer { try markAnswer(wrt, answer) } else { try markLines() }
  }

  /// Whether the answer is right to a reader.
  private func holds(_ reader: Reader, _ wrt: String, _ answer: String) throws -> Bool {
    var reader = reader
    let readings = try reader.read([formula, answer])
    var names = reader
    guard case .symbol(let symbol) = try names.read(wrt).formula.node, readings[0].symbols.contains(symbol) else {
      return false
    }
    let request = DerivativeRequest(
      readings[0].formula, withRespectTo: Array(repeating: .symbol(symbol), count: order), layout: layout,
      showsWorking: false)
    return readings[1].formula.isEqual(to: try request.answer().result).holds
  }

  private func markAnswer(_ wrt: String, _ answer: String, reader known: Reader? = nil) throws {
    let declared = try known ?? options.reader()
    var reader = declared
    let readings = try reader.read([formula, answer])
    if format == .text { readings[0].tellShapes() }
    var names = reader
    guard case .symbol(let symbol) = try names.read(wrt).formula.node, readings[0].symbols.contains(symbol) else {
      throw CommandError(.data, "the formula has no symbol \(wrt) to differentiate in")
    }
    let request = DerivativeRequest(
      readings[0].formula, withRespectTo: Array(repeating: .symbol(symbol), count: order), layout: layout,
      showsWorking: false)
    let expected = try request.answer().result
    let given = readings[1].formula
    let verdict = given.isEqual(to: expected)
    // A right answer in which n is the count of the data is right.
    if !verdict.holds, known == nil, let counted = SharedCount(readings, reader: declared),
      try holds(counted.reader, wrt, answer)
    {
      printError(counted.note)
      return try markAnswer(wrt, answer, reader: counted.reader)
    }
    if format == .json { return try tell(verdict, given, expected, request, readings[0]) }
    if verdict.holds {
      print(given == expected ? "right" : "right: \(verdict.text(left: "your answer", right: "the derivative"))")
      return
    }
    if case .undecided = verdict {
      print(verdict.text(left: "your answer", right: "the derivative"))
      throw ExitCode(ExitStatus.undecided.rawValue)
    }
    print("wrong: \(verdict.text(left: "your answer", right: "the derivative"))")
    let slip = Slip.likely(
      answer: given, expected: expected, of: request.formula, withRespectTo: request.variables)
    if let slip { print("likely slip: \(slip.words)") }
    print("the derivative is \(expected.written(as: .unicode))")
    throw ExitCode(1)
  }

  /// The mark for a program.
  private func tell(
    _ verdict: Equality, _ given: Formula, _ expected: Formula, _ request: DerivativeRequest, _ reading: Reading
  ) throws {
    var members = verdict.members(left: "your answer", right: "the derivative", reading)
    let slip =
      verdict.holds
      ? nil
      : Slip.likely(answer: given, expected: expected, of: request.formula, withRespectTo: request.variables)
    members["right"] = .bool(verdict.holds)
    members["slip"] = slip.map { .string("\($0.words)") } ?? .null
    members["derivative"] = .string(expected.written(as: .ascii))
    print(try jsonText(.object(members)))
    if let status = verdict.markStatus { throw ExitCode(status.rawValue) }
  }

  /// The mark of lines of working for a program: the verdict on the first that is wrong, or on the last.
  private func tell(_ verdict: Equality, line: Int, _ readings: [Reading], sampled: [Int]) throws {
    var members = verdict.members(left: "this line", right: "the line before", readings[0])
    let slip =
      verdict.holds ? nil : Slip.likely(answer: readings[line - 1].formula, expected: readings[line - 2].formula)
    members["right"] = .bool(verdict.holds)
    members["line"] = verdict.holds ? .null : .integer(line)
    members["sampled_lines"] = .array(sampled.map { .integer($0) })
    members["slip"] = slip.map { .string("\($0.words)") } ?? .null
    print(try jsonText(.object(members)))
    if let status = verdict.markStatus { throw ExitCode(status.rawValue) }
  }

  private func markLines() throws {
    let texts = formula.split(whereSeparator: \.isNewline).flatMap { line in
      line.split(separator: "=").map { $0.trimmingSpaces }
    }.filter { !$0.isEmpty }
    guard texts.count > 1 else {
      throw CommandError(.usage, "one line alone cannot be marked: give --wrt and --answer, or several lines")
    }
    var reader = try options.reader()
    let readings = try reader.read(texts)
    if format == .text { readings[0].tellShapes() }
    var sampled: [Int] = []
    for index in 1..<readings.count {
      let (before, after) = (readings[index - 1].formula, readings[index].formula)
      let verdict = after.isEqual(to: before)
      if verdict.holds, !verdict.isCertain { sampled.append(index + 1) }
      if format == .json, !verdict.holds || index == readings.count - 1 {
        return try tell(verdict, line: index + 1, readings, sampled: sampled)
      }
      if verdict.holds { continue }
      if case .undecided = verdict {
        print("line \(index + 1): \(verdict.text(left: "this line", right: "the line before"))")
        throw ExitCode(ExitStatus.undecided.rawValue)
      }
      print("line \(index + 1) is wrong: \(texts[index])")
      print(verdict.text(left: "this line", right: "the line before"))
      if let slip = Slip.likely(answer: after, expected: before) { print("likely slip: \(slip.words)") }
      throw ExitCode(1)
    }
    print("right: all \(readings.count) lines are equal")
    if !sampled.isEmpty {
      let lines = sampled.map(String.init).joined(separator: ", ")
      print(
        "(line \(lines): sampled, equal to the line before at all random points; no law that is known here shows why)")
    }
  }
}

extension Equality {
  /// What the exit status says of a mark: right, also where it was only sampled, wrong, or not found out.
  fileprivate var markStatus: ExitStatus? {
    if holds { return nil }
    if case .undecided = self { return .undecided }
    return .no
  }
}
