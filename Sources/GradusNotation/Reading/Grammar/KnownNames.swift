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

  /// p and k of `p_k = e^{z_k} / \sum_j e^{z_j}`: an equation for every entry defines the whole array.
  ///
  /// Nil unless something in the value is seen to be an array: it stands with another index too, or is known as one.
  func arrayDefined(by name: String, _ value: ArraySlice<Token>) -> (name: String, letters: [String])? {
    guard let (stem, letters) = KnownNames.entry(name), !isKnown(name), !isKnown(stem),
      !KnownNames.isRecursive(stem, value)
    else { return nil }
    let used = KnownNames.scripted(value)
    func has(_ script: Substring) -> Bool { script.contains { letters.contains(String($0)) } }
    func isIndex(_ script: Substring) -> Bool { script.allSatisfy { KnownNames.indexLetters.contains($0) } }
    let isArray = used.contains { array in
      guard has(array.script), isIndex(array.script) else { return false }
      return array.script.count > letters.count || isVariable(array.stem) && !isScalar(array.stem)
        || used.contains { $0.stem == array.stem && isIndex($0.script) && !has($0.script) }
    }
    return isArray ? (stem, letters) : nil
  }

  /// x and i of `x_i`, X, i and j of `X_{ij}`; nil of other names.
  static func entry(_ name: String) -> (stem: String, letters: [String])? {
    guard let (stem, script) = parts(name), (1...2).contains(script.count), Set(script).count == script.count,
      script.allSatisfy({ indexLetters.contains($0) })
    else { return nil }
    return (stem, script.map(String.init))
  }

  /// `x_k = x_{k-1} + …` is a rule for the next one.
  static func isRecursive(_ stem: String, _ value: ArraySlice<Token>) -> Bool {
    value.contains { $0.kind == .name(stem) } || scripted(value).contains { $0.stem == stem }
  }

  /// The names with something below them.
  private static func scripted(_ tokens: ArraySlice<Token>) -> [(stem: String, script: Substring)] {
    tokens.compactMap { token in
      if case .name(let name) = token.kind { KnownNames.parts(name) } else { nil }
    }
  }

  private static let indexLetters: Set<Character> = ["i", "j", "k", "l", "m", "n"]

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
