import GradusPlan

/// Numbers of one precision at a multiple of 64 bytes.
final class Storage {
  let pointer: UnsafeMutableRawPointer
  let precision: Precision
  let shape: [Int]
  let count: Int

  init(_ shape: [Int], _ precision: Precision) {
    self.shape = shape
    self.precision = precision
    count = shape.reduce(1, *)
    let bytes = max(count * precision.bytes, 1)
    pointer = .allocate(byteCount: bytes, alignment: 64)
    pointer.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  }

  deinit { pointer.deallocate() }
}

/// Where a name's numbers are.
struct Region {
  let pointer: UnsafeMutableRawPointer
  let precision: Precision
  let shape: [Int]

  var count: Int { shape.reduce(1, *) }

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

  func read(into target: UnsafeMutablePointer<Double>) {
    switch precision {
    case .float32:
      let source = pointer.assumingMemoryBound(to: Float.self)
      for i in 0..<count { target[i] = Double(source[i]) }
    case .float64: target.update(from: pointer.assumingMemoryBound(to: Double.self), count: count)
    }
  }

  subscript(index: Int) -> Double {
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
