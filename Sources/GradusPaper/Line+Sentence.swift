package import GradusNotation

extension Line {
  /// The line with its words as a sentence of its own: on a page, where a terminal has a clause.
  package var asSentence: Line {
    isContinuation || sentence.isEmpty ? self : Line(law: law, sentence.asSentence, display, facts: facts)
  }
}
