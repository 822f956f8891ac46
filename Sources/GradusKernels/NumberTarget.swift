/// Where the numbers of a symbol are kept for the kernels: what a `NumberSource` writes to.
public struct NumberTarget {
  private let region: Region

  init(_ region: Region) { self.region = region }

  /// Takes as many numbers as the symbol has.
  public func write(_ numbers: UnsafeBufferPointer<Float>) {
    precondition(numbers.count == region.count, "\(numbers.count) numbers for the shape \(region.shape)")
    region.write(numbers)
  }

  /// Takes as many numbers as the symbol has.
  public func write(_ numbers: UnsafeBufferPointer<Double>) {
    precondition(numbers.count == region.count, "\(numbers.count) numbers for the shape \(region.shape)")
    region.write(numbers)
  }
}
