internal import GradusLearning

/// The curves that numbers of a table go through, in a program of its own.
struct CurveSource {
  let language: SourceLanguage
  /// What the names of the program begin with.
  let name: String
  private var isC: Bool { language == .c }

  /// A number on the curve of a column.
  func curved(_ value: String, _ curve: NumberCurve?, column: Int) -> String {
    switch curve {
    case nil: return value
    case .log?: return "\(name)_log(\(value))"
    case .uniform(let quantiles)?: return share(value, quantiles, column)
    case .normal(let quantiles)?: return "\(name)_normal(\(share(value, quantiles, column)))"
    }
  }

  private func share(_ value: String, _ quantiles: NumberQuantiles, _ column: Int) -> String {
    let parts = ["numbers", "first", "last", "own"].map { "\(name)_q\(column)_\($0)" }.joined(separator: ", ")
    return isC
      ? "\(name)_share(\(value), \(parts), \(quantiles.numbers.count))" : "\(name)_share(\(value), \(parts))"
  }

  /// The functions and numbers that the curves of a form need.
  func definitions(of form: ExampleForm) -> [String] {
    guard case .table(let preparation) = form else { return [] }
    var (tables, curves, place): ([String], [NumberCurve], Int) = ([], [], 0)
    for column in preparation.columns {
      if case .number(let own) = column.kind, let curve = own.curve {
        curves.append(curve)
        tables += self.tables(curve, place)
      } else if case .date(let own) = column.kind, let curve = own.curve {
        curves.append(curve)
        tables += self.tables(curve, place)
      }
      place += column.kind.width
    }
    let isNormal = curves.contains { if case .normal = $0 { true } else { false } }
    return (curves.contains(.log) ? [log] : []) + (tables.isEmpty ? [] : [share]) + (isNormal ? [normal] : []) + tables
  }

  private func tables(_ curve: NumberCurve, _ column: Int) -> [String] {
    guard let quantiles = curve.quantiles else { return [] }
    let shares = quantiles.shares
    return [
      ("numbers", quantiles.numbers), ("first", shares.map(\.first)), ("last", shares.map(\.last)),
      ("own", shares.map(\.own)),
    ].map { part, values in
      let list = values.map { "\($0)" }.joined(separator: ", ")
      let own = "\(name)_q\(column)_\(part)"
      return isC
        ? "static const double \(own)[\(values.count)] = {\(list)};" : "private let \(own): [Double] = [\(list)]"
    }
  }

  private var log: String {
    isC
      ? "static double \(name)_log(double x) { return x < 0 ? -log1p(-x) : log1p(x); }"
      : "private func \(name)_log(_ x: Double) -> Double { x < 0 ? -log1p(-x) : log1p(x) }"
  }

  /// The share of the numbers learned from that are smaller.
  private var share: String {
    isC
      ? """
      static double \(name)_share(
          double x, const double *numbers, const double *first, const double *last, const double *own, int count) {
        int low = 0, high = count - 1;
        if (x <= numbers[low]) return 0;
        if (x >= numbers[high]) return 1;
        while (high - low > 1) {
          int middle = (low + high) / 2;
          if (numbers[middle] <= x) low = middle; else high = middle;
        }
        if (x == numbers[low]) return own[low];
        return last[low] + (first[high] - last[low]) * ((x - numbers[low]) / (numbers[high] - numbers[low]));
      }
      """
      : """
      private func \(name)_share(
        _ x: Double, _ numbers: [Double], _ first: [Double], _ last: [Double], _ own: [Double]
      ) -> Double {
        var (low, high) = (0, numbers.count - 1)
        if x <= numbers[low] { return 0 }
        if x >= numbers[high] { return 1 }
        while high - low > 1 {
          let middle = (low + high) / 2
          if numbers[middle] <= x { low = middle } else { high = middle }
        }
        if x == numbers[low] { return own[low] }
        return last[low] + (first[high] - last[low]) * ((x - numbers[low]) / (numbers[high] - numbers[low]))
      }
      """
  }

  /// The number below which a standard normal one lies with a probability.
  private var normal: String {
    let (middle, tail) = (NormalQuantile.middle, NormalQuantile.tail)
    let (least, most) = (NormalQuantile.least, 1 - NormalQuantile.least)
    func ratio(_ parts: (over: [Double], under: [Double])) -> String {
      "\(polynomial(parts.over)) / \(polynomial(parts.under))"
    }
    let (q, r) = ("p - 0.5", "\(NormalQuantile.bendSquared) - q * q")
    return isC
      ? """
      static double \(name)_normal(double p) {
        p = p < \(least) ? \(least) : p > \(most) ? \(most) : p;
        double q = \(q), r = \(r);
        if (fabs(q) <= \(NormalQuantile.bend)) return q * (\(ratio(middle)));
        r = sqrt(-log(q < 0 ? p : 1 - p)) - \(NormalQuantile.tailShift);
        double y = \(ratio(tail));
        return q < 0 ? -y : y;
      }
      """
      : """
      private func \(name)_normal(_ probability: Double) -> Double {
        let p = min(max(probability, \(least)), \(most))
        let q = \(q)
        var r = \(r)
        func ratio(_ over: [Double], _ under: [Double]) -> Double {
          over.reduce(0) { $0 * r + $1 } / under.reduce(0) { $0 * r + $1 }
        }
        if abs(q) <= \(NormalQuantile.bend) { return q * ratio(\(list(middle.over)), \(list(middle.under))) }
        r = (-log(q < 0 ? p : 1 - p)).squareRoot() - \(NormalQuantile.tailShift)
        let y = ratio(\(list(tail.over)), \(list(tail.under)))
        return q < 0 ? -y : y
      }
      """
  }

  /// From the highest power down, as `polynomial` takes them.
  private func list(_ coefficients: [Double]) -> String { "\(Array(coefficients.reversed()))" }

  /// In r, by Horner's rule.
  private func polynomial(_ coefficients: [Double]) -> String {
    coefficients.dropLast().reversed().reduce("\(coefficients[coefficients.count - 1])") { "(\($0) * r + \($1))" }
  }
}
