internal import GradusExpression
public import GradusLearning

/// A model as a program of its own: one file in C99 or Swift that needs no library, with the preparation, the numbers, and the meaning of what
/// comes out.
///
/// In C, and in Swift without the pointers:
///
///     void NAME_predict(const float *input, float *output);     // unsigned char for images, double for the columns of a table
///     int NAME_label(const float *output);                      // of classes
///     extern const char *const NAME_names[];
public enum ModelSource {
  /// The most numbers that a program carries: 2²⁴.
  package static let limit = 1 << 24

  /// The text of a file.
  ///
  /// - Parameters:
  ///   - name: what its functions begin with, letters, digits and _.
  ///   - file: what errors call the file.
  /// - Throws: `ExchangeError` where a part of the model is no loop of numbers, or it is very large.
  public static func text(
    of model: TrainedModel, in language: SourceLanguage, name: String, named file: String
  ) throws(ExchangeError) -> String {
    let count = model.network.parameters.reduce(0) { $0 + $1.count }
    guard count <= limit else {
      throw ExchangeError(.unsupported, file: file, "would carry \(count) numbers; a program has at most \(limit)")
    }
    do throws(UnwritableSource) { return try SourceFile(model, language, name).text() } catch {
      throw ExchangeError(.unsupported, file: file, "cannot be written: \(error.what) is no loop of numbers")
    }
  }
}

/// The parts of such a file.
private struct SourceFile {
  let model: TrainedModel
  let language: SourceLanguage
  let name: String
  private var isC: Bool { language == .c }
  private var curves: CurveSource { CurveSource(language: language, name: name) }

  init(_ model: TrainedModel, _ language: SourceLanguage, _ name: String) {
    (self.model, self.language, self.name) = (model, language, name)
  }

  func text() throws(UnwritableSource) -> String {
    let network = model.network
    let input = Formula.symbol("X", [1, .number(network.inputs)])
    var arrays = [input: "x"]
    var constants: [String] = []
    for (place, parameter) in network.parameters.enumerated() {
      let own = "\(name)_w\(place)"
      arrays[.symbol(parameter.symbol)] = own
      let shape = parameter.shape.map(String.init).joined(separator: " by ")
      constants.append(language.constant(own, model.parameters[parameter.name] ?? [], "\(parameter.name), \(shape)"))
    }
    let output = network.forward(input).output
    for formula in output.nodesBottomUp {
      guard case .literal(let table) = formula.node else { continue }
      let own = "\(name)_t\(constants.count)"
      arrays[formula] = own
      constants.append(language.constant(own, table.values.map { Float($0.doubleValue) }, "a table in the formula"))
    }
    var source = FormulaSource(language, arrays: arrays)
    let result = try source.write(output)
    let functions = source.functions.map { language.function("f_\($0.rawValue)", $0.definition.source ?? "x") }
    let parts: [[String]] = [
      head, isC ? [] : [Self.decoder], constants, curves.definitions(of: model.form), functions, [names],
      [predict(source.lines, result)], label,
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var head: [String] {
    let words =
      "\(model.network): \(model.form) in, \(model.names.count) number\(model.names.count == 1 ? "" : "s") out. Written by Gradus."
    let comment = "// \(words.replacing("\n", with: " "))"
    return isC
      ? [comment, "#include <math.h>", "#include <string.h>"]
      : [comment, "#if canImport(Glibc)", "  import Glibc", "#elseif canImport(Darwin)", "  import Darwin", "#endif"]
  }

  private var names: String {
    let texts = model.names.map(language.text).joined(separator: ", ")
    return isC ? "const char *const \(name)_names[] = {\(texts)};" : "let \(name)_names = [\(texts)]"
  }

  /// From the letters of six bits back to numbers.
  private static let decoder = """
    private func numbers(_ text: StaticString) -> [Float] {
      var (numbers, bits, count, word): ([Float], UInt64, Int, UInt8) = ([], 0, 0, 0)
      var bytes: [UInt8] = []
      text.withUTF8Buffer { letters in
        for letter in letters where letter != 61 {
          switch letter {
          case 65...90: word = letter - 65
          case 97...122: word = letter - 71
          case 48...57: word = letter + 4
          case 43: word = 62
          default: word = 63
          }
          bits = bits << 6 | UInt64(word)
          count += 6
          if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(count)))
          }
        }
      }
      for start in stride(from: 0, to: bytes.count - 3, by: 4) {
        let pattern = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
        numbers.append(Float(bitPattern: pattern))
      }
      return numbers
    }
    """
}

extension SourceFile {
  private var outputs: Int { model.names.count }

  /// What goes in, as parameters of the function.
  private var parameters: String {
    switch model.form {
    case .image: isC ? "const unsigned char *input" : "_ input: [UInt8]"
    case .numbers: isC ? "const float *input" : "_ input: [Float]"
    case .table(let preparation):
      preparation.columns.contains { $0.isText }
        ? (isC ? "const double *input, const char *const *texts" : "_ input: [Double], _ texts: [String]")
        : (isC ? "const double *input" : "_ input: [Double]")
    }
  }

  private func predict(_ body: [String], _ result: String) -> String {
    let head =
      isC
      ? "void \(name)_predict(\(parameters), float *output) {"
      : "func \(name)_predict(\(parameters)) -> [Float] {"
    let array = "  " + language.array("x", model.network.inputs)
    let output = isC ? [] : ["  " + language.array("output", outputs)]
    let end = isC ? ["}"] : ["  return output", "}"]
    return (["\(comment)", head, array] + prepared + body + output + told(result) + end).joined(separator: "\n")
  }

  private var comment: String {
    switch model.form {
    case .image(let shape): return "// input: the \(shape.count) bytes of an image of \(shape), row after row."
    case .numbers(let count): return "// input: \(count) numbers."
    case .table(let preparation):
      func list(_ columns: [TablePreparation.Column]) -> String {
        columns.map { $0.name.replacing("\n", with: " ") }.joined(separator: ", ")
      }
      let (texts, numbers) = (preparation.columns.filter(\.isText), preparation.columns.filter { !$0.isText })
      return "// input: \(list(numbers)); NAN where one is missing, dates as days since 1970-01-01."
        + (texts.isEmpty ? "" : "\n// texts: \(list(texts)); an empty one where it is missing.")
    }
  }

  /// The lines that fill x.
  private var prepared: [String] {
    let count = model.network.inputs
    func all(_ value: String) -> [String] {
      ["  \(language.loop("i", count))", "    " + language.statement("x[i] = \(value)"), "  }"]
    }
    switch model.form {
    case .image: return all(isC ? "input[i] / 255.0f" : "Float(input[i]) / 255")
    case .numbers: return all("input[i]")
    case .table(let preparation):
      var (lines, place, numbers, texts): ([String], Int, Int, Int) = ([], 0, 0, 0)
      for column in preparation.columns {
        switch column.kind {
        case .number(let own), .date(let own):
          let value = "input[\(numbers)]"
          let isMissing = isC ? "isnan(\(value))" : "\(value).isNaN"
          let known = curves.curved("(\(isMissing) ? \(own.fill) : \(value))", own.curve, column: place)
          let number = "(\(known) - (\(own.shift))) / \(own.scale)"
          lines.append("  " + language.statement("x[\(place)] = \(isC ? "(float)(\(number))" : "Float(\(number))")"))
          if own.indicates { lines.append("  " + language.statement("x[\(place + 1)] = \(isMissing) ? 1 : 0")) }
          numbers += 1
        case .category(let known, let indicates):
          for (offset, text) in (known + (indicates ? [""] : [])).enumerated() {
            let isEqual =
              isC ? "strcmp(texts[\(texts)], \(language.text(text))) == 0" : "texts[\(texts)] == \(language.text(text))"
            lines.append("  " + language.statement("x[\(place + offset)] = \(isEqual) ? 1 : 0"))
          }
          texts += 1
        }
        place += column.kind.width
      }
      return lines
    }
  }

  /// The lines that fill the output.
  private func told(_ result: String) -> [String] {
    switch model.task {
    case .classification(let names) where names.count == 2 && model.network.outputs == 1:
      return [language.statement("  output[0] = 1 - \(result)[0]"), language.statement("  output[1] = \(result)[0]")]
    case .classification, .multilabel:
      return ["  \(language.loop("i", outputs))", "    " + language.statement("output[i] = \(result)[i]"), "  }"]
    case .regression(let targets):
      return targets.enumerated().map { place, target in
        let number = "\(target.mean) + \(target.deviation) * \(isC ? "(double)" : "Double")(\(result)[\(place)])"
        return "  " + language.statement("output[\(place)] = \(isC ? "(float)(\(number))" : "Float(\(number))")")
      }
    }
  }

  /// The class of an output.
  private var label: [String] {
    guard case .classification = model.task else { return [] }
    let lines =
      isC
      ? [
        "int \(name)_label(const float *output) {", "  int best = 0;",
        "  for (int i = 1; i < \(outputs); ++i) if (output[i] > output[best]) best = i;",
      ]
      : [
        "func \(name)_label(_ output: [Float]) -> Int {", "  var best = 0",
        "  for i in output.indices where output[i] > output[best] { best = i }",
      ]
    return ["// The class with the greatest output, the first of equals."] + lines + [
      isC ? "  return best;" : "  return best", "}",
    ]
  }
}

extension TablePreparation.Column {
  fileprivate var isText: Bool { if case .category = kind { true } else { false } }
}
