import ArgumentParser
import Gradus

/// `gradus compute`: the value of a formula.
struct Compute: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compute a formula, exactly where the numbers are rational.",
    discussion: """
      gradus compute "a'*b" --let "a = [1; 2]" --let "b = [4; 2]"
      gradus compute "inv(Q)*b" --let "Q = [2 2; 2 4]" --let "b = [4; 2]"
      gradus compute "exp(1) + sqrt(2)"
      gradus compute "b'*inv(A)*b" --let "A = @A.npy" --let "b = @b.csv"
      """)

  @Argument(help: "The formula; definitions may stand before it, separated by ';'.")
  var formula: String
  @OptionGroup var options: FormulaOptions
  @Option(help: "unicode, ascii, latex, mathml, python, swift, json, or html: a part of a page.")
  var format: FormulaFormat = .unicode

  func run() throws {
    var (reader, values) = try options.readerWithFiles()
    let reading = try reader.read(formula)
    reading.tellShapes()
    try reading.needsDefinedFunctions(to: "compute it")
    let unknown = reading.formula.symbols.filter { values[$0.name] == nil }
    guard unknown.isEmpty else {
      let names = unknown.map(\.name).joined(separator: ", ")
      throw CommandError(
        .data, "no value is given for \(names); give one with --let \"\(unknown[0].name) = …\"")
    }
    if let exact = ExactEvaluator().evaluate(reading.formula) ?? exactByLaws(reading.formula) {
      let value = Formula.literal(shape: exact.shape, exact.values)
      switch format {
      case .json: print(try json(Value(value.written(as: .ascii), exact: true, reading)))
      case .html: print(Report(result: [Line("", .formula(value))]).html(steps: false))
      case .unicode, .ascii, .latex, .mathml, .python, .swift: print(value.written(as: format.notation))
      }
      return
    }
    // Factorisations are the kernels' work; what has none is left to the C library's functions, which round best.
    let hasInverse = reading.formula.nodesBottomUp.contains { if case .inverse = $0.node { true } else { false } }
    let value =
      hasInverse || !values.isEmpty
      ? try reading.formula.evaluated(at: values) : try Evaluator(inputs: [:]).evaluate(reading.formula)
    if let fault = reading.formula.faultOfRange(value, inputs: values) { throw CommandError(.data, fault) }
    let text = value.written(.exact, .column)
    switch format {
    case .json: print(try json(Value(text, exact: false, reading)))
    case .html: print(Report(result: [Line("", .line(text))]).html(steps: false))
    case .unicode, .ascii, .latex, .mathml, .python, .swift: print(text)
    }
  }

  /// The numbers where the laws of functions leave rational ones: sin(π/6) is ½.
  private func exactByLaws(_ formula: Formula) -> Literal? {
    formula.symbols.isEmpty ? ExactEvaluator().evaluate(formula.simplified()) : nil
  }

  private struct Value: Encodable {
    let value: String
    let exact: Bool
    /// How the text was read, where it left shapes to be found.
    let read: String?

    init(_ value: String, exact: Bool, _ reading: Reading) {
      (self.value, self.exact, read) = (value, exact, reading.shapesNote(as: .ascii))
    }
  }
}

extension Formula {
  /// Why a computed value is none: a part is not defined, or beyond the range of double precision; nil where all is well.
  fileprivate func faultOfRange(_ value: Tensor, inputs: [String: Tensor]) -> String? {
    let isZero = value.values.allSatisfy { $0 == 0 }
    guard isZero || !value.values.allSatisfy(\.isFinite) else { return nil }
    let nodes = nodesBottomUp
    let undefined = "the formula has no value here: a logarithm, root or quotient is not defined"
    let range = "double precision ends at 1.8e308, and the value is not rational or has too many digits to be exact"
    guard let found = try? Evaluator(inputs: inputs).evaluate(nodes) else {
      return value.values.allSatisfy(\.isFinite) ? nil : undefined
    }
    let parts = Dictionary(uniqueKeysWithValues: zip(nodes, found))
    func values(_ formula: Formula) -> [Double] { parts[formula]?.values ?? [] }
    for node in nodes {
      let own = values(node)
      switch node.node {
      case .power(let base, _) where own.contains(where: \.isInfinite) && values(base).contains(0): return undefined
      case .map(.log, let argument), .map(.atanh, let argument):
        if own.contains(where: { !$0.isFinite }), !values(argument).contains(.infinity) { return undefined }
      default: break
      }
      if own.contains(where: \.isInfinite) { return "a number is too large: \(range)" }
      if own.contains(where: \.isNaN) { return undefined }
      if isZero, own.contains(0) {
        switch node.node {
        case .constant(let number) where !number.isZero: return "a number is too small: it is not 0, but below 5e-324"
        case .map(.exp, _): return "a number is too small: it is not 0, but below 5e-324"
        case .power(let base, _) where !values(base).contains(0):
          return "a number is too small: it is not 0, but below 5e-324"
        default: break
        }
      }
    }
    return value.values.allSatisfy(\.isFinite) ? nil : undefined
  }
}
