public import GradusExpression

/// Why a formula cannot be compiled, or a compiled one not called so.
public enum CompilationError: DescribedError, Hashable, Sendable {
  /// An input that is no symbol.
  case notASymbol(Formula)
  /// A symbol of the formula that is no input.
  case missingInput(String)
  /// A size without a number.
  case missingSize(String)
  /// A derivative in something that is no input, or one that the formula does not have.
  case noDerivative(String)
  /// Something that was not asked for when the formula was compiled.
  case notComputed(String)
  /// As many inputs at a call as there are symbols are needed.
  case wrongInputs(expected: [String], found: Int)
  /// Numbers that do not fill their symbol, or an array that does not take a result.
  case wrongCount(name: String, shape: [Int], found: Int)
  /// One number was wanted of a formula that has several.
  case notScalar(shape: [Int])
}

extension CompilationError {
  /// What is wrong, and what to do about it.
  public var description: String {
    switch self {
    case .notASymbol(let formula): "an input is a symbol, and \(formula) is none"
    case .missingInput(let name): "the formula has the symbol \(name), which is not among the inputs"
    case .missingSize(let name): "the size \(name) has no value: give it as sizes: [\"\(name)\": …]"
    case .noDerivative(let reason): reason
    case .notComputed(let part): "\(part) is not computed: name it where the formula is compiled"
    case .wrongInputs(let expected, let found):
      "the inputs are \(expected.joined(separator: ", ")); \(found) were given"
    case .wrongCount(let name, let shape, let found):
      "\(name) has the shape \(shape), which is \(shape.reduce(1, *)) numbers; \(found) were given"
    case .notScalar(let shape): "the formula has the shape \(shape) and is no single number; ask for its tensor"
    }
  }
}
