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
  /// The letters that sums run over.
  var sumLetters: Set<String> = []

  init() {}

  init(_ formulas: [Syntax], boldNames: Set<String>, environment: Environment) {
    self.boldNames = boldNames
    for formula in formulas {
      writtenSizes.formUnion(formula.indexSizes.filter { !environment.isTaken(KnownNames.key($0)) })
      bracketedNames.formUnion(formula.bracketedNames)
      let (bases, letters) = formula.indexedNames
      indexedNames.formUnion(bases)
      sumLetters.formUnion(letters)
    }
  }
}
