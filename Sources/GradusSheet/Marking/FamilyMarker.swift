import GradusExpression
import GradusNotation
import GradusSolving

/// Marks a family of solutions, `(1/3 - 2*t, t) for every t`.
struct FamilyMarker {
  let lines: [SourceLine]
  let board: Blackboard

  /// A family of solutions is right when it describes the same set: its directions span what those of the answer span, and
  /// its particular solution differs from the answer's by one of them.
  func verdict(on family: SolutionFamily) -> Mark.Verdict {
    let line = lines[lines.count - 1]
    func wrong(_ reason: String) -> Mark.Verdict { .wrong(line: line.number, text: line.text, reason: reason) }
    var part = Phrase(line.text).trimmed
    if let (before, _) = part.split(at: "for every") ?? part.split(at: "for all") { part = before }
    part = part.parts(between: "=").last ?? part
    let found: Formula
    do { found = try board.read(part).value } catch {
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
