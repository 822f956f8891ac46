/// Functions that NumPy does not have, or not without overflow; those that are used are defined inside the function.
enum PythonHelper: String, CaseIterable {
  case logsumexp, logsoftmax, softmax, sigmoid, erf, expm, spectral

  var needs: [PythonHelper] {
    switch self {
    case .softmax, .logsumexp, .sigmoid, .erf, .expm, .spectral, .logsoftmax: []
    }
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
    case .sigmoid:
      ["def sigmoid(x):", "    return \(np).exp(-\(np).logaddexp(0.0, -\(np).asarray(x, dtype=float)))"]
    case .erf:
      ["from math import erf as _erf", "erf = \(np).vectorize(_erf, otypes=[float])"]
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
