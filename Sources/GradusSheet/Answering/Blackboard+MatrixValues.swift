import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving

// For which values of a number a matrix is singular, invertible or positive definite.
extension Blackboard {
  func values(
    of unknown: Phrase, making property: SpecialQuestion.MatrixProperty, _ phrase: Phrase
  ) throws(StatementProblem) -> (Passage, Answer) {
    let name = try spelling(unknown)
    let meaning = try read(phrase.afterAssignment, freeNames: [name])
    guard let entries = meaning.value.smallEntries else {
      throw StatementProblem(
        "only a square matrix of at most 4 rows is \(property.rawValue) for some values", at: phrase)
    }
    guard meaning.value.symbols.map(\.name) == [name], let symbol = meaning.value.symbols.first, symbol.shape.isEmpty
    else {
      let all = meaning.value.symbols.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
      throw StatementProblem(
        "the entries hold \(all.isEmpty ? "no name" : all), and not \(unknown.text) alone", at: phrase)
    }
    let written = Mathematics.line(Formula.symbol(symbol).written(as: .unicode))
    let passage: Passage = [
      .words("For which values of"), .mathematics(written), .words("is"),
      .mathematics(typeset(phrase) ?? .formula(meaning.written)), .words("\(property.rawValue)?"),
    ]
    switch property {
    case .singular, .invertible:
      let determinant = Formula.determinant(of: entries)
      guard let zeros = SignChart.zeros(of: determinant, in: symbol)?.map(\.value) else {
        throw StatementProblem("the zeros of the determinant are not found", at: phrase)
      }
      let working = [Line("The determinant:", .formula(determinant))]
      let relation: Mathematics.Relation = property == .singular ? .equals : .differs
      let lines = zeros.map { Line("", .related([written, .formula($0)], by: relation)) }
      let isEverywhere = determinant.isZero
      let holds = isEverywhere == (property == .singular)
      return (
        passage,
        Answer(
          property == .singular ? .roots(unknown: name, zeros) : .none,
          result: isEverywhere || lines.isEmpty ? [Line(holds ? "For every value." : "For no value.")] : lines,
          working: working)
      )
    case .positiveDefinite:
      guard entries.indices.allSatisfy({ i in (0..<i).allSatisfy { entries[i][$0] == entries[$0][i] } }) else {
        throw StatementProblem("the matrix is not symmetric for every value", at: phrase)
      }
      let minors = entries.indices.map { size in
        Formula.determinant(of: entries.prefix(size + 1).map { Array($0.prefix(size + 1)) })
      }
      guard let found = SignChart.positive(minors, in: symbol) else {
        throw StatementProblem("the zeros of the leading minors are not found", at: phrase)
      }
      let working =
        [Line("Sylvester's criterion: all leading principal minors are positive. They are")]
        + minors.map { Line("", .formula($0)) }
      return (passage, Answer(.none, result: Blackboard.lines(found, written), working: working))
    default:
      throw StatementProblem("for which values a matrix is \(property.rawValue) is not found here", at: phrase)
    }
  }
}
