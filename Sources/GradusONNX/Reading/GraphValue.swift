internal import GradusExpression

/// A value of a graph that is being read: its formula and, where it is the same for every input, its numbers.
struct GraphValue {
  let formula: Formula
  /// The numbers, where no input of the graph changes them.
  var tensor: Tensor?
  /// The type of its numbers, as ONNX counts them.
  var type: Int32 = NumberType.float.rawValue

  /// The lengths that a vector of lengths has, where some of them are names.
  var lengths: [Size]?

  var shape: [Size] { formula.shape }

  init(_ formula: Formula, _ tensor: Tensor? = nil, type: Int32 = NumberType.float.rawValue) {
    (self.formula, self.tensor, self.type) = (formula, tensor, type)
  }

  /// Whether the numbers are whole or are yes and no.
  var isWhole: Bool { ElementKind(type)?.isWhole ?? false }
}

/// The types of numbers that are read: floats of 32 and 64 bits, whole numbers, yes and no.
enum ElementKind: Int32 {
  case float = 1, uint8 = 2, int8 = 3, uint16 = 4, int16 = 5, int32 = 6, int64 = 7, bool = 9, double = 11
  case uint32 = 12, uint64 = 13

  init?(_ type: Int32) { self.init(rawValue: type) }
  var isWhole: Bool { self != .float && self != .double }
}

/// What a graph has that is not read: where, and what.
struct GraphFault: DescribedError {
  let description: String
  init(_ description: String) { self.description = description }
}

extension Rational {
  /// The shortest decimal that is this number in single precision: 0.01 of what a file has as 0.0099999998; nil where it is no number.
  init?(shortest value: Float) { self.init("\(value)") }
}

extension Size {
  /// Whether it is a number below 0, which no axis has.
  var isNegative: Bool { if case .number(let length) = self { length < 0 } else { false } }

  /// The length by another one; nil where that is none.
  func divided(by divisor: Size) -> Size? {
    var rest = factors
    var number = 1
    for factor in divisor.factors {
      if case .number(let value) = factor {
        number *= value
      } else if let place = rest.firstIndex(of: factor) {
        rest.remove(at: place)
      } else {
        return nil
      }
    }
    let own = rest.reduce(1) { if case .number(let value) = $1 { $0 * value } else { $0 } }
    guard number > 0, own % number == 0 else { return nil }
    let symbols = rest.filter { if case .number = $0 { false } else { true } }
    return symbols.reduce(.number(own / number), *)
  }
}
