internal import GradusExpression

/// A value of a graph that is being written: its name and its lengths.
///
/// It stands for every shape that it fits by NumPy's rule of repetition: a bias of shape [n] is the formula of shape [m, n] that repeats it.
struct Operand: Hashable {
  let name: String
  let shape: [Size]
}

extension Operand {
  /// The shape that an operation entry by entry gives, by NumPy's rule.
  static func joined(_ shapes: [[Size]]) -> [Size] {
    let rank = shapes.map(\.count).max() ?? 0
    return (0..<rank).map { axis in
      let sizes = shapes.compactMap { shape in
        let place = axis - (rank - shape.count)
        return place < 0 ? nil : shape[place]
      }
      return sizes.first { $0 != 1 } ?? 1
    }
  }
}

/// Why a formula has no graph.
struct UnwritableFormula: DescribedError {
  let description: String
  init(_ description: String) { self.description = description }
}
