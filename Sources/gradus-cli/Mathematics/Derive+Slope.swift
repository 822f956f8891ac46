import Gradus

// The derivative of a function, taken where its arguments stand: `∇_θ L(θ_k)`.
extension Derive {
  /// Whether the formula's own derivative is meant: nothing else is named, or its variable is named again, which does not stand in it.
  func asksForSlope(_ reading: Reading, _ slope: Reading.Slope, _ reader: Reader) -> Bool {
    if wrt.isEmpty { return true }
    return order == nil
      && wrt.allSatisfy { name in
        var names = reader
        guard let spelt = try? names.read(name).formula.symbols.first?.name else { return false }
        return slope.parameters.contains(spelt) && reading.symbol(spelt) == nil
      }
  }

  func show(_ slope: Reading.Slope, of reading: Reading) throws {
    if let order, order != slope.variables.count || slope.isJoined {
      throw CommandError(
        .usage, "the formula says its order itself; --order \(order) needs --wrt and differentiates it further")
    }
    if format != .json, format != .html { printError(slope.note(as: format.notation)) }
    guard slope.isJoined else {
      let answer = try request(reading, of: slope.value, in: slope.variables).answer()
      let check = NumericalCheck.checkAtSampleSizes(answer)
      return try show(answer.taken(at: slope.point), check, reading)
    }
    for variable in slope.variables {
      try refuse(NumericalCheck.checkAtSampleSizes(try request(reading, of: slope.value, in: [variable]).answer()))
    }
    let result = reading.formula.simplified()
    switch format {
    case .json:
      let record: [String: JSONValue] = [
        "expression": .string(slope.value.written(as: .ascii)), "read": .string(slope.note(as: .ascii)),
        "result": .string(result.written(as: .ascii)),
      ]
      print(try jsonText(.object(record)))
    case .python: print(result.pythonFunction(named: "derivative", arguments: reading.symbols), terminator: "")
    case .html: print(Report(result: [Line("", .value(result))]).html(steps: false))
    case .unicode, .ascii, .latex, .mathml, .swift: print(result.written(as: format.notation))
    }
  }
}

extension Reading.Slope {
  /// `read: the derivative of L by θ, taken at θₖ`
  func note(as format: Notation) -> String {
    let format = format == .ascii ? Notation.ascii : .unicode
    let by = parameters.indices.filter { variables.contains(point[$0].variable) }.map {
      Formula.symbol(parameters[$0]).written(as: format)
    }
    let places = point.map { $0.value.written(as: format) }.joined(separator: ", ")
    let function = name.map { " of \(Formula.symbol($0).written(as: format))" } ?? ""
    return "read: the derivative\(function) by \(by.joined(separator: ", ")), taken at \(places)"
  }
}
