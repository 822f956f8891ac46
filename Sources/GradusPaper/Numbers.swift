package import GradusExpression

extension [Size] {
  /// The shape in numbers; a symbolic size, which an exact answer never has, counts as 1.
  package var lengths: [Int] { map { $0.value(in: [:]) ?? 1 } }
}

extension Tensor {
  /// Nested by row.
  package var json: JSONValue { .nested(values.map(JSONValue.number), rank > 2 ? [values.count] : shape) }
}
