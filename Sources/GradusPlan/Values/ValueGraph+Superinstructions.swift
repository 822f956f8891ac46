extension ValueGraph {
  /// Joins an operation with one that only it reads, where one instruction does both: x + a b, a b + t, x / y and their kin.
  mutating func joinOperations() {
    // Joining moves reads from the inner value to the outer one, so the counts stay right.
    let counts = useCounts
    for index in reachable {
      while case .pointwise(let function, let uses) = values[index].operation,
        let joined = joined(function, uses, values[index], counts)
      {
        replace(index, by: .pointwise(joined.0, joined.1))
      }
    }
  }

  /// The function and arguments of an argument that nothing else reads, in the same index space.
  private func inner(
    _ use: Use, _ outer: Value, _ counts: PlaceTable<Value, Int>
  ) -> (function: LoopFunction, uses: [Use])? {
    guard counts[use.value] == 1, use.axes == Array(outer.shape.indices), values[use.value].shape == outer.shape,
      values[use.value].precision == outer.precision,
      case .pointwise(let function, let uses) = values[use.value].operation
    else { return nil }
    return (function, uses)
  }

  private func joined(
    _ outer: LoopFunction, _ uses: [Use], _ value: Value, _ counts: PlaceTable<Value, Int>
  ) -> (LoopFunction, [Use])? {
    for (place, use) in uses.enumerated() {
      guard let (inner, parts) = inner(use, value, counts) else { continue }
      let other = uses.count == 2 ? uses[1 - place] : nil
      switch (outer.operation, inner.operation) {
      case (.affine, .affine):
        return (.init(.affine, s: outer.s * inner.s, t: outer.s * inner.t + outer.t), parts)
      case (.affine, .multiply):
        return (.init(.productShift, s: outer.s, t: outer.t), parts)
      case (.affine, .productShift):
        return (.init(.productShift, s: outer.s * inner.s, t: outer.s * inner.t + outer.t), parts)
      case (.affine, .combine) where outer.t == 0:
        return (.init(.combine, s: outer.s * inner.s, t: outer.s * inner.t), parts)
      case (.multiply, .affine) where inner.t == 0:
        return (.init(.productShift, s: inner.s), [parts[0], other!])
      case (.multiply, .reciprocal) where inner.s == 1:
        return (.init(.divide), [other!, parts[0]])
      case (.productShift, .squareRoot):
        return (.init(.rootShift, s: outer.s, t: outer.t), [parts[0], other!])
      case (.divide, .rootShift) where place == 1:
        return (.init(.overRoot, s: inner.s, t: inner.t), [other!, parts[0], parts[1]])
      case (.multiply, .step):
        return (.init(.maskPositive), [other!, parts[0]])
      case (.combine, .affine) where inner.t == 0:
        return place == 0
          ? (.init(.combine, s: outer.s * inner.s, t: outer.t), [parts[0], other!])
          : (.init(.combine, s: outer.s, t: outer.t * inner.s), [other!, parts[0]])
      case (.combine, .multiply), (.combine, .square):
        let (scale, rest) = place == 0 ? (outer.s, outer.t) : (outer.t, outer.s)
        return (.init(.productAdd, s: scale, t: rest), [parts[0], parts.last!, other!])
      case (.combine, .productShift) where inner.t == 0:
        let (scale, rest) = place == 0 ? (outer.s, outer.t) : (outer.t, outer.s)
        return (.init(.productAdd, s: scale * inner.s, t: rest), [parts[0], parts[1], other!])
      default:
        continue
      }
    }
    return nil
  }
}
