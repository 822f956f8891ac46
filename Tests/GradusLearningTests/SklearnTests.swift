import Glibc
import GradusExchange
import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

/// Loss curves of scikit-learn 1.9.1, made by `Scripts/sklearn-fixtures.py`.
@Suite("The loss curve of scikit-learn")
struct SklearnTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let optimizer: String
    let activation: String
    let rate: Double
    let classifier: [Double]
    let regressor: [Double]
    var testDescription: String { "\(optimizer), \(activation)" }
  }

  static let cases = [
    Case(
      optimizer: "adam epsilon-beside=raw", activation: "relu", rate: 0.01,
      classifier: [2.1184248567362354, 1.6669756377021092, 1.255184788559791, 0.9232415876699877, 0.6970963706832211],
      regressor: [
        0.12306510246486559, 0.059660589990862975, 0.05202755148024937, 0.04810235357307561, 0.043845057252606276,
      ]),
    Case(
      optimizer: "momentum 0.9", activation: "tanh", rate: 0.1,
      classifier: [2.1702401626809027, 1.6885319146783577, 1.2388706831554839, 0.9301692839441317, 0.7398848907490884],
      regressor: [
        0.1082475958916454, 0.07206156229813912, 0.04884163558597399, 0.0455351364625943, 0.04244971111419939,
      ]),
    Case(
      optimizer: "nesterov 0.9", activation: "sigmoid", rate: 0.1,
      classifier: [2.289749773934496, 2.228015201152551, 2.1366734928372053, 2.0121204354810986, 1.8523706556075104],
      regressor: [
        0.0772944642460912, 0.057735913483591014, 0.05118446930647192, 0.05005185412914921, 0.04950456923719259,
      ]),
  ]

  /// The digits by 16, in the order of the UCI data set.
  static func digits() throws -> (examples: Examples, labels: [UInt8]) {
    let bytes = Digits.bytes
    let shades = bytes.prefix(64 * Digits.count).map { Float($0) / 16 }
    return (try Examples(.floats(shades), .numbers(64)), Array(bytes.suffix(Digits.count)))
  }

  func beginning(_ network: Network) -> [String: [Float]] {
    Dictionary(
      uniqueKeysWithValues: network.parameters.map { parameter in
        guard parameter.shape.count == 2 else { return (parameter.name, Array(repeating: 0, count: parameter.count)) }
        let columns = parameter.shape[1]
        let values = (0..<parameter.count).map { place in
          Float(
            sin(Double(place / columns + 3 * (place % columns) + (parameter.name.contains("layers.0") ? 0 : 1))) / 5)
        }
        return (parameter.name, values)
      })
  }

  func curve(_ data: Dataset, _ sample: Case, _ loss: Loss, rate: Double, outputs: Int) throws -> [Double] {
    let network = try Network(
      inputs: 64, hidden: [20], activation: try Activation(parsing: sample.activation), classes: outputs,
      output: loss.output)
    let settings = TrainingSettings(
      loss: loss, optimizer: try Optimizer(Clause(parsing: sample.optimizer)), learningRate: rate, batchSize: 200,
      isShuffled: false, epochs: 5)
    let training = try Training(network, on: data, settings: settings, from: beginning(network))
    var losses: [Double] = []
    while let epoch = try training.nextEpoch() { losses.append(epoch.loss) }
    return losses
  }

  @Test("of a classifier is ours to 1e-5 over five epochs", arguments: cases)
  func classifier(sample: Case) throws {
    let (examples, labels) = try Self.digits()
    let data = try Dataset(examples, .classes(labels.map(Int32.init), names: (0...9).map(String.init)))
    let found = try curve(data, sample, .crossEntropy, rate: sample.rate, outputs: 10)
    for (a, b) in zip(found, sample.classifier) { #expect(abs(a - b) < 1e-5, "\(found)") }
  }

  @Test("of a regressor is ours to 1e-5 over five epochs", arguments: cases)
  func regressor(sample: Case) throws {
    let (examples, labels) = try Self.digits()
    let data = try Dataset(examples, .numbers(labels.map { Float($0) / 9 }, [RegressionTarget("digit")]))
    // scikit-learn makes half of the squared error small: Adam goes by the direction alone, the others by half the rate.
    let rate = sample.rate / 10 / (sample.optimizer.hasPrefix("adam") ? 1 : 2)
    let found = try curve(data, sample, .named("squared-error"), rate: rate, outputs: 1)
    for (a, b) in zip(found, sample.regressor) { #expect(abs(a / 2 - b) < 1e-5, "\(found)") }
  }

  /// The loss after every iteration, with the penalty α/(2n) Σ W².
  static let searches: [(Rational, [Double])] = [
    (
      0,
      [
        2.007212525879265, 1.668710608422134, 1.4911401122370713, 1.2354308208738973, 1.124189120522495,
        0.9849142229499277, 0.8629272210800437, 0.7556880182600881,
      ]
    ),
    (
      10,
      [
        2.092968679702862, 1.8108631707322047, 1.6269466340899044, 1.423996809736695, 1.3525346003716152,
        1.2233066457250101, 1.1381693993743993, 1.0538139822651529,
      ]
    ),
  ]

  /// The batches bound the memory alone: 1,797 examples by 500 have a smaller last one.
  @Test("of L-BFGS is ours", arguments: 0..<searches.count, [500, 2000])
  func search(place: Int, batch: Int) throws {
    let (alpha, losses) = Self.searches[place]
    let (examples, labels) = try Self.digits()
    let data = try Dataset(examples, .classes(labels.map(Int32.init), names: (0...9).map(String.init)))
    let network = try Network(inputs: 64, hidden: [20], activation: Activation(parsing: "tanh"), classes: 10)
    let decay = alpha / Rational(data.count)
    let settings = TrainingSettings(
      optimizer: try Optimizer(Clause("lbfgs")), learningRate: 1, weightDecay: decay, batchSize: batch, epochs: 9)
    let training = try Training(network, on: data, settings: settings, from: beginning(network))
    var (found, penalty): ([Double], Double) = ([], 0)
    while let epoch = try training.nextEpoch() {
      // The loss is that before the step, and the parameters are those after it.
      if epoch.epoch > 1 { found.append(epoch.loss + penalty) }
      let weights = training.state.parameters.filter { $0.key.hasSuffix("weight") }.values.joined()
      penalty = decay.doubleValue / 2 * weights.reduce(0) { $0 + Double($1) * Double($1) }
    }
    #expect(found.count == losses.count)
    for (a, b) in zip(found, losses) { #expect(abs(a - b) < 1e-4 * b, "\(found)") }
  }
}
