import GradusExpression

extension Symbol {
  /// The fact as it was declared: what is declared positive definite is symmetric because of that.
  func statedFact(implying fact: Fact) -> Fact {
    let stated = Fact.allCases.filter { candidate in
      facts.contains(candidate) && Set([candidate]).closure.contains(fact)
    }
    return stated.first { candidate in
      !stated.contains { $0 != candidate && Set([$0]).closure.contains(candidate) }
    } ?? fact
  }
}
