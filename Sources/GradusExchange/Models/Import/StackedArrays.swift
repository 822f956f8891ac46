internal import GradusLearning
internal import GradusOptimization

/// The arrays of a stack of layers in the order of the layers: what is left of a network where its layers are not said.
struct StackedArrays {
  /// The arrays of one layer, in our order; a matrix has the shape (inputs, outputs).
  struct Module: Hashable {
    let name: String
    var arrays: [NamedArrays.Entry]
    /// The description of the layer; nil where the arrays do not tell.
    var description: String?

    /// How many numbers go in and come out.
    var inputs: Int { arrays[0].shape[0] }
    var outputs: Int { arrays[0].shape.last ?? 1 }
    var isDense: Bool { arrays[0].shape.count == 2 }
  }

  let modules: [Module]
  /// Whose names they were, in words.
  let origin: String

  /// - Throws: `ExchangeError` that shows the arrays where they are no stack.
  init(_ named: NamedArrays, file: String) throws(ExchangeError) {
    let isNumbered = named.entries.allSatisfy { $0.name.hasPrefix("arr_") && Int($0.name.dropFirst(4)) != nil }
    if named.entries.contains(where: { $0.name.hasPrefix("coefs_") }) {
      origin = "scikit-learn"
      modules = Self.perceptron(named)
    } else if isNumbered, !named.entries.isEmpty {
      origin = "Keras"
      modules = Self.sequence(named)
    } else {
      origin = "PyTorch"
      modules = Self.byPrefix(named)
    }
    guard modules.contains(where: \.isDense), Self.fits(modules) else {
      let shown = named.entries.prefix(12).map { "\($0.name) \($0.shape)" }.joined(separator: ", ")
      throw ExchangeError(
        .unsupported, file: file,
        "holds no stack of dense layers in which one takes what the one before it gives: \(shown.isEmpty ? "no arrays of floats" : shown)"
      )
    }
  }

  /// Whether every dense layer takes what the one before it gives.
  private static func fits(_ modules: [Module]) -> Bool {
    let dense = modules.filter(\.isDense)
    return zip(dense, dense.dropFirst()).allSatisfy { $0.outputs == $1.inputs }
  }

  private static func dense(_ name: String, _ weight: NamedArrays.Entry, _ bias: NamedArrays.Entry?) -> Module {
    let flat = bias.map { NamedArrays.Entry(name: $0.name, shape: [$0.values.count], values: $0.values) }
    return Module(
      name: name, arrays: [weight] + (flat.map { [$0] } ?? []),
      description: "dense \(weight.shape[1]) bias=\(bias == nil ? "no" : "yes")")
  }

  /// `coefs_0`, `intercepts_0`, …
  private static func perceptron(_ named: NamedArrays) -> [Module] {
    (0..<named.entries.count).compactMap { number in
      guard let weight = named["coefs_\(number)"], weight.shape.count == 2 else { return nil }
      return dense("coefs_\(number)", weight, named["intercepts_\(number)"])
    }
  }

  /// `arr_0`, `arr_1`, …: after a matrix its bias; two vectors more are a layer normalisation and four a batch normalisation.
  private static func sequence(_ named: NamedArrays) -> [Module] {
    let entries = (0..<named.entries.count).compactMap { named["arr_\($0)"] }
    var modules: [Module] = []
    var place = 0
    while place < entries.count {
      let first = entries[place]
      let isMatrix = first.shape.count == 2
      let start = isMatrix ? place + 1 : place
      var vectors = Array(entries[start...].prefix { $0.shape.count == 1 })
      place = start + vectors.count
      if isMatrix {
        let hasBias = vectors.count % 2 == 1
        modules.append(dense(first.name, first, hasBias ? vectors[0] : nil))
        if hasBias { vectors.removeFirst() }
      } else if vectors.isEmpty {
        place += 1
      }
      if vectors.count == 4 {
        modules.append(Module(name: vectors[0].name, arrays: vectors, description: "batchnorm epsilon=0.001"))
      } else if vectors.count == 2 {
        modules.append(Module(name: vectors[0].name, arrays: vectors, description: "layernorm epsilon=0.001"))
      }
    }
    return modules
  }

  /// `fc1.weight` of shape (outputs, inputs), `fc1.bias`, …; modules in the order of their names, in which numbers count as numbers.
  private static func byPrefix(_ named: NamedArrays) -> [Module] {
    var groups: [(name: String, slots: [String: NamedArrays.Entry])] = []
    for entry in named.entries {
      let dot = entry.name.lastIndex(of: ".")
      let prefix = dot.map { String(entry.name[..<$0]) } ?? ""
      let slot = dot.map { String(entry.name[entry.name.index(after: $0)...]) } ?? entry.name
      if let known = groups.firstIndex(where: { $0.name == prefix }) {
        groups[known].slots[slot] = entry
      } else {
        groups.append((prefix, [slot: entry]))
      }
    }
    let made = groups.compactMap { module($0.name, $0.slots) }
    let sorted = made.sorted { naturallyPrecedes($0.name, $1.name) }
    if fits(sorted) { return sorted }
    return fits(made) ? made : onlyChain(of: sorted) ?? sorted
  }

  /// The one order in which dense layers fit, where their names are in another: `classifier` behind `encoder`. Nil where several do, or none,
  /// or where there are other layers, whose place no shape tells.
  private static func onlyChain(of modules: [Module]) -> [Module]? {
    guard modules.count <= 64, modules.allSatisfy(\.isDense) else { return nil }
    var found: [[Module]] = []
    func grow(_ chain: [Module], _ rest: [Module]) {
      if rest.isEmpty { found.append(chain) }
      for place in rest.indices where found.count < 2 && chain.last.map({ $0.outputs == rest[place].inputs }) ?? true {
        var others = rest
        grow(chain + [others.remove(at: place)], others)
      }
    }
    // Equal shapes can be exchanged: then the order is not told.
    guard Set(modules.map { [$0.inputs, $0.outputs] }).count == modules.count else { return nil }
    grow([], modules)
    return found.count == 1 ? found[0] : nil
  }

  private static func module(_ name: String, _ slots: [String: NamedArrays.Entry]) -> Module? {
    guard let weight = slots["weight"] else { return nil }
    if weight.shape.count == 2 { return dense(name, weight.transposed, slots["bias"]) }
    guard weight.shape.count == 1 else { return nil }
    if let bias = slots["bias"], let mean = slots["running_mean"], let variance = slots["running_var"] {
      return Module(name: name, arrays: [weight, bias, mean, variance], description: "batchnorm")
    }
    if let bias = slots["bias"] { return Module(name: name, arrays: [weight, bias], description: "layernorm") }
    return Module(name: name, arrays: [weight], description: nil)
  }

  /// fc2 before fc10.
  private static func naturallyPrecedes(_ left: String, _ right: String) -> Bool {
    func parts(_ name: String) -> [(text: String, number: Int?)] {
      var parts: [String] = []
      for character in name {
        if let last = parts.last?.last, last.isNumber == character.isNumber {
          parts[parts.count - 1].append(character)
        } else {
          parts.append(String(character))
        }
      }
      return parts.map { ($0, Int($0)) }
    }
    let (a, b) = (parts(left), parts(right))
    for (x, y) in zip(a, b) where x.text != y.text {
      if let m = x.number, let n = y.number, m != n { return m < n }
      return x.text < y.text
    }
    return a.count < b.count
  }
}

extension StackedArrays {
  /// The network that the arrays are of, as far as they tell: an activation stands before every dense layer but the first.
  func layers(_ activation: Activation, file: String) throws -> [Layer] {
    var descriptions: [String] = []
    var hasDense = false
    for module in modules {
      guard let description = module.description else {
        throw ExchangeError(
          .unsupported, file: file,
          "its array \(module.arrays[0].name) alone does not tell its layer: say --network \"…\" with the layers")
      }
      if module.isDense, hasDense, activation != .identity { descriptions.append(activation.description) }
      hasDense = hasDense || module.isDense
      descriptions.append(description)
    }
    return try Layer.list(descriptions.withUsualBiases.joined(separator: ", "))
  }

  /// The values of a network's parameters: the arrays in their order.
  func parameters(of network: Network, file: String) throws(ExchangeError) -> [String: [Float]] {
    let arrays = modules.flatMap(\.arrays)
    func shown(_ shapes: [(String, [Int])]) -> String {
      shapes.prefix(16).map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
    guard arrays.count == network.parameters.count,
      zip(arrays, network.parameters).allSatisfy({ $0.shape == $1.shape })
    else {
      throw ExchangeError(
        .malformed, file: file,
        "its arrays do not fit the layers \(network.layerDescription): there are \(shown(arrays.map { ($0.name, $0.shape) })), and wanted are \(shown(network.parameters.map { ($0.name, $0.shape) }))"
      )
    }
    for array in arrays where !array.values.allSatisfy(\.isFinite) {
      throw ExchangeError(.malformed, file: file, "its array \(array.name) holds numbers that are not finite")
    }
    return Dictionary(uniqueKeysWithValues: zip(network.parameters, arrays).map { ($0.name, $1.values) })
  }
}

extension [String] {
  /// Descriptions of layers, where a dense one says that it has a bias only where a batch normalisation follows, and so it would have none.
  package var withUsualBiases: [String] {
    indices.map { place in
      let isIdle = place + 1 < count && self[place + 1].hasPrefix("batchnorm")
      return isIdle ? self[place] : self[place].replacing(" bias=yes", with: "")
    }
  }
}
