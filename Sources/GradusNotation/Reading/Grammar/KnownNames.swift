/// The names that mean something before the parser starts: they decide what `x(y + 1)` and `Ax` are.
struct KnownNames {
  /// Keys of symbols and definitions.
  private(set) var variables: Set<String> = []
  /// Keys of functions that the text defines.
  private(set) var functions: Set<String> = []
  /// Keys of declared scalars.
  private(set) var scalars: Set<String> = []

  mutating func insert(variable name: String, isScalar: Bool = false) {
    variables.insert(KnownNames.key(name))
    if isScalar { scalars.insert(KnownNames.key(name)) }
  }

  mutating func insert(function name: String) { functions.insert(KnownNames.key(name)) }

  func isVariable(_ name: String) -> Bool { variables.contains(KnownNames.key(name)) }
  func isFunction(_ name: String) -> Bool { functions.contains(KnownNames.key(name)) }
  func isScalar(_ name: String) -> Bool { scalars.contains(KnownNames.key(name)) }
  func isKnown(_ name: String) -> Bool { isVariable(name) || isFunction(name) }

  /// `x1` and `x_1` are one name.
  static func key(_ name: String) -> String {
    guard let underscore = name.lastIndex(of: "_") else { return name }
    let tail = name[name.index(after: underscore)...]
    guard !tail.isEmpty, tail.allSatisfy(\.isNumber), underscore > name.startIndex else { return name }
    return String(name[..<underscore] + tail)
  }
}
