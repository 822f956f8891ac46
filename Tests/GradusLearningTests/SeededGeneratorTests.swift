import GradusLearning
import Testing

@Suite("The seeded generator")
struct SeededGeneratorTests {
  /// The first outputs of the authors' C programs: splitmix64.c from state 0, then xoshiro256starstar.c from those four words.
  @Test("gives the published sequence from seed 0")
  func published() {
    var generator = SeededGenerator(seed: 0)
    #expect(
      generator.state == [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f, 0xf88b_b8a8_724c_81ec])
    #expect(
      (0..<4).map { _ in generator.next() }
        == [0x99ec_5f36_cb75_f2b4, 0xbf6e_1f78_4956_452a, 0x1a5f_849d_4933_e6e0, 0x6aa5_94f1_262d_2d2c])
  }

  @Test("continues from its state", arguments: [0, 1, 42, UInt64.max])
  func continues(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<17 { _ = generator.normal() }
    var resumed = try #require(SeededGenerator(state: generator.state))
    #expect((0..<100).map { _ in generator.next() } == (0..<100).map { _ in resumed.next() })
  }

  @Test("refuses a state that is none", arguments: [[], [0, 0, 0, 0], [1, 2, 3], [1, 2, 3, 4, 5]] as [[UInt64]])
  func refuses(state: [UInt64]) { #expect(SeededGenerator(state: state) == nil) }

  @Test("draws every whole number below a bound about as often", arguments: [1, 2, 3, 7, 10])
  func integers(bound: Int) {
    var generator = SeededGenerator(seed: 5)
    let draws = 20_000
    var counts = Array(repeating: 0, count: bound)
    for _ in 0..<draws { counts[generator.integer(below: bound)] += 1 }
    // Six standard deviations of a binomial count.
    let share = 1 / Double(bound)
    let allowed = 6 * (Double(draws) * share * (1 - share)).squareRoot()
    for count in counts { #expect(abs(Double(count) - Double(draws) * share) <= allowed) }
  }

  @Test("draws normal deviates with mean 0, variance 1 and a kurtosis of 3")
  func normals() {
    var generator = SeededGenerator(seed: 9)
    let values = (0..<100_000).map { _ in generator.normal() }
    let moment = { (power: Int) in
      values.reduce(0) { sum, x in sum + (0..<power).reduce(1) { p, _ in p * x } } / Double(values.count)
    }
    #expect(abs(moment(1)) < 0.02)
    #expect(abs(moment(2) - 1) < 0.03)
    #expect(abs(moment(4) - 3) < 0.2)
  }

  @Test("shuffles into a permutation that depends on the seed alone", arguments: [0, 1, 2, 3, 100])
  func permutations(count: Int) {
    var first = SeededGenerator(seed: 3)
    var second = SeededGenerator(seed: 3)
    let order = first.permutation(of: count)
    #expect(order == second.permutation(of: count))
    #expect(order.sorted() == Array(0..<count))
  }

  @Test("shuffles three elements into each of their six orders about as often")
  func orders() {
    var generator = SeededGenerator(seed: 1)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[generator.permutation(of: 3), default: 0] += 1 }
    #expect(counts.count == 6)
    for count in counts.values { #expect((850...1150).contains(count)) }
  }
}
