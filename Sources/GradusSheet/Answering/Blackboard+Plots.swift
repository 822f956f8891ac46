import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation

extension Blackboard {
  /// A drawing: of a network, of curves over a range, or of the contours of a function of two numbers.
  func plot(_ request: PlotRequest) throws(StatementProblem) -> (Passage, Answer) {
    if request.subjects.count == 1, let network = network(request.subjects[0].text) {
      return try drawing(of: network, named: request.subjects[0])
    }
    let subjects = try request.subjects.enumerated().map { index, phrase throws(StatementProblem) in
      try subject(phrase, before: index > 0 ? request.subjects[index - 1] : nil, request)
    }
    let axes = try variables(of: subjects, request)
    return axes.count == 2
      ? try contours(subjects, axes, request) : try curves(subjects, axes, request)
  }

  /// What is drawn, with its name on the page.
  struct PlotSubject {
    let phrase: Phrase
    let label: String
    /// The label as it stands in a sentence.
    let asked: Mathematics
    let value: Formula
  }

  private func subject(
    _ phrase: Phrase, before: Phrase?, _ request: PlotRequest
  ) throws(StatementProblem) -> PlotSubject {
    var names: [String] = []
    // A range named x leaves x open, whatever value it has on the blackboard; θ₁ is an entry of θ.
    for name in request.ranges.compactMap(\.name) + request.variables { names.append(try spelling(name)) }
    let base = names.isEmpty ? parameters[phrase.text] ?? [] : names
    if ["its derivative", "the derivative", "its gradient"].contains(phrase.text.lowercased()), let before {
      let found = try derivative(.derivative, of: before, variables: [])
      let label = name(of: before).map { $0.replacing("(", with: "′(", maxReplacements: 1) } ?? "its derivative"
      return PlotSubject(phrase: phrase, label: label, asked: .line(label), value: found.answers[0].result)
    }
    if let inner = phrase.after("derivative of") ?? phrase.after("the derivative of") {
      let found = try derivative(.derivative, of: inner, variables: [])
      let label = name(of: inner).map { $0.replacing("(", with: "′(", maxReplacements: 1) } ?? "(\(inner.text))′"
      return PlotSubject(phrase: phrase, label: label, asked: .line(label), value: found.answers[0].result)
    }
    var meaning = try read(phrase, freeNames: base)
    // `plot f(x)` means x to be open even where it has a value.
    if meaning.value.symbols.isEmpty, !meaning.written.symbols.isEmpty, names.isEmpty {
      meaning = try read(phrase, freeNames: meaning.written.symbols.filter { $0.shape.isEmpty }.map(\.name))
    }
    // A vector of open length has two entries: those of the plane.
    let open = meaning.value.symbols.filter { $0.shape.count == 1 && $0.shape[0].value(in: [:]) == nil }
    if meaning.value.symbols.count == 1, let vector = open.first {
      let plane = Symbol(vector.name, [2], facts: vector.facts)
      meaning = try read(phrase, free: [plane], freeNames: [vector.name])
    }
    guard meaning.value.isScalar else {
      throw StatementProblem(
        "a plot shows numbers; this has the shape \(describe(shape: meaning.value.shape))", at: phrase)
    }
    var asked = title(phrase, meaning)
    if let call = call(phrase) { asked = .equation(.line(call), .formula(meaning.written)) }
    // Long formulas have no place in a legend.
    if case .related(let sides, _) = asked, asked.written(as: .unicode).count > 48 { asked = sides[0] }
    return PlotSubject(phrase: phrase, label: asked.written(as: .unicode), asked: asked, value: meaning.value)
  }

  /// `f(x)` of a phrase that is a call of a function.
  private func call(_ phrase: Phrase) -> String? {
    guard let word = phrase.words.first, parameters[word.text] != nil, word.range.lowerBound == phrase.range.lowerBound,
      word.closingBracket == phrase.range.upperBound - 1
    else { return nil }
    return phrase.text
  }

  // MARK: Axes

  /// A variable with its range.
  struct PlotAxis {
    let symbol: Symbol
    let axis: Plot.Axis
  }

  /// The one or two variables of all subjects, each with its range; of a vector with two entries these.
  private func variables(
    of subjects: [PlotSubject], _ request: PlotRequest
  ) throws(StatementProblem) -> [PlotAxis] {
    var symbols: [Symbol] = []
    for symbol in subjects.flatMap(\.value.symbols) where !symbols.contains(symbol) { symbols.append(symbol) }
    // The order that is told: that of a function's parameters, of the ranges, or else of the alphabet.
    var order = subjects.flatMap { parameters[$0.phrase.text] ?? [] }
    for name in request.variables + request.ranges.compactMap(\.name) { order.append(try spelling(name)) }
    func rank(_ symbol: Symbol) -> Int { order.firstIndex(of: symbol.name) ?? order.count }
    symbols.sort { (rank($0), $0.name) < (rank($1), $1.name) }
    var ranges: [(name: String?, axis: Plot.Axis, phrase: Phrase)] = []
    for range in request.ranges {
      let (low, high) = (try bound(range.low), try bound(range.high))
      let place = range.low.joined(with: range.high)
      guard low.value < high.value else {
        throw StatementProblem("the range is empty: \(range.low.text) is not below \(range.high.text)", at: place)
      }
      let axis = Plot.Axis("", low.value, high.value, isInPi: low.hasPi || high.hasPi)
      ranges.append((try range.name.map { name throws(StatementProblem) in try spelling(name) }, axis, place))
    }
    let isPlane = symbols.count == 1 && symbols[0].shape.first?.value(in: [:]) == 2 && symbols[0].shape.count == 1
    let names =
      isPlane
      ? [1, 2].map { (key: "\(symbols[0].name)_\($0)", label: indexed(Self.letter(symbols[0]), $0)) }
      : symbols.map { (key: $0.name, label: Self.letter($0)) }
    guard (1...2).contains(names.count), isPlane || symbols.allSatisfy({ $0.shape.isEmpty }) else {
      let list = symbols.map(Self.letter).joined(separator: ", ")
      throw StatementProblem(
        symbols.isEmpty
          ? "there is no variable: everything has a value"
          : "a plot has one or two numbers as variables; \(list) have no values", at: request.phrase)
    }
    func key(_ name: String) -> String { name.replacing("_", with: "") }
    var axes: [PlotAxis] = []
    for (index, name) in names.enumerated() {
      let own = ranges.first { $0.name.map(key) == key(name.key) }
      // Ranges without a name are those of the variables in their order.
      let nameless = ranges.filter { $0.name == nil }
      let range = own ?? (nameless.count == 1 ? nameless[0] : index < nameless.count ? nameless[index] : nil)
      var axis = range?.axis ?? Plot.Axis("", -5, 5)
      axis.label = name.label
      axes.append(PlotAxis(symbol: isPlane ? symbols[0] : symbols[index], axis: axis))
    }
    if ranges.contains(where: { $0.name != nil }), names.count == 2,
      let bare = names.first(where: { name in !ranges.contains { $0.name.map(key) == key(name.key) } })
    {
      throw StatementProblem("\(bare.label) has no value and no range", at: request.phrase)
    }
    for (range, told) in zip(ranges, request.ranges) {
      guard let name = range.name, !names.contains(where: { key($0.key) == key(name) }), let phrase = told.name else {
        continue
      }
      // With one variable a second range is that of the values.
      if names.count == 1, ranges.count == 2 { continue }
      let known = names.map(\.label).joined(separator: ", ")
      throw StatementProblem("\(phrase.text) is no variable here; there is \(known)", at: phrase)
    }
    return axes
  }

  private static func letter(_ symbol: Symbol) -> String { Formula.symbol(symbol).written(as: .unicode) }

  /// The end of a range, and whether it is told in π.
  private func bound(_ phrase: Phrase) throws(StatementProblem) -> (value: Double, hasPi: Bool) {
    let formula = try read(phrase).value
    if let missing = formula.symbols.first { throw StatementProblem("\(missing.name) has no value", at: phrase) }
    guard formula.isScalar, let value = try? Evaluator(inputs: [:]).evaluate(formula).scalar, value.isFinite,
      abs(value) < 1e12
    else { throw StatementProblem("the end of a range is a number", at: phrase) }
    let hasPi = formula.nodesBottomUp.contains { if case .namedConstant(.pi) = $0.node { true } else { false } }
    return (value, hasPi)
  }

  // MARK: Drawings

  private func curves(
    _ subjects: [PlotSubject], _ axes: [PlotAxis], _ request: PlotRequest
  ) throws(StatementProblem) -> (Passage, Answer) {
    let across = axes[0]
    var curves: [Plot.Curve] = []
    var facts: [CurveFacts] = []
    var values: [Double] = []
    for subject in subjects {
      let sampler: Sampler
      do { sampler = try Sampler(subject.value, in: [across.symbol]) } catch {
        throw StatementProblem("\(error)", at: subject.phrase)
      }
      let curve = Plot.Curve(subject.label, of: { sampler([$0]) }, from: across.axis.low, to: across.axis.high)
      if curve.runs.isEmpty {
        throw StatementProblem(
          "there is no value for any \(across.axis.label) \(across.axis.inWords)", at: subject.phrase)
      }
      curves.append(curve)
      values += (0...200).map { sampler([across.axis.low + across.axis.length * Double($0) / 200]) }
      facts.append(CurveFacts(curve, of: { sampler([$0]) }, in: across.axis))
    }
    let known = request.ranges.first { range in
      range.name.flatMap { try? spelling($0) }.map { $0 != across.symbol.name } ?? false
    }
    var up = Plot.Axis("", function: values)
    if let known { up = Plot.Axis(known.name?.text ?? "", try bound(known.low).value, try bound(known.high).value) }
    let names = subjects.map(\.label).joined(separator: ", ")
    var plot = Plot(
      title: names, summary: "", horizontal: across.axis, vertical: up)
    plot.curves = curves
    let described = zip(subjects, facts).map { subject, facts in
      "\(subject.label): "
        + facts.sentences.map { $0.joined { $0.written(as: .unicode) } }.joined(separator: " ")
    }
    plot.summary = "For \(across.axis.label) \(across.axis.inWords). " + described.joined(separator: " ")
    let lines = zip(subjects, facts).flatMap { subject, facts in
      facts.sentences.isEmpty
        ? []
        : [
          WorkingLine(
            (subjects.count > 1 ? [.mathematics(subject.asked), .words(":")] : [])
              + facts.sentences.flatMap(\.self))
        ]
    }
    return (
      question("Plot", subjects, [across]),
      Answer(.drawing, result: lines, illustration: .plot(plot))
    )
  }

  private func contours(
    _ subjects: [PlotSubject], _ axes: [PlotAxis], _ request: PlotRequest
  ) throws(StatementProblem) -> (Passage, Answer) {
    guard subjects.count == 1 else {
      throw StatementProblem("contours are drawn of one function at a time", at: request.phrase)
    }
    let subject = subjects[0]
    let isVector = axes[0].symbol == axes[1].symbol
    let sampler: Sampler
    do {
      sampler = try Sampler(subject.value, in: isVector ? [axes[0].symbol] : axes.map(\.symbol))
    } catch {
      throw StatementProblem("\(error)", at: subject.phrase)
    }
    let ranges = axes.map { "\($0.axis.label) \($0.axis.inWords)" }.joined(separator: " and ")
    var plot = Plot(
      title: subject.label, summary: "Contours of \(subject.label) for \(ranges).", horizontal: axes[0].axis,
      vertical: axes[1].axis)
    plot.hasEqualUnits = true
    plot.addContours { sampler([$0, $1]) }
    if plot.contours.isEmpty {
      throw StatementProblem("it has no values that differ in this range", at: subject.phrase)
    }
    return (
      question("Draw contours of", subjects, axes), Answer(.drawing, result: [], illustration: .plot(plot))
    )
  }

  private func question(
    _ verb: String, _ subjects: [PlotSubject], _ axes: [PlotAxis]
  ) -> Passage {
    var passage: Passage = [.words(verb)]
    for (index, subject) in subjects.enumerated() {
      if index > 0 { passage.append(.words(index == subjects.count - 1 ? "and" : ",")) }
      passage.append(.mathematics(subject.asked))
    }
    for (index, axis) in axes.enumerated() {
      passage += [.words(index == 0 ? "for" : "and"), .mathematics(.line(axis.axis.label)), .words(axis.axis.inWords)]
    }
    return passage + [.words(".")]
  }

  private func drawing(of network: SmallNetwork, named name: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let forward: ForwardPropagation
    do { forward = try ForwardPropagation(network, input: Array(repeating: 0, count: network.inputs)) } catch {
      throw StatementProblem("\(error)", at: name)
    }
    let illustration = Illustration.network(forward, showing: .none)
    guard illustration.picture != nil else {
      throw StatementProblem("the network is too large to be drawn: at most 4 layers of 6 nodes", at: name)
    }
    return (
      [.words("Draw the network \(name.text):"), .mathematics(.line(network.inWords)), .words(".")],
      Answer(.drawing, result: [], illustration: illustration)
    )
  }
}

extension Plot.Axis {
  /// `from −2 to 2`
  var inWords: String {
    func text(_ value: Double) -> String {
      let ticks = Ticks(within: low, high, isInPi: isInPi)
      return isInPi && abs((value * 12 / Double.pi).rounded() - value * 12 / Double.pi) < 1e-9
        ? ticks.label(value) : decimal(value)
    }
    return "from \(text(low)) to \(text(high))"
  }
}
