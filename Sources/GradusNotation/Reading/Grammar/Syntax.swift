package import GradusExpression

/// A formula as it was written: the same tree for ASCII, Unicode and LaTeX, before anybody knows a shape.
///
/// `range` is the place in the source, in Unicode scalars.
package struct Syntax: Hashable, Sendable {
  /// What it is.
  package let kind: Kind
  /// Where it stands in the source, in bytes of UTF-8.
  package let range: Range<Int>

  /// A piece of syntax at its place.
  package init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
  }

  /// What a piece of syntax is, before anybody asks what it means.
  package indirect enum Kind: Hashable, Sendable {
    case number(Rational)
    /// A symbol, a definition, or a constant such as `e`, `pi`, `I`.
    case name(String)
    /// A vector or matrix of that number everywhere; what it stands by gives the size.
    case filled(Rational)
    case negative(Syntax)
    /// a − b + c
    case sum([Addend])
    /// a * b / c, from the left
    case product(Syntax, [Factor])
    /// `^`, or `.^` where entrywise
    case power(Syntax, Syntax, entrywise: Bool)
    case transpose(Syntax)
    case call(Function, [Syntax])
    /// A function that the text itself defines.
    case application(String, [Syntax])
    /// |x|: the absolute value, or the determinant of a matrix.
    case bars(Syntax)
    case norm(Syntax, NormOrder)
    /// Rows of entries; `(a, b)` and `[a; b]` are one column.
    case matrix([[Syntax]])
    /// A name with an index of a sum below or above it: `x_i`, `x_{ij}`, `x^{(i)}`. Whether it is one entry or one row,
    /// its use tells; a bold letter is a vector.
    case indexed(String, [Index], isBold: Bool)
    /// `x[2]`, `A[1,:]`, and in index notation `A[i,j]`.
    case part(Syntax, [Index])
    /// In index notation `ones[k]`, `zeros[k]` and the unit matrix's `eye[i,j]`.
    case constantEntry(Function, [Index])
    /// `sum[p,q](…)` over the indices, and likewise prod, max, min and logsumexp.
    case reduction(Function, over: [String], Syntax)
    /// `tensor[i,j](…)`: what has that entry at i, j.
    case tensor([String], Syntax)
    /// 1 where the indices are in the set, else 0: of `\sum_{i \in S}` and `\sum_{(i,j) \in \Omega}`.
    case membership(of: String, [String])
    /// 1 where the second index is so much above the first, or more: of `\sum_{i<j}`, and of sums that start at 2.
    case band(String, String?, Band)
    /// `\min_w …` and `\argmin_w …` before a whole formula: the objective, and what it is minimised or maximised over.
    case objective(over: [String], Syntax)
    /// `d/dx`, `∂/∂x`, `∇`, to be taken by those names one after the other; none for a bare `∇f`.
    case derivative(Syntax, by: [String])
    /// `∇f(x_0)`, `f''(2)`, `\frac{df}{dx}(a)`: the derivative of a function, and then its value at the arguments, those of
    /// its definition where there are none; by its arguments of those names, or by all of them, so often.
    case slope(of: String, by: [String], order: Int, at: [Syntax]?)
    /// `\nabla f(x) |_{x = a}`: a derivative with values in the places of names.
    case placed(Syntax, names: [String], at: [Syntax])
  }

  /// What stands in the brackets of `A[1,:]` and `A[i,j]`.
  package enum Index: Hashable, Sendable {
    /// A place, counted from 1.
    case place(Int)
    /// `:`
    case whole
    /// An index, with the size of its axis where that is written: `i`, `i:n`.
    case letter(String, size: Syntax?)
    /// An index so far before or behind a letter: `t-1`.
    case shifted(String, by: Int)
  }

  /// A part of a sum with its sign.
  package struct Addend: Hashable, Sendable {
    /// Whether it is subtracted.
    package let isNegative: Bool
    /// What is added or subtracted.
    package let value: Syntax
  }

  /// A part of a product with the sign before it.
  package struct Factor: Hashable, Sendable {
    /// The sign before it.
    package let operation: ProductOperator
    /// What is multiplied or divided by.
    package let value: Syntax
    /// The place of the sign; empty for a product without one.
    package let signRange: Range<Int>
  }

  /// A sign between factors.
  package enum ProductOperator: Hashable, Sendable {
    /// `*`, `×`, or nothing
    case times
    /// `·`, between two vectors the inner product
    case dot
    case entrywiseTimes
    case over
    case entrywiseOver
    case kronecker
    /// `@` of Python, of vectors too: x @ y is their inner product.
    case matrixTimes
  }

  /// The order of a norm.
  package enum NormOrder: Hashable, Sendable {
    /// ‖x‖: Euclid's, of a matrix Frobenius'
    case unstated
    case one, two, infinity, frobenius, nuclear
    case p(Syntax)
  }
}

extension Syntax {
  /// The name, where the formula is nothing else.
  package var asName: String? {
    if case .name(let name) = kind { name } else { nil }
  }

  /// The name that is used here: a name, the function of a call, or what an index stands at.
  var usedName: String? {
    switch kind {
    case .name(let name), .application(let name, _), .indexed(let name, _, _), .slope(let name, _, _, _): name
    default: nil
    }
  }

  /// The number, where the formula is nothing else but a number or its negative.
  package var asNumber: Rational? {
    switch kind {
    case .number(let value): value
    case .negative(let inner): inner.asNumber.map { -$0 }
    case .product(let first, let factors):
      // `1/2` in an exponent.
      if factors.count == 1, factors[0].operation == .over, let top = first.asNumber,
        let bottom = factors[0].value.asNumber, !bottom.isZero
      {
        top / bottom
      } else {
        nil
      }
    default: nil
    }
  }

  /// The parts, from left to right.
  package var children: [Syntax] {
    switch kind {
    case .number, .name, .filled, .constantEntry, .indexed, .membership, .band: []
    case .negative(let inner), .transpose(let inner), .bars(let inner), .derivative(let inner, _), .part(let inner, _),
      .reduction(_, _, let inner), .tensor(_, let inner), .objective(_, let inner):
      [inner]
    case .norm(let inner, let order): if case .p(let p) = order { [inner, p] } else { [inner] }
    case .sum(let addends): addends.map(\.value)
    case .product(let first, let factors): [first] + factors.map(\.value)
    case .power(let base, let exponent, _): [base, exponent]
    case .call(_, let arguments), .application(_, let arguments): arguments
    case .matrix(let rows): rows.flatMap { $0 }
    case .slope(_, _, _, let arguments): arguments ?? []
    case .placed(let inner, _, let values): [inner] + values
    }
  }
}
