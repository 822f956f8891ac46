/// One division of examples in those that are trained on and those that are held back.
public struct FoldPart: Hashable, Sendable, Codable {
  /// Which time the examples are divided, counted from 1.
  public let repetition: Int
  /// Which part is held back, counted from 1.
  public let number: Int
  /// The places of the examples that are trained on, ascending.
  public let trained: [Int]
  /// The places of those that are held back, ascending.
  public let held: [Int]
}

/// Examples in k parts of nearly one size, each held back once while the others are trained on; perhaps several times over.
///
/// Parts have of every class as nearly the same number as whole numbers allow; examples of one group are in one part.
///
/// Source: R. Kohavi, "A study of cross-validation and bootstrap for accuracy estimation and model selection", IJCAI 1995.
public struct FoldDivision: Hashable, Sendable {
  /// The divisions, one repetition after another.
  public let folds: [FoldPart]

  /// Divides examples at random.
  ///
  /// - Parameters:
  ///   - count: how many examples there are.
  ///   - parts: k, at least 2 and at most the number of examples, or of groups.
  ///   - classes: the class of every example, to have the same share of each everywhere; nil for none.
  ///   - groups: a number for every example; those with the same one stay together. Nil for none.
  ///   - repetitions: how often the examples are divided anew.
  ///   - seed: what the divisions are drawn from.
  /// - Throws: `TrainingError.setting` for numbers of parts or repetitions that make no sense.
  public init(
    of count: Int, in parts: Int, classes: [Int32]? = nil, groups: [Int32]? = nil, repetitions: Int = 1,
    seed: UInt64 = 0
  ) throws(TrainingError) {
    guard parts >= 2 else { throw .setting("\(parts) folds: there must be at least 2") }
    guard parts <= count else { throw .setting("\(parts) folds of \(count) examples: at most one for each") }
    guard 1...1000 ~= repetitions else { throw .setting("\(repetitions) repetitions: from 1 to 1000 are made") }
    if let groups, case let known = Set(groups).count, known < parts {
      throw .setting("\(parts) folds of \(known) groups: a group stays in one fold")
    }
    var generator = SeededGenerator(seed: seed)
    var folds: [FoldPart] = []
    for repetition in 1...repetitions {
      let place =
        groups.map { Self.places(ofGroups: $0, classes, parts, using: &generator) }
        ?? Self.places(of: count, classes, parts, using: &generator)
      for part in 0..<parts {
        folds.append(
          FoldPart(
            repetition: repetition, number: part + 1, trained: (0..<count).filter { place[$0] != part },
            held: (0..<count).filter { place[$0] == part }))
      }
    }
    self.folds = folds
  }

  /// The part of every example: class after class, in a random order, they are dealt like cards, so that parts differ by one at most, of every
  /// class and in all.
  private static func places(
    of count: Int, _ classes: [Int32]?, _ parts: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    var order = generator.permutation(of: count)
    if let classes {
      let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
      order.sort { (classes[$0], places[$0] ?? 0) < (classes[$1], places[$1] ?? 0) }
    }
    // Which part is dealt to first is drawn too.
    let first = generator.permutation(of: parts)
    var result = [Int](repeating: 0, count: count)
    for (turn, example) in order.enumerated() { result[example] = first[turn % parts] }
    return result
  }

  /// The part of every example where groups stay together: the largest group first, each to the part that it leaves most even.
  private static func places(
    ofGroups groups: [Int32], _ classes: [Int32]?, _ parts: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    let labels = classes ?? [Int32](repeating: 0, count: groups.count)
    var members: [Int32: [Int]] = [:]
    for (example, group) in groups.enumerated() { members[group, default: []].append(example) }
    var names = members.keys.sorted()
    generator.shuffle(&names)
    let order = names.enumerated().sorted {
      let (a, b) = (members[$0.element]?.count ?? 0, members[$1.element]?.count ?? 0)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
    var totals: [Int32: Double] = [:]
    for label in labels { totals[label, default: 0] += 1 }
    var held = [[Int32: Double]](repeating: [:], count: parts)
    var sizes = [Int](repeating: 0, count: parts)
    var result = [Int](repeating: 0, count: groups.count)
    for group in order {
      let examples = members[group] ?? []
      var own: [Int32: Double] = [:]
      for example in examples { own[labels[example], default: 0] += 1 }
      // Σ over classes of ((h + g)² − h²) / n², which is least where the classes of the group are rarest.
      let costs = held.map { held in
        own.sorted { $0.key < $1.key }.reduce(0.0) { sum, item in
          let (h, g, n) = (held[item.key] ?? 0, item.value, totals[item.key] ?? 1)
          return sum + (2 * h * g + g * g) / (n * n)
        }
      }
      // A part without any group comes first: none stays empty.
      let best =
        (0..<parts).min {
          (sizes[$0] == 0 ? 0 : 1, costs[$0], sizes[$0], $0) < (sizes[$1] == 0 ? 0 : 1, costs[$1], sizes[$1], $1)
        } ?? 0
      for example in examples { result[example] = best }
      for (label, number) in own { held[best][label, default: 0] += number }
      sizes[best] += examples.count
    }
    return result
  }
}
