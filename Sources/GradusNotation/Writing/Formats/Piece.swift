/// A written part and how tightly it holds together.
struct Piece {
  var text: String
  var binding: Binding

  init(_ text: String, _ binding: Binding = .atom) {
    self.text = text
    self.binding = binding
  }
}

/// How tightly a written part holds together, loosest first.
enum Binding: Int, Comparable {
  case sum, product, power, postfix, atom

  static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
}
