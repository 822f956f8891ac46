/// What all texts of a reading tell of their names before any is resolved.
struct Hints {
  /// The sizes that stand above sums, as n in `\sum_{i=1}^{n}`, unless the name means something else.
  var writtenSizes: Set<String> = []
  /// The names in bold type.
  var boldNames: Set<String> = []
  /// The names before letters in brackets, as in `x[i]`.
  var bracketedNames: Set<String> = []
  /// The keys of names at which indices of sums stand, as in `\sum_i x_i`.
  var indexedNames: Set<String> = []
  /// The letters that sums run over, by text.
  var sumLetters: [Int: Set<String>] = [:]
  /// The letters of indices that no sum runs over, as j in `\sum_i x_i A_{ij}`, by text.
  var freeLetters: [Int: Set<String>] = [:]
  /// The sets of indices that sums run over, with the count of indices of a member.
  var sets: [String: Int] = [:]
  /// The keys of names that may be two vectors of one letter, with the two letters of their indices.
  var doubtfulNames: [String: [String]] = [:]
  /// Capitals that are numbers, and those that are where they stand before a number in a sum of numbers.
  var numbers: Set<String> = []
  var coefficients: Set<String> = []

  init() {}

  /// - Parameters:
  ///   - latexTexts: the texts in which nothing is divided by a matrix: a program has `b/A`.
  ///   - equations: the sides of equations, which are among the formulas too.
  init(
    _ formulas: [(syntax: Syntax, text: Int)], boldNames: Set<String>, latexTexts: Set<Int> = [],
    environment: Environment, equations: [(left: Syntax, right: Syntax)] = []
  ) {
    self.boldNames = boldNames
    for (formula, text) in formulas {
      writtenSizes.formUnion(formula.indexSizes.filter { !environment.isTaken(KnownNames.key($0)) })
      doubtfulNames.merge(formula.doubtfulNames) { first, _ in first }
      bracketedNames.formUnion(formula.bracketedNames)
      sets.merge(formula.setsOfIndices) { first, _ in first }
      let (bases, letters, used) = formula.indexedNames
      indexedNames.formUnion(bases)
      sumLetters[text, default: []].formUnion(letters)
      freeLetters[text, default: []].formUnion(used)
    }
    for text in Array(freeLetters.keys) { freeLetters[text]?.subtract(sumLetters[text] ?? []) }
    var allRoles: [String: Set<Syntax.CapitalRole>] = [:]
    for (formula, text) in formulas {
      allRoles.merge(formula.capitalRoles(isLatex: latexTexts.contains(text))) { $0.union($1) }
    }
    for (left, right) in equations {
      // E = m c²: where no other capital and nothing of vectors stands, the letter is a number.
      for (side, other) in [(left, right), (right, left)] {
        if let name = side.asName, name.first?.isUppercase == true, other.isOfNumbers { numbers.insert(name) }
      }
    }
    for (name, roles) in allRoles {
      if roles.contains(.below) || roles.contains(.exponent) || roles == [.divisor] { numbers.insert(name) }
      if roles == [.coefficient] { coefficients.insert(name) }
    }
  }
}
