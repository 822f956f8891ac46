import GradusExpression
import GradusLearning
import GradusSolving

/// Makes new exercises: a sheet in the sheet's own format, which ``Sheet`` answers with the working and the checks.
///
///     let page = ExerciseGenerator(.chainRule, difficulty: 2, seed: 7).page(count: 10)
///     Sheet(page).worked().rendered(as: .html)
public struct ExerciseGenerator: Sendable {
  /// What the exercises are about.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Square systems with one solution in small whole numbers.
    case linearSystem = "linear-system"
    case chainRule = "chain-rule"
    case matrixGradient = "matrix-gradient"
    case forward
    case descent
  }

  /// What the exercises are about.
  public let kind: Kind
  /// From 1 to 3: more unknowns, deeper nesting, more terms, more nodes, more steps.
  public let difficulty: Int
  private var random: SeededGenerator

  /// Traps for a difficulty outside 1 to 3.
  public init(_ kind: Kind, difficulty: Int = 1, seed: UInt64 = 1) {
    precondition((1...3).contains(difficulty), "difficulty \(difficulty)")
    self.kind = kind
    self.difficulty = difficulty
    random = SeededGenerator(seed: seed)
  }

  /// A page with so many exercises; equal seeds make equal pages.
  ///
  /// - Parameter options: whether each question has wrong answers beside the right one to choose from.
  public func page(count: Int, options: Bool = true) -> String {
    var copy = self
    let exercises = (1...max(1, count)).map { number in
      // The same exercises with and without options.
      let lines = copy.lines()
      let seed = copy.random.integer(below: 1_000_000)
      let all = lines + (options ? ["options with seed \(seed)"] : [])
      return "## \(number)\n\n```gradus\n\(all.joined(separator: "\n"))\n```\n"
    }
    return "# Exercises: \(kind.rawValue.replacing("-", with: " "))\n\n" + exercises.joined(separator: "\n")
  }

  private mutating func lines() -> [String] {
    switch kind {
    case .linearSystem: linearSystem()
    case .chainRule: ["a) derivative of \(nested()) with respect to x by the chain rule"]
    case .matrixGradient: matrixGradient()
    case .forward: forward()
    case .descent: descent()
    }
  }

  private mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(random.integer(below: range.count))
  }

  private mutating func nonzero(_ most: Int) -> Int {
    let value = whole(1...most)
    return whole(0...1) == 0 ? value : -value
  }

  private static func matrix(_ rows: [[Int]]) -> String {
    "[" + rows.map { $0.map(String.init).joined(separator: " ") }.joined(separator: "; ") + "]"
  }

  private static func vector(_ values: [Int]) -> String { "[" + values.map(String.init).joined(separator: "; ") + "]" }

  private mutating func numbers(_ rows: Int, _ columns: Int, most: Int = 3) -> [[Int]] {
    var numbers: [[Int]] = []
    for _ in 0..<rows { numbers.append((0..<columns).map { _ in whole(-most...most) }) }
    return numbers
  }

  /// A x = b with b = A x for whole numbers x; A is drawn until it is invertible.
  private mutating func linearSystem() -> [String] {
    let size = difficulty + 1
    var rows = numbers(size, size)
    func isSingular() -> Bool {
      let entries = rows.flatMap { $0.map { Rational($0) } }
      return ExactMatrix(rowCount: size, columnCount: size, elements: entries).rank < size
    }
    while isSingular() { rows = numbers(size, size) }
    let x = (0..<size).map { _ in whole(-4...4) }
    let right = rows.map { row in zip(row, x).reduce(0) { $0 + $1.0 * $1.1 } }
    return ["A = \(Self.matrix(rows))", "b = \(Self.vector(right))", "a) solve A*x = b for x"]
  }

  /// A number times something, as it is written: nothing for 1.
  private static func times(_ number: Int, _ rest: String) -> String { number == 1 ? rest : "\(number)*\(rest)" }

  /// f₁(f₂(…)) around a small polynomial.
  private mutating func nested() -> String {
    let (lead, power, slope) = (nonzero(3), whole(2...4), whole(1...5))
    let (head, tail) = (Self.times(abs(lead), "x^\(power)"), Self.times(slope, "x"))
    var text = lead > 0 ? "\(head) + \(tail)" : "\(tail) - \(head)"
    var isPower = false
    for _ in 0..<difficulty {
      let choice = whole(0...5)
      switch choice {
      case 0: text = "sin(\(text))"
      case 1: text = "cos(\(text))"
      case 2: text = "exp(\(text))"
      case 3: text = "tanh(\(text))"
      case 4: text = isPower ? "log(1 + \(text))" : "log(1 + (\(text))^2)"
      // A power of a power would be one power.
      default: text = isPower ? "sin(\(text))" : "(\(text))^\(whole(2...4))"
      }
      isPower = choice == 5 && !isPower
    }
    return text
  }

  private mutating func matrixGradient() -> [String] {
    let terms = [
      "x'*A*x", "b'*x", "norm2(X*x - y)^2", "c*norm2(x)^2", "sum(exp(x))", "logsumexp(x)", "(b'*x)^2", "x'*A'*A*x",
    ]
    var order = Array(terms.indices)
    for index in order.indices.reversed().dropLast() { order.swapAt(index, whole(0...index)) }
    let chosen = order.prefix(difficulty).map { Self.times(whole(1...5), terms[$0]) }
    return [
      "A: [n, n]", "b: [n]", "x: [n]", "X: [m, n]", "y: [m]", "c: scalar",
      "a) gradient of \(chosen.joined(separator: " + ")) with respect to x",
    ]
  }

  private mutating func forward() -> [String] {
    let hidden = difficulty + 1
    let activations = ["identity", "relu"]
    return [
      "W1 = \(Self.matrix(numbers(2, hidden)))", "b1 = \(Self.vector(numbers(1, hidden)[0]))",
      "W2 = \(Self.vector(numbers(1, hidden)[0]))", "b2 = \(whole(-3...3))",
      "a) forward network(W1, b1, \(activations[min(1, difficulty - 1)]); W2, b2) at \(Self.vector(numbers(1, 2)[0]))",
    ]
  }

  private mutating func descent() -> [String] {
    let (p, q) = (whole(1...3), whole(1...3))
    let steps = difficulty == 1 ? "step" : "\(difficulty) steps"
    return [
      "L(u, v) = \(Self.times(p, "(u - \(whole(1...4)))^2")) + \(Self.times(q, "v^2"))\(difficulty > 2 ? " + u*v" : "")",
      "a) \(steps) of gradient descent on L from \(Self.vector(numbers(1, 2)[0])) with length 1/\(whole(2...8))",
    ]
  }
}
