import GradusExpression
import GradusOptimization

/// A vector that is learned for every text of a column: [numbers, E₁[k₁], E₂[k₂], …].
///
/// A row of X has a 1 in the place of its text, so that the vector is a product with a selection, X S E, and the gradient of E is what
/// every row gives to the vector of its text, added up: (X S)ᵀ G. Both follow from the products of the graph. A row of zeros, which is
/// a text that was not there to learn from, has the vector 0.
struct EmbeddingLayer: LayerKind {
  static let name = "embedding"
  static let spellings = ["embed"]
  static let takesParts = true
  static let summary =
    "a learned vector for every text of a column, beside the numbers; the first layer: embedding, embedding 8"
  static let settings = [
    Setting(
      "width", "how many numbers a vector has; 0: 1.6 n^0.56, rounded, for n texts, and at most 600",
      .count(0, 1 << 20), 0)
  ]

  /// The inputs that say the text of one column.
  struct Category: Hashable, Sendable {
    /// The first of them, counted from 0.
    let first: Int
    /// How many there are: one for each text.
    let count: Int
    /// How many numbers a vector has.
    let width: Int

    var inputs: Range<Int> { first..<first + count }

    /// `category 5 3 2`: from the fifth input on, three texts, vectors of two numbers.
    var clause: Clause {
      Clause("category", [first + 1, count, width].map { .init(.number(Rational($0))) })
    }
  }

  let width: Int
  /// The columns; none as long as no table has said them.
  let categories: [Category]

  init(_ values: Values) throws(DescriptionError) {
    width = values[count: "width"]
    var categories: [Category] = []
    for part in values.parts { categories.append(try Category(part)) }
    for (one, next) in zip(categories, categories.dropFirst()) where next.first < one.inputs.upperBound {
      throw DescriptionError("the inputs of \(next.clause) begin within those of \(one.clause), or before them")
    }
    self.categories = categories
  }

  /// - Parameter categories: in the order of their inputs.
  init(width: Int, categories: [Category]) { (self.width, self.categories) = (width, categories) }

  var values: Values {
    Self.values(["width": .number(Rational(width))], parts: categories.map(\.clause))
  }

  static func == (left: Self, right: Self) -> Bool {
    left.width == right.width && left.categories == right.categories
  }
  func hash(into hasher: inout Hasher) {
    hasher.combine(width)
    hasher.combine(categories)
  }

  func outputs(of inputs: Int) throws(DescriptionError) -> Int {
    guard let last = categories.last else {
      throw DescriptionError(
        "embedding needs a table with columns of texts, or what stands for them: embedding(category 5 3 2) for a text among three from the fifth input on, and vectors of two numbers"
      )
    }
    guard last.inputs.upperBound <= inputs else {
      throw DescriptionError("\(last.clause) goes to input \(last.inputs.upperBound), and there are \(inputs)")
    }
    let outputs = categories.reduce(inputs) { $0 - $1.count + $1.width }
    let entries = categories.reduce(Double(inputs) * Double(outputs)) {
      $0 + Double(inputs) * Double($1.count) + Double($1.width) * Double(outputs)
    }
    guard entries <= Self.mostEntries else {
      throw DescriptionError(
        "an embedding of \(categories.count) columns among \(inputs) inputs, with \(outputs) numbers, is too large: leave columns out, or take shorter vectors"
      )
    }
    return outputs
  }

  /// The most zeros and ones of the selections: 2²².
  private static let mostEntries = Double(1 << 22)

  func slots(inputs: Int) -> [Slot] {
    categories.enumerated().map { place, category in
      Slot("weight", "E", [category.count, category.width], begins: .named("normal"), isTable: true).inside(place)
    }
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    guard case .number(let inputs) = x.shape[1] else { preconditionFailure("\(x.shape) are no rows of numbers") }
    let numbers = (0..<inputs).filter { input in !categories.contains { $0.inputs.contains(input) } }
    let outputs = categories.reduce(numbers.count) { $0 + $1.width }
    var terms: [Term] = []
    if !numbers.isEmpty {
      // The numbers keep their order, and stand first.
      let kept = Formula.selection(numbers.enumerated().map { ($1, $0) }, [inputs, outputs])
      terms.append(Term(1, .contraction([.init(x, [0, 1]), .init(kept, [1, 2])], output: [0, 2])))
    }
    var place = numbers.count
    for (index, category) in categories.enumerated() {
      let chosen = Formula.selection(category.inputs.enumerated().map { ($1, $0) }, [inputs, category.count])
      let placed = Formula.selection((0..<category.width).map { ($0, place + $0) }, [category.width, outputs])
      let marks = Formula.contraction([.init(x, [0, 1]), .init(chosen, [1, 2])], output: [0, 2])
      let vectors = Formula.contraction(
        [.init(marks, [0, 1]), .init(pass.slot("\(index).weight"), [1, 2])], output: [0, 2])
      terms.append(Term(1, .contraction([.init(vectors, [0, 1]), .init(placed, [1, 2])], output: [0, 2])))
      place += category.width
    }
    return terms.count == 1 ? terms[0].formula : .partsSum(terms)
  }
}

extension EmbeddingLayer.Category {
  fileprivate init(_ clause: Clause) throws(DescriptionError) {
    let numbers = clause.arguments.map { argument -> Int? in
      guard argument.label == nil, case .number(let value) = argument.value else { return nil }
      return Int(exactly: value.doubleValue)
    }
    guard clause.name == "category", numbers.count == 3, let first = numbers[0], let count = numbers[1],
      let width = numbers[2], (1...1 << 20).contains(first), (1...1 << 20).contains(count),
      (1...1 << 20).contains(width)
    else {
      throw DescriptionError(
        "in an embedding stands category and three whole numbers, the first input, how many texts and how many numbers a vector has, not \(clause)"
      )
    }
    self.init(first: first - 1, count: count, width: width)
  }
}

extension Formula {
  /// A matrix with a 1 at some places, and 0 elsewhere.
  static func selection(_ ones: [(row: Int, column: Int)], _ shape: [Int]) -> Formula {
    var entries = [Rational](repeating: 0, count: shape[0] * shape[1])
    for one in ones { entries[one.row * shape[1] + one.column] = 1 }
    return .literal(shape: shape, entries)
  }
}
