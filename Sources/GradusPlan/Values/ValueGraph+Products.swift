extension ValueGraph {
  private func isWhole(_ use: Use) -> Bool { use.axes == Array(values[use.value].shape.indices) }

  /// s a + t b of two whole values of the shape of the value, where it is that.
  private func combination(_ index: Value.ID) -> (s: Double, a: Value.ID, t: Double, b: Value.ID)? {
    guard case .pointwise(let function, let uses) = values[index].operation, function.operation == .combine,
      uses.allSatisfy(isWhole), uses.allSatisfy({ values[$0.value].shape == values[index].shape })
    else { return nil }
    return (function.s, uses[0].value, function.t, uses[1].value)
  }

  private func isOfOnePrecision(_ list: [Value.ID]) -> Bool {
    list.allSatisfy { values[$0].precision == values[list[0]].precision }
  }

  private func product(_ index: Value.ID) -> ProductValue? {
    if case .product(let product) = values[index].operation, product.accumulator == nil, product.bias == nil {
      return product
    }
    return nil
  }

  /// β p + t A B, the new value of the symbol p, accumulates into p: the product alone never exists. The number t goes to the
  /// smaller factor, where that is worth it.
  mutating func accumulateProducts(updates: [(name: String, value: Value.ID)]) {
    for update in updates {
      guard let (s, a, t, b) = combination(update.value) else { continue }
      for (own, beta, other, scale) in [(a, s, b, t), (b, t, a, s)] {
        guard case .input(update.name) = values[own].operation, var product = product(other), useCounts[other] == 1,
          values[update.value].shape == values[own].shape, isOfOnePrecision([update.value, own, other])
        else { continue }
        if scale != 1 {
          let leftIsSmaller = values[product.left].count <= values[product.right].count
          let smaller = leftIsSmaller ? product.left : product.right
          guard 2 * values[smaller].count <= values[own].count else { continue }
          let scaled = add(
            values[smaller].shape,
            .pointwise(.init(.affine, s: scale), [Use(value: smaller, axes: Array(values[smaller].shape.indices))]),
            in: values[smaller].precision)
          if leftIsSmaller { product.left = scaled } else { product.right = scaled }
        }
        product.accumulator = own
        product.beta = beta
        replace(update.value, by: .product(product))
        break
      }
    }
  }

  /// f(A B + bias): the bias and the function are computed while the product is still in the cache.
  mutating func fuseBiasAndActivation() {
    let counts = useCounts
    for index in reachable {
      guard let (s, a, t, b) = biased(index), s == 1, t == 1, var product = product(a), product.activation == .identity,
        counts[a] == 1, values[index].precision == .float32, isOfOnePrecision([index, a, b])
      else { continue }
      product.bias = b
      replace(index, by: .product(product))
    }
    for index in reachable {
      guard case .pointwise(let function, let uses) = values[index].operation, uses.count == 1, isWhole(uses[0]),
        let activation = ProductFunction(function.operation), counts[uses[0].value] == 1,
        case .product(var product) = values[uses[0].value].operation, product.accumulator == nil,
        product.activation == .identity, values[index].precision == .float32, isOfOnePrecision([index, uses[0].value])
      else { continue }
      product.activation = activation
      replace(index, by: .product(product))
    }
  }

  /// A matrix and a vector repeated in its rows, where the value is a combination of them.
  private func biased(_ index: Value.ID) -> (s: Double, a: Value.ID, t: Double, b: Value.ID)? {
    guard case .pointwise(let function, let uses) = values[index].operation, function.operation == .combine,
      values[index].shape.count == 2
    else { return nil }
    for (x, s, y, t) in [(uses[0], function.s, uses[1], function.t), (uses[1], function.t, uses[0], function.s)] {
      if x.axes == [0, 1], y.axes == [1], case .product(let product) = values[x.value].operation, product.batch == 1 {
        return (s, x.value, t, y.value)
      }
    }
    return nil
  }
}

extension ProductFunction {
  fileprivate init?(_ operation: LoopOperation) {
    switch operation {
    case .relu: self = .relu
    case .tanh: self = .tanh
    case .sigmoid: self = .sigmoid
    default: return nil
    }
  }
}
