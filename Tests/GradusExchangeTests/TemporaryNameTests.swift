import Foundation
import Testing

@testable import GradusExchange

@Suite("What a killed process left of a file")
struct TemporaryNameTests {
  @Test("is taken away by the next writing into the folder; what is another's, or still at work, stays")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    let ended = Process()
    ended.executableURL = URL(fileURLWithPath: "/bin/true")
    try ended.run()
    ended.waitUntilExit()

    let own = RunProcess.current.mark.split(separator: "-").map(String.init)
    let dead = ".gradus-\(own[0])-\(ended.processIdentifier)-\(own[2])-x1y2.partial"
    // A number that was given anew: the process began at another time.
    let renewed = ".gradus-\(own[0])-\(own[1])-1-x1y2.partial"
    let working = String(TemporaryName.make(in: "").dropFirst())
    let others = [
      working, ".gradus-other-\(ended.processIdentifier)-\(own[2])-x1y2.partial", ".gradus-x1y2.partial",
      ".gradus-\(own[0])-\(ended.processIdentifier)-\(own[2])-x1y2", "model-1-2-3.partial",
    ]
    for name in others + [dead, renewed] { try Data([1]).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)")) }
    try FileBytes.write([2], to: "\(folder.path)/file")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(left) == Set(others + ["file"]))
  }
}
