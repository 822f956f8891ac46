/// A sentence, or a part of one, that speaks of formulas: text and mathematics in turn.
///
///     let u = Formula.symbol("u")
///     let words: Words = "Let \(u) stand for this part."
///
/// Whoever writes it decides how mathematics looks; nobody searches the text for names.
public struct Words: Hashable, Sendable {
  /// A piece of a sentence.
  package enum Part: Hashable, Sendable {
    case text(String)
    case formula(Formula)
  }

  /// No two texts stand side by side, and none is empty.
  package private(set) var parts: [Part] = []

  /// No words.
  public init() {}
  /// Plain words.
  public init(_ text: String) { append(text) }
  /// A formula by itself.
  public init(_ formula: Formula) { parts = [.formula(formula)] }

  /// `w, b and c` as a list with commas.
  package init(listing formulas: [Formula]) {
    for (index, formula) in formulas.enumerated() {
      if index > 0 { append(", ") }
      parts.append(.formula(formula))
    }
  }

  /// Whether there is nothing to say.
  package var isEmpty: Bool { parts.isEmpty }

  /// The words with each formula as text.
  public func text(_ write: (Formula) -> String) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .formula(let formula): write(formula)
      }
    }.joined()
  }

  /// The words with other formulas in the place of some.
  package func substituting(_ replacements: [Formula: Formula]) -> Words {
    var words = self
    words.parts = parts.map { part in
      if case .formula(let formula) = part { .formula(formula.substituting(replacements)) } else { part }
    }
    return words
  }

  /// One sentence after the other.
  package static func + (left: Words, right: Words) -> Words {
    var words = left
    for part in right.parts {
      switch part {
      case .text(let text): words.append(text)
      case .formula: words.parts.append(part)
      }
    }
    return words
  }

  fileprivate mutating func append(_ text: String) {
    if text.isEmpty { return }
    if case .text(let last)? = parts.last {
      parts[parts.count - 1] = .text(last + text)
    } else {
      parts.append(.text(text))
    }
  }
}

extension Words: CustomStringConvertible {
  /// The sentence with its formulas in plain text.
  public var description: String { text { "\($0)" } }
}

extension Words: ExpressibleByStringInterpolation {
  /// Takes the pieces of an interpolated sentence.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var words = Words()

    /// Begins a sentence.
    public init(literalCapacity: Int, interpolationCount: Int) {}
    /// Appends words.
    public mutating func appendLiteral(_ literal: String) { words.append(literal) }
    /// Appends a formula.
    public mutating func appendInterpolation(_ formula: Formula) { words = words + Words(formula) }
    /// Appends another sentence.
    public mutating func appendInterpolation(_ other: Words) { words = words + other }
    /// Appends words.
    public mutating func appendInterpolation(_ text: String) { words.append(text) }
    /// Appends a whole number.
    public mutating func appendInterpolation(_ number: some BinaryInteger) { words.append("\(number)") }
    /// Appends a number.
    public mutating func appendInterpolation(_ number: Rational) { words.append("\(number)") }
  }

  /// Plain words.
  public init(stringLiteral text: String) { self.init(text) }
  /// The sentence of an interpolation.
  public init(stringInterpolation interpolation: StringInterpolation) { self = interpolation.words }
}
