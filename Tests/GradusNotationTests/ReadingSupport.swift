import GradusExpression

@testable import GradusNotation

/// Parses a text of one statement.
func statements(_ text: String, declaring declarations: String...) throws -> [Statement] {
  var names = KnownNames()
  for name in declarations { names.insert(variable: name) }
  return try StatementReader(text, names: names).statements()
}

/// The formula of a text of one formula, with every bracket written out.
func bracketed(_ text: String, declaring declarations: String...) throws -> String {
  var names = KnownNames()
  for name in declarations { names.insert(variable: name) }
  let all = try StatementReader(text, names: names).statements()
  guard all.count == 1, case .expression(let syntax) = all[0] else { return "\(all.count) statements" }
  return syntax.bracketed
}

extension Syntax {
  /// The formula with every bracket written out.
  var bracketed: String {
    switch kind {
    case .number(let value): "\(value)"
    case .name(let name): name
    case .filled(let value): "\(value)s"
    case .negative(let inner): "(-\(inner.bracketed))"
    case .sum(let addends):
      "(" + addends.map { ($0.isNegative ? "- " : "+ ") + $0.value.bracketed }.joined(separator: " ") + ")"
    case .product(let first, let factors):
      "(" + first.bracketed + factors.map { $0.operation.sign + $0.value.bracketed }.joined() + ")"
    case .power(let base, let exponent, let entrywise):
      "(\(base.bracketed)\(entrywise ? ".^" : "^")\(exponent.bracketed))"
    case .transpose(let inner): "\(inner.bracketed)'"
    case .call(let function, let arguments):
      "\(function.rawValue)(\(arguments.map(\.bracketed).joined(separator: ",")))"
    case .application(let name, let arguments): "\(name){\(arguments.map(\.bracketed).joined(separator: ","))}"
    case .bars(let inner): "|\(inner.bracketed)|"
    case .norm(let inner, let order): "‖\(inner.bracketed)‖\(order.label)"
    case .matrix(let rows):
      "[" + rows.map { $0.map(\.bracketed).joined(separator: ",") }.joined(separator: ";") + "]"
    case .indexed(let name, let indices, _): "\(name)[\(indices.map(\.label).joined(separator: ","))]"
    case .part(let inner, let indices): "\(inner.bracketed)[\(indices.map(\.label).joined(separator: ","))]"
    case .constantEntry(let function, let indices):
      "\(function.rawValue)[\(indices.map(\.label).joined(separator: ","))]"
    case .reduction(let function, let letters, let inner):
      "\(function.rawValue)[\(letters.joined(separator: ","))]\(inner.bracketed)"
    case .tensor(let letters, let inner): "tensor[\(letters.joined(separator: ","))]\(inner.bracketed)"
    case .membership(let set, let letters): "\(letters.joined(separator: ","))∈\(set)"
    case .band(let row, let column, let band):
      "band[\(row),\(column ?? ":")]\(band.offset)\(band.fillsAbove ? "…" : "")"
    case .objective(let names, let inner): "over[\(names.joined(separator: ","))]\(inner.bracketed)"
    case .slope(let name, let names, let order, let arguments):
      "slope\(order)\(names)\(name){\((arguments ?? []).map(\.bracketed).joined(separator: ","))}"
    case .placed(let inner, let names, let values):
      "\(inner.bracketed)|\(zip(names, values).map { "\($0)=\($1.bracketed)" }.joined(separator: ","))"
    case .derivative(let inner, let names): "d/d\(names.joined(separator: "d"))<\(inner.bracketed)>"
    }
  }
}

extension Syntax.ProductOperator {
  var sign: String {
    switch self {
    case .times: "*"
    case .dot: "·"
    case .entrywiseTimes: ".*"
    case .over: "/"
    case .entrywiseOver: "./"
    case .kronecker: "⊗"
    case .matrixTimes: "@"
    }
  }
}

extension Syntax.Index {
  var label: String {
    switch self {
    case .place(let place): "\(place)"
    case .whole: ":"
    case .letter(let letter, let size): letter + (size.map { ":" + $0.bracketed } ?? "")
    case .shifted(let letter, let shift): "\(letter)\(shift)"
    }
  }
}

extension Syntax.NormOrder {
  var label: String {
    switch self {
    case .unstated: ""
    case .one: "1"
    case .two: "2"
    case .infinity: "inf"
    case .frobenius: "F"
    case .nuclear: "*"
    case .p(let p): "p=\(p.bracketed)"
    }
  }
}
