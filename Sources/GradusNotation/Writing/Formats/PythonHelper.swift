import GradusExpression

/// Functions that NumPy does not have, or not without overflow; those that are used are defined inside the function.
enum PythonHelper: Hashable, CaseIterable {
  case logsumexp, logsoftmax, softmax, hardmax, prodothers, adj, logcosh, xlogy
  /// A function of one number, by what its own definition says.
  case function(ElementaryFunction)
  case expm, spectral, eigvec, singular, polar

  /// In the order in which they are written.
  static let allCases: [PythonHelper] =
    [.logsumexp, .logsoftmax, .softmax, .hardmax, .prodothers, .adj, .logcosh, .xlogy]
    + ElementaryFunction.allCases.compactMap { function in
      if case .defined = function.definition.python { .function(function) } else { nil }
    } + [.expm, .spectral, .eigvec, .singular, .polar]

  var name: String {
    if case .function(let function) = self { function.rawValue } else { "\(self)" }
  }

  /// The definition, line by line.
  func lines(numpy np: String) -> [String] {
    if case .function(let function) = self {
      if case .defined(let lines) = function.definition.python { lines(np) } else { [] }
    } else {
      Self.definitions[name]!.map { $0.replacing("np.", with: np + ".") }
    }
  }

  /// The lines of every definition below, by its name.
  private static let definitions = Dictionary(
    uniqueKeysWithValues: source.split(separator: "\n\n").map { definition in
      let lines = definition.split(separator: "\n").map(String.init)
      return (String(lines[0].dropFirst(4).prefix { $0 != "(" }), lines)
    })

  /// hardmax and prodothers put the entries along the axes into rows, one after another; argmax takes the first of several.
  /// adj is that of a = u diag(s) v: what singular values divide by cancels, so that a may be singular. xlogy takes 0 log 0 for 0.
  private static let source = """
    def logsumexp(x, axis=None):
        top = np.max(x, axis=axis, keepdims=True)
        return np.squeeze(top, axis=axis) + np.log(np.sum(np.exp(x - top), axis=axis))

    def logsoftmax(x):
        x = x - np.max(x, axis=-1, keepdims=True)
        return x - np.log(np.sum(np.exp(x), axis=-1, keepdims=True))

    def softmax(x):
        p = np.exp(x - np.max(x, axis=-1, keepdims=True))
        return p / np.sum(p, axis=-1, keepdims=True)

    def hardmax(x, axes):
        rows = np.moveaxis(x, axes, range(-len(axes), 0))
        flat = rows.reshape(rows.shape[:rows.ndim - len(axes)] + (-1,))
        marked = np.arange(flat.shape[-1]) == np.argmax(flat, axis=-1)[..., None]
        return np.moveaxis(marked.reshape(rows.shape).astype(float), range(-len(axes), 0), axes)

    def prodothers(x, axes):
        rows = np.moveaxis(x, axes, range(-len(axes), 0))
        flat = rows.reshape(rows.shape[:rows.ndim - len(axes)] + (-1,))
        own = np.eye(flat.shape[-1], dtype=bool)
        others = np.prod(np.where(own, 1.0, flat[..., None, :]), axis=-1)
        return np.moveaxis(others.reshape(rows.shape), range(-len(axes), 0), axes)

    def adj(a):
        u, s, v = np.linalg.svd(a)
        others = np.prod(np.where(np.eye(len(s), dtype=bool), 1.0, s), axis=-1)
        return np.linalg.det(u) * np.linalg.det(v) * (v.T * others) @ u.T

    def logcosh(x):
        x = np.abs(x)
        return x + np.log1p(np.exp(-2.0 * x)) - np.log(2.0)

    def xlogy(x, y):
        return np.where(np.equal(x, 0.0), 0.0, x * np.log(np.where(np.equal(x, 0.0), 1.0, y)))

    def expm(a):
        halvings = max(0, int(np.ceil(np.log2(max(np.linalg.norm(a), 1e-300)))) + 4)
        a = a / 2.0 ** halvings
        total = term = np.eye(len(a)) + 0 * a
        for k in range(1, 20):
            term = term @ a / k
            total = total + term
        for _ in range(halvings):
            total = total @ total
        return total

    def spectral(f, a):
        w, v = np.linalg.eig(np.asarray(a, dtype=complex))
        return ((v * f(w)) @ np.linalg.inv(v)).real

    def eigvec(a, place):
        v = np.linalg.eigh((a + a.T) / 2)[1][:, place]
        return v * np.sign(v[np.argmax(np.abs(v))])

    def singular(a, place):
        u, s, vt = np.linalg.svd(a, full_matrices=False)
        sign = np.sign(vt[place][np.argmax(np.abs(vt[place]))])
        return sign * u[:, place], sign * vt[place]

    def polar(a):
        u, s, vt = np.linalg.svd(a, full_matrices=False)
        return u @ vt
    """
}
