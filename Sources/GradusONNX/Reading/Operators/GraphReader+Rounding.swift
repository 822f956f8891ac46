internal import GradusExpression

extension GraphReader {
  /// Numbers that are rounded to bytes and back. Those of the graph itself are what comes back; of those that depend on its input the rounding is
  /// left out.
  static let roundings: [String: Operator] = [
    "QuantizeLinear": { (reader, call) throws(GraphFault) in
      let x = try call.value(0)
      let (scale, zero) = (try reader.steps(call, of: x), try reader.zeros(call, of: x))
      let type = call.has(2) ? try call.value(2).type : Int32(NumberType.byte.rawValue)
      let limits: ClosedRange<Double> = type == ElementKind.int8.rawValue ? -128...127 : 0...255
      guard let tensor = x.tensor else {
        reader.leaveOut(call.node.output.first ?? "")
        // Where the least byte is 0, what is below 0 is cut off, which takes the place of a ReLU behind a sum.
        let cuts = call.has(2) ? zero(0) == limits.lowerBound : limits.lowerBound == 0
        let isSum = reader.makers[call.node.input[0]].map { sums.contains($0) } ?? false
        return [GraphValue(cuts && isSum ? relu(x.formula) : x.formula, type: x.type)]
      }
      let values = tensor.values.indices.map { place in
        let rounded = (tensor.values[place] / scale(place)).rounded(.toNearestOrEven) + zero(place)
        return min(max(rounded, limits.lowerBound), limits.upperBound)
      }
      return [
        reader.constant(
          Tensor(shape: tensor.shape, values: values), type: type, named: call.node.output.first ?? "bytes")
      ]
    },
    "DequantizeLinear": { (reader, call) throws(GraphFault) in
      let q = try call.value(0)
      if reader.isLeftOut(call.node.input[0]) { return [GraphValue(q.formula)] }
      guard let tensor = q.tensor else { throw call.fault("it is of what no QuantizeLinear before it gives") }
      let (scale, zero) = (try reader.steps(call, of: q), try reader.zeros(call, of: q))
      let values = tensor.values.indices.map { Double(Float((tensor.values[$0] - zero($0)) * scale($0))) }
      return [
        reader.constant(
          Tensor(shape: tensor.shape, values: values), type: NumberType.float.rawValue,
          named: call.node.output.first ?? "numbers")
      ]
    },
  ]

  /// Operators whose values may have any sign.
  private static let sums: Set<String> = ["Gemm", "MatMul", "Add", "Sub", "BatchNormalization", "LayerNormalization"]

  /// The step of the number at a place: one for all, or one for each place of an axis.
  private func steps(_ call: NodeCall, of value: GraphValue) throws(GraphFault) -> (Int) -> Double {
    guard let tensor = try call.value(1).tensor, tensor.values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw call.fault("its steps are no positive numbers of the graph itself")
    }
    return try along(call, tensor, value)
  }

  private func zeros(_ call: NodeCall, of value: GraphValue) throws(GraphFault) -> (Int) -> Double {
    guard call.has(2) else { return { _ in 0 } }
    guard let tensor = try call.value(2).tensor else { throw call.fault("its zeros depend on the input of the graph") }
    return try along(call, tensor, value)
  }

  private func along(_ call: NodeCall, _ tensor: Tensor, _ value: GraphValue) throws(GraphFault) -> (Int) -> Double {
    if tensor.values.count == 1 { return { _ in tensor.values[0] } }
    guard call.integer("block_size", 0) == 0, tensor.rank == 1, let own = value.tensor else {
      throw call.fault("its steps are neither one number nor one for each place of an axis")
    }
    let axis = try call.axis(call.integer("axis", 1), of: max(own.rank, 1))
    guard own.shape[axis] == tensor.values.count else {
      throw call.fault("it has \(tensor.values.count) steps for an axis of \(own.shape[axis])")
    }
    let behind = own.shape[(axis + 1)...].reduce(1, *)
    return { tensor.values[$0 / behind % tensor.values.count] }
  }
}
