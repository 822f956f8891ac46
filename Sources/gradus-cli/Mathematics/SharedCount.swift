import Gradus

/// The n of 1/n before a sum without a limit: `\frac1n \sum_i x_i` speaks of as many entries as x has to most, and of any number to
/// the reader, which knows no n.
struct SharedCount {
  let reader: Reader
  private let name: String

  /// Nil where no letter may be a count, or data of several sizes stand in the texts.
  init?(_ texts: [Reading], reader: Reader) {
    let numbers = texts.flatMap(\.inferred).map(\.symbol).filter { $0.shape.isEmpty }
    let data = texts.flatMap(\.inferred).filter { $0.isIndexed && !$0.symbol.shape.isEmpty }.map(\.symbol)
    guard let name = ["n", "N", "m", "M"].first(where: { name in numbers.contains { $0.name == name } }),
      let size = data.first?.shape[0], data.allSatisfy({ $0.shape[0] == size })
    else { return nil }
    var reader = reader
    var told: Set<String> = []
    for symbol in data where told.insert(symbol.name).inserted {
      reader.declare(Symbol(symbol.name, [.symbol(name)] + symbol.shape.dropFirst(), facts: symbol.facts))
    }
    (self.reader, self.name) = (reader, name)
  }

  /// What a verdict rests on then.
  var note: String { "read: \(name) the number of entries that the sums run over" }
}
