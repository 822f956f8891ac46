extension Tensor {
  /// The largest difference of two entries, relative to the larger of 1 and the largest entry; infinite for other shapes
  /// and where exactly one of two entries is NaN.
  public func distance(to other: Tensor) -> Double {
    guard shape == other.shape else { return .infinity }
    var scale = 1.0
    for value in values where value.isFinite { scale = max(scale, abs(value)) }
    var worst = 0.0
    for (a, b) in zip(values, other.values) {
      if a == b || (a.isNaN && b.isNaN) { continue }
      let difference = abs(a - b)
      if !difference.isFinite { return .infinity }
      worst = max(worst, difference / scale)
    }
    return worst
  }
}
