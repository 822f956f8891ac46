/// LaTeX set as MathML in the way it was typed: nothing is read as a formula, and nothing is rewritten.
///
/// What a course uses is known: fractions, roots, scripts, accents, alphabets, matrices, cases, aligned lines, braces below and
/// above. A command that is not known stays readable, as its name.
package struct LatexTypesetter {
  let source: [Character]
  var place = 0
  /// In which alphabet letters stand here.
  var alphabet = MathAlphabet.italic
  /// Whether something does not close, or closes what was not open.
  var isBroken = false
  /// How deep this is in groups; what is deeper than anybody writes is broken.
  var depth = 0

  /// Where a row ends.
  struct Stop: OptionSet {
    let rawValue: Int
    /// `}`
    static let brace = Stop(rawValue: 1)
    /// `]`
    static let bracket = Stop(rawValue: 2)
    /// `\right`
    static let delimiter = Stop(rawValue: 4)
    /// `&`, `\\` and `\end`
    static let cell = Stop(rawValue: 8)
  }
  var stop: Stop = []

  /// An element with the place of its scripts.
  struct Atom {
    var markup: String
    /// Whether scripts stand below and above it.
    var takesLimits = false
  }

  private init(_ latex: String) { source = Array(latex) }

  /// What stands inside the element `math`; nil where braces or environments do not close.
  package static func mathML(_ latex: String) -> String? {
    var typesetter = LatexTypesetter(latex)
    typesetter.stop = .cell
    let rows = typesetter.rows()
    // `\end` alone, a brace or bracket too many.
    guard typesetter.place == typesetter.source.count, !typesetter.isBroken else { return nil }
    if rows.count == 1, rows[0].count == 1 { return rows[0][0] }
    return table(rows, .aligned)
  }

  // MARK: Rows

  /// The elements up to where the row ends, as one.
  mutating func row(until stop: Stop) -> String {
    let (outer, alphabet) = (self.stop, alphabet)
    defer { (self.stop, self.alphabet) = (outer, alphabet) }
    self.stop = stop
    depth += 1
    defer { depth -= 1 }
    if depth > 64 { isBroken = true }
    return rest()
  }

  /// The elements up to where the row that is being set ends.
  mutating func rest() -> String {
    var markup = ""
    while !isBroken {
      skipSpaces()
      guard place < source.count, !isAtStop else { break }
      markup += scripted(atom())
    }
    return markup
  }

  private var isAtStop: Bool {
    switch source[place] {
    case "}":
      return true
    case "]": return stop.contains(.bracket)
    case "&": return stop.contains(.cell)
    case "\\":
      let name = commandName
      if name == "right" { return true }
      return stop.contains(.cell) && (name == "\\" || name == "end" || name == "cr" || name == "newline")
        || name == "end"
    default: return false
    }
  }

  /// An atom with the scripts behind it.
  private mutating func scripted(_ atom: Atom) -> String {
    var (below, above): (String?, String?) = (nil, nil)
    var takesLimits = atom.takesLimits
    while place < source.count {
      skipSpaces()
      guard place < source.count else { break }
      if source[place] == "^", above == nil {
        place += 1
        above = argument()
      } else if source[place] == "_", below == nil {
        place += 1
        below = argument()
      } else if source[place] == "'" || source[place] == "’" {
        var primes = ""
        while place < source.count, source[place] == "'" || source[place] == "’" {
          primes += "′"
          place += 1
        }
        above = "<mo>\(primes)</mo>" + (above ?? "")
      } else if source[place] == "\\", commandName == "limits" || commandName == "nolimits" {
        takesLimits = commandName == "limits"
        place += takesLimits ? 7 : 9
      } else {
        break
      }
    }
    func element(_ name: String, _ parts: [String]) -> String {
      "<\(name)>" + parts.map { "<mrow>\($0)</mrow>" }.joined() + "</\(name)>"
    }
    switch (below, above) {
    case (nil, nil): return atom.markup
    case (let low?, nil): return element(takesLimits ? "munder" : "msub", [atom.markup, low])
    case (nil, let high?): return element(takesLimits ? "mover" : "msup", [atom.markup, high])
    case (let low?, let high?):
      return element(takesLimits ? "munderover" : "msubsup", [atom.markup, low, high])
    }
  }

  /// A group in braces, or the one atom that follows.
  mutating func argument() -> String {
    skipSpaces()
    guard place < source.count, !isBroken else { return "" }
    if source[place] == "{" { return group() }
    if isAtStop { return "" }
    return atom().markup
  }

  /// What stands in braces.
  mutating func group() -> String {
    place += 1
    let markup = row(until: .brace)
    guard place < source.count, source[place] == "}" else {
      isBroken = true
      return ""
    }
    place += 1
    return markup
  }

  /// What stands in square brackets, where they follow.
  mutating func option() -> String? {
    skipSpaces()
    guard place < source.count, source[place] == "[" else { return nil }
    place += 1
    let markup = row(until: .bracket)
    if place < source.count { place += 1 }
    return markup
  }

  /// The characters of a group, as they are.
  mutating func plainGroup() -> String {
    skipSpaces()
    guard place < source.count, source[place] == "{" else {
      guard place < source.count else { return "" }
      place += 1
      return String(source[place - 1])
    }
    var (text, level) = ("", 0)
    repeat {
      if source[place] == "{" { level += 1 }
      if source[place] == "}" { level -= 1 }
      text.append(source[place])
      place += 1
    } while level > 0 && place < source.count
    if level > 0 { isBroken = true }
    return String(text.dropFirst().dropLast())
  }

  mutating func skipSpaces() {
    while place < source.count {
      if source[place] == "%" {
        while place < source.count, source[place] != "\n" { place += 1 }
      } else if source[place].isWhitespace {
        place += 1
      } else {
        return
      }
    }
  }

  /// The name of the command at this place: letters, or one other character.
  var commandName: String {
    let name = source[(place + 1)...].prefix { $0.isASCII && $0.isLetter }
    return name.isEmpty ? source[(place + 1)...].first.map(String.init) ?? "" : String(name)
  }
}
