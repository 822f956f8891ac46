public import GradusExpression

/// A name with its settings, as a method is written in options and files: `adam`, `dropout 0.2`, `momentum(0.9, form=keras)`,
/// `residual(dense 512, gelu)`.
public struct Clause: Hashable, Sendable {
  /// One setting as it was written.
  public struct Argument: Hashable, Sendable {
    /// What stands before the equals sign; nil where the place says what is meant.
    public let label: String?
    /// What is set.
    public let value: Value

    /// A setting.
    public init(label: String? = nil, _ value: Value) {
      self.label = label
      self.value = value
    }
  }

  /// What a setting may be.
  public enum Value: Hashable, Sendable {
    /// A number, exactly.
    case number(Rational)
    /// A formula between quotation marks.
    case text(String)
    /// A name, with settings of its own or without.
    case clause(Clause)
  }

  /// What is described.
  public let name: String
  /// Its settings, in the order that they were written in.
  public let arguments: [Argument]

  /// A name and its settings.
  public init(_ name: String, _ arguments: [Argument] = []) {
    self.name = name
    self.arguments = arguments
  }
}

extension Clause {
  /// The name of a clause that is a formula between quotation marks, with settings or without.
  package static let formulaName = "formula"

  /// A formula in the notation of the blackboard, as one between quotation marks is read.
  public init(formula text: String, settings: [Argument] = []) {
    self.init(Self.formulaName, [.init(.text(text))] + settings)
  }

  /// Whether it is a formula, with settings or without.
  package var isFormula: Bool { name == Self.formulaName }
}

extension Clause: CustomStringConvertible {
  /// The clause as it is read: `dropout 0.2`, `residual(dense 512, gelu)`, `"x*sigmoid(2*x)"`.
  public var description: String {
    if arguments.isEmpty { return name }
    if isFormula, arguments.count == 1, case .text = arguments[0].value { return arguments[0].value.description }
    let inner = arguments.map { ($0.label.map { "\($0)=" } ?? "") + $0.value.description }
    let isPlain = arguments.allSatisfy { argument in
      if case .number = argument.value { return true }
      return argument.label != nil && !argument.value.description.contains { "( ".contains($0) }
    }
    return isPlain ? ([name] + inner).joined(separator: " ") : "\(name)(\(inner.joined(separator: ", ")))"
  }
}

extension Clause.Value: CustomStringConvertible {
  /// The value as it is read.
  public var description: String {
    switch self {
    case .number(let value): value.writtenShort
    case .text(let text): "\"\(text)\""
    case .clause(let clause): clause.description
    }
  }
}

extension Rational {
  /// As a decimal where it has one of at most twelve digits, otherwise as a fraction: `0.9`, `1e-8`, `1/3`.
  fileprivate var writtenShort: String {
    let decimal = "\(doubleValue)"
    let short = decimal.hasSuffix(".0") ? String(decimal.dropLast(2)) : decimal
    return Rational(short) == self ? short : description
  }
}
