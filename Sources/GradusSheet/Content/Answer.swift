public import GradusExpression
public import GradusLearning
public import GradusNotation
import GradusPaper
public import GradusSolving

/// The answer to one question of a sheet.
public struct Answer: Sendable {
  /// What the answer is, for those who go on computing with it.
  public let value: Value
  /// The answer as it stands on the page, a line or a few.
  public let result: [Line]
  /// How it came about.
  public let working: [Line]
  /// How the answer was checked; nil where exact arithmetic leaves nothing to check.
  public let check: String?
  /// What is drawn beside it.
  let illustration: Illustration?
  /// What it was made from, where wrong answers can be made from it too.
  let origin: AnswerOrigin?

  init(
    _ value: Value, result: [Line], working: [Line] = [], check: String? = nil,
    illustration: Illustration? = nil, origin: AnswerOrigin? = nil
  ) {
    self.value = value
    self.result = result
    self.working = working
    self.check = check
    self.illustration = illustration
    self.origin = origin
  }

  /// The answer that a report is, its clauses as sentences.
  init(_ value: Value, _ report: Report, origin: AnswerOrigin? = nil) {
    self.init(
      value, result: report.result.map(\.asSentence), working: report.working,
      check: report.check?.asSentence.text(as: .unicode), origin: origin)
  }

  /// The network with its numbers, contours with the way down, or the plot that was asked for.
  public var picture: Picture? { illustration?.picture }

  /// What an answer is, for whoever marks it.
  public enum Value: Sendable {
    case formula(Formula)
    /// One formula a variable, as the partial derivatives.
    case formulas([Formula])
    case solution(LinearSolution)
    /// Whether what was to be shown holds.
    case shown(Bool)
    case forward(ForwardPropagation)
    case backward(BackwardPropagation)
    case convexity(Convexity)
    /// The solutions of an equation in one number, or other numbers in no order.
    case roots(unknown: String, [Formula])
    /// What a matrix was taken apart into, in one of many right ways.
    case decomposition(Decomposition)
    /// The picture is the answer.
    case drawing
    /// There is none, for the reason that the result gives.
    case none

    /// The formula, where the answer is one.
    public var formula: Formula? {
      switch self {
      case .formula(let formula): formula
      case .forward(let forward):
        .literal(
          shape: forward.output.count == 1 ? [] : [forward.output.count],
          forward.output.compactMap { Rational("\($0)") })
      case .formulas, .solution, .shown, .backward, .convexity, .roots, .decomposition, .drawing, .none: nil
      }
    }
  }
}

/// A question, or a definition, with what came of it.
public struct Exercise: Sendable {
  /// `1a`, made of the number of the heading above and the letter before the question; empty where neither is given.
  public let label: String
  /// The line of the sheet.
  public let source: String
  /// The number of the line, from 1.
  public let line: Int
  /// The question as a sentence.
  package let question: Passage
  /// What became of it.
  public let outcome: Outcome
  /// Answers to choose from, where the sheet asks for them.
  public internal(set) var options: AnswerOptions?
  /// The statement that the author's sentence is read as; nil where the line itself is one.
  public internal(set) var reading: String?
  /// The author's own answer, as it stands on the page, with what it is worth.
  public internal(set) var printed: Printed?
  /// The names of a page of prose, for answers to it.
  var names = SymbolNames()

  /// An answer that the sheet's author printed, judged.
  public struct Printed: Sendable {
    /// As the author wrote it.
    public let text: String
    /// Whether it is right.
    public let verdict: Mark.Verdict
  }

  /// What became of a question.
  public enum Outcome: Sendable {
    /// A declaration or definition: there is nothing to answer.
    case stated
    case answered(Answer)
    case failed(SheetError)
  }

  /// The line without its label.
  public var statement: String { StatementParser.label(of: Phrase(source).trimmed).1.text }

  /// The answer; nil where there is none.
  public var answer: Answer? { if case .answered(let answer) = outcome { answer } else { nil } }
  /// What is wrong with the question; nil where it was answered.
  public var error: SheetError? { if case .failed(let error) = outcome { error } else { nil } }
}
