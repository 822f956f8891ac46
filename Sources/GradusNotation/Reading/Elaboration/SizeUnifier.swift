import GradusExpression

/// Sizes that are not known yet, and which of them are equal.
struct SizeUnifier {
  private var parent: [Int] = []
  private var known: [Size?] = []
  /// Sizes that are products of others, for `kron` and `vec`.
  private(set) var products: [(result: Int, factors: [Int], node: Int)] = []

  mutating func fresh(_ size: Size? = nil) -> Int {
    parent.append(parent.count)
    known.append(size)
    return parent.count - 1
  }

  mutating func product(of factors: [Int], node: Int) -> Int {
    let result = fresh()
    products.append((result, factors, node))
    return result
  }

  mutating func root(_ variable: Int) -> Int {
    var variable = variable
    while parent[variable] != variable {
      parent[variable] = parent[parent[variable]]
      variable = parent[variable]
    }
    return variable
  }

  mutating func size(_ variable: Int) -> Size? { known[root(variable)] }

  mutating func assign(_ variable: Int, _ size: Size) { known[root(variable)] = size }

  /// Makes two sizes equal; false where they are known and differ.
  mutating func unify(_ a: Int, _ b: Int) -> Bool {
    let (a, b) = (root(a), root(b))
    if a == b { return true }
    switch (known[a], known[b]) {
    case (let x?, let y?) where x != y: return false
    case (nil, _): parent[a] = b
    default: parent[b] = a
    }
    return true
  }

  mutating func unify(_ a: [Int], _ b: [Int]) -> Bool {
    for (x, y) in zip(a, b) where !unify(x, y) { return false }
    return true
  }
}
