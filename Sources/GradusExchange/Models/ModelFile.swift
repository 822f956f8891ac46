internal import FoundationEssentials
internal import GradusExpression
public import GradusLearning
internal import GradusOptimization

/// A model in a safetensors file, with what training needs to go on from it.
///
/// The arrays are `layers.0.weight` of shape (inputs, outputs), `layers.0.bias` and so on, in single precision, and what
/// the optimiser remembers of them: `velocity.layers.0.weight`. Where the model is not what training goes on from, that is there
/// as `trained.layers.0.weight`. The words of the file are
///
/// - `format`: `gradus`
/// - `network`, `task`, `input`: JSON, with what is told, and what is seen: images, whose bytes are scaled to [0, 1], numbers, or what is
///   made of the columns of a table
/// - `training`, where training can go on: JSON with the settings, the epoch, the generator's state and the history.
public struct ModelFile: Hashable, Sendable {
  /// The network with its parameters, what it tells and what it sees.
  public let model: TrainedModel
  /// Where training stands; nil for a model alone.
  public let training: TrainingState?

  /// Traps where the state is of another network.
  public init(_ model: TrainedModel, training: TrainingState? = nil) {
    precondition(training.map { $0.network == model.network } ?? true, "a training state of another network")
    self.model = model
    self.training = training
  }

  /// Reads a file.
  ///
  /// - Throws: `ExchangeError` where it is missing, no safetensors file, or no model of Gradus.
  public init(contentsOf path: String) throws(ExchangeError) {
    let bytes = try FileBytes.read(path)
    if let format = ForeignFormat(bytes) { throw ExchangeError(.unsupported, file: path, format.advice) }
    try self.init(Safetensors(file: bytes, named: path), named: path)
  }

  /// Reads the content of a file.
  ///
  /// - Parameters:
  ///   - name: what errors call the file.
  ///   - readsAnyNumbers: whether weights may be infinite or undefined, for whoever only looks at the file.
  package init(
    _ file: Safetensors, named name: String, readsAnyNumbers: Bool = false
  ) throws(ExchangeError) {
    func malformed(_ reason: String) -> ExchangeError { ExchangeError(.malformed, file: name, reason) }
    guard file.metadata["format"] == "gradus" else {
      throw malformed(
        "is a safetensors file, but no model that `gradus train` wrote; `gradus import` reads the arrays of others")
    }
    let words = try ModelWords(file.metadata, file: name)
    var values: [String: [Float]] = [:]
    for tensor in file.tensors {
      guard tensor.type == .f32, let floats = tensor.floats else {
        throw malformed("its array \"\(tensor.name)\" has the type \(tensor.type.rawValue), not F32")
      }
      values[tensor.name] = floats
    }
    do {
      for parameter in words.network.parameters {
        if let shape = file[name: parameter.name]?.shape, shape != parameter.shape {
          throw malformed("its array \"\(parameter.name)\" has the shape \(shape), not \(parameter.shape)")
        }
        if !readsAnyNumbers, let numbers = values[parameter.name], !numbers.allSatisfy(\.isFinite) {
          throw malformed("its array \"\(parameter.name)\" holds numbers that are not finite")
        }
      }
      let parameters = values.filter { $0.key.hasPrefix("layers.") }
      let model = try TrainedModel(network: words.network, parameters: parameters, task: words.task, form: words.form)
      self.model = model
      training = try file.metadata["training"].map {
        try TrainingDocument($0, key: "training", file: name)
          .state(of: model, memories: values.filter { !$0.key.hasPrefix("layers.") })
      }
    } catch let error as ExchangeError {
      throw error
    } catch {
      throw malformed("is no model: \(error)")
    }
  }

  /// Writes the file; whoever reads it meanwhile sees the old one or the whole new one.
  ///
  /// - Throws: `ExchangeError` where it cannot be written.
  public func write(to path: String) throws(ExchangeError) { try safetensors.write(to: path) }

  /// The content of the file.
  public var safetensors: Safetensors {
    let network = model.network
    var tensors = network.parameters.map { parameter in
      NamedTensor(name: parameter.name, shape: parameter.shape, values: model.parameters[parameter.name] ?? [])
    }
    var words = ModelWords.words(of: model)
    words["format"] = "gradus"
    if let training {
      words["training"] = json(TrainingDocument(training))
      let shapes = Dictionary(
        uniqueKeysWithValues: network.trained.flatMap { parameter in
          training.settings.optimizer.memories(of: parameter.symbol).map { memory in
            (memory.name(of: parameter), memory.lengths)
          }
        })
      // A model that is the best epoch, or a mean over the steps, is not what training goes on from.
      if training.parameters != model.parameters {
        for parameter in network.parameters {
          tensors.append(
            NamedTensor(
              name: "trained.\(parameter.name)", shape: parameter.shape,
              values: training.parameters[parameter.name] ?? []))
        }
      }
      for (name, values) in training.memories.sorted(by: { $0.key < $1.key }) {
        tensors.append(NamedTensor(name: name, shape: shapes[name] ?? [values.count], values: values))
      }
    }
    return Safetensors(tensors: tensors, metadata: words)
  }

  /// Whether there is a file of this name that begins as a model does; what it says may still be wrong.
  package static func isModel(_ path: String) -> Bool {
    guard let start = try? FileBytes.read(path, atMost: 8), start.count == 8 else { return false }
    let length = start.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Safetensors.headerLimit), let text = try? FileBytes.read(path, atMost: 8 + Int(length)),
      let header = try? JSONDecoder().decode(SafetensorsHeader.self, from: Data(text.dropFirst(8)))
    else { return false }
    return header.metadata["format"] == "gradus"
  }
}
