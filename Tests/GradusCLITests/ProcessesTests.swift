import Foundation
import Gradus
import Testing

/// What begins several processes: the `mpirun` of one kind of MPI.
enum Launcher: String, CaseIterable, Sendable {
  case openmpi, mpich

  var path: String { "/usr/bin/mpirun.\(rawValue)" }

  /// Whether it is there, with the part of gradus that speaks with it.
  var isThere: Bool {
    let shim = URL(fileURLWithPath: Program.path).deletingLastPathComponent().appendingPathComponent(
      "../../mpi/libgradus-mpi-\(rawValue).so")
    return FileManager.default.isExecutableFile(atPath: path) && FileManager.default.fileExists(atPath: shim.path)
  }

  static let installed = allCases.filter(\.isThere)

  /// Runs the built program in so many processes of one thread each.
  func run(_ count: Int, _ arguments: [String]) throws -> Program.Result {
    try run(count, command: [Program.path] + arguments)
  }

  /// Runs a command in so many processes of one thread each.
  func run(_ count: Int, command: [String]) throws -> Program.Result {
    let own = self == .openmpi ? ["--oversubscribe", "--bind-to", "none"] : []
    return try Program.run(
      path, own + ["-n", "\(count)"] + command,
      environment: ["OMP_NUM_THREADS": "1", "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"])
  }
}

@Suite("Several processes", .serialized, .enabled(if: !Launcher.installed.isEmpty, "MPI is not installed"))
struct ProcessesTests {
  static let configurations: [[String]] = [
    ["--layers", "32", "--batch-size", "60", "--optimizer", "momentum"],
    ["--network", "dense 24, batchnorm, relu, dropout 0.2, dense 16, batchnorm, relu, dense 10", "--batch-size", "61"],
    ["--layers", "160", "--clip", "global-norm 1", "--average", "0.99", "--accumulate", "2", "--batch-size", "100"],
    [
      "--layers", "24", "--augment", "shift 1, mixup", "--l1", "1e-5", "--max-norm", "3", "--class-weights", "balanced",
    ],
    [
      "--network", "dense 24, layernorm, gelu, noise 0.1, dense 10", "--optimizer", "lookahead(adamw)", "--average",
      "swa 2",
      "--patience", "5",
    ],
  ]

  static func arguments(_ own: [String], _ output: String) -> [String] {
    [
      "train", "digits", "--epochs", "2", "--validation-split", "0.1", "--leaves", "8", "--no-record", "--output",
      output,
    ]
      + own
  }

  @Test("train the same file as one", arguments: configurations.indices, Launcher.installed)
  func sameBits(configuration: Int, launcher: Launcher) throws {
    let folder = try Folder()
    let own = Self.configurations[configuration]
    let alone = "\(folder.path)/1.safetensors"
    let first = try Program.run(Self.arguments(own, alone), environment: ["OMP_NUM_THREADS": "1"])
    #expect(first.status == 0, "\(first.errors)")
    let expected = try Data(contentsOf: URL(filePath: alone))
    // Whole subtrees, whole subtrees of one leaf, and what is neither.
    for count in configuration == 0 ? [2, 3, 4, 8] : [2, 8] {
      let output = "\(folder.path)/\(count).safetensors"
      let result = try launcher.run(count, Self.arguments(own, output))
      #expect(result.status == 0, "\(result.errors)")
      #expect(try Data(contentsOf: URL(filePath: output)) == expected, "\(count) processes")
    }
  }

  @Test("speak once, and tell what each of them did", arguments: Launcher.installed)
  func report(launcher: Launcher) throws {
    let folder = try Folder()
    let output = "\(folder.path)/model.safetensors"
    let result = try launcher.run(3, Self.arguments(["--layers", "8", "--format", "json"], output))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.objects.count == 3)
    let processes = try #require(result.objects.last?["processes"] as? [String: Any])
    let rows = try #require(processes["rows"] as? [[String: Any]])
    #expect(rows.map { $0["rank"] as? Int } == [0, 1, 2])
    for row in rows { #expect((0...1).contains(try #require(row["messages"] as? Double))) }
    let text = try launcher.run(2, Self.arguments(["--layers", "8", "--force"], output))
    #expect(text.output.components(separatedBy: "test accuracy").count == 2)
    #expect(text.output.contains("2 processes"))
  }

  @Test(
    "take the leaves of their number where nothing is said, and go on in another number", arguments: Launcher.installed)
  func resumes(launcher: Launcher) throws {
    let folder = try Folder()
    let (whole, part) = ("\(folder.path)/whole.safetensors", "\(folder.path)/part.safetensors")
    let own = ["train", "digits", "--layers", "16", "--no-record"]
    #expect(try launcher.run(4, own + ["--epochs", "3", "--output", whole]).status == 0)
    #expect(try ModelFile(contentsOf: whole).training?.settings.leaves == 4)
    #expect(try launcher.run(2, own + ["--epochs", "1", "--leaves", "4", "--output", part]).status == 0)
    let resume = ["train", "digits", "--no-record", "--resume", part, "--epochs"]
    #expect(try Program.run(resume + ["2"]).status == 0)
    #expect(try launcher.run(4, resume + ["3"]).status == 0)
    #expect(try ModelFile(contentsOf: part).model == ModelFile(contentsOf: whole).model)
    let many = try launcher.run(8, resume + ["4"])
    #expect(
      many.status != 0
        && many.errors.contains("8 processes cannot share the batches of this training, which have 4 leaves"))
  }

  @Test("share rows, and tell them in their order", arguments: Launcher.installed)
  func rows(launcher: Launcher) throws {
    let folder = try Folder()
    let model = "\(folder.path)/model.safetensors"
    #expect(
      try Program.run(["train", "digits", "--layers", "8", "--epochs", "1", "--no-record", "--output", model]).status
        == 0)
    for words in [
      ["evaluate", model, "digits", "--part", "training", "--format", "json"],
      ["evaluate", model, "digits", "--part", "training", "--metrics", "log-loss,auc"],
      ["predict", model, "digits", "--part", "training", "--format", "csv", "--probabilities"],
    ] {
      let (one, many) = (try Program.run(words), try launcher.run(3, words))
      #expect(one.status == 0 && many.status == 0, "\(many.errors)")
      #expect(one.output == many.output, "\(words)")
    }
    let files = (0..<2).map { "\(folder.path)/\($0).npy" }
    let words = ["predict", model, "digits", "--part", "training", "--format", "npy", "--output"]
    #expect(try Program.run(words + [files[0]]).status == 0)
    #expect(try launcher.run(2, words + [files[1]]).status == 0)
    #expect(try Data(contentsOf: URL(filePath: files[0])) == Data(contentsOf: URL(filePath: files[1])))
  }

  @Test("share the trials of a study, which comes to the same", arguments: Launcher.installed)
  func study(launcher: Launcher) throws {
    let folder = try Folder()
    func words(_ name: String, _ method: String) -> [String] {
      [
        "tune", "iris", "--study", "\(folder.path)/\(name).json", "--output", "\(folder.path)/\(name).safetensors",
        "--method", method,
        "--trials", "5", "--layers", "4|8", "--learning-rate", "1e-3..1e-1", "--epochs", "3", "--no-record",
      ]
    }
    let (one, many) = (try Program.run(words("one", "random")), try launcher.run(3, words("many", "random")))
    #expect(one.status == 0 && many.status == 0, "\(one.errors)\(many.errors)")
    for name in ["json", "safetensors"] {
      let (a, b) = (
        try Data(contentsOf: URL(filePath: "\(folder.path)/one.\(name)")),
        try Data(contentsOf: URL(filePath: "\(folder.path)/many.\(name)"))
      )
      #expect(a == b, "\(name)")
    }
    let refused = try launcher.run(2, words("other", "asha"))
    #expect(refused.status != 0 && refused.errors.contains("under mpirun trials are random or grid"))
  }

  @Test("are ended with one line by what is wrong in one, or in all of them", arguments: Launcher.installed)
  func errors(launcher: Launcher) throws {
    let folder = try Folder()
    let output = "\(folder.path)/model.safetensors"
    func lines(_ result: Program.Result) -> [Substring] {
      result.errors.split(separator: "\n").filter { $0.contains("gradus: process") }
    }
    let all = try launcher.run(
      3, ["train", "digits", "--layers", "8", "--learning-rate", "0", "--output", output])
    #expect(all.status != 0)
    #expect(lines(all).count == 1 && lines(all)[0].contains("process 0 on "), "\(all.errors)")
    // Every process but the first sees another file.
    for (name, shift) in [("own.csv", 0), ("other.csv", 1)] {
      let rows = (0..<40).map { "\(Double($0 * 7 % (11 + shift)) / 2),\($0 % 2 == 0 ? "even" : "odd")" }
      try folder.write(name, "x,y\n" + rows.joined(separator: "\n") + "\n")
    }
    let rank = launcher == .openmpi ? "$OMPI_COMM_WORLD_RANK" : "$PMI_RANK"
    try folder.write(
      "run.sh",
      "if [ \(rank) -eq 0 ]; then f=own.csv; else f=other.csv; fi; exec \(Program.path) train \(folder.path)/$f --target y --epochs 1 --output \(output)\n"
    )
    let different = try launcher.run(2, command: ["/bin/sh", "\(folder.path)/run.sh"])
    #expect(different.status != 0)
    #expect(lines(different).count == 1, "\(different.errors)")
    #expect(
      lines(different).first?.contains("process 1 on ") == true
        && different.errors.contains("has other data than process 0"))
    #expect(!folder.names.contains("model.safetensors"))
  }

  @Test("that were killed leave a model that goes on to the same bits", arguments: Launcher.installed)
  func killed(launcher: Launcher) throws {
    let script = URL(filePath: #filePath).appending(path: "../../../Scripts/check-processes.py").standardized.path
    let result = try Program.run(
      "/usr/bin/python3",
      [script, "--program", Program.path, "--mpi", launcher.rawValue, "--kills", "2", "--stops", "1"], environment: [:])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }
}
