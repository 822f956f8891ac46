import Foundation
import Gradus
import Testing

struct SheetCommandTests {
  @Test("a mistake in a sheet has file, line and caret; the others are answered; the status says so")
  func mistake() throws {
    let folder = try Folder()
    let path = "\(folder.path)/page.md"
    try FileBytes.write(Array("# Page\n```gradus\na) solvee x = 1\nb) compute 2 + 2\n```\n".utf8), to: path)
    let result = try Program.run(["sheet", path])
    #expect(result.status == 65)
    #expect(result.output.contains("2 + 2 = 4"))
    #expect(result.errors.contains("\(path):3:4: unknown word solvee; did you mean solve?\na) solvee x = 1\n   ^^^^^^"))
  }

  @Test("a page without fences is read by its labels, and one without exercises is told so")
  func plainPages() throws {
    let folder = try Folder()
    let path = "\(folder.path)/page.md"
    let readme = String(decoding: try FileBytes.read("README.md"), as: UTF8.self)
    let start = try #require(readme.range(of: "    Let f(x, y)"))
    let page = readme[start.lowerBound...].prefix { $0 != "$" }
    #expect(page.contains("d) plot"))
    try FileBytes.write(Array(page.utf8), to: path)
    let result = try Program.run(["sheet", path])
    #expect(result.status == 0 && result.output.contains("(4, 13)"), "\(result.output)\(result.errors)")
    try FileBytes.write(Array("# Title\n\nProse a) with a bracket.\n".utf8), to: path)
    let empty = try Program.run(["sheet", path])
    #expect(empty.status == 65 && empty.errors.contains("holds no exercises"))
  }

  @Test("a page is written to a file, and a student's page is marked")
  func files() throws {
    let folder = try Folder()
    let (sheet, answers, page) = ("\(folder.path)/s.md", "\(folder.path)/a.md", "\(folder.path)/s.html")
    try FileBytes.write(Array("## 1 Sums\n```gradus\na) compute 2 + 2\nb) compute 1/2 + 1/3\n```\n".utf8), to: sheet)
    #expect(try Program.run(["sheet", sheet, "--format", "html", "--output", page]).status == 0)
    #expect(String(decoding: try FileBytes.read(page), as: UTF8.self).hasPrefix("<!DOCTYPE html>"))
    try FileBytes.write(Array("1a) 4\n1b) 5/6\n".utf8), to: answers)
    let right = try Program.run(["sheet", "check", sheet, answers])
    #expect(right.status == 0 && right.output.contains("2 of 2 right"))
    try FileBytes.write(Array("1a) 5\n".utf8), to: answers)
    let wrong = try Program.run(["sheet", "check", sheet, answers])
    #expect(
      wrong.status == 1 && wrong.output.contains("1a  wrong in line 1: 5") && wrong.output.contains("1b  no answer"))
  }

  @Test("a sheet that is not there, and one that is no text, are told")
  func unreadable() throws {
    let folder = try Folder()
    #expect(try Program.run(["sheet", "\(folder.path)/nothing.md"]).status == 74)
    try FileBytes.write([0xFF, 0xFE, 0x00], to: "\(folder.path)/bytes.md")
    #expect(try Program.run(["sheet", "\(folder.path)/bytes.md"]).status == 65)
  }

  @Test("Markdown in a file has its pictures in files beside it, which it names")
  func pictures() throws {
    let folder = try Folder()
    let sheet = "\(folder.path)/s.md"
    let page = "```gradus\na) plot x^2 from 0 to 1\nb) compute 1 + 1\nc) plot sin(x), cos(x) from 0 to pi\n```\n"
    try FileBytes.write(Array(page.utf8), to: sheet)
    let result = try Program.run(["sheet", sheet, "--format", "markdown", "--output", "\(folder.path)/key.md"])
    #expect(result.status == 0 && folder.names == ["key-1.svg", "key-2.svg", "key.md", "s.md"])
    #expect(try String(decoding: FileBytes.read("\(folder.path)/key.md"), as: UTF8.self).contains("](key-2.svg)"))
    let drawing = try XMLCheck(text: String(decoding: FileBytes.read("\(folder.path)/key-2.svg"), as: UTF8.self))
    #expect(drawing.elements.first == "svg" && drawing.elements.contains("path"))
  }

  @Test(
    "a descent is drawn for any number of unknowns",
    arguments: [("x^2", "x", "3"), ("x^2 + 3*y^2", "x,y", "3,1"), ("x'*x", "x", "1,2,3")])
  func descent(formula: String, over: String, start: String) throws {
    let folder = try Folder()
    let file = "\(folder.path)/path.svg"
    let result = try Program.run([
      "descend", formula, "--over", over, "--start", start, "--method", "gradient", "--step", "0.1", "--svg", file,
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try XMLCheck(text: String(decoding: FileBytes.read(file), as: UTF8.self)).elements.contains("path"))
  }
}
