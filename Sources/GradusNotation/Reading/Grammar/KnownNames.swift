/// The names that mean something before the parser starts: they decide what `x(y + 1)` and `Ax` are.
struct KnownNames {
  /// Keys of symbols and definitions.
  private(set) var variables: Set<String> = []
  /// Keys of functions that the text defines.
  private(set) var functions: Set<String> = []
  /// Keys of functions that are declared and not defined.
  private(set) var declaredFunctions: Set<String> = []
  /// The counts of axes by key, where they are known.
  private var ranks: [String: Int] = [:]

  mutating func insert(variable name: String, rank: Int? = nil) {
    variables.insert(KnownNames.key(name))
    ranks[KnownNames.key(name)] = rank
  }

  mutating func insert(function name: String) { functions.insert(KnownNames.key(name)) }

  mutating func insert(declaredFunction name: String) {
    insert(function: name)
    declaredFunctions.insert(KnownNames.key(name))
  }

  func isDeclaredFunction(_ name: String) -> Bool { declaredFunctions.contains(KnownNames.key(name)) }
  func isVariable(_ name: String) -> Bool { variables.contains(KnownNames.key(name)) }
  func isFunction(_ name: String) -> Bool { functions.contains(KnownNames.key(name)) }
  func rank(_ name: String) -> Int? { ranks[KnownNames.key(name)] }
  func isScalar(_ name: String) -> Bool { rank(name) == 0 }
  func isKnown(_ name: String) -> Bool { isVariable(name) || isFunction(name) }

  /// Whether it is x_1 where x is known, and no scalar.
  func isEntry(_ name: String) -> Bool {
    guard let underscore = name.lastIndex(of: "_"), underscore > name.startIndex else { return false }
    let (stem, place) = (String(name[..<underscore]), name[name.index(after: underscore)...])
    return !place.isEmpty && place.allSatisfy(\.isNumber) && isVariable(stem) && !isScalar(stem)
  }

  /// `x1` and `x_1` are one name.
  static func key(_ name: String) -> String {
    guard let underscore = name.lastIndex(of: "_") else { return name }
    let tail = name[name.index(after: underscore)...]
    guard !tail.isEmpty, tail.allSatisfy(\.isNumber), underscore > name.startIndex else { return name }
    return String(name[..<underscore] + tail)
  }
}
