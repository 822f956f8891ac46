extension String {
  /// Of a text in MathML what stands inside the element `math`; any other text as it is.
  package var insideMathElement: String {
    guard hasPrefix("<math"), let open = firstIndex(of: ">"), hasSuffix("</math>") else { return self }
    return String(self[index(after: open)...].dropLast("</math>".count))
  }
}
