import GradusNotation

// The words around mathematics: what people write before and behind a question without meaning anything else by it.
extension Phrase {
  /// Without a full stop or question mark at the end.
  var withoutFullStop: Phrase {
    var phrase = trimmed
    while let last = phrase.text.last, ".?!".contains(last), !phrase.text.hasSuffix(".."), !phrase.endsInFactorial {
      phrase = phrase.dropLast(1).trimmed
    }
    return phrase
  }

  /// Whether the mark at the end is that of `5!`, `n!` or `(n + 1)!`, and not of a sentence.
  private var endsInFactorial: Bool {
    guard text.last == "!", let before = text.dropLast().last else { return false }
    return before.isNumber || before == ")" || before == "}"
      || before.isLetter && text.dropLast(2).last.map { !$0.isLetter } ?? true
  }

  /// What follows the first of several beginnings that the phrase has.
  func after(anyOf beginnings: [String]) -> Phrase? { beginnings.lazy.compactMap { after($0) }.first }

  /// What stands around the first of several words, whichever of them comes first.
  func split(atAnyOf words: [String]) -> (before: Phrase, after: Phrase)? {
    words.compactMap { split(at: $0) }.min { $0.before.range.upperBound < $1.before.range.upperBound }
  }

  /// Without the article before it, and the noun that only says what a formula is. The article "a" stays: it is a name.
  var withoutArticle: Phrase { (after("the") ?? self).withoutNoun }

  /// What the phrase asks for behind a word such as `find`; nil where it begins with none.
  var asked: Phrase? {
    after(anyOf: [
      "what is", "what are", "find", "compute", "calculate", "determine", "evaluate", "work out", "give", "state",
      "write down", "simplify", "do", "take", "perform", "make", "carry out",
    ])?.withoutArticle
  }

  /// Without the words `the system`, `the equation` before equations.
  var withoutEquationWords: Phrase {
    (after(anyOf: [
      "the system of linear equations", "the system of equations", "the linear system", "the linear equations",
      "the linear equation",
      "the system", "the equations", "the equation",
    ]) ?? self).withoutNoun
  }

  /// Without the words `the point` before a point.
  var withoutPlace: Phrase { after(anyOf: ["the point", "the initial point", "the starting point"]) ?? self }

  /// The number that a numeral is, in figures or as a word.
  var count: Int? {
    Int(text)
      ?? ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].firstIndex(
        of: text.lowercased()
      ).map { $0 + 1 }
  }

  /// `(1, 2)` of `x = (1, 2)`.
  var afterAssignment: Phrase { sidesOfEquation?.right ?? self }

  /// A word of a formula that is English, not mathematics: the first that no question has, or else the first.
  var prose: Phrase? {
    let words = cut.words.filter { $0.next != "(" && !isCommand($0) }
    guard let first = words.first(where: { Phrase.english.contains($0.text.lowercased()) }) else { return nil }
    let unknown = words.first { word in
      word.text.count > 3 && word.text.allSatisfy { $0.isLetter && $0.isASCII }
        && !Phrase.english.contains(word.text.lowercased())
        && !Phrase.letters.contains(word.text.lowercased())
    }
    return unknown ?? first
  }

  /// The first of two words side by side, in small letters and of three or more: English, and no product of two names.
  var stray: Phrase? {
    let all = cut.words
    for (first, second) in zip(all, all.dropFirst()) where first.isPlainWord && second.isPlainWord {
      let between = line[first.range.upperBound..<second.range.lowerBound]
      if between.allSatisfy({ $0 == " " }), !isCommand(first), !isCommand(second), second.next != "(" { return first }
    }
    return nil
  }

  /// `reduce`, but neither `alpha` nor `sin`.
  private var isPlainWord: Bool {
    text.count > 2 && text.allSatisfy { $0.isASCII && $0.isLowercase } && !Phrase.letters.contains(text)
      && !Phrase.shortLetters.contains(text) && !Function.isName(text)
  }

  private static let shortLetters: Set<String> = ["eta", "phi", "psi", "chi", "rho", "tau", "nu", "mu", "xi", "pi"]

  /// Whether a word is the name of a command of LaTeX.
  func isCommand(_ word: Phrase) -> Bool {
    word.range.lowerBound > range.lowerBound && line[word.range.lowerBound - 1] == "\\"
  }

  private static let letters: Set<String> = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "theta", "iota", "kappa", "lambda", "sigma", "omega",
    "upsilon",
  ]

  private static let english: Set<String> = [
    "the", "of", "and", "with", "respect", "to", "at", "for", "from", "over", "by", "is", "are", "be", "that", "this",
    "find", "compute", "calculate", "evaluate", "determine", "what", "which", "when", "where", "show", "prove", "give",
    "gradient", "hessian", "jacobian", "derivative", "derivatives", "matrix", "vector", "function", "network", "point",
    "value", "input", "output", "step", "steps", "length", "solution", "solutions", "second", "first", "third", "wrt",
    "minimum", "maximum", "minimise", "minimize", "maximise", "maximize", "integral", "limit", "equation", "system",
    "rank", "eigenvalues", "eigenvectors", "let", "all", "every", "its", "an", "has", "have", "using", "if", "then",
    "expand", "factor", "factorise", "factorize", "integrate", "explain", "how", "why", "such", "solve", "plot", "draw",
    "sketch", "tangent", "line", "convex", "strictly", "prove", "verify", "transpose", "inverse", "determinant",
    "positive", "negative", "definite", "semidefinite", "symmetric", "invertible", "singular", "orthogonal",
    "diagonalisable", "diagonalizable", "concave", "unique", "bounded", "continuous", "differentiable", "independent",
    "dependent", "lipschitz", "nonnegative", "optimal", "monotone", "increasing", "decreasing", "it", "they", "these",
    "those", "nonsingular", "stationary", "critical",
  ]
}

extension Phrase {
  /// `x be a vector in R^n`, `A be a symmetric n x n matrix`, `c be a number` as a declaration in the reader's spelling:
  /// `A: [n, n] symmetric`. Nil for anything else.
  static func declaration(_ phrase: Phrase) -> Phrase? {
    guard let (names, said) = phrase.split(atAnyOf: ["be", "denote"]), !names.isEmpty else { return nil }
    var words = said.text.lowercased().replacing("×", with: " x ").replacing(" by ", with: " x ").split(separator: " ")
      .map(String.init)
    words.removeAll { ["a", "an", "the", "real", "column", "in", "with", "entries", "of", "size"].contains($0) }
    func sizes(_ text: String) -> [String] {
      text.filter { $0 != "(" && $0 != ")" && $0 != "{" && $0 != "}" }.split(separator: "x").map(String.init)
    }
    var shape: [String]?
    var facts: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      if word == "scalar" || word == "number" {
        shape = []
      } else if word.hasPrefix("r^") || word.hasPrefix("ℝ^") {
        let rest = words[index...].joined().dropFirst(2)
        shape = sizes(String(rest))
        break
      } else if index + 2 < words.count, words[index + 1] == "x", word.count <= 3 {
        shape = [word, words[index + 2]]
        index += 2
      } else if word == "vector" || word == "matrix" {
        if shape == nil, index + 1 < words.count, !words[index + 1].hasPrefix("r^") { shape = [words[index + 1]] }
      } else {
        facts.append(word)
      }
      index += 1
    }
    guard let shape, shape.count <= 2, facts.allSatisfy({ $0.allSatisfy { $0.isLetter || $0 == "-" } }) else {
      return nil
    }
    let list = shape.isEmpty ? "scalar" : "[\(shape.joined(separator: ", "))]"
    return Phrase("\(names.text.replacing(" and ", with: ", ")): \(list) \(facts.joined(separator: " "))").trimmed
  }
}

extension Phrase {
  /// Words behind a noun that is no formula's name.
  static let follow: Set<String> = [
    "of", "is", "in", "with", "for", "at", "on", "over", "wrt", "and", "from", "by", "rule", "matrix",
  ]
}

/// An operation with a name in words: `the determinant of A`, `the dot product of a and b`.
struct NamedOperation {
  let phrase: Phrase
  /// The formula that it means, in the reader's spelling.
  let formula: String

  init?(_ phrase: Phrase) {
    self.phrase = phrase
    for (words, function) in NamedOperation.single {
      // `the trace A + B`, `the norm (3, 4)`
      let bare = phrase.after(words).flatMap { rest in
        rest.first.map { "=+-*/^:.,'".unicodeScalars.contains($0) } ?? true
          || Phrase.follow.contains(rest.words.first?.text.lowercased() ?? "") ? nil : rest
      }
      guard let rest = phrase.after("\(words) of")?.withoutArticle ?? (words == "length" ? nil : bare), !rest.isEmpty
      else { continue }
      formula = "\(function)(\(rest.text))"
      return
    }
    for (words, opening, sign, closing) in NamedOperation.double {
      guard let rest = phrase.after("\(words) of"), let (a, b) = rest.split(at: "and"), !a.isEmpty, !b.isEmpty else {
        continue
      }
      formula = "\(opening)(\(a.text))\(sign)(\(b.text))\(closing)"
      return
    }
    return nil
  }

  /// The words of all of them.
  static var names: [String] { single.map(\.0) + double.map(\.0) }

  private static let single = [
    ("inverse", "inv"), ("determinant", "det"), ("trace", "tr"), ("transpose", "transpose"), ("norm", "norm2"),
    ("length", "norm2"), ("euclidean norm", "norm2"),
    ("spectral norm", "sigma_max"), ("frobenius norm", "normF"), ("nuclear norm", "nuclearNorm"), ("1-norm", "norm1"),
    ("l1 norm", "norm1"), ("l2 norm", "norm2"), ("infinity norm", "normInf"), ("largest singular value", "sigma_max"),
    ("smallest singular value", "sigma_min"), ("largest eigenvalue", "lambda_max"),
    ("smallest eigenvalue", "lambda_min"),
    ("log-determinant", "logdet"), ("softmax", "softmax"), ("pseudoinverse", "pinv"), ("square root", "sqrt"),
    ("absolute value", "abs"),
  ]
  private static let double = [
    ("dot product", "inner(", ", ", ")"), ("scalar product", "inner(", ", ", ")"),
    ("inner product", "inner(", ", ", ")"), ("outer product", "outer(", ", ", ")"), ("product", "", "*", ""),
    ("sum", "", "+", ""), ("difference", "", "-", ""),
  ]
}
