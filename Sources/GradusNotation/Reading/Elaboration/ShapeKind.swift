/// What a formula is to linear algebra. A row is a transposed vector; the graph itself knows vectors only.
enum ShapeKind: UInt8, CaseIterable {
  case scalar = 1
  case column = 2
  case row = 4
  case matrix = 8
  /// More than two axes.
  case tensor = 16

  /// The count of axes.
  var rank: Int {
    switch self {
    case .scalar: 0
    case .column, .row: 1
    case .matrix: 2
    case .tensor: 3
    }
  }

  var transposed: ShapeKind {
    switch self {
    case .scalar: .scalar
    case .column: .row
    case .row: .column
    case .matrix: .matrix
    case .tensor: .tensor
    }
  }
}

/// The kinds that a formula can still be.
struct ShapeKinds: OptionSet, Hashable {
  let rawValue: UInt8

  static let scalar = ShapeKinds(.scalar)
  static let column = ShapeKinds(.column)
  static let row = ShapeKinds(.row)
  static let matrix = ShapeKinds(.matrix)
  static let tensor = ShapeKinds(.tensor)
  static let vector: ShapeKinds = [.column, .row]
  static let nonScalar: ShapeKinds = [.column, .row, .matrix]
  static let all: ShapeKinds = [.scalar, .column, .row, .matrix, .tensor]

  init(rawValue: UInt8) { self.rawValue = rawValue }
  init(_ kind: ShapeKind) { rawValue = kind.rawValue }

  var members: [ShapeKind] { ShapeKind.allCases.filter { contains(ShapeKinds($0)) } }

  /// The only kind left.
  var only: ShapeKind? { ShapeKind(rawValue: rawValue) }

  /// The kinds in words: `a scalar or a vector`.
  var phrase: String {
    members.map { kind in
      switch kind {
      case .scalar: "scalar"
      case .column: "vector"
      case .row: "row"
      case .matrix: "matrix"
      case .tensor: "tensor"
      }
    }.joined(separator: " or ")
  }
}
