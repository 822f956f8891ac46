import Foundation
import GradusNotation
import GradusSheet
import Testing

/// The course sheet as it is: LaTeX in Markdown, its questions and the author's answers in prose. The page is not part of the
/// package; where it does not lie beside it, there is nothing to read.
struct CoursePageTests {
  private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "shared/sheets/dense-classifiers-with-answers.md")
  private static let text = try? String(contentsOf: path, encoding: .utf8)
  private static let isThere: Comment = "the course's page does not lie in ../shared/sheets"

  @Test(
    "its 17 questions are found and answered, and every printed answer is right", .enabled(if: text != nil, isThere))
  func course() throws {
    let sheet = Sheet(try #require(Self.text), name: "course").worked()
    #expect(
      sheet.exercises.map(\.label) == [
        "1a", "1b", "1c", "1d", "1e", "2a", "2b", "2c", "2d", "3a", "3b", "3c", "4a", "4b", "5", "6a", "6b",
      ])
    #expect(sheet.errors.isEmpty)
    for exercise in sheet.exercises {
      #expect(exercise.answer != nil, "\(exercise.label)")
      let verdict = exercise.printed?.verdict
      #expect(verdict == .right || verdict == .rightInAnotherForm, "\(exercise.label): \(String(describing: verdict))")
    }
  }

  @Test("every formula of it is typeset", .enabled(if: text != nil, isThere))
  func formulas() throws {
    let page = Sheet(try #require(Self.text), name: "course").worked().rendered(as: .html)
    #expect(!page.contains("<code>"))
    #expect(!page.contains("<mtext>\\"))
    // 115 of the author, and those of the answers.
    #expect(page.ranges(of: "<math").count > 115)
  }

  @Test(
    "a wrong figure in a printed answer is told",
    .enabled(if: text != nil, isThere),
    arguments: [
      ("1a", "x = 8$$", "x = 9$$"), ("1c", "18 & 30", "18 & 31"), ("1e", "3 \\\\ -1", "3 \\\\ 1"),
      ("2a", "(A + A^\\top)x + b", "(A + A^\\top)x - b"),
      ("2b", "= A + A^\\top$$", "= 2A$$"), ("3a", "2x \\cos(x^2)\\end", "x \\cos(x^2)\\end"),
      ("3c", "+ 4x_2(x_1", "+ 2x_2(x_1"), ("4a", "&= 36", "&= 37"),
      ("4b", "&= 38", "&= 36"), ("5", "9 \\\\ 1", "8 \\\\ 1"), ("6a", "Q^{-1}b$$", "Q b$$"),
      ("6b", "\\frac{\\nabla L_k^\\top \\nabla L_k}", "\\frac{2 \\nabla L_k^\\top \\nabla L_k}"),
    ])
  func mistakes(label: String, right: String, wrong: String) throws {
    let text = try #require(Self.text)
    // The exercise alone: from its heading to the next.
    let exercises = text.split(separator: "\n#").map { "#" + $0 }
    let exercise = try #require(
      exercises.first { $0.contains(right) && $0.drop { "# ".contains($0) }.first == label.first })
    let sheet = Sheet(exercise.replacing(right, with: wrong), name: "course").worked()
    let verdict = sheet[label]?.printed?.verdict
    #expect(verdict != .right && verdict != .rightInAnotherForm, "\(label): \(String(describing: verdict))")
  }
}
