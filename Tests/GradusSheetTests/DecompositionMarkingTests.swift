import GradusSheet
import Testing

/// What a matrix is taken apart into has many right forms.
@Suite("Marking decompositions") struct DecompositionMarkingTests {
  private func mark(_ question: String, _ answer: String) throws -> Mark {
    let page = "# 1\n\n```gradus\na) \(question)\n```\n"
    return try #require(Sheet(page).worked().marks(for: "1a) \(answer)").first)
  }

  static let right = [
    ("eigenvectors of [2 1; 1 2]", "v1 = (1, 1), v2 = (1, -1)"), ("eigenvectors of [2 1; 1 2]", "(3, -3) and (-2, -2)"),
    ("eigenvectors of [2 1; 1 2]", "λ1 = 1 with v1 = (-1, 1)\nλ2 = 3 with v2 = (0.7071, 0.7071)"),
    ("eigenvectors of [2 1; 1 2]", "V = [1 1; 1 -1]"), ("eigenvectors of [2 0; 0 2]", "(1, 1), (0, 1)"),
    ("svd of [3 0; 0 2]", "σ1 = 3, u1 = (-1, 0), v1 = (-1, 0), σ2 = 2, u2 = (0, 1), v2 = (0, 1)"),
    ("svd of [3 0; 0 2]", "U = [0 1; 1 0]\nS = [2 0; 0 3]\nV = [0 1; 1 0]"),
    ("qr decomposition of [3 1; 4 2]", "Q = [-0.6 0.8; -0.8 -0.6]\nR = [-5 -2.2; 0 -0.4]"),
    ("lu decomposition of [2 1; 4 5]", "L = [2 0; 4 3]\nU = [1 0.5; 0 1]"),
    ("null space of [1 2 3; 2 4 6]", "(-3, 0, 1) and (-2, 1, 0)"),
    ("null space of [1 2 3; 2 4 6]", "(1, 1, -1), (4, -2, 0)"),
    ("first principal component of [1 1; 2 2; 3 3]", "w = (-0.707, -0.707)"),
  ]
  static let wrong = [
    ("eigenvectors of [2 1; 1 2]", "v1 = (1, 1), v2 = (1, 2)"),
    ("eigenvectors of [2 1; 1 2]", "v1 = (1, 1), v2 = (2, 2)"),
    ("eigenvectors of [2 1; 1 2]", "λ1 = 3 with v1 = (-1, 1)\nλ2 = 1 with v2 = (1, 1)"),
    ("svd of [3 0; 0 2]", "U = [1 0; 0 1]\nS = [3 0; 0 1]\nV = [1 0; 0 1]"),
    ("svd of [3 0; 0 2]", "σ1 = 3, u1 = (-1, 0), v1 = (1, 0), σ2 = 2, u2 = (0, 1), v2 = (0, 1)"),
    ("qr decomposition of [3 1; 4 2]", "Q = [3 1; 4 2]\nR = [1 0; 0 1]"),
    ("lu decomposition of [2 1; 4 5]", "L = [1 0; 2 1]\nU = [2 1; 0 4]"),
    ("null space of [1 2 3; 2 4 6]", "(-3, 0, 1)"),
    ("first principal component of [1 1; 2 2; 3 3]", "w = (1, -1)"),
  ]

  @Test("a right one is right, whatever its signs, its order and its lengths", arguments: right)
  func rights(question: String, answer: String) throws {
    let mark = try mark(question, answer)
    #expect(mark.isRight, "\(mark)")
  }

  @Test("a wrong one is wrong", arguments: wrong)
  func wrongs(question: String, answer: String) throws {
    let mark = try mark(question, answer)
    guard case .wrong = mark.verdict else {
      Issue.record("\(mark)")
      return
    }
  }
}
