internal import FoundationEssentials
public import GradusLearning

/// The arrays of a model by name, in single precision, with words about them: what safetensors, npz and JSON files hold alike.
struct NamedArrays: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let name: String
    let shape: [Int]
    let values: [Float]
  }

  /// In the order of the file.
  var entries: [Entry]
  var words: [String: String]

  subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// What the keys of words begin with in files that are read by others too.
  static let prefix = "gradus."

  /// The arrays of a model, named as someone names them.
  ///
  /// - Throws: `ExchangeError` where the network has what these names do not tell.
  init(_ model: TrainedModel, _ names: ArrayNames, file: String) throws {
    let places: [ArrayPlace]
    do { places = try names.places(of: model.network) } catch {
      throw ExchangeError(
        .unsupported, file: file, "cannot be written with the names of \(names.rawValue): \(error.description)")
    }
    entries = places.map { place in
      let values = model.parameters[place.parameter.name] ?? []
      return Entry(
        name: place.name, shape: place.shape, values: place.turned(values, from: place.parameter.shape))
    }
    words = ModelWords.words(of: model, prefix: Self.prefix)
    words[Self.prefix + "names"] = names.rawValue
    words[Self.prefix + "tests"] = try TestVectors(model).text
  }

  init(_ entries: [Entry], words: [String: String]) { (self.entries, self.words) = (entries, words) }

  /// The model, where the words say which it is; it is tried on the test vectors.
  ///
  /// - Returns: nil where the file is another's.
  func model(file: String) throws -> TrainedModel? {
    guard words[Self.prefix + "network"] != nil else { return nil }
    let known = try ModelWords(words, prefix: Self.prefix, file: file)
    guard let names = ArrayNames(rawValue: words[Self.prefix + "names"] ?? "") else {
      throw ExchangeError(.malformed, file: file, "has arrays with unknown names")
    }
    var parameters: [String: [Float]] = [:]
    do {
      for place in try names.places(of: known.network) {
        guard let entry = self[place.name], entry.shape == place.shape else {
          throw ExchangeError(
            .malformed, file: file, "has no array \(place.name) of shape \(place.shape), which its network needs")
        }
        parameters[place.parameter.name] = place.turned(entry.values, from: entry.shape)
      }
    } catch let fault as ArrayNamesFault { throw ExchangeError(.malformed, file: file, fault.description) }
    let model = try TrainedModel(network: known.network, parameters: parameters, task: known.task, form: known.form)
    if let tests = words[Self.prefix + "tests"] { try TestVectors(tests, file: file).check(model, file: file) }
    return model
  }
}

/// A model in files of arrays that other programs read: safetensors, npz and JSON.
public enum ModelArrayFile {
  /// The bytes of a safetensors file; with PyTorch's names `torch.nn.Sequential.load_state_dict` takes it.
  ///
  /// - Throws: `ExchangeError` where the network has what these names do not tell.
  public static func safetensors(_ model: TrainedModel, names: ArrayNames, named file: String) throws -> [UInt8] {
    let arrays = try NamedArrays(model, names, file: file)
    let tensors = arrays.entries.map { NamedTensor(name: $0.name, shape: $0.shape, values: $0.values) }
    var words = arrays.words
    if names == .torch { words["format"] = "pt" }
    return Safetensors(tensors: tensors, metadata: words).file
  }

  /// The bytes of a zip archive of NumPy arrays; what is known of the model besides is the array `gradus`, the bytes of a JSON text.
  ///
  /// - Throws: `ExchangeError` where the network has what these names do not tell.
  public static func numPyArchive(_ model: TrainedModel, names: ArrayNames, named file: String) throws -> [UInt8] {
    let arrays = try NamedArrays(model, names, file: file)
    let words = ("gradus", NumPyArray.file(bytes: Array(GradusExchange.json(arrays.words).utf8)))
    let members = arrays.entries.map { ($0.name, NumPyArray.file($0.values, shape: $0.shape)) } + [words]
    return ZipArchive.file(of: members.map { ("\($0.0).npy", $0.1) })
  }

  /// A JSON text: the words of the model, and every array as a list with its shape.
  public static func json(_ model: TrainedModel, named file: String) throws -> [UInt8] {
    Array(GradusExchange.json(ModelText(try NamedArrays(model, .gradus, file: file))).utf8) + [UInt8(ascii: "\n")]
  }
}

/// A model as JSON.
struct ModelText: Codable {
  struct Array: Codable {
    var shape: [Int]
    var values: [Float]
  }
  var format: String
  var words: [String: String]
  var arrays: [String: Array]

  init(_ named: NamedArrays) {
    format = "gradus"
    words = named.words
    arrays = Dictionary(
      uniqueKeysWithValues: named.entries.map { ($0.name, Array(shape: $0.shape, values: $0.values)) })
  }

  var named: NamedArrays {
    NamedArrays(
      arrays.sorted { $0.key < $1.key }.map { .init(name: $0.key, shape: $0.value.shape, values: $0.value.values) },
      words: words)
  }
}
