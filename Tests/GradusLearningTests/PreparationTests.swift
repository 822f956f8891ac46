import Foundation
import GradusLearning
import GradusOptimization
import Testing

@Suite("Columns and inputs prepared as scikit-learn does it")
struct PreparationTests {
  /// What `Scripts/preparation-fixtures.py` wrote.
  struct Fixture: Decodable {
    struct Column: Decodable {
      let name: String
      let fit, new, quantile, normal, log: [Double]

      func expected(_ scaling: TablePreparation.Scaling) -> [Double] {
        scaling == .log ? log : scaling == .normal ? normal : quantile
      }
    }
    struct Whitening: Decodable {
      let rows, pca, two, zca: [[Double]]
    }
    let columns: [Column]
    let whitening: Whitening
  }

  static func fixture() throws -> Fixture {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/preparation", withExtension: "json"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  @Test(
    "logarithms, quantiles and normal quantiles of every column",
    arguments: [TablePreparation.Scaling.log, .quantile, .normal],
    ["skewed", "tied", "zeros", "negative", "many", "coarse"])
  func curves(scaling: TablePreparation.Scaling, name: String) throws {
    let column = try #require(try Self.fixture().columns.first { $0.name == name })
    let table = Table([.init("x", .numbers(column.fit)), .init("y", .numbers(column.fit))])
    let roles = try TableRoles(of: table, targets: ["y"], kind: .numbers)
    let preparation = try TablePreparation(fitting: table, roles, scaling: scaling)
    // What a model file keeps gives the same numbers.
    let kept = try JSONDecoder().decode(TablePreparation.self, from: JSONEncoder().encode(preparation))
    #expect(kept == preparation)
    let new = Table([.init("x", .numbers(column.new))])
    guard case .floats(let found) = try kept.examples(of: new).numbers else { throw Missing() }
    let expected = column.expected(scaling)
    #expect(found.count == expected.count)
    for (x, y) in zip(found, expected) { #expect(abs(Double(x) - y) <= 2e-7 * max(1, abs(y)), "\(x) and \(y)") }
  }

  struct Missing: Error {}

  @Test("a column of one number has no quantiles, and a gap lies where what fills it does")
  func constant() throws {
    let table = Table([
      .init("one", .numbers([3, 3, 3, .nan])), .init("x", .numbers([1, 2, .nan, 4])),
      .init("y", .numbers([1, 2, 3, 4])),
    ])
    let roles = try TableRoles(of: table, targets: ["y"], scalings: ["x": .quantile], kind: .numbers)
    let preparation = try TablePreparation(fitting: table, roles, scaling: .normal)
    guard case .floats(let found) = try preparation.examples(of: table).numbers else { throw Missing() }
    // The gap of x is 2, whose share is one half.
    #expect(found == [0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, 0.5, 1, 0, 1, 1, 0])
  }

  @Test("a scaling is for a column of numbers that is seen", arguments: ["y", "kind"])
  func refused(name: String) throws {
    let table = Table([
      .init("x", .numbers([1, 2])), .init("kind", .texts(["a", "b"])), .init("y", .numbers([1, 2])),
    ])
    let error = #expect(throws: TableError.self) {
      _ = try TableRoles(of: table, targets: ["y"], scalings: [name: .log], kind: .numbers)
    }
    #expect(error?.description.contains("\"\(name)\"") == true)
  }

  @Test("quantiles that no fitting leaves are refused, and not searched")
  func faults() throws {
    for quantiles in [
      #"{"numbers":[2,1],"counts":[1,1]}"#, #"{"numbers":[1],"counts":[1]}"#, #"{"numbers":[1,2],"counts":[1]}"#,
      #"{"numbers":[1,2],"counts":[0,1]}"#, #"{"numbers":[1,2],"counts":[9223372036854775807,9]}"#,
    ] {
      let text =
        #"{"columns":[{"name":"x","kind":{"number":{"fill":0,"indicates":false,"shift":0,"scale":1,"curve":{"name":"normal","quantiles":"#
        + quantiles + #"}}}}],"targets":["y"]}"#
      let preparation = try JSONDecoder().decode(TablePreparation.self, from: Data(text.utf8))
      #expect(preparation.fault != nil)
    }
  }

  @Test(
    "whitening along the directions of variance, along two of them, and back to the inputs",
    arguments: ["pca", "pca, components=2", "zca"])
  func whitening(method: String) throws {
    let known = try Self.fixture().whitening
    let expected = method == "zca" ? known.zca : method == "pca" ? known.pca : known.two
    let rows = known.rows.map { $0.map { Float($0) } }
    let network = try Network(inputs: 5, layers: Layer.list("whiten(\(method), epsilon=0), dense 2, softmax"))
    let data = try Dataset(rows, classes: rows.indices.map { $0 % 2 == 0 ? "a" : "b" })
    var settings = TrainingSettings()
    settings.epochs = 1
    let training = try Training(network, on: data, settings: settings)
    let begun = training.state.parameters
    _ = try training.nextBatch()
    let (mean, matrix) = (try #require(begun["layers.0.mean"]), try #require(begun["layers.0.matrix"]))
    // It stays as it is.
    #expect(try training.checkpoint().parameters["layers.0.matrix"] == matrix)
    let width = expected[0].count
    for (row, wanted) in zip(known.rows, expected) {
      for place in 0..<width {
        let found = (0..<5).reduce(0) { $0 + (row[$1] - Double(mean[$1])) * Double(matrix[$1 * width + place]) }
        #expect(abs(found - wanted[place]) < 2e-5, "\(found) and \(wanted[place])")
      }
    }
  }

  @Test("inputs without variance stay 0, and what makes no sense is refused")
  func degenerate() throws {
    let rows: [[Float]] = (0..<9).map { [Float($0), Float($0), 7] }
    let data = try Dataset(rows, classes: rows.indices.map { $0 % 2 == 0 ? "a" : "b" })
    let network = try Network(inputs: 3, layers: Layer.list("whiten(epsilon=0), dense 2, softmax"))
    let matrix = try #require(
      try Training(network, on: data, settings: TrainingSettings()).state.parameters["layers.0.matrix"])
    #expect(matrix.allSatisfy(\.isFinite) && abs(matrix[0]) > 0.1)
    for place in 0..<3 { #expect(matrix[3 * place + 1] == 0 && matrix[3 * place + 2] == 0) }
    #expect(throws: NetworkError.self) { try Network(inputs: 3, layers: Layer.list("whiten(components=4), dense 2")) }
    #expect(throws: DescriptionError.self) { try Layer.list("whiten(zca, components=2)") }
    #expect(throws: NetworkError.self) { try Network(inputs: 3, layers: Layer.list("dense 3, whiten, dense 2")) }
  }
}
