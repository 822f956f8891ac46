/// One line of working: a law turned one formula into another.
public struct Step: Hashable, Sendable {
  /// The name of the law, as a student would know it: "product rule".
  public let rule: String
  public let before: Formula
  public let after: Formula
  /// The facts that the law needed, with the symbol each is about.
  public let facts: [UsedFact]
  /// What was done, in a sentence.
  public let sentence: String
  /// How the two sides belong together.
  public let relation: Relation
  /// The least detail at which the line is shown.
  public let level: Level

  /// What a line of working says of its two sides.
  public enum Relation: Hashable, Sendable {
    /// The right side is what became of the left one.
    case becomes
    /// The left side is a name for the right one.
    case definition
    /// The two sides are equal.
    case equality
    /// The right side is the derivative of the left one, which may have a name, in a symbol.
    case derivative(of: Formula? = nil, in: Formula)
    /// The right side is the derivative of the left one in the one number that moves: u′.
    case prime
    /// The right side is the differential of the left one.
    case differential
    /// The right side is ∂f/∂u · ∂u/∂x; the left side is ∂f/∂u.
    case chain(of: Formula, through: Formula, in: Formula)
    /// Both sides are ∂f/∂x.
    case total(of: Formula, in: Formula)

    /// The word for it in JSON.
    public var word: String {
      switch self {
      case .becomes: "becomes"
      case .definition: "definition"
      case .equality, .total: "equality"
      case .derivative, .prime: "derivative"
      case .differential: "differential"
      case .chain: "chain rule"
      }
    }
  }

  /// How much working is shown.
  public enum Level: String, Hashable, Sendable, CaseIterable, Comparable {
    case brief, normal, all

    public static func < (left: Level, right: Level) -> Bool {
      let order = Level.allCases
      return order.firstIndex(of: left)! < order.firstIndex(of: right)!
    }
  }

  public init(
    rule: String, before: Formula, after: Formula, facts: [UsedFact] = [], sentence: String = "",
    relation: Relation = .becomes, level: Level = .brief
  ) {
    self.level = level
    self.relation = relation
    self.rule = rule
    self.before = before
    self.after = after
    self.facts = facts
    self.sentence = sentence
  }
}

extension Step {
  /// The names of the symbols that the line speaks of; the words of a sentence that look like names are not among them.
  package var symbolNames: Set<String> {
    let spoken: [Formula] =
      switch relation {
      case .becomes, .definition, .equality, .prime, .differential: []
      case .derivative(let name, let variable): [name, variable].compactMap(\.self)
      case .chain(let whole, let part, let variable): [whole, part, variable]
      case .total(let whole, let variable): [whole, variable]
      }
    return Formula.names(in: [before, after] + spoken)
  }
}

extension Formula {
  /// The names of the symbols of formulas, without those that are words of English as well.
  package static func names(in formulas: [Formula]) -> Set<String> {
    Set(formulas.flatMap(\.symbols).map(\.name)).subtracting(["a", "in", "it", "of", "is", "by"])
  }
}

/// A fact that an answer rests on.
public struct UsedFact: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let symbol: String
  public let fact: Fact

  public init(_ symbol: String, _ fact: Fact) {
    self.symbol = symbol
    self.fact = fact
  }

  /// `Q symmetric`.
  public var description: String { "\(symbol) \(fact.rawValue)" }

  public static func < (left: UsedFact, right: UsedFact) -> Bool { left.description < right.description }
}

/// A formula, what became of it, and how.
public struct Derivation: Hashable, Sendable {
  public let start: Formula
  public let steps: [Step]
  public let result: Formula

  public init(start: Formula, steps: [Step] = [], result: Formula) {
    self.start = start
    self.steps = steps
    self.result = result
  }

  /// The facts that the steps used, each once.
  public var facts: [UsedFact] { Set(steps.flatMap(\.facts)).sorted() }
}
