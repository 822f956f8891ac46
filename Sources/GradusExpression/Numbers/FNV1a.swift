/// The hash of bytes that is the same in every process and on every machine.
///
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV non-cryptographic hash algorithm", variant 1a with 64 bits.
package struct FNV1a {
  package static let offset: UInt64 = 0xcbf2_9ce4_8422_2325
  package static let prime: UInt64 = 0x0000_0100_0000_01b3

  package private(set) var value = FNV1a.offset

  package init() {}

  package mutating func combine(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* FNV1a.prime }

  /// Eight bytes at once, which is quicker than one after another and another hash; its upper half is mixed into the lower.
  package mutating func combine(word: UInt64) {
    value = (value ^ word) &* FNV1a.prime
    value ^= value >> 32
  }
}
