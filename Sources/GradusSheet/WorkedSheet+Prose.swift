import GradusNotation

extension Sheet {
  /// Takes in what a sentence gives. What cannot be taken in is noted: the question that needs it says so itself.
  func give(_ line: SourceLine, _ store: inout BoardStore) -> [PassedBy] {
    do throws(StatementProblem) {
      var changed = store.board
      _ = try changed.answer(try StatementParser(line.text).statement().kind)
      store.take(changed, source: line.text)
      let unused = changed.unused.map { PassedBy(line: line.number, what: "not used: \($0)") }
      // What is not used at all is not given.
      let isUsed = !changed.touched.isEmpty
      return (isUsed || unused.isEmpty ? [PassedBy(line: line.number, what: "given: \(line.text)")] : []) + unused
    } catch {
      return [PassedBy(line: line.number, what: "not read as a definition: \(error.message)")]
    }
  }

  /// Answers a question of prose, and compares the author's own answer.
  func answer(
    _ question: ProseQuestion, _ store: inout BoardStore, _ notes: inout [PassedBy],
    _ visit: (String, BoardStore) -> Void
  ) -> Exercise {
    let outer = store
    defer { if question.isSupposed { store = outer } }
    for line in question.givens { notes += give(line, &store) }
    visit(question.label, store)
    var exercise = Exercise(
      label: question.label, source: question.source.text, line: question.source.number,
      question: [.words(question.source.text)], outcome: .stated)
    exercise.names = question.names
    do throws(StatementProblem) {
      let text = try question.statement.get()
      exercise.reading = text
      let board = store.board
      var changed = board
      do throws(StatementProblem) {
        let (passage, outcome) = try changed.answer(try StatementParser(text).statement().kind)
        exercise = exercise.with(passage, outcome)
        if case .stated = outcome {
          throw StatementProblem(
            "it is read as \(text), which asks for nothing that has a value", at: Phrase(question.source.text))
        }
      } catch {
        // The place is one in the statement, which nobody wrote.
        throw StatementProblem("\(error.message), in what is read as: \(text)", at: Phrase(question.source.text))
      }
      if let answer = exercise.answer {
        exercise.printed = PrintedAnswerMarker(question, answer, board).printed
      }
      store.take(changed, source: text)
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

extension Exercise {
  fileprivate func with(_ question: Passage, _ outcome: Outcome) -> Exercise {
    Exercise(
      label: label, source: source, line: line, question: question, outcome: outcome, reading: reading,
      printed: printed,
      names: names
    )
  }
}
