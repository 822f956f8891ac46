extension ReadingError {
  /// The problem in one sentence, without the place.
  public var message: String { problem.sentence }
}

extension ReadingError.Problem {
  var sentence: String {
    switch self {
    case .tooLong(let limit): "the text is too long: at most \(limit) bytes are read"
    case .tooDeep(let limit): "the formula is nested too deeply: at most \(limit) levels are read"
    case .tooLarge(let limit): "the definitions unfold to more than \(limit) operations"
    case .unexpected(let found, let expected): "found \(found), expected \(expected)"
    case .unknownCharacter(let character): "the character \(character) has no meaning here"
    case .unknownCommand(let name, let suggestion):
      "unknown command \\\(name)" + Self.didYouMean(suggestion.map { "\\" + $0 })
    case .unknownFunction(let name, let suggestion): "unknown function \(name)" + Self.didYouMean(suggestion)
    case .argumentCount(let function, let expected, let found):
      "\(function) takes \(expected), found \(found)"
    case .numberTooLarge: "the number has too many digits or too large an exponent"
    case .ambiguous(let what, let choices): "\(what) is ambiguous: write " + choices.joined(separator: " or ")
    case .unsupported(let what, let advice): "\(what): \(advice)"
    case .shapeMismatch(let operation, let left, let right, let advice):
      "\(operation) \(left.phrase) and \(right.phrase) do not fit" + (advice.map { ": \($0)" } ?? "")
    case .wrongShape(let operation, let operand, let expected):
      "\(operation) expects \(expected), found \(operand.phrase)"
    case .needsDeclaration(let name, let example):
      "\(name) can be a scalar or a vector: declare it, for example \(example)"
    case .undeterminedSize(let what): "the size of \(what) does not follow from the formula"
    case .redefinition(let name): "\(name) is already declared or defined"
    case .circularDefinition(let name): "the definition of \(name) uses itself"
    case .invalidDeclaration(let reason): reason
    }
  }

  private static func didYouMean(_ suggestion: String?) -> String { suggestion.map { "; did you mean \($0)?" } ?? "" }
}

extension ReadingError.Operand {
  var phrase: String { "\(text): \(shape)" }
}
