/// Questions that courses ask by a name: the normal equations of a loss, the Lagrangian of a problem, the matrix of a quadratic form.
enum CourseQuestion: Hashable, Sendable {
  /// `normal equations of norm2(X*w - y)^2 over w`
  case normalEquations(of: Phrase, over: Phrase?)
  /// `Lagrangian of f subject to g = 0`
  case lagrangian(of: Phrase, keeping: [Phrase])
  /// `matrix of the quadratic form q`
  case quadraticForm(Phrase)
  /// `direction of steepest descent of f at (1, 2)`
  case steepest(isAscent: Bool, of: Phrase, at: Phrase)
  /// `shape of W*x`
  case shape(Phrase)
  /// `implicit derivative of y with respect to x where x^2 + y^2 = 1`
  case implicit(of: Phrase, in: Phrase, equation: Phrase)
  /// `point of x + y + z = 0 closest to (1, 2, 3)`, or how far it is.
  case closest(to: Phrase, on: Phrase, asksDistance: Bool)
}

extension StatementParser {
  static func ofCourse(_ phrase: Phrase) -> CourseQuestion? {
    let asked = (phrase.asked ?? phrase.after(anyOf: ["derive", "set up", "form", "write"]) ?? phrase).withoutArticle
    if let rest = asked.after(anyOf: [
      "normal equations of", "normal equations for", "normal equation of", "normal equation for",
    ]) {
      let plain =
        (rest.after(anyOf: ["minimising", "minimizing", "minimise", "minimize", "the problem", "the loss"]) ?? rest)
      let parts = plain.split(atAnyOf: ["over", "with respect to", "in"])
      return .normalEquations(of: (parts?.before ?? plain).withoutArticle, over: parts?.after)
    }
    if let rest = asked.after(anyOf: [
      "lagrangian of", "lagrangian for", "lagrange function of", "lagrange function for",
    ]),
      let (objective, told) = rest.split(atAnyOf: [
        "subject to", "under the constraint", "such that", "s.t.", "with the constraint",
      ])
    {
      let body =
        objective.after(anyOf: [
          "minimising", "minimizing", "maximising", "maximizing", "minimise", "minimize", "the problem of minimising",
        ]) ?? objective
      return .lagrangian(of: body.withoutArticle, keeping: listed(told))
    }
    if let rest = asked.after(anyOf: ["matrix of the quadratic form", "symmetric matrix of the quadratic form"]) {
      return .quadraticForm(rest)
    }
    if let rest = phrase.after(anyOf: ["write", "express"])?.withoutArticle, let (form, behind) = rest.split(at: "as"),
      behind.isQuadraticPattern
    {
      return .quadraticForm(form.after("quadratic form") ?? form)
    }
    if let rest = asked.after("quadratic form"), let (form, behind) = rest.split(atAnyOf: ["as", "in the form"]),
      behind.text.contains("x") || behind.text.contains("matrix")
    {
      return .quadraticForm(form)
    }
    if let question = steepest(asked) { return question }
    if let rest = asked.after(anyOf: ["shape of", "dimensions of", "dimension of", "size of"]), !rest.isEmpty,
      !rest.text.contains("output")
    {
      return .shape(rest.withoutArticle.withoutFullStop)
    }
    if let rest = asked.after("implicit derivative of"),
      let (name, behind) = rest.split(atAnyOf: ["with respect to", "wrt"]),
      let (variable, equation) = behind.split(atAnyOf: ["where", "if", "for", "when", "given"]),
      equation.sidesOfEquation != nil
    {
      return .implicit(of: name, in: variable, equation: equation)
    }
    return closest(asked)
  }

  private static func steepest(_ asked: Phrase) -> CourseQuestion? {
    for (words, isAscent) in [
      (
        ["direction of steepest ascent of", "direction of fastest increase of", "direction of greatest increase of"],
        true
      ),
      (["direction of steepest descent of", "direction of fastest decrease of"], false),
    ] {
      guard let rest = asked.after(anyOf: words), let (subject, place) = rest.split(atAnyOf: ["at the point", "at"])
      else { continue }
      return .steepest(isAscent: isAscent, of: subject.withoutArticle, at: place)
    }
    return nil
  }

  private static let surfaces = ["plane", "line", "hyperplane", "set", "subspace", "affine set", "surface"]

  private static func closest(_ asked: Phrase) -> CourseQuestion? {
    if let rest = asked.after("project"), let (point, surface) = rest.split(atAnyOf: ["onto", "on"]),
      let equation = equation(of: surface)
    {
      return .closest(to: point.withoutArticle.withoutPlace, on: equation, asksDistance: false)
    }
    if let rest = asked.after(anyOf: ["projection of", "orthogonal projection of"]),
      let (point, surface) = rest.split(atAnyOf: ["onto", "on"]), let equation = equation(of: surface)
    {
      return .closest(to: point.withoutArticle.withoutPlace, on: equation, asksDistance: false)
    }
    if let rest = asked.after(anyOf: ["distance from", "distance of", "distance between", "shortest distance from"]),
      let (point, surface) = rest.split(atAnyOf: ["to", "from", "and"]), let equation = equation(of: surface)
    {
      return .closest(to: point.withoutArticle.withoutPlace, on: equation, asksDistance: true)
    }
    if let rest = asked.after("point"), let (surface, point) = rest.split(at: "closest to") {
      guard let on = surface.after(anyOf: ["on", "of", "in"]), let equation = equation(of: on) else { return nil }
      return .closest(to: point.withoutArticle.withoutPlace, on: equation, asksDistance: false)
    }
    return nil
  }

  /// `x + y = 1` of `the plane x + y = 1`.
  private static func equation(of phrase: Phrase) -> Phrase? {
    var rest = phrase.withoutFullStop
    rest = rest.after("the") ?? rest
    guard let body = rest.after(anyOf: surfaces) else { return nil }
    let plain = body.after(anyOf: ["with equation", "given by", "defined by", "with the equation"]) ?? body
    // `the set {x : aᵀ x = b}`
    let inside =
      plain.text.hasPrefix("\\{")
      ? plain.dropFirst(2).dropLast(2).trimmed : plain.first == "{" ? plain.dropFirst(1).dropLast(1).trimmed : plain
    let condition = inside.split(atAnyOf: [":", "|", "\\mid"])?.after ?? inside
    return condition.sidesOfEquation == nil ? nil : condition
  }
}

extension Phrase {
  /// `x^T A x`, with a capital that is to be found.
  fileprivate var isQuadraticPattern: Bool {
    let letters = text.filter { $0.isLetter && $0 != "T" }.replacing("top", with: "").replacing("mathsf", with: "")
    guard letters.count == 3, let first = letters.first, first == letters.last else { return false }
    return letters.dropFirst().first!.isUppercase && first.isLowercase
  }
}
