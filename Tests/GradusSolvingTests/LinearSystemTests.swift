import BigInt
import GradusExpression
import GradusNotation
import GradusSolving
import Testing

@Suite("Exact linear systems")
struct LinearSystemTests {
  @Test("the exercise sheet's three systems")
  func sheet() throws {
    let p = try ExactMatrix([[3, 6], [2, 4]])
    let q = try ExactMatrix([[2, 2], [2, 4]])
    #expect(LinearSystem(q, [4, 2]).solve() == .unique(try ExactMatrix([[3], [-1]])))
    guard case .none(let contradiction) = LinearSystem(p, [1, 2]).solve(),
      case .infinite(let family) = LinearSystem(p, [1, Rational(2, 3)]).solve()
    else {
      Issue.record("P is singular")
      return
    }
    #expect(contradiction.sentence.description == "−⅔ times equation 1 plus equation 2 reads 0 = 4/3")
    #expect(
      family.entries == [
        AffineEntry(constant: Rational(1, 3), coefficients: [-2]), AffineEntry(constant: 0, coefficients: [1]),
      ])
    #expect(LinearSystem(p, [1, 2, 3]).solve() == .undefined(matrix: [2, 2], rightSide: [3, 1]))
  }

  @Test("the steps of a reduction, in words")
  func steps() throws {
    let system = LinearSystem(try ExactMatrix([[3, 6], [2, 4]]), [1, 2])
    let reduction = try #require(system.reduction())
    #expect(
      reduction.steps.map(\.operation) == [
        .scale(row: 0, by: Rational(1, 3)), .add(factor: -2, source: 0, target: 1),
      ])
    #expect(
      reduction.steps.map(\.sentence.description) == [
        "Divide row 1 by 3, so that its pivot is 1.", "Subtract 2 times row 1 from row 2.",
      ])
    #expect(reduction.result.description == "[1 2 1/3; 0 0 4/3]")
  }

  @Test("every kind of random system is answered rightly", arguments: 0..<200 as Range<UInt64>)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let form: LinearSystem.Form = seed % 3 == 0 ? .unknownOnLeft : .unknownOnRight
    let (equations, unknowns) = (1 + Int(seed % 5), 1 + Int(seed / 5 % 5))
    let columns = 1 + Int(seed / 7 % 3)
    let matrix =
      try seed % 2 == 0
      ? generator.matrix(equations, unknowns) : generator.matrix(equations, unknowns, rank: 1 + Int(seed % 3))
    // Half of the right-hand sides are reachable for sure.
    let rightSide =
      try seed % 4 < 2 ? generator.matrix(equations, columns) : matrix * generator.matrix(unknowns, columns)
    let system =
      form == .unknownOnRight
      ? LinearSystem(matrix, rightSide: rightSide)
      : LinearSystem(matrix.transposed, rightSide: rightSide.transposed, form: .unknownOnLeft)
    let upright: (ExactMatrix) -> ExactMatrix = { form == .unknownOnRight ? $0 : $0.transposed }
    // Rouché and Capelli decide which answer is the right one.
    let rank = matrix.rank
    let consistent = try matrix.augmented(with: rightSide).rank == rank

    switch system.solve() {
    case .unique(let solution):
      #expect(consistent && rank == unknowns)
      #expect(try matrix * upright(solution) == rightSide)
    case .infinite(let family):
      #expect(consistent && rank < unknowns)
      #expect(family.directions.count == (unknowns - rank) * columns)
      #expect(try ExactMatrix(family.directions.map { $0.rows.flatMap(\.self) }).rank == family.directions.count)
      let parameters = family.directions.map { _ in generator.rational() }
      let solution = family.solution(parameters)
      #expect(try matrix * upright(solution) == rightSide)
      for (parameter, position) in zip(parameters, family.freePositions) {
        #expect(solution[position[0], position[1]] == parameter)
      }
    case .none(let contradiction):
      #expect(!consistent)
      let weights = ExactMatrix(column: contradiction.weights).transposed
      #expect(try (weights * matrix).isZero)
      #expect(try (weights * rightSide)[0, contradiction.column] == contradiction.value)
      #expect(!contradiction.value.isZero)
    case .undefined:
      Issue.record("the shapes do fit")
    }
  }

  @Test(
    "the solutions do not change when equations are mixed by an invertible matrix", arguments: 0..<40 as Range<UInt64>)
  func invariance(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let matrix = try generator.matrix(4, 4, rank: 1 + Int(seed % 4))
    let rightSide = try seed % 2 == 0 ? matrix * generator.matrix(4, 1) : generator.matrix(4, 1)
    var mixing = generator.matrix(4, 4)
    while try mixing.determinant().isZero { mixing = generator.matrix(4, 4) }
    let mixed = try LinearSystem(mixing * matrix, rightSide: mixing * rightSide).solve()
    switch (LinearSystem(matrix, rightSide: rightSide).solve(), mixed) {
    case (.none, .none): break
    // The free unknowns are the same, so the family is the same value.
    case (let first, let second): #expect(first == second)
    }
  }

  @Test("least squares leave a residual at right angles to the columns", arguments: 0..<40 as Range<UInt64>)
  func leastSquares(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let matrix = try seed % 2 == 0 ? generator.matrix(5, 3) : generator.matrix(5, 3, rank: 2)
    let rightSide = generator.matrix(5, 2)
    let answer = try LinearSystem(matrix, rightSide: rightSide).leastSquares()
    #expect(try (matrix.transposed * answer.residual).isZero)
    #expect(try rightSide - matrix * answer.minimumNorm == answer.residual)
    // The smallest minimiser has no part in the null space.
    for vector in matrix.nullSpace() {
      #expect(try (ExactMatrix(column: vector).transposed * answer.minimumNorm).isZero)
    }
    let left = try LinearSystem(matrix.transposed, rightSide: rightSide.transposed, form: .unknownOnLeft)
      .leastSquares()
    #expect(left.minimumNorm == answer.minimumNorm.transposed)
    if case .infinite(let family) = left.solution {
      let solution = family.solution(family.directions.map { _ in generator.rational() })
      #expect(try rightSide.transposed - solution * matrix.transposed == left.residual)
    }
  }

  @Test("integers of a hundred digits and nearly parallel equations stay exact")
  func huge() throws {
    let huge = Rational(BigInt(10).power(100))
    let system = LinearSystem(try ExactMatrix([[huge, huge + 1], [huge - 1, huge]]), [1, 1])
    // det = huge² − (huge² − 1) = 1
    #expect(system.solve() == .unique(ExactMatrix(column: [-1, 1])))
    let parallel = LinearSystem(try ExactMatrix([[1, 1], [1, 1 + 1 / huge]]), [2, 2 + 1 / huge])
    #expect(parallel.solve() == .unique(ExactMatrix(column: [1, 1])))
  }

  @Test("a dense system of 24 unknowns is solved exactly", arguments: [1, 2] as [UInt64])
  func larger(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let matrix = generator.matrix(24, 24)
    let solution = generator.matrix(24, 1)
    #expect(try LinearSystem(matrix, rightSide: matrix * solution).solve() == .unique(solution))
  }

  @Test("systems without equations, without unknowns, and with zero matrices")
  func degenerate() throws {
    let free = LinearSystem(.zero(0, 2), rightSide: .zero(0, 1)).solve()
    #expect(free.parameters()?.map(\.description) == ["t₁", "t₂"])
    #expect(LinearSystem(.zero(2, 0), rightSide: .zero(2, 1)).solve() == .unique(.zero(0, 1)))
    guard case .none(let contradiction) = LinearSystem(.zero(1, 1), [5]).solve() else {
      Issue.record("0 x = 5 has no solution")
      return
    }
    #expect(contradiction.sentence.description == "equation 1 reads 0 = 5")
  }

  @Test("the parameter's name gives way to a name in use")
  func names() throws {
    let one = LinearSystem(try ExactMatrix([[1, 1]]), [1]).solve()
    #expect(one.parameters(avoiding: ["t"])?.map(\.description) == ["s"])
    let two = LinearSystem(try ExactMatrix([[1, 1, 0], [0, 0, 1]]), rightSide: .identity(2)).solve()
    #expect(two.parameters(avoiding: ["X", "t_1"])?.map(\.description) == ["s₁", "s₂"])
  }
}

extension LinearSolution {
  fileprivate func parameters(avoiding taken: Set<String> = []) -> [Formula]? {
    if case .infinite(let family) = self { family.parameters(avoiding: taken) } else { nil }
  }
}
