import ArgumentParser
import Gradus

/// `gradus derive`: a derivative as a formula, with its working and its check.
struct Derive: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Differentiate a formula: gradient, Jacobian or Hessian, with working and a numerical check.",
    discussion: """
      The formula is read as people write it, in ASCII, Unicode or LaTeX:

        gradus derive "x'*A*x + b'*x + c" --wrt x
        gradus derive "½ θᵀ Q θ − bᵀθ" --wrt θ --let "Q: [n, n] symmetric" --steps
        gradus derive "\\frac{1}{2}\\lVert X w - y\\rVert^2" --wrt w --order 2 --format latex
        gradus derive "g1 = x1*exp(x2); g2 = x1 + x2^2; sin(g1) + g2^2" --wrt x1 --steps all
        gradus derive "sum(log(exp(-y.*(X*w))+1))" --wrt w --format python
        gradus derive "x^2*y + exp(y)" --wrt x,y --order 2
        gradus derive "d/dx sin(x^2)"

      A derivative with more than two axes is written with indices; the working and JSON also give it as a linear map, \
      dF[H] = A*H*B, and as a matrix between stacked columns, vec(dF) = kron(B', A)*vec(dX), where there is one.

      A gradient has the shape of its variable. A Jacobian has, unless --layout numerator is given, a row for each entry \
      of the variable. Every answer is compared with the formula computed with infinitesimals (a part that these do not know, \
      with differences) before it is shown; an answer that does not agree is an error.
      """)

  @Argument(help: "The formula; definitions may stand before it, separated by ';'.")
  var formula: String

  @Option(
    parsing: .singleValue,
    help: """
      The symbol to differentiate in; several together as in x,y: a gradient in each, of second order the Hessian in all of \
      them, which are numbers then. The option twice differentiates one after the other. A formula that says it itself, \
      d/dx (x^2), needs none.
      """)
  var wrt: [String] = []

  @Option(help: "How often to differentiate: 1, 2, ….")
  var order: Int?

  @OptionGroup var options: FormulaOptions

  @Option(help: "denominator: shape(variable) + shape(formula); numerator: shape(formula) + shape(variable).")
  var layout: Layout = .denominator

  @Option(help: "unicode, ascii, latex, mathml, python (a NumPy function), swift, json, or html: a part of a page.")
  var format: FormulaFormat = .unicode

  @Option(help: ArgumentHelp("Show the working: brief, normal (without a value) or all.", valueName: "level"))
  var steps: Step.Level?

  @Option(help: "The working as chain rule with named parts (chain), or with differentials (differential).")
  var style: WorkingStyle?

  @Option(help: "Entries of a symmetric or diagonal variable move on their own (free) or together (tied).")
  var structure: StructureConvention = .free

  @Option(help: "What ReLU′(0) is taken to be, 0 or 1.")
  var reluSlopeAtZero: ReLUConvention = .zeroAtZero

  @Flag(help: "Say which facts the answer rests on.")
  var explainFacts = false

  func validate() throws {
    if let order, !(1...8).contains(order) { throw ValidationError("--order is a number from 1 to 8, not \(order).") }
  }

  func run() throws {
    var reader = try options.reader()
    let reading = try reader.read(formula)
    if let slope = reading.slope, asksForSlope(reading, slope, reader) { return try show(slope, of: reading) }
    if wrt.isEmpty { return try showOwnDerivative(of: reading, reader) }
    let groups = try wrt.map { try symbols($0, in: reading, reader) }
    if groups.contains(where: { $0.count > 1 }) {
      guard groups.count == 1 else {
        throw CommandError(.usage, "--wrt with several symbols stands alone; for the Hessian in them say --order 2")
      }
      return try showSeveral(groups[0], of: reading)
    }
    let variables = try repeated(groups.flatMap(\.self))
    if let asked = askedBySign(reading, variables) {
      let answer = try request(reading, of: asked, in: variables).answer()
      printError(
        "read: the derivative in \(reading.derivativeNames[0]) that the formula asks for; --order 2 is the next one")
      return try show(answer, NumericalCheck.checkAtSampleSizes(answer), reading)
    }
    let answer = try request(reading, in: variables).answer()
    let check = NumericalCheck.checkAtSampleSizes(answer)
    try show(answer, check, reading)
  }

  /// The derivative that the formula says itself, as `d/dx x^2` does.
  private func showOwnDerivative(of reading: Reading, _ reader: Reader) throws {
    guard let inner = reading.underived else {
      let names = reading.symbols.map(\.name).joined(separator: ", ")
      throw CommandError(
        .usage, "--wrt says in which symbol to differentiate\(names.isEmpty ? "" : "; the formula has \(names)")")
    }
    let variables = try reading.derivativeNames.flatMap { try symbols($0, in: reading, reader) }
    if let order, order != variables.count {
      throw CommandError(
        .usage,
        "the formula says the order \(variables.count) itself; --order \(order) needs --wrt and differentiates it further"
      )
    }
    let answer = try request(reading, of: inner, in: variables).answer()
    try show(answer, NumericalCheck.checkAtSampleSizes(answer), reading)
  }

  /// What stands below `∂/∂X` where X is the matrix of `--wrt`: nobody asks for the four axes of the derivative of that
  /// derivative by writing it once.
  private func askedBySign(_ reading: Reading, _ variables: [Formula]) -> Formula? {
    guard let inner = reading.underived, order == nil, variables.count == 1, variables[0].rank == 2, inner.isScalar,
      case .symbol(let symbol) = variables[0].node, reading.derivativeNames == [symbol.name]
    else { return nil }
    return inner
  }

  func request(_ reading: Reading, of formula: Formula? = nil, in variables: [Formula]) -> DerivativeRequest {
    DerivativeRequest(
      formula ?? reading.formula, withRespectTo: variables, layout: layout,
      style: style ?? (variables.contains { $0.rank == 2 } ? .differential : .chain), structure: structure,
      relu: reluSlopeAtZero,
      definitions: reading.definitions.filter(\.parameters.isEmpty).map { ($0.name, $0.formula) },
      showsWorking: steps != nil || format == .json)
  }

  /// A symbol as often as `--order` says; several stand one after the other already.
  private func repeated(_ variables: [Formula]) throws -> [Formula] {
    if variables.count == 1 { return Array(repeating: variables[0], count: order ?? 1) }
    if let order, order != variables.count {
      throw CommandError(.usage, "--order \(order) does not go with --wrt \(variables.count) times")
    }
    return variables
  }

  /// The symbols of one `--wrt`.
  private func symbols(_ list: String, in reading: Reading, _ reader: Reader) throws -> [Formula] {
    let names = UnknownChoice.names(list)
    var variables: [Formula] = []
    for name in names {
      // The reader knows that θ and \theta, x_1 and x₁ are one name.
      var names = reader
      let named = try? names.read(name).formula
      // The vector of all π_k.
      if let named, named == .pi || named == .e,
        let all = reading.symbols.first(where: { $0.name == (named == .pi ? "pi_all" : "e_all") })
      {
        variables.append(.symbol(all))
        continue
      }
      if let named, case .symbol(let symbol) = named.node {
        if reading.symbols.contains(symbol) || reader.symbols.contains(symbol) {
          variables.append(named)
          continue
        }
        // All w_ij are W.
        if let whole = reading.inferred.first(where: { $0.row == nil && $0.entryBase == symbol.name })?.symbol {
          variables.append(.symbol(whole))
          continue
        }
        let isRow = { (row: String) in row == symbol.name || row.hasPrefix(symbol.name + "_") }
        if let found = reading.inferred.first(where: { $0.row.map { isRow($0.name) } ?? false }), let row = found.row {
          let whole = Formula.symbol(found.symbol)
          guard row.name == symbol.name else {
            throw CommandError(
              .data,
              "\(name) stands for a row of \(found.symbol.name): differentiate in \(found.symbol.name), and each row of the answer is the derivative in one"
            )
          }
          let written = (whole.written(as: .unicode), Formula.symbol(row.name).written(as: .unicode))
          printError(
            "read: the derivative in \(written.0), whose row \(row.index) is the derivative in \(written.1)")
          variables.append(whole)
          continue
        }
      }
      if reading.definitions.contains(where: { $0.name == name }) {
        throw CommandError(.data, "\(name) is defined by a formula; differentiate in a symbol it is made of")
      }
      let known = reading.symbols.map(\.name).joined(separator: ", ")
      throw CommandError(
        .data,
        "the formula has no symbol \(name) to differentiate in; it has \(known.isEmpty ? "none" : known)")
    }
    if variables.isEmpty { throw CommandError(.usage, "--wrt names no symbol") }
    return variables
  }

  func show(_ answer: Derivative, _ check: NumericalCheck, _ reading: Reading) throws {
    switch format {
    case .json:
      print(try json(Record(self, answer, check, reading)))
    case .python:
      print(
        answer.result.pythonFunction(named: "derivative", arguments: reading.symbols),
        terminator: "")
    case .html: print(page(answer, check).html(steps: steps != nil))
    case .unicode, .ascii, .latex, .mathml, .swift:
      if let steps {
        for (index, step) in answer.steps.filter({ $0.level <= steps }).enumerated() {
          print(Line(step, from: answer.request.formula).text(as: format.notation, numbered: index + 1))
        }
        print("")
        for form in DerivativeForms(answer, as: format.notation).lines { print(form) }
      }
      let result = format == .swift ? answer.result : answer.result.entrywise
      print(result.written(as: format.notation, keepingSumsOf: answer.request.formula))
    }
    if format != .json, format != .html {
      tellReading(reading)
      for condition in answer.conditions { printError("if " + condition.written(as: .unicode)) }
      for requirement in answer.spectralRequirements { printError("where \(requirement)") }
    }
    if explainFacts {
      let facts = answer.facts.map(\.description).joined(separator: ", ")
      printError("facts used: \(facts.isEmpty ? "none" : facts)")
    }
    if format != .json, format != .html, standardErrorIsTerminal || check.isTooLarge {
      if steps == nil, standardErrorIsTerminal {
        for form in DerivativeForms(answer, as: format.notation).lines { printError(form) }
      }
      if let note = answer.structureNote { printError(Passage(note).written(as: .unicode)) }
      printError(check.sentence)
    }
    try refuse(check)
  }

  /// An answer that could not be confirmed is an error.
  func refuse(_ check: NumericalCheck) throws {
    switch check.obstacle {
    case .tooLarge: break
    case .noValue, .notComputed: throw CommandError(.data, check.sentence)
    case nil: if !check.passed { throw CommandError(.software, check.sentence) }
    }
  }

  func tellReading(_ reading: Reading) {
    reading.tellShapes(as: format.notation)
    let isAsked =
      order == nil && !wrt.isEmpty && wrt == reading.derivativeNames && reading.underived?.isScalar == true
      && reading.symbol(wrt[0])?.shape.count == 2
    if !reading.derivativeNames.isEmpty, !wrt.isEmpty, !isAsked, reading.slope == nil {
      let names = reading.derivativeNames.joined(separator: ", ")
      printError("the formula is itself a derivative in \(names): this is the derivative of that derivative")
    }
  }
}
