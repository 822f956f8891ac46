/// Σ xᵢ yᵢ
package func dot(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
/// x − y
package func minus(_ left: [Double], _ right: [Double]) -> [Double] { zip(left, right).map { $0 - $1 } }
/// max |xᵢ|, and NaN where one is.
package func largestMagnitude(_ values: [Double]) -> Double {
  values.reduce(0) { $1.isNaN ? .nan : max($0, abs($1)) }
}
