extension Formula {
  /// The product of the factors, summed over the labels that `output` does not name, in canonical form.
  ///
  ///     // Σⱼ A(i, j) x(j)
  ///     Formula.contraction([.init(A, [0, 1]), .init(x, [1])], output: [0])
  ///
  /// - Parameters:
  ///   - factors: each formula with a label for each of its axes. A label may be any number; it has one size throughout.
  ///   - output: the labels of the result's axes, each once.
  ///   - sizes: the sizes of labels that no factor carries.
  ///   - flattening: whether a factor that is itself a product gives its factors. Derivatives do not flatten, so that a
  ///     shared product stays shared.
  public static func contraction(
    _ factors: [Contraction.Factor], output: [Int], sizes: [Int: Size] = [:], flattening: Bool = false
  ) -> Formula {
    Budget.spend(factors.count + 1)
    var builder = ContractionBuilder(output: output, sizes: sizes, flattening: flattening)
    builder.reserve(factors.flatMap(\.labels))
    for factor in factors { builder.absorb(factor.formula, factor.labels) }
    return builder.finish()
  }

  /// The entry of a vector at a place, counted from 0.
  package func entry(_ place: Int) -> Formula {
    .contraction([.init(.basis(place, shape[0]), [0]), .init(self, [0])], output: [])
  }

  /// The formula repeated along new axes: `labels` gives, for each axis of the formula, its axis in the result.
  public func broadcast(to shape: [Size], axes: [Int] = []) -> Formula {
    if shape.isEmpty { return self }
    return .contraction(
      [.init(self, axes)], output: Array(shape.indices),
      sizes: Dictionary(uniqueKeysWithValues: zip(shape.indices, shape)), flattening: true)
  }

  /// The axes in another order: axis `i` of the result is axis `order[i]` of the formula.
  public func permuted(_ order: [Int]) -> Formula {
    .contraction([.init(self, Array(0..<rank))], output: order, flattening: true)
  }

  /// Aᵀ; a vector or a scalar is itself.
  public var transposed: Formula { rank < 2 ? self : permuted(Array((0..<rank).reversed())) }

  /// The sum along axes, which are dropped.
  public func summed(along axes: [Int]) -> Formula {
    let dropped = Set(axes)
    return .contraction(
      [.init(self, Array(0..<rank))], output: (0..<rank).filter { !dropped.contains($0) }, flattening: true)
  }

  /// The sum of all entries.
  public var summed: Formula { summed(along: Array(0..<rank)) }

  /// The product of scalars and of formulas of one shape, entry by entry.
  public static func product(_ formulas: [Formula], flattening: Bool = true) -> Formula {
    let shape = formulas.first { !$0.isScalar }?.shape ?? []
    return .contraction(
      formulas.map { .init($0, $0.isScalar ? [] : Array(shape.indices)) }, output: Array(shape.indices),
      sizes: Dictionary(uniqueKeysWithValues: zip(shape.indices, shape)), flattening: flattening)
  }
}
