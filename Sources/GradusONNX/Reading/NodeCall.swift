internal import Foundation
internal import GradusExpression

/// A node with the values that go into it.
struct NodeCall {
  let node: Onnx_NodeProto
  /// The version of the operators.
  let opset: Int
  /// Nil for an input that is left out.
  let inputs: [GraphValue?]
  private let attributes: [String: Onnx_AttributeProto]

  init(_ node: Onnx_NodeProto, opset: Int, inputs: [GraphValue?]) {
    (self.node, self.opset, self.inputs) = (node, opset, inputs)
    attributes = Dictionary(node.attribute.map { ($0.name, $0) }) { first, _ in first }
  }

  var outputCount: Int { node.output.count }

  func has(_ place: Int) -> Bool { place < inputs.count && inputs[place] != nil }

  func fault(_ reason: String) -> GraphFault { GraphFault(reason) }

  /// The value at a place.
  func value(_ place: Int) throws(GraphFault) -> GraphValue {
    guard place < inputs.count, let value = inputs[place] else { throw fault("its input \(place + 1) is missing") }
    return value
  }

  /// The formula at a place.
  func formula(_ place: Int) throws(GraphFault) -> Formula { try value(place).formula }

  /// Whole numbers that no input of the graph changes.
  func integers(_ place: Int) throws(GraphFault) -> [Int] {
    guard let tensor = try value(place).tensor else {
      throw fault("its input \(place + 1) depends on what goes into the graph; it is read where it is a constant")
    }
    return tensor.values.map { Int(clamping: $0) }
  }

  // MARK: Attributes

  func attribute(_ name: String) -> Onnx_AttributeProto? { attributes[name] }
  func integer(_ name: String, _ usual: Int) -> Int { attributes[name].map { Int(clamping: $0.i) } ?? usual }
  func integers(_ name: String) -> [Int]? { attributes[name].map { $0.ints.map { Int(clamping: $0) } } }
  func text(_ name: String, _ usual: String) -> String {
    attributes[name].map { String(decoding: $0.s, as: UTF8.self) } ?? usual
  }

  /// A number as the shortest decimal that it is.
  func number(_ name: String, _ usual: Rational) throws(GraphFault) -> Rational {
    guard let attribute = attributes[name] else { return usual }
    guard let value = Rational(shortest: attribute.f) else { throw fault("its \(name) is \(attribute.f)") }
    return value
  }

  // MARK: Axes

  /// An axis counted from the front.
  func axis(_ axis: Int, of rank: Int) throws(GraphFault) -> Int {
    guard (-rank..<rank).contains(axis) else { throw fault("its axis \(axis) is none of \(rank)") }
    return axis < 0 ? axis + rank : axis
  }

  func axes(_ axes: [Int], of rank: Int) throws(GraphFault) -> [Int] {
    var result: [Int] = []
    for value in axes { result.append(try axis(value, of: rank)) }
    guard Set(result).count == result.count else { throw fault("its axes \(axes) are not all different") }
    return result
  }

  /// A length in numbers.
  func length(_ size: Size) throws(GraphFault) -> Int {
    guard let length = size.value(in: [:]) else { throw fault("it needs the length \(size) as a number") }
    return length
  }
}

extension Int {
  /// The nearest whole number; 0 for what is none.
  init(clamping value: Double) {
    self = value.isNaN ? 0 : value >= 9.2e18 ? .max : value <= -9.2e18 ? .min : Int(value)
  }
}

extension Formula {
  /// The formula in a larger shape, by NumPy's rule; nil where it does not fit.
  func repeated(to target: [Size]) -> Formula? {
    if shape == target { return self }
    guard rank <= target.count else { return nil }
    let first = target.count - rank
    for (axis, size) in shape.enumerated() where size != 1 && size != target[first + axis] { return nil }
    let kept = shape.indices.filter { shape[$0] != 1 }
    return reshaped(to: kept.map { shape[$0] }).broadcast(to: target, axes: kept.map { $0 + first })
  }

  /// The shape of an operation entry by entry; nil where shapes do not fit.
  static func joinedShape(_ shapes: [[Size]]) -> [Size]? {
    let shape = Operand.joined(shapes)
    let fits = shapes.allSatisfy { own in
      zip(own, shape.suffix(own.count)).allSatisfy { $0 == 1 || $0 == $1 }
    }
    return fits ? shape : nil
  }
}
