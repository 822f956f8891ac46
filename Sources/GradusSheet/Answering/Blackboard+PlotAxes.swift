import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation

extension Blackboard {
  /// What is drawn, with its name on the page.
  struct PlotSubject {
    let phrase: Phrase
    let label: String
    /// The label as it stands in a sentence.
    let asked: Mathematics
    let value: Formula
  }

  func subject(
    _ phrase: Phrase, before: Phrase?, _ request: PlotRequest
  ) throws(StatementProblem) -> PlotSubject {
    var names: [String] = []
    // A range named x leaves x open, whatever value it has on the blackboard; θ₁ is an entry of θ.
    for name in request.ranges.compactMap(\.name) + request.variables { names.append(try spelling(name)) }
    let base = names.isEmpty ? parameters(of: phrase) ?? [] : names
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
    guard let word = phrase.cut.words.first, parameters[word.text] != nil,
      word.range.lowerBound == phrase.range.lowerBound,
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
  func variables(
    of subjects: [PlotSubject], _ request: PlotRequest
  ) throws(StatementProblem) -> [PlotAxis] {
    var symbols: [Symbol] = []
    for symbol in subjects.flatMap(\.value.symbols) where !symbols.contains(symbol) { symbols.append(symbol) }
    // The order that is told: that of a function's parameters, of the ranges, or else of the alphabet.
    var order = subjects.flatMap { parameters(of: $0.phrase) ?? [] }
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
  func bound(_ phrase: Phrase) throws(StatementProblem) -> (value: Double, hasPi: Bool) {
    let formula = try read(phrase).value
    if let missing = formula.symbols.first { throw StatementProblem("\(missing.name) has no value", at: phrase) }
    guard formula.isScalar, let value = try? Evaluator(inputs: [:]).evaluate(formula).scalar, value.isFinite,
      abs(value) < 1e12
    else { throw StatementProblem("the end of a range is a number", at: phrase) }
    let hasPi = formula.nodesBottomUp.contains { if case .namedConstant(.pi) = $0.node { true } else { false } }
    return (value, hasPi)
  }
}
