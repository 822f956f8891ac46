/// What is asked of a function of one number: where it grows, where it is positive, its largest value on an interval.
enum FunctionQuestion: Hashable, Sendable {
  /// `solve x^2 - 3*x > 4`
  case inequality(Phrase, InequalitySign, Phrase, unknown: Phrase?)
  /// `where is f increasing`
  case growth(Growth, of: Phrase)
  /// `minimum of f on the interval [-3, 2]`
  case extremes(Extreme, of: Phrase, from: Phrase, to: Phrase)
  /// `inverse of f`
  case inverse(of: Phrase)
  /// `subgradient of f at 1`
  case subgradient(of: Phrase, at: Phrase)
  /// `is f differentiable at 0`
  case differentiable(Phrase, at: Phrase)

  enum InequalitySign: String, Hashable, Sendable, CaseIterable {
    case less = "<", greater = ">", atMost = "≤", atLeast = "≥"

    /// Its spellings, the longest first.
    var spellings: [String] {
      switch self {
      case .less: ["\\lt", "<"]
      case .greater: ["\\gt", ">"]
      case .atMost: ["\\leq", "\\le", "<=", "≤"]
      case .atLeast: ["\\geq", "\\ge", ">=", "≥"]
      }
    }
  }

  enum Growth: String, Hashable, Sendable, CaseIterable {
    case increasing, decreasing, convex, concave

    var words: [String] {
      switch self {
      case .increasing: ["strictly increasing", "monotonically increasing", "increasing"]
      case .decreasing: ["strictly decreasing", "monotonically decreasing", "decreasing"]
      case .convex: ["concave up", "concave upward", "convex"]
      case .concave: ["concave down", "concave downward", "concave"]
      }
    }
  }

  enum Extreme: Hashable, Sendable { case smallest, largest, both }
}

extension StatementParser {
  /// The question that a phrase asks of a function of one number; nil where it asks none.
  static func ofFunction(_ phrase: Phrase) -> FunctionQuestion? {
    extremes(phrase) ?? growth(phrase) ?? inequalityAsked(phrase) ?? subgradient(phrase)
      ?? (phrase.asked ?? phrase).withoutArticle.after(anyOf: ["inverse function of", "inverse of the function"])
      .map { .inverse(of: $0.withoutArticle) }
  }

  private static func subgradient(_ phrase: Phrase) -> FunctionQuestion? {
    let claim = phrase.after(anyOf: [
      "is", "show that", "show", "prove that", "verify that", "decide whether", "determine whether",
    ])
    if let claim, let (subject, behind) = claim.split(atAnyOf: ["is differentiable", "differentiable"]),
      let place = behind.after(anyOf: ["at the point", "at", "in"])
    {
      return .differentiable(subject.withoutArticle, at: place)
    }
    let asked = phrase.asked ?? phrase
    guard
      let rest = (asked.after(anyOf: ["a", "the", "all"]) ?? asked).after(anyOf: [
        "subgradient of", "subdifferential of", "subgradients of",
      ]), let (subject, place) = rest.split(atAnyOf: ["at the point", "at"])
    else { return nil }
    return .subgradient(of: subject.withoutArticle, at: place)
  }

  // MARK: Extremes on an interval

  private static func extremes(_ phrase: Phrase) -> FunctionQuestion? {
    guard
      let (before, interval) = phrase.split(atAnyOf: [
        "on the closed interval", "on the interval", "over the interval", "in the interval", "on", "over", "for x in",
        "for x \\in", "for x ∈",
      ]), let (low, high) = ends(of: interval)
    else { return nil }
    let asked = (before.asked ?? before).withoutArticle
    let kinds: [(FunctionQuestion.Extreme, [String])] = [
      (
        .both,
        [
          "minimum and maximum of", "maximum and minimum of", "minimum and the maximum of",
          "maximum and the minimum of",
          "minimum and maximum values of", "maximum and minimum values of", "extrema of", "extreme values of",
          "extremes of", "smallest and largest values of", "largest and smallest values of",
          "smallest and the largest value of", "largest and the smallest value of",
        ]
      ),
      (.smallest, ["minimum value of", "minimum of", "smallest value of", "minimiser of", "minimise", "minimize"]),
      (.largest, ["maximum value of", "maximum of", "largest value of", "maximiser of", "maximise", "maximize"]),
    ]
    let plain = asked.after(anyOf: ["absolute", "global"]) ?? asked
    for (kind, words) in kinds {
      if let rest = plain.after(anyOf: words)?.withoutArticle, !rest.isEmpty {
        return .extremes(kind, of: rest, from: low, to: high)
      }
    }
    return nil
  }

  /// The ends of `[-3, 2]`.
  static func ends(of phrase: Phrase) -> (Phrase, Phrase)? {
    let plain = phrase.withoutFullStop
    guard plain.first == "[", plain.text.hasSuffix("]") else { return nil }
    let parts = plain.dropFirst(1).dropLast(1).parts(between: ",")
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    return (parts[0].trimmed, parts[1].trimmed)
  }

  // MARK: Growth

  private static func growth(_ phrase: Phrase) -> FunctionQuestion? {
    let openings = [
      "for which values of", "for what values of", "for which value of", "for which", "for what", "where", "when",
      "on which intervals", "on which interval", "on what intervals", "on what interval", "in which intervals",
      "find the intervals on which", "find the intervals where", "find the interval on which", "find where",
      "determine the intervals on which", "determine the intervals where", "determine where",
      "find all intervals on which",
      "intervals on which", "interval on which", "intervals where", "find the intervals in which",
      "determine the intervals in which",
    ]
    for opening in openings {
      guard let rest = phrase.after(opening) else { continue }
      let asked = rest.withoutFullStop
      for growth in FunctionQuestion.Growth.allCases {
        for word in growth.words {
          guard let (before, after) = asked.split(at: word), after.isEmpty else { continue }
          // `x is f` and `f is`
          if let (name, subject) = before.split(at: "is"), !subject.isEmpty, opening.hasPrefix("for") {
            guard name.words.count == 1 else { return nil }
            // `For which a is a x^2 convex?` asks of a number in the function, and not of its variable.
            return growth == .convex || growth == .concave ? nil : .growth(growth, of: subject.withoutArticle)
          }
          if opening.hasPrefix("for") { continue }
          let subject = before.after("is") ?? before.split(at: "is").map(\.before) ?? before
          guard !subject.isEmpty else { continue }
          return .growth(growth, of: subject.withoutArticle)
        }
      }
    }
    return nil
  }

  // MARK: Inequalities

  private static func inequalityAsked(_ phrase: Phrase) -> FunctionQuestion? {
    let asked = phrase.withoutFullStop
    if let rest = asked.after(anyOf: ["solve the inequality", "solve the following inequality", "solve"]) {
      let (body, unknown) = rest.split(at: "for").map { ($0.before, Optional($0.after)) } ?? (rest, nil)
      return inequality(body, unknown)
    }
    for opening in [
      "for which values of", "for what values of", "for which", "for what", "find all", "find the values of",
    ] {
      guard let rest = asked.after(opening),
        let (unknown, body) = rest.split(atAnyOf: ["is", "does", "do", "such that", "with", "for which"]),
        unknown.words.count == 1
      else { continue }
      if let found = inequality(body.withoutArticle, unknown) { return found }
      for (word, sign) in [
        ("positive", FunctionQuestion.InequalitySign.greater), ("negative", .less), ("nonnegative", .atLeast),
        ("non-negative", .atLeast),
      ] {
        guard let (subject, after) = body.split(at: word), after.isEmpty, !subject.isEmpty else { continue }
        return .inequality(subject.withoutArticle, sign, Phrase("0"), unknown: unknown)
      }
    }
    return nil
  }

  /// Both sides of one inequality.
  private static func inequality(_ phrase: Phrase, _ unknown: Phrase?) -> FunctionQuestion? {
    for sign in [FunctionQuestion.InequalitySign.atMost, .atLeast, .less, .greater] {
      for spelling in sign.spellings {
        guard let (left, right) = phrase.split(at: spelling), !left.isEmpty, !right.isEmpty,
          !FunctionQuestion.InequalitySign.allCases.contains(where: {
            $0.spellings.contains { right.split(at: $0) != nil }
          })
        else { continue }
        return .inequality(left, sign, right, unknown: unknown)
      }
    }
    return nil
  }
}
