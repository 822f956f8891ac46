import GradusExpression

/// Functions that NumPy does not have, or not without overflow; those that are used are defined inside the function.
enum PythonHelper: Hashable, CaseIterable {
  case logsumexp, logsoftmax, softmax, hardmax, prodothers, adj, logcosh, xlogy
  /// A function of one number, by what its own definition says.
  case function(ElementaryFunction)
  case expm, spectral

  /// In the order in which they are written.
  static let allCases: [PythonHelper] =
    [.logsumexp, .logsoftmax, .softmax, .hardmax, .prodothers, .adj, .logcosh, .xlogy]
    + ElementaryFunction.allCases.compactMap { function in
      if case .defined = function.definition.python { .function(function) } else { nil }
    } + [.expm, .spectral]

  var name: String {
    if case .function(let function) = self { function.rawValue } else { "\(self)" }
  }

  /// The definition, line by line.
  func lines(numpy np: String) -> [String] {
    switch self {
    case .logsumexp:
      [
        "def logsumexp(x, axis=None):",
        "    top = \(np).max(x, axis=axis, keepdims=True)",
        "    return \(np).squeeze(top, axis=axis) + \(np).log(\(np).sum(\(np).exp(x - top), axis=axis))",
      ]
    case .logsoftmax:
      [
        "def logsoftmax(x):",
        "    x = x - \(np).max(x, axis=-1, keepdims=True)",
        "    return x - \(np).log(\(np).sum(\(np).exp(x), axis=-1, keepdims=True))",
      ]
    case .softmax:
      [
        "def softmax(x):",
        "    p = \(np).exp(x - \(np).max(x, axis=-1, keepdims=True))",
        "    return p / \(np).sum(p, axis=-1, keepdims=True)",
      ]
    // Rows of entries along the axes, one after another; argmax takes the first of several.
    case .hardmax:
      [
        "def hardmax(x, axes):",
        "    rows = \(np).moveaxis(x, axes, range(-len(axes), 0))",
        "    flat = rows.reshape(rows.shape[:rows.ndim - len(axes)] + (-1,))",
        "    marked = \(np).arange(flat.shape[-1]) == \(np).argmax(flat, axis=-1)[..., None]",
        "    return \(np).moveaxis(marked.reshape(rows.shape).astype(float), range(-len(axes), 0), axes)",
      ]
    case .prodothers:
      [
        "def prodothers(x, axes):",
        "    rows = \(np).moveaxis(x, axes, range(-len(axes), 0))",
        "    flat = rows.reshape(rows.shape[:rows.ndim - len(axes)] + (-1,))",
        "    own = \(np).eye(flat.shape[-1], dtype=bool)",
        "    others = \(np).prod(\(np).where(own, 1.0, flat[..., None, :]), axis=-1)",
        "    return \(np).moveaxis(others.reshape(rows.shape), range(-len(axes), 0), axes)",
      ]
    // Of a = u diag(s) v: what singular values divide by cancels, so that a may be singular.
    case .adj:
      [
        "def adj(a):",
        "    u, s, v = \(np).linalg.svd(a)",
        "    others = \(np).prod(\(np).where(\(np).eye(len(s), dtype=bool), 1.0, s), axis=-1)",
        "    return \(np).linalg.det(u) * \(np).linalg.det(v) * (v.T * others) @ u.T",
      ]
    case .logcosh:
      [
        "def logcosh(x):",
        "    x = \(np).abs(x)",
        "    return x + \(np).log1p(\(np).exp(-2.0 * x)) - \(np).log(2.0)",
      ]
    // 0 log 0 = 0
    case .xlogy:
      [
        "def xlogy(x, y):",
        "    return \(np).where(\(np).equal(x, 0.0), 0.0, x * \(np).log(\(np).where(\(np).equal(x, 0.0), 1.0, y)))",
      ]
    case .function(let function):
      if case .defined(let lines) = function.definition.python { lines(np) } else { [] }
    case .expm:
      [
        "def expm(a):",
        "    halvings = max(0, int(\(np).ceil(\(np).log2(max(\(np).linalg.norm(a), 1e-300)))) + 4)",
        "    a = a / 2.0 ** halvings",
        "    total = term = \(np).eye(len(a)) + 0 * a",
        "    for k in range(1, 20):",
        "        term = term @ a / k",
        "        total = total + term",
        "    for _ in range(halvings):",
        "        total = total @ total",
        "    return total",
      ]
    case .spectral:
      [
        "def spectral(f, a):",
        "    w, v = \(np).linalg.eig(\(np).asarray(a, dtype=complex))",
        "    return ((v * f(w)) @ \(np).linalg.inv(v)).real",
      ]
    }
  }
}
