import GradusPaper
import GradusService
import Testing

@testable import GradusService

@Suite("What a request is on the command line")
struct ErrandTests {
  private func arguments(_ name: String, _ members: [String: RequestValue]) throws -> Errand.Arguments {
    try #require(Errand.byName[name]).arguments(members, limit: 1)
  }

  @Test("members become options, and a formula stands behind --")
  func options() throws {
    let found = try arguments(
      "derive",
      [
        "formula": .string("--help"), "wrt": .array([.string("x"), .string("y")]), "order": .number(2),
        "steps": .string("all"),
      ])
    #expect(
      found.words == [
        "derive", "--wrt=x", "--wrt=y", "--order=2", "--steps=all", "--format=json", "--limit=1.0", "--", "--help",
      ])
    #expect(found.format == "json" && found.files.isEmpty)
    let flags = try arguments("solve", ["equation": .string("x = 1"), "least_squares": .bool(false)])
    #expect(!flags.words.contains("--least-squares"))
    #expect(
      try arguments("solve", ["equation": .string("x"), "least_squares": .bool(true)]).words[1] == "--least-squares")
  }

  @Test("a sheet is a file in a folder of its own")
  func files() throws {
    let found = try arguments("mark", ["sheet": .string("a) compute 1"), "answers": .string("a) 1")])
    #expect(found.words.suffix(3) == ["--", "sheet.md", "answers.md"])
    #expect(found.files.map(\.name) == ["sheet.md", "answers.md"] && found.files[1].content == "a) 1")
  }

  @Test(
    "what is missing, unknown, too long or of another kind is refused",
    arguments: [
      ("derive", [:], 400), ("derive", ["formula": .number(1)], 400), ("derive", ["formula": .string("")], 400),
      ("derive", ["formula": .string("x"), "order": .number(9)], 400),
      ("derive", ["formula": .string("x"), "order": .number(1.5)], 400),
      ("derive", ["formula": .string("x"), "secret": .string("y")], 400),
      ("derive", ["formula": .string("x"), "format": .string("pdf")], 400),
      ("derive", ["formula": .string("x"), "steps": .string("--let=A=@/etc/passwd")], 400),
      ("derive", ["formula": .string(String(repeating: "x", count: 20_001))], 400),
      ("derive", ["formula": .string("x\0y")], 422),
      ("compute", ["formula": .string("sum(A)"), "let": .string("A = @/etc/passwd")], 422),
      ("solve", ["equation": .string("A*x = b"), "let": .array([.string(" A  =\n @b.npy")])], 422),
    ] as [(String, [String: RequestValue], Int)])
  func refused(name: String, members: [String: RequestValue], status: Int) throws {
    let problem = #expect(throws: RequestProblem.self) { try arguments(name, members) }
    #expect(problem?.status == status)
    #expect(problem?.description.isEmpty == false)
  }

  @Test("every errand has an example that its own checks take", arguments: Errand.all.map(\.name))
  func examples(name: String) throws {
    let errand = try #require(Errand.byName[name])
    let body = ServiceResponse.json(errand.example).body
    let found = try errand.arguments(RequestValue.members(body), limit: 1)
    #expect(found.words.starts(with: errand.words))
  }

  @Test("a path asks for what it names, and its names are counted as one")
  func routes() {
    #expect(Route("/healthz") == .health && Route("/derive") == .errand("derive"))
    #expect(Route("/v1/models/a%20b%40/predict") == .predict("a b@"))
    #expect(Route("/v1/models/%2e%2e%2fsecret") == .model("../secret"))
    #expect(Route("/v1/models/x%zz") == .model("x%zz"))
    #expect(Route("/v1/runs/12") == .run(12) && Route("/v1/runs/012") == .unknown && Route("/v1/runs/-1") == .unknown)
    for path in ["/", "/derive/", "//derive", "/v1", "/v1/models/a/b", "/../etc/passwd", "", "derive"] {
      #expect(Route(path) == .unknown, "\(path)")
    }
    #expect(Route("/v1/models/a").name == Route("/v1/models/b").name)
  }
}
