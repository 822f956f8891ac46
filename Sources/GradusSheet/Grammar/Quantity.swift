/// A quantity with a name that is a formula of what it is asked of: the variance of v, the angle between u and v.
struct Quantity: Hashable, Sendable {
  /// Its names, the first of them for the page.
  let names: [String]
  /// How it is defined, in a sentence before the formula.
  let definition: String
  /// What stands between its arguments: `and`, `onto`.
  let links: [String]
  /// The formula of the arguments, in the reader's spelling; `#1` and `#2` stand for them, `#n` for the count of entries of the first.
  let formula: String

  init(_ names: [String], _ definition: String, links: [String] = [], _ formula: String) {
    (self.names, self.definition, self.links, self.formula) = (names, definition, links, formula)
  }

  /// How many things it is asked of.
  var count: Int { links.isEmpty ? 1 : 2 }

  static let all: [Quantity] = [
    Quantity(["mean", "average"], "The mean is the sum of the entries over their count:", "sum(#1)/#n"),
    Quantity(
      ["variance", "population variance"],
      "The variance is the mean of the squared differences to the mean (divided by the count n):",
      "sum((#1 - sum(#1)/#n).^2)/#n"),
    Quantity(
      ["sample variance"], "The sample variance divides the squared differences to the mean by n − 1:",
      "sum((#1 - sum(#1)/#n).^2)/(#n - 1)"),
    Quantity(
      ["standard deviation"], "The standard deviation is the root of the variance (divided by the count n):",
      "sqrt(sum((#1 - sum(#1)/#n).^2)/#n)"),
    Quantity(
      ["largest entry", "maximum", "largest value", "greatest entry"], "The largest of the entries:", "max(#1)"),
    Quantity(["smallest entry", "least entry"], "The smallest of the entries:", "min(#1)"),
    Quantity(
      ["cross entropy", "cross-entropy", "cross-entropy loss", "cross entropy loss"],
      "The cross-entropy is minus the sum of pᵢ log qᵢ, with the natural logarithm:",
      links: ["and", "with", "against"], "-sum(#1 .* log(#2))"),
    Quantity(
      ["KL divergence", "Kullback-Leibler divergence", "relative entropy"],
      "The divergence is the sum of pᵢ log(pᵢ/qᵢ), with the natural logarithm:", links: ["and", "from", "to"],
      "sum(#1 .* log(#1 ./ #2))"),
    Quantity(
      ["cross product", "vector product"], "The cross product of two vectors of three entries:",
      links: ["and", "with"],
      "[#1[2]*#2[3] - #1[3]*#2[2]; #1[3]*#2[1] - #1[1]*#2[3]; #1[1]*#2[2] - #1[2]*#2[1]]"),
    Quantity(
      ["projection"], "The projection of a onto b is b times aᵀb/bᵀb:", links: ["onto", "on"],
      "(inner(#1, #2)/inner(#2, #2))*#2"),
    Quantity(
      ["angle"], "The cosine of the angle is uᵀv over the product of the lengths; the angle is in radians:",
      links: ["and"],
      "acos(inner(#1, #2)/(norm2(#1)*norm2(#2)))"),
    Quantity(
      ["cosine similarity"], "The cosine similarity is uᵀv over the product of the lengths:",
      links: ["and", "with"], "inner(#1, #2)/(norm2(#1)*norm2(#2))"),
    Quantity(
      ["manhattan distance", "l1 distance", "taxicab distance"], "The sum of the absolute differences:",
      links: ["and", "from", "to"], "norm1(#1 - #2)"),
    Quantity(
      ["dot product", "inner product", "scalar product"], "The sum of the products of the entries:",
      links: ["and", "with"], "inner(#1, #2)"),
    Quantity(
      ["outer product"], "Every entry of the first times every entry of the second:", links: ["and", "with"],
      "outer(#1, #2)"),
    Quantity(
      ["correlation", "correlation coefficient", "pearson correlation"],
      "The covariance over the product of the standard deviations:", links: ["and", "with"],
      "inner(#1 - sum(#1)/#n, #2 - sum(#2)/#n)/(norm2(#1 - sum(#1)/#n)*norm2(#2 - sum(#2)/#n))"),
    Quantity(
      ["distance", "euclidean distance"], "The distance is the length of the difference:",
      links: ["and", "from", "to"], "norm2(#1 - #2)"),
    Quantity(
      ["mean squared error", "MSE"], "The mean squared error is the mean of the squared differences:",
      links: ["and", "with"],
      "sum((#1 - #2).^2)/#n"),
    Quantity(
      ["sum of squared errors", "squared error"], "The squared error is the sum of the squared differences:",
      links: ["and", "with"],
      "sum((#1 - #2).^2)"),
    Quantity(
      ["mean absolute error", "MAE"], "The mean absolute error is the mean of the absolute differences:",
      links: ["and", "with"],
      "sum(abs(#1 - #2))/#n"),
    Quantity(["residual", "residuals"], "The residual is the second less the first:", links: ["and"], "#2 - #1"),
    Quantity(
      ["pseudoinverse", "pseudo-inverse", "Moore-Penrose inverse"],
      "Of a matrix with independent columns it is (XᵀX)⁻¹Xᵀ:",
      "inv(#1'*#1)*#1'"),
    Quantity(
      ["projection matrix"], "The projection onto the columns of X is X(XᵀX)⁻¹Xᵀ:", "#1*inv(#1'*#1)*#1'"),
    Quantity(["softmax"], "The softmax is exp(zᵢ) over the sum of all of them:", "softmax(#1)"),
    Quantity(
      ["covariance matrix", "covariance"],
      "Every row is an observation; the columns less their means, Xc, give XcᵀXc/(n − 1):",
      "(#1 - ones(#n)*mean(#1, 1)')'*(#1 - ones(#n)*mean(#1, 1)')/(#n - 1)"),
    Quantity(["frobenius norm"], "The root of the sum of the squared entries:", "normF(#1)"),
    Quantity(["l1 norm", "1-norm", "sum norm"], "The sum of the absolute values:", "norm1(#1)"),
    Quantity(["maximum norm", "infinity norm", "max norm"], "The largest absolute value:", "normInf(#1)"),
    Quantity(
      ["hadamard product", "elementwise product", "entrywise product"], "Entry by entry:", links: ["and", "with"],
      "#1 .* #2"),
    Quantity(
      ["kronecker product"], "Every entry of the first times the second:", links: ["and", "with"], "kron(#1, #2)"),
  ]

  /// The quantity that a phrase asks for, with what it is asked of: `variance of v`, `angle between u and v`.
  static func asked(_ phrase: Phrase) -> (Quantity, [Phrase])? {
    for quantity in all {
      for name in quantity.names {
        guard
          let rest = phrase.after(anyOf: ["\(name) of", "\(name) between", "\(name) for"])?.withoutArticle.withoutNoun,
          !rest.isEmpty
        else { continue }
        if quantity.count == 1 { return (quantity, [rest]) }
        guard let (first, second) = rest.split(atAnyOf: quantity.links), !first.isEmpty, !second.isEmpty else {
          continue
        }
        return (quantity, [first, second.withoutArticle.withoutNoun])
      }
    }
    return nil
  }
}

extension Phrase {
  /// Without the noun before a formula, which is what it is: `the product A*B`, `the vectors u and v`.
  var withoutNoun: Phrase {
    guard let word = words.first, word.range.lowerBound == range.lowerBound,
      Phrase.formulaNouns.contains(word.text.lowercased()),
      word.next == " "
    else { return self }
    let rest = dropFirst(word.range.count).trimmed
    // `the product of A and B`, `the sum = 3`
    guard let next = rest.first, !"=+-*/^:.,)".unicodeScalars.contains(next),
      rest.after(anyOf: [
        "of", "is", "in", "with", "for", "at", "on", "over", "wrt", "and", "from", "by", "has", "have",
      ]) == nil
    else { return self }
    return rest.withoutNoun
  }

  private static let formulaNouns: Set<String> = [
    "product", "sum", "difference", "quotient", "value", "expression", "function", "loss", "objective", "cost",
    "matrix",
    "vector", "vectors", "matrices", "polynomial", "number", "numbers", "system", "equation", "quantity", "scalar",
    "linear", "term",
    "points", "point", "data", "projection", "weight", "distribution", "distributions", "probabilities", "logits",
  ]
}
