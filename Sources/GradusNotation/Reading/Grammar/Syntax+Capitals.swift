/// Capitals that stand where only a number can: N in `\frac{1}{N}`, in an exponent, or before a sum as C in
/// `‖w‖² + C Σ ξ_i`. Every other capital is a matrix.
extension Syntax {
  /// Where a capital stands.
  enum CapitalRole {
    case below, exponent, coefficient, other
    /// Below what may be a vector: where it stands nowhere else, it is a number too, as T in `e^{z_i/T}`.
    case divisor
  }

  /// The roles of all capitals in the formula.
  func capitalRoles(isLatex: Bool) -> [String: Set<CapitalRole>] {
    var roles: [String: Set<CapitalRole>] = [:]
    var pending: [(syntax: Syntax, role: CapitalRole)] = [(self, .other)]
    while let (syntax, role) = pending.popLast() {
      switch syntax.kind {
      case .name(let name): if name.first?.isUppercase == true { roles[name, default: []].insert(role) }
      case .product(let first, let factors):
        pending += Syntax.roles(of: first, factors, inside: role, isLatex: isLatex)
      case .power(let base, let exponent, _):
        pending.append((base, role == .below || role == .divisor ? role : .other))
        // Of e, a matrix has an exponential.
        pending.append((exponent, base.asName == "e" ? .other : .exponent))
      case .sum(let addends) where role != .coefficient: pending += addends.map { ($0.value, role) }
      case .negative(let inner): pending.append((inner, role))
      default: pending += syntax.children.map { ($0, .other) }
      }
    }
    return roles
  }

  /// The factors of a product with the roles that they give to capitals.
  private static func roles(
    of first: Syntax, _ factors: [Factor], inside role: CapitalRole, isLatex: Bool
  ) -> [(syntax: Syntax, role: CapitalRole)] {
    if [.below, .exponent, .divisor].contains(role) {
      // In `\frac{1}{w^T S w}` and `2^{w^T S w}` S is a matrix: a row stands before it.
      let all = [first] + factors.map(\.value)
      let isOfVectors = all.contains { if case .transpose = $0.kind { true } else { false } }
      return all.map { ($0, isOfVectors ? .other : role) }
    }
    let upper = [first] + factors.filter { $0.operation == .times || $0.operation == .dot }.map(\.value)
    let isOther = factors.contains { ![.times, .dot, .over].contains($0.operation) }
    let isCoefficient =
      !isOther
      && (role == .coefficient
        || upper.allSatisfy { $0.isScale || $0.isMeasure } && upper.contains { !$0.isScale })
    let isOverNumber = upper.allSatisfy(\.isMeasure)
    return upper.map { ($0, isCoefficient && $0.isScale ? .coefficient : .other) }
      + factors.filter { $0.operation == .over }.map { ($0.value, isOverNumber ? .below : isLatex ? .divisor : .other) }
      + factors.filter { ![.times, .dot, .over].contains($0.operation) }.map { ($0.value, .other) }
  }

  /// Whether it is made of small letters and numbers by the operations of numbers, and has more than one part.
  var isOfNumbers: Bool {
    func isPlain(_ syntax: Syntax) -> Bool {
      switch syntax.kind {
      case .number: true
      case .name(let name): name.first?.isLowercase == true
      case .negative(let inner): isPlain(inner)
      case .sum(let addends): addends.allSatisfy { isPlain($0.value) }
      case .product(let first, let factors):
        isPlain(first) && factors.allSatisfy { [.times, .dot, .over].contains($0.operation) && isPlain($0.value) }
      case .power(let base, let exponent, entrywise: false): isPlain(base) && isPlain(exponent)
      case .call(.elementary, let arguments): arguments.allSatisfy(isPlain)
      default: false
      }
    }
    return asName == nil && asNumber == nil && isPlain(self)
  }

  private var isCapital: Bool { asName?.first?.isUppercase == true }

  /// A capital, or a fraction of one: C, C/n, 2 C.
  private var isScale: Bool {
    if isCapital { return true }
    guard case .product(let first, let factors) = kind else { return false }
    let upper = [first] + factors.filter { $0.operation != .over }.map(\.value)
    return factors.allSatisfy { [.times, .dot, .over].contains($0.operation) }
      && upper.allSatisfy { $0.isScale || $0.isMeasure } && upper.contains(where: \.isScale)
  }

  /// Whether it looks like a number: a number, a Greek letter, a sum over an index, a norm, a function's value.
  private var isMeasure: Bool {
    switch kind {
    case .number, .norm, .reduction, .call, .bars: true
    case .name(let name): name.first?.isLowercase == true && MathCharacters.greekNames.contains(name)
    case .negative(let inner): inner.isMeasure
    case .power(let base, _, _): base.isMeasure
    case .product(let first, let factors):
      first.isMeasure && factors.allSatisfy { $0.operation == .over || $0.value.isMeasure }
    case .sum(let addends): addends.contains { $0.value.isMeasure }
    default: false
    }
  }
}
