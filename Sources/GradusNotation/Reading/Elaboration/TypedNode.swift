import GradusExpression

/// One operation of a formula whose shapes are being found.
struct TypedNode {
  let operation: Operation
  let children: [Int]
  /// The kinds that the value can still be.
  var kinds: ShapeKinds
  /// One size variable an axis, once the kind is known.
  var sizes: [Int] = []
  /// Where it was written.
  let place: Place
  /// In index notation, the labels that the value still depends on; they are the first axes of its formula, before those
  /// of its own kind.
  var labels: [Int] = []

  struct Place {
    /// Which of the texts.
    let text: Int
    let range: Range<Int>
    /// The place of the operator, for the caret.
    var sign: Range<Int>
  }

  enum Operation {
    case number(Rational)
    case constant(NamedConstant)
    /// A symbol by its place in the table.
    case symbol(Int)
    /// Something known already.
    case value(Formula)
    case size(Size)
    /// One entry, row or column, counted from 1; nil is a whole axis.
    case part([Int?])
    /// What stands at labels of index notation: an entry, or the row that is left where there are fewer labels than axes.
    case entry([Int], ofFamily: Bool)
    /// An entry of a constant in index notation, with the sizes that are written.
    case constantEntry(Function, [Int], sizes: [Size?])
    /// An index as the number that it is: k at the k-th place of its axis, counted from 1.
    case indexNumber(name: String, label: Int)
    /// A sum or another reduction over labels.
    case reduction(Function, [Int])
    /// What has the child as its entry at these labels.
    case tensor([Int])
    /// The entries under other sizes.
    case reshape([Size])
    /// The child, a scalar, in every entry.
    case filled(sizes: [Size])
    case identity(Size?)
    case band(Size?, Band)
    /// The value of a definition.
    case alias
    case negative
    case sum(isNegative: [Bool])
    case product(Syntax.ProductOperator)
    case power(entrywise: Bool, baseIsE: Bool)
    case transpose
    case call(Function, axis: Int?)
    /// Along axes counted from 1; none are all of them.
    case alongAxes(AxisFunction, [Int])
    case bars
    /// With the order p as the second child, where it is a formula.
    case norm(Norm)
    case matrix(rows: Int, columns: Int)
    /// The derivative of the first child by the symbol that is the second.
    case derivative(Int)
    /// The zero of whatever shape it has to have.
    case zero
    /// A place held open for an argument, a symbol, with that argument: both have one shape.
    case tie
    /// The first child with the arguments of the ties that follow in the places of these symbols.
    case evaluated([Int])
  }

  enum Norm { case unstated, one, entrywiseOne, two, entrywiseTwo, infinity, frobenius, nuclear, p }
}

/// A symbol whose shape is declared or being found.
struct TypedSymbol {
  var name: String
  /// The node that all its uses share.
  let node: Int
  var facts: Set<Fact>
  var isDeclared: Bool
  /// What `x_1, …, x_n` share, where the symbol stands for all of them.
  var family: Family?
  /// Whether it stands before indices in brackets, `x[i]`, which may leave a row.
  var isBracketed = false
  /// Whether it is 1 at the members of a set of indices.
  var isSet = false
  /// Whether it only holds the place of an argument, while a derivative is taken by it.
  var isPlace = false
  /// The symbol that this one turned out to be, by its place in the table.
  var sameAs: Int?
  /// The value, or the node of the definition, that the symbol turned out to be.
  var value: Formula?
  var definingNode: Int?

  /// The name before the index, and one of the ways in which it is written.
  struct Family {
    let base: String
    let indices: [Syntax.Index]
    /// The kind and the sizes of one member, where `x_i: [d]` declares them.
    let member: Environment.Declared?
  }
}
