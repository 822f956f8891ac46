import Gradus

extension Derive {
  /// The answer in JSON.
  struct Record: Encodable {
    let expression: String
    let wrt: String
    let order: Int
    let layout: String
    /// How the text was read, where it left shapes to be found.
    let read: String?
    let shape: [String]
    let result: String
    let factsUsed: [String]
    /// What must hold for the answer to have a value: "X is invertible".
    let conditions: [String]
    /// Of a derivative with more than two axes: as a linear map of a change H, and as a matrix between stacked columns.
    let directional: String?
    let kronecker: String?
    let structure: String?
    let steps: [JSONValue]
    let check: CheckRecord

    init(_ command: Derive, _ answer: Derivative, _ check: NumericalCheck, _ reading: Reading) {
      let notes = [reading.slope?.note(as: .ascii), reading.shapesNote(as: .ascii)].compactMap(\.self)
      read = notes.isEmpty ? nil : notes.joined(separator: "; ")
      expression = answer.request.formula.written(as: .ascii)
      wrt = answer.request.variables.map { $0.written(as: .ascii) }.reduce(into: [String]()) {
        if $0.last != $1 { $0.append($1) }
      }.joined(separator: ",")
      order = answer.request.variables.count
      layout = answer.request.layout.rawValue
      shape = answer.result.shape.map(\.description)
      result = answer.result.entrywise.written(as: .ascii, keepingSumsOf: answer.request.formula)
      factsUsed = answer.facts.map(\.description)
      conditions = answer.conditions.map { $0.written(as: .ascii) } + answer.spectralRequirements
      let forms = DerivativeForms(answer, as: .ascii)
      directional = forms.directional
      kronecker = forms.kronecker
      structure = answer.structureNote?.text { $0.written(as: .ascii) }
      steps = answer.steps.filter { $0.level <= command.steps ?? .normal }.map {
        $0.json(keepingSumsOf: answer.request.formula)
      }
      let error = check.maxRelativeError
      self.check = CheckRecord(
        passed: check.passed, maxRelativeError: error.isFinite ? error : nil,
        method: check.obstacle == nil ? check.method.rawValue : nil)
    }
  }

  struct CheckRecord: Encodable {
    let passed: Bool
    /// Absent where no comparison was possible.
    let maxRelativeError: Double?
    /// infinitesimals or differences.
    let method: String?
  }
}
