import ArgumentParser

/// Numbers between commas, as in `1,3` or `0.5, -2`.
struct NumberList: ExpressibleByArgument {
  let values: [Double]

  init?(argument: String) {
    var values: [Double] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let word = part.filter { $0 != " " }.replacing("−", with: "-")
      guard let value = Double(word), value.isFinite else { return nil }
      values.append(value)
    }
    self.values = values
  }
}
