import BigInt
import GradusExpression

/// Writes a tree as an expression of Swift over this package: `2 * X.transposed * (X * w - y)`.
struct SwiftWriter {
  func text(_ written: Written) -> String { piece(written).text }

  func piece(_ written: Written) -> Piece {
    switch written.form {
    case .number(let value): return number(value)
    case .constant(let constant): return Piece("Formula.\(constant.rawValue)")
    case .size(let size): return Piece("Formula.size(\(spelled(size)))")
    case .name(let name): return Piece(SwiftWriter.identifier(name))
    case .literal(let literal): return self.literal(literal)
    case .matrix(let rows): return matrix(rows, isMatrix: written.kind == .matrix)
    case .ones(let sizes, _): return Piece("Formula.ones(\(spelled(sizes)))")
    case .zeros(let sizes): return Piece("Formula.zero(\(spelled(sizes)))")
    case .unitMatrix(let size, _): return Piece("Formula.identity(\(spelled(size)))")
    case .band(let size, let band):
      return Piece(
        band.fillsAbove
          ? "Formula.upperTriangle(\(spelled(size)), from: \(band.offset))"
          : "Formula.shift(\(spelled(size)), by: \(band.offset))")
    case .unitVector(let place, let size): return Piece("Formula.basis(\(place - 1), \(spelled(size)))")
    case .sum(let terms): return sum(terms)
    case .product(let factors): return product(factors)
    case .entrywiseProduct(let factors): return joined(factors.map { tight(piece($0), .power) }, " .* ")
    case .quotient(let top, let bottom): return quotient(top, " / ", bottom)
    case .entrywiseQuotient(let top, let bottom): return quotient(top, " ./ ", bottom)
    case .power(let base, let exponent) where base.kind == .matrix:
      guard case .number(let value) = exponent.form, let count = value.integerValue else { return piece(base) }
      let factor = count < 0 ? Piece("Formula.inverse(\(text(base)))") : tight(piece(base), .power)
      return joined(Array(repeating: factor, count: abs(count)), " * ")
    case .power(let base, let exponent), .entrywisePower(let base, let exponent):
      if case .call(.norm2, let x) = base.form, exponent == .number(2) { return Piece("squaredNorm(\(text(x[0])))") }
      return Piece(tight(piece(base), .postfix).text + " .** " + tight(piece(exponent), .postfix).text, .power)
    case .transpose(let inner):
      return inner.kind.rank < 2 ? piece(inner) : Piece(tight(piece(inner), .postfix).text + ".transposed", .postfix)
    case .inverse(let inner): return Piece("Formula.inverse(\(text(inner)))")
    case .call(let name, let arguments): return call(name, arguments)
    case .part(let inner, let places): return part(inner, places)
    case .indexed(let product): return contraction(product)
    case .reduced(let reduction, let inner, let axes): return reduce(reduction, inner, axes)
    case .reshaped(let inner, let sizes):
      return Piece(tight(piece(inner), .postfix).text + ".reshaped(to: \(spelled(sizes)))", .postfix)
    }
  }

  /// A name that Swift accepts.
  static func identifier(_ name: String) -> String {
    let keywords: Set<String> = [
      "in", "is", "as", "do", "if", "for", "let", "var", "self", "Self", "true", "false", "nil", "func", "case", "any",
      "some", "try", "else", "while", "where", "switch", "return", "throw", "struct", "enum", "class", "import", "init",
      "guard", "defer", "repeat", "break", "continue", "default", "operator", "static", "super", "Type",
    ]
    return keywords.contains(name) ? "`\(name)`" : name
  }

  private func tight(_ piece: Piece, _ binding: Binding) -> Piece {
    piece.binding < binding ? Piece("(\(piece.text))") : piece
  }
  private func joined(_ pieces: [Piece], _ sign: String) -> Piece {
    pieces.count == 1 ? pieces[0] : Piece(pieces.map(\.text).joined(separator: sign), .product)
  }

  private func number(_ value: Rational) -> Piece {
    let binding: Binding = value.isNegative ? .sum : .atom
    if value.integerValue != nil { return Piece("\(value)", binding) }
    if let decimal = value.shortDecimal { return Piece(decimal, binding) }
    return Piece("Formula.constant(\(exact(value)))")
  }
  private func exact(_ value: Rational) -> String {
    if value.isInteger, Int(exactly: value.numerator) != nil { return "\(value)" }
    if Int(exactly: value.numerator) != nil, Int(exactly: value.denominator) != nil {
      return "Rational(\(value.numerator), \(value.denominator))"
    }
    return "Rational(\"\(value)\")!"
  }

  private func spelled(_ size: Size) -> String {
    size.factors.map { factor in
      if case .symbol(let name) = factor { return size.factors.count > 1 ? "Size.symbol(\"\(name)\")" : "\"\(name)\"" }
      return size.factors.count > 1 ? "Size.number(\(factor))" : factor.description
    }.joined(separator: " * ")
  }
  private func spelled(_ sizes: [Size]) -> String { "[" + sizes.map(spelled).joined(separator: ", ") + "]" }

  private func literal(_ literal: Literal) -> Piece {
    let values = literal.values.map(exact)
    switch literal.shape.count {
    case 1: return Piece("Formula.vector([\(values.joined(separator: ", "))])")
    case 2:
      let columns = max(literal.shape[1], 1)
      let rows = stride(from: 0, to: values.count, by: columns).map {
        "[" + values[$0..<$0 + columns].joined(separator: ", ") + "]"
      }
      return Piece("Formula.matrix([\(rows.joined(separator: ", "))])")
    default: return Piece("Formula.literal(shape: \(literal.shape), [\(values.joined(separator: ", "))])")
    }
  }

  /// Entries one by one: each times its unit vectors.
  private func matrix(_ rows: [[Written]], isMatrix: Bool) -> Piece {
    var terms: [String] = []
    for (i, row) in rows.enumerated() {
      for (j, entry) in row.enumerated() where entry != .number(0) {
        let left = "Formula.basis(\(i), \(rows.count))"
        let unit = isMatrix ? "Formula.outer(\(left), Formula.basis(\(j), \(row.count)))" : left
        terms.append(tight(piece(entry), .power).text + " * " + unit)
      }
    }
    return Piece(terms.joined(separator: " + "), .sum)
  }

  private func sum(_ terms: [Written.Summand]) -> Piece {
    var result = ""
    for (index, term) in terms.enumerated() {
      let sign = term.isNegative ? (index == 0 ? "-" : " - ") : (index == 0 ? "" : " + ")
      let own = piece(term.written)
      // A sign before a product would belong to its first factor alone.
      let isOpen = index == 0 && term.isNegative && own.binding < .postfix
      result += sign + (isOpen ? "(\(own.text))" : tight(own, .product).text)
    }
    return Piece(result, .sum)
  }

  private func product(_ factors: [Written]) -> Piece {
    let chain = Chain(factors)
    var runs = chain.runs.map { run in joined(run.map { tight(piece($0), .power) }, " * ") }
    if runs.count == 2 { runs = [Piece("Formula.outer(\(runs[0].text), \(runs[1].text))")] }
    let scalars = chain.scalars.map { tight(piece($0), .power) }
    // A number before a chain of rows would otherwise take the first vector along; the whole is one product anyway.
    return joined(scalars + runs.map { scalars.isEmpty || $0.binding >= .power ? $0 : Piece("(\($0.text))") }, " * ")
  }

  private func quotient(_ top: Written, _ sign: String, _ bottom: Written) -> Piece {
    let upper = top == .number(1) && sign == " ./ " ? Piece("Formula.one") : tight(piece(top), .product)
    return Piece(upper.text + sign + tight(piece(bottom), .power).text, .product)
  }

  private func contraction(_ product: Written.IndexedProduct) -> Piece {
    let factors = product.factors.map { ".init(\(text($0.written)), \($0.labels))" }.joined(separator: ", ")
    let carried = Set(product.factors.flatMap(\.labels))
    let idle = (0..<product.rank).filter { !carried.contains($0) }
    let sizes =
      idle.isEmpty
      ? "" : ", sizes: [" + idle.map { "\($0): \(spelled(product.sizes[$0]))" }.joined(separator: ", ") + "]"
    return Piece("Formula.contraction([\(factors)], output: \(Array(0..<product.rank))\(sizes))")
  }

  private func part(_ inner: Written, _ places: [Int?]) -> Piece {
    let base = tight(piece(inner), .power).text
    var result = base
    if let row = places[0] { result = "Formula.basis(\(row - 1), \(base).shape[0]) * \(result)" }
    if places.count == 2, let column = places[1] {
      result = "\(result) * Formula.basis(\(column - 1), \(base).shape[1])"
    }
    return Piece(result, .product)
  }

  private func reduce(_ reduction: Reduction, _ inner: Written, _ axes: [Int]) -> Piece {
    let name =
      switch reduction {
      case .logSumExp: "logSumExp"
      case .maximum: "maximum"
      case .minimum: "minimum"
      case .product: "product"
      }
    return Piece("Formula.reduction(.\(name), \(text(inner)), axes: \(axes))")
  }

  private func call(_ name: Written.Name, _ arguments: [Written]) -> Piece {
    let x = text(arguments[0])
    let argument = arguments[0]
    func free(_ function: String, _ rest: String = "") -> Piece { Piece("\(function)(\(x)\(rest))") }
    switch name {
    case .elementary(let function):
      return function.definition.swift.map { free($0) } ?? Piece("Formula.map(.\(function.swiftCase), \(x))")
    case .squareRoot: return free("sqrt")
    case .sum(let axis):
      let suffix = axis.map { ".summed(along: [\($0 - 1)])" } ?? ".summed"
      return Piece(tight(piece(argument), .postfix).text + suffix, .postfix)
    case .reduction(let reduction, let axis):
      return reduce(reduction, argument, axis.map { [$0 - 1] } ?? Array(0..<argument.kind.rank))
    case .extremum(let extremum):
      let rank = arguments.map(\.kind.rank).max() ?? 0
      // A scalar beside a vector is repeated.
      let parts = arguments.map { part in
        let other = arguments.first { $0.kind.rank == rank } ?? part
        return part.kind.rank == rank
          ? text(part) : "\(tight(piece(part), .power).text) + Formula.zero((\(text(other))).shape)"
      }
      return Piece("Formula.extremum(.\(extremum == .maximum ? "maximum" : "minimum"), \(parts[0]), \(parts[1]))")
    case .softmax: return free("softmax")
    case .logSoftmax: return free("logSoftmax")
    case .norm1: return free("norm1")
    case .norm2: return free("norm")
    case .normInfinity: return free("normInfinity")
    case .norm: return free("norm", ", order: \(text(arguments[1]))")
    case .trace: return free("Formula.trace")
    case .alongAxes(.hardmax, []): return free("hardmax")
    case .alongAxes(.productOfOthers, []): return free("productOfOthers")
    case .alongAxes(let function, let axes):
      return Piece(
        "Formula.alongAxes(.\(function == .hardmax ? "hardmax" : "productOfOthers"), \(x), axes: \(axes.map { $0 - 1 }))"
      )
    case .adjugate: return free("Formula.adjugate")
    case .determinant: return free("Formula.determinant")
    case .logDeterminant: return free("Formula.logDeterminant")
    case .diagonal:
      return argument.kind == .matrix ? Piece("Formula.diagonal(of: \(x))") : free("Formula.diagonalMatrix")
    case .kronecker: return free("Formula.kronecker", ", \(text(arguments[1]))")
    case .vectorized:
      let base = tight(piece(argument), .postfix).text
      return Piece("\(base).transposed.reshaped(to: [\(base).shape[1] * \(base).shape[0]])", .postfix)
    case .spectral(let function): return Piece("Formula.spectral(.\(function), \(x))")
    case .matrixFunction(let function): return Piece("Formula.matrixFunction(.\(function.swiftCase), \(x))")
    }
  }
}
