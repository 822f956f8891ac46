import Foundation
import FoundationXML
import GradusExpression
import Testing

@testable import GradusSheet

struct PictureTests {
  private static let statements: [[String]] = [
    ["plot x^2 - 1 from -2 to 3"], ["plot 1/x, tan(x) and exp(x) for x in [-2*pi, 2*pi]"], ["plot log(x)"],
    ["L(u, v) = u^2 + 3*v^2", "plot L"],
    ["L(u, v) = u^2 + 3*v^2", "step of gradient descent on L from (2, 1) with length 1/4"],
    ["3 steps of gradient descent on x^2 from 2 with length 1/4"],
    ["N = network([1 -1; 2 1], (0, 1), relu; [1; -2], 3)", "forward N at (1, 1)"],
    ["N = network([1 -1; 2 1], (0, 1), relu; [1; -2], 3)", "backward N at (1, 1) with target 2 and step length 0.1"],
    ["N = network([1 -1; 2 1], (0, 1), relu; [1; -2], 3)", "draw N"],
  ]

  private func picture(_ lines: [String]) throws -> Picture {
    let worked = Sheet("```gradus\n" + lines.joined(separator: "\n") + "\n```").worked()
    for error in worked.errors { Issue.record("\(error)") }
    return try #require(worked.exercises.last?.answer?.picture)
  }

  @Test(
    "a picture is well-formed XML with a title and a description, and all of it lies on the paper",
    arguments: statements)
  func svg(lines: [String]) throws {
    let picture = try picture(lines)
    #expect(!picture.title.isEmpty && !picture.summary.isEmpty)
    for text in [picture.svg, picture.svg(standsAlone: false)] {
      let parser = XMLParser(data: Data(text.utf8))
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(text.contains("<title>") && text.contains("<desc>") && !text.contains("nan") && !text.contains("inf"))
    }
    for mark in picture.marks {
      let points: [Picture.Point] =
        switch mark {
        case .lines(let lines, _, _, _): lines.flatMap(\.self)
        case .disc(let centre, _, _, _): [centre]
        case .words(_, let point, _, _, _, _): [point]
        }
      for point in points {
        #expect((-1...picture.width + 1).contains(point.x) && (-1...picture.height + 1).contains(point.y), "\(mark)")
      }
    }
  }

  @Test("LaTeX gets the same picture, in pairs of braces and ASCII", arguments: statements)
  func tikz(lines: [String]) throws {
    let text = try picture(lines).tikz
    #expect(text.hasPrefix("\\begin{tikzpicture}") && text.hasSuffix("\\end{tikzpicture}"))
    #expect(text.count(where: { $0 == "{" }) == text.count(where: { $0 == "}" }))
    #expect(text.allSatisfy { $0.isASCII || "–—’ˆ".contains($0) }, "\(text.filter { !$0.isASCII })")
  }

  /// Where values lie on the paper, found from the numbers at two ticks.
  private struct Scale {
    let origin: Double
    let unit: Double

    init(_ ticks: [(value: Double, place: Double)]) throws {
      let (a, b) = (try #require(ticks.first), try #require(ticks.last))
      unit = (b.place - a.place) / (b.value - a.value)
      origin = a.place - a.value * unit
    }

    func value(_ place: Double) -> Double { (place - origin) / unit }
    func place(_ value: Double) -> Double { origin + value * unit }
  }

  private func scales(_ picture: Picture) throws -> (x: Scale, y: Scale) {
    var (across, up): ([(Double, Double)], [(Double, Double)]) = ([], [])
    for case .words(let words, let point, let anchor, .quiet, 12, _) in picture.marks {
      guard let value = Double(words.text.replacing("−", with: "-")) else { continue }
      if anchor == .middle { across.append((value, point.x)) }
      if anchor == .end { up.append((value, point.y - 4)) }
    }
    return (try Scale(across), try Scale(up))
  }

  @Test("a point of the curve lies where the ticks say that it must")
  func coordinates() throws {
    let picture = try picture(["plot x^2 - 1 from -2 to 3"])
    let (x, y) = try scales(picture)
    var count = 0
    for case .lines(let lines, .first, _, _) in picture.marks where lines.joined().count > 10 {
      for point in lines.joined() {
        let value = x.value(point.x)
        #expect(abs(y.place(value * value - 1) - point.y) < 0.3)
        count += 1
      }
    }
    #expect(count > 30)
  }

  @Test("the points of a descent lie where the ticks say, with equal units on both axes")
  func path() throws {
    let picture = try picture(["L(θ) = 2*(θ₁ - 2)^2 + θ₂", "step of gradient descent on L from (1, 3) with length 2"])
    let (x, y) = try scales(picture)
    var found: [(Double, Double)] = []
    for case .disc(let centre, _, _, _) in picture.marks { found.append((x.value(centre.x), y.value(centre.y))) }
    #expect(found.count == 2)
    for (point, expected) in zip(found, [(1.0, 3.0), (9, 1)]) {
      #expect(abs(point.0 - expected.0) < 0.01 && abs(point.1 - expected.1) < 0.01)
    }
    #expect(abs(x.unit + y.unit) < 0.01 * abs(x.unit))
    // A step against the gradient is square to the contour: here along (4, −1).
    #expect(picture.marks.contains { if case .lines(_, .level, _, _) = $0 { true } else { false } })
  }

  @Test("the network shows every weight, value, δ and derivative; a question leaves the nodes open")
  func network() throws {
    let lines = ["N = network([1 -1; 2 1], (0, 1), relu; [1; -2], 3)", "backward N at (1, 1) with target 2"]
    func words(_ picture: Picture) -> [String] {
      picture.marks.compactMap { if case .words(let words, _, _, _, _, _) = $0 { words.text } else { nil } }
    }
    let texts = words(try picture(lines))
    // z¹ = (3, 1), ŷ = 3 − 2 + 3 = 4; δ² = 2, δ¹ = (2, −4); ∂L/∂W¹ = xδ¹, ∂L/∂W² = a¹δ².
    for text in ["b = 0", "b = 1", "b = 3", "δ = 2", "δ = −4", "3", "4", "−1", "−2", "6", "−4"] {
      #expect(texts.contains(text), "\(text)")
    }
    #expect(texts.count { $0 == "2" } == 4)  // the weight 2, ∂L/∂w for x₁ and x₂ into node 1, and for a₂
    let sheet = Sheet("```gradus\n" + lines.joined(separator: "\n") + "\n```").worked()
    let answer = try #require(sheet.exercises.last?.answer)
    let open = words(try #require(SheetDetail(showsSolutions: false).picture(of: answer)))
    #expect(open.contains("b = 3") && !open.contains("4") && !open.contains { $0.contains("δ") })
  }

  @Test("every format holds the picture in its own way")
  func formats() throws {
    let page = "# Page\n\n```gradus\na) plot x^2 from -1 to 1\nb) compute 1 + 1\nc) plot x^3 from -1 to 1\n```\n"
    let sheet = Sheet(page).worked()
    #expect(sheet.rendered(as: .html).contains("<figure><svg class=\"picture\""))
    #expect(sheet.rendered(as: .latex).contains("\\usepackage{tikz}"))
    #expect(!Sheet("```gradus\ncompute 1 + 1\n```").worked().rendered(as: .latex).contains("tikz"))
    #expect(sheet.rendered(as: .markdown).contains("![x²](data:image/svg+xml;base64,"))
    #expect(sheet.rendered(as: .notebook).contains("![x²](data:image/svg+xml;base64,"))
    let linked = sheet.rendered(as: .markdown, pictures: "page")
    #expect(linked.contains("![x²](page-1.svg)") && linked.contains("![x³](page-2.svg)") && !linked.contains("data:"))
    let files = sheet.pictureFiles(named: "page")
    #expect(files.map(\.name) == ["page-1.svg", "page-2.svg"] && files.map(\.picture.title) == ["x²", "x³"])
    #expect(sheet.rendered(as: .text).contains("┤"))
    let object = try JSONSerialization.jsonObject(with: Data(sheet.rendered(as: .json).utf8)) as? [String: Any]
    let items = try #require(object?["items"] as? [[String: Any]])
    let drawing = try #require(items.first { $0["label"] as? String == "a" }?["picture"] as? [String: String])
    #expect(drawing["svg"]?.hasPrefix("<svg ") == true && drawing["title"] == "x²")
    // What a plot answers is not on the question sheet.
    #expect(!sheet.rendered(as: .html, detail: SheetDetail(showsSolutions: false)).contains("<figure>"))
  }
}
