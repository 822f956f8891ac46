package import GradusExpression

extension FNV1a {
  /// Eight bytes at a time, and what is left one by one.
  package mutating func combine<Element: BitwiseCopyable>(words elements: [Element]) {
    elements.withUnsafeBytes { bytes in
      var place = 0
      while place + 8 <= bytes.count {
        combine(word: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        place += 8
      }
      while place < bytes.count {
        combine(bytes[place])
        place += 1
      }
    }
  }
}
