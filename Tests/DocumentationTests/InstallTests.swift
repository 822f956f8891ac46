import Foundation
import Testing

@Suite("Uninstalling")
struct InstallTests {
  static let files = [
    "bin/gradus", "share/man/man1/gradus.1", "share/bash-completion/completions/gradus",
    "share/zsh/site-functions/_gradus", "share/fish/vendor_completions.d/gradus.fish",
  ]

  /// What `Scripts/install.sh` says and answers with.
  static func run(_ arguments: [String], prefix: URL) throws -> (text: String, status: Int32) {
    var environment = ProcessInfo.processInfo.environment
    environment["PREFIX"] = prefix.path
    environment["DESTDIR"] = nil
    return try ScriptRun.run("install.sh", arguments, environment: environment)
  }

  @Test("takes away what installing puts there, and nothing else")
  func removes() throws {
    let prefix = FileManager.default.temporaryDirectory.appending(path: "gradus-install-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: prefix) }
    let neighbour = prefix.appending(path: "bin/neighbour")
    for file in Self.files.map({ prefix.appending(path: $0) }) + [neighbour] {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("x".utf8).write(to: file)
    }
    let first = try Self.run(["remove"], prefix: prefix)
    #expect(first.status == 0)
    for file in Self.files {
      #expect(!FileManager.default.fileExists(atPath: prefix.appending(path: file).path), "\(file)")
      #expect(first.text.contains("removed \(prefix.path)/\(file)\n"))
    }
    #expect(FileManager.default.fileExists(atPath: neighbour.path))
    let second = try Self.run(["remove"], prefix: prefix)
    #expect(second.status == 0 && second.text == "Nothing of gradus is installed below \(prefix.path).\n")
    #expect(try Self.run(["away"], prefix: prefix).status == 64)
  }

  @Test("the script names each place once, for both ways")
  func places() throws {
    let script = try String(
      contentsOf: ArticlesTests.root.appending(path: "Scripts/install.sh"), encoding: .utf8)
    for file in Self.files { #expect(script.components(separatedBy: "$prefix/\(file)").count == 2, "\(file)") }
  }
}
