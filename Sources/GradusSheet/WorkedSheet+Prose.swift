import GradusExpression
import GradusNotation
import GradusSolving

extension Sheet {
  /// The answer to a statement.
  struct Answered {
    let passage: Passage
    let outcome: Exercise.Outcome
    /// The blackboard with what the statement changed, and before it.
    let board: Blackboard
    let before: Blackboard
    /// Whether nothing of it is what another numbered part told.
    var isApart = false
  }

  /// Takes in what a sentence gives. What cannot be taken in is noted: the question that needs it says so itself.
  func give(_ line: SourceLine, _ store: inout BoardStore) -> [PassedBy] {
    do throws(StatementProblem) {
      let kind = try StatementParser(line.text).statement().kind
      // A definition of a numbered part speaks of what that part told, wherever it can.
      let own = store.withoutOtherParts.flatMap { other in try? Sheet.answered(kind, other, other.board).board }
      let changed = if let own { own } else { try Sheet.answered(kind, store, store.board).board }
      store.take(changed, source: line.text)
      Sheet.readAnew(outdatedBy: changed.touched, &store)
      let unused = changed.unused.map { PassedBy(line: line.number, unused: $0) }
      // What is not used at all is not given.
      let isUsed = !changed.touched.isEmpty
      return (isUsed || unused.isEmpty ? [PassedBy(line: line.number, what: "given: \(line.text)")] : []) + unused
    } catch {
      store.failed(Phrase(line.text), error.message)
      return [PassedBy(line: line.number, what: "not read as a definition: \(error.message)")]
    }
  }

  /// Reads definitions again that had taken names for numbers which turn out to be vectors: `y = W x`, before W and x were told.
  private static func readAnew(outdatedBy names: Set<String>, _ store: inout BoardStore) {
    for (name, source) in store.outdated(by: names) {
      let other = store.without(name).withoutAssumptions ?? store.without(name)
      guard let kind = try? StatementParser(source).statement().kind, case .definition = kind else { continue }
      // What other numbered parts told it speaks of only where it has to.
      for known in [other.withoutOtherParts, other] {
        guard let known, let read = try? answered(kind, known, known.board) else { continue }
        store.take(read.board, source: source)
        break
      }
    }
  }

  /// Answers a statement on a blackboard of the store; where names would have to be what they were taken for elsewhere, or what another
  /// numbered part told, and cannot be, they are read anew.
  static func answered(
    _ kind: SheetStatement.Kind, _ store: BoardStore, _ board: Blackboard
  ) throws(StatementProblem) -> Answered {
    var changed = board
    do throws(StatementProblem) {
      let (passage, outcome) = try changed.answer(kind)
      return Answered(passage: passage, outcome: outcome, board: changed, before: board)
    } catch {
      for (other, isApart) in [(store.withoutAssumptions, false), (store.withoutOtherParts, true)] {
        guard let other = other?.board else { continue }
        changed = other
        guard let (passage, outcome) = try? changed.answer(kind) else { continue }
        return Answered(passage: passage, outcome: outcome, board: changed, before: other, isApart: isApart)
      }
      throw error
    }
  }

  /// The same in a numbered part: what has definitions of its own speaks of other parts only where it has to, or where a value is asked
  /// for that they have.
  private static func answered(
    _ kind: SheetStatement.Kind, apart store: BoardStore, _ board: Blackboard
  ) throws(StatementProblem) -> Answered {
    // What holds of all values holds of those that another part told.
    if case .question(.show, _) = kind, let own = store.withoutOtherParts,
      var general = try? answered(kind, own, own.board),
      case .answered(let answer) = general.outcome, case .shown(true) = answer.value
    {
      general.isApart = true
      return general
    }
    // A formula that is written out here speaks of no value of another part.
    if kind.isWrittenOut, let own = store.withoutOtherParts, var general = try? answered(kind, own, own.board) {
      general.isApart = true
      return general
    }
    guard store.hasOwnDefinitions, let own = store.withoutOtherParts, var apart = try? answered(kind, own, own.board)
    else {
      return try answered(kind, store, board)
    }
    apart.isApart = true
    guard case .question(.compute, _) = kind, case .answered(let answer) = apart.outcome,
      let value = answer.value.formula, !value.symbols.isEmpty, let whole = try? answered(kind, store, board),
      case .answered(let other) = whole.outcome, let number = other.value.formula,
      number.symbols.count < value.symbols.count
    else { return apart }
    return whole
  }

  /// The names of other numbered parts without which the answer would be another.
  private func borrowed(_ text: String, _ answered: Answered, _ store: BoardStore) -> [(part: String, names: [String])]
  {
    guard !answered.isApart, case .answered(let answer) = answered.outcome else { return [] }
    let shown = answer.result.map { $0.text(as: .unicode) }
    func isOther(without names: [String]) -> Bool {
      let without = names.reduce(store) { $0.without($1) }
      guard let kind = try? StatementParser(text).statement().kind,
        let other = try? Sheet.answered(kind, without, without.board), case .answered(let found) = other.outcome
      else { return true }
      return found.result.map { $0.text(as: .unicode) } != shown
    }
    let candidates = store.borrowed(in: text)
    guard !candidates.isEmpty, isOther(without: candidates.flatMap(\.names)) else { return [] }
    return candidates.compactMap { part, names in
      let used = names.filter { isOther(without: [$0]) }
      return used.isEmpty ? nil : (part, used)
    }
  }

  /// Answers a question of prose, and compares the author's own answer.
  func answer(
    _ question: ProseQuestion, _ store: inout BoardStore, _ notes: inout [PassedBy],
    _ visit: (String, BoardStore) -> Void
  ) -> Exercise {
    let outer = store
    var named: (Blackboard, source: String)?
    defer { if question.isSupposed { store = outer } }
    let before = notes.count
    for line in question.givens where !question.supposes(line) { notes += give(line, &store) }
    // What a question supposes of names holds for it alone, unless it defines what it is about.
    let kept = store
    for line in question.givens where question.supposes(line) { notes += give(line, &store) }
    let unused = notes[before...].compactMap(\.unused)
    defer { if !question.isSupposed { store = kept.taking(named) } }
    visit(question.label, store)
    var exercise = Exercise(
      label: question.label, source: question.source.text, line: question.source.number,
      question: [.words(question.source.text)], outcome: .stated)
    exercise.names = question.names
    do throws(StatementProblem) {
      let text = try question.statement.get()
      exercise.reading = text
      let answered: Answered
      do throws(StatementProblem) {
        answered = try self.answered(text, question, store, unused: unused)
      } catch {
        // The place is one in the statement, which nobody wrote.
        throw StatementProblem("\(error.message), in what is read as: \(text)", at: Phrase(question.source.text))
      }
      let borrowed = borrowed(text, answered, store)
      exercise = exercise.with(answered.passage, answered.outcome.noting(unused: unused).noting(borrowed: borrowed))
      if let answer = exercise.answer {
        exercise.printed = PrintedAnswerMarker(question, answer, answered.before).printed
      }
      store.take(answered.board, source: text)
      named = (answered.board, text)
    } catch {
      exercise.printed = question.printed.map {
        .init(text: $0.text, verdict: .notMarked(reason: "the question was not answered"))
      }
      exercise = exercise.with(
        [.words(question.source.text)], .failed(SheetError(error, in: question.source, file: name)))
    }
    return exercise
  }
}

extension Sheet {
  /// The answer to the statement of a question, unless it answers something else than what was asked.
  private func answered(
    _ text: String, _ question: ProseQuestion, _ store: BoardStore, unused: [String]
  ) throws(StatementProblem) -> Answered {
    let board = store.board
    var kind = try StatementParser(text).statement().kind
    // `h = …` asks for its value here, which h is from then on.
    if case .definition(let whole, let body, isTold: false) = kind, let left = whole.sidesOfEquation?.left {
      kind = .question(.compute(body), name: left)
    }
    let answered = try Sheet.answered(kind, apart: store, board)
    let outcome = answered.outcome
    if outcome.refutes(outside: unused) {
      throw StatementProblem(
        "it does not hold for all values, and this is told besides, of which no use is made: "
          + unused.joined(separator: ", "), at: Phrase(text))
    }
    if let reason = answered.before.asksOfNothing(kind, text, outcome) {
      throw StatementProblem(reason, at: Phrase(text))
    }
    if let word = outcome.word(among: question.words) {
      throw StatementProblem("the word \(word) is not known here", at: Phrase(text))
    }
    if case .stated = outcome {
      throw StatementProblem("it asks for nothing that has a value", at: Phrase(text))
    }
    return answered
  }
}

extension Blackboard {
  /// Why a value was asked for that nothing on the page tells: `Compute A^{10}` of an A that has none. Nil where the answer says more
  /// than the question.
  fileprivate func asksOfNothing(_ kind: SheetStatement.Kind, _ text: String, _ outcome: Exercise.Outcome) -> String? {
    guard case .question(.compute(let phrase), name: nil) = kind, case .answered(let answer) = outcome,
      let value = answer.value.formula, let typed = typeset(phrase),
      Line("", typed).text(as: .unicode) == Line("", .formula(value)).text(as: .unicode),
      let verb = Phrase(text).words.first?.text.lowercased(),
      Instruction.valueVerbs.union(["what", "give", "state"]).contains(verb)
    else { return nil }
    let names = value.symbols.map(\.name).sorted()
    guard !names.isEmpty else { return nil }
    return "nothing above says what \(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are")"
  }
}

extension Exercise.Outcome {
  /// Whether something is said not to hold because of values that conditions of the page may forbid.
  fileprivate func refutes(outside conditions: [String]) -> Bool {
    guard case .answered(let answer) = self, !conditions.isEmpty else { return false }
    switch answer.value {
    case .shown(false): return true
    case .convexity(let found):
      guard let example = found.counterexample else { return false }
      return !conditions.allSatisfy { condition in
        NumberCondition(condition).map { [-1, 0, 1].map(example.value).allSatisfy($0.holds) } ?? false
      }
    default: return false
    }
  }

  /// A symbol of the answer that is a word of the question.
  fileprivate func word(among words: Set<String>) -> String? {
    guard case .answered(let answer) = self else { return nil }
    return answer.value.formula?.symbols.map(\.name).first { words.contains($0.lowercased()) }
  }

  /// With a word on the values that another numbered part told.
  fileprivate func noting(borrowed: [(part: String, names: [String])]) -> Self {
    guard case .answered(let answer) = self, !borrowed.isEmpty else { return self }
    let lines = borrowed.map { part, names in
      let list = names.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
      return Line("\(list): as in \(part).")
    }
    return .answered(
      Answer(
        answer.value, result: answer.result + lines, working: answer.working, check: answer.check,
        illustration: answer.illustration, origin: answer.origin))
  }

  /// With a word on what the question supposes and the answer makes nothing of.
  fileprivate func noting(unused: [String]) -> Self {
    guard case .answered(let answer) = self, !unused.isEmpty else { return self }
    let line = Line("Not used: \(unused.joined(separator: ", ")).")
    return .answered(
      Answer(
        answer.value, result: answer.result + [line], working: answer.working, check: answer.check,
        illustration: answer.illustration, origin: answer.origin))
  }
}

extension Exercise {
  fileprivate func with(_ question: Passage, _ outcome: Outcome) -> Exercise {
    Exercise(
      label: label, source: source, line: line, question: question, outcome: outcome, reading: reading,
      printed: printed,
      names: names
    )
  }
}

extension SheetStatement.Kind {
  /// Whether it asks of a formula, and not of a name that has to be known, for what depends on letters.
  fileprivate var isWrittenOut: Bool {
    guard case .question(let question, _) = self else { return false }
    guard let phrase = question.subject else { return false }
    return phrase.words.count > 1 && !phrase.text.hasSuffix("'") && phrase.text.contains { "+-*/^|\\".contains($0) }
  }
}

extension SheetStatement.Question {
  /// The formula that is asked about; nil where the question is about something else.
  fileprivate var subject: Phrase? {
    switch self {
    case .derivative(let request): request.formula
    case .minimise(let formula, _), .maximise(let formula, _), .bending(_, let formula, _): formula
    // The value of a formula may be asked for; its shortest form speaks of no numbers that stand elsewhere.
    case .compute(let formula) where formula.wholeLine.after(anyOf: ["simplify", "expand", "factor"]) != nil: formula
    case .special(.stationary(let formula)), .special(.constrained(let formula, _, _, _)): formula
    case .special(.course(.quadraticForm(let formula))), .special(.course(.normalEquations(let formula, _))),
      .special(.course(.lagrangian(let formula, _))), .special(.course(.closest(_, let formula, _))):
      formula
    case .special(.function(.inequality(let left, _, _, _))): left
    case .special(.function(.growth(_, let formula))), .special(.function(.extremes(_, let formula, _, _))),
      .special(.function(.inverse(let formula))), .special(.function(.subgradient(let formula, _))),
      .special(.function(.differentiable(let formula, _))):
      formula
    default: nil
    }
  }
}
