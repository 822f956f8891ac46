public import GradusExpression

/// What is given for a symbol: one number, an array, a slice or a tensor, in row-major order.
public protocol NumberSource {
  /// How many numbers there are.
  var numberCount: Int { get }
  /// Writes all of them to where they are wanted.
  func write(to target: NumberTarget)
}

/// A kind of number of which arrays are given for symbols.
public protocol NumberElement {
  /// Writes numbers that lie one after another.
  static func write(_ numbers: UnsafeBufferPointer<Self>, to target: NumberTarget)
}

extension Double: NumberSource, NumberElement {
  /// One.
  public var numberCount: Int { 1 }
  /// Writes the number.
  public func write(to target: NumberTarget) {
    withUnsafePointer(to: self) { target.write(UnsafeBufferPointer(start: $0, count: 1)) }
  }
  /// Writes numbers of double precision.
  public static func write(_ numbers: UnsafeBufferPointer<Double>, to target: NumberTarget) { target.write(numbers) }
}

extension Float: NumberSource, NumberElement {
  /// One.
  public var numberCount: Int { 1 }
  /// Writes the number.
  public func write(to target: NumberTarget) {
    withUnsafePointer(to: self) { target.write(UnsafeBufferPointer(start: $0, count: 1)) }
  }
  /// Writes numbers of single precision.
  public static func write(_ numbers: UnsafeBufferPointer<Float>, to target: NumberTarget) { target.write(numbers) }
}

extension Array: NumberSource where Element: NumberElement {
  /// The count of the array.
  public var numberCount: Int { count }
  /// Writes the array.
  public func write(to target: NumberTarget) { withUnsafeBufferPointer { Element.write($0, to: target) } }
}

extension ArraySlice: NumberSource where Element: NumberElement {
  /// The count of the slice.
  public var numberCount: Int { count }
  /// Writes the slice.
  public func write(to target: NumberTarget) { withUnsafeBufferPointer { Element.write($0, to: target) } }
}

extension Tensor: NumberSource {
  /// The count of the entries.
  public var numberCount: Int { values.count }
  /// Writes the entries in row-major order.
  public func write(to target: NumberTarget) { values.write(to: target) }
}
