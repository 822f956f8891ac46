internal import GradusExpression
internal import GradusOptimization

extension Loss.Row {
  static let table: [Self] = [
    // It never takes the logarithm of a probability, and so never of zero.
    Self(
      name: "cross-entropy", summary: "−Σ Y log softmax(Z), for classes that exclude one another",
      settings: [Setting("smoothing", "ε: the targets are (1 − ε) Y + ε / classes", .share, 0)], output: .softmax
    ) { z, y, v in
      let ε = v[number: "smoothing"]
      let own = logSumExp(z) - (y .* z).summed(along: [1]).scaled(by: 1 - ε)
      return ε.isZero ? own : own - (z.summed(along: [1]) / .size(z.shape[1])).scaled(by: ε)
    },
    // T. Lin et al., "Focal loss for dense object detection", ICCV 2017.
    Self(
      name: "focal", summary: "−(1 − p)^γ log p, with the probability p of the right class",
      settings: [Setting("gamma", "γ", .nonnegative, 2)], output: .softmax
    ) { z, y, v in
      let log = (y .* logSoftmax(z)).summed(along: [1])
      // Rounding may give a probability above 1.
      let rest = relu(Formula.ones(log.shape) - exp(log))
      return -(.power(rest, .constant(v[number: "gamma"])) .* log)
    },
    // Σⱼ max(0, margin − z_y + zⱼ) over the wrong classes, by the number of classes. K. Crammer and Y. Singer (2001), J. Weston and C. Watkins (1999).
    Self(
      name: "hinge", summary: "the mean over the classes of max(0, 1 − (score of the right one − its own))^p",
      settings: [Setting("power", "p: 1, or 2 for the squared hinge", .count(1, 2), 1)], output: .identity
    ) { z, y, v in
      let own = (y .* z).summed(along: [1]).broadcast(to: z.shape, axes: [0])
      let slack = relu(Formula.ones(z.shape) - y + z - own)
      let power = v[count: "power"] == 1 ? slack : slack .** 2
      return power.summed(along: [1]) / .size(z.shape[1])
    },
    Self(
      name: "binary-cross-entropy",
      summary: "the mean of −y log p − (1 − y) log(1 − p) with p = sigmoid(z), for outputs that are each yes or no",
      settings: [Setting("positive-weight", "what a yes counts against a no", .positive, 1)], output: .sigmoid
    ) { z, y, v in
      // −w y log σ(z) − (1 − y) log(1 − σ(z)) = softplus(z) − z y + (w − 1) y softplus(−z)
      let w = v[number: "positive-weight"]
      let plain = softplus(z) - y .* z
      return meanOfOutputs(w == 1 ? plain : plain + (y .* softplus(-z)).scaled(by: w - 1))
    },
    Self(name: "squared-error", summary: "the mean of (z − y)²", output: .identity) { z, y, _ in
      meanOfOutputs((z - y) .** 2)
    },
    Self(name: "absolute-error", summary: "the mean of |z − y|", output: .identity) { z, y, _ in
      meanOfOutputs(abs(z - y))
    },
    // P. Huber, "Robust estimation of a location parameter" (1964): ½ e² up to δ, and δ (|e| − ½ δ) beyond.
    Self(
      name: "huber", summary: "½ (z − y)² up to δ, and δ (|z − y| − ½ δ) beyond",
      settings: [Setting("delta", "δ", .positive, 1)], output: .identity
    ) { z, y, v in
      let δ = v[number: "delta"]
      let error = abs(z - y)
      let inner = Formula.extremum(.minimum, error, Formula.ones(error.shape).scaled(by: δ))
      return meanOfOutputs((inner .** 2).scaled(by: Rational(1, 2)) + (error - inner).scaled(by: δ))
    },
    // log cosh e = e + softplus(−2 e) − log 2
    Self(name: "log-cosh", summary: "the mean of log cosh(z − y)", output: .identity) { z, y, _ in
      let error = z - y
      return meanOfOutputs(error + softplus(error.scaled(by: -2)) - Formula.map(.log, 2).broadcast(to: z.shape))
    },
    Self(name: "poisson", summary: "the mean of exp(z) − y z, for counts whose mean is exp(z)", output: .identity) {
      z, y, _ in
      meanOfOutputs(exp(z) - y .* z)
    },
    Self(
      name: "kullback-leibler", summary: "Σ Y (log Y − log softmax(Z)), for targets that are probabilities",
      output: .softmax
    ) { z, y, _ in
      // 0 log 0 = 0
      let own = (y .* log(y + Formula.ones(y.shape) - .map(.step, y))).summed(along: [1])
      return own - (y .* logSoftmax(z)).summed(along: [1])
    },
    Self(name: "brier", summary: "Σ (softmax(Z) − Y)²", output: .softmax) { z, y, _ in
      ((softmax(z) - y) .** 2).summed(along: [1])
    },
  ]

  private static func meanOfOutputs(_ loss: Formula) -> Formula { loss.summed(along: [1]) / .size(loss.shape[1]) }
}
