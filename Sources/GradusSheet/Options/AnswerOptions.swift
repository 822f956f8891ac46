import GradusExpression
import GradusLearning
public import GradusNotation
import GradusSolving

/// Answers to choose from: the right one among wrong ones, each of which a typical slip leads to.
public struct AnswerOptions: Sendable {
  /// One answer to choose.
  public struct Option: Sendable {
    /// `A`, `B`, …
    public let letter: String
    let content: Mathematics
    let value: Formula
    /// What went wrong, in words; nil for the right answer.
    public let slip: String?

    /// Whether it is the right one.
    public var isRight: Bool { slip == nil }
    /// The answer in a notation.
    public func written(as notation: Notation) -> String { content.written(as: notation) }
  }

  /// The answers to choose from, in the order in which they are shown.
  public let options: [Option]

  /// The letter of the right answer.
  public var key: String { options.first(where: \.isRight)?.letter ?? "" }

  /// How many wrong answers stand beside the right one, where as many are found.
  static let wrongCount = 3

  /// The right answer among wrong ones, in an order that the seed decides.
  ///
  /// - Returns: nil where no wrong answer is known.
  init?(_ answer: Answer, seed: UInt64) {
    guard let right = answer.value.comparable else { return nil }
    var random = SeededGenerator(seed: seed)
    var found: [WrongAnswer] = []
    // Longer fractions than those of the answer would give it away.
    let candidates = answer.wrongAnswers
    let longest = right.longestDenominator
    let ordered =
      candidates.filter { $0.value.longestDenominator <= longest }
      + candidates.filter { $0.value.longestDenominator > longest }
    for candidate in ordered where found.count < AnswerOptions.wrongCount + 2 {
      let isNew = ([right] + found.map(\.value)).allSatisfy { $0.differs(from: candidate.value) }
      if isNew { found.append(candidate) }
    }
    if found.isEmpty { return nil }
    // The likeliest slip is always there; which of the others are is drawn.
    var rest = Array(found.dropFirst())
    random.shuffle(&rest)
    var chosen = [(right, String?.none)]
    chosen += (found.prefix(1) + rest.prefix(AnswerOptions.wrongCount - 1)).map { ($0.value, $0.slip) }
    random.shuffle(&chosen)
    let letters = "ABCDEFGH".map(String.init)
    options = zip(letters, chosen).map { letter, option in
      Option(letter: letter, content: answer.shown(option.0), value: option.0, slip: option.1)
    }
  }

  /// What the solution says about the options.
  func explanation(showsSlips: Bool) -> Line {
    var passage: Passage = [.words("Option \(key).")]
    if showsSlips {
      for option in options {
        if let slip = option.slip { passage.append(.words("\(option.letter): \(slip).")) }
      }
    }
    return Line(passage)
  }
}

/// An answer that a slip leads to, not yet known to be wrong.
struct WrongAnswer {
  let value: Formula
  let slip: String
}

extension Answer {
  /// Wrong answers, the likeliest slips first. Some may be right all the same, or equal to one another.
  fileprivate var wrongAnswers: [WrongAnswer] {
    guard let right = value.comparable else { return [] }
    if case .forward(let forward) = value { return WrongAnswer.ofForward(forward) + WrongAnswer.ofNumbers(right) }
    switch origin {
    case .system(let system): return WrongAnswer.ofSystem(system, right) + WrongAnswer.ofNumbers(right)
    case .descent(let origin): return WrongAnswer.ofDescent(origin) + WrongAnswer.ofNumbers(right)
    case .derivative(let formula, let variable, let order):
      return WrongAnswer.ofDerivative(right, of: formula, in: variable, order: order)
    case .value(let formula): return WrongAnswer.ofValue(formula) + WrongAnswer.ofNumbers(right)
    case nil: return WrongAnswer.ofFormula(right) + WrongAnswer.ofNumbers(right)
    }
  }

  /// A value as the answer itself would be written.
  fileprivate func shown(_ formula: Formula) -> Mathematics {
    if case .forward(_) = value, let literal = ExactEvaluator().evaluate(formula) {
      return .line(Tensor(shape: literal.shape, values: literal.values.map(\.doubleValue)).decimals)
    }
    return .value(formula)
  }
}

extension Answer.Value {
  /// The answer as a formula that others can be compared with.
  var comparable: Formula? {
    if case .solution(.unique(let matrix)) = self {
      return matrix.columnCount == 1
        ? .vector(matrix.column(0)) : .literal(shape: matrix.shape, matrix.rows.flatMap(\.self))
    }
    return formula
  }
}

extension Formula {
  /// The largest denominator among the numbers of a literal; 1 for anything else.
  fileprivate var longestDenominator: Rational {
    guard symbols.isEmpty, let literal = ExactEvaluator().evaluate(self) else { return 1 }
    return literal.values.map { Rational($0.denominator) }.max() ?? 1
  }

  /// Whether two formulas are seen to differ: in shape, or in value at a point at which both have one.
  func differs(from other: Formula) -> Bool {
    guard shape == other.shape else { return true }
    var symbols: [String: Symbol] = [:]
    for symbol in self.symbols + other.symbols { symbols[symbol.name] = symbol }
    let names = Set(sizeSymbols + other.sizeSymbols).sorted()
    let sizes = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, 2 + $0 % 2) })
    for seed in 1...8 {
      let inputs = Formula.sampledInputs(
        for: symbols.values.sorted { $0.name < $1.name }, sizes: sizes, seed: seed, positive: seed % 2 == 0)
      guard let values = try? Evaluator(inputs: inputs, sizes: sizes).evaluate([self, other]),
        values.allSatisfy({ $0.values.allSatisfy(\.isFinite) })
      else { continue }
      if values[0].distance(to: values[1]) > 1e-6 { return true }
    }
    return false
  }
}
