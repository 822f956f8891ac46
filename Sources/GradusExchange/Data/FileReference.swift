/// `A = @matrix.npy`: a name and the file that holds its numbers; of a file of several arrays with the name of one,
/// `w = @weights.npz:w`.
package struct FileReference: Hashable, Sendable {
  /// The name that gets the numbers.
  package let name: String
  /// The file.
  package let path: String
  /// Which of the arrays of the file.
  package let array: String?

  /// Nil where the declaration names no file.
  package init?(_ declaration: String) {
    let parts = declaration.split(separator: "=", maxSplits: 1).map { $0.trimmingSpaces }
    guard parts.count == 2, parts[1].hasPrefix("@"), !parts[0].isEmpty else { return nil }
    name = parts[0]
    let place = parts[1].dropFirst()
    let named = [".npz:", ".safetensors:"].compactMap { place.ranges(of: $0).last }.first
    path = String(named.map { place[..<place.index(before: $0.upperBound)] } ?? place)
    array = named.map { String(place[$0.upperBound...]) }
  }
}
