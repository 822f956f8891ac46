import Glibc
import GradusExpression
import GradusNotation
import Testing

/// What is read has the value of the author's own sum, added up in plain loops over random data.
@Suite("Sums over data, in loops") struct SumsAsLoopsTests {
  /// The data of a case: matrices by rows.
  struct Data: Sendable {
    let X: [[Double]]
    let U: [[Double]]
    let Y: [[Double]]
    let W: [[Double]]
    let A: [[Double]]
    let y: [Double]
    let alpha: [Double]
    let w: [Double]
    let mu: [Double]

    init(seed: Int) {
      var generator = SplitMix64(seed)
      func vector(_ n: Int) -> [Double] { (0..<n).map { _ in Double.random(in: -1.2...1.2, using: &generator) } }
      func matrix(_ n: Int, _ m: Int) -> [[Double]] { (0..<n).map { _ in vector(m) } }
      (X, U, Y, W, A) = (matrix(5, 3), matrix(5, 3), matrix(5, 4), matrix(4, 3), matrix(3, 3))
      (y, alpha, w, mu) = (vector(5), vector(5), vector(3), vector(3))
    }

    var inputs: [String: Tensor] {
      [
        "X": Tensor(matrix: X), "U": Tensor(matrix: U), "Y": Tensor(matrix: Y), "W": Tensor(matrix: W),
        "A": Tensor(matrix: A),
        "y": Tensor(vector: y), "alpha": Tensor(vector: alpha), "w": Tensor(vector: w), "mu": Tensor(vector: mu),
      ]
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let value: @Sendable (Data) -> Double
    var testDescription: String { text }

    init(_ text: String, _ value: @escaping @Sendable (Data) -> Double) { (self.text, self.value) = (text, value) }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
  private static func times(_ A: [[Double]], _ x: [Double]) -> [Double] { A.map { dot($0, x) } }
  private static func minus(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 - $1 } }
  private static func square(_ a: [Double]) -> Double { dot(a, a) }
  private static func total(_ count: Int, _ term: (Int) -> Double) -> Double { (0..<count).reduce(0) { $0 + term($1) } }

  private static let cases: [Case] = [
    Case(#"\sum_{i=1}^n (y_i - \mathbf{w}^T \mathbf{x}_i)^2"#) { d in
      total(5) { i in pow(d.y[i] - dot(d.w, d.X[i]), 2) }
    },
    Case("∑ᵢ log(1 + exp(−yᵢ wᵀxᵢ)) + ‖w‖²") { d in
      total(5) { i in log(1 + exp(-d.y[i] * dot(d.w, d.X[i]))) } + square(d.w)
    },
    Case("sum[i](max(0, 1 - y[i]*w'*X[i]))") { d in total(5) { i in max(0, 1 - d.y[i] * dot(d.w, d.X[i])) } },
    Case(#"\frac{1}{n} \sum_{i=1}^n \|x_i - \mu\|"#) { d in
      total(5) { i in square(minus(d.X[i], d.mu)).squareRoot() } / 5
    },
    Case(#"\sum_{i=1}^n (x_i - \mu)^\top A (x_i - \mu)"#) { d in
      total(5) { i in dot(minus(d.X[i], d.mu), times(d.A, minus(d.X[i], d.mu))) }
    },
    Case(#"-\sum_{i=1}^N \sum_{k=1}^K y_{ik} \log \frac{\exp(w_k^T x_i)}{\sum_{j=1}^K \exp(w_j^T x_i)}"#) { d in
      -total(5) { i in
        total(4) { k in d.Y[i][k] * log(exp(dot(d.W[k], d.X[i])) / total(4) { j in exp(dot(d.W[j], d.X[i])) }) }
      }
    },
    Case(#"\sum_i \sum_j \alpha_i \alpha_j y_i y_j \exp(-\|x_i - x_j\|^2)"#) { d in
      total(5) { i in
        total(5) { j in d.alpha[i] * d.alpha[j] * d.y[i] * d.y[j] * exp(-square(minus(d.X[i], d.X[j]))) }
      }
    },
    Case(#"\sum_{i \ne j} x_i^T A u_j"#) { d in
      total(5) { i in total(5) { j in i == j ? 0 : dot(d.X[i], times(d.A, d.U[j])) } }
    },
    Case(#"\sum_{n=1}^N \sum_{k=1}^K y_{nk} \|x_n - w_k\|^2"#) { d in
      total(5) { n in total(4) { k in d.Y[n][k] * square(minus(d.X[n], d.W[k])) } }
    },
    Case(#"\sum_{n=1}^N \log \sum_{k=1}^K \exp(-\|x_n - w_k\|_1)"#) { d in
      total(5) { n in log(total(4) { k in exp(-minus(d.X[n], d.W[k]).reduce(0) { $0 + abs($1) }) }) }
    },
    Case(#"\sum_{i=1}^m w^T \tanh(A x^{(i)} + \mu)"#) { d in
      total(5) { i in dot(d.w, zip(times(d.A, d.X[i]), d.mu).map { tanh($0 + $1) }) }
    },
    Case(#"\sum_i \max_k w_k^T x_i"#) { d in total(5) { i in (0..<4).map { dot(d.W[$0], d.X[i]) }.max()! } },
    Case(#"\prod_{i=1}^n (1 + x_i^T x_i)"#) { d in (0..<5).reduce(1) { $0 * (1 + square(d.X[$1])) } },
    Case(#"\sum_i y_i (x_{i1} - x_{i3})^2"#) { d in total(5) { i in d.y[i] * pow(d.X[i][0] - d.X[i][2], 2) } },
  ]

  @Test("have the value of the loop", arguments: cases, [1, 2] as [Int])
  func loop(one: Case, seed: Int) throws {
    var reader = Reader()
    let formula = try reader.read(one.text).formula
    let data = Data(seed: seed)
    let value = try Evaluator(inputs: data.inputs).evaluate(formula).scalar
    let expected = one.value(data)
    #expect(abs(value - expected) <= 1e-12 * (1 + abs(expected)))
  }
}
