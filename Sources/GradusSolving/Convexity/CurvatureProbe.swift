import Foundation
import GradusCalculus
import GradusExpression
import GradusKernels

/// Looks with numbers for a point and a direction in which a formula bends one way.
struct CurvatureProbe {
  enum Direction { case up, down }

  private let formula: Formula
  private let variables: [Symbol]
  private let blocks: [[Formula]]?

  init(_ formula: Formula, _ variables: [Formula]) {
    self.formula = formula
    self.variables = variables.compactMap { if case .symbol(let symbol) = $0.node { symbol } else { nil } }
    // Directions of a symmetric matrix are symmetric, so the Hessian of free entries does not tell.
    let isFree = self.variables.allSatisfy { !$0.facts.contains(.symmetric) }
    blocks = isFree ? Self.hessianBlocks(formula, variables) : nil
  }

  private static func hessianBlocks(_ formula: Formula, _ variables: [Formula]) -> [[Formula]]? {
    guard let slopes = try? gradients(of: formula, withRespectTo: variables) else { return nil }
    return try? slopes.map { slope in
      try variables.map { try derivative(of: slope, withRespectTo: $0, layout: .numerator) }
    }
  }

  /// Sixty points in two assignments of sizes, near and far from the origin.
  func search(for direction: Direction) -> Convexity.Counterexample? {
    for seed in 0..<60 {
      var sampler = SampledValues(for: [formula], seed: seed, smallest: 1 + seed % 3)
      var point: [String: Tensor] = [:]
      let scale = [1.0, 3.0, 0.3][seed / 3 % 3]
      for symbol in formula.symbols {
        point[symbol.name] = sampler.value(of: symbol, scale: variables.contains(symbol) ? scale : max(scale, 1))
      }
      guard point.count == formula.symbols.count, let value = try? evaluate(point, sampler.sizes), value.isFinite else {
        continue
      }
      var directions = eigenvectors(point, sampler.sizes, direction)
      for _ in 0..<4 { directions.append(randomDirection(&sampler)) }
      for candidate in directions {
        if let found = judge(point, candidate, value, sampler.sizes, direction) { return found }
      }
    }
    return nil
  }

  private func evaluate(_ inputs: [String: Tensor], _ sizes: [String: Int]) throws -> Double {
    try Evaluator(inputs: inputs, sizes: sizes).evaluate(formula).scalar
  }

  private func judge(
    _ point: [String: Tensor], _ direction: [String: Tensor], _ value: Double, _ sizes: [String: Int],
    _ wanted: Direction
  ) -> Convexity.Counterexample? {
    for step in [0.1, 0.01] {
      func moved(_ sign: Double) -> Double? {
        var inputs = point
        for (name, change) in direction {
          guard let values = inputs[name]?.values else { return nil }
          inputs[name]?.values = zip(values, change.values).map { $0 + sign * step * $1 }
        }
        guard staysInDomain(inputs) else { return nil }
        return try? evaluate(inputs, sizes)
      }
      guard let ahead = moved(1), let behind = moved(-1), ahead.isFinite, behind.isFinite else { continue }
      let difference = ahead - 2 * value + behind
      // Three roundings of numbers of this size, with a wide margin.
      let noise = 1e-10 * (abs(ahead) + abs(behind) + 2 * abs(value) + 1e-3)
      if wanted == .down ? difference < -noise : difference > noise {
        return Convexity.Counterexample(
          point: point, direction: direction, secondDifference: difference / (step * step), step: step)
      }
    }
    return nil
  }

  private func staysInDomain(_ inputs: [String: Tensor]) -> Bool {
    variables.allSatisfy { symbol in
      let values = inputs[symbol.name]?.values ?? []
      if symbol.facts.contains(.belowOne), values.contains(where: { $0 >= 1 }) { return false }
      if symbol.facts.contains(.atMostOne), values.contains(where: { $0 > 1 }) { return false }
      if symbol.facts.contains(.positive) { return values.allSatisfy { $0 > 0 } }
      return !symbol.facts.contains(.nonnegative) || values.allSatisfy { $0 >= 0 }
    }
  }

  private func randomDirection(_ sampler: inout SampledValues) -> [String: Tensor] {
    var direction: [String: Tensor] = [:]
    for symbol in variables {
      let plain = Symbol(symbol.name, symbol.shape, facts: symbol.facts.intersection([.symmetric, .diagonal]))
      direction[symbol.name] = sampler.value(of: plain)
    }
    return direction
  }

  /// The eigenvector of the Hessian with the eigenvalue furthest on the wanted side, rounded to three decimals.
  private func eigenvectors(
    _ point: [String: Tensor], _ sizes: [String: Int], _ wanted: Direction
  ) -> [[String: Tensor]] {
    guard let blocks, LAPACK.isAvailable,
      let values = try? Evaluator(inputs: point, sizes: sizes).evaluate(blocks.flatMap(\.self))
    else { return [] }
    let counts = variables.map { point[$0.name]?.values.count ?? 0 }
    let total = counts.reduce(0, +)
    let offsets = counts.indices.map { counts[..<$0].reduce(0, +) }
    guard (1...64).contains(total) else { return [] }
    var matrix = DenseMatrix(
      rowCount: total, columnCount: total, columnMajor: Array(repeating: 0, count: total * total))
    for (place, block) in values.enumerated() {
      let (row, column) = (place / counts.count, place % counts.count)
      for i in 0..<counts[row] {
        for j in 0..<counts[column] {
          // Half of each of the two mirror images, so that rounding leaves it symmetric.
          let half = block.values[i * counts[column] + j] / 2
          guard half.isFinite else { return [] }
          matrix.add(half, offsets[row] + i, offsets[column] + j)
        }
      }
    }
    guard let system = try? SymmetricEigendecomposition(matrix) else { return [] }
    let vector = system.vectors.column(wanted == .down ? 0 : total - 1)
    var direction: [String: Tensor] = [:]
    for (index, symbol) in variables.enumerated() {
      guard let shape = point[symbol.name]?.shape else { return [] }
      let part = vector[offsets[index]..<offsets[index] + counts[index]].map { ($0 * 1000).rounded() / 1000 }
      direction[symbol.name] = Tensor(shape: shape, values: part)
    }
    return [direction]
  }
}

extension DenseMatrix {
  /// Adds to an entry and to its mirror image.
  fileprivate mutating func add(_ value: Double, _ row: Int, _ column: Int) {
    self[row, column] += value
    self[column, row] += value
  }
}
