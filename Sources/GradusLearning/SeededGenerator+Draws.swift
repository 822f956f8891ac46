internal import Glibc

/// The draws are written out here, for the standard library's own may change from version to version.
extension SeededGenerator {
  /// A number in [0, 1), a multiple of 2⁻⁵³, each as likely.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number in `0..<bound`, each as likely. Traps when `bound` is not positive.
  ///
  /// Source: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).
  package mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "a random number below \(bound)")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A standard normal deviate (mean 0, variance 1).
  ///
  /// The polar method, which draws deviates in pairs; the second is dropped, so that the state stays four words.
  /// Source: G. Marsaglia and T. Bray, "A convenient method for generating normal variables", SIAM Review 6 (1964).
  package mutating func normal() -> Double {
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square < 1, square > 0 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }

  /// Puts the elements in a random order, every order as likely (Fisher and Yates, from the end).
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }

  /// A random order of `0..<count`.
  package mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }
}
