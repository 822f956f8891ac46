import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving

extension WorkedSheet {
  /// Marks a student's page: every labelled exercise of the sheet in order.
  ///
  /// An answer is a line `1a) x = 7`. Each part between signs `=`, and each line below, must be equal to the sheet's answer; the
  /// first that is not is reported, with the likely slip or a counterexample.
  public func marks(for page: String) -> [Mark] {
    let page = AnswerPage(page)
    return exercises.filter { !$0.label.isEmpty }.map { exercise in
      if let value = exercise.answer?.value, let reason = Marker.reasonNotToMark(value) {
        return Mark(label: exercise.label, verdict: .notMarked(reason: reason))
      }
      guard let lines = page.answers[exercise.label], !lines.isEmpty else {
        return Mark(label: exercise.label, verdict: .missing)
      }
      if let options = exercise.options, let mark = Marker.mark(lines, of: options) {
        return Mark(label: exercise.label, verdict: mark)
      }
      guard let answer = exercise.answer else {
        return Mark(label: exercise.label, verdict: .notMarked(reason: "the sheet has no answer"))
      }
      return Mark(label: exercise.label, verdict: Marker(lines: lines).verdict(on: answer.value))
    }
  }
}

/// Marks the lines of one answer.
struct Marker {
  let lines: [SourceLine]

  /// The verdict on the letter of an option, `B`, `(b)` or `option B`; nil where the answer is none.
  static func mark(_ lines: [SourceLine], of options: AnswerOptions) -> Mark.Verdict? {
    guard lines.count == 1, let word = Phrase(lines[0].text).words.last, lines[0].text.count <= 9,
      let chosen = options.options.first(where: { $0.letter == word.text.uppercased() })
    else { return nil }
    guard let slip = chosen.slip else { return .right }
    return .wrong(line: lines[0].number, text: lines[0].text, reason: "the answer is \(options.key): \(slip)")
  }

  /// Why an answer of this kind cannot be compared; nil where it can.
  static func reasonNotToMark(_ value: Answer.Value) -> String? {
    switch value {
    case .shown: "a proof takes a reader"
    case .backward: "many numbers, which take a reader"
    case .drawing: "a drawing takes a reader"
    case .none: "the sheet has no answer in closed form"
    case .formula, .formulas, .solution, .forward, .convexity: nil
    }
  }

  func verdict(on expected: Answer.Value) -> Mark.Verdict {
    switch expected {
    case .formula(let formula): return verdict(lines, formula)
    case .formulas(let formulas):
      guard lines.count >= formulas.count else {
        let last = lines[lines.count - 1]
        return .wrong(
          line: last.number, text: last.text, reason: "\(formulas.count) answers are asked for, a line each")
      }
      let verdicts = formulas.indices.map { verdict([lines[$0]], formulas[$0]) }
      return verdicts.first { $0 != .right && $0 != .rightInAnotherForm }
        ?? (verdicts.contains(.rightInAnotherForm) ? .rightInAnotherForm : .right)
    case .forward(let forward):
      guard let formula = Answer.Value.forward(forward).formula else { return .notMarked(reason: "no number") }
      return verdict(lines, formula)
    case .solution(.unique(let matrix)):
      let column: Formula =
        matrix.columnCount == 1
        ? .vector(matrix.column(0)) : .literal(shape: matrix.shape, matrix.rows.flatMap(\.self))
      return verdict(lines, column)
    case .solution(.none):
      return words(["no solution", "none", "inconsistent", "impossible", "unsolvable"], "there is no solution")
    case .solution(.undefined): return words(["not defined", "undefined"], "it is not defined")
    case .solution(.infinite(let family)): return verdict(on: family)
    case .convexity(let convexity):
      return words([convexity.verdict.rawValue], "it is \(convexity.verdict.rawValue)", exactly: true)
    case .shown, .backward, .drawing, .none: return .notMarked(reason: Marker.reasonNotToMark(expected) ?? "")
    }
  }

  // MARK: Formulas

  private func verdict(_ lines: [SourceLine], _ expected: Formula) -> Mark.Verdict {
    var last: Formula?
    for line in lines {
      let parts = Phrase(line.text).trimmed.parts(between: "=")
      for (index, part) in parts.enumerated() {
        // A line that goes on from the one above: `= 2*A*x`.
        if index == 0, part.isEmpty, parts.count > 1 { continue }
        if index == 0, line == lines[0], parts.count > 1, Marker.isName(part, of: expected) { continue }
        let found: Formula
        do {
          found = try Marker.read(part, like: expected)
        } catch {
          return .unreadable(line: line.number, reason: error.message)
        }
        if let reason = Marker.fault(found, expected) {
          return .wrong(line: line.number, text: part.text, reason: reason)
        }
        last = found
      }
    }
    guard let last else {
      return .unreadable(line: lines[0].number, reason: "nothing stands behind the =")
    }
    return last == expected || last.written(as: .ascii) == expected.written(as: .ascii) ? .right : .rightInAnotherForm
  }

  /// What stands before the first `=` when it names the answer: `x`, `∇f`, `∂f/∂x`, `f'(x)`.
  private static func isName(_ part: Phrase, of expected: Formula) -> Bool {
    if part.text.contains("∇") || part.text.contains("∂") || part.text.hasPrefix("d") { return true }
    guard let read = try? Self.read(part, like: nil) else { return true }
    guard case .symbol(let symbol) = read.node else { return part.text.contains("(") && !expected.symbols.isEmpty }
    return !expected.symbols.contains { $0.name == symbol.name } || expected.symbols.isEmpty
  }

  private static func read(_ part: Phrase, like expected: Formula?) throws(ReadingError) -> Formula {
    var reader = Reader(symbols: expected?.symbols.filter { $0.shape.count <= 2 } ?? [])
    return try reader.read(part.text).formula
  }

  /// Why a formula is not the expected one; nil where it is.
  private static func fault(_ found: Formula, _ expected: Formula) -> String? {
    // One number may stand for a vector with one entry.
    if found.isScalar, expected.shape == [1] { return fault(found.broadcast(to: [1]), expected) }
    switch found.isEqual(to: expected) {
    case .proved, .decided, .sampled: return nil
    case .partial(let gap): return "for some sizes only one of it and the answer has a value: \(gap.reason)"
    case .shapes(let left, let right):
      if let slip = Slip.likely(answer: found, expected: expected) { return slip.words }
      return "it has the shape \(describe(shape: left)), the answer \(describe(shape: right))"
    case .undecided: return "no point was found at which it has a value"
    case .different(let point):
      if let slip = Slip.likely(answer: found, expected: expected), !expected.symbols.isEmpty { return slip.words }
      let given = point.inputs.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.decimals)" }
      let at = given.isEmpty ? "" : "with \(given.joined(separator: ", ")) "
      return "\(at)it is \(point.left.decimals), and the answer is \(point.right.decimals)"
    }
  }

  // MARK: Words and families

  private func words(_ accepted: [String], _ truth: String, exactly: Bool = false) -> Mark.Verdict {
    let text = lines.map { $0.text.lowercased() }.joined(separator: " ")
    let isRight =
      exactly
      ? accepted.contains { text.hasSuffix($0) && !text.hasSuffix("not \($0)") }
      : accepted.contains(where: text.contains)
    return isRight ? .right : .wrong(line: lines[0].number, text: lines[0].text, reason: truth)
  }

  /// A family of solutions is right when it describes the same set: its directions span what those of the answer span, and
  /// its particular solution differs from the answer's by one of them.
  private func verdict(on family: SolutionFamily) -> Mark.Verdict {
    let line = lines[lines.count - 1]
    func wrong(_ reason: String) -> Mark.Verdict { .wrong(line: line.number, text: line.text, reason: reason) }
    var part = Phrase(line.text).trimmed
    if let (before, _) = part.split(at: "for every") ?? part.split(at: "for all") { part = before }
    part = part.parts(between: "=").last ?? part
    let found: Formula
    do { found = try Marker.read(part, like: nil) } catch {
      return .unreadable(line: line.number, reason: error.message)
    }
    let names = found.symbols.map(Formula.symbol)
    let count = family.particular.elements.count
    guard names.allSatisfy(\.isScalar), names.count == family.directions.count else {
      return wrong("there are infinitely many solutions, with \(family.directions.count) free numbers")
    }
    func value(_ numbers: [Rational]) -> [Rational]? {
      let point = Dictionary(uniqueKeysWithValues: zip(names, numbers.map(Formula.constant)))
      guard let literal = ExactEvaluator().evaluate(found.substituting(point)), literal.values.count == count else {
        return nil
      }
      return literal.values
    }
    let zero = Array(repeating: Rational.zero, count: names.count)
    guard let start = value(zero) else { return wrong("it is no vector of \(count) numbers") }
    var moves: [[Rational]] = []
    for index in names.indices {
      var numbers = zero
      numbers[index] = 1
      guard let end = value(numbers) else { return wrong("it is no vector of \(count) numbers") }
      moves.append(zip(end, start).map { $0 - $1 })
    }
    let span = family.directions.map(\.elements)
    func rank(_ rows: [[Rational]]) -> Int {
      ExactMatrix(rowCount: rows.count, columnCount: count, elements: rows.flatMap(\.self)).rank
    }
    let shift = zip(start, family.particular.elements).map { $0 - $1 }
    guard rank(span + [shift]) == span.count else { return wrong("with zero for the free numbers it is no solution") }
    guard rank(moves) == span.count, rank(span + moves) == span.count else {
      return wrong("it leaves the solutions when the free numbers change")
    }
    return moves == span && shift.allSatisfy(\.isZero) ? .right : .rightInAnotherForm
  }
}
