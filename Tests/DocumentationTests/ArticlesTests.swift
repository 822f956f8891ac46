import Foundation
import Testing

@Suite("The articles")
struct ArticlesTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The Markdown files that show Swift code, and the code of each.
  static let listings: [(article: String, code: String)] = {
    let folder = root.appending(path: "Sources/Gradus/Gradus.docc")
    let articles = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    let pages = articles.filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
    return (pages + ["README.md", "Documentation/Tour.md"].map { root.appending(path: $0) }).flatMap { article in
      let text = (try? String(contentsOf: article, encoding: .utf8)) ?? ""
      return text.components(separatedBy: "```swift\n").dropFirst().map {
        (article.lastPathComponent, $0.components(separatedBy: "\n```")[0])
      }
    }
  }()

  /// The lines without their indentation.
  static func plain(_ code: String) -> [String] {
    code.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  @Test("show code that a test compiles and runs", arguments: listings.indices)
  func listing(index: Int) throws {
    let (article, code) = Self.listings[index]
    let folder = Self.root.appending(path: "Tests/DocumentationTests")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let wanted = Self.plain(code)
    let found = try files.filter { $0.lastPathComponent.hasSuffix("Examples.swift") }.contains { file in
      let lines = Self.plain(try String(contentsOf: file, encoding: .utf8))
      return lines.indices.contains { lines[$0...].starts(with: wanted) }
    }
    #expect(found, "\(article) shows code that stands in no file of Tests/DocumentationTests:\n\(code)")
  }

  @Test("stand in the index of decisions under their titles")
  func decisions() throws {
    let folder = Self.root.appending(path: "Documentation/Decisions")
    let index = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    let pages = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.first?.isNumber == true }
    #expect(pages.count >= 33)
    for page in pages {
      let title = try String(contentsOf: page, encoding: .utf8).prefix { $0 != "\n" }.dropFirst(2)
      #expect(index.contains("- [\(title)](\(page.lastPathComponent))\n"), "\(page.lastPathComponent)")
    }
  }

  private static let isBuilt = FileManager.default.fileExists(
    atPath: root.appending(path: ".build/debug/Modules/Gradus.swiftmodule").path)

  @Test("use nothing but what is public", .enabled(if: isBuilt))
  func interface() throws {
    let (text, status) = try ScriptRun.run("check-interface.sh")
    #expect(status == 0, "\(text)")
  }

  @Test("exist") func exist() { #expect(Self.listings.count >= 8) }
}
