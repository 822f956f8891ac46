/// Numbers in row-major order under a shape.
public struct Tensor: Hashable, Sendable {
  /// The lengths of the axes.
  public let shape: [Int]
  /// The entries in row-major order.
  public var values: [Double]

  /// Traps where the count of the values is not the product of the shape.
  public init(shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count, "\(values.count) values for the shape \(shape)")
    self.shape = shape
    self.values = values
  }

  /// One number.
  public init(_ value: Double) { self.init(shape: [], values: [value]) }
  /// A vector.
  public init(vector values: [Double]) { self.init(shape: [values.count], values: values) }
  /// A matrix of rows of one length.
  public init(matrix rows: [[Double]]) {
    self.init(shape: [rows.count, rows.first?.count ?? 0], values: rows.flatMap { $0 })
  }
  /// A tensor of one number throughout.
  public init(shape: [Int], repeating value: Double) {
    self.init(shape: shape, values: Array(repeating: value, count: shape.reduce(1, *)))
  }

  /// The count of the axes.
  public var rank: Int { shape.count }

  /// The one number of a scalar.
  public var scalar: Double {
    precondition(values.count == 1, "a tensor of shape \(shape) is no scalar")
    return values[0]
  }

  /// How far apart neighbours along each axis lie.
  package var strides: [Int] {
    var strides = Array(repeating: 1, count: shape.count)
    for axis in shape.indices.reversed().dropFirst() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    return strides
  }

  /// The entry at a place, an index an axis, counted from 0.
  public subscript(index: Int...) -> Double {
    get { values[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }] }
    set { values[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }] = newValue }
  }

  /// The tensor of what a function makes of every entry.
  public func map(_ transform: (Double) -> Double) -> Tensor { Tensor(shape: shape, values: values.map(transform)) }
}
