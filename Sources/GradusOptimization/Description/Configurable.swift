package import GradusExpression

/// A value that is written as a name with settings: an optimiser, a schedule, a layer, a loss.
///
/// Its type says once what it is called and which settings it has; options, files, errors and documentation are read off that.
package protocol Configurable: Hashable, Sendable {
  /// What descriptions call it.
  static var name: String { get }
  /// What it is, in a line.
  static var summary: String { get }
  /// Its constants, in the order that they are written in without labels.
  static var settings: [Setting] { get }
  /// Whether it is made of others: the layers of a block, the schedule after a warm-up.
  static var takesParts: Bool { get }
  /// Its constants.
  var values: Values { get }
  /// The name, with the constants that are not the usual ones.
  var clause: Clause { get }

  /// The value of checked constants.
  ///
  /// - Throws: `DescriptionError` where constants that are right alone do not go together, or where what stands within is unknown.
  init(_ values: Values) throws(DescriptionError)
}

/// The constants of a method by their names, each checked, and what stands in its brackets.
package struct Values: Hashable, Sendable {
  private var values: [String: SettingValue] = [:]
  /// What the method is made of: the layers of a block, the schedule after a warm-up.
  package let parts: [Clause]

  /// The number of a setting. Traps where the method has no such number.
  package subscript(number name: String) -> Rational {
    guard case .number(let value) = values[name] else { preconditionFailure("no number \(name)") }
    return value
  }

  /// The whole number of a setting. Traps where the method has no such number.
  package subscript(count name: String) -> Int { Int(exactly: self[number: name].doubleValue) ?? .max }

  /// The word of a setting. Traps where the method has no such word.
  package subscript(word name: String) -> String {
    guard case .word(let value) = values[name] else { preconditionFailure("no word \(name)") }
    return value
  }

  /// Whether a setting says yes. Traps where the method has no such setting.
  package subscript(flag name: String) -> Bool { self[word: name] == "yes" }

  /// The formula of a setting as it was written. Traps where the method has no such formula.
  package subscript(formula name: String) -> String {
    guard case .formula(let value) = values[name] else { preconditionFailure("no formula \(name)") }
    return value
  }

  subscript(name: String) -> SettingValue? { values[name] }

  package init(_ given: KeyValuePairs<String, SettingValue>, _ settings: [Setting], parts: [Clause]) {
    values = Dictionary(uniqueKeysWithValues: given.map { ($0.key, $0.value) })
    for setting in settings where values[setting.name] == nil { values[setting.name] = setting.standard }
    self.parts = parts
  }

  /// The constants of a clause: numbers without a label in the order of the settings, words that only one setting may be, the rest by their labels.
  ///
  /// - Throws: `DescriptionError` that names the setting.
  package init(_ clause: Clause, _ settings: [Setting]) throws(DescriptionError) {
    var parts: [Clause] = []
    var position = 0
    for argument in clause.arguments {
      let setting: Setting
      if let label = argument.label {
        guard let named = settings.first(where: { $0.name == label }) else {
          throw settings.isEmpty
            ? DescriptionError("\(clause.name) has no settings, and so no \"\(label.prefix(60))\"")
            : .unknown("setting of \(clause.name):", label, known: settings.map(\.name))
        }
        setting = named
      } else if case .clause(let part) = argument.value {
        guard let chosen = settings.choosing(part) else {
          parts.append(part)
          continue
        }
        setting = chosen
      } else if case .text(let text) = argument.value, position >= settings.count || settings[position].kind != .formula
      {
        parts.append(Clause(formula: text))
        continue
      } else {
        guard position < settings.count else {
          throw DescriptionError(
            settings.isEmpty
              ? "\(clause.name) has no settings, and so no \(argument.value)"
              : "\(clause.name) has \(settings.map(\.name).joined(separator: ", ")), and nothing that \(argument.value) could be"
          )
        }
        setting = settings[position]
        position += 1
      }
      guard values[setting.name] == nil else { throw DescriptionError("\(clause.name) has \(setting.name) twice") }
      values[setting.name] = try setting.checked(argument.value, of: clause.name)
    }
    for setting in settings where values[setting.name] == nil {
      guard let standard = setting.standard else {
        throw DescriptionError("\(clause.name) needs its \(setting.name), \(setting.range): \(setting.meaning)")
      }
      values[setting.name] = standard
    }
    self.parts = parts
  }
}

extension [Setting] {
  /// The one setting that a word is a value of; nil where there is none, or several.
  fileprivate func choosing(_ word: Clause) -> Setting? {
    guard word.arguments.isEmpty else { return nil }
    let found = filter { if case .choice(let words) = $0.kind { words.contains(word.name) } else { false } }
    return found.count == 1 ? found[0] : nil
  }
}

extension Values {
  /// The constants that are not the usual ones, as they are written, and the parts.
  package func arguments(_ settings: [Setting]) -> [Clause.Argument] {
    var arguments: [Clause.Argument] = []
    var isPositional = true
    for setting in settings {
      guard let value = values[setting.name], value != setting.standard else {
        isPositional = false
        continue
      }
      if case .word = value { isPositional = false }
      arguments.append(.init(label: isPositional ? nil : setting.name, value.written))
    }
    return arguments + parts.map { .init(.clause($0)) }
  }
}

extension Configurable {
  package static var takesParts: Bool { false }

  /// The name, with the constants that are not the usual ones.
  package var clause: Clause { Clause(Self.name, values.arguments(Self.settings)) }

  /// The method of a description.
  ///
  /// - Throws: `DescriptionError` that names the setting.
  package init(_ clause: Clause) throws(DescriptionError) {
    let values = try Values(clause, Self.settings)
    if let part = values.parts.first, !Self.takesParts {
      throw DescriptionError("\(Self.name) is made of nothing else, and so there is no \(part) in it")
    }
    try self.init(values)
  }

  /// Constants given one by one, the rest as usual; `check` says whether they are in range.
  package static func values(_ given: KeyValuePairs<String, SettingValue> = [:], parts: [Clause] = []) -> Values {
    Values(given, settings, parts: parts)
  }

  /// Whether every constant is in its range.
  ///
  /// - Throws: `DescriptionError` that names the constant and its range.
  package func check() throws(DescriptionError) {
    for setting in Self.settings {
      if let value = values[setting.name] { _ = try setting.checked(value.written, of: Self.name) }
    }
  }
}

/// What the settings of a method are, for whoever lists them.
public struct MethodDescription: Hashable, Sendable {
  /// What descriptions call it.
  public let name: String
  /// What it is, in a line.
  public let summary: String
  /// Its constants.
  public let settings: [Setting]

  package init(_ type: any Configurable.Type) {
    self.init(name: type.name, summary: type.summary, settings: type.settings)
  }

  package init(name: String, summary: String, settings: [Setting]) {
    (self.name, self.summary, self.settings) = (name, summary, settings)
  }
}
