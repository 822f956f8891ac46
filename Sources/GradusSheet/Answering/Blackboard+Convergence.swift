import GradusCalculus
import GradusExpression
import GradusNotation
import GradusPaper
import GradusSolving

// For which step lengths gradient descent finds the minimum: 0 < α < 2/L of a convex function whose gradient is Lipschitz with L.
extension Blackboard {
  /// Nesterov, Introductory Lectures on Convex Optimization, 2004, theorem 2.1.14; of a quadratic no other length will do.
  func convergentSteps(_ phrase: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let (meaning, variables) = try bendingSubject(phrase, [])
    let found: BendBounds
    do { found = try bendBounds(of: meaning.value, in: variables) } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
    let passage: Passage = [
      .words("For which step lengths α does gradient descent on"), .mathematics(title(phrase, meaning)),
      .words("converge?"),
    ]
    switch found.convexity.verdict {
    case .convex, .strictlyConvex: break
    default:
      throw StatementProblem(
        "the function is not seen to be convex, and no step length is safe for all starts", at: phrase)
    }
    guard case .value(let bound, let isReached) = found.greatest else {
      throw StatementProblem("no number was found that bounds how fast the gradient changes", at: phrase)
    }
    let limit = (Formula.constant(2) / bound).simplified()
    let isQuadratic = found.convexity.hessian.map { hessian in !variables.contains(where: hessian.contains) } ?? false
    var working = found.proof.map { Line($0) }
    working.append(Line("The gradient is Lipschitz continuous with", .equation(.line("L"), .formula(bound))))
    working.append(
      isQuadratic && isReached
        ? Line(
          "A step multiplies the error along an eigenvector of the Hessian by 1 − α λ, which has to stay between −1 and 1."
        )
        : Line("Every shorter length converges; of functions with this L some need it."))
    return (
      passage,
      Answer(
        .formula(limit), result: [Line("", .related([.line("0"), .line("α"), .formula(limit)], by: .fallsShortOf))],
        working: working)
    )
  }
}
