extension StringProtocol {
  /// The text without blanks at its ends.
  package var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
