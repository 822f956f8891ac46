import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation
import GradusSheet
import GradusSolving
import Testing

/// Every exercise of the course sheet "Dense neural network classifiers", against the answer that the sheet gives.
struct CourseSheetTests {
  private static let worked = Result { try example("dense-classifiers.md").worked() }
  private let sheet: WorkedSheet

  init() throws { sheet = try Self.worked.get() }

  @Test("no line of the sheet is a mistake, and every exercise is there")
  func complete() {
    #expect(sheet.errors.isEmpty)
    let labels = sheet.exercises.map(\.label).filter { !$0.isEmpty }
    #expect(
      labels == [
        "1a", "1b", "1c", "1d", "1e", "1f", "2a", "2b", "2c", "2d", "3a", "3b", "3c", "4a", "4b", "5a", "6a", "6b",
      ])
  }

  @Test("every answer shows its working")
  func working() throws {
    for exercise in sheet.exercises where !exercise.label.isEmpty {
      let answer = try #require(exercise.answer, "\(exercise.label)")
      #expect(!answer.working.isEmpty, "\(exercise.label)")
    }
  }

  @Test(
    "1, 4 and 5: numbers",
    arguments: [
      ("1a", "8"), ("1b", "(15, 10)"), ("1c", "[18 30; 12 20]"), ("5a", "(9, 1)"), ("4a", "36"), ("4b", "38"),
    ]
  )
  func numbers(label: String, expected: String) throws {
    let found = try #require(sheet[label]?.answer?.value.formula)
    #expect(found == (try formula(expected)))
  }

  @Test("1d: the singular system has no solution, and the contradiction is one")
  func inconsistent() throws {
    guard case .solution(.none(let contradiction))? = sheet["1d"]?.answer?.value else {
      Issue.record("1d is not answered by: no solution")
      return
    }
    // −2/3 (3, 6 | 1) + (2, 4 | 2) = (0, 0 | 4/3)
    #expect(contradiction.weights.count == 2)
    let rows: [[Rational]] = [[3, 6, 1], [2, 4, 2]]
    let sums = (0..<3).map { k in rows[0][k] * contradiction.weights[0] + rows[1][k] * contradiction.weights[1] }
    #expect(sums[0] == 0 && sums[1] == 0 && sums[2] == contradiction.value && contradiction.value != 0)
  }

  @Test("1e: x = (3, −1)")
  func unique() throws {
    guard case .solution(.unique(let x))? = sheet["1e"]?.answer?.value else {
      Issue.record("1e has no single solution")
      return
    }
    #expect(x.column(0) == [3, -1])
  }

  @Test("1f: x = (1/3 − 2t, t) for every t")
  func family() throws {
    guard case .solution(.infinite(let family))? = sheet["1f"]?.answer?.value else {
      Issue.record("1f has no family of solutions")
      return
    }
    #expect(family.particular.column(0) == [Rational(1, 3), 0])
    #expect(family.directions.map { $0.column(0) } == [[-2, 1]])
  }

  @Test(
    "2 and 3: derivatives are the formulas of the sheet",
    arguments: [
      ("2a", "(A + A')*x + b"), ("2b", "A + A'"), ("2c", "A' + A"), ("3a", "2*x*cos(x^2)"),
      ("3b", "2*x*cos(x^2)*exp(sin(x^2))"),
    ])
  func derivatives(label: String, expected: String) throws {
    let found = try #require(sheet[label]?.answer?.value.formula)
    let wanted =
      label.hasPrefix("2") ? try formula(expected, "A: [n, n]", "x: [n]", "b: [n]") : try formula(expected)
    guard case .proved = found.isEqual(to: wanted) else {
      Issue.record("\(label): \(found) is not seen to be \(wanted)")
      return
    }
  }

  @Test("2d: the Hessian is the Jacobian of the gradient")
  func shown() {
    guard case .shown(true)? = sheet["2d"]?.answer?.value else {
      Issue.record("2d is not shown")
      return
    }
  }

  @Test("3c: both partial derivatives")
  func partials() throws {
    guard case .formulas(let found)? = sheet["3c"]?.answer?.value else {
      Issue.record("3c is no list of partial derivatives")
      return
    }
    let expected = [
      "exp(x2)*cos(x1*exp(x2)) + 2*(x1 + x2^2)", "x1*exp(x2)*cos(x1*exp(x2)) + 4*x2*(x1 + x2^2)",
    ]
    #expect(found.count == 2)
    for (found, expected) in zip(found, expected) { #expect(found.isEqual(to: try formula(expected)).holds) }
  }

  @Test("4: the hidden nodes", arguments: [("4a", [9.0, -2, 5]), ("4b", [9, 0, 5])])
  func hidden(label: String, expected: [Double]) throws {
    guard case .forward(let forward)? = sheet[label]?.answer?.value else {
      Issue.record("\(label) is no forward propagation")
      return
    }
    #expect(forward.layers[0].outputs == expected)
  }

  @Test("6a: the unique minimiser Q⁻¹b; 6b: λ = gᵀg / (gᵀQg)")
  func convex() throws {
    let minimiser = try #require(sheet["6a"]?.answer)
    let wanted = try formula("inv(Q)*b", "Q: [n, n] symmetric positive definite", "b: [n]")
    #expect(try #require(minimiser.value.formula).isEqual(to: wanted).holds)
    #expect(minimiser.result.contains { $0.text(as: .unicode).hasPrefix("The unique minimum") })
    let step = try #require(sheet["6b"]?.answer?.value.formula)
    let ratio = try formula("g'*g/(g'*Q*g)", "Q: [n, n] symmetric positive definite", "g: [n]")
    #expect(step.isEqual(to: ratio).holds)
  }
}
