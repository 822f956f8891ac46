extension StatementParser {
  /// `second-order Taylor expansion of f around 0`
  static func taylorByOrder(_ phrase: Phrase) -> SheetStatement.Question? {
    for (order, degree) in [("first", 1), ("second", 2), ("third", 3)] {
      for what in [
        "taylor expansion of", "taylor polynomial of", "taylor approximation of", "approximation of",
        "taylor series of",
      ] {
        guard let rest = phrase.after(anyOf: ["\(order)-order \(what)", "\(order) order \(what)"]),
          let (body, point) = rest.split(atAnyOf: ["at the point", "at", "around the point", "around", "about"])
        else { continue }
        return .special(.taylor(body.withoutArticle, degree: degree, at: point))
      }
    }
    return nil
  }

  /// `Is A invertible?`, `Show that A is symmetric`
  static func property(_ phrase: Phrase) -> SheetStatement.Question? {
    for property in SpecialQuestion.MatrixProperty.allCases {
      // `Show that A is symmetric` asks the same.
      for words in [
        "show that", "prove that", "verify that", "check that", "check whether", "determine whether", "decide whether",
      ] {
        guard let rest = phrase.after(words)?.withoutArticle,
          let (matrix, after) = rest.split(at: "is \(property.rawValue)"),
          after.isEmpty, !matrix.isEmpty
        else { continue }
        return .special(.property(property, matrix.after("matrix") ?? matrix))
      }
      guard let rest = phrase.after("is")?.withoutArticle, let (matrix, after) = rest.split(at: property.rawValue),
        after.isEmpty, !matrix.isEmpty
      else { continue }
      return .special(.property(property, matrix))
    }
    return nil
  }
}
