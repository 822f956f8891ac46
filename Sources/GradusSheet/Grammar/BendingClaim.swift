/// What a function is asked to be, or what constant of it is asked for.
struct BendingClaim: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable {
    case convex = "convex"
    case strictlyConvex = "strictly convex"
    case stronglyConvex = "strongly convex"
    case concave = "concave"
    case strictlyConcave = "strictly concave"
    case stronglyConcave = "strongly concave"
    /// Of its gradient; the word alone is said of it by those who descend.
    case smooth = "smooth"
    /// Of the function itself.
    case lipschitz = "Lipschitz continuous"
  }

  let kind: Kind
  /// Whether the number is asked for: μ, or L.
  var asksConstant = false
  /// Where it is asked of, `on $[0, \infty)$`.
  var domain: Phrase?

  /// The words behind `is`, the longest first.
  private static let adjectives: [(words: [String], kind: Kind)] = [
    (["strictly convex"], .strictlyConvex), (["strongly convex"], .stronglyConvex),
    (["strictly concave"], .strictlyConcave), (["strongly concave"], .stronglyConcave), (["convex"], .convex),
    (["concave"], .concave),
    (["lipschitz continuous", "lipschitz-continuous", "globally lipschitz", "lipschitz"], .lipschitz),
    (["l-smooth", "smooth", "lipschitz smooth"], .smooth),
  ]

  private static let constants: [(words: String, kind: Kind)] = [
    ("lipschitz constant of the gradient of", .smooth), ("lipschitz constant for the gradient of", .smooth),
    ("smoothness constant of", .smooth), ("smoothness parameter of", .smooth), ("lipschitz constant of", .lipschitz),
    ("strong convexity constant of", .stronglyConvex), ("strong convexity parameter of", .stronglyConvex),
    ("strong-convexity constant of", .stronglyConvex), ("modulus of strong convexity of", .stronglyConvex),
  ]

  /// `f is strongly convex in x`, whatever word asked for it; nil of anything else.
  static func stated(_ phrase: Phrase) -> (claim: BendingClaim, of: Phrase, over: [Phrase])? {
    for (words, kind) in adjectives {
      for word in words {
        guard
          let (before, after) = phrase.split(atAnyOf: [
            "is always \(word)", "is \(word)", "to be \(word)", "be \(word)", word,
          ])
        else { continue }
        guard
          after.isEmpty || after.after(anyOf: ["in", "over", "with respect to", "on", "as", "where", "if"]) != nil
            || after.first == ","
        else { continue }
        var subject = before.withoutArticle
        subject = subject.after(anyOf: ["the function", "function"]) ?? subject
        var meant = kind
        if let inner = subject.after(anyOf: ["gradient of", "the gradient of", "its gradient", "∇", "\\nabla"]),
          kind == .lipschitz
        {
          (subject, meant) = (inner.withoutArticle, .smooth)
        }
        guard !subject.isEmpty else { continue }
        let names = after.after(anyOf: ["in", "over", "with respect to"]).map(StatementParser.names) ?? []
        return (BendingClaim(kind: meant, domain: after.after("on")), subject, names)
      }
    }
    return nil
  }

  /// `Lipschitz constant of the gradient of f`
  static func constant(_ phrase: Phrase) -> (claim: BendingClaim, of: Phrase, over: [Phrase])? {
    for (words, kind) in constants {
      guard let rest = phrase.after(words) else { continue }
      let parts = rest.split(atAnyOf: ["over", "with respect to"])
      var (subject, meant) = ((parts?.before ?? rest).withoutArticle, kind)
      if let inner = subject.after(anyOf: ["∇", "\\nabla", "gradient of"]) { (subject, meant) = (inner, .smooth) }
      return (
        BendingClaim(kind: meant, asksConstant: true), subject, parts.map { StatementParser.names($0.after) } ?? []
      )
    }
    return nil
  }
}
