import GradusExpression

/// How a format spells the parts that a writer has put in order and bracketed.
protocol Dialect {
  func number(_ value: Rational) -> Piece
  func constant(_ constant: NamedConstant) -> Piece
  func size(_ size: Size) -> Piece
  func name(_ name: String, _ kind: Written.Kind) -> Piece
  func literal(_ literal: Literal) -> Piece
  func matrix(_ rows: [[Piece]]) -> Piece
  func ones(_ sizes: [Size], isTold: Bool) -> Piece
  func zeros(_ sizes: [Size]) -> Piece
  func unitMatrix(_ size: Size, isTold: Bool) -> Piece
  func unitVector(_ place: Int, _ size: Size) -> Piece
  func band(_ size: Size, _ band: Band) -> Piece

  func bracketed(_ text: String) -> String
  /// One term and its sign; the first is written without a plus.
  func term(_ piece: Piece, isNegative: Bool, isFirst: Bool) -> String
  func product(_ left: Piece, _ right: Piece) -> Piece
  func entrywiseProduct(_ left: Piece, _ right: Piece) -> Piece
  /// Whether a quotient is one above the other, so that its parts need no brackets.
  var stacksQuotients: Bool { get }
  func quotient(_ top: Piece, _ bottom: Piece) -> Piece
  func entrywiseQuotient(_ top: Piece, _ bottom: Piece) -> Piece
  /// Whether an exponent is raised, so that it needs no brackets.
  var raisesExponents: Bool { get }
  func power(_ base: Piece, _ exponent: Piece) -> Piece
  func entrywisePower(_ base: Piece, _ exponent: Piece) -> Piece
  func transpose(_ piece: Piece) -> Piece
  /// Whether A⁻¹ is an exponent and not a function.
  var raisesInverses: Bool { get }
  func inverse(_ piece: Piece) -> Piece
  func call(_ name: Written.Name, _ arguments: [Piece], kind: Written.Kind) -> Piece

  func part(_ piece: Piece, _ places: [Int?]) -> Piece
  /// One entry of a vector with a plain name.
  func component(_ name: String, _ place: Int) -> Piece
  /// The entry at named indices.
  func entry(_ piece: Piece, _ indices: [String]) -> Piece
  /// A constant tensor, such as ones, at named indices with the sizes given where nothing else tells them.
  func entry(constant: Constant, _ indices: [String], sizes: [Size]?) -> Piece
  func reduction(_ name: String, over indices: [String], _ piece: Piece) -> Piece
  /// The tensor whose entry at the indices is the piece.
  func tensor(_ indices: [String], _ piece: Piece) -> Piece
  func reshaped(_ piece: Piece, _ sizes: [Size]) -> Piece
}

enum Constant { case ones, zeros, unitMatrix }
