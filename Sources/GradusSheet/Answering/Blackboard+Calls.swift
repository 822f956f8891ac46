import GradusCalculus
import GradusExpression
import GradusNotation

extension Blackboard {
  /// The text with `gradient(f, x)`, `jacobian(g, x)` and `hessian(f, x)` replaced by names that the reader then knows, and
  /// functions without arguments by their values at their own parameters: `f` by `f(x)`.
  func calls(_ phrase: Phrase, _ reader: inout Reader) throws(StatementProblem) -> String {
    let phrase = phrase.cut
    var text = ""
    var place = phrase.range.lowerBound
    let all = Array(phrase.text.unicodeScalars)
    func append(upTo end: Int) {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: all[place - phrase.range.lowerBound..<max(place, end) - phrase.range.lowerBound])
      text += String(view)
      place = max(place, end)
    }
    for word in phrase.words where word.range.lowerBound >= place {
      let isCall = word.next == "("
      if isCall, let kind = SheetStatement.DerivativeKind(rawValue: word.text.lowercased()),
        let close = word.closingBracket
      {
        let arguments = Phrase.arguments(of: word, in: phrase, closing: close)
        guard arguments.count == 2 else {
          throw StatementProblem("\(word.text) takes a formula and a variable, found \(arguments.count)", at: word)
        }
        append(upTo: word.range.lowerBound)
        let answer = try derivative(kind, of: arguments[0], variables: [arguments[1]]).answers[0]
        guard answer.result.rank <= 2 else {
          throw StatementProblem("the \(kind.rawValue) has \(answer.result.rank) axes, which no matrix has", at: word)
        }
        text += define(answer.result, in: &reader, apartFrom: text + phrase.text)
        place = close + 1
      } else if let names = parameters[word.text], names.count == 1, word.primes > 0 {
        append(upTo: word.range.lowerBound)
        // `\sigma'` is a name of ours from here on, and no command.
        if text.hasSuffix("\\") { text.removeLast() }
        let (slope, end) = try primed(word, names[0], &reader)
        text += define(slope, in: &reader, apartFrom: text + phrase.text)
        place = end
      } else if isCall, parameters[word.text]?.count == 1, let close = word.closingBracket,
        Phrase.arguments(of: word, in: phrase, closing: close).count > 1
      {
        // J(1, 2) of a function of a vector.
        append(upTo: word.range.upperBound)
        text += "("
        append(upTo: close + 1)
        text += ")"
      } else if !isCall, let names = parameters[word.text] {
        append(upTo: word.range.upperBound)
        text += "(\(names.joined(separator: ", ")))"
      }
    }
    append(upTo: phrase.range.upperBound)
    return text
  }
}

extension Blackboard {
  /// Gives a formula a name that the text does not hold.
  private func define(_ formula: Formula, in reader: inout Reader, apartFrom text: String) -> String {
    var name = "D1"
    while reader.symbols.contains(where: { $0.name == name }) || text.contains(name) {
      name = "D\((Int(name.dropFirst()) ?? 0) + 1)"
    }
    reader.define(name, as: formula)
    return name
  }

  /// f′(a) of `f'(a)`, or f′(x) of `f'` alone; and the place behind it.
  private func primed(
    _ word: Phrase, _ parameter: String, _ reader: inout Reader
  ) throws(StatementProblem) -> (Formula, Int) {
    let primes = word.extended(to: word.range.upperBound + word.primes)
    let found = try derivative(.derivative, of: Phrase(word.text), variables: [], order: word.primes)
    guard primes.next == "(", let close = primes.closingBracket else {
      return (found.answers[0].result, primes.range.upperBound)
    }
    let arguments = Phrase.arguments(of: primes, in: word, closing: close)
    guard arguments.count == 1, let variable = found.variables.first else {
      throw StatementProblem("\(word.text) is a function of \(parameter) alone", at: word)
    }
    let text = try calls(arguments[0], &reader)
    let argument: Formula
    do { argument = try reader.read(text).formula } catch { throw StatementProblem(error, in: arguments[0]) }
    guard argument.shape == variable.shape else {
      throw StatementProblem("\(word.text) takes a number", at: arguments[0])
    }
    return (found.answers[0].result.substituting([variable: argument]), close + 1)
  }
}

extension Blackboard {
  /// The question that `f'(x)` alone is: the derivative of f in its own variable.
  func primed(_ phrase: Phrase) -> SheetStatement.DerivativeRequestPhrase? {
    let phrase = phrase.cut
    guard let word = phrase.words.first, word.range.lowerBound == phrase.range.lowerBound,
      (1...3).contains(word.primes),
      let names = parameters[word.text], names.count == 1
    else { return nil }
    let rest = phrase.dropFirst(word.range.count + word.primes).trimmed
    guard rest.isEmpty || rest.insideParentheses?.text == names[0] else { return nil }
    return SheetStatement.DerivativeRequestPhrase(
      kind: .derivative, formula: word, order: word.primes == 1 ? nil : word.primes)
  }
}

extension Phrase {
  /// The count of the primes right behind the phrase.
  var primes: Int {
    var count = 0
    while extended(to: range.upperBound + count).next.map({ "'′’".unicodeScalars.contains($0) }) ?? false { count += 1 }
    return count
  }

  /// The arguments of a call of a word.
  fileprivate static func arguments(of word: Phrase, in phrase: Phrase, closing: Int) -> [Phrase] {
    word.extended(to: closing).dropFirst(word.range.count + 1).parts(between: ",")
  }
}
