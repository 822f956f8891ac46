public import GradusExpression

/// Why an executor cannot do what it is asked.
public enum ExecutorError: DescribedError, Hashable, Sendable {
  case unknownName(String, known: [String])
  case wrongCount(name: String, shape: [Int], expected: Int, found: Int)
  case rowOutOfRange(name: String, row: Int, rows: Int)
  case labelOutOfRange(name: String, label: Int, classes: Int)
  case notAMatrix(name: String, shape: [Int])
  /// The name of the matrix, where it is a symbol.
  case singularMatrix(String?)
  case library(String)

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .unknownName(let name, let known): "the plan has no \(name); it has \(known.joined(separator: ", "))"
    case .wrongCount(let name, let shape, let expected, let found):
      "\(name) has the shape \(shape), which is \(expected) numbers; \(found) were given"
    case .rowOutOfRange(let name, let row, let rows): "\(name) is to take row \(row) of \(rows) rows"
    case .labelOutOfRange(let name, let label, let classes): "\(name) has \(classes) classes, and a label is \(label)"
    case .notAMatrix(let name, let shape): "\(name) has the shape \(shape), and rows fill a matrix"
    case .singularMatrix(let name):
      "\(name.map { "the matrix \($0)" } ?? "a matrix") is to be inverted and is singular"
    case .library(let message): message
    }
  }
}
