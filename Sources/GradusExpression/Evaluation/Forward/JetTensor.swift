/// Numbers with infinitesimals in row-major order under a shape: each is Σ x_S ε_S over the sets S of ε₁, …, εₖ, whose squares
/// are 0, with a bound of the rounding error of every part.
///
/// Computing f with x + Σ hᵢ εᵢ for x gives Dᵏf(x)[h₁, …, hₖ] as the part at ε₁⋯εₖ, with no rule of differentiation but those of
/// single functions. With no infinitesimal at all it is a value with a bound of its error.
struct JetTensor: Sendable {
  let shape: [Int]
  /// The count of parts of an entry: 2ᵏ, or 1 where no infinitesimal occurs.
  let width: Int
  /// Entry by entry; the sets of infinitesimals in an entry are counted as bit masks.
  var parts: [Double]
  var errors: [Double]

  init(shape: [Int], width: Int = 1, parts: [Double], errors: [Double]) {
    (self.shape, self.width, self.parts, self.errors) = (shape, width, parts, errors)
  }

  /// Exact numbers without infinitesimals.
  init(_ tensor: Tensor) {
    self.init(shape: tensor.shape, parts: tensor.values, errors: Array(repeating: 0, count: tensor.values.count))
  }

  init(zero shape: [Int], width: Int) {
    let count = shape.reduce(1, *) * width
    self.init(
      shape: shape, width: width, parts: Array(repeating: 0, count: count), errors: Array(repeating: 0, count: count))
  }

  /// Entries under a shape; they have one width.
  init(shape: [Int], _ entries: [Jet]) {
    self.init(
      shape: shape, width: entries.first?.width ?? 1, parts: entries.flatMap(\.parts), errors: entries.flatMap(\.errors)
    )
  }

  var count: Int { parts.count / width }

  subscript(_ place: Int) -> Jet {
    get {
      let range = place * width..<(place + 1) * width
      return Jet(parts: Array(parts[range]), errors: Array(errors[range]))
    }
    set {
      for set in 0..<width {
        parts[place * width + set] = newValue.parts[set]
        errors[place * width + set] = newValue.errors[set]
      }
    }
  }

  var entries: [Jet] { (0..<count).map { self[$0] } }

  func map(_ transform: (Jet) -> Jet) -> JetTensor { JetTensor(shape: shape, entries.map(transform)) }

  func reshaped(_ shape: [Int]) -> JetTensor { JetTensor(shape: shape, width: width, parts: parts, errors: errors) }

  /// Half a unit in the last place of 1: what one operation rounds.
  static let rounding = Double.ulpOfOne / 2

  /// Adds a number times an entry of another tensor to an entry.
  mutating func add(_ scale: Double, _ other: JetTensor, _ i: Int, at place: Int) {
    for set in 0..<other.width {
      let (k, j) = (place * width + set, i * other.width + set)
      let product = scale * other.parts[j]
      parts[k] += product
      errors[k] +=
        Jet.scaled(other.errors[j], scale) + Self.rounding * (3 * Swift.abs(product) + Swift.abs(parts[k]))
    }
  }

  /// Adds the product of an entry of the left and one of the right tensor: (x y)_S = Σ x_T y_(S∖T) over the subsets T of S.
  mutating func addProduct(_ left: JetTensor, _ i: Int, _ right: JetTensor, _ j: Int, at place: Int) {
    let (a, b, c) = (i * left.width, j * right.width, place * width)
    for set in 0..<width {
      var part = set
      while true {
        if part < left.width, set ^ part < right.width {
          let (x, y) = (left.parts[a + part], right.parts[b + (set ^ part)])
          let (dx, dy) = (left.errors[a + part], right.errors[b + (set ^ part)])
          if x != 0 || y != 0 || dx != 0 || dy != 0 {
            let product = x * y
            parts[c + set] += product
            // Below the normal numbers a product loses more than its last place.
            let lost = x != 0 && y != 0 && Swift.abs(product) < .leastNormalMagnitude ? .leastNormalMagnitude : 0
            errors[c + set] +=
              Jet.scaled(dx, y) + Jet.scaled(dy, x) + Jet.scaled(dx, dy) + lost + Self.rounding
              * (2 * Swift.abs(product) + Swift.abs(parts[c + set]))
          }
        }
        if part == 0 { break }
        part = (part - 1) & set
      }
    }
  }
}

/// A value and, entry by entry, how far rounding may have moved it.
package struct BoundedTensor: Sendable {
  package let value: Tensor
  package let error: Tensor

  package init(value: Tensor, error: Tensor) { (self.value, self.error) = (value, error) }

  /// Whether every entry is a number with a finite bound.
  package var isFinite: Bool { value.values.allSatisfy(\.isFinite) && error.values.allSatisfy(\.isFinite) }
}
