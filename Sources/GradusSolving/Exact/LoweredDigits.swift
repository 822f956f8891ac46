extension Int {
  /// The number in lowered digits: `12` is `₁₂`.
  var loweredDigits: String {
    String(self).map { digit in
      digit.wholeNumberValue.flatMap { Unicode.Scalar(0x2080 + UInt32($0)) }.map { String(Character($0)) } ?? "₋"
    }.joined()
  }
}
