import Foundation
import GradusCalculus
import GradusExpression
import GradusNotation
import Testing
import _GradusTestSupport

@Suite("The answers of the cases, as they are written")
struct WritingAnswersTests {
  @Test("Every answer reads back to itself", arguments: WrittenAnswer.all, [Notation.ascii, .unicode, .latex])
  func readsBack(answer: WrittenAnswer, format: Notation) throws {
    let formula = try answer.derivative.result
    // LaTeX shows an entry as a letter with subscripts, which is a name to a reader.
    if format == .latex, formula.rank > 2 { return }
    var reader = Reader(symbols: try answer.formula.symbols)
    let text = formula.written(as: format)
    let back = try reader.read(text).formula
    // Index notation may come back with its axes permuted once more.
    #expect(back == formula || (formula.rank > 2 && back.isEqual(to: formula).holds), "\(text)")
  }

  @Test("At least four in five are no longer than the formula that was expected")
  func short() throws {
    var longer: [String] = []
    for answer in WrittenAnswer.all {
      // NumPy has one sign for products of entries and another for products of matrices; so has the notation.
      let written = try answer.derivative.result.written(as: .ascii).filter { $0 != " " }
        .replacing(".*", with: "*").replacing(".^", with: "^").replacing("./", with: "/")
      if written.count > answer.reference.count { longer.append("\(answer.id): \(written) > \(answer.reference)") }
    }
    let list = longer.joined(separator: "\n")
    #expect(Double(longer.count) <= 0.2 * Double(WrittenAnswer.all.count), "\(list)")
  }

  @Test("As a function of NumPy they have the expected values", .enabled(if: PythonProcess.hasNumPy))
  func numpy() throws {
    var cases: [(name: String, formula: Formula, inputs: [String: Tensor])] = []
    var arguments: [[Symbol]] = []
    var expected: [Tensor] = []
    for answer in WrittenAnswer.all where answer.wrt_structure == nil {
      let derivative = try answer.derivative
      for (index, sample) in answer.samples.enumerated() {
        cases.append(("f\(cases.count)_\(index)", derivative.numeratorResult, sample.inputs.mapValues(\.tensor)))
        arguments.append(derivative.request.formula.symbols)
        expected.append(sample.expected.tensor)
      }
    }
    let values = try PythonProcess.evaluate(cases, arguments: arguments)
    for (index, value) in values.enumerated() {
      #expect(value.distance(to: expected[index]) < 1e-6, "\(cases[index].formula.written(as: .ascii))")
    }
  }
}

/// A derivative with a known answer.
struct WrittenAnswer: Decodable, Sendable, CustomTestStringConvertible {
  let id: String
  let kind: String
  let wrt: String
  let order: Int?
  let expected_numpy: String
  let wrt_structure: String?

  var testDescription: String { id }

  struct Sample: Decodable, Sendable {
    let id: String
    let inputs: [String: Numbers]
    let expected: NestedNumbers
  }
  private struct File: Decodable {
    let cases: [WrittenAnswer]
    let samples: [Sample]
  }

  private static let file: File = {
    let url = Bundle.module.url(forResource: "Fixtures/derivatives", withExtension: "json")!
    return try! JSONDecoder().decode(File.self, from: Data(contentsOf: url))
  }()

  static let all = file.cases.filter { $0.kind == "derivative" }
  var samples: [Sample] { WrittenAnswer.file.samples.filter { $0.id == id } }

  var reading: Reading {
    get throws {
      let example = ReadingFixture.shared.cases.first { $0.id == id }!
      var reader = try example.reader()
      return try reader.read(example.f_math)
    }
  }
  var formula: Formula { get throws { try reading.formula } }

  var derivative: Derivative {
    get throws {
      let reading = try reading
      let variable = Formula.symbol(reading.symbol(wrt)!)
      return try DerivativeRequest(
        reading.formula, withRespectTo: Array(repeating: variable, count: order ?? 1), showsWorking: false
      ).answer()
    }
  }

  /// The expected formula of NumPy in the notation of the answers, so that their lengths can be compared: `X.T@w` is `X'*w`,
  /// and functions that NumPy spells out have their names.
  var reference: String {
    let replacements = [
      (
        "(lambda z: np.exp(z-z.max(-1,keepdims=True))/np.exp(z-z.max(-1,keepdims=True)).sum(-1,keepdims=True))",
        "softmax"
      ),
      ("(lambda z: 1/(1+np.exp(-z)))", "sigmoid"), ("(lambda z: np.maximum(z,0))", "relu"),
      ("(lambda z: (z>0).astype(float))", "step"), ("np.linalg.norm", "norm2"), ("np.maximum(0,", "relu("),
      ("np.linalg.matrix_power(X,3)", "X^3"), ("np.linalg.", ""), ("np.trace", "tr"), ("np.", ""), (".T", "'"),
      ("@", "*"),
      ("**", "^"), (" ", ""),
      // What NumPy repeats along an axis unasked, mathematics says.
      ("X*W+b", "X*W+vector(1)*b'"), ("*V+c", "*V+vector(1)*c'"), ("(X-u)", "(X-vector(1)*u')"), (".sum(0)", "sum(,1)"),
    ]
    return replacements.reduce(expected_numpy) { $0.replacing($1.0, with: $1.1) }
  }
}

/// Numbers in JSON, nested as deep as the tensor has axes.
struct NestedNumbers: Decodable, Sendable {
  let tensor: Tensor

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Double.self) {
      tensor = Tensor(value)
    } else {
      let parts = try container.decode([NestedNumbers].self).map(\.tensor)
      tensor = Tensor(shape: [parts.count] + (parts.first?.shape ?? []), values: parts.flatMap(\.values))
    }
  }
}
