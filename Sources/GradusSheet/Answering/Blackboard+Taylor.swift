import GradusCalculus
import GradusExpression
import GradusNotation

// Taylor polynomials of several numbers, or of a vector, to the second order.
extension Blackboard {
  /// f(a) + ∇f(a)ᵀ(x − a) + ½ (x − a)ᵀ ∇²f(a) (x − a)
  func taylorOfVector(_ phrase: Phrase, _ degree: Int, _ point: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    guard degree <= 2 else {
      throw StatementProblem("a Taylor polynomial of several numbers is found up to degree 2", at: phrase)
    }
    let (meaning, variables) = try bendingSubject(phrase, [])
    guard variables.count == 1 || variables.allSatisfy(\.isScalar), variables.allSatisfy({ $0.rank < 2 }) else {
      throw StatementProblem("a Taylor polynomial is that of a function of one vector or of numbers", at: phrase)
    }
    let place = try self.point(point.afterAssignment, of: variables)
    var terms = [Term(1, try value(of: meaning.value, at: place, point))]
    var working = [Line("The value there:", .formula(terms[0].formula))]
    var steps: [Formula] = []
    for variable in variables {
      guard let start = place.values[variable], start.shape == variable.shape else {
        throw StatementProblem("expected a point of the shape \(describe(shape: variable.shape))", at: point)
      }
      steps.append((variable - start).simplified())
    }
    for (index, variable) in variables.enumerated() where degree > 0 {
      let slope: Formula
      do { slope = try gradient(of: meaning.value, withRespectTo: variable).simplified() } catch {
        throw StatementProblem("\(error)", at: phrase)
      }
      let there = try value(of: slope, at: place, point)
      let name = variable.written(as: .unicode)
      working.append(Line("", .equation(.line("∂f/∂\(name)"), .formula(slope))))
      working.append(Line("At this point it is", .formula(there)))
      terms.append(Term(1, .contraction([.init(there, axes(there)), .init(steps[index], axes(there))], output: [])))
      for (other, second) in variables.enumerated() where degree > 1 {
        let bend: Formula
        do {
          bend = try GradusCalculus.derivative(of: slope, withRespectTo: second, layout: .numerator).simplified()
        } catch { throw StatementProblem("\(error)", at: phrase) }
        let there = try value(of: bend, at: place, point)
        working.append(
          Line(
            [.words("The second derivative in"), .formula(variable), .words("and"), .formula(second)], .formula(there)))
        let left = axes(steps[index])
        let right = axes(steps[other]).map { $0 + left.count }
        terms.append(
          Term(
            Rational(1, 2),
            .contraction(
              [.init(there, left + right), .init(steps[index], left), .init(steps[other], right)], output: [])))
      }
    }
    let found = Formula.sum(terms, shape: []).simplified()
    return (
      [
        .words("Find the Taylor polynomial of degree \(degree) of"), .mathematics(title(phrase, meaning)), .words("at"),
        .mathematics(place.text), .words("."),
      ],
      Answer(.formula(found), result: [Line("", .formula(found))], working: working)
    )
  }

  private func axes(_ formula: Formula) -> [Int] { Array(0..<formula.rank) }
}
