public import GradusExpression

/// Why there is no plan.
public enum PlanError: DescribedError, Hashable, Sendable {
  case missingSize(String)
  case duplicateName(String)
  case conflictingSymbols(Symbol, Symbol)
  case updateShape(name: String, symbol: [Int], value: [Int])
  case emptyShape(name: String, shape: [Int])
  case unsupported(String)

  /// Why there is no plan, in a sentence.
  public var description: String {
    switch self {
    case .missingSize(let size): "no value is given for the size \(size)"
    case .duplicateName(let name): "the name \(name) is given twice"
    case .conflictingSymbols(let a, let b): "one name for two symbols: \(a) and \(b)"
    case .emptyShape(let name, let shape): "\(name) has the shape \(shape): every axis needs at least one entry"
    case .updateShape(let name, let symbol, let value):
      "the update of \(name) has the shape \(value), and \(name) has the shape \(symbol)"
    case .unsupported(let what): "the engine has no kernel for \(what)"
    }
  }
}
