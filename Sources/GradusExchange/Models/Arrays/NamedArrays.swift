internal import FoundationEssentials
public import GradusLearning

/// The arrays of a model by name, in single precision, with words about them: what safetensors, npz and JSON files hold alike.
struct NamedArrays: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let name: String
    let shape: [Int]
    let values: [Float]

    /// A matrix on its side; anything else as it is.
    var transposed: Entry {
      guard shape.count == 2 else { return self }
      let (rows, columns) = (shape[0], shape[1])
      var result = values
      for row in 0..<rows { for column in 0..<columns { result[column * rows + row] = values[row * columns + column] } }
      return Entry(name: name, shape: [columns, rows], values: result)
    }
  }

  /// In the order of the file.
  var entries: [Entry]
  var words: [String: String]

  subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// The word that says whose names the arrays have.
  private static let namesKey = ModelWords.prefix + "names"

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
      let own = Entry(name: place.name, shape: place.parameter.shape, values: values)
      return place.isTransposed ? own.transposed : own
    }
    words = try ModelWords.exported(model)
    words[Self.namesKey] = names.rawValue
  }

  init(_ entries: [Entry], words: [String: String]) { (self.entries, self.words) = (entries, words) }

  /// The model, where the words say which it is; it is tried on the test vectors.
  ///
  /// - Returns: nil where the file is another's.
  func model(file: String) throws -> TrainedModel? {
    try ModelWords.model(exportedAs: words, file: file) { network in
      guard let names = ArrayNames(rawValue: words[Self.namesKey] ?? "") else {
        throw ExchangeError(.malformed, file: file, "has arrays with unknown names")
      }
      let places: [ArrayPlace]
      do throws(ArrayNamesFault) { places = try names.places(of: network) } catch {
        throw ExchangeError(.malformed, file: file, error.description)
      }
      var parameters: [String: [Float]] = [:]
      for place in places {
        guard let entry = self[place.name], entry.shape == place.shape else {
          throw ExchangeError(
            .malformed, file: file, "has no array \(place.name) of shape \(place.shape), which its network needs")
        }
        parameters[place.parameter.name] = (place.isTransposed ? entry.transposed : entry).values
      }
      return parameters
    }
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
