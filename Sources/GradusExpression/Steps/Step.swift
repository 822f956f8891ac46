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
  /// The least detail at which the line is shown.
  public let level: Level

  /// How much working is shown.
  public enum Level: String, Hashable, Sendable, CaseIterable, Comparable {
    case brief, normal, all

    public static func < (left: Level, right: Level) -> Bool {
      let order = Level.allCases
      return order.firstIndex(of: left)! < order.firstIndex(of: right)!
    }
  }

  public init(
    rule: String, before: Formula, after: Formula, facts: [UsedFact] = [], sentence: String = "", level: Level = .brief
  ) {
    self.level = level
    self.rule = rule
    self.before = before
    self.after = after
    self.facts = facts
    self.sentence = sentence
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
