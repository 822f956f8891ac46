import Foundation
import Gradus
import Testing

// The code of the article "Reading mathematics".
@Suite("Reading mathematics, as documented")
struct ReadingMathematicsExamples {
  @Test func formula() throws {
    var reader = Reader()
    try reader.declare("Q: [n, n] symmetric")
    let loss = try reader.read("½ θᵀ Q θ − bᵀθ")
    #expect(loss.formula.isScalar)
    #expect(loss.symbol("b")?.description == "b: [n]")

    let pasted = try reader.read("\\frac{1}{2}\\theta^\\top Q\\theta - b^\\top\\theta")
    #expect(pasted.formula == loss.formula)

    let stored = try JSONEncoder().encode(loss.formula)
    #expect(try JSONDecoder().decode(Formula.self, from: stored) == loss.formula)

    let mistake = #expect(throws: ReadingError.self) { try reader.read("Q*θ + sofmax(b)") }
    #expect(
      mistake?.rendered() == """
        1:7: unknown function sofmax; did you mean softmax?
        Q*θ + sofmax(b)
              ^^^^^^
        """)
  }

  @Test func data() throws {
    var data = Reader()
    let squares = try data.read("\\sum_{i=1}^n (y_i - w^T x_i)^2")
    #expect(squares.shapesNote() == "read: y [n], w [d], xᵢ row i of X [n, d]")
    #expect(squares.formula == (try data.read("norm2(y - X*w)^2")).formula)
  }
}
