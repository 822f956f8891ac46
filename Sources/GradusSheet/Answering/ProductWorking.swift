import GradusExpression
import GradusNotation

/// The sums behind each entry of a product of two vectors or matrices of numbers: `1·4 + 2·2 = 8`.
struct ProductWorking {
  let lines: [Line]

  /// A product with more entries than this is not written out.
  private static let mostEntries = 16

  /// Nil where the formula is no product of two factors with one summed index.
  init?(_ formula: Formula, values: (Formula) -> Formula, name: Formula?) {
    guard case .contraction(let product) = formula.node, product.factors.count == 2,
      product.sizes.count == product.rank + 1
    else { return nil }
    let literals = product.factors.compactMap { ExactEvaluator().evaluate(values($0.formula)) }
    let lengths = product.sizes.compactMap { $0.value(in: [:]) }
    guard literals.count == 2, lengths.count == product.sizes.count else { return nil }
    let shape = Array(lengths[..<product.rank])
    guard product.factors.allSatisfy({ $0.labels.contains(product.rank) }), shape.reduce(1, *) <= Self.mostEntries
    else { return nil }

    func text(_ value: Rational) -> String { value.isInteger ? value.text : "(\(value.text))" }
    var lines: [Line] = []
    let letter = name.map { $0.written(as: .unicode) } ?? ""
    for place in 0..<shape.reduce(1, *) {
      let index = shape.count == 2 ? [place / shape[1], place % shape[1]] : shape.isEmpty ? [] : [place]
      var (sum, total) = ("", Rational.zero)
      for k in 0..<lengths[product.rank] {
        let factors = zip(product.factors, literals).map { factor, literal in
          literal.values[
            zip(factor.labels, literal.shape).reduce(0) { $0 * $1.1 + ($1.0 == product.rank ? k : index[$1.0]) }]
        }
        total += factors[0] * factors[1]
        let isSubtracted = factors[0].isNegative != factors[1].isNegative
        let (a, b) =
          factors[0].isNegative && factors[1].isNegative
          ? ("(\(text(factors[0])))", "(\(text(factors[1])))")
          : (text(factors[0].magnitude), text(factors[1].magnitude))
        sum += (sum.isEmpty ? (isSubtracted ? "−" : "") : isSubtracted ? " − " : " + ") + "\(a)·\(b)"
      }
      let digits = Array("₀₁₂₃₄₅₆₇₈₉")
      let below = index.map { String(String($0 + 1).map { digits[$0.wholeNumberValue!] }) }.joined()
      let left = letter.isEmpty ? "" : "\(letter)\(below) = "
      lines.append(Line("", .line("\(left)\(sum) = \(total.text)")))
    }
    let words =
      shape.isEmpty
      ? "Multiply entry by entry and add up."
      : shape.count == 1
        ? "Each entry is a row times the vector." : "The entry in row i and column j is row i times column j."
    self.lines = [Line(words)] + lines
  }
}
