import Foundation
import GradusLearning
import Testing

@testable import GradusExchange

@Suite("Models as programs of their own")
struct ModelSourceTests {
  /// The toolchain's own compilers, beside the program that runs the tests or on the path.
  private static func run(_ program: String, _ arguments: [String], input: [UInt8] = []) throws -> (
    status: Int32, output: [UInt8], errors: String
  ) {
    let folder = try TemporaryFolder()
    try FileBytes.write(input, to: "\(folder.path)/input")
    for name in ["output", "errors"] { try FileBytes.write([], to: "\(folder.path)/\(name)") }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle(forReadingAtPath: "\(folder.path)/input")
    process.standardOutput = FileHandle(forWritingAtPath: "\(folder.path)/output")
    process.standardError = FileHandle(forWritingAtPath: "\(folder.path)/errors")
    try process.run()
    process.waitUntilExit()
    let errors = String(decoding: try FileBytes.read("\(folder.path)/errors"), as: UTF8.self)
    return (process.terminationStatus, try FileBytes.read("\(folder.path)/output"), errors)
  }

  /// Reads rows of floats and writes what the model makes of each.
  private static func program(_ language: SourceLanguage, inputs: Int, outputs: Int) -> String {
    switch language {
    case .c:
      """
      #include <stdio.h>
      int main(void) {
        float x[\(inputs)], y[\(outputs)];
        while (fread(x, sizeof(float), \(inputs), stdin) == \(inputs)) { own_predict(x, y); fwrite(y, sizeof(float), \(outputs), stdout); }
        return own_names[0][0] == 'c' ? 0 : 1;
      }
      """
    case .swift:
      """
      var row = [Float](repeating: 0, count: \(inputs))
      while fread(&row, 4, \(inputs), stdin) == \(inputs) {
        let told = own_predict(row)
        fwrite(told, 4, \(outputs), stdout)
      }
      exit(own_names[0].hasPrefix("c") ? 0 : 1)
      """
    }
  }

  static let layers =
    "embedding(category 4 3 2), dense 7, batchnorm, gelu, dense 6, layernorm, residual(dense 6, silu), elu, maxout 5, rmsnorm, prelu, \"x .* sigmoid(1.702 x)\", dense 4 bias=no, softplus, dense 3, softmax"

  @Test("a thousand examples give our numbers", arguments: SourceLanguage.allCases)
  func numbers(language: SourceLanguage) throws {
    let model = try ArrayFileTests.model(Self.layers, inputs: 9, seed: 4)
    let folder = try TemporaryFolder()
    let text = try ModelSource.text(of: model, in: language, name: "own", named: "x")
    let file = "\(folder.path)/\(language == .c ? "own.c" : "main.swift")"
    try FileBytes.write(Array((text + "\n" + Self.program(language, inputs: 9, outputs: 3)).utf8), to: file)
    let (compiler, flags) =
      language == .c ? ("clang", ["-std=c99", "-Wall", "-Werror", "-O1", "-lm"]) : ("swiftc", ["-O"])
    let built = try Self.run(compiler, [file, "-o", "\(folder.path)/own"] + flags)
    #expect(built.status == 0, "\(built.errors)")
    var generator = SeededGenerator(seed: 9)
    let rows = (0..<1000).map { _ in (0..<9).map { _ in Float(2 * generator.normal()) } }
    let ran = try Self.run("\(folder.path)/own", [], input: littleEndian(rows.flatMap(\.self).map(\.bitPattern)))
    let found = littleEndianWords(ran.output[...], as: UInt32.self).map(Float.init(bitPattern:))
    let expected = try Predictor(model).outputs(for: Examples(rows))
    #expect(ran.status == 0 && found.count == expected.count)
    let worst = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst < 1e-5, "\(worst)")
  }

  @Test(
    "images, tables with gaps and texts, numbers in their units, and names with quotation marks are written and compile"
  )
  func preparation() throws {
    let table = Table([
      .init("age", .numbers([31, .nan, 5, 62])), .init("colour", .texts(["red", nil, "gr\"een", "red"])),
      .init("price", .numbers([1, 2, 3, 4])),
    ])
    let roles = try TableRoles(of: table, targets: ["price"], kind: .numbers)
    let preparation = try TablePreparation(fitting: table, roles)
    let network = try Network(inputs: preparation.width, hidden: [3], activation: .tanh, classes: 1, output: .identity)
    var generator = SeededGenerator(seed: 3)
    let model = try TrainedModel(
      network: network, parameters: network.initialParameters(using: &generator),
      task: .regression([RegressionTarget("the \"price\"\n", mean: 1000, deviation: 20)]), form: .table(preparation))
    let expected = try Predictor(model).predictions(for: preparation.examples(of: table)).map { $0.outputs[0] }
    let folder = try TemporaryFolder()
    let text = try ModelSource.text(of: model, in: .c, name: "own", named: "x")
    let main = """
      #include <stdio.h>
      int main(void) {
        const double age[4] = {31, NAN, 5, 62};
        const char *colour[4] = {"red", "", "gr\\"een", "red"};
        for (int i = 0; i < 4; ++i) { float y; own_predict(age + i, colour + i, &y); printf("%.9g\\n", y); }
        return 0;
      }
      """
    try FileBytes.write(Array((text + "\n" + main).utf8), to: "\(folder.path)/own.c")
    let built = try Self.run(
      "clang", ["\(folder.path)/own.c", "-std=c99", "-Wall", "-Werror", "-lm", "-o", "\(folder.path)/own"])
    #expect(built.status == 0, "\(built.errors)")
    let ran = try Self.run("\(folder.path)/own", [])
    let found = String(decoding: ran.output, as: UTF8.self).split(separator: "\n").compactMap { Float($0) }
    #expect(
      found.count == 4 && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-6 * abs($1) }, "\(found) \(expected)")
  }

  @Test("columns on curves give our numbers", arguments: SourceLanguage.allCases)
  func curves(language: SourceLanguage) throws {
    var generator = SeededGenerator(seed: 5)
    let names = ["a", "b", "c", "d"]
    let scalings: [TablePreparation.Scaling] = [.log, .quantile, .normal, .robust]
    let columns = names.map { _ in (0..<80).map { _ in 20 * generator.normal() * generator.uniform() } }
    let table = Table(zip(names, columns).map { .init($0, .numbers($1)) } + [.init("y", .numbers(columns[0]))])
    let roles = try TableRoles(
      of: table, targets: ["y"], scalings: Dictionary(uniqueKeysWithValues: zip(names, scalings)), kind: .numbers)
    let preparation = try TablePreparation(fitting: table, roles)
    let network = try Network(inputs: 4, hidden: [3], activation: .tanh, classes: 1, output: .identity)
    let model = try TrainedModel(
      network: network, parameters: network.initialParameters(using: &generator),
      task: .regression([RegressionTarget("y")]), form: .table(preparation))
    // On the quantiles, between them, outside, and missing.
    let rows =
      (0..<80).map { row in columns.map { $0[row] + (row < 40 ? 0 : 0.2) } } + [
        [1e9, 1e9, 1e9, 0], [-1e9, -1e9, -1e9, 0], [.nan, .nan, .nan, .nan],
      ]
    let new = Table(names.indices.map { place in .init(names[place], .numbers(rows.map { $0[place] })) })
    let expected = try Predictor(model).predictions(for: preparation.examples(of: new)).map { $0.outputs[0] }
    let main =
      language == .c
      ? """
      #include <stdio.h>
      int main(void) {
        double x[4]; float y;
        while (fread(x, sizeof(double), 4, stdin) == 4) { own_predict(x, &y); fwrite(&y, sizeof(float), 1, stdout); }
        return 0;
      }
      """
      : """
      var row = [Double](repeating: 0, count: 4)
      while fread(&row, 8, 4, stdin) == 4 { fwrite(own_predict(row), 4, 1, stdout) }
      """
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/\(language == .c ? "own.c" : "main.swift")"
    let text = try ModelSource.text(of: model, in: language, name: "own", named: "x")
    try FileBytes.write(Array((text + "\n" + main).utf8), to: file)
    let (compiler, flags) = language == .c ? ("clang", ["-std=c99", "-Wall", "-Werror", "-lm"]) : ("swiftc", ["-O"])
    let built = try Self.run(compiler, [file, "-o", "\(folder.path)/own"] + flags)
    #expect(built.status == 0, "\(built.errors)")
    let ran = try Self.run("\(folder.path)/own", [], input: littleEndian(rows.flatMap(\.self).map(\.bitPattern)))
    let found = littleEndianWords(ran.output[...], as: UInt32.self).map(Float.init(bitPattern:))
    #expect(found.count == expected.count)
    for (x, y) in zip(found, expected) { #expect(abs(x - y) < 2e-6, "\(x) and \(y)") }
  }

  @Test("what is no loop of numbers is named")
  func unwritable() throws {
    let model = try ArrayFileTests.model("dense 3, lgamma, dense 2, softmax")
    let error = #expect(throws: ExchangeError.self) { try ModelSource.text(of: model, in: .c, name: "own", named: "x") }
    #expect(error?.reason.contains("lgamma") == true)
  }
}
