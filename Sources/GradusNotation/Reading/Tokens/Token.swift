import GradusExpression

/// The smallest piece of mathematical text, the same for all three spellings.
struct Token: Equatable {
  var kind: Kind
  /// The place in the source, in Unicode scalars.
  var range: Range<Int>
  /// Whether white space stands before it; inside `[ ]` that separates the elements.
  var followsSpace: Bool
  /// Whether a name is one word by its spelling (`\mathrm{loss}`), and not to be taken apart into letters.
  var isWord = false
  /// Whether a name is set in bold type, as vectors are.
  var isBold = false

  enum Kind: Equatable {
    case number(Rational)
    /// A name in its ASCII spelling: `theta_1` for `θ₁`.
    case name(String)
    /// The vector (or matrix) of ones or zeros: `\mathbf 1`, `𝟏`.
    case filled(Int)
    case plus, minus, star, slash, caret, prime
    /// `!` behind what it belongs to.
    case factorial
    /// `**` of programs.
    case doubleStar
    /// `@`, the matrix product of Python, and `\` of MATLAB, the solution of a linear system.
    case at, leftDivision
    /// `.T` and `.sum` behind what they belong to, and the dot of `log.(x)`.
    case member(String), broadcast
    case comparison(Comparison)
    /// `≻` and `⪰`: the difference of two matrices is positive definite, or semidefinite.
    case definiteness(Comparison)
    /// `\land` and `\lor`
    case and, or
    case dotStar, dotSlash, dotCaret
    /// `·` and `×`, and the Kronecker product's `⊗`.
    case middleDot, cross, circledTimes
    case equals, defines, doubleEquals, colon, comma, semicolon, newline
    case ampersand, rowBreak
    case open(Bracket), close(Bracket)
    case bar(Side), doubleBar(Side)
    /// A run of superscript characters, such as `-1`, `2`, `T`.
    case superscript(String)
    case subscripted(String)
    case underscore
    case squareRoot, fraction
    /// `\binom`, with n and k behind it.
    case binomial
    /// `\sum` and `\prod`, with their indices to come.
    case bigOperator(Function)
    case begin(String), end(String)
    case partial, nabla, infinity, element, notEqual, reals
    /// `\sim` and `~`: is distributed as.
    case distributed
    case endOfText
  }

  /// Whether an operand may end here.
  var endsOperand: Bool {
    switch kind {
    case .name, .number, .filled, .close, .prime, .factorial, .superscript, .subscripted, .member, .end: true
    default: false
    }
  }

  /// Whether an operand has to follow.
  var isOperator: Bool {
    switch kind {
    case .plus, .minus, .star, .slash, .caret, .dotStar, .dotSlash, .dotCaret, .middleDot, .cross, .circledTimes,
      .equals, .defines, .doubleEquals, .comma, .open, .at, .leftDivision, .doubleStar:
      true
    default: false
    }
  }

  /// Which of two numbers is the larger one.
  enum Comparison: Equatable { case less, lessOrEqual, greater, greaterOrEqual }

  enum Bracket: Equatable { case round, square, brace, angle }
  /// The side on which a bar stands; `|` itself does not tell.
  enum Side: Equatable { case left, right, either }
}
