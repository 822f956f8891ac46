import Glibc

/// A function that a text declares and does not define, f, or one of its derivatives.
///
/// Nothing may follow from what it is. Derivatives are checked with a smooth function of that name's own, and no answer shows its values.
struct DeclaredFunction: FunctionDefinition {
  let name: String
  let order: Int

  func value(_ x: Double) -> Double { sample(x, order) }
  func exactValue(at x: Rational) -> Rational? { nil }
  func taylor(at x: Double, order count: Int) -> TaylorSeries {
    var factorial = 1.0
    return TaylorSeries(
      (0...count).map { k in
        if k > 0 { factorial *= Double(k) }
        return sample(x, order + k) / factorial
      })
  }

  /// The k-th derivative of a sin(b x + c) + d sin(e x + f), whose numbers come from the name.
  private func sample(_ x: Double, _ k: Int) -> Double {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func next(_ low: Double, _ high: Double) -> Double {
      hash = (hash ^ 0x9e37_79b9) &* 0x100_0000_01b3
      return low + (high - low) * Double(hash >> 40) / Double(1 << 24)
    }
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return (0..<2).reduce(0.0) { sum, _ in
      let (amplitude, frequency, phase) = (next(0.5, 1.5), next(0.4, 1.6), next(0, 6))
      return sum + amplitude * pow(frequency, Double(k)) * sin(frequency * x + phase + Double(k) * .pi / 2)
    }
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .map(.declared(name, order: order + 1), x)
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { .unknown }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { nil }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { name + String(repeating: "'", count: order) }
  var python: PythonSpelling { .given(order == 0 ? name : order == 1 ? "d\(name)" : "d\(order)\(name)") }
  var swift: String? { nil }
  var onnx: String? { nil }
  var source: String? { nil }

  var kernel: FunctionKernel { .none }
}
