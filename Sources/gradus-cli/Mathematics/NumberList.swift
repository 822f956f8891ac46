import ArgumentParser

/// Numbers between commas, as in `1,3` or `0.5, -2`; nil where the text is something else.
func numberList(_ text: String) -> [Double]? {
  var values: [Double] = []
  for part in text.split(separator: ",", omittingEmptySubsequences: false) {
    let word = part.filter { $0 != " " }.replacing("−", with: "-")
    guard let value = Double(word), value.isFinite else { return nil }
    values.append(value)
  }
  return values
}

@Sendable func readNumbers(_ argument: String) throws -> [Double] {
  guard let values = numberList(argument) else { throw ValidationError("expected numbers between commas, as in 1,3") }
  return values
}
