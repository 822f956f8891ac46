import GradusExchange
import GradusLearning

extension Samples {
  /// Tables as offices and spreadsheets write them.
  static let written = [
    "price,share,kind\n\"$1,234.50\",12.5%,a\n\"$-9,000\",7%,b\n0,,a\n",
    "Preis;Anteil;Art\n1.234,50 €;3,5 %;x\n9,5 €;4 %;y\n",
    "\"Data Source\",\"Indicators\",\n\n\"Country\",\"1960\",\"1961\",\"1962\",\n\"A\",\"1.5\",\"2\",\"3\",\n\"B\",\"\",\"4\",\"5\",\n",
    "m,l,k\nkg,cm,\n1,2,x\n3,4,y\n5,6,x\n", "a,k\n(12),x\n12 345,y\n1'234'567.5,x\n",
    "day,n\n2/29/2024,1\n12/31/2024,2\n",
  ].map { Array($0.utf8) }

  /// Studies that are done in part.
  static let studies = [
    StudyFile(asked: ["data": "12ab", "space": "--layers 4|8", "method": "random"]).file,
    #"{"format": "gradus study", "asked": {"seed": "1"}, "trials": [{"choices": {"layers": "4"}, "scores": [{"epochs": 2, "value": 0.5, "curve": [1, 0.5]}], "number": 0}]}"#
      .utf8.map(\.self),
  ]

  /// Preparations with every curve, as model files have them.
  static let preparations: [[UInt8]] = {
    let numbers = (0..<12).map { Double($0 * $0 % 7) }
    let table = Table([
      .init("a", .numbers(numbers)), .init("b", .numbers(numbers.map { $0 + 0.5 })), .init("c", .numbers(numbers)),
      .init("k", .texts((0..<12).map { $0 % 2 == 0 ? "x" : "y" })),
    ])
    guard
      let roles = try? TableRoles(of: table, targets: ["k"], scalings: ["a": .log, "b": .quantile, "c": .normal]),
      let preparation = try? TablePreparation(fitting: table, roles),
      let network = try? Network(inputs: preparation.width, hidden: [2], activation: .tanh, classes: 2)
    else { preconditionFailure("no preparation") }
    var generator = SeededGenerator(seed: 5)
    guard
      let model = try? TrainedModel(
        network: network, parameters: network.initialParameters(using: &generator), task: .classification(["x", "y"]),
        form: .table(preparation))
    else { preconditionFailure("no model") }
    return [ModelFile(model).safetensors.file]
  }()
}
