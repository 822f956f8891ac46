import GradusExpression

extension Elaborator {
  mutating func resolve(
    call function: Function, _ arguments: [Syntax], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    if let special = try special(function, arguments, syntax, text) { return special }
    var children: [Int] = []
    for argument in arguments { children.append(try resolve(argument, text)) }
    return try append(.call(function, axis: nil), children, syntax, text)
  }

  /// Calls whose arguments are not all formulas, or that stand for another operation.
  private mutating func special(
    _ function: Function, _ arguments: [Syntax], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int? {
    switch function {
    case .vector, .matrix, .ones, .zeros: return try filled(function, arguments, syntax, text)
    case .triu: return try band(fillsAbove: true, arguments, syntax, text)
    case .eye where arguments.count == 2: return try band(fillsAbove: false, arguments, syntax, text)
    case .eye:
      let size: Size? = if let argument = arguments.first { try size(argument, text) } else { nil }
      return try append(.identity(size), kinds: .matrix, syntax, text)
    case .norm: return try resolve(norm: try order(arguments), of: arguments[0], syntax, text)
    case .norm1: return try append(.norm(.entrywiseOne), [try resolve(arguments[0], text)], syntax, text)
    case .norm2: return try append(.norm(.entrywiseTwo), [try resolve(arguments[0], text)], syntax, text)
    case .normF: return try append(.norm(.frobenius), [try resolve(arguments[0], text)], syntax, text)
    case .normInf: return try append(.norm(.infinity), [try resolve(arguments[0], text)], syntax, text)
    case .nuclearNorm: return try resolve(norm: .nuclear, of: arguments[0], syntax, text)
    case .eig, .svals:
      let advice = "they are read inside prod, sum, mean, sum(log(…)), max and min, as lambda_max(A) and sigma_max(A)"
      throw error(
        .unsupported(function == .eig ? "a list of eigenvalues" : "a list of singular values", advice: advice), text,
        syntax.range)
    case .rank: throw error(.unsupported("rank", advice: "it is no smooth function"), text, syntax.range)
    case .sqrtm: throw error(.unsupported("sqrtm", advice: "the root of a matrix is not read"), text, syntax.range)
    case .reshape:
      var sizes: [Size] = []
      for argument in arguments.dropFirst() { sizes.append(try size(argument, text)) }
      return try append(.reshape(sizes), [try resolve(arguments[0], text)], syntax, text)
    case .hardmax, .prodothers:
      var axes: [Int] = []
      for argument in arguments.dropFirst() {
        guard let axis = argument.asNumber?.integerValue, (1...8).contains(axis) else {
          let found = Parser.slice(texts[text], argument.range)
          throw error(.unexpected(found: found, expected: "an axis, counted from 1"), text, argument.range)
        }
        axes.append(axis)
      }
      let operation = TypedNode.Operation.alongAxes(function == .hardmax ? .hardmax : .productOfOthers, axes)
      return try append(operation, [try resolve(arguments[0], text)], syntax, text)
    case .max where arguments.count == 3, .min where arguments.count == 3:
      // As in MATLAB: max(X, [], 2).
      guard case .matrix(let rows) = arguments[1].kind, rows.isEmpty else {
        let found = Parser.slice(texts[text], arguments[1].range)
        throw error(.unexpected(found: found, expected: "[]"), text, arguments[1].range)
      }
      return try append(
        .call(function, axis: try axis(arguments[2], text)), [try resolve(arguments[0], text)], syntax, text)
    case .size where arguments.count == 2:
      return try append(
        .call(.size, axis: try axis(arguments[1], text)), [try resolve(arguments[0], text)], syntax, text)
    case .sum, .mean, .prod, .max, .min, .logsumexp:
      if let spectral = try spectral(function, arguments, syntax, text) { return spectral }
      if arguments.count == 2, function != .max, function != .min {
        return try append(
          .call(function, axis: try axis(arguments[1], text)), [try resolve(arguments[0], text)], syntax, text)
      }
    default: break
    }
    return nil
  }

  /// `eye(n, k)`, ones along a diagonal, and `triu(n, k)`, on and above it.
  private mutating func band(
    fillsAbove: Bool, _ arguments: [Syntax], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    guard let offset = arguments.count == 1 ? 0 : arguments[1].asNumber?.integerValue else {
      let found = Parser.slice(texts[text], arguments[1].range)
      throw error(.unexpected(found: found, expected: "the number of a diagonal"), text, arguments[1].range)
    }
    let band = Band(offset: offset, fillsAbove: fillsAbove)
    return try append(.band(try size(arguments[0], text), band), kinds: .matrix, syntax, text)
  }

  /// `vector(c)`, `matrix(c)` of a size from the context; `ones(n)`, `ones(n, m)`, `zeros(…)` of a stated one.
  private mutating func filled(
    _ function: Function, _ arguments: [Syntax], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    if function == .vector || function == .matrix {
      let entry = try resolve(arguments[0], text)
      return try append(.filled(sizes: []), [entry], kinds: function == .vector ? .column : .matrix, syntax, text)
    }
    var sizes: [Size] = []
    for argument in arguments { sizes.append(try size(argument, text)) }
    let entry = try append(.number(function == .ones ? 1 : 0), kinds: .scalar, syntax, text)
    return try append(.filled(sizes: sizes), [entry], syntax, text)
  }

  func size(_ syntax: Syntax, _ text: Int) throws(ReadingError) -> Size {
    switch syntax.kind {
    case .number(let value):
      if let count = value.integerValue, count >= 1, count <= 1 << 32 { return .number(count) }
    case .name(let name):
      if boundLabels[name] != nil {
        throw error(
          .unsupported("a size that depends on the index \(name)", advice: "write a name or a number that stays"), text,
          syntax.range)
      }
      let value = environment.values[KnownNames.key(name)]?.formula.constantValue
      if let count = (value ?? definitions[KnownNames.key(name)]?.definition.body.asNumber)?.integerValue,
        (1...1 << 32).contains(count)
      {
        return .number(count)
      }
      return .symbol(name)
    case .product(let first, let factors) where factors.allSatisfy { $0.operation == .times }:
      var result = try size(first, text)
      for factor in factors { result = result * (try size(factor.value, text)) }
      return result
    default: break
    }
    let found = Parser.slice(texts[text], syntax.range)
    throw error(.unexpected(found: found, expected: "a size: a name or a number"), text, syntax.range)
  }

  private func axis(_ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    if let axis = syntax.asNumber?.integerValue, [1, 2, -1].contains(axis) { return axis }
    let found = Parser.slice(texts[text], syntax.range)
    throw error(.unexpected(found: found, expected: "1 (down the rows) or 2 (along each row)"), text, syntax.range)
  }

  /// Σ λ = tr, Π λ = det, Σ log λ = log det: what is symmetric in the eigenvalues needs none of them.
  mutating func spectral(
    _ function: Function, _ arguments: [Syntax], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int? {
    guard arguments.count == 1 else { return nil }
    var inner = arguments[0]
    var isLogarithm = false
    if case .call(.log, let arguments) = inner.kind, function == .sum {
      inner = arguments[0]
      isLogarithm = true
    }
    guard case .call(let list, let matrix) = inner.kind, list == .eig || list == .svals else { return nil }
    let node = try resolve(matrix[0], text)
    if list == .svals, isLogarithm || function == .prod || function == .mean { return nil }
    switch function {
    case .sum where list == .svals: return try append(.norm(.nuclear), [node], syntax, text)
    case .max, .min:
      let isLargest = function == .max
      let value: SpectralFunction =
        list == .svals
        ? (isLargest ? .largestSingularValue : .smallestSingularValue)
        : isLargest ? .largestEigenvalue : .smallestEigenvalue
      return try append(.call(.spectral(value), axis: nil), [node], syntax, text)
    case .sum: return try append(.call(isLogarithm ? .logdet : .tr, axis: nil), [node], syntax, text)
    case .prod: return try append(.call(.det, axis: nil), [node], syntax, text)
    default: return nil
    }
  }

  private func order(_ arguments: [Syntax]) throws(ReadingError) -> Syntax.NormOrder {
    guard arguments.count == 2 else { return .unstated }
    if let name = arguments[1].asName, let order = Parser.normOrder(name) { return order }
    if let value = arguments[1].asNumber, let order = Parser.normOrder(value.description) { return order }
    return .p(arguments[1])
  }

  mutating func resolve(
    norm order: Syntax.NormOrder, of inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let node = try resolve(inner, text)
    switch order {
    case .unstated: return try append(.norm(.unstated), [node], syntax, text)
    case .one: return try append(.norm(.one), [node], syntax, text)
    case .two: return try append(.norm(.two), [node], syntax, text)
    case .infinity: return try append(.norm(.infinity), [node], syntax, text)
    case .frobenius: return try append(.norm(.frobenius), [node], syntax, text)
    case .p(let p): return try append(.norm(.p), [node, try resolve(p, text)], syntax, text)
    case .nuclear: return try append(.norm(.nuclear), [node], syntax, text)
    }
  }
}
