/// What a file is that is given where a model was expected, by how it begins.
package enum ForeignFormat: String, CaseIterable, Sendable {
  case onnx, npz, torch, keras, hdf5, pickle, tensorFlowLite, json

  /// What the bytes are; nil where they are none of these.
  package init?(_ bytes: [UInt8]) {
    if ZipArchive.isZip(bytes) {
      let names = (try? ZipArchive(bytes, file: ""))?.entries.map(\.name) ?? []
      if names.contains(where: { $0.hasSuffix("data.pkl") }) {
        self = .torch
      } else if names.contains("config.json") {
        self = .keras
      } else if names.contains(where: { $0.hasSuffix(".npy") }) {
        self = .npz
      } else {
        return nil
      }
    } else if bytes.starts(with: [0x89] + Array("HDF\r\n".utf8)) {
      self = .hdf5
    } else if bytes.count > 8, bytes[4..<8].allSatisfy({ $0 == 0 }), bytes[8] == UInt8(ascii: "{") {
      // The length of a header, which may be any bytes, and the header: safetensors.
      return nil
    } else if bytes.first == 0x80, bytes.count > 1, (2...5).contains(bytes[1]) {
      self = .pickle
    } else if bytes.dropFirst(4).starts(with: Array("TFL3".utf8)) {
      self = .tensorFlowLite
    } else if bytes.first == UInt8(ascii: "{"), bytes.prefix(4096).contains(UInt8(ascii: "\"")) {
      self = .json
    } else if bytes.count > 8, bytes[0] == 0x08, (1...32).contains(bytes[1]),
      [0x12, 0x1a, 0x22, 0x2a, 0x32, 0x3a, 0x42].contains(bytes[2])
    {
      // Field 1, the version of the format, and then one of the fields that follow it.
      self = .onnx
    } else {
      return nil
    }
  }

  /// What the file is and what to do with it, after its name.
  package var advice: String {
    switch self {
    case .onnx: "is an ONNX model: `gradus import FILE --output model.safetensors` makes a model of it"
    case .npz: "is an archive of NumPy arrays: `gradus import FILE --output model.safetensors` makes a model of it"
    case .json: "is a JSON text: `gradus import FILE --output model.safetensors` reads what `gradus export` wrote"
    case .torch, .pickle:
      "is a pickle of Python, which is a program and is not run here; save the state as safetensors, safetensors.torch.save_file(model.state_dict(), \"state.safetensors\"), and `gradus import` reads it"
    case .keras, .hdf5:
      "is a file of Keras (HDF5); save the arrays, numpy.savez(\"weights.npz\", *model.get_weights()), and `gradus import` reads them"
    case .tensorFlowLite: "is a TensorFlow Lite model; export the network as ONNX, and `gradus import` reads it"
    }
  }

  /// What the file is where data to learn from were expected; nil where it may be data.
  var adviceForData: String? {
    switch self {
    case .onnx, .torch, .keras, .tensorFlowLite: "\(advice); it is a model, and no data to learn from"
    case .pickle:
      "is a pickle of Python, which is a program and is not run here; save data as CSV, table.to_csv(\"data.csv\", index=False), or as arrays, numpy.savez(\"data.npz\", X=x, y=y)"
    case .hdf5:
      "is a file of HDF5, which is not read: save data as arrays, numpy.savez(\"data.npz\", X=x, y=y), and the weights of a model with numpy.savez(\"weights.npz\", *model.get_weights()), which `gradus import` reads"
    case .npz, .json: nil
    }
  }

  /// Whether `gradus import` reads it.
  package var isImported: Bool {
    switch self {
    case .onnx, .npz, .json: true
    case .torch, .keras, .hdf5, .pickle, .tensorFlowLite: false
    }
  }
}
