import GradusExpression

/// One way through a network, for training or for use: gives layers the symbols of their slots, and takes from them what they
/// draw and what becomes of their state.
struct LayerPass {
  /// Batch normalisation and noise differ between the two.
  private(set) var isTraining: Bool
  /// The share of a batch in running statistics, where it is not what the layers say.
  private let intake: Formula?
  /// The formula of every slot of the layer, by its name there.
  private(set) var slots: [String: Formula] = [:]
  private var prefix = ""
  /// The next value of slots, by their symbols.
  private(set) var updates: [Symbol: Formula] = [:]
  /// What is drawn anew in every step.
  private(set) var draws: [Network.Draw] = []
  /// Whether the rows are a part of a batch, and what is taken of the whole batch comes from elsewhere.
  private let isPart: Bool
  /// What is taken of the whole batch, where the rows are a part of it; each may hold those before it.
  private(set) var statistics: [Network.Statistic] = []

  init(isTraining: Bool, intake: Formula? = nil, isPart: Bool = false) {
    (self.isTraining, self.intake, self.isPart) = (isTraining, intake, isPart)
  }

  /// Enters a layer of the network.
  mutating func enter(_ parameters: [Network.Parameter]) {
    slots = Dictionary(uniqueKeysWithValues: parameters.map { ($0.slot.name, .symbol($0.symbol)) })
    prefix = ""
  }

  /// A slot of the layer. Traps where the layer declares none of that name.
  func slot(_ name: String) -> Formula {
    guard let formula = slots[prefix + name] else { preconditionFailure("no slot \(prefix)\(name)") }
    return formula
  }

  /// The next value of a slot whose role is state: (1 − κ) of what it is, and κ of what the batch gives.
  mutating func update(_ name: String, takesIn κ: Rational, of value: Formula) {
    guard case .symbol(let symbol) = slot(name).node else { preconditionFailure("\(name) is no symbol") }
    let old = Formula.symbol(symbol)
    updates[symbol] =
      intake.map { old + .parts($0, value - old) } ?? old.scaled(by: 1 - κ) + value.scaled(by: κ)
  }

  /// The mean of every column over the whole batch.
  mutating func columnMeans(_ x: Formula) -> Formula {
    guard isPart else { return x.columnMeans }
    let symbol = Symbol("statistic\(statistics.count + 1)", [x.shape[1]])
    let sum = Formula.contraction([.init(x, [0, 1])], output: [1])
    statistics.append(
      Network.Statistic(symbol: symbol, part: .parts(.symbol(Network.Statistic.perRow), sum)))
    return .symbol(symbol)
  }

  /// v m/(m − 1) of a variance over the m rows of the whole batch; v itself of a single row, which has no other.
  func unbiased(_ variance: Formula, of rows: Size) -> Formula {
    if isPart { return .parts(.symbol(Network.Statistic.unbiasing), variance) }
    if case .number(let count) = rows {
      return count < 2 ? variance : variance.scaled(by: Rational(count) / Rational(count - 1))
    }
    let m = Formula.size(rows)
    return .parts(m / (m - 1), variance)
  }

  /// Numbers that are drawn anew in every step.
  mutating func draw(_ distribution: Network.Draw.Distribution, like x: Formula) -> Formula {
    let facts: Set<Fact> = if case .keeps = distribution { [.zeroOne] } else { [] }
    let symbol = Symbol("noise\(draws.count + 1)", x.shape, facts: facts)
    draws.append(Network.Draw(symbol: symbol, distribution: distribution, stream: draws.count))
    return .symbol(symbol)
  }

  /// What a part makes of its input in use.
  mutating func inUse(_ body: (inout LayerPass) -> Formula) -> Formula {
    let outer = isTraining
    isTraining = false
    defer { isTraining = outer }
    return body(&self)
  }

  /// A layer inside of a block.
  mutating func inside(_ place: Int, _ layer: any LayerKind, _ x: Formula) -> Formula {
    let outer = prefix
    prefix = "\(outer)\(place)."
    defer { prefix = outer }
    return layer.output(of: x, &self)
  }
}

extension Formula {
  /// The mean of every column, as one part.
  var columnMeans: Formula {
    .product([.contraction([.init(self, [0, 1])], output: [1]), .power(.size(shape[0]), -1)], flattening: false)
  }

  /// The mean of every row, as one part.
  var rowMeans: Formula {
    .product([.contraction([.init(self, [0, 1])], output: [0]), .power(.size(shape[1]), -1)], flattening: false)
  }

  /// A vector with an entry a column, in every row of the matrix.
  func inRows(of matrix: Formula) -> Formula { broadcast(to: matrix.shape, axes: [1]) }

  /// A vector with an entry a row, in every column of the matrix.
  func inColumns(of matrix: Formula) -> Formula { broadcast(to: matrix.shape, axes: [0]) }

  /// Entry by entry, each factor as one part.
  static func parts(_ factors: Formula...) -> Formula { .product(factors, flattening: false) }

  /// A sum whose terms stay parts.
  static func partsSum(_ terms: [Term]) -> Formula { .sum(terms, shape: terms[0].formula.shape, flattening: false) }
}
