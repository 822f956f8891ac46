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

  /// p of `p_k = e^{z_k} / \sum_j e^{z_j}`: an equation for every entry defines the whole array.
  ///
  /// Nil unless z is seen to be an array: it stands with another index too, or is known as one.
  func arrayDefined(by name: String, _ value: ArraySlice<Token>) -> String? {
    guard let (stem, letter) = KnownNames.parts(name), KnownNames.indexLetters.contains(letter), !isKnown(name) else {
      return nil
    }
    let used = value.compactMap { token in
      if case .name(let name) = token.kind { KnownNames.parts(name) } else { nil }
    }
    let arrays = used.filter { $0.script == letter && $0.stem != stem }.map(\.stem)
    // `x_k = x_{k-1} + …` is a rule for the next one.
    guard !value.contains(where: { $0.kind == .name(stem) }), !used.contains(where: { $0.stem == stem }) else {
      return nil
    }
    let isArray = arrays.contains { array in
      used.contains { $0.stem == array && $0.script != letter && KnownNames.indexLetters.contains($0.script) }
        || isVariable(array) && !isScalar(array)
    }
    return isArray ? stem : nil
  }

  private static let indexLetters: Set<Substring> = ["i", "j", "k", "l", "m", "n", "c", "r", "s", "t"]

  /// What stands before and behind the last `_`.
  private static func parts(_ name: String) -> (stem: String, script: Substring)? {
    guard let underscore = name.lastIndex(of: "_"), underscore > name.startIndex else { return nil }
    return (String(name[..<underscore]), name[name.index(after: underscore)...])
  }

  /// `x1` and `x_1` are one name.
  static func key(_ name: String) -> String {
    guard let underscore = name.lastIndex(of: "_") else { return name }
    let tail = name[name.index(after: underscore)...]
    guard !tail.isEmpty, tail.allSatisfy(\.isNumber), underscore > name.startIndex else { return name }
    return String(name[..<underscore] + tail)
  }
}
