import GradusCalculus
import GradusExpression
import GradusNotation
import Testing

@Suite("Derivatives beyond matrices, as linear maps")
struct WritingDirectionTests {
  static let X = Symbol("X", ["n", "n"])
  static let A = Formula.symbol("A", ["m", "n"])
  static let B = Formula.symbol("B", ["n", "k"])

  static let rows: [(Formula, String)] = {
    let X = Formula.symbol(WritingDirectionTests.X)
    return [
      (X * X, "dF[H] = X*H + H*X"),
      (X * X * X, "dF[H] = H*X^2 + X^2*H + X*H*X"),
      (A * X * B, "dF[H] = A*H*B"),
      (X.transposed, "dF[H] = H'"),
      (.inverse(X), "dF[H] = -inv(X)*H*inv(X)"),
      (X .* X, "dF[H] = 2*H.*X"),
    ]
  }()

  @Test("Each is a sum of products with the direction", arguments: rows.indices)
  func directional(row: Int) throws {
    let (formula, text) = Self.rows[row]
    let answer = try DerivativeRequest(formula, withRespectTo: [.symbol(Self.X)], showsWorking: false).answer()
    #expect(
      answer.numeratorResult.writtenDirectionally(withRespectTo: Self.X, functionRank: 2, as: .ascii) == text)
  }
}
