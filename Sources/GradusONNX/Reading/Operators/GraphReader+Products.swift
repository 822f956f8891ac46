internal import GradusExpression

extension GraphReader {
  /// Products of matrices, and by labels.
  static let products: [String: Operator] = [
    "Gemm": giving { (call) throws(GraphFault) in try affine(call) },
    "MatMul": giving { (call) throws(GraphFault) in try matrixProduct(call) },
    "Einsum": giving { (call) throws(GraphFault) in try einsum(call) },
    "Det": mapping { (x, call) throws(GraphFault) in
      guard x.rank == 2, x.shape[0] == x.shape[1] else { throw call.fault("it is read of one square matrix") }
      return .determinant(x)
    },
  ]

  /// α A B + β C
  private static func affine(_ call: NodeCall) throws(GraphFault) -> Formula {
    let (a, b) = (try call.formula(0), try call.formula(1))
    guard a.rank == 2, b.rank == 2 else { throw call.fault("it is of matrices, not of \(a.shape) and \(b.shape)") }
    let left = call.integer("transA", 0) != 0 ? [1, 0] : [0, 1]
    let right = call.integer("transB", 0) != 0 ? [2, 1] : [1, 2]
    guard a.shape[left[0] == 0 ? 1 : 0] == b.shape[right[0] == 1 ? 0 : 1] else {
      throw call.fault("the shapes \(a.shape) and \(b.shape) do not fit")
    }
    let product = Formula.contraction([.init(a, left), .init(b, right)], output: [0, 2])
      .scaled(by: try call.number("alpha", 1))
    guard call.has(2) else { return product }
    let bias = try call.repeated(try call.formula(2), to: product.shape).scaled(by: try call.number("beta", 1))
    return .sum([Term(1, product), Term(1, bias)], shape: product.shape)
  }

  /// NumPy's product: of the last two axes, for every place of the others.
  private static func matrixProduct(_ call: NodeCall) throws(GraphFault) -> Formula {
    let (a, b) = (try call.formula(0), try call.formula(1))
    guard a.rank > 0, b.rank > 0 else { throw call.fault("it is of \(a.shape) and \(b.shape)") }
    let (left, right) = (Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)))
    guard let outer = Formula.joinedShape([left, right]), a.shape[a.rank - 1] == b.shape[max(b.rank - 2, 0)] else {
      throw call.fault("the shapes \(a.shape) and \(b.shape) do not fit")
    }
    let (row, middle, column) = (outer.count, outer.count + 1, outer.count + 2)
    func labelled(_ x: Formula, _ last: [Int]) -> Contraction.Factor {
      let own = Array(x.shape.dropLast(2))
      let axes = own.indices.filter { own[$0] != 1 }
      let kept = axes.map { own[$0] } + x.shape.suffix(last.count)
      return .init(x.reshaped(to: kept), axes.map { $0 + outer.count - own.count } + last)
    }
    let factors = [
      labelled(a, a.rank == 1 ? [middle] : [row, middle]), labelled(b, b.rank == 1 ? [middle] : [middle, column]),
    ]
    let output = Array(outer.indices) + (a.rank == 1 ? [] : [row]) + (b.rank == 1 ? [] : [column])
    return .contraction(factors, output: output, sizes: Dictionary(uniqueKeysWithValues: zip(outer.indices, outer)))
  }

  private static func einsum(_ call: NodeCall) throws(GraphFault) -> Formula {
    let equation = call.text("equation", "").filter { $0 != " " }
    let sides = equation.components(separatedBy: "->")
    let terms = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard terms.count == call.inputs.count, sides.count <= 2 else {
      throw call.fault("its equation is \(equation.prefix(60))")
    }
    // The axes that an ellipsis stands for have labels of their own, counted from the last.
    var labels: [Character: Int] = [:]
    var (factors, sizes): ([Contraction.Factor], [Int: Size]) = ([], [:])
    var ellipsis = 0
    for (place, term) in terms.enumerated() {
      let formula = try call.formula(place)
      let parts = term.components(separatedBy: "...")
      let missing = formula.rank - parts.reduce(0) { $0 + $1.count }
      guard parts.count <= 2, missing >= 0, parts.count == 2 || missing == 0 else {
        throw call.fault("\(term) does not fit the shape \(formula.shape)")
      }
      var own: [Int] = []
      for (index, part) in parts.enumerated() {
        if index == 1 { own += (0..<missing).reversed().map { -1 - $0 } }
        for letter in part {
          if labels[letter] == nil { labels[letter] = labels.count }
          own.append(labels[letter] ?? 0)
        }
      }
      ellipsis = max(ellipsis, parts.count == 2 ? missing : 0)
      let kept = own.indices.filter { !(own[$0] < 0 && formula.shape[$0] == 1) }
      for axis in kept {
        if let known = sizes[own[axis]], known != formula.shape[axis] {
          throw call.fault("the lengths \(known) and \(formula.shape[axis]) of one label differ")
        }
        sizes[own[axis]] = formula.shape[axis]
      }
      factors.append(.init(formula.reshaped(to: kept.map { formula.shape[$0] }), kept.map { own[$0] }))
    }
    for label in 0..<ellipsis where sizes[-1 - label] == nil { sizes[-1 - label] = 1 }
    let output = try outputLabels(call, sides, labels, ellipsis)
    // Labels count from 0.
    return .contraction(
      factors.map { .init($0.formula, $0.labels.map { $0 + ellipsis }) }, output: output.map { $0 + ellipsis },
      sizes: Dictionary(uniqueKeysWithValues: sizes.map { ($0.key + ellipsis, $0.value) }))
  }

  /// The labels of the result: as they are written, or those that occur once, in the order of the alphabet.
  private static func outputLabels(
    _ call: NodeCall, _ sides: [String], _ labels: [Character: Int], _ ellipsis: Int
  ) throws(GraphFault) -> [Int] {
    let rest = (0..<ellipsis).reversed().map { -1 - $0 }
    guard sides.count == 2 else {
      let once = labels.keys.filter { letter in sides[0].count { $0 == letter } == 1 }.sorted()
      return rest + once.compactMap { labels[$0] }
    }
    var result: [Int] = []
    for (index, part) in sides[1].components(separatedBy: "...").enumerated() {
      if index == 1 { result += rest }
      for letter in part {
        guard let label = labels[letter], !result.contains(label) else {
          throw call.fault("its equation has no label \(letter)")
        }
        result.append(label)
      }
    }
    return result
  }
}

extension String {
  /// The parts between a text.
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
