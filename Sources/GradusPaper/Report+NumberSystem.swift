package import GradusExpression
import GradusNotation
package import GradusSolving

extension Report {
  /// Every solution of several equations between numbers.
  package init(_ found: NumberSystem.Solutions, for unknowns: [Formula]) {
    let name = Mathematics.entries(unknowns, shape: [unknowns.count])
    let points = found.points.map { point -> [PassagePart] in
      let isExact = point.allSatisfy(\.isExact)
      let value: Mathematics =
        isExact
        ? .entries(point.map(\.value), shape: [point.count])
        : .line("(" + point.map { "\($0.number ?? .nan)" }.joined(separator: ", ") + ")")
      return [.mathematics(.related([name, value], by: isExact ? .equals : .approximates))]
    }
    let joined = points.enumerated().flatMap { ($0 == 0 ? [] : [.words("or")]) + $1 }
    let values = found.points.map { point in
      JSONValue.array(point.map { .string($0.isExact ? $0.value.written(as: .ascii) : "\($0.number ?? .nan)") })
    }
    let status = points.isEmpty ? "none" : points.count == 1 ? "unique" : "several"
    self.init(
      result: [points.isEmpty ? Line("no real solution") : Line(joined)],
      working: found.steps.map { Line($0, namesLaw: false) },
      members: [
        "status": .string(status), "solutions": .array(values),
        "unknowns": .array(unknowns.map { .string($0.written(as: .ascii)) }),
      ], steps: found.steps.map { $0.json() })
  }
}
