import Gradus

extension Derive {
  /// A derivative in each of several symbols; of second order, the Hessian in several numbers.
  func showSeveral(_ variables: [Formula], of reading: Reading) throws {
    if format != .json, format != .html { tellReading(reading) }
    switch order ?? 1 {
    case 1: try showGradients(variables, of: reading)
    case 2: try showHessian(variables, of: reading)
    case let order: throw CommandError(.usage, "--order \(order) has one symbol; several have the order 1 or 2")
    }
  }

  private func showGradients(_ variables: [Formula], of reading: Reading) throws {
    var records: [Record] = []
    var page = Report(result: [])
    for variable in variables {
      let answer = try request(reading, in: [variable]).answer()
      let check = NumericalCheck.checkAtSampleSizes(answer)
      switch format {
      case .json: records.append(Record(self, answer, check, reading))
      case .python:
        print(
          answer.numeratorResult.pythonFunction(
            named: "derivative_\(variable.written(as: .python))", arguments: reading.symbols))
      case .swift: print("let \(variable.written(as: .swift))Gradient = \(answer.result.written(as: .swift))")
      case .html:
        page.working.append(Line([.words("With respect to"), .formula(variable), .words(":")]))
        page.working += working(of: answer)
        page.result.append(Self.line(answer, variable, of: reading))
      case .unicode, .ascii, .latex, .mathml:
        if let steps {
          print(Line([.words("With respect to"), .formula(variable), .words(":")]).text(as: format.notation))
          for (index, step) in answer.steps.filter({ $0.level <= steps }).enumerated() {
            print(Line(step, from: reading.formula).text(as: format.notation, numbered: index + 1))
          }
        }
        print(Self.line(answer, variable, of: reading).text(as: format.notation))
      }
      try refuse(check)
    }
    if format == .json { print(try json(["derivatives": records])) }
    if format == .html { print(page.html(steps: steps != nil)) }
  }

  /// `∂f/∂x = …`
  private static func line(_ answer: Derivative, _ variable: Formula, of reading: Reading) -> Line {
    let step = Step(
      rule: "derivative", before: answer.result, after: answer.result, relation: .total(of: .symbol("f"), in: variable))
    return Line(step, from: reading.formula, namesLaw: false)
  }

  /// The matrix of the second partial derivatives in several numbers.
  private func showHessian(_ variables: [Formula], of reading: Reading) throws {
    guard reading.formula.isScalar, variables.allSatisfy(\.isScalar) else {
      throw CommandError(
        .usage, "--order 2 with several symbols is the Hessian of a number in numbers; for others give --wrt twice")
    }
    var entries: [Formula] = []
    for first in variables {
      for second in variables {
        let answer = try request(reading, in: [first, second]).answer()
        try refuse(NumericalCheck.checkAtSampleSizes(answer))
        entries.append(answer.result)
      }
    }
    let count = variables.count
    switch format {
    case .json:
      let rows = JSONValue.nested(entries.map { .string($0.written(as: .ascii)) }, [count, count])
      print(
        try jsonText(
          .object(
            [
              "expression": .string(reading.formula.written(as: .ascii)), "order": 2, "result": rows,
              "wrt": .array(variables.map { .string($0.written(as: .ascii)) }),
              "read": reading.shapesNote(as: .ascii).map(JSONValue.string) ?? .null,
            ].filter { $0.value != .null })))
    case .python, .swift:
      let matrix = Formula.entries(entries, shape: [count, count])
      print(
        format == .swift
          ? matrix.written(as: .swift) : matrix.pythonFunction(named: "hessian", arguments: reading.symbols))
    case .html: print(Report(result: [Line("", .entries(entries, shape: [count, count]))]).html(steps: false))
    case .unicode, .ascii, .latex, .mathml:
      print(Line("", .entries(entries, shape: [count, count])).text(as: format.notation))
    }
  }
}
