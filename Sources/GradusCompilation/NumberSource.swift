public import GradusExpression

/// What a compiled function takes for a symbol: one number, an array, a slice or a tensor, in row-major order.
public protocol NumberSource {
  /// How many numbers there are.
  var numberCount: Int { get }
  /// Writes all of them to where they are wanted.
  func write(to target: NumberTarget)
}

/// A kind of number of which arrays are given to a compiled function.
public protocol NumberElement {
  /// Writes numbers that lie one after another.
  static func write(_ numbers: UnsafeBufferPointer<Self>, to target: NumberTarget)
}

extension Double: NumberSource, NumberElement {
  public var numberCount: Int { 1 }
  public func write(to target: NumberTarget) {
    withUnsafePointer(to: self) { target.write(UnsafeBufferPointer(start: $0, count: 1)) }
  }
  public static func write(_ numbers: UnsafeBufferPointer<Double>, to target: NumberTarget) { target.write(numbers) }
}

extension Float: NumberSource, NumberElement {
  public var numberCount: Int { 1 }
  public func write(to target: NumberTarget) {
    withUnsafePointer(to: self) { target.write(UnsafeBufferPointer(start: $0, count: 1)) }
  }
  public static func write(_ numbers: UnsafeBufferPointer<Float>, to target: NumberTarget) { target.write(numbers) }
}

extension Array: NumberSource where Element: NumberElement {
  public var numberCount: Int { count }
  public func write(to target: NumberTarget) { withUnsafeBufferPointer { Element.write($0, to: target) } }
}

extension ArraySlice: NumberSource where Element: NumberElement {
  public var numberCount: Int { count }
  public func write(to target: NumberTarget) { withUnsafeBufferPointer { Element.write($0, to: target) } }
}

extension Tensor: NumberSource {
  public var numberCount: Int { values.count }
  public func write(to target: NumberTarget) { values.write(to: target) }
}
