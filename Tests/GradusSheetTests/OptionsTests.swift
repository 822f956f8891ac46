import Foundation
import Testing

@testable import GradusSheet

struct OptionsTests {
  private func worked(_ lines: String...) -> WorkedSheet {
    Sheet("# T\n```gradus\n" + lines.joined(separator: "\n") + "\n```\n", name: "page.md").worked()
  }

  @Test(
    "any question with a formula or numbers as its answer can have options",
    arguments: [
      "compute [1 2; 3 4]*(5, 6)", "compute 7 - 3", "solve [2 1; 1 3]*x = (3, 4)",
      "derivative of sin(x^2) with respect to x",
      "gradient of x'*B*x with respect to x", "hessian of x'*B*x with respect to x", "minimise x^2 - 4*x",
      "minimise 1/2*z'*Q*z - b'*z over z", "step of gradient descent on x^2 from 3 with length 1/4",
      "forward network([1 0; 0 1], (0, 0), softmax) at (1, 2)", "simplify (B*C)'",
    ])
  func kinds(question: String) throws {
    let sheet = worked("B: [n, n]", "Q: [n, n] symmetric positive definite", "a) \(question)", "options with seed 3")
    for error in sheet.errors { Issue.record("\(error)") }
    let options = try #require(sheet["a"]?.options)
    #expect(options.options.count == 4)
    #expect(options.options.filter(\.isRight).map(\.letter) == [options.key])
  }

  @Test("the page shows the options with the question, and the key with the solutions", arguments: SheetFormat.allCases)
  func rendering(format: SheetFormat) throws {
    let sheet = worked("a) solve [2 1; 1 3]*x = (3, 4)", "multiple choice")
    let key = try #require(sheet["a"]?.options?.key)
    let slip = try #require(sheet["a"]?.options?.options.first { !$0.isRight }?.slip)
    let whole = sheet.rendered(as: format)
    let questions = sheet.rendered(as: format, detail: SheetDetail(showsSolutions: false))
    let short = sheet.rendered(as: format, detail: SheetDetail(showsSteps: false))
    if format == .json {
      #expect(whole.contains("\"is_right\" : true") && !questions.contains("is_right") && !questions.contains("slip"))
      return
    }
    #expect(whole.contains("Option \(key)") && short.contains("Option \(key)") && !questions.contains("Option "))
    #expect(whole.contains(slip) && !short.contains(slip))
    let mark = format == .html ? "<ol class=\"options\" type=\"A\">" : format == .latex ? "\\item[(D)]" : "(D)"
    #expect(questions.contains(mark))
  }

  @Test("a student answers by a letter or in full")
  func marking() throws {
    let sheet = worked("1a) compute [1 2; 3 4]*(5, 6)", "options")
    let options = try #require(sheet["1a"]?.options)
    let wrong = try #require(options.options.first { !$0.isRight })
    for answer in [options.key, options.key.lowercased(), "(\(options.key))", "option \(options.key)", "(17, 39)"] {
      #expect(sheet.marks(for: "1a) \(answer)").first?.verdict == .right, "\(answer)")
    }
    guard case .wrong(1, _, let reason)? = sheet.marks(for: "1a) \(wrong.letter)").first?.verdict else {
      Issue.record("\(sheet.marks(for: "1a) \(wrong.letter)"))")
      return
    }
    #expect(reason == "the answer is \(options.key): \(wrong.slip ?? "")")
  }

  @Test(
    "options that cannot be are told, with their place",
    arguments: [
      (["options"], 3, 1, "options stand below a question that has an answer"),
      (["x: [n]", "options"], 4, 1, "options stand below a question"),
      (["show 1 + 1 = 2", "  options"], 4, 1, "no wrong options are known"),
      (["compute 1 + 1", "options with seed x"], 4, 19, "found x, expected a whole number"),
    ])
  func mistakes(lines: [String], line: Int, column: Int, words: String) throws {
    let sheet = Sheet("# T\n```gradus\n" + lines.joined(separator: "\n") + "\n```\n", name: "page.md").worked()
    let error = try #require(sheet.errors.first)
    #expect(error.line == line && error.column == column && error.message.contains(words), "\(error)")
  }
}
