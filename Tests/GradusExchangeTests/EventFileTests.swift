import Foundation
import GradusLearning
import Testing

@testable import GradusExchange

@Suite("Files of events for TensorBoard")
struct EventFileTests {
  @Test("the checksum is that of Castagnoli, masked")
  func checksum() {
    // CRC-32C of "123456789" is e3069283.
    let crc: UInt32 = 0xe306_9283
    #expect(CRC32.masked(Array("123456789".utf8)) == (crc >> 15 | crc << 17) &+ 0xa282_ead8)
  }

  /// The messages of a file, each checked.
  private func messages(_ path: String) throws -> [[UInt8]] {
    var rest = try FileBytes.read(path)[...]
    var found: [[UInt8]] = []
    while !rest.isEmpty {
      let head = Array(rest.prefix(8))
      let length = Int(littleEndianWords(head[...], as: UInt64.self)[0])
      let body = Array(rest.dropFirst(12).prefix(length))
      let checks = [rest.dropFirst(8).prefix(4), rest.dropFirst(12 + length).prefix(4)].map {
        littleEndianWords(Array($0)[...], as: UInt32.self)[0]
      }
      #expect(checks == [CRC32.masked(head), CRC32.masked(body)])
      found.append(body)
      rest = rest.dropFirst(16 + length)
    }
    return found
  }

  @Test("a file begins with its version, and says where a training goes on; each has a name of its own")
  func records() throws {
    let folder = try TemporaryFolder()
    let first = try EventFile(in: "\(folder.path)/a/b", resumingAt: nil)
    try first.write([.scalar("loss", 0.5)], step: 300)
    let second = try EventFile(in: "\(folder.path)/a/b", resumingAt: 301)
    #expect(first.path != second.path)
    let own = try messages(first.path)
    #expect(own.count == 2 && String(decoding: own[0].suffix(13), as: UTF8.self) == "brain.Event:2")
    // Field 2, the step 300 in two bytes; field 5, a summary of a value that is "loss" and a half.
    let expected: [UInt8] =
      [0x10, 0xac, 0x02, 0x2a, 13, 0x0a, 11, 0x0a, 4] + Array("loss".utf8) + [0x15, 0, 0, 0, 0x3f]
    #expect(Array(own[1].dropFirst(9)) == expected)
    #expect(try messages(second.path).last?.suffix(4) == [0x3a, 2, 8, 1])
    #expect(throws: ExchangeError.self) { try EventFile(in: first.path, resumingAt: nil) }
  }

  @Test("a histogram counts every number once, between limits that it lies between")
  func histogram() {
    let numbers: [Float] = [0, 0, 1e-20, -3, -3.05, 0.25, 1e10, -1e-14, .nan, .infinity, 1e25]
    let histogram = EventHistogram(numbers)
    #expect(histogram.counts.reduce(0, +) == 9 && histogram.counts.first == 0)
    #expect(histogram.limits == histogram.limits.sorted() && histogram.limits.count == histogram.counts.count)
    for (place, limit) in histogram.limits.enumerated().dropFirst() {
      let inside = numbers.filter { Double($0) >= histogram.limits[place - 1] && Double($0) < limit }
      #expect(Double(inside.count) == histogram.counts[place])
    }
    #expect(EventHistogram([]).limits.isEmpty)
  }
}
