import GradusExchange
import GradusPaper

/// A question that the program `gradus` answers: which of its commands, and what a request may say.
///
/// The arguments of the command, the checks of a request and the description in OpenAPI are all made of it.
struct Errand: Sendable {
  /// A member of the request.
  struct Parameter: Sendable {
    /// What a member may be.
    enum Kind: Hashable, Sendable {
      /// So many characters at most, and at least one.
      case text(Int)
      /// Several texts, or one alone.
      case texts(Int, each: Int)
      case integer(ClosedRange<Int>)
      case choice([String])
      case flag
    }

    /// Where it goes.
    enum Place: Hashable, Sendable {
      /// An argument by its place.
      case argument
      /// `--name=value`
      case option(String)
      /// An argument that is the name of a file with this content.
      case file(String)
    }

    let name: String
    let kind: Kind
    let place: Place
    var isRequired = false
    let note: String
  }

  /// The path, without its slash.
  let name: String
  /// The command, with what it is always given.
  let words: [String]
  let parameters: [Parameter]
  let note: String
  /// Whether the format may be chosen: the answer is an object of JSON, or a text in it.
  var formats: [String] = []
  /// An example of a request.
  let example: JSONValue
  /// Whether the command's work has a budget.
  var isLimited = true

  /// What a command is given: its arguments, and the files that they name.
  struct Arguments: Equatable {
    var words: [String]
    var files: [File] = []
    var format = "json"
  }

  /// A file for the command, in a folder of its own.
  struct File: Equatable {
    let name: String
    let content: String
  }
}

extension Errand {
  /// The arguments that a request asks for.
  ///
  /// - Throws: `RequestProblem` where a member is missing, unknown or of another kind, or where it names a file.
  func arguments(_ members: [String: RequestValue], limit: Double) throws(RequestProblem) -> Arguments {
    let known = parameters.map(\.name) + (formats.isEmpty ? [] : ["format"])
    if let unknown = members.keys.sorted().first(where: { !known.contains($0) }) {
      throw .malformed("there is no member \"\(unknown.prefix(60))\"; there are \(known.joined(separator: ", "))")
    }
    var result = Arguments(words: words)
    var places: [String] = []
    for parameter in parameters {
      guard let value = members[parameter.name] else {
        if parameter.isRequired { throw .malformed("the member \"\(parameter.name)\" is missing") }
        continue
      }
      let texts = try parameter.texts(of: value)
      switch parameter.place {
      case .argument: places += texts
      case .option(let name): result.words += texts.map { parameter.kind == .flag ? name : "\(name)=\($0)" }
      case .file(let name):
        places.append(name)
        result.files += texts.map { File(name: name, content: $0) }
      }
    }
    if let format = members["format"] {
      guard case .string(let name) = format, formats.contains(name) else {
        throw .malformed("the member \"format\" is one of \(formats.joined(separator: ", "))")
      }
      result.format = name
    }
    result.words += ["--format=\(result.format)"] + (isLimited ? ["--limit=\(limit)"] : []) + ["--"] + places
    return result
  }
}

extension Errand.Parameter {
  /// What stands on the command line for a value: nothing for a flag that is not set.
  fileprivate func texts(of value: RequestValue) throws(RequestProblem) -> [String] {
    switch (kind, value) {
    case (.text(let most), .string(let text)): return [try checked(text, most)]
    case (.texts(_, let each), .string(let text)): return [try checked(text, each)]
    case (.texts(let count, let each), .array(let values)) where values.count <= count:
      var texts: [String] = []
      for value in values {
        guard case .string(let text) = value else { throw .malformed("\"\(name)\" is a list of texts") }
        texts.append(try checked(text, each))
      }
      return texts
    case (.integer(let range), .number(let number)):
      guard let whole = Int(exactly: number), range.contains(whole) else {
        throw .malformed("\"\(name)\" is a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return ["\(whole)"]
    case (.choice(let choices), .string(let text)) where choices.contains(text): return [text]
    case (.flag, .bool(let isSet)): return isSet ? [""] : []
    default: throw .malformed("\"\(name)\" is \(kind)")
    }
  }

  private func checked(_ text: String, _ most: Int) throws(RequestProblem) -> String {
    let count = text.unicodeScalars.count
    guard count > 0, count <= most else { throw .malformed("\"\(name)\" has 1 to \(most) characters") }
    guard !text.utf8.contains(0) else { throw .unanswerable("\"\(name)\" holds a character NUL") }
    if FileReference(text) != nil {
      throw .unanswerable("\"\(name)\": numbers from files are for the command alone")
    }
    return text
  }
}

extension Errand.Parameter.Kind: CustomStringConvertible {
  /// What a member is, in words.
  var description: String {
    switch self {
    case .text: "a text"
    case .texts(let count, _): "a text, or a list of at most \(count)"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let choices): "one of \(choices.joined(separator: ", "))"
    case .flag: "true or false"
    }
  }
}
