import GradusExpression
import GradusRewriting

/// Laws of functions, as laws of simplification: log(exp(u)) = u, 1/(1 + exp(−u)) = sigmoid(u), and their kin.
enum FunctionLaws {
  static let all = FunctionLaw.all.map { law in
    RewriteRule(law.name, law.sentence) { formula in law(formula).map { Rewrite($0) } }
  }
}
