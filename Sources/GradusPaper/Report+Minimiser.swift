import GradusCalculus
package import GradusExpression
package import GradusNotation
package import GradusSolving

extension Report {
  /// Where a formula is smallest, what it takes, and why.
  ///
  /// - Parameters:
  ///   - names: names that the author gave to parts of the formula, which are put back into the answer.
  ///   - arguments: the symbols of the formula besides the variable.
  ///   - name: what stands left of the solution; the variable where nil.
  ///   - ofNegative: whether the formula is the negative of what was asked about, whose maximum this is.
  package init(
    _ answer: Minimiser, names: [Formula: Formula] = [:], arguments: [Symbol] = [], called name: Mathematics? = nil,
    ofNegative: Bool = false
  ) {
    /// A minimum of the negative is a maximum.
    func told(_ words: String) -> String {
      ofNegative
        ? words.replacing("minimum", with: "maximum").replacing("convex", with: "concave").replacing(
          "second derivative is positive", with: "second derivative is negative") : words
    }
    let named = answer.solution.map { names.isEmpty ? $0 : $0.substituting(names).simplified() }
    let name = name ?? .formula(answer.variable)
    var result: [Line] = []
    if let family = answer.family {
      result += LinearSolution.infinite(family).lines(
        name, shape: answer.variable.shape.lengths, avoiding: Set(answer.variable.symbols.map(\.name)))
      result.append(Line(told(answer.kindInWords + ", not the only one")))
    } else if let named {
      var value = Mathematics.related([name, answer.mathematics(named)], by: answer.isExact ? .equals : .approximates)
      if answer.isExact, answer.exactNumbers == nil, named.symbols.isEmpty,
        let number = try? Evaluator(inputs: [:]).evaluate(named),
        named.isScalar, number.scalar.isFinite
      {
        value = .related([value, .line(number.scalar.written(.significant(6)))], by: .approximates)
      }
      result.append(Line("", value))
      result.append(Line(told(answer.kindInWords)))
    }
    if answer.stationaryPoints.count > 1 { result += answer.stationaryPoints.map { $0.line(of: answer.variable) } }
    result += answer.conditions.lines
    if !answer.remark.isEmpty { result.append(Line(told(answer.remark))) }
    var working = answer.steps.map { Line($0, namesLaw: false) }
    if named != answer.solution {
      working += names.map { Line([.words("with"), .mathematics(.equation(.formula($0.value), .formula($0.key)))]) }
        .sorted { $0.text(as: .ascii) < $1.text(as: .ascii) }
    }
    self.init(
      result: result, working: working + answer.proofLines, check: answer.checkLine,
      members: answer.members(named), steps: answer.steps.map { $0.json() },
      code: (answer.exactNumbers.map { .literal(shape: $0.shape, $0.values) } ?? answer.solution).map {
        .formula($0, name: "minimiser", arguments: arguments, conditions: answer.conditions)
      })
  }

  /// Where a formula of several numbers is smallest.
  ///
  /// - Parameters:
  ///   - answer: what was found over the vector that stands for the numbers.
  ///   - formula: the formula of the numbers themselves.
  package init(_ answer: Minimiser, over joint: JointVariable, of formula: Formula, ofNegative: Bool = false) {
    let name = Mathematics.entries(joint.variables, shape: [joint.variables.count])
    self.init(
      answer, arguments: formula.symbols.filter { !joint.variables.contains(.symbol($0)) }, called: name,
      ofNegative: ofNegative)
    members["over"] = .array(joint.variables.map { .string($0.written(as: .ascii)) })
    let slopes = joint.variables.compactMap { try? gradient(of: formula, withRespectTo: $0).simplified() }
    guard slopes.count == joint.variables.count, let system = LinearSystem(slopes, joint.variables) else {
      working.insert(Line("Together:", .equation(.formula(joint.vector), name)), at: 0)
      return
    }
    let partials = zip(joint.variables, slopes).map { variable, slope in
      Line(
        "",
        .step(
          Step(
            rule: "partial derivative", before: slope, after: slope,
            relation: .total(of: .symbol("f"), in: variable)), from: formula))
    }
    working =
      [Line("The partial derivatives:")] + partials + [
        Line("They vanish together where these equations hold.")
      ] + Self.working(system) + answer.proofLines
  }

  /// The exact step length of gradient descent from any point.
  package init(_ search: ExactLineSearch) {
    self.init(
      result: [
        Line("", .equation(.formula(search.step), .formula(search.stepLength))),
        Line(
          [
            .words("with"), .mathematics(.equation(.formula(search.direction), .formula(search.gradient))),
          ], isContinuation: true),
      ] + search.conditions.lines, working: search.steps.map { Line($0, namesLaw: false) },
      members: [
        "minimiser": .string(search.stepLength.written(as: .ascii)), "unique": .bool(search.conditions.isEmpty),
        "conditions": .array(search.conditions.map { .string($0.written(as: .ascii)) }),
        "convexity": .string(search.convexity.verdict.rawValue), "g": .string(search.gradient.written(as: .ascii)),
      ], steps: search.steps.map { $0.json() },
      code: .formula(search.stepLength, name: "step_length", arguments: [], conditions: search.conditions))
  }
}

extension Minimiser {
  /// Why the formula is convex; what rests on other conditions than the point does is left out.
  fileprivate var proofLines: [Line] { convexity.conditions.isEmpty ? convexity.proof.map { Line($0) } : [] }

  /// What the point is, and why.
  fileprivate var kindInWords: String {
    switch kind {
    // At a kink, or told by the remark.
    case .uniqueMinimum where checks == 0 && !remark.isEmpty: return "the unique minimum"
    case .uniqueMinimum
    where !stationaryPoints.isEmpty && convexity.verdict != .convex && convexity.verdict != .strictlyConvex:
      return "the unique minimum" + (conditions.isEmpty ? "" : ", where the conditions hold")
    case .uniqueMinimum:
      if !conditions.isEmpty { return "the unique minimum, where the conditions hold" }
      switch convexity.verdict {
      case .strictlyConvex: return "the unique minimum: the formula is strictly convex"
      case .convex: return "the unique minimum: the formula is convex and its gradient vanishes only there"
      case _ where constraint != nil:
        return "the unique minimum: along the constraint the Hessian is positive definite"
      case .concave, .strictlyConcave, .notConvex, .notProved, .convexWhere, .concaveWhere:
        return "the unique minimum: the gradient points away from it on all sides"
      }
    case .minimum: return stationaryPoints.count > 1 ? "a minimum, not the only one" : "a minimum"
    case .maximum: return "the maximum"
    case .stationaryPoint: return "the stationary point"
    case .none: return ""
    }
  }

  fileprivate var checkLine: Line? {
    if lowerThanNearby > 0 {
      return Line("checked: nothing nearby is smaller on \(lowerThanNearby) samples of numbers")
    }
    if checks == 0 { return nil }
    if constraint != nil { return Line("checked: both equations hold there on \(checks) samples of numbers") }
    return stationaryPoints.isEmpty
      ? Line("checked: the gradient vanishes there on \(checks) samples of numbers")
      : Line("checked: the derivative vanishes there in numbers")
  }

  fileprivate var exactNumbers: Literal? { isExact ? solution.flatMap(ExactEvaluator().evaluate) : nil }

  fileprivate func mathematics(_ solution: Formula) -> Mathematics {
    if !isExact { return .line(solution.digits) }
    return exactNumbers.map(Mathematics.numbers) ?? .formula(solution)
  }

  fileprivate func members(_ named: Formula?) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "minimiser": named.map { .string(isExact ? $0.written(as: .ascii) : $0.digits) } ?? .null,
      "unique": .bool(isUnique), "kind": .string(kind.rawValue),
      "conditions": .array(conditions.map { .string($0.written(as: .ascii)) }),
      "convexity": .string(convexity.verdict.rawValue), "gradient": .string(gradient.written(as: .ascii)),
      "reason": remark.isEmpty ? .null : .string(remark), "checks": .integer(checks),
      "proof": .array(convexity.proof.map { $0.json() }),
      "stationary_points": .array(stationaryPoints.map(\.json)),
    ]
    if let exact = exactNumbers {
      members["null_space"] = .array((family?.directions ?? []).map { .exact($0.elements, exact.shape) })
      members["minimiser"] = .exact(exact.values, exact.shape)
    }
    return members
  }
}

extension StationaryPoint {
  /// `stationary point x = 0, a maximum, value 0`
  fileprivate func line(of variable: Formula) -> Line {
    func text(_ formula: Formula) -> Mathematics { root.isExact ? .formula(formula) : .line(formula.digits) }
    let relation: Mathematics.Relation = root.isExact ? .equals : .approximates
    let kind = kind == .undecided ? "of unknown kind" : "a \(kind.rawValue)"
    return Line([
      .words("stationary point"), .mathematics(.related([.formula(variable), text(root.value)], by: relation)),
      .words(", \(kind), value"), .mathematics(text(value)),
    ])
  }

  fileprivate var json: JSONValue {
    [
      "point": .string(root.isExact ? root.value.written(as: .ascii) : root.value.digits),
      "kind": .string(kind.rawValue), "value": .string(root.isExact ? value.written(as: .ascii) : value.digits),
      "exact": .bool(root.isExact),
    ]
  }
}

extension Formula {
  /// The number that the formula is, with all its digits.
  fileprivate var digits: String {
    (try? Evaluator(inputs: [:]).evaluate(self)).map { "\($0.scalar)" } ?? written(as: .ascii)
  }
}
