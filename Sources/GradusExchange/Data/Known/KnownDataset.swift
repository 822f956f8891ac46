internal import GradusLearning

/// A data set that is found by its name.
public enum KnownDataset: String, CaseIterable, Sendable {
  /// 70,000 photographs of clothing from Zalando, 28x28, gray, in 10 classes; from the system's package.
  ///
  /// Source: H. Xiao, K. Rasul and R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning
  /// algorithms", arXiv:1708.07747 (2017).
  case fashionMNIST = "fashion-mnist"
  /// 1,797 handwritten digits, 8x8, gray; in the program.
  case digits
  /// 150 flowers of three species with four measures; in the program.
  case iris
  /// 178 wines of three cultivars with thirteen measures; in the program.
  case wine

  /// What each is, in words.
  public var summary: String {
    switch self {
    case .fashionMNIST: "70,000 photographs of clothing, 28x28, in 10 classes (system package dataset-fashion-mnist)"
    case .digits: "1,797 handwritten digits, 8x8; a fixed fifth of every class is the test"
    case .iris: "150 flowers of 3 species, 4 measures; a fixed fifth of every species is the test"
    case .wine: "178 wines of 3 cultivars, 13 measures; a fixed fifth of every cultivar is the test"
    }
  }

  /// The table and the column that is told, where the data are a table.
  var table: KnownTable? {
    switch self {
    case .fashionMNIST, .digits: nil
    case .iris: KnownTable(text: Iris.text, target: "species")
    case .wine: KnownTable(text: Wine.text, target: "cultivar")
    }
  }

  /// Where the system's package puts it, with the names of its classes; nil where it is in the program.
  var folder: (path: String, classNames: [String])? {
    guard self == .fashionMNIST else { return nil }
    return (
      "/usr/share/datasets/fashion-mnist",
      ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
    )
  }

  var absent: ExchangeError {
    ExchangeError(
      .inputOutput, file: rawValue,
      "is not on this machine: install the package dataset-\(rawValue), or run `make setup`")
  }

  /// The places of the rows of a part: a fifth of every class, the same each time, is the test.
  static func rows(of part: ImageSource.Part, _ count: Int, _ classes: [Int32]) throws -> [Int] {
    var generator = SeededGenerator(seed: 0)
    let split = try Split(of: count, 0.2, classes: classes, using: &generator)
    return part == .test ? split.held : split.kept
  }

  /// The digits with 255 for the darkest of 17 shades. A fifth, the same each time, is the test.
  static func digits(_ part: ImageSource.Part) -> Dataset {
    let bytes = Digits.bytes
    let samples = bytes.prefix(64 * Digits.count).map { UInt8((Int($0) * 255 + 8) / 16) }
    do {
      let all = try Dataset(
        pixels: samples, labels: Array(bytes.suffix(Digits.count)), classNames: (0...9).map(String.init),
        imageShape: ImageShape(height: 8, width: 8))
      return all.subset(try rows(of: part, all.count, all.targets.classes ?? []))
    } catch { preconditionFailure("the digits in the program are damaged: \(error)") }
  }
}

/// A table in the program.
struct KnownTable {
  let text: String
  /// The column that is told.
  let target: String

  /// The rows of a part.
  func part(_ part: ImageSource.Part, of table: Table) -> Table {
    do {
      return table.subset(try KnownDataset.rows(of: part, table.count, table[target]?.values.codes ?? []))
    } catch { preconditionFailure("a table in the program is damaged: \(error)") }
  }
}
