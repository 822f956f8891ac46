import GradusExpression

// Sums over indices as their author wrote them.
extension TypedWriter {
  /// `∑ᵢ₌₁ⁿ …`: the reader carries the size of an index as a factor of ones, which nobody wrote.
  func reduction(_ function: Function, _ letters: [String], _ inner: Syntax) -> Piece {
    var body = inner
    var sizes: [String: Syntax] = [:]
    while case .product(let first, let factors) = body.kind, factors.count == 1,
      case .constantEntry(.ones, let indices) = first.kind, case .letter(let letter, let size?)? = indices.first,
      indices.count == 1, letters.contains(letter)
    {
      sizes[letter] = size
      body = factors[0].value
    }
    let sign: Character? = function == .sum ? "∑" : function == .prod ? "∏" : nil
    let size = letters.compactMap { sizes[$0] }.first
    let isBounded = size != nil && letters.allSatisfy { sizes[$0] == size }
    guard let sign, isBounded || sizes.isEmpty, let head = head(sign, letters, size.map(piece)) else {
      return dialect.reduction(function.rawValue, over: letters, piece(body))
    }
    let summand = piece(body)
    let text = summand.binding < .product ? dialect.bracketed(summand.text) : summand.text
    return Piece(head + text, .product)
  }

  /// The sign with what stands below and above it; nil where the format has none.
  private func head(_ sign: Character, _ letters: [String], _ last: Piece?) -> String? {
    let list = letters.joined(separator: letters.allSatisfy { $0.count == 1 } ? "" : ",")
    switch format {
    case .latex:
      let command = sign == "∑" ? "\\sum" : "\\prod"
      return last.map { "\(command)_{\(list)=1}^{\($0.text)} " } ?? "\(command)_{\(list)} "
    case .mathml:
      let names = letters.map { "<mi>\($0)</mi>" }.joined()
      let mark = "<mo>\(sign)</mo>"
      return last.map {
        "<munderover>\(mark)<mrow>\(names)<mo>=</mo><mn>1</mn></mrow><mrow>\($0.text)</mrow></munderover>"
      }
        ?? "<munder>\(mark)<mrow>\(names)</mrow></munder>"
    case .unicode:
      guard let lower = MathCharacters.subscript(list) else { return nil }
      guard let last else { return "\(sign)\(lower) " }
      return MathCharacters.superscript(last.text).map { "\(sign)\(lower)₌₁\($0) " }
        ?? "\(sign)_{\(list)=1}^{\(last.text)} "
    case .ascii, .python, .swift: return nil
    }
  }

  /// `xᵢ`, `aᵢⱼ`; `x[i]` where the characters have no such letters.
  func indexed(_ name: String, _ indices: [Syntax.Index]) -> Piece {
    let letters = indices.map(letter)
    if format == .unicode, letters.allSatisfy({ $0.count == 1 && $0 != ":" }), !name.contains("_"),
      let lower = MathCharacters.subscript(letters.joined())
    {
      return Piece(dialect.name(name, .scalar).text + lower, .atom)
    }
    return dialect.entry(dialect.name(name, .scalar), letters)
  }
}
