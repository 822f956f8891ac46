/// The commands of LaTeX that stand for one character, by what MathML takes the character for.
package enum LatexSymbols {
  /// Whether a command, without its backslash, is a letter to the reader: `theta`, `ell`.
  package static func isLetter(_ command: String) -> Bool {
    if case .name = LatexCommand.table[command] { true } else { false }
  }

  /// Letters: `<mi>`.
  static let identifiers = pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ \
    lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ \
    chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ hbar ℏ \
    imath ı jmath ȷ Re ℜ Im ℑ aleph ℵ infty ∞ partial ∂ nabla ∇ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ intercal ⊺ dagger † \
    ddagger ‡ forall ∀ exists ∃ nexists ∄ R ℝ reals ℝ N ℕ Z ℤ Q ℚ C ℂ degree ° angle ∠ square □ Box □ blacksquare ■ \
    S § P ¶ dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ dotsm ⋯ dotsi ⋯ hdots …
    """)

  /// Operations, relations and arrows: `<mo>`.
  static let operators = pairs(
    """
    cdot ⋅ times × div ÷ ast ∗ star ⋆ circ ∘ bullet ∙ odot ⊙ otimes ⊗ oplus ⊕ ominus ⊖ oslash ⊘ pm ± mp ∓ cap ∩ cup ∪ \
    setminus ∖ smallsetminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ lnot ¬ neg ¬ le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ \
    ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰ in ∈ notin ∉ ni ∋ subset ⊂ \
    subseteq ⊆ supset ⊃ supseteq ⊇ subsetneq ⊊ mid ∣ nmid ∤ parallel ∥ perp ⊥ to → rightarrow → leftarrow ← gets ← \
    leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ \
    longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ uparrow ↑ downarrow ↓ \
    hookrightarrow ↪ nearrow ↗ searrow ↘ leadsto ⇝ rightharpoonup ⇀ rightleftharpoons ⇌ models ⊨ vdash ⊢ triangleq ≜ coloneqq ≔ \
    coloneq ≔ eqqcolon ≕ doteq ≐ asymp ≍ because ∵ therefore ∴ prime ′ backslash ∖ colon : surd √ amalg ⨿ dagger † upharpoonright ↾ \
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } lbrack [ rbrack ] lparen ( rparen ) lvert | rvert | \
    vert | Vert ‖ lVert ‖ rVert ‖ llbracket ⟦ rrbracket ⟧ lt < gt > And &
    """)

  /// Operators whose scripts stand below and above them.
  static let bigOperators = pairs(
    """
    sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆
    """)

  /// Operators whose scripts stand beside them.
  static let integrals = pairs("int ∫ iint ∬ iiint ∭ oint ∮")

  /// Functions, upright; those of the second list take their subscript below.
  static let functions: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos", "arctan", "exp",
    "log",
    "ln", "lg", "det", "dim", "ker", "deg", "hom", "arg", "gcd", "Pr", "tr", "Tr", "diag", "rank", "sgn", "sign",
    "relu",
    "softmax", "Var", "Cov", "erf", "KL", "sech", "csch", "Bar", "vect", "trace", "logdet",
  ]
  static let limits: [String: String] = [
    "lim": "lim", "limsup": "lim sup", "liminf": "lim inf", "max": "max", "min": "min", "sup": "sup", "inf": "inf",
    "argmax": "arg max", "argmin": "arg min", "injlim": "inj lim", "projlim": "proj lim",
  ]

  /// Marks over a letter or a group; those that are as wide as it end in `wide`.
  static let accents: [String: (mark: String, isWide: Bool)] = [
    "hat": ("^", false), "widehat": ("^", true), "bar": ("¯", false), "overline": ("¯", true), "tilde": ("~", false),
    "widetilde": ("~", true), "vec": ("→", false), "overrightarrow": ("→", true), "overleftarrow": ("←", true),
    "dot": ("˙", false), "ddot": ("¨", false), "check": ("ˇ", false), "breve": ("˘", false), "acute": ("´", false),
    "grave": ("`", false), "mathring": ("˚", false), "overbrace": ("⏞", true), "overparen": ("⏜", true),
  ]
  static let marksBelow: [String: String] = ["underline": "_", "underbrace": "⏟", "underparen": "⏝"]

  /// Spaces by their width.
  static let spaces: [String: String] = [
    ",": "0.167em", "thinspace": "0.167em", ":": "0.222em", ">": "0.222em", "medspace": "0.222em", ";": "0.278em",
    "thickspace": "0.278em", "!": "-0.167em", "negthinspace": "-0.167em", "quad": "1em", "qquad": "2em", " ": "0.25em",
    "enspace": "0.5em", "\n": "0.25em", "/": "0em", "~": "0.25em",
  ]

  /// Commands that say how big, where or under which number something stands, and no more.
  package static let silent: Set<String> = [
    "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits", "nonumber", "notag", "big",
    "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr", "Biggr", "bigm", "Bigm",
    "allowbreak",
    "strut", "mathstrut", "hline", "middle", "mathopen", "mathclose", "mathpunct", "mathinner", "null", "relax",
    "centering",
    "noindent", "small", "large", "normalsize", "displaylimits",
  ]

  /// Commands that do nothing here, together with the group behind them.
  static let skipped: Set<String> = [
    "label", "hspace", "vspace", "color", "cline", "hskip", "intertext*", "eqref", "ref",
  ]

  private static func pairs(_ text: String) -> [String: String] {
    let words = text.split { $0 == " " || $0 == "\n" }.map(String.init)
    precondition(words.count.isMultiple(of: 2), "a command of the table has no character")
    return Dictionary(
      stride(from: 0, to: words.count, by: 2).map { (words[$0], words[$0 + 1]) },
      uniquingKeysWith: { first, _ in first })
  }
}
