import BigInt

/// A hash that is the same in every process: the FNV-1a hash of the words fed to it, finished with the mixer of SplitMix64.
struct Fingerprint {
  private var state = FNV1a.offset

  mutating func combine(_ word: UInt64) { state = Fingerprint.mix(state ^ word) &* FNV1a.prime }
  mutating func combine(_ value: Int) { combine(UInt64(bitPattern: Int64(value))) }
  mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(UInt64(byte)) }
    combine(0xff)
  }
  mutating func combine(_ value: Rational) {
    if let small = value.integerValue {
      combine(small)
    } else {
      combine(value.description)
    }
  }
  mutating func combine(_ size: Size) {
    switch size {
    case .number(let value): combine(value)
    case .symbol(let name): combine(name)
    case .product(let factors): for factor in factors { combine(factor) }
    }
  }

  var value: UInt64 { Fingerprint.mix(state) }

  static func mix(_ word: UInt64) -> UInt64 { SplitMix64.mixed(word &+ SplitMix64.step) }
}

extension Node {
  /// The place of the case in the order of nodes.
  var ordinal: Int {
    switch self {
    case .namedConstant: 0
    case .size: 1
    case .symbol: 2
    case .basis: 3
    case .literal: 4
    case .contraction: 5
    case .power: 6
    case .map: 7
    case .matrixFunction: 8
    case .extremum: 9
    case .reduction: 10
    case .inverse: 11
    case .determinant: 12
    case .logDeterminant: 13
    case .reshape: 14
    case .sum: 15
    case .delta: 16
    case .constant: 17
    case .alongAxes: 18
    case .adjugate: 19
    case .band: 20
    case .spectral: 21
    }
  }

  func fingerprint(shape: [Size]) -> UInt64 {
    var hash = Fingerprint()
    hash.combine(ordinal)
    for size in shape { hash.combine(size) }
    switch self {
    case .symbol(let symbol):
      hash.combine(symbol.name)
      for fact in Fact.allCases where symbol.facts.contains(fact) { hash.combine(fact.rawValue) }
    case .constant(let value): hash.combine(value)
    case .namedConstant(let constant): hash.combine(constant.rawValue)
    case .size(let size): hash.combine(size)
    case .literal(let literal): for value in literal.values { hash.combine(value) }
    case .delta: break
    case .band(_, let band):
      hash.combine(band.offset)
      hash.combine(band.fillsAbove ? 1 : 0)
    case .basis(let index, _): hash.combine(index)
    case .sum(let terms): for term in terms { hash.combine(term.coefficient) }
    case .contraction(let contraction):
      for factor in contraction.factors {
        for label in factor.labels { hash.combine(label) }
        hash.combine(-1)
      }
    case .map(let function, _): hash.combine(function.rawValue)
    case .matrixFunction(let function, _): hash.combine(function.rawValue)
    case .spectral(let function, _): hash.combine(function.rawValue)
    case .extremum(let extremum, _, _): hash.combine(extremum.rawValue)
    case .reduction(let reduction, _, let axes):
      hash.combine(reduction.rawValue)
      for axis in axes { hash.combine(axis) }
    case .alongAxes(let function, _, let axes):
      hash.combine(function.rawValue)
      for axis in axes { hash.combine(axis) }
    case .power, .inverse, .adjugate, .determinant, .logDeterminant, .reshape: break
    }
    for child in children { hash.combine(child.fingerprint) }
    return hash.value
  }
}
