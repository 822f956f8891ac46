internal import GradusExchange
internal import GradusExpression
internal import GradusLearning
internal import GradusOptimization

/// A network that was found in a graph.
struct FoundNetwork {
  let network: Network
  let parameters: [String: [Float]]
  let classNames: [String]?
  /// Whether the inputs of the graph are bytes of which the network sees the 255th part.
  let seesBytes: Bool
  /// The axes of the input behind the first.
  let inputShape: [Int]

  /// - Throws: `GraphFault` that names what is no layer.
  init(_ reader: GraphReader, outputs names: [String]) throws(GraphFault) {
    let fed = reader.inputs.filter { $0.shape.count > 1 }
    guard let symbol = fed.first, fed.count == 1 else {
      throw GraphFault("it has \(reader.inputs.count) inputs; a network has one, of examples as rows")
    }
    let input = Formula.symbol(symbol)
    let numbers = symbol.shape.dropFirst().compactMap { $0.value(in: [:]) }
    guard numbers.count == symbol.shape.count - 1 else {
      throw GraphFault(
        "its input \(symbol.name) has the shape \(symbol.shape); only the first axis may have any length")
    }
    let candidates = names.compactMap { reader[$0]?.formula }.filter {
      $0.shape.first == symbol.shape[0] && $0.contains(input)
    }
    guard let output = candidates.last(where: { $0.rank == 2 }) ?? candidates.last else {
      throw GraphFault("none of its outputs has a row for every example")
    }
    inputShape = numbers
    classNames = reader.classNames
    (network, parameters, seesBytes) = try Self.network(reader, input, output, width: numbers.reduce(1, *))
  }

  private static func network(
    _ reader: GraphReader, _ input: Formula, _ output: Formula, width: Int
  ) throws(GraphFault) -> (Network, [String: [Float]], Bool) {
    var last = output
    // The probabilities of two classes, made of one.
    if case .joined(let parts) = reader.origins[output], parts.count == 2,
      parts[0] == Formula.ones(parts[1].shape) - parts[1]
    {
      last = parts[1]
    }
    let flat = input.reshaped(to: [input.shape[0], .number(width)])
    let bytes =
      [Rational(1, 255), Rational("\(Float(1.0 / 255))") ?? 0].map { flat.scaled(by: $0) }
      + [input.scaled(by: Rational(1, 255)).reshaped(to: flat.shape)]
    let recognizer = NetworkRecognizer(reader, input: input, output: last)
    let found: (layers: [NetworkRecognizer.FoundLayer], start: Formula)
    do { found = try recognizer.layers(of: last) { $0 == flat || $0 == input || bytes.contains($0) } } catch {
      throw GraphFault("\(error.formula.node.kindInWords) is no layer that is known: \("\(error.formula)".prefix(200))")
    }
    let network: Network
    do {
      var layers: [Layer] = []
      for text in found.layers.map(\.description).withUsualBiases { layers += try Layer.list(text) }
      network = try Network(inputs: width, layers: layers)
    } catch { throw GraphFault("\(error)") }
    let values = found.layers.flatMap(\.values)
    guard values.count == network.parameters.count,
      zip(values, network.parameters).allSatisfy({ $0.count == $1.count && $0.allSatisfy(\.isFinite) })
    else { throw GraphFault("its arrays do not fit the layers \(network.layerDescription)") }
    let parameters = zip(network.parameters, values).map { ($0.name, $1) }
    return (network, Dictionary(uniqueKeysWithValues: parameters), bytes.contains(found.start))
  }
}

extension Node {
  /// What stands at the top of a formula, for messages.
  fileprivate var kindInWords: String {
    switch self {
    case .sum: "a sum"
    case .contraction: "a product"
    case .map(let function, _): "a \(function.rawValue)"
    case .reduction(let reduction, _, _): "a \(reduction.rawValue) along an axis"
    case .extremum(let extremum, _, _): "a \(extremum.rawValue) of two values"
    case .reshape: "another layout of entries"
    case .power: "a power"
    default: "a part of it"
    }
  }
}
