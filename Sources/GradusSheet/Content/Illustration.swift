import GradusLearning

/// What belongs beside a question or an answer as a picture; it is drawn when somebody asks.
enum Illustration: Sendable {
  case network(ForwardPropagation, showing: NetworkDrawing.Values)
  case backward(BackwardPropagation)
  case plot(Plot)
  /// A plot that takes some computing.
  case descent(DescentPlot)

  var picture: Picture? {
    switch self {
    case .network(let forward, let shown): NetworkDrawing(forward, showing: shown)?.picture
    case .backward(let backward): NetworkDrawing(backward)?.picture
    case .plot, .descent: plot?.picture
    }
  }

  /// The picture as a plot, where it is one.
  var plot: Plot? {
    switch self {
    case .plot(let plot): plot
    case .descent(let descent): descent.plot
    case .network, .backward: nil
    }
  }

  /// What may be shown before the answer is known.
  var ofQuestion: Illustration? {
    switch self {
    case .network(let forward, .all): .network(forward, showing: .input)
    case .network: nil
    case .backward(let backward): .network(backward.forward, showing: .input)
    case .plot, .descent: nil
    }
  }
}
