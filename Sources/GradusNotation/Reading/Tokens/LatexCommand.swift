/// What a command of LaTeX means to the reader.
enum LatexCommand {
  /// The same as a token of the other spellings.
  case token(Token.Kind)
  /// A name, such as a Greek letter, in its ASCII spelling.
  case name(String)
  /// A function's name.
  case function(String)
  /// Space, size and style: nothing.
  case nothing
  /// Nothing, together with the group behind it.
  case skipped
  /// `\left`, `\bigl`, …: the next bar opens; `\right` and its like: it closes; `\big`: either.
  case delimiter(Token.Side)
  /// A typeface: the letter, or the group, that follows.
  case typeface
  /// Upright text: one word.
  case word
  /// A command that draws delimiters around its groups: `\norm{x}`.
  case enclosing(String)
  /// A mark over a letter, as the suffix of its name.
  case mark(String)
  case begin, end
  /// Understood, and not read; the advice says what to write instead.
  case refused(String)
}

extension LatexCommand {
  /// The typefaces in which vectors are set, and the arrow over them.
  static let boldTypefaces: Set<String> = ["mathbf", "boldsymbol", "bm", "pmb", "bf", "vb", "symbf", "boldmath", "vec"]

  static let table: [String: LatexCommand] = {
    var table: [String: LatexCommand] = [
      "cdot": .token(.middleDot), "times": .token(.cross), "odot": .token(.dotStar), "circ": .token(.dotStar),
      "oslash": .token(.dotSlash), "otimes": .token(.circledTimes), "div": .token(.slash), "ast": .token(.star),
      "top": .token(.superscript("T")), "intercal": .token(.superscript("T")), "prime": .token(.prime),
      "transpose": .token(.superscript("T")), "dagger": .token(.superscript("+")), "bullet": .token(.middleDot),
      "sqrt": .token(.squareRoot), "frac": .token(.fraction), "dfrac": .token(.fraction), "tfrac": .token(.fraction),
      "cfrac": .token(.fraction), "binom": .token(.binomial), "dbinom": .token(.binomial),
      "tbinom": .token(.binomial), "choose": .refused("write \\binom{n}{k}"), "partial": .token(.partial),
      "nabla": .token(.nabla), "infty": .token(.infinity),
      "in": .token(.element), "ne": .token(.notEqual), "neq": .token(.notEqual), "R": .token(.reals),
      "reals": .token(.reals), "coloneqq": .token(.defines),
      "le": .token(.comparison(.lessOrEqual)), "leq": .token(.comparison(.lessOrEqual)),
      "leqslant": .token(.comparison(.lessOrEqual)), "lt": .token(.comparison(.less)),
      "ge": .token(.comparison(.greaterOrEqual)), "geq": .token(.comparison(.greaterOrEqual)),
      "succ": .token(.definiteness(.greater)), "succeq": .token(.definiteness(.greaterOrEqual)),
      "succcurlyeq": .token(.definiteness(.greaterOrEqual)), "prec": .token(.definiteness(.less)),
      "preceq": .token(.definiteness(.lessOrEqual)), "preccurlyeq": .token(.definiteness(.lessOrEqual)),
      "geqslant": .token(.comparison(.greaterOrEqual)), "gt": .token(.comparison(.greater)), "land": .token(.and),
      "wedge": .token(.and), "lor": .token(.or), "vee": .token(.or), "sim": .token(.distributed), "And": .token(.and),
      "vert": .token(.bar(.either)), "mid": .token(.bar(.either)), "lvert": .token(.bar(.left)),
      "rvert": .token(.bar(.right)), "Vert": .token(.doubleBar(.either)), "|": .token(.doubleBar(.either)),
      "parallel": .token(.doubleBar(.either)), "lVert": .token(.doubleBar(.left)), "rVert": .token(.doubleBar(.right)),
      "{": .token(.open(.round)), "}": .token(.close(.round)), "lbrace": .token(.open(.round)),
      "rbrace": .token(.close(.round)), "lbrack": .token(.open(.square)), "rbrack": .token(.close(.square)),
      "lparen": .token(.open(.round)), "rparen": .token(.close(.round)), "langle": .token(.open(.angle)),
      "rangle": .token(.close(.angle)), "\\": .token(.rowBreak), "newline": .token(.rowBreak), "_": .token(.underscore),
      "begin": .begin, "end": .end, "ell": .name("l"), "one": .token(.filled(1)), "ones": .token(.filled(1)),
      "hat": .mark("_hat"), "widehat": .mark("_hat"), "bar": .mark("_bar"), "overline": .mark("_bar"),
      "tilde": .mark("_tilde"), "widetilde": .mark("_tilde"), "dot": .mark("_dot"), "vec": .typeface,
      "sum": .token(.bigOperator(.sum)), "prod": .token(.bigOperator(.prod)),
      "int": .refused("integrals are not read"), "lim": .refused("limits are not read"),
      "argmin": .function("argmin"), "argmax": .function("argmax"), "arg": .function("arg"), "norm": .enclosing("norm"),
      "abs": .enclosing("abs"), "inner": .enclosing("inner"), "innerprod": .enclosing("inner"),
      "dotp": .enclosing("inner"),
      "ip": .enclosing("inner"), "E": .function("E"),
    ]
    for (letter, name) in MathCharacters.greek where letter.value >= 0x391 && letter.value <= 0x3C9 {
      table[name] = .name(name)
    }
    for name in ["epsilon", "theta", "phi", "rho", "sigma", "kappa", "pi"] { table["var" + name] = .name(name) }
    for (spelling, _) in Function.spellings where table[spelling] == nil { table[spelling] = .function(spelling) }
    for name in ["Tr", "Det", "Diag", "sgn", "Trace"] { table[name] = .function(name) }
    for name in ["label", "tag", "hspace", "vspace", "phantom", "hphantom", "vphantom", "color"] {
      table[name] = .skipped
    }
    for name in ["left", "bigl", "Bigl", "biggl", "Biggl"] { table[name] = .delimiter(.left) }
    for name in ["right", "bigr", "Bigr", "biggr", "Biggr"] { table[name] = .delimiter(.right) }
    for name in ["big", "Big", "bigg", "Bigg", "middle"] { table[name] = .delimiter(.either) }
    for name in [
      "mathbf", "mathbb", "boldsymbol", "bm", "mathit", "mathcal", "mathsf", "mathds", "mathbbm", "pmb", "bf", "vb",
      "mathfrak", "mathscr", "mathnormal", "symbf", "boldmath",
    ] { table[name] = .typeface }
    for name in [
      "mathrm", "operatorname", "text", "textrm", "textit", "textbf", "mathop", "rm", "mathtt", "textsf", "mbox",
      "textup", "sf",
    ] {
      table[name] = .word
    }
    for name in [
      ",", ";", ":", "!", ">", " ", "quad", "qquad", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits",
      "nonumber", "notag", "(", ")", "[", "]", "thinspace", "medspace", "enspace", "allowbreak", "\n", "/", "strut",
      "mathstrut", "nobreak", "null", "relax", "scriptscriptstyle",
    ] { table[name] = .nothing }
    return table
  }()
}
