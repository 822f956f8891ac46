import Foundation
import GradusExpression
import GradusNotation
public import GradusSolving

/// What a matrix was taken apart into, where many answers are as good: eigenvectors of any length, singular vectors of either sign.
public struct Decomposition: Sendable {
  /// What it was taken apart into.
  public enum Kind: Sendable {
    case eigenvectors, singularVectors, orthogonalColumns, triangles, triangleWithTranspose, nullSpace,
      principalComponent
  }

  /// The kind.
  public let kind: Kind
  /// The matrix, of a principal component the covariance matrix.
  public let matrix: ExactMatrix
}

/// Marks what a matrix was taken apart into by what it has to do: A v = λ v, A = U Σ Vᵀ, A = Q R.
struct DecompositionMarker {
  let lines: [SourceLine]
  let board: Blackboard

  /// A number, vector or matrix of the answer, with its name.
  private struct Item {
    let name: String
    let value: NumberGrid
    let isScalar: Bool
    let isMatrix: Bool
    let line: Int
  }

  /// What people round to.
  private static let tolerance = 2e-3

  func verdict(on expected: Decomposition) -> Mark.Verdict {
    let items = items()
    guard !items.isEmpty else {
      return .unreadable(line: lines.first?.number ?? 0, reason: "no answer was found that can be read")
    }
    let a = NumberGrid(expected.matrix)
    let fault =
      switch expected.kind {
      case .eigenvectors: eigenvectors(items, a, expected.matrix)
      case .singularVectors: singular(items, a)
      case .orthogonalColumns: factors(items, a, names: ["Q", "R"])
      case .triangles: factors(items, a, names: ["L", "U"])
      case .triangleWithTranspose: triangle(items, a)
      case .nullSpace: nullSpace(items, a, expected.matrix)
      case .principalComponent: principal(items, a, expected.matrix)
      }
    guard let fault else { return .rightInAnotherForm }
    let line = lines.first { $0.number == fault.line } ?? lines[lines.count - 1]
    return .wrong(line: line.number, text: line.text, reason: fault.reason)
  }

  private struct Fault {
    let line: Int
    let reason: String
  }

  // MARK: Reading

  private func items() -> [Item] {
    let split = lines.map { SourceLine(text: $0.text.replacing(" with ", with: " ;; "), number: $0.number) }
    return AnswerChain.chains(split).compactMap { chain in
      guard let part = chain.parts.last, let value = try? board.read(Phrase(part.text).trimmed).value,
        value.rank <= 2, let tensor = try? Evaluator(inputs: [:]).evaluate(value),
        tensor.values.allSatisfy(\.isFinite)
      else { return nil }
      let name = chain.parts.count > 1 ? chain.parts[0].text : ""
      return Item(
        name: name, value: NumberGrid(tensor), isScalar: value.rank == 0, isMatrix: value.rank == 2, line: part.line)
    }
  }

  // MARK: Kinds

  private func eigenvectors(_ items: [Item], _ a: NumberGrid, _ matrix: ExactMatrix) -> Fault? {
    let found = (try? matrix.eigenvalues()) ?? []
    let values = found.map(\.value.value.real)
    let count = found.reduce(0) { $0 + matrix.eigenvectors(of: $1).count }
    var vectors: [[Double]] = []
    for (place, item) in items.enumerated() {
      if item.isScalar {
        let number = item.value.rows[0][0]
        if !values.contains(where: { abs($0 - number) <= Self.tolerance * max(1, abs($0)) }) {
          return Fault(line: item.line, reason: "it is no eigenvalue")
        }
        continue
      }
      // A diagonal matrix beside the eigenvectors holds the eigenvalues.
      if item.isMatrix, item.value.isDiagonal, items.contains(where: { $0.isMatrix && !$0.value.isDiagonal }) {
        continue
      }
      let own = items[..<place].last { $0.isScalar && $0.line == item.line }?.value.rows[0][0]
      for column in item.value.columns {
        guard column.count == a.rows.count, let value = a.eigenvalue(of: column, Self.tolerance) else {
          return Fault(line: item.line, reason: "A v is no multiple of v")
        }
        if let own, abs(own - value) > Self.tolerance * max(1, abs(own)) {
          return Fault(line: item.line, reason: "it is an eigenvector of another eigenvalue")
        }
        vectors.append(column)
      }
    }
    let rank = NumberGrid.rank(vectors)
    return rank < count
      ? Fault(line: items[items.count - 1].line, reason: "there are \(count) independent eigenvectors, not \(rank)")
      : nil
  }

  private func nullSpace(_ items: [Item], _ a: NumberGrid, _ matrix: ExactMatrix) -> Fault? {
    let vectors = items.flatMap { item in item.value.columns.map { (item.line, $0) } }
    for (line, vector) in vectors {
      guard vector.count == a.columns.count, a.times(vector).isSmall(against: vector, Self.tolerance) else {
        return Fault(line: line, reason: "A times this vector is not zero")
      }
    }
    let (rank, count) = (NumberGrid.rank(vectors.map(\.1)), matrix.nullSpace().count)
    return rank == count
      ? nil : Fault(line: items[0].line, reason: "the null space has the dimension \(count), not \(rank)")
  }

  private func principal(_ items: [Item], _ a: NumberGrid, _ matrix: ExactMatrix) -> Fault? {
    guard let item = items.last(where: { !$0.isScalar }), let vector = item.value.columns.first,
      vector.count == a.rows.count, let value = a.eigenvalue(of: vector, Self.tolerance)
    else { return Fault(line: items[0].line, reason: "it is no eigenvector of the covariance matrix") }
    let greatest = ((try? matrix.eigenvalues()) ?? []).map(\.value.value.real).max() ?? value
    return abs(value - greatest) <= 10 * Self.tolerance * max(1, abs(greatest))
      ? nil : Fault(line: item.line, reason: "it is the eigenvector of another eigenvalue than the greatest")
  }

  private func singular(_ items: [Item], _ a: NumberGrid) -> Fault? {
    let matrices = items.filter(\.isMatrix)
    if matrices.count == 3 {
      let last = matrices[2]
      let isTransposed = last.name.hasSuffix("T") || last.name.hasSuffix("'") || last.name.hasSuffix("t")
      return product([matrices[0].value, matrices[1].value, isTransposed ? last.value : last.value.transposed], a)
        ?? orthonormal([(matrices[0], matrices[0].value), (last, isTransposed ? last.value.transposed : last.value)])
        ?? (matrices[1].value.isDiagonal ? nil : Fault(line: matrices[1].line, reason: "it is not diagonal"))
    }
    let sigmas = items.filter(\.isScalar)
    let us = items.filter { !$0.isScalar && $0.name.hasPrefix("u") }
    let vs = items.filter { !$0.isScalar && $0.name.hasPrefix("v") }
    guard !sigmas.isEmpty, us.count == sigmas.count, vs.count == sigmas.count else {
      return Fault(line: items[0].line, reason: "to every singular value belong a vector u and a vector v")
    }
    var whole = NumberGrid(rows: a.rows.map { $0.map { _ in 0 } })
    for (sigma, (u, v)) in zip(sigmas, zip(us, vs)) {
      let (left, right) = (u.value.columns[0], v.value.columns[0])
      guard left.count == a.rows.count, right.count == a.columns.count else {
        return Fault(line: u.line, reason: "the vectors have other lengths than the matrix has rows and columns")
      }
      whole = whole.adding(sigma.value.rows[0][0], left, right)
    }
    return whole.isClose(to: a, Self.tolerance)
      ? orthonormal(us.map { ($0, $0.value) } + vs.map { ($0, $0.value) })
      : Fault(line: items[0].line, reason: "the sum of all σ u vᵀ is not the matrix")
  }

  /// Q R and L U, with a permutation P before either side where one is given.
  /// L with A = L Lᵀ.
  private func triangle(_ items: [Item], _ a: NumberGrid) -> Fault? {
    guard let item = items.last(where: { $0.isMatrix && $0.name.hasPrefix("L") }) ?? items.last(where: \.isMatrix)
    else {
      return Fault(line: items[0].line, reason: "expected a matrix L")
    }
    guard item.value.transposed.isUpperTriangular else {
      return Fault(line: item.line, reason: "it is not lower triangular")
    }
    return product([item.value, item.value.transposed], a)
  }

  private func factors(_ items: [Item], _ a: NumberGrid, names: [String]) -> Fault? {
    let matrices = items.filter(\.isMatrix)
    guard let first = matrices.last(where: { $0.name.hasPrefix(names[0]) }) ?? matrices.dropLast().last,
      let second = matrices.last(where: { $0.name.hasPrefix(names[1]) }) ?? matrices.last, matrices.count >= 2
    else { return Fault(line: items[0].line, reason: "expected two matrices, \(names[0]) and \(names[1])") }
    let permutation = matrices.first { $0.name.hasPrefix("P") }?.value
    guard second.value.isUpperTriangular else { return Fault(line: second.line, reason: "it is not upper triangular") }
    if names[0] == "L", !first.value.transposed.isUpperTriangular {
      return Fault(line: first.line, reason: "it is not lower triangular")
    }
    if names[0] == "Q", let fault = orthonormal([(first, first.value)]) { return fault }
    guard let permutation else { return product([first.value, second.value], a) }
    // P A = L U, or A = P L U.
    return product([permutation.transposed, first.value, second.value], a) == nil
      || product([permutation, first.value, second.value], a) == nil
      ? nil : Fault(line: second.line, reason: "the product is not the matrix")
  }

  private func product(_ factors: [NumberGrid], _ a: NumberGrid) -> Fault? {
    let fault = Fault(line: lines.last?.number ?? 0, reason: "the product is not the matrix")
    var whole = factors[0]
    for factor in factors.dropFirst() {
      guard let next = whole.times(factor) else { return fault }
      whole = next
    }
    return whole.isClose(to: a, Self.tolerance) ? nil : fault
  }

  private func orthonormal(_ parts: [(item: Item, value: NumberGrid)]) -> Fault? {
    for (item, value) in parts {
      let gram = value.transposed.times(value)!
      let unit = NumberGrid(rows: gram.rows.indices.map { i in gram.rows.indices.map { $0 == i ? 1 : 0 } })
      if !gram.isClose(to: unit, 2 * Self.tolerance) {
        return Fault(
          line: item.line,
          reason: item.isMatrix ? "its columns are not orthogonal and of length 1" : "it is not of length 1")
      }
    }
    return nil
  }
}
