internal import GradusExpression

extension GraphReader {
  /// Operators that choose entries or lay values side by side: products with tables of zeros and ones.
  static let selections: [String: Operator] = [
    "Concat": { (reader, call) throws(GraphFault) in
      let parts = call.inputs.compactMap(\.self)
      guard let first = parts.first else { throw call.fault("it joins nothing") }
      let axis = try call.axis(call.integer("axis", 1), of: first.shape.count)
      let result = try joined(call, parts.map(\.formula), axis)
      reader.origins[result] = .joined(parts.map(\.formula))
      return [GraphValue(result, type: first.type)]
    },
    "Split": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      let axis = try call.axis(call.integer("axis", 0), of: x.shape.count)
      let length = try call.length(x.shape[axis])
      let size = (length + call.outputCount - 1) / max(call.outputCount, 1)
      let even = (0..<call.outputCount).map { min(size, max(length - $0 * size, 0)) }
      let counts = call.has(1) ? try call.integers(1) : call.integers("split") ?? even
      guard counts.allSatisfy({ $0 >= 0 && $0 <= length }), counts.count <= foldLimit, counts.reduce(0, +) == length
      else {
        throw call.fault("it splits \(length) into \(counts)")
      }
      var start = 0
      var results: [GraphValue] = []
      for count in counts {
        results.append(GraphValue(try selected(call, x.formula, Array(start..<start + count), axis), type: x.type))
        start += count
      }
      return results
    },
    "Slice": { (_, call) throws(GraphFault) in [try slice(call)] },
    "Gather": { (_, call) throws(GraphFault) in
      let (x, places) = (try call.value(0), try call.value(1))
      let axis = try call.axis(call.integer("axis", 0), of: x.shape.count)
      let length = try call.length(x.shape[axis])
      var chosen: [Int] = []
      for place in try call.integers(1) { chosen.append(try call.axis(place, of: length)) }
      let part = try selected(call, x.formula, chosen, axis)
      let shape = x.shape[..<axis] + places.shape + x.shape[(axis + 1)...]
      return [GraphValue(part.reshaped(to: Array(shape)), type: x.type)]
    },
    "Pad": { (_, call) throws(GraphFault) in [try padded(call)] },
    "Trilu": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      guard x.shape.count >= 2 else { throw call.fault("it is of \(x.shape)") }
      let (rows, columns) = (try call.length(x.shape[x.shape.count - 2]), try call.length(x.shape[x.shape.count - 1]))
      let offset = call.has(1) ? try call.integers(1).first ?? 0 : 0
      let isUpper = call.integer("upper", 1) != 0
      guard max(rows, columns) <= foldLimit, rows * columns <= foldLimit, rows > 0, columns > 0 else {
        throw call.fault("its matrices are \(rows) by \(columns)")
      }
      let marks = (0..<rows).flatMap { row in
        (0..<columns).map { Rational((isUpper ? $0 - row >= offset : $0 - row <= offset) ? 1 : 0) }
      }
      let mask = Formula.literal(shape: [rows, columns], marks).broadcast(
        to: x.shape, axes: [x.shape.count - 2, x.shape.count - 1])
      return [GraphValue(.product([x.formula, mask], flattening: false), type: x.type)]
    },
  ]

  /// The entries at places of an axis.
  private static func selected(
    _ call: NodeCall, _ x: Formula, _ places: [Int], _ axis: Int
  ) throws(GraphFault) -> Formula {
    guard !places.isEmpty else { throw call.fault("it gives a value without entries") }
    let length = try call.length(x.shape[axis])
    guard places.count * length <= 1 << 20 else { throw call.fault("it chooses \(places.count) of \(length)") }
    return x.selecting(places, along: axis)
  }

  /// Values side by side along an axis.
  private static func joined(_ call: NodeCall, _ parts: [Formula], _ axis: Int) throws(GraphFault) -> Formula {
    var lengths: [Int] = []
    for part in parts {
      guard part.rank == parts[0].rank else {
        throw call.fault("its values have \(parts[0].rank) and \(part.rank) axes")
      }
      for other in part.shape.indices where other != axis && part.shape[other] != parts[0].shape[other] {
        throw call.fault("the shapes \(parts[0].shape) and \(part.shape) do not fit")
      }
      lengths.append(try call.length(part.shape[axis]))
    }
    let whole = lengths.reduce(0, +)
    guard whole * (lengths.max() ?? 0) <= 1 << 20 else { throw call.fault("it joins \(whole) places") }
    var (terms, start): ([Formula], Int) = ([], 0)
    for (part, length) in zip(parts, lengths) where length > 0 {
      terms.append(part.placed(at: start, of: whole, along: axis))
      start += length
    }
    guard let shape = terms.first?.shape else { throw call.fault("it joins nothing") }
    return .sum(terms, shape: shape, flattening: false)
  }

  private static func slice(_ call: NodeCall) throws(GraphFault) -> GraphValue {
    let x = try call.value(0)
    var starts = call.integers("starts")
    var ends = call.integers("ends")
    var axes = call.integers("axes")
    var steps: [Int]?
    if call.has(1) { starts = try call.integers(1) }
    if call.has(2) { ends = try call.integers(2) }
    if call.has(3) { axes = try call.integers(3) }
    if call.has(4) { steps = try call.integers(4) }
    guard let starts, let ends, starts.count == ends.count else { throw call.fault("it has no starts and ends") }
    let along = try call.axes(axes ?? Array(starts.indices), of: x.shape.count)
    guard along.count == starts.count, steps?.count ?? starts.count == starts.count else {
      throw call.fault("its axes do not fit")
    }
    var result = x.formula
    for (place, axis) in along.enumerated() {
      let step = min(max(steps?[place] ?? 1, -entryLimit), entryLimit)
      guard step != 0 else { throw call.fault("it steps by 0") }
      guard x.shape[axis].value(in: [:]) != nil || starts[place] != 0 || ends[place] < Int(Int32.max) || step != 1
      else { continue }
      let length = try call.length(x.shape[axis])
      func clamped(_ value: Int, _ low: Int, _ high: Int) -> Int {
        min(max(value < 0 ? value + length : value, low), high)
      }
      let start = step > 0 ? clamped(starts[place], 0, length) : clamped(starts[place], 0, length - 1)
      let end = step > 0 ? clamped(ends[place], 0, length) : clamped(ends[place], -1, length - 1)
      let own = Array(stride(from: start, to: ends[place] < -length && step < 0 ? -1 : end, by: step))
      if own == Array(0..<length) { continue }
      result = try selected(call, result, own, axis)
    }
    return GraphValue(result, type: x.type)
  }

  /// Zeros, or another number, around a value.
  private static func padded(_ call: NodeCall) throws(GraphFault) -> GraphValue {
    let x = try call.value(0)
    let mode = call.text("mode", "constant")
    guard mode == "constant" else { throw call.fault("it pads by \(mode)") }
    let pads = call.has(1) ? try call.integers(1) : call.integers("pads") ?? []
    let axes = call.has(3) ? try call.axes(try call.integers(3), of: x.shape.count) : Array(x.shape.indices)
    if call.has(2), try call.formula(2).shape.contains(where: { $0 != 1 }) {
      throw call.fault("it pads with several numbers")
    }
    guard pads.count == 2 * axes.count else { throw call.fault("it has \(pads.count) pads for \(axes.count) axes") }
    let filler = call.has(2) ? try call.formula(2).reshaped(to: []) : .constant(try call.number("value", 0))
    var (result, inside) = (x.formula, Formula.ones(x.shape))
    for (place, axis) in axes.enumerated() {
      let (before, after) = (pads[place], pads[axes.count + place])
      guard before.magnitude <= foldLimit, after.magnitude <= foldLimit else {
        throw call.fault("it pads by \(before) and \(after)")
      }
      var length = try call.length(result.shape[axis])
      let kept = Array(max(-before, 0)..<max(length - max(-after, 0), max(-before, 0)))
      result = try selected(call, result, kept, axis)
      inside = try selected(call, inside, kept, axis)
      length = kept.count
      let whole = length + max(before, 0) + max(after, 0)
      guard whole * length <= 1 << 20 else { throw call.fault("it pads to \(whole)") }
      if whole == length { continue }
      result = result.placed(at: max(before, 0), of: whole, along: axis)
      inside = inside.placed(at: max(before, 0), of: whole, along: axis)
    }
    if filler.isZero { return GraphValue(result, type: x.type) }
    let outside = Formula.product([Formula.ones(inside.shape) - inside, filler])
    return GraphValue(result + outside, type: x.type)
  }
}

extension Formula {
  /// The entries at places of an axis, in that order: Σⱼ S(i, j) x(… j …) with a 1 in every row of S.
  func selecting(_ places: [Int], along axis: Int) -> Formula {
    guard case .number(let length) = shape[axis] else { preconditionFailure("places of \(shape[axis])") }
    if places == Array(0..<length) { return self }
    let table = places.flatMap { place in (0..<length).map { Rational($0 == place ? 1 : 0) } }
    return times(.literal(shape: [places.count, length], table), along: axis)
  }

  /// The formula at a place of a longer axis, with zeros around it.
  func placed(at start: Int, of length: Int, along axis: Int) -> Formula {
    guard case .number(let own) = shape[axis] else { preconditionFailure("places of \(shape[axis])") }
    if own == length { return self }
    let table = (0..<length).flatMap { place in (0..<own).map { Rational(place == start + $0 ? 1 : 0) } }
    return times(.literal(shape: [length, own], table), along: axis)
  }

  /// Σⱼ table(i, j) x(… j …)
  private func times(_ table: Formula, along axis: Int) -> Formula {
    let labels = shape.indices.map { $0 == axis ? rank : $0 }
    return .contraction([.init(self, labels), .init(table, [axis, rank])], output: Array(shape.indices))
  }
}
