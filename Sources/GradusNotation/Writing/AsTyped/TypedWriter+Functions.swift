import GradusExpression

extension TypedWriter {
  func call(_ function: Function, _ arguments: [Piece]) -> Piece {
    if case .elementary(let elementary) = function {
      return dialect.call(.elementary(elementary), arguments, kind: .scalar)
    }
    let name: Written.Name? =
      switch function {
      case .sqrt: .squareRoot
      case .sum where arguments.count == 1: .sum(axis: nil)
      case .logsumexp where arguments.count == 1: .reduction(.logSumExp, axis: nil)
      case .softmax: .softmax
      case .norm1: .norm1
      case .norm2, .normF: .norm2
      case .norm where arguments.count == 1: .norm2
      case .normInf: .normInfinity
      case .tr: .trace
      case .det: .determinant
      case .logdet: .logDeterminant
      case .diag: .diagonal
      case .kron: .kronecker
      default: nil
      }
    if let name { return dialect.call(name, arguments, kind: .scalar) }
    switch function {
    case .inv: return dialect.inverse(dialect.raisesInverses ? tight(arguments[0], .atom) : arguments[0])
    case .transpose: return dialect.transpose(tight(arguments[0], .postfix))
    case .vector where arguments.count == 1: return dialect.ones([.number(1)], isTold: true)
    default: return self.function(function.rawValue, arguments)
    }
  }

  func norm(_ inner: Piece, _ order: Syntax.NormOrder) -> Piece {
    switch order {
    case .unstated, .two, .frobenius: dialect.call(.norm2, [inner], kind: .scalar)
    case .one: dialect.call(.norm1, [inner], kind: .scalar)
    case .infinity: dialect.call(.normInfinity, [inner], kind: .scalar)
    case .nuclear: dialect.call(.norm, [inner, Piece("*")], kind: .scalar)
    case .p(let p): dialect.call(.norm, [inner, piece(p)], kind: .scalar)
    }
  }

  func application(_ name: String, _ arguments: [Syntax]) -> Piece {
    let pieces = arguments.map(piece)
    if pieces.count == 2 {
      switch name.lowercased() {
      case "gradient": return nabla(pieces[0], in: pieces[1], order: 1)
      case "hessian": return nabla(pieces[0], in: pieces[1], order: 2)
      case "jacobian", "derivative": return slope(pieces[0], in: pieces[1])
      default: break
      }
    }
    return function(name, pieces)
  }

  /// `name(a, b)`
  private func function(_ name: String, _ arguments: [Piece]) -> Piece {
    let comma = format == .mathml ? "<mo>,</mo>" : ", "
    let inside = dialect.bracketed(arguments.map(\.text).joined(separator: comma))
    let isWord = name.count > 1 && name.allSatisfy(\.isLetter) && MathCharacters.greekLetter(name) == nil
    let spelled = dialect.name(name, .scalar).text
    switch format {
    case .latex: return Piece((isWord ? "\\operatorname{\(name)}" : spelled) + inside)
    case .mathml: return Piece("<mrow>\(isWord ? "<mi>\(name)</mi>" : spelled)<mo>&#x2061;</mo>\(inside)</mrow>")
    case .unicode, .ascii, .python, .swift: return Piece(spelled + inside)
    }
  }

  // MARK: Derivatives

  /// ∇ₓ f, ∇²ₓ f
  func nabla(_ inner: Piece, in variable: Piece?, order: Int) -> Piece {
    let body = tight(inner, .postfix).text
    switch format {
    case .latex:
      let lower = variable.map { "_{\($0.text)}" } ?? ""
      return Piece("\\nabla\(order == 2 ? "^{2}" : "")\(lower) \(body)", .power)
    case .mathml:
      let sign = "<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">∇</mo>"
      let two = "<mn>2</mn>"
      let marked =
        switch (variable, order) {
        case (let variable?, 2): "<msubsup>\(sign)<mrow>\(variable.text)</mrow>\(two)</msubsup>"
        case (let variable?, _): "<msub>\(sign)<mrow>\(variable.text)</mrow></msub>"
        case (nil, 2): "<msup>\(sign)\(two)</msup>"
        case (nil, _): sign
        }
      return Piece(marked + "<mspace width=\"0.1em\"/>" + body, .power)
    case .unicode, .ascii, .python, .swift:
      let lower = variable.map { MathCharacters.subscript($0.text) ?? "_\($0.text)" } ?? ""
      let space = body.hasPrefix("(") || lower.isEmpty ? "" : " "
      return Piece("∇\(order == 2 ? "²" : "")\(lower)\(space)\(body)", .power)
    }
  }

  /// `∇f(x)|ₓ₌ₐ`
  func placed(_ inner: Piece, _ names: [String], _ values: [Piece]) -> Piece {
    let sign = format == .mathml ? "<mo>=</mo>" : " = "
    let places = zip(names, values).map { dialect.name($0, .scalar).text + sign + $1.text }
    switch format {
    case .latex: return Piece("\\left.\(inner.text)\\right|_{\(places.joined(separator: ", "))}", .product)
    case .mathml:
      let list = places.joined(separator: "<mo>,</mo>")
      return Piece("<msub><mrow>\(inner.text)<mo fence=\"true\">|</mo></mrow><mrow>\(list)</mrow></msub>", .product)
    case .unicode, .ascii, .python, .swift: return Piece("\(inner.text) at \(places.joined(separator: ", "))", .sum)
    }
  }

  /// `∇f(x₀)`, `∂f(a)/∂x`
  func slope(of name: String, _ names: [String], _ order: Int, _ arguments: [Syntax]?) -> Piece {
    let whole = arguments.map { application(name, $0) } ?? dialect.name(name, .scalar)
    if let variable = names.first { return slope(whole, in: dialect.name(variable, .scalar)) }
    return nabla(whole, in: nil, order: order)
  }

  /// ∂g/∂x
  func slope(_ inner: Piece, in variable: Piece) -> Piece {
    let body = tight(inner, .postfix).text
    switch format {
    case .latex: return Piece("\\frac{\\partial \(body)}{\\partial \(variable.text)}", .power)
    case .mathml:
      let sign = "<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">∂</mo>"
      return Piece("<mfrac><mrow>\(sign)\(body)</mrow><mrow>\(sign)\(variable.text)</mrow></mfrac>")
    case .unicode, .ascii, .python, .swift: return Piece("∂\(body)/∂\(variable.text)", .product)
    }
  }
}
