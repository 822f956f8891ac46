import GradusExpression
import GradusLearning
import GradusNotation

/// All names of a sheet. A statement gets a blackboard with those that it can speak of, so that a sheet of thousands of
/// definitions costs no more a line than one of ten.
struct BoardStore {
  private struct Entry {
    var order: Int
    /// The line that gave the name its meaning, in which others are spoken of.
    var source: String
    var definition: Blackboard.Definition?
    var symbol: Symbol?
    var function: Blackboard.Function?
    var network: SmallNetwork?
    /// Whether it is an unknown function, `f: function`.
    var isUnknownFunction = false
    /// What is told of a name whose shape is not.
    var facts: Set<Fact> = []
    /// Why the line that was to define it could not be read.
    var unread: String?
    /// The numbered part of the exercise in which it was told; empty before the first of them.
    var part = ""

    /// The shape of its value, where it has one.
    var shape: [Size]? { definition?.meaning.shape ?? symbol?.shape }
  }

  /// The numbered part of the exercise that is read.
  private var part = ""

  /// What was assumed before the first of them.
  private var assumedBefore: [String: Symbol] = [:]

  mutating func begin(part label: String) {
    // What a name was taken for in one part it is not in the next.
    if part.isEmpty { assumedBefore = assumed } else { assumed = assumedBefore }
    part = label
  }

  /// Whether the part that is read has defined anything.
  var hasOwnDefinitions: Bool {
    !part.isEmpty && entries.values.contains { $0.part == part && ($0.definition != nil || $0.function != nil) }
  }

  /// The store without one name.
  func without(_ name: String) -> BoardStore {
    var store = self
    store.entries[name] = nil
    return store
  }

  /// The store without what other numbered parts told; nil where they told nothing.
  var withoutOtherParts: BoardStore? {
    guard !part.isEmpty, entries.values.contains(where: { !$0.part.isEmpty && $0.part != part }) else { return nil }
    var store = self
    store.entries = entries.filter { $0.value.part.isEmpty || $0.value.part == part }
    store.assumed = [:]
    return store
  }

  /// The names that a text may speak of and that another part defined, by the part.
  func borrowed(in text: String) -> [(part: String, names: [String])] {
    guard !part.isEmpty else { return [] }
    var found: Set<String> = []
    var open = mentioned(in: text)
    while let name = open.popFirst() {
      guard found.insert(name).inserted, let entry = entries[name] else { continue }
      open.formUnion(mentioned(in: entry.source).subtracting(found))
    }
    // What a function takes as its argument is no value of another part.
    let words = Set(Phrase(text).words.map(\.text))
    let arguments = Set(words.compactMap { entries[$0]?.function?.parameters }.joined())
    let names = found.subtracting(arguments).filter { name in
      guard let entry = entries[name], !entry.part.isEmpty, entry.part != part else { return false }
      return entry.definition != nil || entry.symbol != nil
    }
    return Dictionary(grouping: names) { entries[$0]?.part ?? "" }.map { ($0.key, $0.value.sorted()) }.sorted {
      $0.0 < $1.0
    }
  }

  private var entries: [String: Entry] = [:]
  /// The names that begin alike, up to their subscript.
  private var names: [String: Set<String>] = [:]
  private var count = 0
  /// What definitions take names to be that nothing declares: W of `z = W x + b` is the same W in the next one.
  private var assumed: [String: Symbol] = [:]

  /// A blackboard with everything on it.
  var board: Blackboard { board(of: Set(entries.keys).union(assumed.keys)) }

  /// The store without what follows from use alone; nil where there is nothing of that.
  var withoutAssumptions: BoardStore? {
    guard !assumed.isEmpty else { return nil }
    var store = self
    store.assumed = [:]
    return store
  }

  /// A blackboard with the names of a text, and those that their meanings speak of.
  func board(for text: String) -> Blackboard {
    if entries.count + assumed.count < 24 { return board }
    var found: Set<String> = []
    var open = mentioned(in: text)
    while let name = open.popFirst() {
      guard found.insert(name).inserted, let entry = entries[name] else { continue }
      let symbols = entry.definition.map { $0.meaning.symbols.map(\.name) } ?? []
      open.formUnion(mentioned(in: entry.source).union(symbols).subtracting(found))
    }
    return board(of: found)
  }

  private func board(of chosen: Set<String>) -> Blackboard {
    var board = Blackboard()
    for (name, entry) in chosen.compactMap({ name in entries[name].map { (name, $0) } }).sorted(by: {
      $0.1.order < $1.1.order
    }) {
      board.restore(
        name, entry.definition, entry.symbol, entry.function, entry.network, facts: entry.facts,
        isUnknownFunction: entry.isUnknownFunction, unread: entry.unread)
    }
    for (name, symbol) in assumed where entries[name] == nil && chosen.contains(name) { board.assume(symbol) }
    board.beginNoting()
    return board
  }

  /// The names that may occur in a text: every stretch of letters and digits is looked up.
  private func mentioned(in text: String) -> Set<String> {
    var found: Set<String> = []
    for word in Phrase(BoardStore.spelt(text)).words {
      let characters = Array(word.text.prefix(48))
      for start in characters.indices where characters[start].isLetter {
        for end in start..<characters.count {
          if let same = names[String(characters[start...end])] { found.formUnion(same) }
        }
      }
    }
    return found
  }

  /// Greek letters by their names, as the reader spells them.
  private static func spelt(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { !$0.isASCII && $0.properties.isAlphabetic }) else { return text }
    return text.map { character in
      guard !character.isASCII, character.isLetter, let name = try? Blackboard().spelling(Phrase(String(character)))
      else { return String(character) }
      return " \(name)"
    }.joined()
  }

  private static func beginning(_ name: String) -> String { String(name.prefix { $0 != "_" }) }

  /// Keeps in mind that a line could not be read: nothing is known of the name that it was to define, whatever it meant before.
  ///
  /// - Parameter isQuestion: whether the line asks, so that a name that has a meaning keeps it.
  mutating func failed(_ line: Phrase, _ reason: String, isQuestion: Bool = false) {
    let told = line.after("let")
    guard let left = (told ?? line).sidesOfEquation?.left, let name = BoardStore.definedName(left) else { return }
    if isQuestion, told == nil, entries[name] != nil { return }
    count += 1
    entries[name] = Entry(order: count, source: "", unread: reason, part: part)
    names[BoardStore.beginning(name), default: []].insert(name)
  }

  /// f of `f(x)`, `sigma` of `\sigma`; nil of what is no name.
  private static func definedName(_ left: Phrase) -> String? {
    let head = left.text.prefix { $0 != "(" }
    return try? Blackboard().spelling(Phrase(String(head)).trimmed)
  }

  /// The store with what a statement changed on its blackboard.
  func taking(_ named: (board: Blackboard, source: String)?) -> BoardStore {
    guard let named else { return self }
    var store = self
    store.take(named.board, source: named.source)
    return store
  }

  /// The lines whose definitions took one of the names for something of another shape than it has now.
  func outdated(by names: Set<String>) -> [(name: String, source: String)] {
    entries.compactMap { name, entry -> (name: String, source: String)? in
      guard !names.contains(name), let definition = entry.definition, !entry.source.isEmpty else { return nil }
      let isOther = definition.meaning.symbols.contains { symbol in
        guard names.contains(symbol.name), let now = entries[symbol.name]?.shape else { return false }
        return now.count != symbol.shape.count
      }
      return isOther ? (name, entry.source) : nil
    }.sorted { $0.0 < $1.0 }
  }

  /// Takes over what a statement changed on its blackboard.
  mutating func take(_ board: Blackboard, source: String) {
    for name in board.touched {
      count += 1
      let definition = board.definitions.first { $0.name == name }
      // What got another value by a name in it was defined by its own line all the same.
      let isSame = definition != nil && entries[name]?.definition?.written == definition?.written
      let own = isSame ? entries[name]?.source ?? source : source
      entries[name] = Entry(
        order: count, source: own, definition: definition,
        symbol: board.declared(name), function: board.function(name),
        network: board.network(name), isUnknownFunction: board.reader.isUnknownFunction(name), facts: board.facts(name),
        unread: board.unread[name], part: part)
      names[BoardStore.beginning(name), default: []].insert(name)
      for symbol in entries[name]?.definition?.meaning.symbols ?? [] where symbol.shape.count <= 2 {
        assumed[symbol.name] = symbol
        names[BoardStore.beginning(symbol.name), default: []].insert(symbol.name)
      }
    }
  }
}
