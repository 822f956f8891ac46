package import GradusPlan

/// Numbers of one precision at a multiple of 64 bytes.
package final class Storage {
  package let region: Region
  /// Whose memory it is, where it is a part of another's.
  private let whole: Storage?

  package init(_ shape: [Int], _ precision: Precision) {
    let bytes = max(shape.reduce(1, *) * precision.bytes, 1)
    let pointer = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    pointer.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    region = Region(pointer: pointer, precision: precision, shape: shape)
    whole = nil
  }

  /// The numbers of another storage from `offset` on. Traps where there are fewer.
  package init(_ shape: [Int], in whole: Storage, at offset: Int) {
    let count = shape.reduce(1, *)
    precondition(
      offset >= 0 && offset + count <= whole.region.count, "\(count) numbers at \(offset) of \(whole.region.count)")
    let precision = whole.region.precision
    region = Region(pointer: whole.region.pointer + offset * precision.bytes, precision: precision, shape: shape)
    self.whole = whole
  }

  deinit { if whole == nil { region.pointer.deallocate() } }
}

/// Where a name's numbers are.
package struct Region {
  let pointer: UnsafeMutableRawPointer
  let precision: Precision
  package let shape: [Int]
  package let count: Int

  init(pointer: UnsafeMutableRawPointer, precision: Precision, shape: [Int]) {
    self.pointer = pointer
    self.precision = precision
    self.shape = shape
    count = shape.reduce(1, *)
  }

  /// Makes every number zero.
  package func clear() { pointer.initializeMemory(as: UInt8.self, repeating: 0, count: count * precision.bytes) }

  /// Takes as many numbers as there are places.
  package func write(_ numbers: some NumberSource) {
    precondition(numbers.numberCount == count, "\(numbers.numberCount) numbers for the shape \(shape)")
    numbers.write(to: NumberTarget(self))
  }

  func write(_ values: UnsafeBufferPointer<Float>) {
    switch precision {
    case .float32: pointer.copyMemory(from: values.baseAddress!, byteCount: 4 * values.count)
    case .float64:
      let target = pointer.assumingMemoryBound(to: Double.self)
      for i in values.indices { target[i] = Double(values[i]) }
    }
  }

  func write(_ values: UnsafeBufferPointer<Double>) {
    switch precision {
    case .float32:
      let target = pointer.assumingMemoryBound(to: Float.self)
      for i in values.indices { target[i] = Float(values[i]) }
    case .float64: pointer.copyMemory(from: values.baseAddress!, byteCount: 8 * values.count)
    }
  }

  /// Fills an array that has as many numbers as there are places.
  package func read(into numbers: inout [Double]) {
    precondition(numbers.count == count, "\(numbers.count) numbers for the shape \(shape)")
    numbers.withUnsafeMutableBufferPointer { target in if let start = target.baseAddress { read(into: start) } }
  }

  func read(into target: UnsafeMutablePointer<Double>) {
    switch precision {
    case .float32:
      let source = pointer.assumingMemoryBound(to: Float.self)
      for i in 0..<count { target[i] = Double(source[i]) }
    case .float64: target.update(from: pointer.assumingMemoryBound(to: Double.self), count: count)
    }
  }

  package var numbers: [Double] { (0..<count).map { self[$0] } }

  package subscript(index: Int) -> Double {
    get {
      switch precision {
      case .float32: Double(pointer.assumingMemoryBound(to: Float.self)[index])
      case .float64: pointer.assumingMemoryBound(to: Double.self)[index]
      }
    }
    nonmutating set {
      switch precision {
      case .float32: pointer.assumingMemoryBound(to: Float.self)[index] = Float(newValue)
      case .float64: pointer.assumingMemoryBound(to: Double.self)[index] = newValue
      }
    }
  }
}
