/// The nearest known word to a misspelt one.
package enum Suggestion {
  /// The candidate at the smallest edit distance, at most a third of the word's length; nil where none is near.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    guard word.unicodeScalars.count <= 40 else { return nil }
    let target = Array(word.lowercased().unicodeScalars)
    let bound = max(1, target.count / 3)
    var best: (distance: Int, word: String)?
    for candidate in candidates {
      let distance = Suggestion.distance(target, Array(candidate.lowercased().unicodeScalars))
      guard distance <= bound else { continue }
      if let current = best, (current.distance, current.word) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.word
  }

  /// The number of insertions, deletions, substitutions and swaps of neighbours between two words
  /// (Damerau and Levenshtein's distance, restricted form).
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    guard abs(a.count - b.count) <= 8, !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var rows = [[Int]](repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    for i in 1...a.count {
      for j in 1...b.count {
        var best = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
        rows[i][j] = best
      }
    }
    return rows[a.count][b.count]
  }
}
