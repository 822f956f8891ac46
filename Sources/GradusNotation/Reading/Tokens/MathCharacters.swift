/// What single Unicode characters mean in mathematics.
package enum MathCharacters {
  /// The ASCII name of a Greek letter: `theta` for θ.
  package static let greek: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [
      "ϑ": "theta", "ϕ": "phi", "ϵ": "epsilon", "ϱ": "rho", "ϖ": "pi", "ς": "sigma", "ϰ": "kappa",
      "∆": "Delta", "µ": "mu", "Ω": "Omega",
    ]
    let names = [
      "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
      "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ]
    let small = "αβγδεζηθικλμνξοπρστυφχψω".unicodeScalars
    let capital = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ".unicodeScalars
    for (letter, name) in zip(small, names) { table[letter] = name }
    for (letter, name) in zip(capital, names) { table[letter] = name.prefix(1).uppercased() + name.dropFirst() }
    return table
  }()

  /// Every Greek letter's ASCII name, small and capital.
  package static let greekNames = Set(greek.values)

  package static let superscripts: [Unicode.Scalar: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9",
    "⁺": "+", "⁻": "-", "⁽": "(", "⁾": ")", "ⁿ": "n", "ⁱ": "i", "ᵀ": "T", "ᵗ": "t", "ᵐ": "m", "ᵏ": "k", "ᵖ": "p",
    "ˣ": "x", "ʸ": "y", "ᵃ": "a", "ᵇ": "b", "ᶜ": "c", "ᵈ": "d", "ʲ": "j", "ʳ": "r", "ˢ": "s", "ʷ": "w", "ᶻ": "z",
    "ᑫ": "q", "ˡ": "l", "ᵘ": "u", "ᵛ": "v", "ʰ": "h", "ᵍ": "g", "ᶠ": "f", "ᴴ": "H",
  ]

  package static let subscripts: [Unicode.Scalar: Character] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8", "₉": "9",
    "ₐ": "a", "ₑ": "e", "ₕ": "h", "ᵢ": "i", "ⱼ": "j", "ₖ": "k", "ₗ": "l", "ₘ": "m", "ₙ": "n", "ₒ": "o", "ₚ": "p",
    "ᵣ": "r", "ₛ": "s", "ₜ": "t", "ᵤ": "u", "ᵥ": "v", "ₓ": "x", "₌": "=",
  ]

  /// Fractions of one character, as numerator and denominator.
  package static let fractions: [Unicode.Scalar: (Int, Int)] = [
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
    "⅑": (1, 9), "⅒": (1, 10),
  ]

  /// Marks over a letter, as the suffix of its name: ŷ is `y_hat`.
  static let marks: [Unicode.Scalar: String] = [
    "\u{0302}": "_hat", "\u{0304}": "_bar", "\u{0305}": "_bar", "\u{0303}": "_tilde", "\u{0307}": "_dot",
  ]

  static let markedLetters: [Unicode.Scalar: String] = [
    "ŷ": "y_hat", "ŵ": "w_hat", "â": "a_hat", "ê": "e_hat", "ĝ": "g_hat", "ĥ": "h_hat", "ẑ": "z_hat", "ŝ": "s_hat",
    "Ŷ": "Y_hat", "Ŵ": "W_hat", "ȳ": "y_bar", "ā": "a_bar", "ē": "e_bar", "ū": "u_bar", "ã": "a_tilde", "ñ": "n_tilde",
    "ũ": "u_tilde", "ỹ": "y_tilde",
  ]

  /// Operators and delimiters of one character.
  static let operators: [Unicode.Scalar: Token.Kind] = [
    "+": .plus, "-": .minus, "−": .minus, "–": .minus, "‐": .minus, "‑": .minus, "*": .star, "∗": .star, "/": .slash,
    "÷": .slash,
    "∕": .slash, "⁄": .slash, "^": .caret, "'": .prime, "’": .prime, "′": .prime, "ˈ": .prime, "⊤": .superscript("T"),
    "⊺": .superscript("T"), "†": .superscript("+"), "⊙": .dotStar, "∘": .dotStar, "⊘": .dotSlash, "·": .middleDot,
    "⋅": .middleDot, "∙": .middleDot, "•": .middleDot, "×": .cross, "⊗": .circledTimes, "=": .equals, "≔": .defines,
    "≜": .defines,
    ":": .colon, ",": .comma, ";": .semicolon, "&": .ampersand, "(": .open(.round), ")": .close(.round),
    "[": .open(.square), "]": .close(.square), "{": .open(.brace), "}": .close(.brace), "⟨": .open(.angle),
    "⟩": .close(.angle), "|": .bar(.either), "∣": .bar(.either), "‖": .doubleBar(.either), "∥": .doubleBar(.either),
    "√": .squareRoot, "∂": .partial, "∇": .nabla, "∞": .infinity, "∈": .element, "≠": .notEqual, "ℝ": .reals,
    "𝟏": .filled(1),
    "𝟙": .filled(1), "𝟎": .filled(0), "𝟘": .filled(0), "@": .at, "<": .comparison(.less), ">": .comparison(.greater),
    "≤": .comparison(.lessOrEqual),
    "≥": .comparison(.greaterOrEqual), "⩽": .comparison(.lessOrEqual), "⩾": .comparison(.greaterOrEqual), "∧": .and,
    "∨": .or,
    "∼": .distributed, "≻": .definiteness(.greater), "⪰": .definiteness(.greaterOrEqual),
    "≽": .definiteness(.greaterOrEqual), "≺": .definiteness(.less), "⪯": .definiteness(.lessOrEqual),
    "≼": .definiteness(.lessOrEqual),
  ]

  /// Whether a letter of the mathematical alphabets is a bold one.
  static func isBold(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Serif bold and bold italic; sans serif bold and bold italic; Greek likewise, whose italic alone is not bold.
    case 0x1D400...0x1D433, 0x1D468...0x1D49B, 0x1D5D4...0x1D607, 0x1D63C...0x1D66F: true
    case 0x1D6A8...0x1D6E1, 0x1D71C...0x1D7C9: true
    default: false
    }
  }

  /// The plain letter behind a bold, italic or script one of the mathematical alphabets: x for 𝐱.
  static func plainLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x1D400...0x1D6A3:
      let index = (scalar.value - 0x1D400) % 52
      return Unicode.Scalar(index < 26 ? 0x41 + index : 0x61 + index - 26)
    case 0x1D6A8...0x1D7C9:
      // Greek: 25 capitals (with the other theta at 17), nabla, 25 small ones (with the final sigma at 17), 7 variants.
      let index = (scalar.value - 0x1D6A8) % 58
      if index < 25 { return index == 17 ? "Θ" : Unicode.Scalar(0x391 + index) }
      if index == 25 { return "∇" }
      if index < 51 { return Unicode.Scalar(0x3B1 + index - 26) }
      return ["∂", "ϵ", "ϑ", "ϰ", "ϕ", "ϱ", "ϖ"][Int(index) - 51]
    case 0x210E: return "h"
    default: return nil
    }
  }
}
