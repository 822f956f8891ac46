public import GradusExpression

/// A constant of a method: its name, what it means, what it may be, and what it is where nothing is said.
public struct Setting: Hashable, Sendable {
  /// What values a setting may have.
  public enum Kind: Hashable, Sendable {
    /// Any number that is finite in single precision.
    case number
    /// Above 0, in single precision too.
    case positive
    /// At least 0.
    case nonnegative
    /// At least 0 and below 1.
    case decay
    /// From 0 to 1.
    case share
    /// A whole number from the first to the second.
    case count(Int, Int)
    /// A number of steps of training, from 1 on. Options give it in epochs.
    case duration
    /// One of these words.
    case choice([String])
    /// A formula in the notation of the blackboard.
    case formula
  }

  /// The name in descriptions.
  public let name: String
  /// What it means, with the letter that formulas have for it.
  public let meaning: String
  /// What it may be.
  public let kind: Kind
  /// What it is where nothing is said; nil where something must be said.
  public let standard: SettingValue?

  /// A setting.
  package init(_ name: String, _ meaning: String, _ kind: Kind, _ standard: SettingValue? = nil) {
    self.name = name
    self.meaning = meaning
    self.kind = kind
    self.standard = standard
  }

  /// Yes or no.
  package static func flag(_ name: String, _ meaning: String, _ standard: Bool) -> Setting {
    Setting(name, meaning, .choice(["yes", "no"]), .word(standard ? "yes" : "no"))
  }
}

/// What a setting is.
public enum SettingValue: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// A number, exactly.
  case number(Rational)
  /// One of the words of a choice.
  case word(String)
  /// A formula as it was written.
  case formula(String)

  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(Rational(value)) }
}

extension SettingValue: CustomStringConvertible {
  /// The value as descriptions have it: `0.9`, `yes`.
  public var description: String { written.description }

  var written: Clause.Value {
    switch self {
    case .number(let number): .number(number)
    case .word(let word): .clause(Clause(word))
    case .formula(let text): .text(text)
    }
  }
}

extension Setting {
  /// The value, where the setting may have it.
  func checked(_ value: Clause.Value, of owner: String) throws(DescriptionError) -> SettingValue {
    let place = "the \(name) of \(owner)"
    switch (kind, value) {
    case (.choice(let words), .clause(let clause)) where clause.arguments.isEmpty:
      guard words.contains(clause.name) else {
        throw DescriptionError("\(place) is \(words.joined(separator: " or ")), not \(clause.name.prefix(60))")
      }
      return .word(clause.name)
    case (.choice(let words), _):
      throw DescriptionError("\(place) is \(words.joined(separator: " or ")), not \(value)")
    case (.formula, .text(let text)): return .formula(text)
    case (.formula, _): throw DescriptionError("\(place) is a formula between quotation marks, not \(value)")
    case (_, .number(let number)):
      guard allows(number) else {
        throw DescriptionError("\(place) is \(Clause.Value.number(number)): it must be \(range)")
      }
      return .number(number)
    default: throw DescriptionError("\(place) is \(range), not \(value)")
    }
  }

  private func allows(_ number: Rational) -> Bool {
    let single = Float(number.doubleValue)
    guard single.isFinite else { return false }
    switch kind {
    case .number: return true
    case .positive: return number > 0 && single > 0
    case .nonnegative: return !number.isNegative
    case .decay: return !number.isNegative && number < 1 && single < 1
    case .share: return !number.isNegative && number <= 1
    case .count(let low, let high): return number.isInteger && number >= Rational(low) && number <= Rational(high)
    case .duration: return number.isInteger && number >= 1 && number <= Rational(1 << 53)
    case .choice, .formula: return false
    }
  }

  /// What the setting may be, in words.
  public var range: String {
    switch kind {
    case .number: "a finite number"
    case .positive: "a positive number"
    case .nonnegative: "a number of at least 0"
    case .decay: "a number of at least 0 and below 1"
    case .share: "a number from 0 to 1"
    case .count(let low, let high):
      high == Int.max ? "a whole number of at least \(low)" : "a whole number from \(low) to \(high)"
    case .duration: "a count of steps of at least 1"
    case .choice(let words): words.joined(separator: " or ")
    case .formula: "a formula between quotation marks"
    }
  }
}
