import Dispatch
import Foundation
import Testing

@testable import GradusService

@Suite("A process for a question")
struct RunnerTests {
  private static let usual = CommandRunner.Limits(seconds: 300, processorSeconds: 10, memory: 4 << 30, output: 1 << 20)

  private func run(_ script: String, _ limits: CommandRunner.Limits = usual) async -> CommandRunner.Result {
    let runner = CommandRunner(program: "/bin/sh", limits: limits, folder: "/tmp")
    return await runner.run(Errand.Arguments(words: ["-c", script]), named: "test")
  }

  @Test("its status and both of its streams come back")
  func whole() async {
    let found = await run("echo out; echo err >&2; exit 7")
    #expect(found.status == 7 && found.errors == "err\n" && found.output == Array("out\n".utf8))
    let long = await run("head -c 300000 /dev/zero; head -c 200000 /dev/zero >&2")
    #expect(long.status == 0 && long.output.count == 300_000 && long.errors.utf8.count == 200_000)
    #expect(await run("cat").output.isEmpty)
  }

  @Test("what takes too long, writes too much or dies is ended, with all that it began")
  func ended() async {
    var short = Self.usual
    short.seconds = 0.3
    #expect(await run("sleep 60 & sleep 60", short).status == 1002)
    #expect(await run("exec >&- 2>&-; sleep 60", short).status == 1002)
    var small = Self.usual
    small.output = 1000
    #expect(await run("yes", small).status == 1003)
    #expect(await run("kill -SEGV $$").status == 1111)
    var brief = Self.usual
    brief.processorSeconds = 1
    let spun = await run("while :; do :; done", brief).status
    #expect(spun == 1124 || spun == 1109)
  }

  @Test("a program that is not there is told")
  func absent() async {
    let runner = CommandRunner(program: "/nowhere/gradus", limits: Self.usual, folder: "/tmp")
    #expect(await runner.run(Errand.Arguments(words: []), named: "test").status == 1001)
  }

  @Test("so many at once, so many that wait, and no more")
  func gate() async throws {
    let gate = Gate(2, room: 3)
    let (open, hold) = AsyncStream<Void>.makeStream()
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<12 {
        group.addTask {
          do throws(RequestProblem) {
            try await gate.pass { for await _ in open { break } }
            return true
          } catch { return false }
        }
      }
      var done = 0
      var outcomes: [Bool] = []
      while let outcome = await group.next() {
        outcomes.append(outcome)
        if !outcome { done += 1 }
        // Seven are refused at once; the others wait until they are let go.
        if done == 7 {
          hold.finish()
          done = 8
        }
      }
      return outcomes
    }
    #expect(outcomes.count(where: { $0 }) == 5 && gate.waiting == 0)
    #expect(try await gate.pass { 3 } == 3)
  }
}
