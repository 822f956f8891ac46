import CKernels
import Foundation
import GradusExpression
import GradusPlan
import Testing

@Suite("The vector functions are within a few units in the last place of the C library")
struct AccuracyTests {
  /// The largest error, in units in the last place of the exact value.
  static let functions: [(ElementaryFunction, from: Double, to: Double, float: Double, double: Double)] = [
    (.exp, -103, 88.7, 1.5, 1.5), (.log, 1e-30, 1e30, 1.5, 1.5), (.log, 0.5, 2, 1.5, 1.5), (.sin, -1000, 1000, 1, 1.5),
    (.cos, -1000, 1000, 1, 1.5), (.sin, -99_999, 99_999, 1, 1.5), (.tanh, -10, 10, 3, 3), (.tanh, -1e-3, 1e-3, 3, 3),
    (.sigmoid, -80, 80, 3, 3), (.softplus, -80, 80, 3, 3), (.relu, -3, 3, 0, 0), (.abs, -3, 3, 0, 0),
    (.sign, -3, 3, 0, 0),
    (.step, -3, 3, 0, 0), (.tan, -10, 10, 1, 1), (.erf, -3, 3, 2, 2), (.erf, -7, 7, 2, 2),
    (.normcdf, -12, 8, 7, 7), (.normcdf, -1, 1, 7, 7), (.sinh, -5, 5, 1, 1), (.atan, -50, 50, 1, 1),
  ]

  static func points(_ from: Double, _ to: Double) -> [Double] {
    // Evenly between the ends, or evenly in the exponent where both are positive and far apart.
    (0..<4001).map { i in
      let t = Double(i) / 4000
      return from > 0 && to / from > 100 ? from * pow(to / from, t) : from + (to - from) * t
    }
  }

  @Test("single precision", arguments: functions.indices)
  func float(index: Int) {
    let (function, from, to, bound, _) = AccuracyTests.functions[index]
    let x = AccuracyTests.points(from, to).map { Float($0) }
    var y = x
    let yCode = LoopFunction(of: function)
    gradus_apply(Precision.float32.number, Int32(yCode.operation.rawValue), yCode.scalar, x.count, x, &y)
    for (x, y) in zip(x, y) {
      let exact = function(Double(x))
      let error = abs(Double(y) - exact) / Double(max(Float(exact).ulp, Float.leastNonzeroMagnitude))
      #expect(error <= bound + 0.51, "\(function)(\(x)) = \(y), exactly \(exact)")
    }
  }

  @Test("double precision", arguments: functions.indices)
  func double(index: Int) {
    let (function, from, to, _, bound) = AccuracyTests.functions[index]
    let x = AccuracyTests.points(from, to)
    var y = x
    let yCode = LoopFunction(of: function)
    gradus_apply(Precision.float64.number, Int32(yCode.operation.rawValue), yCode.scalar, x.count, x, &y)
    for (x, y) in zip(x, y) {
      let exact = function(x)
      // The oracle rounds too.
      #expect(abs(y - exact) <= (bound + 1) * exact.ulp, "\(function)(\(x)) = \(y), oracle \(exact)")
    }
  }

  /// Near 0 the results are as small as the arguments, and keep their digits.
  @Test(
    "exp(x) − 1 and log(1 + x), in both precisions",
    arguments: [
      (LoopOperation.expm1, -1e-3, 1e-3), (.expm1, -30, 80), (.log1p, -1e-3, 1e-3), (.log1p, -0.99, 3),
      (.log1p, 1, 1e20),
    ])
  func ofSmallNumbers(operation: LoopOperation, from: Double, to: Double) {
    let exact: (Double) -> Double = operation == .expm1 ? { expm1($0) } : { log1p($0) }
    let x = AccuracyTests.points(from, to)
    let floats = x.map { Float($0) }
    var (y, z) = (x, floats)
    gradus_apply(Precision.float64.number, Int32(operation.rawValue), nil, x.count, x, &y)
    gradus_apply(Precision.float32.number, Int32(operation.rawValue), nil, x.count, floats, &z)
    for i in x.indices {
      #expect(abs(y[i] - exact(x[i])) <= 3 * exact(x[i]).ulp, "\(operation)(\(x[i])) = \(y[i])")
      let single = exact(Double(floats[i]))
      #expect(abs(Double(z[i]) - single) <= 2.5 * Double(Float(single).ulp), "\(operation)(\(floats[i])) = \(z[i])")
    }
  }

  @Test("what is no number stays none, and the ends of the range are kept", arguments: ElementaryFunction.allCases)
  func specialValues(function: ElementaryFunction) {
    let x: [Double] = [.nan, .infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude, 1000, -1000, 800, -800]
    var y = x
    let yCode = LoopFunction(of: function)
    gradus_apply(Precision.float64.number, Int32(yCode.operation.rawValue), yCode.scalar, x.count, x, &y)
    let floats = x.map { Float($0) }
    var z = floats
    let zCode = LoopFunction(of: function)
    gradus_apply(Precision.float32.number, Int32(zCode.operation.rawValue), zCode.scalar, x.count, floats, &z)
    for i in x.indices {
      let exact = function(x[i])
      let single = function(Double(floats[i]))
      #expect(
        y[i] == exact || (y[i].isNaN && exact.isNaN) || abs(y[i] - exact) <= 4 * abs(exact).ulp,
        "\(function)(\(x[i])) = \(y[i]), oracle \(exact)")
      #expect(
        z[i] == Float(single) || (z[i].isNaN && single.isNaN)
          || abs(z[i] - Float(single)) <= 4 * abs(Float(single)).ulp,
        "\(function)(\(floats[i])) = \(z[i]), oracle \(single)")
    }
  }

  @Test("the operations of plans are those of the C kernels, by name and number")
  func operations() {
    for operation in LoopOperation.allCases {
      let words = "\(operation)".reduce(into: "") { text, letter in
        text += letter.isUppercase ? "_\(letter)" : letter.uppercased()
      }
      #expect(gradus_operation_name(Int32(operation.rawValue)).map { String(cString: $0) } == words)
    }
    #expect(gradus_operation_name(Int32(LoopOperation.allCases.count)) == nil, "an operation of C that no plan has")
  }

  @Test("the precisions of plans are those of the C kernels, by name and number")
  func precisions() {
    for precision in Precision.allCases {
      #expect(gradus_precision_name(precision.number).map { String(cString: $0) } == precision.rawValue)
    }
    #expect(gradus_precision_name(Int32(Precision.allCases.count)) == nil, "a precision of C that no plan has")
  }
}
