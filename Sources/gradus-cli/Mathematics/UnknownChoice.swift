import ArgumentParser
import Gradus

/// Which symbol of a formula a question is about: the one that is named, or the one that people would mean.
struct UnknownChoice {
  let name: String?
  /// The names that were declared, which are less likely to be unknown.
  let declared: Set<String>

  init(named name: String?, declared: Set<String> = []) {
    self.name = name
    self.declared = declared
  }

  /// The names of a list: `x`, or `x,y`.
  static func names(_ list: String?) -> [String] {
    // The space behind a command of LaTeX stays: \hat m.
    (list ?? "").split(separator: ",").map { name in
      String(name.contains("\\") ? name.drop { $0 == " " } : Substring(name.filter { $0 != " " }))
    }
  }

  /// Several numbers that a question is about together; nil where one symbol or none is named.
  static func joint(_ list: String?, of readings: Reading..., reader: Reader) throws -> JointVariable? {
    let names = names(list)
    guard names.count > 1 else { return nil }
    let symbols = try names.map { name in
      for reading in readings {
        if let symbol = try? UnknownChoice(named: name).symbol(of: reading, reader: reader) { return symbol }
      }
      return try UnknownChoice(named: name).symbol(of: readings[0], reader: reader)
    }
    if let wide = symbols.first(where: { !$0.shape.isEmpty }) {
      throw ValidationError(
        "Several unknowns together are numbers; \(wide.name) has the shape \(describe(shape: wide.shape)).")
    }
    guard let joint = JointVariable(symbols.map(Formula.symbol), avoiding: readings[0].formula) else {
      throw ValidationError("\(names.joined(separator: ",")) names one unknown twice.")
    }
    return joint
  }

  private static let usual = ["x", "X", "theta", "Theta", "w", "W", "beta", "u", "U", "z", "Z", "lambda", "y", "Y"]

  /// - Parameter reader: the reader of the formulas, which knows how names are written.
  func symbol(of readings: Reading..., reader: Reader) throws -> Symbol {
    var symbols: [Symbol] = []
    for reading in readings {
      for symbol in reading.formula.symbols where !symbols.contains(symbol) { symbols.append(symbol) }
    }
    if let name {
      var reader = reader
      if let formula = try? reader.read(name).formula, case .symbol(let symbol) = formula.node, symbols.contains(symbol)
      {
        return symbol
      }
      throw ValidationError("\(name) does not occur in the formula, whose symbols are \(list(symbols)).")
    }
    if symbols.isEmpty { throw ValidationError("There is no unknown: everything has a value.") }
    if symbols.count == 1 { return symbols[0] }
    // What has the index of a sum is data, where something else has none.
    let data = Set(readings.flatMap(\.inferred).filter(\.isIndexed).map(\.symbol.name))
    let others = symbols.filter { !data.contains($0.name) && !declared.contains($0.name) }
    if !data.isEmpty, !others.isEmpty {
      if others.count == 1 { return others[0] }
      throw ValidationError("Several symbols could be the unknown (\(list(others))): name it with --for or --over.")
    }
    let found = Self.usual.compactMap { usual in symbols.first { $0.name == usual } }
    // X beside w is data to most.
    let isDoubtful = found.first?.name.first?.isUppercase == true && !declared.contains(found[0].name)
    let small = found.filter { $0.name.first?.isLowercase == true && $0.name != "y" && !declared.contains($0.name) }
    if isDoubtful, !small.isEmpty {
      throw ValidationError(
        "Several symbols could be the unknown (\(list([found[0]] + small))): name it with --for or --over.")
    }
    if let first = found.first { return first }
    let open = symbols.filter { !declared.contains($0.name) }
    if open.count == 1 { return open[0] }
    throw ValidationError("Several symbols could be the unknown (\(list(symbols))): name it with --for.")
  }

  private func list(_ symbols: [Symbol]) -> String { symbols.map(\.name).joined(separator: ", ") }
}
