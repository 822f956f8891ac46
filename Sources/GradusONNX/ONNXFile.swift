internal import Foundation
public import GradusExchange
public import GradusExpression
public import GradusLearning
internal import SwiftProtobuf

/// Models in the format of the Open Neural Network Exchange.
///
/// Source: "Open Neural Network Exchange Intermediate Representation Specification", https://github.com/onnx/onnx/blob/main/docs/IR.md
public enum ONNXFile {
  /// The versions of the operators that are written.
  public static var writtenOperators: ClosedRange<Int> { OperatorVersion.written }

  /// The bytes of a file with the model in it: its preparation, its layers, what it tells, and a few test vectors. The same model gives the
  /// same bytes.
  ///
  /// - Parameters:
  ///   - opset: the version of the operators, 17 to 23.
  ///   - name: what errors call the file.
  /// - Throws: `ExchangeError` where a part of the model has no operators.
  public static func bytes(of model: TrainedModel, opset: Int = 17, named name: String) throws -> [UInt8] {
    try bytes(of: model, opset, roundedOn: nil, name)
  }

  /// The same with dense products of bytes, each column of the weights with a step of its own. What goes into them is rounded by its least and its
  /// greatest number over examples, as the formats that others call QDQ have it.
  ///
  /// - Parameter examples: some that are like those to come.
  /// - Throws: `ExchangeError` where a part of the model has no operators, or none of its products has weights of its own; `TrainingError` where the
  ///   examples do not fit the network.
  public static func bytes(
    of model: TrainedModel, opset: Int = 17, roundedOn examples: Examples, named name: String
  ) throws -> [UInt8] { try bytes(of: model, opset, roundedOn: examples, name) }

  private static func bytes(
    of model: TrainedModel, _ opset: Int, roundedOn examples: Examples?, _ name: String
  ) throws -> [UInt8] {
    guard OperatorVersion.written.contains(opset) else {
      throw ExchangeError(
        .unsupported, file: name,
        "operators of version \(opset): \(OperatorVersion.written.lowerBound) to \(OperatorVersion.written.upperBound) are written"
      )
    }
    var proto: Onnx_ModelProto
    do {
      let rounding = try examples.map { try ByteRounding(model, opset: opset, on: $0) }
      var writer = ModelWriter(rounding?.model ?? model, opset: opset)
      proto = try writer.proto()
      if let rounding { proto.round(rounding) }
    } catch let error as UnwritableFormula {
      throw ExchangeError(.unsupported, file: name, "cannot be written: \(error)")
    }
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    return try proto.serializedBytes(options: options)
  }
}

extension ONNXFile {
  /// Reads a model: one that we wrote says all of itself, of another the layers are found in its graph.
  ///
  /// - Throws: `ExchangeError` that names the node that is not read, or the part of the formula that is no layer.
  public static func model(contentsOf path: String, _ choices: ImportChoices) throws -> ImportedModel {
    try model(file: FileBytes.read(path), named: path, choices)
  }

  /// Reads the bytes of a file; `name` is what errors call it, and the file whose folder may hold arrays.
  public static func model(file: [UInt8], named name: String, _ choices: ImportChoices) throws -> ImportedModel {
    let proto = try proto(file, named: name)
    if let own = try ownModel(proto, named: name) {
      let isRounded = proto.graph.node.contains { $0.opType == "QuantizeLinear" }
      return ImportedModel(own, notes: isRounded ? [roundingNote] : [])
    }
    let folder = choices.readsOtherFiles ? ExternalData(beside: name) : nil
    let outputs = proto.graph.output.map(\.name)
    var fault: GraphFault?
    // A graph for one example at a time may do with any number of them.
    for isBatchFree in [true, false] {
      let found: FoundNetwork
      var notes: [String] = []
      do throws(GraphFault) {
        let reader = try GraphReader(proto, isBatchFree: isBatchFree, data: folder?.read)
        found = try FoundNetwork(reader, outputs: outputs)
        if reader.leavesRounding { notes.append(roundingNote) }
      } catch {
        fault = fault ?? error
        continue
      }
      return try ImportedModel(
        found.network, found.parameters, choices, names: found.classNames,
        images: found.seesBytes ? ImageShape(lengths: found.inputShape) : nil, notes: notes, file: name)
    }
    throw ExchangeError(.unsupported, file: name, "is read as a network no further: \(fault.map(\.description) ?? "")")
  }

  private static var roundingNote: String {
    "its weights are those of bytes; what goes into its products is rounded to bytes where the file is run, and is not here"
  }

  /// The model of a file that we wrote, tried on its test vectors; nil for another's.
  private static func ownModel(_ proto: Onnx_ModelProto, named name: String) throws -> TrainedModel? {
    let words = Dictionary(proto.metadataProps.map { ($0.key, $0.value) }) { first, _ in first }
    return try ModelWords.model(exportedAs: words, file: name) { network in
      var parameters: [String: [Float]] = [:]
      let arrays = Dictionary(proto.graph.initializer.map { ($0.name, $0) }) { first, _ in first }
      for parameter in network.parameters {
        let rounded = arrays[parameter.name] == nil ? arrays[parameter.name + RoundedName.bytes] : nil
        guard let array = rounded ?? arrays[parameter.name],
          array.dims.map({ Int(clamping: $0) }) == parameter.shape
        else {
          throw ExchangeError(.malformed, file: name, "has no array \(parameter.name) of shape \(parameter.shape)")
        }
        do throws(GraphFault) {
          var values = try TensorReader.tensor(array).values.map { Float($0) }
          if rounded != nil {
            let steps = try arrays[parameter.name + RoundedName.scale].map { (array) throws(GraphFault) in
              try TensorReader.tensor(array).values.map { Float($0) }
            }
            guard let steps, steps.count == parameter.shape.last else {
              throw GraphFault("the steps of \(parameter.name) are missing")
            }
            values = values.indices.map { values[$0] * steps[$0 % steps.count] }
          }
          parameters[parameter.name] = values
        } catch {
          throw ExchangeError(.malformed, file: name, "\(error)")
        }
      }
      return parameters
    }
  }
}

extension ImageShape {
  /// Rows, columns, and perhaps colours; nil for other lengths.
  fileprivate init?(lengths: [Int]) {
    guard (2...3).contains(lengths.count), lengths.allSatisfy({ $0 > 0 }) else { return nil }
    self.init(height: lengths[0], width: lengths[1], channels: lengths.count == 3 ? lengths[2] : 1)
  }
}

/// A graph as formulas: what comes out, of what goes in and of the arrays that belong to it.
public struct ONNXGraph: Sendable {
  /// What goes in and is no array of its own, in order.
  public let inputs: [Symbol]
  /// The numbers of its arrays, by the names of their symbols.
  public let arrays: [String: Tensor]
  /// What comes out, in order; labels and texts are left out.
  public let outputs: [(name: String, formula: Formula)]

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - name: what errors call the file.
  ///   - known: inputs that have the same values at every use, as lengths and axes.
  /// - Throws: `ExchangeError` that names the node and the operator that are not read.
  public init(file: [UInt8], named name: String, known: [String: (Tensor, type: Int32)] = [:]) throws(ExchangeError) {
    let proto = try ONNXFile.proto(file, named: name)
    do throws(GraphFault) {
      let values = known.mapValues {
        GraphValue($0.0.exactFormula(isDouble: true) ?? .zero($0.0.shape.map(Size.number)), $0.0, type: $0.type)
      }
      let reader = try GraphReader(proto, known: values)
      inputs = reader.inputs
      arrays = reader.arrays
      outputs = proto.graph.output.compactMap { output in reader[output.name].map { (output.name, $0.formula) } }
    } catch { throw ExchangeError(.unsupported, file: name, "\(error)") }
  }
}

extension ONNXFile {
  /// The most bytes that a file may have: what the format itself allows.
  static let limit = 1 << 31

  /// The messages in a file.
  ///
  /// - Throws: `ExchangeError` where it is none of the format, or nested without end.
  static func proto(_ file: [UInt8], named name: String) throws(ExchangeError) -> Onnx_ModelProto {
    guard file.count < limit else {
      throw ExchangeError(.unsupported, file: name, "has \(file.count) bytes; at most \(limit) are read")
    }
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = 64
    let proto: Onnx_ModelProto
    do { proto = try Onnx_ModelProto(serializedBytes: file, options: options) } catch {
      throw ExchangeError(.malformed, file: name, "is no ONNX model, or a damaged one: its messages cannot be read")
    }
    guard proto.hasGraph, !proto.graph.output.isEmpty else {
      throw ExchangeError(.malformed, file: name, "is no ONNX model: it has no graph")
    }
    return proto
  }
}
