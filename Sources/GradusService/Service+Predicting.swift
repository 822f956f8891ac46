import GradusExchange
import GradusLearning
import GradusPaper

extension Service {
  /// What a model takes the examples of a request for.
  func predict(_ request: ServiceRequest, by model: ServedModel) async throws(RequestProblem) -> ServiceResponse {
    let told = try await model.batcher.predictions(model.rows(of: request))
    return ServiceResponse(200, "application/json", model.answer(told))
  }

  /// Which inputs spoke for what a model takes one example for.
  func saliency(_ request: ServiceRequest, by model: ServedModel) async throws(RequestProblem) -> ServiceResponse {
    let rows = try model.rows(of: request)
    guard rows.count == model.model.form.width else {
      throw .unanswerable("slopes are told of one example, not of \(rows.count / model.model.form.width)")
    }
    let told = try await model.batcher.predictions(rows)[0]
    let output = model.model.network.outputs == 1 ? 0 : told.label ?? 0
    let asked = await gate.tryPass { Result { try model.slopes(of: output, at: rows) } }
    let slopes: InputGradients.Slopes
    switch try asked.get() {
    case .success(let found): slopes = found
    case .failure(let error): throw .unanswerable("\(error)")
    }
    var members: [String: JSONValue] = [
      "model": .string(model.name), "version": .string(model.version),
      "output": .string(model.model.names[told.label ?? output]),
      "gradient": .array(slopes.gradient.map { .number(Double($0)) }),
      "integrated": .array(slopes.integrated.map { .number(Double($0)) }),
      "score": .number(Double(slopes.score)), "baseline": .number(Double(slopes.baseline)),
    ]
    if let shape = model.model.imageShape {
      members["shape"] = [.integer(shape.height), .integer(shape.width), .integer(shape.channels)]
    }
    return .json(.object(members))
  }
}

extension Gate {
  /// As `pass`, with what is wrong as a value.
  fileprivate func tryPass<Value: Sendable>(
    _ work: @Sendable () async -> Value
  ) async -> Result<Value, RequestProblem> {
    do throws(RequestProblem) { return .success(try await pass(work)) } catch { return .failure(error) }
  }
}

extension ServedModel {
  /// The most rows of a request.
  static let mostRows = 4096

  /// The numbers that the network sees of the examples of a request, row after row.
  func rows(of request: ServiceRequest) throws(RequestProblem) -> [Float] {
    let rows: [Float]
    switch request.contentType {
    case "application/json": rows = try jsonRows(request.body)
    case "application/x-npy", "application/octet-stream": rows = try arrayRows(request.body)
    case "image/png", "image/jpeg", "image/x-portable-anymap": rows = try imageRows(request)
    default:
      throw RequestProblem(415, "examples are application/json, application/x-npy, image/png or image/jpeg")
    }
    guard rows.allSatisfy(\.isFinite) else { throw .unanswerable("a number of the rows is too large") }
    return rows
  }

  private func jsonRows(_ body: [UInt8]) throws(RequestProblem) -> [Float] {
    if case .table(let preparation) = model.form {
      return try tableRows(objects(RequestValue.members(body)), preparation)
    }
    if let quick = NumberRows(body) { return try checked(quick.numbers, lengths: quick.lengths) }
    let members = try RequestValue.members(body)
    try checkMembers(members)
    guard case .array(let rows)? = members["rows"] else { throw .malformed("\"rows\" is a list of rows") }
    var (numbers, lengths): ([Float], [Int]) = ([], [])
    for row in rows {
      guard case .array(let values) = row else { throw .malformed("a row is a list of numbers") }
      for value in values {
        guard case .number(let number) = value else { throw .malformed("a row is a list of numbers") }
        numbers.append(Float(number))
      }
      lengths.append(values.count)
    }
    return try checked(numbers, lengths: lengths)
  }

  private func checkMembers(_ members: [String: RequestValue]) throws(RequestProblem) {
    if let other = members.keys.sorted().first(where: { $0 != "rows" }) {
      throw .malformed("there is no member \"\(other.prefix(60))\"; there is rows")
    }
  }

  private func checked(_ numbers: [Float], lengths: [Int]) throws(RequestProblem) -> [Float] {
    guard !lengths.isEmpty, lengths.count <= Self.mostRows else {
      throw .malformed("\"rows\" has 1 to \(Self.mostRows) rows")
    }
    if let row = lengths.firstIndex(where: { $0 != model.form.width }) {
      throw .unanswerable(
        "row \(row + 1) has \(lengths[row]) numbers; the model takes \(model.form), which is \(model.form.width)")
    }
    return scaled(numbers)
  }

  /// Samples of images are from 0 to 255, of which a network sees the 255th part.
  private func scaled(_ numbers: [Float]) -> [Float] {
    model.imageShape == nil ? numbers : numbers.map { $0 / 255 }
  }

  private func arrayRows(_ body: [UInt8]) throws(RequestProblem) -> [Float] {
    if case .table = model.form { throw .unanswerable("the model takes rows of a table, as JSON") }
    let array: NumPyArray
    do { array = try NumPyArray(body, file: "the body") } catch { throw .malformed("\(error.reason)") }
    let width = model.form.width
    let count = array.shape.first == array.values.count / width ? array.shape[0] : 1
    guard array.values.count == count * width, (1...Self.mostRows).contains(count) else {
      throw .unanswerable("an array of the shape \(array.shape); the model takes rows of \(width) numbers")
    }
    return scaled(array.values.map(Float.init))
  }

  private func imageRows(_ request: ServiceRequest) throws(RequestProblem) -> [Float] {
    guard let shape = model.imageShape else { throw .unanswerable("the model takes \(model.form), not pictures") }
    let preparation = ImageFile.Preparation(
      size: request.flag("resize") ? shape : nil, invert: request.flag("invert"))
    let images: [RasterImage]
    do {
      images = try ImageFile.decode(
        request.body, channels: shape.channels, preparation: preparation, named: "the picture")
    } catch {
      throw .malformed("the picture \(error.reason)")
    }
    guard images.count == 1, images[0].shape == shape else {
      throw .unanswerable("the model takes one picture of \(shape); ?resize=true makes it fit")
    }
    return images[0].pixels.map { Float($0) / 255 }
  }
}
