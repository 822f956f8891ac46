internal import GradusExpression

extension Plan: CustomStringConvertible {
  /// The plan to read: symbols, outputs, and every instruction with its shapes, buffers, bytes and floating-point operations.
  ///
  ///     1  %8 [128, 10] = X [128, 784] · W1 [784, 10] + b1
  ///          2,007,040 FLOP, 438,312 bytes read and written
  public var description: String {
    let others = Precision.allCases.filter { other in
      other != precision
        && instructions.contains { if case .loop(let loop) = $0 { loop.precision == other } else { false } }
    }
    var lines = [
      ([precision] + others).map(\.rawValue).joined(separator: " and ") + ", \(instructions.count) instructions"
    ]
    lines.append(
      "symbols: "
        + inputs.map { input in
          let notes = [
            input.precision == precision ? nil : input.precision.rawValue, input.isUpdated ? "updated" : nil,
          ]
          let list = notes.compactMap(\.self).joined(separator: ", ")
          return "\(input.name) \(input.shape)" + (list.isEmpty ? "" : " (\(list))")
        }.joined(separator: ", "))
    lines.append("outputs: " + outputs.map { "\($0.name) \($0.shape)" }.joined(separator: ", "))
    var total = 0
    let width = "\(instructions.count)".count
    for (number, instruction) in instructions.enumerated() {
      total += flops(instruction)
      let label = "\(number + 1)"
      let parts = text(instruction)
      let indent = String(repeating: " ", count: width + 2)
      lines.append(String(repeating: " ", count: width - label.count) + "\(label)  \(parts[0])")
      for part in parts.dropFirst() { lines.append(indent + "  " + part) }
      lines.append(
        indent + "  \(grouped(flops(instruction))) FLOP, \(grouped(bytes(instruction))) bytes read and written")
    }
    lines.append("total: \(grouped(total)) FLOP")
    let own = buffers.reduce(0) { sum, buffer in
      if case .symbol = buffer.storage { sum + buffer.bytes } else { sum }
    }
    lines.append(
      "memory: \(grouped(own)) bytes of symbols, \(grouped(sharedBytes)) bytes shared by \(sharedCount) intermediate values"
    )
    for place in buffers.places {
      let buffer = buffers[place]
      guard case .shared(let offset) = buffer.storage else { continue }
      lines.append(
        "  \(name(place)) \(buffer.shape) at byte \(grouped(offset)), \(grouped(buffer.bytes)) bytes"
      )
    }
    return lines.joined(separator: "\n")
  }

  private var sharedCount: Int {
    buffers.count { if case .shared = $0.storage { true } else { false } }
  }

  // MARK: Names

  private func name(_ buffer: Buffer.ID) -> String {
    switch buffers[buffer].storage {
    case .symbol(let name), .output(let name): name
    case .shared: "%\(buffer)"
    case .numbers(let values): values.count == 1 ? "\(values[0])" : "numbers\(buffers[buffer].shape)"
    }
  }

  private func tensor(_ buffer: Buffer.ID) -> String { "\(name(buffer)) \(buffers[buffer].shape)" }

  // MARK: Instructions

  private func text(_ instruction: Instruction) -> [String] {
    switch instruction {
    case .loop(let loop): loopText(loop)
    case .product(let product): [productText(product)]
    case .rows(let rows):
      [
        [(rows.logSumExp, "logsumexp"), (rows.softmax, "softmax"), (rows.logSoftmax, "logsoftmax")]
          .compactMap { result, function in
            result.map { "\(tensor($0)) = \(function)(\(name(rows.argument)))" }
          }.joined(separator: ", ") + " by rows of \(rows.columns)"
      ]
    case .factorization(let factorization):
      ["\(tensor(factorization.result)) = factors(\(name(factorization.argument)))"]
    case .matrix(let matrix):
      ["\(tensor(matrix.result)) = \(matrix.function.rawValue)(\(name(matrix.factors)))"]
    case .solve(let solve):
      [
        "\(tensor(solve.result)) = solve(\(name(solve.factors))\(solve.isTransposed ? "'" : ""), "
          + "\(name(solve.rightSide)))" + (solve.count > 1 ? ", \(solve.count) right-hand sides" : "")
      ]
    }
  }

  private func productText(_ product: Instruction.Product) -> String {
    let left = tensor(product.left) + (product.leftIsTransposed ? "'" : "")
    let right = tensor(product.right) + (product.rightIsTransposed ? "'" : "")
    var text = "\(left) · \(right)"
    if let bias = product.bias { text += " + \(name(bias))" }
    if product.beta != 0 { text += " + \(number(product.beta)) \(name(product.result))" }
    if product.activation != .identity { text = "\(product.activation)(\(text))" }
    return "\(tensor(product.result)) = \(text)" + (product.batch > 1 ? ", \(product.batch) times" : "")
  }

  private func loopText(_ loop: Loop) -> [String] {
    func place(_ slot: Loop.Slot.ID) -> String {
      switch loop.slots[slot] {
      case .block(let block): "r\(block)"
      case .dense(let buffer), .scalar(let buffer, _): name(buffer)
      case .strided(let buffer, let strides, _): "\(name(buffer))@\(strides)"
      }
    }
    var lines = ["loop over \(loop.extents)"]
    for step in loop.steps {
      let a = step.arguments.map(place)
      lines.append("\(place(step.destination)) = \(expression(step.function, a))")
    }
    for sink in loop.sinks {
      let over =
        switch sink.extent {
        case .all: "all"
        case .row: "rows of \(loop.row)"
        case .column: "columns of \(loop.row)"
        }
      lines.append("\(tensor(sink.result)) = \(sink.fold)(\(place(sink.slot))) over \(over)")
    }
    return lines
  }

  private func expression(_ function: LoopFunction, _ a: [String]) -> String {
    let (s, t) = (function.s, function.t)
    func times(_ factor: Double, _ text: String) -> String { factor == 1 ? text : "\(number(factor)) \(text)" }
    func plus(_ value: Double) -> String { value == 0 ? "" : " + \(number(value))" }
    return switch function.operation {
    case .copy: a[0]
    case .fill: number(s)
    case .add: "\(a[0]) + \(a[1])"
    case .subtract: "\(a[0]) - \(a[1])"
    case .multiply: "\(a[0]) * \(a[1])"
    case .divide: "\(a[0]) / \(a[1])"
    case .larger: "max(\(a[0]), \(a[1]))"
    case .smaller: "min(\(a[0]), \(a[1]))"
    case .power: "\(a[0])^\(a[1])"
    case .powerNumber: "\(a[0])^\(number(s))"
    case .equal: "\(a[0]) == \(a[1])"
    case .affine: times(s, a[0]) + plus(t)
    case .combine: "\(times(s, a[0])) + \(times(t, a[1]))"
    case .productAdd: "\(times(s, a[0])) * \(a[1]) + \(times(t, a[2]))"
    case .productShift: "\(times(s, a[0])) * \(a[1])" + plus(t)
    case .rootShift: "\(times(s, "sqrt(\(a[0]))")) * \(a[1])" + plus(t)
    case .overRoot: "\(a[0]) / (\(times(s, "sqrt(\(a[1]))")) * \(a[2])" + plus(t) + ")"
    case .maskPositive: "\(a[0]) where \(a[1]) > 0"
    case .timesLog: "\(a[0]) * log(\(a[1]))"
    case .square: "\(a[0])^2"
    case .reciprocal: "\(number(s)) / \(a[0])"
    case .squareRoot: "sqrt(\(a[0]))"
    case .log1p, .expm1, .map, .exp, .log, .sin, .cos, .tanh, .abs, .sign, .step, .stepFromZero, .relu, .sigmoid,
      .softplus, .normcdf, .erf:
      "\(function.name)(\(a[0]))"
    }
  }

  private func number(_ value: Double) -> String { value.written(.exact) }

  // MARK: Costs

  private func flops(_ instruction: Instruction) -> Int {
    switch instruction {
    case .loop(let loop): loop.count * (loop.steps.reduce(0) { $0 + $1.function.operation.flops } + loop.sinks.count)
    case .product(let product): 2 * product.batch * product.rows * product.columns * product.inner
    case .rows(let rows): 13 * rows.rows * rows.columns
    case .factorization(let factorization): 2 * factorization.size * factorization.size * factorization.size / 3
    case .matrix(let matrix):
      matrix.function.isMatrix ? 2 * matrix.size * matrix.size * matrix.size : 2 * matrix.size
    case .solve(let solve): 2 * solve.size * solve.size * solve.count
    }
  }

  private func bytes(_ instruction: Instruction) -> Int {
    var touched: [Buffer.ID] = []
    switch instruction {
    case .loop(let loop):
      let written = Set(loop.steps.map(\.destination))
      let read = Set(loop.steps.flatMap(\.arguments) + loop.sinks.map(\.slot))
      for slot in loop.slots.places {
        switch loop.slots[slot] {
        case .block: break
        case .dense(let buffer):
          if written.contains(slot) { touched.append(buffer) }
          if read.contains(slot) { touched.append(buffer) }
        case .strided(let buffer, _, _), .scalar(let buffer, _): touched.append(buffer)
        }
      }
      touched += loop.sinks.map(\.result)
    case .product(let product):
      touched = [product.left, product.right, product.result] + [product.bias].compactMap { $0 }
      if product.beta != 0 { touched.append(product.result) }
    case .rows(let rows):
      touched = [rows.argument] + [rows.logSumExp, rows.softmax, rows.logSoftmax].compactMap { $0 }
    case .factorization(let factorization): touched = [factorization.argument, factorization.result]
    case .matrix(let matrix): touched = [matrix.factors, matrix.result]
    case .solve(let solve): touched = [solve.factors, solve.rightSide, solve.result]
    }
    return touched.reduce(0) { $0 + buffers[$1].bytes }
  }
}

extension Plan {
  /// The floating-point operations of one run.
  public var operations: Int { instructions.reduce(0) { $0 + flops($1) } }

  /// The bytes of all symbols and intermediate values.
  public var bytes: Int {
    buffers.reduce(sharedBytes) { sum, buffer in if case .symbol = buffer.storage { sum + buffer.bytes } else { sum } }
  }
}
