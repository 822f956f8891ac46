import BigInt
import GradusExpression

/// Writes a tree as an expression of NumPy, in which a vector is an array with one axis.
struct PythonWriter {
  /// The Python names of symbols, sizes and shared parts.
  let names: [String: String]
  let sizes: [String: String]
  let numpy: String
  /// Helper functions that the text uses.
  private(set) var helpers: Set<PythonHelper> = []

  init(names: [String: String] = [:], sizes: [String: String] = [:], numpy: String = "np") {
    self.names = names
    self.sizes = sizes
    self.numpy = numpy
  }

  mutating func text(_ written: Written) -> String { piece(written).text }

  mutating func piece(_ written: Written) -> Piece {
    switch written.form {
    case .number(let value): return number(value)
    case .constant(let constant): return Piece("\(numpy).\(constant.rawValue)")
    case .size(let size): return self.size(size)
    case .name(let name): return Piece(names[name] ?? name)
    case .literal(let literal): return Piece(array(literal.shape, literal.values[...]))
    case .matrix(let rows):
      let lines = rows.map { row in "[" + row.map { text($0) }.joined(separator: ", ") + "]" }
      let isColumn = written.kind != .matrix
      return Piece("\(numpy).array([\(lines.joined(separator: ", "))])\(isColumn ? ".ravel()" : "")")
    case .ones(let sizes, _): return Piece("\(numpy).ones(\(shape(sizes)))")
    case .zeros(let sizes): return Piece("\(numpy).zeros(\(shape(sizes)))")
    case .unitMatrix(let size, _): return Piece("\(numpy).eye(\(self.size(size).text))")
    case .band(let size, let band):
      let n = self.size(size).text
      return Piece(
        band.fillsAbove
          ? "\(numpy).triu(\(numpy).ones((\(n), \(n))), \(band.offset))" : "\(numpy).eye(\(n), k=\(band.offset))")
    case .unitVector(let place, let size): return Piece("\(numpy).eye(\(self.size(size).text))[\(place - 1)]", .postfix)
    case .sum(let terms): return sum(terms)
    case .product(let factors): return product(factors)
    case .entrywiseProduct(let factors):
      if let stable = stableProduct(factors, { Written(.entrywiseProduct($0), written.kind) }) { return stable }
      return joined(factors.map { tight(piece($0), .power) }, " * ")
    case .quotient(let top, let bottom), .entrywiseQuotient(let top, let bottom):
      return Piece(tight(piece(top), .product).text + " / " + tight(piece(bottom), .power).text, .product)
    case .power(let base, let exponent) where base.kind == .matrix:
      return Piece("\(numpy).linalg.matrix_power(\(text(base)), \(text(exponent)))")
    case .power(let base, let exponent), .entrywisePower(let base, let exponent):
      return Piece(real(base, exponent) + " ** " + tight(piece(exponent), .postfix).text, .power)
    case .transpose(let inner):
      return inner.kind.rank < 2 ? piece(inner) : Piece(tight(piece(inner), .postfix).text + ".T", .postfix)
    case .inverse(let inner): return Piece("\(numpy).linalg.inv(\(text(inner)))")
    case .call(let name, let arguments): return call(name, arguments)
    case .part(let inner, let places):
      let indices = places.map { $0.map { "\($0 - 1)" } ?? ":" }.joined(separator: ", ")
      return Piece(tight(piece(inner), .postfix).text + "[\(indices)]", .postfix)
    case .indexed(let product): return einsum(product)
    case .reduced(let reduction, let inner, let axes):
      return reduce(
        reduction, inner, axes: axes.count == 1 ? "\(axes[0])" : "(\(axes.map(String.init).joined(separator: ", ")))")
    case .reshaped(let inner, let sizes): return Piece("\(numpy).reshape(\(text(inner)), \(shape(sizes)))")
    }
  }

  private func tight(_ piece: Piece, _ binding: Binding) -> Piece {
    piece.binding < binding ? Piece("(\(piece.text))") : piece
  }

  private func joined(_ pieces: [Piece], _ sign: String) -> Piece {
    pieces.count == 1 ? pieces[0] : Piece(pieces.map(\.text).joined(separator: sign), .product)
  }

  // MARK: Numbers and sizes

  private func number(_ value: Rational) -> Piece {
    if value.isInteger {
      // An integer beyond 64 bits would make an array of objects.
      let text = Int(exactly: value.numerator) == nil ? "\(value.doubleValue)" : "\(value)"
      return Piece(text, value.isNegative ? .sum : .atom)
    }
    if let decimal = value.shortDecimal { return Piece(decimal, value.isNegative ? .sum : .atom) }
    return Piece("\(value.numerator) / \(value.denominator)", value.isNegative ? .sum : .product)
  }

  /// NumPy refuses whole negative powers of whole numbers.
  private mutating func real(_ base: Written, _ exponent: Written) -> String {
    if case .number(let value) = base.form, value.isInteger { return value.isNegative ? "(\(value)).0" : "\(value).0" }
    return tight(piece(base), .postfix).text
  }

  private func size(_ size: Size) -> Piece {
    let factors = size.factors.map { factor in
      if case .symbol(let name) = factor { return sizes[name] ?? name }
      return factor.description
    }
    return Piece(factors.joined(separator: " * "), factors.count > 1 ? .product : .atom)
  }

  private func shape(_ sizes: [Size]) -> String {
    sizes.count == 1 ? size(sizes[0]).text : "(" + sizes.map { size($0).text }.joined(separator: ", ") + ")"
  }

  private func array(_ shape: [Int], _ values: ArraySlice<Rational>) -> String {
    func nested(_ shape: ArraySlice<Int>, _ values: ArraySlice<Rational>) -> String {
      guard let first = shape.first else { return number(values.first!).text }
      let length = first == 0 ? 0 : values.count / first
      let parts = (0..<first).map { place in
        let start = values.startIndex + place * length
        return nested(shape.dropFirst(), values[start..<start + length])
      }
      return "[" + parts.joined(separator: ", ") + "]"
    }
    return "\(numpy).array(\(nested(shape[...], values)), dtype=float)"
  }

  // MARK: Sums and products

  private mutating func sum(_ terms: [Written.Summand]) -> Piece {
    var result = ""
    if let (piece, isNegative, rest) = stableDifference(terms) {
      if rest.isEmpty { return isNegative ? Piece("-" + piece.text, .sum) : piece }
      return Piece(sum(rest).text + (isNegative ? " - " : " + ") + piece.text, .sum)
    }
    for (index, term) in terms.enumerated() {
      let sign = term.isNegative ? (index == 0 ? "-" : " - ") : (index == 0 ? "" : " + ")
      result += sign + tight(piece(term.written), .product).text
    }
    return Piece(result, .sum)
  }

  private mutating func product(_ factors: [Written]) -> Piece {
    let chain = Chain(factors)
    if chain.runs.isEmpty, let stable = stableProduct(chain.scalars, { .product($0, []) }) { return stable }
    var runs: [Piece] = []
    for run in chain.runs { runs.append(matmul(run)) }
    var parts: [Piece] = []
    for (index, scalar) in chain.scalars.enumerated() {
      let own = piece(scalar)
      parts.append(index == 0 && own.binding == .product ? own : tight(own, .power))
    }
    // x yᵀ u vᵀ … would be read as (x yᵀ)(u vᵀ); the composer leaves at most one outer product.
    if runs.count == 2 {
      parts.append(Piece("\(numpy).outer(\(runs[0].text), \(runs[1].text))"))
    } else if let run = runs.first {
      parts.append(parts.isEmpty ? run : tight(run, .power))
    }
    return joined(parts, " * ")
  }

  /// Matrices before a vector are multiplied from the right, so that no product of matrices is formed.
  private mutating func matmul(_ run: [Written]) -> Piece {
    if let solved = solve(run) { return solved }
    // x' log(y)
    if run.count == 2, run.allSatisfy({ $0.kind.rank == 1 }),
      let stable = stableProduct(run.map(\.asColumn), { Written(.entrywiseProduct($0), .column) })
    {
      return Piece("\(numpy).sum(\(stable.text))")
    }
    let pieces = run.map { tight(piece($0), .power) }
    if run.count > 2, run[run.count - 1].kind.rank == 1, run[0].kind == .matrix {
      return pieces.dropLast().reversed().reduce(pieces[pieces.count - 1]) { result, link in
        Piece(link.text + " @ " + tight(result, .power).text, .product)
      }
    }
    return joined(pieces, " @ ")
  }

  /// A product with an inverse as the solution of a linear system, which costs less and loses fewer digits than the inverse:
  /// A⁻¹ B is `solve(A, B)`, and B A⁻¹ is `solve(Aᵀ, Bᵀ)ᵀ`.
  private mutating func solve(_ run: [Written]) -> Piece? {
    guard run.count > 1, let place = run.firstIndex(where: { $0.inverted != nil }),
      let (matrix, isTransposed) = run[place].inverted
    else { return nil }
    let plain = tight(piece(matrix), .postfix).text
    if place + 1 < run.count {
      let right = matmul(Array(run[(place + 1)...])).text
      let left = isTransposed ? plain + ".T" : text(matrix)
      let solved = Piece("\(numpy).linalg.solve(\(left), \(right))")
      if place == 0 { return solved }
      return Piece(tight(matmul(Array(run[..<place])), .power).text + " @ " + solved.text, .product)
    }
    let left = matmul(Array(run[..<place]))
    let coefficients = isTransposed ? text(matrix) : plain + ".T"
    if place == 1, run[0].kind.rank == 1 { return Piece("\(numpy).linalg.solve(\(coefficients), \(left.text))") }
    return Piece("\(numpy).linalg.solve(\(coefficients), \(tight(left, .postfix).text).T).T", .postfix)
  }

  private mutating func einsum(_ product: Written.IndexedProduct) -> Piece {
    let letters = Array("ijklmnopqrstuvwxyzabcdefghABCDEFGHIJKLMNOPQRSTUVWXYZ").map(String.init)
    func spelled(_ labels: [Int]) -> String { labels.map { letters[$0 % letters.count] }.joined() }
    var inputs = product.factors.map { spelled($0.labels) }
    var operands = product.factors.map { text($0.written) }
    let carried = Set(product.factors.flatMap(\.labels))
    let idle = (0..<product.rank).filter { !carried.contains($0) }
    if !idle.isEmpty {
      inputs.append(spelled(idle))
      operands.append("\(numpy).ones(\(shape(idle.map { product.sizes[$0] })))")
    }
    let pattern = inputs.joined(separator: ",") + "->" + spelled(Array(0..<product.rank))
    return Piece("\(numpy).einsum(\"\(pattern)\", \(operands.joined(separator: ", ")))")
  }

  // MARK: Functions

  mutating func helper(_ helper: PythonHelper, _ arguments: String) -> Piece {
    helpers.insert(helper)
    return Piece("\(helper.name)(\(arguments))")
  }

  private mutating func reduce(_ reduction: Reduction, _ inner: Written, axes: String?) -> Piece {
    let arguments = text(inner) + (axes.map { ", axis=\($0)" } ?? "")
    switch reduction {
    case .logSumExp: return helper(.logsumexp, arguments)
    case .maximum: return Piece("\(numpy).max(\(arguments))")
    case .minimum: return Piece("\(numpy).min(\(arguments))")
    case .product: return Piece("\(numpy).prod(\(arguments))")
    }
  }

  private mutating func call(_ name: Written.Name, _ arguments: [Written]) -> Piece {
    if case .reduction(let reduction, let axis) = name {
      return reduce(reduction, arguments[0], axes: axis.map { "\($0 - 1)" })
    }
    if case .elementary(.log) = name, let stable = stableLogarithm(of: arguments[0]) { return stable }
    let parts = arguments.map { text($0) }
    let x = parts[0]
    func np(_ function: String, _ rest: String = "") -> Piece { Piece("\(numpy).\(function)(\(x)\(rest))") }
    switch name {
    case .elementary(let function): return elementary(function, x)
    case .squareRoot: return np("sqrt")
    case .sum(let axis): return np("sum", axis.map { ", axis=\($0 - 1)" } ?? "")
    case .reduction: preconditionFailure("reductions are written above")
    case .extremum(let extremum):
      return Piece("\(numpy).\(extremum == .maximum ? "maximum" : "minimum")(\(x), \(parts[1]))")
    case .softmax: return helper(.softmax, x)
    case .logSoftmax: return helper(.logsoftmax, x)
    case .norm1: return Piece("\(numpy).sum(\(numpy).abs(\(x)))")
    case .norm2: return np("linalg.norm")
    case .normInfinity: return Piece("\(numpy).max(\(numpy).abs(\(x)))")
    case .norm: return Piece("\(numpy).sum(\(numpy).abs(\(x)) ** (\(parts[1]))) ** (1 / (\(parts[1])))", .power)
    case .trace: return np("trace")
    case .alongAxes(let function, let axes):
      let all = axes.isEmpty ? Array(0..<arguments[0].kind.rank) : axes.map { $0 - 1 }
      let tuple = "(" + all.map { "\($0)," }.joined(separator: " ") + ")"
      return helper(function == .hardmax ? .hardmax : .prodothers, "\(x), \(tuple)")
    case .adjugate: return helper(.adj, x)
    case .determinant: return np("linalg.det")
    case .logDeterminant: return Piece("\(numpy).linalg.slogdet(\(x))[1]", .postfix)
    case .diagonal: return np("diag")
    case .kronecker: return Piece("\(numpy).kron(\(x), \(parts[1]))")
    case .vectorized: return Piece("\(numpy).ravel(\(x), order=\"F\")")
    case .matrixFunction(let function): return matrixFunction(function, x)
    case .spectral(let function): return spectral(function, x)
    }
  }

  private mutating func elementary(_ function: ElementaryFunction, _ x: String) -> Piece {
    switch function.definition.python {
    case .numpy(let name, let rest): Piece("\(numpy).\(name)(\(x)\(rest))")
    case .defined: helper(.function(function), x)
    case .given(let name): Piece("\(name)(\(x))")
    }
  }

  private mutating func spectral(_ function: SpectralFunction, _ x: String) -> Piece {
    switch function {
    case .largestEigenvalue: Piece("\(numpy).linalg.eigvalsh((\(x) + (\(x)).T) / 2)[-1]", .postfix)
    case .smallestEigenvalue: Piece("\(numpy).linalg.eigvalsh((\(x) + (\(x)).T) / 2)[0]", .postfix)
    case .largestSingularValue: Piece("\(numpy).linalg.norm(\(x), 2)")
    case .smallestSingularValue: Piece("\(numpy).linalg.norm(\(x), -2)")
    case .nuclearNorm: Piece("\(numpy).linalg.norm(\(x), \"nuc\")")
    case .largestEigenvector: helper(.eigvec, "\(x), -1")
    case .smallestEigenvector: helper(.eigvec, "\(x), 0")
    case .leftVectorOfLargest: Piece(helper(.singular, "\(x), 0").text + "[0]", .postfix)
    case .leftVectorOfSmallest: Piece(helper(.singular, "\(x), -1").text + "[0]", .postfix)
    case .rightVectorOfLargest: Piece(helper(.singular, "\(x), 0").text + "[1]", .postfix)
    case .rightVectorOfSmallest: Piece(helper(.singular, "\(x), -1").text + "[1]", .postfix)
    case .polarFactor: helper(.polar, x)
    }
  }

  private mutating func matrixFunction(_ function: ElementaryFunction, _ x: String) -> Piece {
    switch function {
    case .exp: return helper(.expm, x)
    case .sin: return Piece(helper(.expm, "1j * (\(x))").text + ".imag", .postfix)
    case .cos: return Piece(helper(.expm, "1j * (\(x))").text + ".real", .postfix)
    case .sinh, .cosh:
      let (plus, minus) = (helper(.expm, x).text, helper(.expm, "-(\(x))").text)
      return Piece("(\(plus) \(function == .sinh ? "-" : "+") \(minus)) / 2", .product)
    default:
      let f = elementary(function, "w").text
      return helper(.spectral, "lambda w: \(f), \(x)")
    }
  }
}

extension Rational {
  /// The number as a decimal of at most four places, where it is one: `0.5`.
  var shortDecimal: String? {
    guard !isInteger, let scaled = (self * 10_000).integerValue else { return nil }
    let magnitude = scaled.magnitude
    var digits = String(magnitude % 10_000)
    digits = String(repeating: "0", count: 4 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return (isNegative ? "-" : "") + "\(magnitude / 10_000).\(digits)"
  }
}

extension Written {
  /// The matrix that this is the inverse of, and whether it is transposed.
  fileprivate var inverted: (matrix: Written, isTransposed: Bool)? {
    if case .inverse(let matrix) = form { return (matrix, false) }
    if case .transpose(let inner) = form, case .inverse(let matrix) = inner.form { return (matrix, true) }
    return nil
  }
}
