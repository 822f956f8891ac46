import Foundation
import GradusExchange
import GradusExpression
import GradusLearning
import GradusOptimization

/// Whole files, from which damaged ones are made.
enum Samples {
  static func image(_ height: Int, _ width: Int, _ channels: Int) -> RasterImage {
    let shape = ImageShape(height: height, width: width, channels: channels)
    return RasterImage(shape: shape, pixels: (0..<shape.count).map { UInt8(truncatingIfNeeded: $0 * 37) })
  }

  static let arrays = [
    IDX(sizes: [5], bytes: [0, 1, 2, 3, 9]), IDX(sizes: [3, 2, 4], bytes: (0..<24).map { UInt8($0 * 7 % 256) }),
    IDX(sizes: [2, 2, 2, 3], bytes: Array(0..<24)), IDX(sizes: [0, 4, 4], bytes: []),
  ]
  static let idx = arrays.map { $0.file() }
  static let gzip =
    arrays.map { $0.file(compressed: true) } + [
      IDX(sizes: [40, 10, 10], bytes: Array(repeating: 7, count: 4000)).file(compressed: true)
    ]
  static let png = [image(1, 1, 1), image(5, 7, 1), image(4, 3, 3), image(16, 16, 1)].map { image in
    (try? PNG.encode(image, for: "x")) ?? []
  }

  static let safetensors = [
    Safetensors().file,
    Safetensors(
      tensors: [
        NamedTensor(name: "a", shape: [2, 3], values: [1, 2, 3, 4, 5, 6] as [Float]),
        NamedTensor(name: "b \"quoted\" ü", shape: [], values: [0.5] as [Double]),
        NamedTensor(name: "c", type: .u8, shape: [0, 3], bytes: []),
      ], metadata: ["format": "pt", "note": "x"]
    ).file,
  ]

  static let numPy: [[UInt8]] = {
    func file(_ type: String, _ shape: String, _ body: [UInt8], order: String = "False", version: UInt8 = 1) -> [UInt8]
    {
      let header = Array("{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }\n".utf8)
      let length = (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
      return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + header + body
    }
    let numbers = (0..<48).map { UInt8($0 * 5) }
    return [
      file("<f8", "(2, 3)", numbers), file("<f8", "(3, 2)", numbers, order: "True", version: 2),
      file("<f4", "(2, 2, 3)", numbers), file("|u1", "(48,)", numbers, version: 3), file("<i8", "(6,)", numbers),
      file("<i2", "()", [1, 2]), file("|b1", "(0, 4)", []),
    ]
  }()

  static let numPyArchives = [(0, [numPy[0], numPy[3]]), (2, [numPy[4]])].map { comment, files in
    func word(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var (archive, directory): ([UInt8], [UInt8]) = ([], [])
    for (place, file) in files.enumerated() {
      let name = Array("a\(place).npy".utf8)
      let common =
        word(0, 8) + word(Int(checkSum(file[...])), 4) + word(file.count, 4) + word(file.count, 4) + word(name.count, 2)
      directory += [0x50, 0x4b, 1, 2, 20, 0, 20, 0] + common + word(0, 12) + word(archive.count, 4) + name
      archive += [0x50, 0x4b, 3, 4, 20, 0] + common + word(0, 2) + name + file
    }
    let end =
      [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + word(files.count, 2) + word(files.count, 2) + word(directory.count, 4)
      + word(archive.count, 4) + word(comment, 2) + word(0, comment)
    return archive + directory + end
  }

  static let tables = [
    "1,2,3\n4,5,6\n", "# numbers\n1;2\n3;-4.5e-3\n", "1\t2\n\n3\t4", "1 2  3\n 4 5 6 \n", "0.1\n1e5\n-7\nnan\n",
    "1, 2\r\n3, inf\r\n", "\u{feff}Länge;\"a \"\"b\"\"\"\r\n1,5;2\r\n-0,25;\"3\"\r\n;\r\n", "sep=;\n1;2;\n",
    "x,y\n\"1,5\",2\n",
  ].map { Array($0.utf8) }

  static let networks = [
    #"{"layers": [{"weights": [[2, 1, 3], [2, -1, 1]], "biases": [1, 0, -1], "activation": "relu"}, "#
      + #"{"weights": [[3], [1], [2]], "biases": [1], "activation": "identity"}]}"#,
    #"{"layers": [{"weights": [[0.5, -1e-3]], "biases": [0, 1], "activation": "softmax"}]}"#,
    #"{"layers":[{"weights":[[1]],"biases":[2]},{"weights":[[1]],"biases":[0],"activation":"tanh"}]}"#,
  ].map { Array($0.utf8) }

  /// A few images to go on training with.
  static let images = try! Dataset(
    pixels: (0..<72).map { UInt8($0 * 3) }, labels: (0..<12).map { UInt8($0 % 3) }, classNames: ["a", "b", "c"],
    imageShape: ImageShape(height: 2, width: 3))

  /// A model with a place in training for an optimiser.
  static func model(_ optimizer: Optimizer, _ schedule: Schedule) -> Safetensors {
    var generator = SeededGenerator(seed: 5)
    let network = try! Network(inputs: 6, hidden: [4], activation: .tanh, classes: 3)
    let parameters = network.initialParameters(using: &generator)
    let trained = try! TrainedModel(
      network: network, parameters: parameters, classNames: ["a", "b", "c"], imageShape: images.imageShape!)
    let memories = network.trained.flatMap { parameter in
      optimizer.memories(of: parameter.symbol).map {
        ("\($0.name).\(parameter.name)", Array(repeating: Float(0.5), count: parameter.count))
      }
    }
    let settings = TrainingSettings(
      optimizer: optimizer, learningRate: 0.1, schedule: schedule, weightDecay: Rational(1, 1000), batchSize: 5,
      lastBatch: .keep, epochs: 7, seed: 3, validationFraction: 0.1)
    let state = TrainingState(
      network: network, settings: settings, epoch: 2, step: 6, generator: generator, parameters: parameters,
      memories: Dictionary(uniqueKeysWithValues: memories), dataFingerprint: images.fingerprint,
      history: [EpochReport(epoch: 1, seconds: nil, loss: 0.3, accuracy: 0.9, validationAccuracy: 0.5)])
    return ModelFile(trained, training: state).safetensors
  }

  static let training = model(
    .momentum(Rational(9, 10)), .warmup(steps: 3, then: .cosine(steps: 100, floor: Rational(1, 10))))
  /// The settings and the place of that training in JSON, damaged.
  static func damagedSettings(_ generator: inout SplitMix64) -> String {
    String(decoding: generator.mutated(Array(training.metadata["training"]!.utf8)), as: UTF8.self)
  }

  static let models = [
    training.file, model(.adam(), .step(every: 5, factor: Rational(1, 2))).file,
    model(.gradientDescent, .constant).file,
  ]

  static let sheets = [
    """
    ## 1 Linear algebra
    ```gradus
    P = [3 6; 2 4]
    a = (1, 2)
    a) x = P * a
    b) solve P*x = a for x
    c) the inverse of [1 2; 3 4]
    ```
    """,
    """
    # Derivatives
    Some *prose* with [a link](https://example.org).
    ```gradus
    f(x) = x^2 + sin(3*x)
    a) derivative of f
    b) f'(2)
    options
    ```
    ## 2
    ```gradus
    x: [2]
    g(x) = x'*x + (1, 2)'*x
    gradient of g at (1, 2)
    Is g convex?
    minimise g
    ```
    """,
    """
    ```gradus
    N = network([2 1; 2 -1], (1, 0), relu; [3; 1], 1)
    forward N at (1, 3)
    backward N at (1, 3) with target 30 and step length 0.1
    step of gradient descent on x^2 + y^2 from (1, 3) with length 0.1
    solve x^2 - 3*x + 1 = 0
    solve x + y = 3 and x - y = 1
    show sin(x)^2 + cos(x)^2 = 1
    ```
    """,
  ].map { Array($0.utf8) }
}
