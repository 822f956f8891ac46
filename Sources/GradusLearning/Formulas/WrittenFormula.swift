internal import GradusExpression
internal import GradusNotation
internal import GradusOptimization

/// A formula in the notation of the blackboard that a description holds between quotation marks: an activation, a layer, a loss.
enum WrittenFormula {
  /// The text of a clause that is a formula, before its settings.
  static func text(of clause: Clause) throws(DescriptionError) -> String {
    guard clause.isFormula, case .text(let text)? = clause.arguments.first?.value, clause.arguments[0].label == nil
    else { throw DescriptionError("a formula between quotation marks was expected") }
    return text
  }

  /// Reads the formula.
  ///
  /// - Parameters:
  ///   - kind: what errors call it: `activation`.
  ///   - declared: the symbols that are known before.
  /// - Throws: `DescriptionError` that says what is not read.
  static func read(_ text: String, as kind: String, declared: [Symbol]) throws(DescriptionError) -> Formula {
    var reader = Reader()
    for symbol in declared { reader.declare(symbol) }
    do { return try reader.read(text).formula } catch {
      throw DescriptionError("the \(kind) \"\(text)\" is not read: \(error)")
    }
  }

  /// The first name that is followed by no bracket, which may be the one number of a formula.
  static func firstName(in text: String) -> String? {
    let characters = Array(text)
    var place = 0
    while place < characters.count {
      guard characters[place].isLetter else {
        // 1e-3 is a number.
        place +=
          characters[place].isNumber && place + 1 < characters.count && "eE".contains(characters[place + 1]) ? 2 : 1
        continue
      }
      var end = place
      while end < characters.count, characters[end].isLetter || characters[end].isNumber || characters[end] == "_" {
        end += 1
      }
      let name = String(characters[place..<end])
      let isCalled = end < characters.count && characters[end] == "("
      if !isCalled, !["pi", "e"].contains(name) { return name }
      place = end
    }
    return nil
  }
}
