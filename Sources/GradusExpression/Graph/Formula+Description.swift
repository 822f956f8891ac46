extension Formula: CustomDebugStringConvertible {
  /// The structure of the graph, for failing tests and for debugging: `sum(2 product(A[0,2] x[2] -> [0]), -1 b)`. Beyond
  /// some depth or length it ends in `…`, because a graph with shared parts can be endless as a text.
  public var debugDescription: String {
    var outline = Outline()
    outline.write(self, depth: 0)
    return outline.text
  }
}

private struct Outline {
  private(set) var text = ""
  private static let mostCharacters = 4000
  private static let mostLevels = 40

  mutating func write(_ formula: Formula, depth: Int) {
    if text.utf8.count > Outline.mostCharacters || depth > Outline.mostLevels {
      if !text.hasSuffix("…") { text += "…" }
      return
    }
    switch formula.node {
    case .symbol(let symbol): text += symbol.name
    case .constant(let value): text += "\(value)"
    case .namedConstant(let constant): text += constant.rawValue
    case .size(let size): text += "size(\(size))"
    case .literal(let literal): text += "literal\(literal.shape)\(literal.values)"
    case .delta(let size): text += "unit(\(size))"
    case .band(let size, let band): text += "band(\(size), \(band.offset)\(band.fillsAbove ? "…" : ""))"
    case .basis(let index, let size): text += "basis(\(index), \(size))"
    case .sum(let terms):
      list("sum", terms) { outline, term in
        if !term.coefficient.isOne { outline.text += "\(term.coefficient) " }
        outline.write(term.formula, depth: depth + 1)
      }
      if terms.isEmpty { text += describe(shape: formula.shape) }
    case .contraction(let contraction):
      list("product", contraction.factors, separator: " ") { outline, factor in
        outline.write(factor.formula, depth: depth + 1)
        if !factor.labels.isEmpty { outline.text += "\(factor.labels)" }
      }
      text += "->\(describe(shape: formula.shape))"
    case .map(let function, let argument): call(function.rawValue, [argument], depth)
    case .power(let base, let exponent): call("power", [base, exponent], depth)
    case .extremum(let extremum, let left, let right): call(extremum.rawValue, [left, right], depth)
    case .reduction(let reduction, let argument, let axes): call("\(reduction.rawValue)\(axes)", [argument], depth)
    case .alongAxes(let function, let argument, let axes): call("\(function.rawValue)\(axes)", [argument], depth)
    case .inverse(let matrix): call("inverse", [matrix], depth)
    case .adjugate(let matrix): call("adjugate", [matrix], depth)
    case .determinant(let matrix): call("determinant", [matrix], depth)
    case .logDeterminant(let matrix): call("logDeterminant", [matrix], depth)
    case .matrixFunction(let function, let matrix): call("matrix \(function.rawValue)", [matrix], depth)
    case .spectral(let function, let matrix): call(function.rawValue, [matrix], depth)
    case .reshape(let argument): call("reshape\(describe(shape: formula.shape))", [argument], depth)
    }
  }

  private mutating func call(_ name: String, _ arguments: [Formula], _ depth: Int) {
    list(name, arguments) { outline, argument in outline.write(argument, depth: depth + 1) }
  }

  private mutating func list<Part>(
    _ name: String, _ parts: [Part], separator: String = ", ", _ write: (inout Outline, Part) -> Void
  ) {
    text += name + "("
    for (index, part) in parts.enumerated() {
      if index > 0 { text += separator }
      write(&self, part)
    }
    text += ")"
  }
}
