import GradusPaper

extension Errand {
  private static let formula = Parameter(
    name: "formula", kind: .text(20_000), place: .argument, isRequired: true,
    note: "The formula in ASCII, Unicode or LaTeX; definitions may stand before it, separated by semicolons.")
  private static let declarations = Parameter(
    name: "let", kind: .texts(100, each: 2_000), place: .option("--let"),
    note: "Declarations and values: \"A: [n, n] symmetric\", \"P = [3 6; 2 4]\".")
  private static let steps = Parameter(
    name: "steps", kind: .choice(["brief", "normal", "all"]), place: .option("--steps"),
    note: "How much of the working.")
  private static let order = Parameter(
    name: "order", kind: .integer(1...8), place: .option("--order"), note: "How often to differentiate.")
  private static let layout = Parameter(
    name: "layout", kind: .choice(["denominator", "numerator"]), place: .option("--layout"),
    note: "Which axes of a Jacobian come first.")
  private static let notations = ["json", "html", "unicode", "ascii", "latex", "mathml", "python", "swift"]
  private static let sheet = Parameter(
    name: "sheet", kind: .text(500_000), place: .file("sheet.md"), isRequired: true,
    note: "The sheet in Markdown or LaTeX.")

  private static func name(_ name: String, _ option: String, _ note: String) -> Parameter {
    Parameter(name: name, kind: .text(500), place: .option(option), note: note)
  }

  private static func flag(_ name: String, _ option: String, _ note: String) -> Parameter {
    Parameter(name: name, kind: .flag, place: .option(option), note: note)
  }

  /// All of them.
  static let all = formulas + answers + sheets + [explain, forward]

  /// The errand of a path.
  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  private static let formulas = [
    Errand(
      name: "read", words: ["read"], parameters: [formula, declarations],
      note: "How a formula is read: as it is typeset, with the shape and the facts of each symbol.",
      example: ["formula": "1/2*norm2(X*w-y)^2"]),
    Errand(
      name: "derive", words: ["derive"],
      parameters: [
        formula,
        Parameter(
          name: "wrt", kind: .texts(8, each: 500), place: .option("--wrt"),
          note: "In which symbol to differentiate; several as in \"x,y\" together, a list one after the other."),
        order, declarations, layout, steps,
        Parameter(
          name: "style", kind: .choice(["chain", "differential"]), place: .option("--style"), note: "How it is worked."),
        Parameter(
          name: "structure", kind: .choice(["free", "tied"]), place: .option("--structure"),
          note: "Whether equal entries of a symmetric variable move together."),
      ],
      note: "A derivative as a formula, with its working and its check.", formats: notations,
      example: ["formula": "x'*A*x", "wrt": "x", "steps": "normal"]),
    Errand(
      name: "minimise", words: ["minimise"],
      parameters: [
        formula, name("over", "--over", "The variable; several numbers together as in \"x,y\"."), declarations, steps,
        flag("line_search", "--line-search", "Instead: the exact step length of gradient descent."),
      ],
      note: "Where a formula is smallest, in closed form.", formats: notations,
      example: ["formula": "x^2 - 3*x", "over": "x", "steps": "normal"]),
    Errand(
      name: "convexity", words: ["convexity"],
      parameters: [formula, name("in", "--in", "The variables, as in \"x\" or \"x,y\"."), declarations],
      note: "Whether a formula is convex, with a proof or a counterexample.", formats: notations,
      example: ["formula": "x*y", "in": "x,y"]),
    Errand(
      name: "compute", words: ["compute"], parameters: [formula, declarations],
      note: "The value of a formula, exactly where its numbers are rational.", formats: notations,
      example: ["formula": "a'*b", "let": ["a = [1; 2]", "b = [4; 2]"]]),
  ]

  private static let answers = [
    Errand(
      name: "solve", words: ["solve"],
      parameters: [
        Parameter(
          name: "equation", kind: .text(20_000), place: .argument, isRequired: true,
          note: "The equation; several are separated by semicolons."),
        name("for", "--for", "The unknown; several as in \"x,y\"."), declarations, steps,
        flag("least_squares", "--least-squares", "Minimise the squared differences of the two sides."),
      ],
      note: "The solutions of an equation, or why there is none.", formats: notations,
      example: ["equation": "P*x = a", "let": ["P = [3 6; 2 4]", "a = [1; 2/3]"], "steps": "normal"]),
    Errand(
      name: "check", words: ["check"],
      parameters: [
        formula, name("wrt", "--wrt", "The symbol that the answer differentiates in."),
        Parameter(
          name: "answer", kind: .text(20_000), place: .option("--answer"), note: "The derivative that is to be marked."),
        order, declarations, layout,
      ],
      note: "Marks a derivative, or lines of working that should all be equal.",
      example: ["formula": "x'*A*x", "wrt": "x", "answer": "2*A*x"]),
    Errand(
      name: "equal", words: ["equal"],
      parameters: [
        Parameter(
          name: "left", kind: .text(20_000), place: .argument, isRequired: true, note: "A formula."),
        Parameter(name: "right", kind: .text(20_000), place: .argument, isRequired: true, note: "Another."),
        declarations,
      ],
      note: "Whether two formulas are equal, with a counterexample where they are not.",
      example: ["left": "x'*A*x", "right": "x'*A'*x"]),
  ]

  private static let sheets = [
    Errand(
      name: "sheet", words: ["sheet", "answer"],
      parameters: [
        sheet, flag("hide_solutions", "--hide-solutions", "The questions only."),
        flag("hide_steps", "--hide-steps", "The answers without the working."),
      ],
      note: "Answers a sheet of exercises.", formats: ["json", "html", "text", "markdown", "latex", "notebook"],
      example: ["sheet": "a) Find the gradient of x'*A*x in x.\n", "format": "html"]),
    Errand(
      name: "mark", words: ["sheet", "check"],
      parameters: [
        sheet,
        Parameter(
          name: "answers", kind: .text(500_000), place: .file("answers.md"), isRequired: true,
          note: "A student's answers, as in \"1a) x = 7\"."),
      ],
      note: "Marks a student's answers to a sheet.",
      example: ["sheet": "a) compute 1 + 1\n", "answers": "a) 2\n"]),
  ]

  private static let explain = Errand(
    name: "explain", words: ["explain"],
    parameters: [
      Parameter(
        name: "network", kind: .text(2_000), place: .option("--network"), isRequired: true,
        note: "The layers, as in \"dense 64, tanh, dense 10\"."),
      Parameter(
        name: "inputs", kind: .integer(1...100_000), place: .option("--inputs"), note: "Inputs of the network."),
      Parameter(name: "classes", kind: .integer(1...10_000), place: .option("--classes"), note: "Its classes."),
      name("loss", "--loss", "What is made small."),
    ],
    note: "What a network computes, its loss and every derivative as formulas.", formats: notations,
    example: ["network": "dense 64, tanh, dense 10", "inputs": 784])

  private static let forward = Errand(
    name: "forward", words: ["forward"],
    parameters: [
      Parameter(
        name: "network", kind: .text(100_000), place: .file("network.json"), isRequired: true,
        note: "The network with its weights, as JSON: {\"layers\": [{\"weights\", \"biases\", \"activation\"}]}."),
      Parameter(
        name: "input", kind: .text(2_000), place: .option("--input"), isRequired: true,
        note: "A number an input, as in \"1,3\"."),
      flag("backward", "--backward", "Carry the chain rule backward from the loss, too."),
      Parameter(
        name: "target", kind: .text(2_000), place: .option("--target"), note: "What the output should have been."),
    ],
    note: "A small network worked by hand: forward, node by node, and the chain rule backward.",
    formats: ["json", "text"],
    example: [
      "network": "{\"layers\": [{\"weights\": [[2, 1]], \"biases\": [0, 1], \"activation\": \"softmax\"}]}",
      "input": "3",
      "backward": true, "target": "1,0",
    ], isLimited: false)
}
