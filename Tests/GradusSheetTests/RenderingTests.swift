import Foundation
import FoundationXML
import GradusSheet
import Testing

struct RenderingTests {
  private static let course = Result { try example("dense-classifiers.md").worked() }
  private static let practice = Result { try example("practice.md").worked() }

  @Test("the practice sheet's answers are the recorded ones")
  func recorded() throws {
    let worked = try Self.practice.get()
    #expect(worked.errors.isEmpty)
    #expect(worked.exercises.filter { !$0.label.isEmpty }.count >= 40)
    let found = worked.rendered(as: .text).split(separator: "\n", omittingEmptySubsequences: false)
    let expected = try exampleText("practice-answers.txt").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(found.count == expected.count)
    // A dot of a plot may fall to either side of an edge, by the last digit of a logarithm.
    func isDrawn(_ line: Substring) -> Bool { line.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) } }
    for (number, (line, other)) in zip(found, expected).enumerated()
    where line != other && !(isDrawn(line) && isDrawn(other)) {
      Issue.record("line \(number + 1) is \(line), recorded \(other)")
    }
  }

  @Test("prose and headings are kept as they are", arguments: [SheetFormat.text, .markdown])
  func prose(format: SheetFormat) throws {
    let text = try Self.course.get().rendered(as: format)
    for line in [
      "# Dense neural network classifiers", "## 3 The chain rule", "Find $x$, or say why that is not possible.",
    ] {
      #expect(text.contains(line))
    }
  }

  @Test("without solutions it is the question sheet, without steps the short key", arguments: SheetFormat.allCases)
  func detail(format: SheetFormat) throws {
    let sheet = try Self.course.get()
    let all = sheet.rendered(as: format)
    let key = sheet.rendered(as: format, detail: SheetDetail(showsSteps: false))
    let questions = sheet.rendered(as: format, detail: SheetDetail(showsSolutions: false))
    #expect(all.count > key.count && key.count > questions.count)
    #expect(all.contains("Multiply entry by entry"))
    #expect(!key.contains("Multiply entry by entry") && key.contains("The unique minimum"))
    #expect(!questions.contains("The unique minimum") && questions.contains("for every") == false)
  }

  @Test("every element math of the page is well-formed, and nothing comes from the network")
  func html() throws {
    for sheet in [try Self.course.get(), try Self.practice.get()] {
      let page = sheet.rendered(as: .html)
      #expect(!page.contains("http") && !page.contains("<script"))
      #expect(page.contains("prefers-color-scheme: dark") && page.contains("@media print"))
      // `open` of details is the one attribute without a value.
      let body = page.replacing("<details open>", with: "<details>")
      let start = try #require(body.firstRange(of: "<main>")).lowerBound
      let end = try #require(body.firstRange(of: "</main>")).upperBound
      let parser = XMLParser(data: Data(body[start..<end].utf8))
      #expect(parser.parse(), "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
    }
  }

  @Test("JSON and the notebook are JSON of the right kind")
  func json() throws {
    let sheet = try Self.course.get()
    let object = try JSONSerialization.jsonObject(with: Data(sheet.rendered(as: .json).utf8)) as? [String: Any]
    let items = try #require(object?["items"] as? [[String: Any]])
    #expect(items.first { $0["label"] as? String == "1b" }?["value"] as? String == "[15; 10]")
    let notebook = try JSONSerialization.jsonObject(with: Data(sheet.rendered(as: .notebook).utf8)) as? [String: Any]
    #expect(notebook?["nbformat"] as? Int == 4)
    let cells = try #require(notebook?["cells"] as? [[String: Any]])
    #expect(
      cells.allSatisfy { $0["cell_type"] as? String == "markdown" && $0["source"] is String && $0["id"] is String })
  }

  @Test("a LaTeX document is ASCII wherever it is no prose, and its braces are in pairs")
  func latex() throws {
    let text = try Self.practice.get().rendered(as: .latex)
    var depth = 0
    var before: Character = " "
    for character in text {
      if character == "{", before != "\\" { depth += 1 }
      if character == "}", before != "\\" { depth -= 1 }
      #expect(depth >= 0)
      before = character == "\\" && before == "\\" ? " " : character
    }
    #expect(depth == 0)
    #expect(text.allSatisfy { $0.isASCII || "–—’".contains($0) })
  }
}
