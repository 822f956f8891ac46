internal import Glibc
internal import GradusExpression
public import GradusOptimization

/// How the numbers of a parameter are drawn before training, from a seeded generator alone.
public struct Initialization: Described {
  private let method: ChosenMethod<Row>

  /// A name, what it means, its constants, and how it draws: all that an initialisation is.
  struct Row: MethodRow {
    static let kind = "initialisation"
    let name: String
    let summary: String
    var settings: [Setting] = []
    let draw: @Sendable (Fan, Values, inout SeededGenerator) -> [Float]
  }

  /// The shape of a parameter as a matrix.
  struct Fan: Sendable {
    /// The inputs of a node, and the nodes. A vector has as many inputs as the layer that it belongs to.
    let inputs: Int
    let outputs: Int
    let count: Int

    func value(_ mode: String) -> Double {
      switch mode {
      case "in": Double(inputs)
      case "out": Double(outputs)
      default: Double(inputs + outputs) / 2
      }
    }
  }

  /// The initialisation of a description.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) { method = try ChosenMethod(clause) }

  private init(_ method: ChosenMethod<Row>) { self.method = method }

  /// A row with constants. Traps where there is none of that name.
  static func named(_ name: String, _ given: KeyValuePairs<String, SettingValue> = [:]) -> Initialization {
    Initialization(ChosenMethod(named: name, given))
  }

  /// Every initialisation with its constants.
  public static var all: [MethodDescription] { Row.descriptions }

  /// The name with its constants: `he-normal`, `normal 0.01`.
  public var clause: Clause { method.clause }

  /// The numbers of a parameter, row-major.
  ///
  /// - Parameters:
  ///   - shape: (inputs, outputs) of weights, or the length of a vector.
  ///   - inputs: how many numbers go into a node.
  package func numbers(shape: [Int], inputs: Int, using generator: inout SeededGenerator) -> [Float] {
    let count = shape.reduce(1, *)
    let fan = Fan(inputs: max(1, inputs), outputs: shape.last ?? 1, count: count)
    return method.row.draw(fan, method.values, &generator)
  }
}

extension Initialization.Row {
  private static let mode = Setting(
    "fan", "what the spread goes by: inputs, outputs, or their mean", .choice(["in", "out", "mean"]), .word("in"))
  private static let gain = Setting("gain", "a factor of the deviation", .positive, 1)

  static let table: [Self] = [
    Self(name: "zeros", summary: "0") { fan, _, _ in Array(repeating: 0, count: fan.count) },
    Self(name: "constant", summary: "one number", settings: [Setting("value", "the number", .number)]) { fan, v, _ in
      Array(repeating: Float(v[number: "value"].doubleValue), count: fan.count)
    },
    Self(
      name: "normal", summary: "normal with a deviation",
      settings: [
        Setting("deviation", "the standard deviation", .nonnegative, .number(Rational(1, 100))),
        Setting("mean", "the mean", .number, 0),
      ]
    ) { fan, v, generator in
      normal(fan, v[number: "deviation"].doubleValue, &generator).map { $0 + Float(v[number: "mean"].doubleValue) }
    },
    Self(
      name: "truncated-normal", summary: "normal, and drawn again beyond two deviations",
      settings: [Setting("deviation", "the deviation before the cut", .nonnegative, .number(Rational(2, 100)))]
    ) { fan, v, generator in
      (0..<fan.count).map { _ in
        var draw = generator.normal()
        while abs(draw) > 2 { draw = generator.normal() }
        return Float(v[number: "deviation"].doubleValue * draw)
      }
    },
    Self(
      name: "uniform", summary: "uniform between two numbers",
      settings: [
        Setting("low", "the least", .number, .number(Rational(-5, 100))),
        Setting("high", "the greatest", .number, .number(Rational(5, 100))),
      ]
    ) { fan, v, generator in
      let (low, high) = (v[number: "low"].doubleValue, v[number: "high"].doubleValue)
      return (0..<fan.count).map { _ in Float(low + (high - low) * generator.uniform()) }
    },
    // X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
    Self(name: "glorot-uniform", summary: "uniform in ±√(6 / (inputs + outputs))", settings: [gain]) {
      fan, v, generator in
      uniform(fan, v[number: "gain"].doubleValue * (6 / Double(fan.inputs + fan.outputs)).squareRoot(), &generator)
    },
    Self(name: "glorot-normal", summary: "normal with the variance 2 / (inputs + outputs)", settings: [gain]) {
      fan, v, generator in
      normal(fan, v[number: "gain"].doubleValue * (2 / Double(fan.inputs + fan.outputs)).squareRoot(), &generator)
    },
    // K. He et al., "Delving deep into rectifiers", ICCV 2015.
    Self(name: "he-normal", summary: "normal with the variance 2 / inputs", settings: [mode]) { fan, v, generator in
      normal(fan, (2 / fan.value(v[word: "fan"])).squareRoot(), &generator)
    },
    Self(name: "he-uniform", summary: "uniform in ±√(6 / inputs)", settings: [mode]) { fan, v, generator in
      uniform(fan, (6 / fan.value(v[word: "fan"])).squareRoot(), &generator)
    },
    // Y. LeCun et al., "Efficient BackProp", 1998.
    Self(name: "lecun-normal", summary: "normal with the variance 1 / inputs", settings: [mode]) { fan, v, generator in
      normal(fan, (1 / fan.value(v[word: "fan"])).squareRoot(), &generator)
    },
    Self(name: "lecun-uniform", summary: "uniform in ±√(3 / inputs)", settings: [mode]) { fan, v, generator in
      uniform(fan, (3 / fan.value(v[word: "fan"])).squareRoot(), &generator)
    },
    // A. Saxe, J. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", ICLR 2014.
    Self(name: "orthogonal", summary: "orthogonal rows or columns", settings: [gain]) { fan, v, generator in
      orthogonal(fan, v[number: "gain"].doubleValue, &generator)
    },
    Self(name: "torch", summary: "uniform in ±√(1 / inputs), as the dense layers of PyTorch begin, biases too") {
      fan, _, generator in
      uniform(fan, (1 / Double(fan.inputs)).squareRoot(), &generator)
    },
    Self(
      name: "scikit-learn",
      summary: "uniform in ±√(6 / (inputs + outputs)), biases too; 2 in place of 6 before a sigmoid",
      settings: [.flag("sigmoid", "whether a sigmoid follows", false)]
    ) { fan, v, generator in
      uniform(fan, ((v[flag: "sigmoid"] ? 2 : 6) / Double(fan.inputs + fan.outputs)).squareRoot(), &generator)
    },
  ]

  private static func normal(_ fan: Initialization.Fan, _ deviation: Double, _ generator: inout SeededGenerator)
    -> [Float]
  {
    (0..<fan.count).map { _ in Float(deviation * generator.normal()) }
  }

  private static func uniform(_ fan: Initialization.Fan, _ bound: Double, _ generator: inout SeededGenerator) -> [Float]
  {
    (0..<fan.count).map { _ in Float(bound * (2 * generator.uniform() - 1)) }
  }

  /// Rows or columns, whichever are fewer, made orthonormal one after another from normal draws (modified Gram and Schmidt, twice).
  private static func orthogonal(_ fan: Initialization.Fan, _ gain: Double, _ generator: inout SeededGenerator)
    -> [Float]
  {
    let (rows, columns) = (fan.count / fan.outputs, fan.outputs)
    let (count, length) = (min(rows, columns), max(rows, columns))
    var basis: [[Double]] = []
    while basis.count < count {
      var vector = (0..<length).map { _ in generator.normal() }
      for _ in 0..<2 {
        for other in basis {
          let part = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          for index in vector.indices { vector[index] -= part * other[index] }
        }
      }
      let size = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard size > 1e-9 else { continue }
      basis.append(vector.map { $0 / size })
    }
    return (0..<rows).flatMap { row in
      (0..<columns).map { column in Float(gain * (rows <= columns ? basis[row][column] : basis[column][row])) }
    }
  }
}
