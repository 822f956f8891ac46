import CKernels
import GradusExpression
import GradusKernels
import GradusPlan
import Testing

@Suite("Numbers drawn by their place")
struct NoiseTests {
  /// The known answers that the authors of Philox4x32-10 publish with Random123.
  @Test("are Philox's")
  func philox() {
    typealias Words = [UInt32]
    let known: [(counter: Words, key: Words, result: Words)] = [
      ([0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
      (
        Array(repeating: 0xffff_ffff, count: 4), Array(repeating: 0xffff_ffff, count: 2),
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ]
    for (counter, key, result) in known {
      var words = Words(repeating: 0, count: 4)
      gradus_philox(counter, key, &words)
      #expect(words == result)
    }
  }

  func draw(_ precision: Precision, count: Int = 100_003, _ body: (Executor) throws -> Void) throws -> [Double] {
    let x = Formula.symbol("x", [.number(count)])
    let executor = try Executor(Plan(outputs: [("y", x)], precision: precision))
    try body(executor)
    return try executor.readDouble("x")
  }

  @Test("keep each entry as often as they are told to, and the same ones again", arguments: Precision.allCases)
  func mask(precision: Precision) throws {
    for probability in [0, 0.1, 0.5, 0.8, 1] {
      func mask(_ seed: UInt64, _ step: Int, _ stream: Int) throws -> [Double] {
        try draw(precision) {
          try $0.drawMask("x", probability: probability, seed: seed, step: step, stream: stream)
        }
      }
      let values = try mask(1, 2, 3)
      #expect(values.allSatisfy { $0 == 0 || $0 == 1 })
      #expect(Swift.abs(values.reduce(0, +) / Double(values.count) - probability) < 0.005)
      #expect(try mask(1, 2, 3) == values)
      if probability == 0.5 {
        for (seed, step, stream) in [(2, 2, 3), (1, 3, 3), (1, 2, 4)] as [(UInt64, Int, Int)] {
          let same = zip(try mask(seed, step, stream), values).count { $0 == $1 }
          #expect(Swift.abs(Double(same) / Double(values.count) - 0.5) < 0.01)
        }
      }
    }
  }

  @Test("are standard normal", arguments: Precision.allCases)
  func normal(precision: Precision) throws {
    let values = try draw(precision) { try $0.drawNormal("x", seed: 7, step: 1, stream: 0) }
    let count = Double(values.count)
    func moment(_ power: Int) -> Double {
      values.reduce(0) { sum, x in sum + (0..<power).reduce(1) { product, _ in product * x } } / count
    }
    #expect(Swift.abs(moment(1)) < 0.02 && Swift.abs(moment(2) - 1) < 0.02)
    #expect(Swift.abs(moment(3)) < 0.05 && Swift.abs(moment(4) - 3) < 0.1)
    #expect(Set(values).count > values.count * 9 / 10)
  }

  @Test("are the same in a part of them", arguments: Precision.allCases, [1, 100, 127, 128, 129, 255, 256, 1000])
  func part(precision: Precision, first: Int) throws {
    for count in [1, 3, 200, 700] {
      let mask = try draw(precision, count: first + count) {
        try $0.drawMask("x", probability: 0.5, seed: 5, step: 6, stream: 1)
      }
      let ownMask = try draw(precision, count: count) {
        try $0.drawMask("x", probability: 0.5, seed: 5, step: 6, stream: 1, first: first)
      }
      #expect(ownMask == Array(mask[first...]))
      let normal = try draw(precision, count: first + count) { try $0.drawNormal("x", seed: 5, step: 6, stream: 1) }
      let own = try draw(precision, count: count) {
        try $0.drawNormal("x", seed: 5, step: 6, stream: 1, first: first)
      }
      #expect(own == Array(normal[first...]))
    }
  }
}
