import GradusCalculus
import GradusExpression
import GradusNotation
import GradusPaper
import GradusSolving

/// Marks the lines of one answer.
struct Marker {
  let lines: [SourceLine]
  var board = Blackboard()

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
    case .drawing: "a drawing takes a reader"
    case .none: "the sheet has no answer in closed form"
    case .formula, .formulas, .solution, .forward, .backward, .convexity, .roots, .decomposition: nil
    }
  }

  func verdict(on expected: Answer.Value) -> Mark.Verdict {
    switch expected {
    case .formula(let formula): return formulaVerdict(formula)
    case .formulas(let formulas):
      var judge = AnswerJudge(board, expecting: formulas.flatMap(\.symbols), isLenient: false)
      return judge.verdict(AnswerChain.chains(lines), each: formulas)
    case .roots(let unknown, let values):
      var judge = AnswerJudge(board.without([unknown]), expecting: [], isLenient: false)
      judge.solution = (unknown, values)
      if values.count == 1 { return judge.verdict(AnswerChain.chains(lines), values[0]) }
      return judge.verdict(AnswerChain.chains(lines.suffix(1)), each: values, isOrdered: false)
    case .forward(let forward):
      guard let formula = Answer.Value.forward(forward).formula else { return .notMarked(reason: "no number") }
      return formulaVerdict(formula)
    case .solution(.unique(let matrix)):
      return formulaVerdict(
        matrix.columnCount == 1
          ? .vector(matrix.column(0)) : .literal(shape: matrix.shape, matrix.rows.flatMap(\.self)))
    case .solution(.none):
      return words(["no solution", "none", "inconsistent", "impossible", "unsolvable"], "there is no solution")
    case .solution(.undefined): return words(["not defined", "undefined"], "it is not defined")
    case .solution(.infinite(let family)): return FamilyMarker(lines: lines, board: board).verdict(on: family)
    case .convexity(let convexity): return convexityVerdict(convexity)
    case .decomposition(let decomposition):
      return DecompositionMarker(lines: lines, board: board).verdict(on: decomposition)
    case .backward(let backward): return BackwardMarker(lines: lines, board: board).verdict(on: backward)
    case .shown, .drawing, .none: return .notMarked(reason: Marker.reasonNotToMark(expected) ?? "")
    }
  }

  private func formulaVerdict(_ expected: Formula) -> Mark.Verdict {
    let chains = AnswerChain.chains(lines)
    var judge = AnswerJudge(board, expecting: expected.symbols, isLenient: false)
    // `x1 = 15, x2 = 10`
    if chains.count > 1, let entries = AnswerJudge.entries(expected), entries.count == chains.count {
      let scalars = chains.allSatisfy { chain in
        chain.parts.last.flatMap { try? judge.formula($0.text) }?.isScalar == true
      }
      if scalars { return judge.verdict(chains, each: entries) }
    }
    return judge.verdict(chains, expected)
  }

  // MARK: Words

  private func words(_ accepted: [String], _ truth: String) -> Mark.Verdict {
    let text = lines.map { $0.text.lowercased() }.joined(separator: " ")
    return accepted.contains(where: text.contains)
      ? .right : .wrong(line: lines[0].number, text: lines[0].text, reason: truth)
  }

  /// `strictly convex`, `yes, convex`, `no`: what is strictly convex is convex.
  private func convexityVerdict(_ convexity: Convexity) -> Mark.Verdict {
    let text = lines.map { $0.text.lowercased() }.joined(separator: " ")
    let conditions = convexity.conditions.map { $0.written(as: .unicode) }.joined(separator: " and ")
    let truth =
      conditions.isEmpty
      ? convexity.verdict.rawValue
      : "\(convexity.bending) if \(conditions)"
    let said = Set(text.split { !$0.isLetter }.map(String.init))
    let denies = said.contains("not") || said.contains("no") || said.contains("neither")
    let isConvex = convexity.verdict == .convex || convexity.verdict == .strictlyConvex
    let isConcave = convexity.verdict == .concave || convexity.verdict == .strictlyConcave
    let isRight: Bool
    if !conditions.isEmpty, !denies {
      // Who says when it is so has to speak of the coefficients.
      let words = lines.map(\.text).joined(separator: " ")
      isRight =
        said.contains(convexity.bending) && (convexity.strictConditions.isEmpty ? !said.contains("strictly") : true)
        && convexity.coefficients.allSatisfy {
          words.contains($0) || words.contains(Formula.symbol($0).written(as: .unicode))
        }
    } else if said.contains("concave") {
      isRight = isConcave && !denies && (!said.contains("strictly") || convexity.verdict == .strictlyConcave)
    } else if denies {
      isRight = !isConvex && convexity.verdict != .notProved
    } else {
      isRight =
        isConvex && (said.contains("convex") || said.contains("yes"))
        && (!said.contains("strictly") || convexity.verdict == .strictlyConvex)
    }
    return isRight ? .right : .wrong(line: lines[0].number, text: lines[0].text, reason: "it is \(truth)")
  }
}
