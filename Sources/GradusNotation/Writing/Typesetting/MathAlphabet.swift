/// The alphabets of mathematics, whose letters Unicode has one by one.
enum MathAlphabet {
  case italic, upright, bold, script, blackboard, fraktur, sansSerif, typewriter

  /// By the command that sets its group, or the rest of its group, in the alphabet.
  static let commands: [String: MathAlphabet] = [
    "mathbf": .bold, "boldsymbol": .bold, "bm": .bold, "pmb": .bold, "symbf": .bold, "vb": .bold, "mathrm": .upright,
    "mathcal": .script, "mathscr": .script, "mathbb": .blackboard, "mathds": .blackboard, "mathbbm": .blackboard,
    "mathfrak": .fraktur, "mathsf": .sansSerif, "mathtt": .typewriter, "mathit": .italic, "mathnormal": .italic,
    "mathup": .upright, "symrm": .upright,
  ]
  static let switches: [String: MathAlphabet] = [
    "bf": .bold, "rm": .upright, "it": .italic, "cal": .script, "sf": .sansSerif, "tt": .typewriter, "bfseries": .bold,
    "boldmath": .bold,
  ]

  /// The letter or digit in this alphabet, as itself where there is none.
  func letter(_ character: Character) -> String {
    if let special = MathAlphabet.special[character], let letter = special[self] { return letter }
    guard let value = character.unicodeScalars.first?.value, character.unicodeScalars.count == 1 else {
      return String(character)
    }
    let start: UInt32?
    switch value {
    case 0x41...0x5A: start = capitals.map { $0 + value - 0x41 }
    case 0x61...0x7A: start = capitals.map { $0 + 26 + value - 0x61 }
    case 0x30...0x39: start = digits.map { $0 + value - 0x30 }
    case 0x391...0x3A9: start = self == .bold ? 0x1D6A8 + value - 0x391 : nil
    case 0x3B1...0x3C9: start = self == .bold ? 0x1D6C2 + value - 0x3B1 : nil
    default: start = nil
    }
    return start.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? String(character)
  }

  private var capitals: UInt32? {
    switch self {
    case .italic, .upright: nil
    case .bold: 0x1D400
    case .script: 0x1D49C
    case .blackboard: 0x1D538
    case .fraktur: 0x1D504
    case .sansSerif: 0x1D5A0
    case .typewriter: 0x1D670
    }
  }

  private var digits: UInt32? {
    switch self {
    case .italic, .upright, .script, .fraktur: nil
    case .bold: 0x1D7CE
    case .blackboard: 0x1D7D8
    case .sansSerif: 0x1D7E2
    case .typewriter: 0x1D7F6
    }
  }

  /// Letters that Unicode had before it had the alphabets.
  private static let special: [Character: [MathAlphabet: String]] = [
    "B": [.script: "ℬ"], "E": [.script: "ℰ"], "F": [.script: "ℱ"], "I": [.script: "ℐ", .fraktur: "ℑ"],
    "H": [.script: "ℋ", .blackboard: "ℍ", .fraktur: "ℌ"], "L": [.script: "ℒ"], "M": [.script: "ℳ"],
    "R": [.script: "ℛ", .blackboard: "ℝ", .fraktur: "ℜ"], "C": [.blackboard: "ℂ", .fraktur: "ℭ"],
    "N": [.blackboard: "ℕ"], "P": [.blackboard: "ℙ"], "Q": [.blackboard: "ℚ"],
    "Z": [.blackboard: "ℤ", .fraktur: "ℨ"], "e": [.script: "ℯ"], "g": [.script: "ℊ"], "o": [.script: "ℴ"],
  ]
}
