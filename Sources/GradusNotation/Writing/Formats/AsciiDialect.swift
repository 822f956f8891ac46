import GradusExpression

/// Plain text in the grammar of matrixcalculus.org and MATLAB, which reads back to the same formula.
struct AsciiDialect: Dialect {
  let stacksQuotients = false
  let raisesExponents = false
  let raisesInverses = false

  func number(_ value: Rational) -> Piece {
    Piece(value.description, value.isNegative ? .sum : value.isInteger ? .atom : .product)
  }
  func constant(_ constant: NamedConstant) -> Piece { Piece(constant.rawValue) }
  func size(_ size: Size) -> Piece { Piece(size.description, size.factors.count > 1 ? .product : .atom) }
  func name(_ name: String, _ kind: Written.Kind) -> Piece { Piece(name.replacing("′", with: "'")) }

  func literal(_ literal: Literal) -> Piece {
    let columns = literal.shape.count == 2 ? literal.shape[1] : 1
    let rows = stride(from: 0, to: literal.values.count, by: max(columns, 1)).map { start in
      literal.values[start..<start + columns].map(\.description).joined(separator: ", ")
    }
    if literal.shape.count > 2 {
      let shape = literal.shape.map(String.init).joined(separator: ", ")
      return Piece("reshape([\(literal.values.map(\.description).joined(separator: "; "))], \(shape))")
    }
    // One row is a matrix with one row; one column of a matrix needs no different spelling, because a vector is one too.
    return Piece("[" + rows.joined(separator: "; ") + "]")
  }

  func matrix(_ rows: [[Piece]]) -> Piece {
    Piece("[" + rows.map { $0.map(\.text).joined(separator: ", ") }.joined(separator: "; ") + "]")
  }

  func ones(_ sizes: [Size], isTold: Bool) -> Piece {
    if isTold { return Piece(sizes.count == 1 ? "vector(1)" : "matrix(1)") }
    return Piece("ones(\(list(sizes)))")
  }
  func zeros(_ sizes: [Size]) -> Piece { Piece("zeros(\(list(sizes)))") }
  func unitMatrix(_ size: Size, isTold: Bool) -> Piece { Piece("eye(\(size))") }
  func unitVector(_ place: Int, _ size: Size) -> Piece { Piece("eye(\(size))[:,\(place)]", .postfix) }
  func band(_ size: Size, _ band: Band) -> Piece {
    Piece("\(band.fillsAbove ? "triu" : "eye")(\(size), \(band.offset))")
  }

  func bracketed(_ text: String) -> String { "(" + text + ")" }
  func term(_ piece: Piece, isNegative: Bool, isFirst: Bool) -> String {
    isFirst ? (isNegative ? "-" : "") + piece.text : (isNegative ? " - " : " + ") + piece.text
  }
  func product(_ left: Piece, _ right: Piece) -> Piece { Piece(left.text + "*" + right.text, .product) }
  func entrywiseProduct(_ left: Piece, _ right: Piece) -> Piece { Piece(left.text + ".*" + right.text, .product) }
  func quotient(_ top: Piece, _ bottom: Piece) -> Piece { Piece(top.text + "/" + bottom.text, .product) }
  func entrywiseQuotient(_ top: Piece, _ bottom: Piece) -> Piece { Piece(top.text + "./" + bottom.text, .product) }
  func power(_ base: Piece, _ exponent: Piece) -> Piece { Piece(base.text + "^" + exponent.text, .power) }
  func entrywisePower(_ base: Piece, _ exponent: Piece) -> Piece { Piece(base.text + ".^" + exponent.text, .power) }
  func transpose(_ piece: Piece) -> Piece { Piece(piece.text + "'", .postfix) }
  func inverse(_ piece: Piece) -> Piece { Piece("inv(\(piece.text))") }

  func call(_ name: Written.Name, _ arguments: [Piece], kind: Written.Kind) -> Piece {
    let inside = arguments.map(\.text).joined(separator: ", ")
    return switch name {
    case .sum(let axis?): Piece("sum(\(inside), \(axis))")
    case .alongAxes(let function, let axes):
      Piece("\(function.rawValue)(\(([inside] + axes.map(String.init)).joined(separator: ", ")))")
    case .reduction(let reduction, let axis?):
      switch reduction {
      case .maximum, .minimum: Piece("\(reduction.rawValue)(\(inside), [], \(axis))")
      case .logSumExp, .product: Piece("\(reduction.rawValue)(\(inside), \(axis))")
      }
    default: Piece("\(name.ascii)(\(inside))")
    }
  }

  func component(_ name: String, _ place: Int) -> Piece { Piece("\(name)_\(place)") }
  func part(_ piece: Piece, _ places: [Int?]) -> Piece {
    Piece(piece.text + "[" + places.map { $0.map(String.init) ?? ":" }.joined(separator: ",") + "]", .postfix)
  }
  func entry(_ piece: Piece, _ indices: [String]) -> Piece {
    Piece(piece.text + "[" + indices.joined(separator: ",") + "]", .postfix)
  }
  func entry(constant: Constant, _ indices: [String], sizes: [Size]?) -> Piece {
    let names = sizes.map { zip(indices, $0).map { "\($0):\($1)" } } ?? indices
    let word =
      switch constant {
      case .ones: "ones"
      case .zeros: "zeros"
      case .unitMatrix: "eye"
      }
    return Piece(word + "[" + names.joined(separator: ",") + "]", .postfix)
  }
  func reduction(_ name: String, over indices: [String], _ piece: Piece) -> Piece {
    Piece(name + "[" + indices.joined(separator: ",") + "](" + piece.text + ")")
  }
  func tensor(_ indices: [String], _ piece: Piece) -> Piece {
    Piece("tensor[" + indices.joined(separator: ",") + "](" + piece.text + ")")
  }
  func reshaped(_ piece: Piece, _ sizes: [Size]) -> Piece { Piece("reshape(\(piece.text), \(list(sizes)))") }

  private func list(_ sizes: [Size]) -> String { sizes.map(\.description).joined(separator: ", ") }
}

extension Written.Name {
  /// The name in ASCII, as the reader knows it.
  var ascii: String {
    switch self {
    case .elementary(let function): function.rawValue
    case .squareRoot: "sqrt"
    case .sum: "sum"
    case .reduction(let reduction, _): reduction.rawValue
    case .extremum(let extremum): extremum.rawValue
    case .softmax: "softmax"
    case .logSoftmax: "logsoftmax"
    case .norm1: "norm1"
    case .norm2: "norm2"
    case .normInfinity: "normInf"
    case .norm: "norm"
    case .trace: "tr"
    case .alongAxes(let function, _): function.rawValue
    case .adjugate: "adj"
    case .determinant: "det"
    case .logDeterminant: "logdet"
    case .diagonal: "diag"
    case .kronecker: "kron"
    case .vectorized: "vec"
    case .matrixFunction(let function): function.rawValue + "m"
    case .spectral(let function): function.rawValue
    }
  }
}
