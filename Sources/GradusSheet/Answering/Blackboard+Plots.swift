import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation

extension Blackboard {
  /// A drawing: of a network, of curves over a range, or of the contours of a function of two numbers.
  func plot(_ request: PlotRequest) throws(StatementProblem) -> (Passage, Answer) {
    if request.subjects.count == 1, let network = network(request.subjects[0].text) {
      return try drawing(of: network, named: request.subjects[0])
    }
    let subjects = try request.subjects.enumerated().map { index, phrase throws(StatementProblem) in
      try subject(phrase, before: index > 0 ? request.subjects[index - 1] : nil, request)
    }
    let axes = try variables(of: subjects, request)
    return axes.count == 2
      ? try contours(subjects, axes, request) : try curves(subjects, axes, request)
  }

  private func curves(
    _ subjects: [PlotSubject], _ axes: [PlotAxis], _ request: PlotRequest
  ) throws(StatementProblem) -> (Passage, Answer) {
    let across = axes[0]
    var curves: [Plot.Curve] = []
    var facts: [CurveFacts] = []
    var values: [Double] = []
    for subject in subjects {
      let sampler: Sampler
      do { sampler = try Sampler(subject.value, in: [across.symbol]) } catch {
        throw StatementProblem("\(error)", at: subject.phrase)
      }
      let curve = Plot.Curve(subject.label, of: { sampler([$0]) }, from: across.axis.low, to: across.axis.high)
      if curve.runs.isEmpty {
        throw StatementProblem(
          "there is no value for any \(across.axis.label) \(across.axis.inWords)", at: subject.phrase)
      }
      curves.append(curve)
      values += (0...200).map { sampler([across.axis.low + across.axis.length * Double($0) / 200]) }
      facts.append(CurveFacts(curve, of: { sampler([$0]) }, in: across.axis))
    }
    let known = request.ranges.first { range in
      range.name.flatMap { try? spelling($0) }.map { $0 != across.symbol.name } ?? false
    }
    var up = Plot.Axis("", function: values)
    if let known { up = Plot.Axis(known.name?.text ?? "", try bound(known.low).value, try bound(known.high).value) }
    let names = subjects.map(\.label).joined(separator: ", ")
    var plot = Plot(
      title: names, summary: "", horizontal: across.axis, vertical: up)
    plot.curves = curves
    let described = zip(subjects, facts).map { subject, facts in
      "\(subject.label): "
        + facts.sentences.map { $0.joined { $0.written(as: .unicode) } }.joined(separator: " ")
    }
    plot.summary = "For \(across.axis.label) \(across.axis.inWords). " + described.joined(separator: " ")
    let lines = zip(subjects, facts).flatMap { subject, facts in
      facts.sentences.isEmpty
        ? []
        : [
          Line(
            (subjects.count > 1 ? [.mathematics(subject.asked), .words(":")] : [])
              + facts.sentences.flatMap(\.self))
        ]
    }
    return (
      question("Plot", subjects, [across]),
      Answer(.drawing, result: lines, illustration: .plot(plot))
    )
  }

  private func contours(
    _ subjects: [PlotSubject], _ axes: [PlotAxis], _ request: PlotRequest
  ) throws(StatementProblem) -> (Passage, Answer) {
    guard subjects.count == 1 else {
      throw StatementProblem("contours are drawn of one function at a time", at: request.phrase)
    }
    let subject = subjects[0]
    let isVector = axes[0].symbol == axes[1].symbol
    let sampler: Sampler
    do {
      sampler = try Sampler(subject.value, in: isVector ? [axes[0].symbol] : axes.map(\.symbol))
    } catch {
      throw StatementProblem("\(error)", at: subject.phrase)
    }
    let ranges = axes.map { "\($0.axis.label) \($0.axis.inWords)" }.joined(separator: " and ")
    var plot = Plot(
      title: subject.label, summary: "Contours of \(subject.label) for \(ranges).", horizontal: axes[0].axis,
      vertical: axes[1].axis)
    plot.hasEqualUnits = true
    plot.addContours { sampler([$0, $1]) }
    if plot.contours.isEmpty {
      throw StatementProblem("it has no values that differ in this range", at: subject.phrase)
    }
    return (
      question("Draw contours of", subjects, axes), Answer(.drawing, result: [], illustration: .plot(plot))
    )
  }

  private func question(
    _ verb: String, _ subjects: [PlotSubject], _ axes: [PlotAxis]
  ) -> Passage {
    var passage: Passage = [.words(verb)]
    for (index, subject) in subjects.enumerated() {
      if index > 0 { passage.append(.words(index == subjects.count - 1 ? "and" : ",")) }
      passage.append(.mathematics(subject.asked))
    }
    for (index, axis) in axes.enumerated() {
      passage += [.words(index == 0 ? "for" : "and"), .mathematics(.line(axis.axis.label)), .words(axis.axis.inWords)]
    }
    return passage + [.words(".")]
  }

  private func drawing(of network: SmallNetwork, named name: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let forward: ForwardPropagation
    do { forward = try ForwardPropagation(network, input: Array(repeating: 0, count: network.inputs)) } catch {
      throw StatementProblem("\(error)", at: name)
    }
    let illustration = Illustration.network(forward, showing: .none)
    guard illustration.picture != nil else {
      throw StatementProblem("the network is too large to be drawn: at most 4 layers of 6 nodes", at: name)
    }
    return (
      [.words("Draw the network \(name.text):"), .mathematics(.line(network.inWords)), .words(".")],
      Answer(.drawing, result: [], illustration: illustration)
    )
  }
}

extension Plot.Axis {
  /// `from −2 to 2`
  var inWords: String {
    func text(_ value: Double) -> String {
      let ticks = Ticks(within: low, high, isInPi: isInPi)
      return isInPi && abs((value * 12 / Double.pi).rounded() - value * 12 / Double.pi) < 1e-9
        ? ticks.label(value) : decimal(value)
    }
    return "from \(text(low)) to \(text(high))"
  }
}
