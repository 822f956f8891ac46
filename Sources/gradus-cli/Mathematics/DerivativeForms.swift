import Gradus

/// Other ways to write a derivative with more than two axes: index notation is exact, and these are how people use it.
struct DerivativeForms {
  /// `dF[H] = A H B`; nil of a derivative that is a vector or matrix itself.
  let directional: String?
  /// `vec(dF) = (Bᵀ ⊗ A) vec(dX)`; nil where the derivative is no such product.
  let kronecker: String?
  /// What is differentiated last, where that is a derivative already.
  private let meaning: String?

  init(_ answer: Derivative, as format: Notation) {
    let variables = answer.request.variables
    guard answer.result.rank > 2, case .symbol(let last)? = variables.last?.node else {
      (directional, kronecker, meaning) = (nil, nil, nil)
      return
    }
    let rank = answer.numeratorResult.rank - last.shape.count
    // A second derivative is the differential of the first.
    let name = variables.count == 1 ? nil : "G"
    let isGradient = answer.request.formula.isScalar && variables.count == 2
    meaning = name.map { "\($0): \(isGradient ? "the gradient" : "the derivative before the last")" }
    directional = answer.numeratorResult.writtenDirectionally(
      withRespectTo: last, functionRank: rank, named: name, as: format)
    kronecker = answer.numeratorResult.kroneckerForm(functionRank: rank)?.written(
      withRespectTo: last, named: name, as: format)
  }

  /// A line for each form there is, with what it says.
  var lines: [String] {
    let of = meaning.map { " (\($0))" } ?? ""
    return [
      directional.map { "as a linear map of a change\(of):  \($0)" },
      kronecker.map { "with columns stacked by vec\(of):  \($0)" },
    ].compactMap { $0 }
  }
}
