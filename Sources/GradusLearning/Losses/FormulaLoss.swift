internal import GradusExpression
internal import GradusOptimization

/// A loss that is written as a formula of one example: of its scores z, its targets y, and of p, what the output map makes of z, all
/// vectors of as many entries as the network has outputs; of one output they may be numbers too.
///
///     "sum(log(cosh(z - y)))"
///     formula("-sum(y .* log(p))", output=softmax)
struct FormulaLoss: Hashable, Sendable {
  private let text: String
  let values: Values

  static let settings = [
    Setting(
      "output", "what is made of the scores at the end of the network", .choice(OutputMap.allCases.map(\.rawValue)),
      .word(OutputMap.identity.rawValue)), Loss.Row.commonSettings[0],
  ]

  /// - Throws: `DescriptionError` where the formula is not read, or is no number of these symbols alone.
  init(_ clause: Clause) throws(DescriptionError) {
    text = try WrittenFormula.text(of: clause)
    values = try Values(Clause("the formula of a loss", Array(clause.arguments.dropFirst())), Self.settings)
    // A formula of numbers is one of a network with one output.
    do throws(DescriptionError) { _ = try read([3]) } catch {
      if (try? read([])) == nil { throw error }
    }
  }

  var clause: Clause { Clause(formula: text, settings: values.arguments(Self.settings)) }
  var output: OutputMap { OutputMap(rawValue: values[word: "output"]) ?? .identity }

  private func read(_ shape: [Size]) throws(DescriptionError) -> Formula {
    let symbols = ["z", "y", "p"].map { Symbol($0, shape) }
    let formula = try WrittenFormula.read(text, as: "loss", declared: symbols)
    guard formula.isScalar else {
      throw DescriptionError(
        "the loss \"\(text)\" is no number, but has the shape \(describe(shape: formula.shape)); sum(…) makes it one")
    }
    if let other = formula.symbols.filter({ !symbols.contains($0) }).map(\.name).min() {
      throw DescriptionError(
        "the loss \"\(text)\" has \(other); it is a formula of z, the scores of an example, y, what they should be, and p, what the output map makes of z"
      )
    }
    guard formula.symbols.contains(symbols[0]) || formula.symbols.contains(symbols[2]) else {
      throw DescriptionError("the loss \"\(text)\" has neither z nor p, and so no slope")
    }
    return formula
  }

  /// Whether networks with so many outputs may have it.
  func fits(_ outputs: Int) -> Bool { (try? formula(of: .number(outputs))) != nil }

  private func formula(of outputs: Size) throws(DescriptionError) -> (formula: Formula, shape: [Size]) {
    do throws(DescriptionError) { return (try read([outputs]), [outputs]) } catch {
      guard outputs == 1, let formula = try? read([]) else { throw error }
      return (formula, [])
    }
  }

  /// The loss of every row of Z and Y. Traps where the loss does not fit so many outputs.
  func ofEach(scores z: Formula, targets y: Formula) -> Formula {
    guard let (formula, shape) = try? formula(of: z.shape[1]) else { preconditionFailure("a loss that does not fit") }
    let rows = z.shape[0]
    let values = [("z", z), ("y", y), ("p", output(z))].map { name, value in
      (Symbol(name, shape), shape.isEmpty ? value.reshaped(to: [rows]) : value)
    }
    guard let each = formula.over([rows], Dictionary(uniqueKeysWithValues: values)) else {
      preconditionFailure("one example at a time")
    }
    return each
  }
}
