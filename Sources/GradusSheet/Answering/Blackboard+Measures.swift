import GradusExpression
import GradusNotation

extension Blackboard {
  /// A measure of a 2 by 2 confusion matrix [TP FN; FP TN], or of a greater one its accuracy: rows are what is, columns what was
  /// predicted, the positive class first.
  func confusion(
    _ measure: SpecialQuestion.ConfusionMeasure, _ phrase: Phrase
  ) throws(StatementProblem) -> (Passage, Answer) {
    let counts = try numbers(phrase)
    guard counts.shape.count == 2, counts.shape[0] == counts.shape[1], counts.values.allSatisfy({ !$0.isNegative })
    else {
      throw StatementProblem("a confusion matrix is square and holds counts", at: phrase)
    }
    let size = counts.shape[0]
    let passage: Passage = [
      .words("Compute the \(measure.names[0]) of the confusion matrix"),
      .mathematics(typeset(phrase) ?? .line(phrase.text)), .words("."),
    ]
    let top: Rational
    let bottom: Rational
    let formula: String
    if measure == .accuracy {
      top = (0..<size).reduce(Rational.zero) { $0 + counts.values[$1 * size + $1] }
      bottom = counts.values.reduce(Rational.zero, +)
      formula = "accuracy = (sum of the diagonal)/(sum of all)"
    } else {
      guard size == 2 else { throw StatementProblem("the \(measure.names[0]) is that of two classes", at: phrase) }
      let (tp, fn, fp, tn) = (counts.values[0], counts.values[1], counts.values[2], counts.values[3])
      switch measure {
      case .precision: (top, bottom, formula) = (tp, tp + fp, "precision = TP/(TP + FP)")
      case .recall: (top, bottom, formula) = (tp, tp + fn, "recall = TP/(TP + FN)")
      case .specificity: (top, bottom, formula) = (tn, tn + fp, "specificity = TN/(TN + FP)")
      case .f1: (top, bottom, formula) = (2 * tp, 2 * tp + fp + fn, "F1 = 2 TP/(2 TP + FP + FN)")
      case .accuracy: preconditionFailure("accuracy is that of any size")
      }
    }
    guard !bottom.isZero else { throw StatementProblem("there is nothing to divide by: the counts are 0", at: phrase) }
    let value = Formula.constant(top / bottom)
    return (
      passage,
      Answer(
        .formula(value), result: valueLines(value),
        working: [
          Line("Rows are what is, columns what was predicted, the positive class first: [TP FN; FP TN]."),
          Line("", .line(formula)),
          Line("", .line("= \(top.text)/\(bottom.text)")),
        ])
    )
  }

  /// A window that moves over an image: each entry of the result with its sum, or the greatest or mean entry below the window.
  func filter(_ request: SpecialQuestion.FilterRequest) throws(StatementProblem) -> (Passage, Answer) {
    let image = try numbers(request.image)
    guard image.shape.count == 2 else { throw StatementProblem("an image is a matrix", at: request.image) }
    let isPooling = request.kind == .maxPooling || request.kind == .averagePooling
    let window = try numbers(request.window)
    var kernel = window
    if isPooling {
      guard window.values.count <= 2, let side = window.values.first,
        window.values.allSatisfy({ $0.isInteger && $0 > 0 && $0 <= Self.greatestStep })
      else {
        throw StatementProblem("the window is a whole number from 1 to \(Self.greatestStep)", at: request.window)
      }
      let (rows, columns) = (Int(side.doubleValue), Int(window.values[window.values.count - 1].doubleValue))
      kernel = Literal(shape: [rows, columns], values: Array(repeating: Rational(1), count: rows * columns))
    }
    guard kernel.shape.count == 2 else { throw StatementProblem("a kernel is a matrix", at: request.window) }
    let stride =
      try request.stride.map { phrase throws(StatementProblem) in try whole(phrase) }
      ?? (isPooling ? kernel.shape[0] : 1)
    let padding = try request.padding.map { phrase throws(StatementProblem) in try whole(phrase) } ?? 0
    guard stride > 0 else { throw StatementProblem("a stride is at least 1", at: request.stride ?? request.image) }
    var weights = kernel.values
    // Convolution turns the kernel round; what networks call by that name does not.
    if request.kind == .convolution { weights.reverse() }
    let filtered = Filtered(image, kernel.shape, weights, stride: stride, padding: padding, kind: request.kind)
    guard let filtered else { throw StatementProblem("the window is greater than the image", at: request.window) }
    let name: String
    switch request.kind {
    case .convolution: name = "convolution"
    case .crossCorrelation: name = "cross-correlation"
    case .maxPooling: name = "max pooling"
    case .averagePooling: name = "average pooling"
    }
    let note: String
    switch request.kind {
    case .convolution:
      note =
        "The kernel is turned by half a turn and moved over the image (valid part, stride \(stride), padding \(padding)); networks leave the turn out and compute the cross-correlation."
    case .crossCorrelation:
      note =
        "The kernel is moved over the image as it is (stride \(stride), padding \(padding)), which networks call a convolution."
    case .maxPooling:
      note = "The greatest entry of each window of \(kernel.shape[0])×\(kernel.shape[1]), stride \(stride):"
    case .averagePooling: note = "The mean of each window of \(kernel.shape[0])×\(kernel.shape[1]), stride \(stride):"
    }
    return (
      [
        .words("Compute the \(name) of"), .mathematics(typeset(request.image) ?? .line(request.image.text)),
        .words("with"),
        .mathematics(typeset(request.window) ?? .line(request.window.text)), .words("."),
      ],
      Answer(
        .formula(.literal(shape: filtered.shape, filtered.values)),
        result: [Line("", .numbers(Literal(shape: filtered.shape, values: filtered.values)))],
        working: [Line(note)] + filtered.sums.map { Line("", .line($0)) })
    )
  }

  private func whole(_ phrase: Phrase) throws(StatementProblem) -> Int {
    guard let value = try numbers(phrase).values.first, value.isInteger, !value.isNegative, value <= Self.greatestStep
    else {
      throw StatementProblem("expected a whole number from 0 to \(Self.greatestStep)", at: phrase)
    }
    return Int(value.doubleValue)
  }

  /// The widest window, stride or padding.
  private static let greatestStep: Rational = 1000
}

/// What a moving window makes of an image.
private struct Filtered {
  let shape: [Int]
  let values: [Rational]
  /// How each entry came about; none for great images.
  let sums: [String]

  /// Nil where the window does not fit.
  init?(
    _ image: Literal, _ window: [Int], _ weights: [Rational], stride: Int, padding: Int,
    kind: SpecialQuestion.FilterRequest.Kind
  ) {
    let (height, width) = (image.shape[0] + 2 * padding, image.shape[1] + 2 * padding)
    guard window[0] <= height, window[1] <= width else { return nil }
    let (rows, columns) = ((height - window[0]) / stride + 1, (width - window[1]) / stride + 1)
    func pixel(_ row: Int, _ column: Int) -> Rational {
      let (i, j) = (row - padding, column - padding)
      return (0..<image.shape[0]).contains(i) && (0..<image.shape[1]).contains(j)
        ? image.values[i * image.shape[1] + j] : 0
    }
    var (values, sums): ([Rational], [String]) = ([], [])
    for row in 0..<rows {
      for column in 0..<columns {
        let below = (0..<window[0] * window[1]).map {
          pixel(row * stride + $0 / window[1], column * stride + $0 % window[1])
        }
        let (value, text): (Rational, String)
        switch kind {
        case .maxPooling:
          value = below.max() ?? 0
          text = "max(\(below.map(\.text).joined(separator: ", ")))"
        case .averagePooling:
          value = below.reduce(Rational.zero, +) / Rational(below.count)
          text = "(\(below.map(\.factor).joined(separator: " + ")))/\(below.count)"
        case .convolution, .crossCorrelation:
          value = zip(below, weights).reduce(Rational.zero) { $0 + $1.0 * $1.1 }
          text = zip(below, weights).map { "\($0.factor)·\($1.factor)" }.joined(separator: " + ")
        }
        values.append(value)
        sums.append("y" + Filtered.place(row, column) + " = \(text) = \(value.text)")
      }
    }
    (shape, self.values) = ([rows, columns], values)
    self.sums = sums.count <= 16 ? sums : []
  }

  private static func place(_ row: Int, _ column: Int) -> String {
    let digits = Array("₀₁₂₃₄₅₆₇₈₉")
    func below(_ number: Int) -> String { String(String(number + 1).map { digits[$0.wholeNumberValue!] }) }
    return below(row) + (row > 8 || column > 8 ? "," : "") + below(column)
  }
}
