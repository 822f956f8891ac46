import GradusExpression

/// An index is the number of its place, from 1, inside the sum that binds it, and means nothing outside.
extension Elaborator {
  /// The node of an index that stands as a number, as in `\sum_{i} i x_i`.
  mutating func number(
    ofIndex name: String, _ label: Int, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let key = KnownNames.key(name)
    let hasOtherMeaning =
      scope[key] != nil || definitions[key] != nil || environment.isTaken(key) || environment.sizes.contains(name)
      || writtenSizes.contains(name)
    if hasOtherMeaning {
      throw error(
        .ambiguous(
          "\(name), the index of a sum and a name of its own,", choices: ["another letter for the index"]), text,
        syntax.range)
    }
    return try append(.indexNumber(name: name, label: label), kinds: .scalar, syntax, text)
  }

  /// Refuses a name that nothing declares and that is an index elsewhere in the texts: whoever writes
  /// `\sum_{i} x_i + i` means no unknown scalar i.
  func refuseEscapedIndices() throws(ReadingError) {
    for symbol in symbols where !symbol.isDeclared && indexLetters.contains(symbol.name) {
      let place = nodes[symbol.node].place
      throw error(
        .unsupported(
          "\(symbol.name), an index, outside its sum",
          advice:
            "put brackets around all that is summed, or declare \(symbol.name) where it is another quantity, as in \(symbol.name): scalar"
        ), place.text, place.range)
    }
  }
}
