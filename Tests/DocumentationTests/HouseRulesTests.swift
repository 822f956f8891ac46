import Foundation
import Testing

@Suite("The rules of the house")
struct HouseRulesTests {
  private static let sources: [(path: String, lines: [Substring])] = {
    // Those of the server are in a package of its own.
    let folders = ["Sources", "Server/Sources"].map { ArticlesTests.root.appending(path: $0).path }
    return folders.flatMap(Self.files)
  }()

  private static func files(in folder: String) -> [(path: String, lines: [Substring])] {
    let paths = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
    // What a generator wrote is nobody's to shorten.
    return paths.filter { $0.hasSuffix(".swift") && !$0.contains("/Generated/") }.map { path in
      let text = (try? String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)) ?? ""
      return (path, text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  @Test("a file has at most 400 lines")
  func files() {
    #expect(Self.sources.count > 300)
    let long = Self.sources.filter { $0.lines.count > 401 }.map { "\($0.path): \($0.lines.count - 1)" }
    #expect(long.isEmpty, "\(long.joined(separator: "\n"))")
  }

  @Test("a function has at most 60 lines")
  func functions() {
    var found = 0
    for (path, lines) in Self.sources {
      for (place, line) in lines.enumerated() {
        guard let name = Self.function(line) else { continue }
        // The linter puts the brace that closes a function under its first letter.
        let indent = line.prefix { $0 == " " }
        guard !line.hasSuffix("}"), let end = lines[(place + 1)...].firstIndex(where: { $0 == indent + "}" }) else {
          continue
        }
        found += 1
        let count = end - place + 1
        #expect(count <= 60, "\(path): \(name): \(count)")
      }
    }
    #expect(found > 2000)
  }

  @Test("an error that users see has its words in `localizedDescription` too")
  func errors() {
    var found = 0
    for (path, lines) in Self.sources where !path.hasPrefix("gradus-cli") {
      for line in lines {
        guard let match = line.firstMatch(of: /^ *(?:public|package) (?:enum|struct|final class) (\w+): ([^{]*)/),
          match.1.hasSuffix("Error") || match.2.contains(/\bError\b/)
        else { continue }
        found += 1
        #expect(match.2.contains("DescribedError"), "\(path): \(match.1)")
      }
    }
    #expect(found > 15)
  }

  /// A declaration with a body of code, from its keyword on.
  private static func function(_ line: Substring) -> Substring? {
    let words = line.split(separator: " ")
    let marks: Set<Substring> = [
      "public", "package", "private", "fileprivate", "static", "mutating", "override", "nonisolated", "final",
      "convenience",
    ]
    guard let first = words.first(where: { !marks.contains($0) && !$0.hasPrefix("@") }) else { return nil }
    let isFunction =
      first == "func" || first.hasPrefix("init(") || first.hasPrefix("init?(") || first.hasPrefix("subscript(")
    let isComputed = first == "var" && line.hasSuffix("{") && !line.contains("=")
    return isFunction || isComputed ? line[first.startIndex...] : nil
  }
}
