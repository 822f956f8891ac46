import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving

/// Compares the answer that an author printed behind a question with the one that was found.
///
/// What the prose says on the way, intermediate names among it, is followed: `Let $u = x^2$`, `with $g$ as the identity`.
struct PrintedAnswerMarker {
  private let question: ProseQuestion
  private let answer: Answer
  private let board: Blackboard

  init(_ question: ProseQuestion, _ answer: Answer, _ board: Blackboard) {
    (self.question, self.answer, self.board) = (question, answer, board)
  }

  /// Nil where the author printed none.
  var printed: Exercise.Printed? {
    let claims = question.claim.map { self.chains(of: $0, line: question.source.number) } ?? []
    guard let own = question.printed, !own.sentences.isEmpty else {
      return claims.isEmpty ? nil : Exercise.Printed(text: "", verdict: verdict(claims, sentences: []))
    }
    let all = claims + own.sentences.flatMap { self.chains(of: $0) }
    return Exercise.Printed(text: own.text, verdict: verdict(all, sentences: own.sentences))
  }

  // MARK: Chains

  private func chains(of sentence: ProseText) -> [AnswerChain] {
    sentence.formulas.flatMap { chains(of: $0.formula, line: $0.line) }
  }

  private func chains(of display: LatexTokens, line: Int) -> [AnswerChain] {
    var chains: [AnswerChain] = []
    for formula in display.formulas {
      let sides = formula.split(at: ["=", "\\approx", "\\Rightarrow", "\\equiv"])
      let continues = formula.tokens.first == "="
      if sides.count < 2, !continues { continue }
      let parts = sides.map { side -> AnswerChain.Part in
        let plain = side.withoutFullStop
        return AnswerChain.Part(text: PrintedAnswerMarker.spelt(plain, question.names), shown: plain.text, line: line)
      }
      if continues, let last = chains.indices.last {
        chains[last].parts += parts
      } else {
        chains.append(AnswerChain(parts: parts, isContinuation: continues))
      }
    }
    return chains
  }

  /// Signs for derivatives as calls: `\mathcal{H}_x(f(x))`, `\nabla_x f(x)`.
  private static func spelt(_ formula: LatexTokens, _ names: SymbolNames) -> String {
    var tokens = formula.tokens
    for (sign, call) in [("\\nabla", "gradient"), ("\\mathcal{H}", "hessian"), ("\\mathcal{J}", "jacobian")] {
      while let place = tokens.lastIndex(of: sign), place + 3 < tokens.count, tokens[place + 1] == "_" {
        let variable = tokens[place + 2]
        var start = place + 3
        let hasBrackets = sign != "\\nabla" && tokens[start] == "("
        if hasBrackets { start += 1 }
        let closing = hasBrackets ? LatexTokens.close(tokens, start - 1) : nil
        guard start < tokens.count, !hasBrackets || closing != nil else { return names.text(formula) }
        // f(x): the function alone stands in the call.
        var end = start + 1
        let name = tokens[start]
        if end < tokens.count, tokens[end] == "(", let close = LatexTokens.close(tokens, end) {
          // ∇L(θᵏ) at another point than θ is none.
          guard Array(tokens[(end + 1)..<close]) == [variable] else { return names.text(formula) }
          end = close + 1
        }
        if let closing { end = closing + 1 }
        let isCall = name.hasPrefix(" ")
        let inner = isCall ? name.trimmed : names.text(LatexTokens([name]))
        tokens.replaceSubrange(place..<end, with: [" \(call)(\(inner), \(names.text(LatexTokens([variable])))) "])
      }
    }
    return names.text(LatexTokens(tokens))
  }

  // MARK: Verdicts

  private func verdict(_ chains: [AnswerChain], sentences: [ProseText]) -> Mark.Verdict {
    let text = sentences.map(\.plain).joined(separator: " ")
    let lines = [SourceLine(text: text, number: question.printed?.line ?? question.source.number)]
    switch answer.value {
    case .formula(let expected): return formulaVerdict(chains, expected, sentences)
    case .forward: return formulaVerdict(chains, answer.value.formula ?? 0, sentences)
    case .solution(.unique(let matrix)):
      let expected: Formula =
        matrix.columnCount == 1
        ? .vector(matrix.column(0)) : .literal(shape: matrix.shape, matrix.rows.flatMap(\.self))
      return formulaVerdict(chains, expected, sentences)
    case .formulas(let expected):
      var judge = AnswerJudge(board, expecting: expected.flatMap(\.symbols), isLenient: true)
      return judge.verdict(chains, each: expected)
    case .shown(let holds): return shown(chains, holds)
    case .solution(.infinite):
      guard let last = chains.last?.parts.last else { break }
      return Marker(lines: [SourceLine(text: last.text, number: last.line)], board: board).verdict(on: answer.value)
    case .roots(_, let values):
      var judge = AnswerJudge(board, expecting: [], isLenient: true)
      return judge.verdict(chains, each: values, isOrdered: false)
    case .solution, .convexity, .decomposition: return Marker(lines: lines, board: board).verdict(on: answer.value)
    case .backward, .drawing, .none: break
    }
    return .notMarked(reason: Marker.reasonNotToMark(answer.value) ?? "it cannot be compared")
  }

  private func formulaVerdict(_ chains: [AnswerChain], _ expected: Formula, _ sentences: [ProseText]) -> Mark.Verdict {
    var judge = AnswerJudge(board, expecting: expected.symbols, isLenient: true)
    for sentence in sentences { PrintedAnswerMarker.nameFunctions(sentence, &judge) }
    if chains.isEmpty {
      let own = sentences.flatMap(\.formulas).last
      let text =
        own.map { PrintedAnswerMarker.spelt($0.formula, question.names) }
        ?? AnswerChain.inReadersSpelling(sentences.map(\.plain).joined(separator: " "))
      let line = own?.line ?? question.source.number
      return judge.verdict(
        [AnswerChain(parts: [.init(text: text, shown: text, line: line)], isContinuation: false)], expected)
    }
    return judge.verdict(chains, expected)
  }

  /// `with $g$ as the ReLU function`: g is a function in what follows.
  private static func nameFunctions(_ sentence: ProseText, _ judge: inout AnswerJudge) {
    let pieces = sentence.pieces
    for (index, placed) in pieces.enumerated() {
      guard case .formula(let formula, _) = placed.piece, formula.tokens.count == 1, index + 1 < pieces.count,
        case .word(let next) = pieces[index + 1].piece, ["as", "is", "be", "denotes"].contains(next.lowercased())
      else { continue }
      let words = pieces[(index + 2)...].prefix(3).compactMap { piece -> String? in
        if case .word(let word) = piece.piece { word.lowercased() } else { nil }
      }
      for word in words {
        guard let body = ["identity": "z", "relu": "relu(z)", "sigmoid": "sigmoid(z)", "tanh": "tanh(z)"][word] else {
          continue
        }
        try? judge.board.defineFunction(formula.text, ["z"], whole: Phrase("\(formula.text)(z) = \(body)"))
      }
    }
  }

  /// An equation that was to be shown: both of its sides are read, and are equal.
  private func shown(_ chains: [AnswerChain], _ holds: Bool) -> Mark.Verdict {
    let judge = AnswerJudge(board, expecting: [], isLenient: true)
    for chain in chains where chain.parts.count > 1 {
      let values = chain.parts.compactMap { part in
        (try? judge.formula(part.text)).map { AnswerJudge.Value(part: part, formula: $0) }
      }
      guard values.count == chain.parts.count else { continue }
      if let fault = judge.fault(values[1], values[0].formula) {
        return .wrong(line: values[1].part.line, text: values[1].part.shown, reason: fault)
      }
      return holds ? .right : .notMarked(reason: "the equation that was to be shown does not hold")
    }
    return .notMarked(reason: "a proof takes a reader")
  }
}

extension ProseText {
  /// The words and formulas as they are typed.
  var plain: String {
    pieces.map { placed in
      let text: String =
        switch placed.piece {
        case .word(let word): word
        case .mark(let mark): String(mark)
        case .formula(let formula, _): formula.text
        }
      return (placed.followsSpace ? " " : "") + text
    }.joined()
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
