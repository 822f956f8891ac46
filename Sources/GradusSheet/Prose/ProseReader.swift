/// Reads a page of prose: what it gives, what it asks, what its author answers.
struct ProseReader {
  private let page: ProsePage
  private(set) var blocks: [Sheet.Block] = []
  private(set) var passed: [PassedBy] = []

  var scope = ProseScope()
  /// The number of the exercise, from its heading.
  private var number = ""
  private var cases: [CaseQuestion] = []
  /// How many labels stood before the question that the cases belong to.
  private var caseDepth = 0
  private var depth = 0
  /// Whether what the last question gives holds for it alone.
  private var supposes = false
  /// The place of the last question among the blocks.
  private var last: Int?
  /// What was said of a method before the first numbered part.
  private var method = ProseScope.Method()
  /// Lines that are shown before the next block.
  private var shown: [Range<Int>] = []
  private let hasSolutions: Bool

  init(_ lines: [String]) {
    let page = ProsePage(lines)
    self.page = page
    hasSolutions = page.items.contains { $0.element == .solution }
    var start = 0
    var labels: [String] = []
    while start < page.items.count {
      var end = start + 1
      while end < page.items.count, !page.items[end].element.opensChunk { end += 1 }
      read(Array(page.items[start..<end]), &labels, before: end < page.items.count ? page.items[end].element : nil)
      start = end
    }
    flush()
  }

  // MARK: Chunks

  /// A heading, or a label, with what stands below it down to the next of them.
  private mutating func read(
    _ items: [ProsePage.Item], _ labels: inout [String], before next: ProsePage.Element?
  ) {
    var items = items[...]
    switch items.first?.element {
    // 5.1 below exercise 5 is a part of it, and shares what was said there.
    case .heading(7, let part?, _) where part.hasPrefix(number + ".") && !number.isEmpty:
      labels = [part]
      scope.recent = []
      show(items[items.startIndex].lines)
      items = items.dropFirst()
      last = nil
    case .heading(let level, let number, let title):
      labels = []
      open(items[0], level: level, number: number, title: title)
      items = items.dropFirst()
    case .label(let name):
      labels = ProseReader.path(labels, name)
      // Behind a question with its cases another begins.
      if labels.count <= caseDepth { cases = [] }
      if labels.count == 1, name.first?.isNumber == true {
        scope.recent = []
        scope.method = method
        flush()
        blocks.append(.part(number + (number.isEmpty ? "" : ".") + name))
      }
      show(items[items.startIndex].lines)
      items = items.dropFirst()
      last = nil
    default: break
    }
    depth = labels.count
    var label = labels.joined()
    let isWhole = labels.first.map { !number.isEmpty && $0.hasPrefix(number + ".") } ?? false
    if !isWhole, labels.first?.first?.isNumber == true, !number.isEmpty { label = "." + label }
    let opensParts =
      if case .label(let name)? = next { ProseReader.path(labels, name).count > labels.count } else { false }
    readText(Array(items), label: isWhole ? label : number + label, isPart: !labels.isEmpty, opensParts: opensParts)
    if labels.isEmpty { method = scope.method }
  }

  /// `ii` below `b` is bii, and c behind it is c again.
  private static func path(_ labels: [String], _ name: String) -> [String] {
    let isRoman = name.allSatisfy { "ivx".contains($0) }
    let isNumber = name.first?.isNumber == true
    guard let first = labels.first else { return [name] }
    if isNumber, first.contains(".") { return [first, "." + name] }
    if isNumber {
      return first.first?.isNumber == true && name.count > 0
        ? [name] : first.first?.isNumber == true ? [name] : [first, name]
    }
    let letters = labels.first { $0.first?.isLetter == true }
    // i behind h is a letter, behind anything else a number.
    if isRoman, let letters, name != "i" || letters != "h", !(letters.allSatisfy { "ivx".contains($0) }) {
      return labels.prefix { $0 != letters } + [letters, name]
    }
    return first.first?.isNumber == true ? [first, name] : [name]
  }

  private mutating func open(_ item: ProsePage.Item, level: Int, number: String?, title: String) {
    flush()
    show(item.lines)
    flush(level: number == nil ? level : 2)
    // What was said in the exercise before ends, whether or not the heading has a line of its own.
    if item.lines.isEmpty { blocks.append(.prose("", level: 2)) }
    cases = []
    last = nil
    if let number { self.number = number }
    if number != nil || level <= 2 { scope = ProseScope() }
    if number == nil, level <= 2 { self.number = "" }
  }

  // MARK: Sentences

  private mutating func readText(_ items: [ProsePage.Item], label: String, isPart: Bool, opensParts: Bool) {
    let events = events(items)
    noteLayers(events)
    let asks = events.contains { if case .sentence(let text, _) = $0 { Instruction(text) != nil } else { false } }
    var (isSolution, count) = (false, 0)
    var taken = 0
    for (place, event) in events.enumerated() where place >= taken {
      switch event {
      case .solution(let lines):
        isSolution = true
        if last == nil { show(lines) } else { print(ProseText([]), lines) }
      case .endOfSolution(let lines):
        isSolution = false
        print(ProseText([]), lines)
      case .shown(let lines):
        isSolution || last != nil && !hasSolutions && isPrinted ? print(ProseText([]), lines) : show(lines)
      case .sentence(let text, let lines):
        if isSolution {
          last == nil ? show(lines) : print(text, lines)
        } else if let readings = readings(text, opensParts) {
          show(lines)
          if readings.contains(where: { if case .cases = $0 { true } else { false } }) { cases = [] }
          for reading in readings {
            ask(reading, text, label: count == 0 ? label : "\(label)-\(count + 1)")
            count += 1
          }
        } else if count > 0, !hasSolutions, !leadsToQuestion(place, text, events), !ProseReader.explains(text),
          isPrinted || !ProseReader.tells(text)
        {
          print(text, lines)
        } else if count == 0, isPart, !asks || text.words.isEmpty, !cases.isEmpty, !text.formulas.isEmpty,
          text.words.first != "let"
        {
          show(lines)
          var sentences = [text]
          // What the case is made of may have sentences of its own.
          taken = place + 1
          while taken < events.count, case .sentence(let next, let lines) = events[taken],
            next.formulas.contains(where: { ProseCase.belongs($0.formula, to: sentences) })
              || ["where", "with", "here"].contains(next.words.first ?? "")
          {
            show(lines)
            sentences.append(next)
            taken += 1
          }
          count += askCase(sentences, label: label)
        } else {
          show(lines)
          give(text)
        }
      }
    }
    if isPart, !opensParts, count == 0, let line = items.first?.lines.lowerBound,
      events.contains(where: { if case .sentence = $0 { true } else { false } })
    {
      missOrState(items, line: line, label: label)
    }
  }

  /// A part in which no sentence asks: `a) gradient of f with respect to x` is a statement.
  private mutating func missOrState(_ items: [ProsePage.Item], line: Int, label: String) {
    let source = source(line + 1)
    if items.count == 1, case .success(let statement) = QuestionReader.checked(source.text, source),
      Phrase(statement).trimmed.sidesOfEquation == nil
    {
      append(
        ProseQuestion(
          label: label, source: source, statement: .success(statement), givens: [], claim: nil, names: scope.names))
    } else {
      miss("no question was found here: none of its sentences asks for anything", line: line, label: label)
    }
  }

  /// Sentences that say what the layers of a network do, wherever they stand around the question.
  private mutating func noteLayers(_ events: [Event]) {
    for event in events {
      guard case .sentence(let text, _) = event, text.formulas.isEmpty,
        text.words.contains("layer") || text.words.contains("layers"),
        Instruction(text) == nil
      else { continue }
      scope.layerWords.append(text.words)
    }
  }

  /// `Let now $y = \tanh(W x)$. Find …`: what a question that follows is about, and no answer to the one before.
  private func leadsToQuestion(_ place: Int, _ text: ProseText, _ events: [Event]) -> Bool {
    guard ["let", "consider", "suppose", "define", "now"].contains(text.words.first ?? ""), place + 1 < events.count,
      case .sentence(let next, _) = events[place + 1]
    else { return false }
    return Instruction(next).map { !$0.isManner } ?? false
  }

  private mutating func readings(_ text: ProseText, _ opensCases: Bool) -> [QuestionReader.Reading]? {
    var reader = QuestionReader(scope: scope)
    let readings = reader.read(text, opensCases: opensCases)
    supposes = reader.supposes
    if readings != nil, !supposes { scope = reader.scope }
    return readings
  }

  // MARK: Blocks

  private mutating func ask(_ reading: QuestionReader.Reading, _ text: ProseText, label: String) {
    let line = text.pieces.first?.line ?? 1
    let isLocal = supposes
    switch reading {
    case .cases(let found):
      // `Then find ∇f of`, behind the last of other cases, is about those that follow it.
      (cases, caseDepth) = (cases + [found], text.isDangling ? max(0, depth - 1) : depth)
    case .statement(let statement, let givens, let claim):
      append(
        ProseQuestion(
          label: label, source: source(line), statement: .success(statement), givens: givens, isSupposed: isLocal,
          claim: claim, words: Set(text.words.filter { $0.count > 3 }), names: scope.names))
    case .unread(let reason): miss(reason, line: line - 1, label: label)
    }
  }

  /// Asks what is asked of each case of a case that sentences tell; how many questions that gives.
  private mutating func askCase(_ sentences: [ProseText], label: String) -> Int {
    func tells(_ formula: LatexTokens) -> Bool { formula.isCondition || SymbolNames.parts(formula.tokens) != nil }
    var own: [SourceLine] = []
    for sentence in sentences where sentence.formulas.contains(where: { $0.formula.formulas.contains(where: tells) }) {
      var told = sentence
      told.pieces.insert(.init(piece: .word("where"), line: sentence.pieces[0].line, followsSpace: true), at: 0)
      var reader = GivenReader(scope: scope)
      let found = reader.read(told, only: tells)
      scope = reader.scope
      passed += found.unused
      // Shapes hold on; what else is told of names is told for this case.
      let shapes = found.statements.filter(\.isShape)
      own += found.statements.filter { !$0.isShape }
      if !shapes.isEmpty {
        flush()
        blocks.append(.given(shapes))
      }
    }
    var count = 0
    for found in ProseCase.cases(in: sentences) {
      for question in cases {
        let (statement, givens) = question.statement(found, scope: &scope)
        count += 1
        let source = source(found.line)
        let unread = found.unreadDomain.map { domain in
          StatementProblem(
            "what is asked on \(domain) is not answered: the set is not known here", at: Phrase(source.text))
        }
        append(
          ProseQuestion(
            label: count == 1 ? label : "\(label)-\(count)", source: source,
            statement: unread.map { .failure($0) } ?? QuestionReader.checked(statement, source),
            givens: own + givens, isSupposed: !found.domain.isEmpty || !own.isEmpty, claim: nil, names: scope.names))
      }
    }
    return count
  }

  private mutating func miss(_ reason: String, line: Int, label: String) {
    let source = source(line + 1)
    append(
      ProseQuestion(
        label: label, source: source, statement: .failure(StatementProblem(reason, at: Phrase(source.text))),
        givens: [], claim: nil,
        names: scope.names))
  }

  private mutating func append(_ question: ProseQuestion) {
    flush()
    blocks.append(.question(question))
    last = blocks.count - 1
  }

  /// The line without its label.
  private func source(_ line: Int) -> SourceLine {
    var text = page.lines[line - 1]
    while let label = ProseLabel(text), !label.rest.isEmpty { text = label.rest }
    return SourceLine(text: text, number: line)
  }

  private mutating func give(_ text: ProseText) {
    var reader = GivenReader(scope: scope)
    let found = reader.read(text)
    scope = reader.scope
    passed += found.unused
    if text.words.contains("descent") { scope.method.speaksOfDescent = true }
    if text.words.contains("descent"), text.words.contains("exact"), text.words.contains("search") {
      scope.method.searchesExactly = true
    }
    if let counts = QuestionReader.counts(told: text) {
      scope.counts = counts
      if let line = text.pieces.first?.line {
        passed.append(PassedBy(line: line, what: "given: the confusion matrix [TP FN; FP TN] = \(counts)"))
      }
      return
    }
    if let told = noteNumbers(text) {
      if let line = text.pieces.first?.line { passed.append(PassedBy(line: line, what: told)) }
      return
    }
    if text.words.contains(where: {
      ["starting", "initial", "initialised", "initialized", "begins", "starts"].contains($0)
    }),
      let start = Instruction(telling: text).flatMap({ QuestionReader.start($0, scope.names) })
    {
      scope.method.start = start
      if let line = text.pieces.first?.line {
        passed.append(PassedBy(line: line, what: "given: the start \(start)"))
      }
    }
    if let length = QuestionReader.length(told: text, scope.names) {
      scope.method.stepLength = length
      if let line = text.pieces.first?.line {
        passed.append(PassedBy(line: line, what: "given: the step length \(length)"))
      }
      if found.statements.isEmpty { return }
    }
    if found.statements.isEmpty {
      if let line = text.pieces.first?.line {
        passed.append(PassedBy(line: line, what: "text: \(text.plain.prefix(60))"))
      }
      return
    }
    flush()
    blocks.append(.given(found.statements))
  }

  private var isPrinted: Bool {
    guard let last, case .question(let question) = blocks[last] else { return false }
    return question.printed != nil
  }

  /// Adds to the author's answer of the question above.
  private mutating func print(_ text: ProseText, _ lines: Range<Int>) {
    guard let last, case .question(var question) = blocks[last] else { return show(lines) }
    let own = page.lines[lines].joined(separator: "\n").replacing(ProseLabel.end, with: "")
    var printed = question.printed ?? PrintedAnswer(text: "", line: lines.lowerBound + 1, sentences: [])
    if !lines.isEmpty { printed.text += (printed.text.isEmpty ? "" : "\n\n") + own }
    if !text.pieces.isEmpty { printed.sentences.append(text) }
    question.printed = printed
    blocks[last] = .question(question)
  }

  private mutating func show(_ lines: Range<Int>) {
    guard !lines.isEmpty else { return }
    if let last = shown.last, last.upperBound == lines.lowerBound {
      shown[shown.count - 1] = last.lowerBound..<lines.upperBound
    } else {
      shown.append(lines)
    }
  }

  private mutating func flush(level: Int? = nil) {
    guard !shown.isEmpty else { return }
    let text = shown.map { page.lines[$0].joined(separator: "\n") }.joined(separator: "\n\n")
    blocks.append(.prose(text.replacing(ProseLabel.end, with: ""), level: level))
    shown = []
  }
}

extension SourceLine {
  /// Whether it tells the shape of names and nothing else, `A: [n, n]`.
  fileprivate var isShape: Bool {
    guard let (_, told) = Phrase(text).split(at: ":") else { return false }
    return told.text == "scalar" || told.text == "function" || told.first == "[" && told.text.hasSuffix("]")
  }
}

extension ProsePage.Element {
  fileprivate var opensChunk: Bool {
    switch self {
    case .heading, .label: true
    case .solution, .endOfSolution, .text, .passed: false
    }
  }
}
