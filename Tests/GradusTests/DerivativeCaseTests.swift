import GradusCalculus
import GradusExpression
import GradusNotation
import Testing

@Suite("Derivatives with known answers")
struct DerivativeCaseTests {
  @Test("Each agrees with the numbers", arguments: DerivativeFixture.derivatives)
  func numbers(example: DerivativeCase) throws {
    let answer = try example.answer()
    let samples = DerivativeFixture.shared.samples.filter { $0.id == example.id }
    #expect(!samples.isEmpty)
    for sample in samples {
      let evaluator = Evaluator(inputs: sample.inputs.mapValues(\.tensor), sizes: sample.dims)
      let found = try evaluator.evaluate(answer.numeratorResult)
      #expect(found.distance(to: sample.expected.tensor) < 1e-8, "\(answer.result.written(as: .ascii))")
    }
  }

  @Test("The working of each ends in the answer", arguments: DerivativeFixture.derivatives, WorkingStyle.allCases)
  func working(example: DerivativeCase, style: WorkingStyle) throws {
    let answer = try example.answer(showsWorking: true, style: style)
    #expect(answer.steps.last?.after == answer.result)
    #expect(answer.result == (try example.answer().result))
  }

  @Test(
    "The check passes each that is not tied",
    arguments: DerivativeFixture.derivatives.filter { $0.wrt_structure == nil })
  func check(example: DerivativeCase) throws {
    let answer = try example.answer()
    let check = NumericalCheck.check(
      derivative: answer.numeratorResult, of: answer.request.formula, withRespectTo: answer.request.variables)
    #expect(check.passed, "\(check)")
  }
}
