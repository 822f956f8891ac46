import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving

// Questions about derivatives besides the derivative itself.
extension Blackboard {
  /// ∇f · d/‖d‖ at a point.
  func directional(_ phrase: Phrase, _ point: Phrase, _ direction: Phrase) throws(StatementProblem) -> (Passage, Answer)
  {
    let meaning = try read(phrase, freeNames: ownVariables(of: phrase))
    let names = ownVariables(of: phrase)
    let symbols = meaning.value.symbols.filter { names.isEmpty || names.contains($0.name) }
      .sorted { (names.firstIndex(of: $0.name) ?? 0, $0.name) < (names.firstIndex(of: $1.name) ?? 0, $1.name) }
    let variables = symbols.map(Formula.symbol)
    let place = try self.point(point, of: variables)
    let way = try numbers(direction)
    var slopes: [Formula] = []
    for variable in variables {
      do { slopes.append(try gradient(of: meaning.value, withRespectTo: variable).simplified()) } catch {
        throw StatementProblem("\(error)", at: phrase)
      }
    }
    var values: [Formula] = []
    for slope in slopes { values.append(try value(of: slope, at: place, point)) }
    let entries = variables.count == 1 && variables[0].rank == 1 ? AnswerJudge.entries(values[0]) ?? [] : values
    guard entries.count == way.values.count else {
      throw StatementProblem("the direction has \(way.values.count) entries, the point \(entries.count)", at: direction)
    }
    let length = Formula.power(.constant(way.values.reduce(Rational.zero) { $0 + $1 * $1 }), .constant(Rational(1, 2)))
    let found = (Formula.sum(zip(way.values, entries).map { Term($0, $1) }, shape: []) / length).simplified()
    var working = zip(variables, slopes).map { variable, slope in
      Line("", .equation(.line("∂/∂\(variable.written(as: .unicode))"), .formula(slope)))
    }
    working.append(
      Line(
        "At the point the gradient is",
        .line("(" + entries.map { $0.written(as: .unicode) }.joined(separator: ", ") + ")")))
    working.append(Line("Its product with the direction, taken with length 1:", .line("∇f · d/‖d‖")))
    return (
      [
        .words("Find the directional derivative of"), .mathematics(title(phrase, meaning)), .words("at"),
        .mathematics(place.text),
        .words("in the direction"), .mathematics(typeset(direction) ?? .line(direction.text)), .words("."),
      ], Answer(.formula(found), result: valueLines(found), working: working)
    )
  }

  /// Σ f⁽ᵏ⁾(a)/k! (x − a)ᵏ
  func taylor(_ phrase: Phrase, _ degree: Int, _ point: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let meaning = try read(phrase, freeNames: ownVariables(of: phrase))
    guard meaning.value.symbols.count == 1, let symbol = meaning.value.symbols.first, symbol.shape.isEmpty else {
      return try taylorOfVector(phrase, degree, point)
    }
    let x = Formula.symbol(symbol)
    let place = try self.point(point.afterAssignment, of: [x])
    guard let start = place.values[x] else { throw StatementProblem("expected a number", at: point) }
    var (derivative, factorial) = (meaning.value, Rational.one)
    var terms: [Term] = []
    var working: [Line] = []
    for order in 0...degree {
      if order > 0 {
        do { derivative = try gradient(of: derivative, withRespectTo: x).simplified() } catch {
          throw StatementProblem("\(error)", at: phrase)
        }
        factorial *= Rational(order)
      }
      let value = try self.value(of: derivative, at: place, point)
      let sign = "f" + String(repeating: "′", count: order)
      working.append(Line("", .related([.line(sign), .formula(derivative)], by: .equals)))
      working.append(
        Line("", .related([.line("\(sign)(\(point.afterAssignment.text))"), .formula(value)], by: .equals)))
      let power = order == 0 ? Formula.one : .power(x - start, .constant(Rational(order)))
      terms.append(Term(factorial.reciprocal ?? 1, value * power))
    }
    let found = Formula.sum(terms, shape: [])
    return (
      [
        .words("Find the Taylor polynomial of degree \(degree) of"), .mathematics(title(phrase, meaning)), .words("at"),
        .mathematics(place.text), .words("."),
      ],
      Answer(
        .formula(found), result: [Line("", .formula(found))],
        working: [Line("The sum of f⁽ᵏ⁾(a)/k! (x − a)ᵏ:")] + working)
    )
  }

  /// ∂/∂x of ∂f/∂y.
  func mixed(_ phrase: Phrase, _ names: [Phrase]) throws(StatementProblem) -> (Passage, Answer) {
    var free: [String] = []
    for name in names { free.append(try spelling(name)) }
    let meaning = try read(phrase, freeNames: free + (ownVariables(of: phrase)))
    var formula = meaning.value
    var working: [Line] = []
    for name in names {
      let variable = Formula.symbol(try symbol(name, in: meaning.value))
      do { formula = try gradient(of: formula, withRespectTo: variable).simplified() } catch {
        throw StatementProblem("\(error)", at: name)
      }
      working.append(Line([.words("The derivative in"), .formula(variable), .words(":")], .formula(formula)))
    }
    let listed = names.map(\.text).joined(separator: ", ")
    return (
      [
        .words("Find the mixed derivative of"), .mathematics(title(phrase, meaning)), .words("in"),
        .mathematics(.line(listed)), .words("."),
      ],
      Answer(.formula(formula), result: [Line("", .formula(formula))], working: working)
    )
  }

  /// Where the gradient vanishes, and what is there.
  func stationary(_ phrase: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let meaning = try read(phrase, freeNames: ownVariables(of: phrase))
    let symbols = meaning.value.symbols
    guard symbols.count > 1, symbols.allSatisfy(\.shape.isEmpty) else { return try minimise(phrase, []) }
    let variables = symbols.sorted { $0.name < $1.name }.map(Formula.symbol)
    var slopes: [Formula] = []
    for variable in variables {
      do { slopes.append(try gradient(of: meaning.value, withRespectTo: variable).simplified()) } catch {
        throw StatementProblem("\(error)", at: phrase)
      }
    }
    let listed = variables.map { $0.written(as: .unicode) }.joined(separator: ", ")
    guard let system = LinearSystem(slopes, variables), case .unique(let point) = system.solve() else {
      if variables.count == 2, let found = PlaneStationaryPoints(of: meaning.value, in: variables[0], variables[1]) {
        return stationary(found, phrase, meaning, variables, slopes)
      }
      let equations = variables.map { "∂f/∂\($0.written(as: .unicode)) = 0" }.joined(separator: ", ")
      throw StatementProblem(
        "the points where \(equations) were not all found: equations that are not linear are solved for polynomials in two variables with finitely many points",
        at: phrase)
    }
    var second: [Rational] = []
    for slope in slopes {
      for variable in variables {
        let entry = (try? gradient(of: slope, withRespectTo: variable).simplified()).flatMap(ExactEvaluator().evaluate)?
          .values.first
        second.append(entry ?? 0)
      }
    }
    let hessian = ExactMatrix(rowCount: variables.count, columnCount: variables.count, elements: second)
    let values = ((try? hessian.eigenvalues()) ?? []).map(\.value.value.real)
    let kind =
      values.allSatisfy { $0 > 0 }
      ? "a minimum"
      : values.allSatisfy { $0 < 0 }
        ? "a maximum"
        : values.contains { $0 > 0 } && values.contains { $0 < 0 }
          ? "a saddle point" : "a point whose kind the Hessian does not tell"
    let numbers = Literal(shape: [variables.count], values: point.column(0))
    return (
      [.words("Find the stationary points of"), .mathematics(title(phrase, meaning)), .words(".")],
      Answer(
        .formula(.vector(point.column(0))),
        result: [Line([.mathematics(.equation(.line("(\(listed))"), .numbers(numbers))), .words("is \(kind).")])],
        working: zip(variables, slopes).map {
          Line("", .equation(.line("∂f/∂\($0.written(as: .unicode))"), .formula($1)))
        }
          + [
            Line("All of them vanish at", .numbers(numbers)),
            Line("The Hessian:", .numbers(Literal(shape: hessian.shape, values: hessian.elements))),
            Line("Its eigenvalues: " + values.map(decimalText).joined(separator: ", ") + "."),
          ])
    )
  }

  /// The stationary points of a polynomial in two variables, each with its kind.
  private func stationary(
    _ found: PlaneStationaryPoints, _ phrase: Phrase, _ meaning: Meaning, _ variables: [Formula], _ slopes: [Formula]
  ) -> (Passage, Answer) {
    let names = variables.map { $0.written(as: .unicode) }
    let letter = parameters(of: phrase) == nil ? "f" : letter(of: phrase)
    var working = zip(names, slopes).map { Line("", .equation(.line("∂\(letter)/∂\($0)"), .formula($1))) }
    let left = found.eliminant.monic
    working.append(
      Line(
        [
          .words("Both are to vanish. Without"), .mathematics(.line(names[1])), .words("that leaves for"),
          .mathematics(.line(names[0])),
        ],
        .equation(.formula(left.formula(variables[0]).simplified()), .line("0"))))
    var result: [Line] = []
    for point in found.points {
      if let hessian = point.hessian {
        let determinant = hessian[0] * hessian[3] - hessian[1] * hessian[2]
        working.append(
          Line(
            [
              .words("The Hessian at"), .mathematics(.line(point.place)),
              .words(", whose determinant is \(determinant.text):"),
            ],
            .numbers(Literal(shape: [2, 2], values: hessian))))
      }
      let kind =
        switch point.kind {
        case .minimum: "a local minimum"
        case .maximum: "a local maximum"
        case .saddle: "a saddle point"
        case .undecided: "a point whose kind the Hessian does not tell"
        }
      let value = point.value.map { ", value \($0.text)" } ?? ""
      let sign = point.x.isExact && point.y.isExact ? "=" : "≈"
      result.append(
        Line([.mathematics(.line("(\(names[0]), \(names[1])) \(sign) \(point.place)")), .words("is \(kind)\(value).")]))
    }
    if found.points.isEmpty { result = [Line("There is none: the derivatives have no common real zero.")] }
    working.append(
      Line(
        "A positive determinant makes it a minimum or a maximum, by the sign of the first entry; a negative one a saddle point."
      ))
    return (
      [.words("Find the stationary points of"), .mathematics(title(phrase, meaning)), .words(".")],
      Answer(.none, result: result, working: working)
    )
  }

  private func decimalText(_ value: Double) -> String { Tensor(value).decimals }
}

extension PlaneStationaryPoints.Point {
  /// `(1, √2)`; decimals where one of them is not exact.
  fileprivate var place: String {
    let isExact = x.isExact && y.isExact
    return "(" + [x, y].map { isExact ? $0.description : Tensor($0.value.real).decimals }.joined(separator: ", ") + ")"
  }
}
