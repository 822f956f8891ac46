import GradusCalculus
public import GradusExpression
public import GradusKernels
public import GradusPlan

/// A formula made ready to be called with numbers, with its gradient and Hessian where they are wanted.
///
///     let w = Formula.symbol("w", ["d"]), X = Formula.symbol("X", ["n", "d"]), y = Formula.symbol("y", ["n"])
///     let loss = try Compiled(
///       squaredNorm(X * w - y), inputs: w, X, y, computing: .gradient(w), .hessian(w), sizes: ["n": 2, "d": 2])
///     let value = try loss([1, 0], [1, 2, 3, 4], [1, 1])    // 4
///     try loss.tensor(.gradient(w))                         // (12, 16)
///     try loss.tensor(.hessian(w))                          // [20 28; 28 40]
///
/// All of it is one plan, in which what value and derivatives share is computed once. It is compiled once for its sizes; a call copies the
/// numbers in and runs, and allocates nothing. One caller at a time: for several tasks there is `CompiledPool`. The same numbers
/// give the same bits, whatever the number of threads.
public final class Compiled {
  /// What a call computes.
  public enum Part: Hashable, Sendable {
    /// The formula itself.
    case value
    /// ∂f/∂x of a scalar formula, of the shape of x.
    case gradient(Formula)
    /// ∂²f/∂x² of a scalar formula, with the axes of x twice.
    case hessian(Formula)
    /// ∂F/∂x, with the axes of the formula and then those of x (numerator layout).
    case jacobian(Formula)
  }

  /// The symbols, in the order in which a call gives their numbers.
  public let inputs: [Symbol]
  /// What every call computes; the value is always among it.
  public let parts: [Part]

  private let computation: Computation
  private let places: [Part: Int]

  /// - Parameters:
  ///   - inputs: the symbols of the formula, in the order in which calls give their numbers. One that the formula does not have is
  ///     taken and has no effect.
  ///   - parts: what is computed beside the value.
  ///   - sizes: the numbers of the size symbols.
  ///   - precision: what is computed in.
  /// - Throws: `CompilationError`, or `PlanError` where a node has no kernel in single precision.
  public convenience init(
    _ formula: Formula, inputs: Formula..., computing parts: Part..., sizes: [String: Int] = [:],
    precision: Precision = .float64
  ) throws {
    try self.init(formula, inputs: inputs, computing: parts, sizes: sizes, precision: precision)
  }

  /// The same for inputs and parts in arrays.
  public init(
    _ formula: Formula, inputs: [Formula], computing parts: [Part] = [], sizes: [String: Int] = [:],
    precision: Precision = .float64
  ) throws {
    let symbols = try inputs.map {
      guard case .symbol(let symbol) = $0.node else { throw CompilationError.notASymbol($0) }
      return symbol
    }
    if let symbol = formula.symbols.first(where: { !symbols.contains($0) }) {
      throw CompilationError.missingInput(symbol.name)
    }
    if let size = (inputs + [formula]).flatMap(\.sizeSymbols).first(where: { sizes[$0] == nil }) {
      throw CompilationError.missingSize(size)
    }
    self.inputs = symbols
    let all = parts.reduce(into: [Part.value]) { if !$0.contains($1) { $0.append($1) } }
    self.parts = all
    places = Dictionary(uniqueKeysWithValues: zip(all, all.indices))
    let formulas = try all.map { try $0.formula(of: formula, inputs: symbols) }
    computation = try Computation(formulas, of: symbols, sizes: sizes, precision: precision)
  }

  /// The same function with memory of its own, for another task. It is not compiled again.
  public init(copying other: Compiled) throws {
    (inputs, parts, places) = (other.inputs, other.parts, other.places)
    computation = try Computation(copying: other.computation)
  }

  /// The value of a scalar formula; the other parts are there to be read.
  ///
  /// - Parameter numbers: for every input its numbers in row-major order.
  /// - Throws: `CompilationError` where counts do not fit, or a matrix that is to be inverted has no inverse
  ///   (`ExecutorError.singularMatrix`).
  public func callAsFunction<each Numbers: NumberSource>(_ numbers: repeat each Numbers) throws -> Double {
    try run(repeat each numbers)
    guard computation.shapes[0].isEmpty else { throw CompilationError.notScalar(shape: computation.shapes[0]) }
    return try computation.number(0)
  }

  /// Computes every part for these numbers.
  ///
  /// - Throws: as a call does.
  public func run<each Numbers: NumberSource>(_ numbers: repeat each Numbers) throws {
    var place = 0
    for source in repeat each numbers {
      if place < inputs.count { try computation.write(place, source) }
      place += 1
    }
    guard place == inputs.count else {
      throw CompilationError.wrongInputs(expected: inputs.map(\.name), found: place)
    }
    try computation.run()
  }

  /// A part as the last call computed it.
  ///
  /// - Throws: `CompilationError.notComputed` for a part that was not asked for.
  public func tensor(_ part: Part = .value) throws -> Tensor {
    let place = try place(of: part)
    return Tensor(shape: computation.shapes[place], values: try computation.numbers(place))
  }

  /// Puts a part into an array that has room for it, in row-major order, and allocates nothing.
  ///
  /// - Throws: `CompilationError` for a part that was not asked for, or an array of another count.
  public func read(_ part: Part = .value, into numbers: inout [Double]) throws {
    let place = try place(of: part)
    guard numbers.count == computation.counts[place] else {
      throw CompilationError.wrongCount(
        name: part.description, shape: computation.shapes[place], found: numbers.count)
    }
    try computation.read(place, into: &numbers)
  }

  private func place(of part: Part) throws -> Int {
    guard let place = places[part] else { throw CompilationError.notComputed(part.description) }
    return place
  }
}

extension Compiled.Part: CustomStringConvertible {
  /// The part in words: `the gradient in w`.
  public var description: String {
    switch self {
    case .value: "the value"
    case .gradient(let variable): "the gradient in \(variable)"
    case .hessian(let variable): "the Hessian in \(variable)"
    case .jacobian(let variable): "the Jacobian in \(variable)"
    }
  }

  fileprivate func formula(of formula: Formula, inputs: [Symbol]) throws -> Formula {
    do {
      switch self {
      case .value: return formula
      case .gradient(let variable):
        return try GradusCalculus.gradient(of: formula, withRespectTo: checked(variable, inputs)).simplified()
      case .hessian(let variable):
        return try GradusCalculus.hessian(of: formula, withRespectTo: checked(variable, inputs)).simplified()
      case .jacobian(let variable):
        return try GradusCalculus.derivative(of: formula, withRespectTo: checked(variable, inputs), layout: .numerator)
          .simplified()
      }
    } catch let error as DifferentiationError {
      throw CompilationError.noDerivative("\(self) is not there: \(error)")
    }
  }

  private func checked(_ variable: Formula, _ inputs: [Symbol]) throws -> Formula {
    guard case .symbol(let symbol) = variable.node, inputs.contains(symbol) else {
      throw CompilationError.noDerivative("\(self) is not there: \(variable) is no input")
    }
    return variable
  }
}
