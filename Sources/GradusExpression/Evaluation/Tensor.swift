/// Numbers in row-major order under a shape.
public struct Tensor: Hashable, Sendable {
  public let shape: [Int]
  public var values: [Double]

  /// Traps where the count of the values is not the product of the shape.
  public init(shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count, "\(values.count) values for the shape \(shape)")
    self.shape = shape
    self.values = values
  }

  public init(_ value: Double) { self.init(shape: [], values: [value]) }
  public init(vector values: [Double]) { self.init(shape: [values.count], values: values) }
  public init(matrix rows: [[Double]]) {
    self.init(shape: [rows.count, rows.first?.count ?? 0], values: rows.flatMap { $0 })
  }
  public init(shape: [Int], repeating value: Double) {
    self.init(shape: shape, values: Array(repeating: value, count: shape.reduce(1, *)))
  }

  public var rank: Int { shape.count }

  /// The one number of a scalar.
  public var scalar: Double {
    precondition(values.count == 1, "a tensor of shape \(shape) is no scalar")
    return values[0]
  }

  /// How far apart neighbours along each axis lie.
  public var strides: [Int] {
    var strides = Array(repeating: 1, count: shape.count)
    for axis in shape.indices.reversed().dropFirst() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    return strides
  }

  public subscript(index: Int...) -> Double {
    get { values[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }] }
    set { values[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }] = newValue }
  }

  public func map(_ transform: (Double) -> Double) -> Tensor { Tensor(shape: shape, values: values.map(transform)) }
}
