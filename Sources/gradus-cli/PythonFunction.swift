import Gradus

/// A formula as one self-contained function of NumPy in its free symbols.
struct PythonFunction {
  let name: String
  let result: Formula
  var remarks: [String] = []

  var text: String {
    let parameters = result.symbols.map(\.name)
    var lines = ["import numpy as np", "", ""]
    lines.append("def \(name)(\(parameters.joined(separator: ", "))):")
    let documentation = remarks.isEmpty ? [] : ["    # " + remarks.joined(separator: "; ")]
    // Sizes are read off the arguments.
    var sizes: [String] = []
    var known: Set<String> = []
    for symbol in result.symbols {
      for (axis, size) in symbol.shape.enumerated() {
        if case .symbol(let length) = size, result.sizeSymbols.contains(length), known.insert(length).inserted {
          sizes.append("    \(length) = \(symbol.name).shape[\(axis)]")
        }
      }
    }
    return (lines + documentation + sizes + ["    return \(result.written(as: .python))"]).joined(separator: "\n")
  }
}
