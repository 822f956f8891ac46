import GradusNotation

/// Which words of a text may be mathematics.
enum TypedWords {
  /// What stands right behind a number and is no factor: `2nd`, `3D`, `10k`.
  static let unitsBehindNumbers: Set<String> = [
    "st", "nd", "rd", "th", "D", "k", "K", "px", "ms", "kg", "cm", "mm", "km", "GB", "MB", "pt", "pts", "mal", "am",
    "pm",
  ]

  /// Short words that are no products of letters.
  private static let english: Set<String> = Set(
    """
    of to in is at be by if or on an as it so we us up do no my me he go am vs et al eq ex re ie eg ok hi oh id pp
    the and for are its not let use via has any all how set sum who why did was may can one two six ten now new out per
    but you our see bit big few far too own old end add due fit get got had her him his ask way yes yet try top row net
    map lr err acc std var avg num reg tol dim len obj val pts max min lim sup inf arg mod gcd ode pde fig sec cf etc
    vec say put run bad aim cut day ago air low off age art buy car cup day eat fly gap hot ice job key law lay led leg
    lie lot mix odd pay pen pin pop pot raw red sea she sit sky sub sun tag tax tea ten tie tip toy van war wet win won
    """.split { $0.isWhitespace }.map(String.init))

  /// Capitals that stand for words.
  private static let acronyms: Set<String> = [
    "KL", "CE", "TP", "FP", "FN", "TN", "AI", "ML", "NN", "GD", "BN", "CI", "ID", "OK", "US", "UK", "EE", "CS", "HW",
    "TA", "JS", "DL", "TV",
  ]

  /// Functions that are applied without brackets: `log p`, `sin 2x`.
  static let prefixFunctions: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "log", "ln", "lg",
    "exp", "sqrt", "det", "tr", "sgn", "erf", "trace", "softplus", "sigmoid", "relu", "ReLU", "rank", "diag",
  ]

  /// Functions that LaTeX has a command for.
  static let commands: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos", "arctan", "exp",
    "log", "ln", "lg", "det", "max", "min", "sup", "inf", "lim", "arg", "gcd",
  ]

  /// Signs with a range below them.
  static let bigOperators: Set<String> = ["sum", "prod", "max", "min", "argmax", "argmin", "lim", "sup", "inf"]

  /// The name of a Greek letter or the letter itself, as a command of LaTeX.
  static func greek(_ word: String) -> String? {
    if word.unicodeScalars.count == 1, let name = MathCharacters.greek[word.unicodeScalars.first!] {
      return "\\" + name
    }
    guard word.count > 1, MathCharacters.greekNames.contains(word), word != "omicron" else { return nil }
    return "\\" + word
  }

  static func isFunction(_ word: String) -> Bool {
    word.count > 1
      && (Function.isName(word) || Function.isName(word.lowercased()) && word.first!.isUppercase
        || prefixFunctions.contains(word))
  }

  /// Whether letters are a product of symbols: `Ax`, `xy`, `cI`; `isAttached` where a number, a bracket or a sign stands right beside it.
  static func isProduct(_ word: String, isAttached: Bool) -> Bool {
    guard (2...3).contains(word.count), word.allSatisfy({ $0.isASCII && $0.isLetter }) else { return false }
    if english.contains(word.lowercased()) || acronyms.contains(word) { return false }
    if greek(word) != nil || isFunction(word) { return false }
    if word.count == 2 { return true }
    if word.allSatisfy(\.isUppercase) { return false }
    if isAttached || word.contains(where: \.isUppercase) { return true }
    let rest = word.first == "a" ? word.dropFirst() : word[...]
    return rest.allSatisfy { !"aeiou".contains($0) }
  }

  /// Whether a word may stand as an operand by itself.
  static func isOperand(_ word: String) -> Bool {
    word.count == 1 || greek(word) != nil || isFunction(word) || isProduct(word, isAttached: true)
  }

  /// Words before a letter that is a label: `part b`, `case A`.
  static let labelled: Set<String> = [
    "part", "parts", "question", "exercise", "problem", "figure", "fig", "section", "chapter", "case", "option", "item",
    "appendix", "table", "equation", "eq", "theorem", "lemma", "week", "assignment", "homework", "group", "version",
    "sheet", "definition", "type", "plan", "grade", "vitamin", "team",
  ]

  /// What follows a capital A that is a name and no article: `A is …`, `A be …`.
  static let behindNames: Set<String> = [
    "is", "be", "has", "have", "of", "and", "with", "for", "to", "such", "are", "in", "as", "on", "at", "by", "when",
    "if",
    "where", "that", "so", "does", "denote", "denotes", "or", "from", "using", "must", "can", "was", "exists", "into",
    "positive", "symmetric", "invertible", "singular", "orthogonal", "satisfies", "times", "maps", "commute", "onto",
    "but", "then", "we", "over", "under", "not", "via", "under", "given", "along",
  ]

  /// What follows the name of a Greek letter that is part of a word: `the delta rule`.
  static let behindGreekWords: Set<String> = [
    "rule", "function", "distribution", "algebra", "test", "channel", "version", "testing", "release", "variant",
    "prior",
    "functions", "process", "divergence",
  ]

  /// Nouns behind a size: `n x d matrix`.
  static let sized: Set<String> = [
    "matrix", "matrices", "real", "symmetric", "identity", "diagonal", "invertible", "orthogonal", "random", "square",
    "positive", "data", "design", "weight",
  ]
}
