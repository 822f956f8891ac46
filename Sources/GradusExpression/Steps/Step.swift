extension Derivation {
  /// One line of working: a law turned one formula into another.
  public struct Step: Hashable, Sendable {
    /// The name of the law, as a student would know it: "product rule".
    public let rule: String
    /// What stood before the step.
    public let before: Formula
    /// What the step made of it.
    public let after: Formula
    /// The facts that the law needed, with the symbol each is about.
    public let facts: [UsedFact]
    /// What was done, in a sentence.
    public let sentence: Words
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
      /// There is one formula, which stands for itself.
      case statement
      /// There is one formula, and it is the gradient.
      case gradient
      /// There is one formula, of which something holds: "is convex in w". The sentence is the reason.
      case claim(Words)

      /// The word for it in JSON.
      package var word: String {
        switch self {
        case .becomes: "becomes"
        case .definition: "definition"
        case .equality, .total: "equality"
        case .derivative, .prime: "derivative"
        case .differential: "differential"
        case .chain: "chain rule"
        case .statement, .gradient: "statement"
        case .claim: "claim"
        }
      }
    }

    /// How much working is shown.
    public enum Level: String, Hashable, Sendable, CaseIterable, Comparable {
      case brief, normal, all

      /// Whether the left level shows less.
      public static func < (left: Level, right: Level) -> Bool {
        let order = Level.allCases
        return order.firstIndex(of: left)! < order.firstIndex(of: right)!
      }
    }

    /// A step with the law that justifies it.
    package init(
      rule: String, before: Formula, after: Formula, facts: [UsedFact] = [], sentence: Words = Words(),
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
}

/// Within the package the short name says enough.
package typealias Step = Derivation.Step

extension Step {
  /// A line `left = right`, as in solving an equation; where both are the same formula, the line states it.
  package init(_ rule: String, _ left: Formula, _ right: Formula, _ sentence: Words) {
    self.init(
      rule: rule, before: left, after: right, sentence: sentence, relation: left == right ? .statement : .equality)
  }

  /// A line of a proof: what holds of a formula, and why. Each line rests on those before it.
  package init(claim: Words, of formula: Formula, because reason: Words) {
    self.init(rule: "claim", before: formula, after: formula, sentence: reason, relation: .claim(claim))
  }

  /// What holds of the one formula, of a line of a proof.
  package var claim: Words? { if case .claim(let claim) = relation { claim } else { nil } }

  /// Whether the line says something although its two sides are the same: exp is its own derivative, and two paths may
  /// just be added.
  package var speaksOfOneFormula: Bool {
    switch relation {
    case .derivative, .prime, .differential, .chain, .total, .statement, .gradient, .claim: true
    case .becomes, .definition, .equality: false
    }
  }
}

/// A fact that an answer rests on.
public struct UsedFact: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name of the symbol.
  public let symbol: String
  /// What is known of it.
  public let fact: Fact

  /// A fact of the symbol with this name.
  public init(_ symbol: String, _ fact: Fact) {
    self.symbol = symbol
    self.fact = fact
  }

  /// `Q symmetric`.
  public var description: String { "\(symbol) \(fact.rawValue)" }

  /// The order of their texts.
  public static func < (left: UsedFact, right: UsedFact) -> Bool { left.description < right.description }
}

/// A formula, what became of it, and how.
public struct Derivation: Hashable, Sendable {
  /// What the steps began with.
  public let start: Formula
  /// The steps, in order.
  public let steps: [Step]
  /// What they led to.
  public let result: Formula

  /// A way from one formula to another.
  package init(start: Formula, steps: [Step] = [], result: Formula) {
    self.start = start
    self.steps = steps
    self.result = result
  }

  /// The facts that the steps used, each once.
  public var facts: [UsedFact] { Set(steps.flatMap(\.facts)).sorted() }
}
