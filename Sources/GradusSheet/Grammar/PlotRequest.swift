/// What a statement such as `plot f and g for x from -2 to 2` asks to be drawn.
struct PlotRequest: Hashable, Sendable {
  /// The whole statement behind its first word.
  let phrase: Phrase
  let subjects: [Phrase]
  /// The variables that `over u, v` names.
  let variables: [Phrase]
  let ranges: [Range]

  /// `x from -2 to 2`; without a name it is the one variable's.
  struct Range: Hashable, Sendable {
    let name: Phrase?
    let low: Phrase
    let high: Phrase
  }
}

extension StatementParser {
  private static let openings = ["plot", "sketch", "draw", "graph"]
  private static let nouns = [
    "the graphs of", "the graph of", "graphs of", "graph of", "the contours of", "contours of", "contour lines of",
    "the contour lines of", "level curves of", "the level curves of", "the functions", "the function", "the curves",
    "the curve", "the network",
  ]

  /// The question of a statement that begins with `plot`, `sketch`, `draw`, `contours of`; nil for any other.
  static func drawing(_ phrase: Phrase) throws(StatementProblem) -> PlotRequest? {
    var found = openings.lazy.compactMap { phrase.after($0) }.first
    // `graph = …` and `plot(x)` are names that somebody gave.
    if let rest = found, rest.first == "=" || phrase.words.first?.next == "(" { found = nil }
    if nouns.contains(where: { phrase.after($0) != nil }) { found = phrase }
    guard var rest = found else { return nil }
    if let plain = nouns.lazy.compactMap({ rest.after($0) }).first { rest = plain }
    if rest.isEmpty { throw StatementProblem("say what: plot f for x from -2 to 2", at: phrase) }

    // The ranges begin with the first of these words.
    let marks = ["for", "from", "on", "between", "where", "with", "over", "in the range", "in the interval"]
    let places = marks.compactMap { mark in
      rest.split(at: mark).map { (before: $0.before, after: $0.after, word: mark) }
    }
    guard let first = places.min(by: { $0.before.range.upperBound < $1.before.range.upperBound }) else {
      return PlotRequest(phrase: rest, subjects: listed(rest), variables: [], ranges: [])
    }
    var (variables, ranges): ([Phrase], [PlotRequest.Range]) = ([], [])
    if ["from", "between"].contains(first.word) {
      ranges = try spans(Phrase.from(first.before.range.upperBound, to: rest).trimmed)
    } else {
      let after = first.after.after("the interval") ?? first.after.after("the range") ?? first.after
      if first.word == "over", after.first != "[", after.split(at: "from") == nil {
        variables = names(after)
      } else {
        ranges = try spans(after)
      }
    }
    return PlotRequest(phrase: rest, subjects: listed(first.before), variables: variables, ranges: ranges)
  }

  /// `f`, `f and g`, `f, g and h`.
  static func listed(_ phrase: Phrase) -> [Phrase] {
    phrase.parts(between: ",").flatMap { part -> [Phrase] in
      var parts: [Phrase] = []
      var rest = part
      while let (before, after) = rest.split(at: "and") {
        parts.append(before)
        rest = after
      }
      return parts + [rest]
    }.filter { !$0.isEmpty }
  }

  /// `x from -2 to 2 and y from 0 to 1`, one range after another.
  private static func spans(_ phrase: Phrase) throws(StatementProblem) -> [PlotRequest.Range] {
    var ranges: [PlotRequest.Range] = []
    for part in phrase.parts(between: ",") {
      var rest = part
      while !rest.isEmpty {
        // The `and` of `between a and b` belongs to the range.
        guard let (before, after) = rest.split(at: "and") else {
          ranges.append(try span(rest))
          break
        }
        if before.split(at: "between") != nil || before.isEmpty {
          guard let (second, next) = after.split(at: "and") else {
            ranges.append(try span(before.isEmpty ? after : rest))
            break
          }
          ranges.append(try span(before.isEmpty ? second : before.joined(with: second)))
          rest = next
        } else {
          ranges.append(try span(before))
          rest = after
        }
      }
    }
    return ranges
  }

  /// `x from a to b`, `x in [a, b]`, `a <= x <= b`, `x between a and b`, `[a, b]`.
  private static func span(_ phrase: Phrase) throws(StatementProblem) -> PlotRequest.Range {
    let parts = phrase.parts(between: "<≤").map { $0.first == "=" ? $0.dropFirst(1).trimmed : $0 }
    if parts.count == 3 { return PlotRequest.Range(name: parts[1], low: parts[0], high: parts[2]) }
    func named(_ name: Phrase, _ low: Phrase, _ high: Phrase) throws(StatementProblem) -> PlotRequest.Range {
      for bound in [low, high] where bound.isEmpty { throw StatementProblem(usage, at: phrase) }
      return PlotRequest.Range(name: name.isEmpty ? nil : name, low: low, high: high)
    }
    if let (name, after) = phrase.split(at: "from"), let (low, high) = after.split(at: "to") {
      return try named(name, low, high)
    }
    if let (name, after) = phrase.split(at: "between"), let (low, high) = after.split(at: "and") {
      return try named(name, low, high)
    }
    if let (name, after) = phrase.split(at: "=") ?? phrase.split(at: "from"), let (low, high) = after.split(at: "..") {
      return try named(name, low, high)
    }
    let (name, interval) =
      phrase.split(at: "in").map { ($0.before, $0.after) } ?? phrase.split(at: "∈").map { ($0.before, $0.after) }
      ?? (phrase.dropFirst(phrase.range.count), phrase)
    if interval.first == "[", interval.text.hasSuffix("]") {
      let ends = interval.dropFirst(1).dropLast(1).parts(between: ",;")
      if ends.count == 2 { return try named(name, ends[0], ends[1]) }
    }
    throw StatementProblem(usage, at: phrase)
  }

  private static let usage = "expected a range, as in x from -2 to 2"
}
