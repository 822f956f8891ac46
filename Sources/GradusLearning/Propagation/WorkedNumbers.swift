internal import GradusExpression

// How numbers, indices and sums stand in the lines of a worked propagation.

/// At most six significant digits, with a true minus sign: `36`, `−0.5`, `0.380469`.
package func decimal(_ value: Double) -> String { value.written(.significant(6)) }

/// `(9, −2, 5)`; a single number stands by itself.
func tuple(_ values: [Double]) -> String {
  (values.count == 1 ? Tensor(values[0]) : Tensor(vector: values)).written(.significant(6))
}

/// `[18 6 12; 54 18 36]`
func matrix(_ rows: [[Double]]) -> String {
  "[" + rows.map { $0.map(decimal).joined(separator: " ") }.joined(separator: "; ") + "]"
}

/// The number, in parentheses where it is negative and something stands before it.
package func operand(_ value: Double) -> String { value < 0 ? "(\(decimal(value)))" : decimal(value) }

/// `2·1 + 2·3`, `1·1 − 1·3`, `3·9 − 1·2 + 2·5`: a product with one negative factor is subtracted.
func sumOfProducts(_ products: [(Double, Double)], plus constant: Double? = nil) -> String {
  var text = ""
  func append(_ term: String, negative: Bool) {
    text += text.isEmpty ? (negative ? "−" : "") + term : (negative ? " − " : " + ") + term
  }
  for (a, b) in products {
    if a < 0, b < 0 {
      append("(\(decimal(a)))·(\(decimal(b)))", negative: false)
    } else {
      append("\(decimal(a.magnitude))·\(decimal(b.magnitude))", negative: a < 0 || b < 0)
    }
  }
  if let constant { append(decimal(constant.magnitude), negative: constant < 0) }
  return text
}

/// `z¹₂`, `w²₁₃`, `x₁`; indices of more than one digit are separated: `w²₁₀,₂`.
package func indexed(_ letter: String, layer: Int? = nil, _ indices: Int...) -> String {
  let above = layer.map { scripted($0, "⁰¹²³⁴⁵⁶⁷⁸⁹") } ?? ""
  let below = indices.map { scripted($0, "₀₁₂₃₄₅₆₇₈₉") }
  return letter + above + below.joined(separator: indices.contains { $0 > 9 } ? "," : "")
}

private func scripted(_ number: Int, _ digits: String) -> String {
  let digits = Array(digits)
  return String("\(number)".map { digits[$0.wholeNumberValue!] })
}
