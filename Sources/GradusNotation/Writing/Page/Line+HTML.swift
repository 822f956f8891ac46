extension Line {
  /// The line as a part of a page: its passage as a paragraph, and what it displays below.
  package var html: String {
    var text = passage.isEmpty ? "" : "<p>\(passage.html)</p>"
    if let display {
      text += "<div class=\"display\"><math display=\"block\"><mrow>\(display.written(as: .mathml))</mrow></math></div>"
    }
    return text
  }
}

extension Passage {
  /// The passage within a paragraph of a page, its mathematics in MathML.
  package var html: String {
    joined({ "<math><mrow>\($0.written(as: .mathml))</mrow></math>" }, words: MathML.escaped)
  }
}
