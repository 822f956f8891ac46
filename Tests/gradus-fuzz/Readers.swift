import GradusExchange
import GradusExpression
import GradusLearning
import GradusONNX
import GradusSheet

/// The readers of files over damaged files: each reads or refuses, and what it reads it writes and reads again.
let readers: [Section] = [
  .reader("idx", Samples.idx) { file in
    let array = try IDX(file: file, named: "x")
    return try IDX(file: array.file(), named: "x") == array ? nil : "another array comes back"
  },
  .reader("gzip", Samples.gzip) { file in
    let array = try IDX(file: file, named: "x")
    return try IDX(file: array.file(compressed: true), named: "x") == array ? nil : "another array comes back"
  },
  .reader("png", Samples.png) { file in
    for channels in [1, 3] {
      let image = try PNG.decode(file, channels: channels, named: "x")
      if image.pixels.count > 1 << 20 { continue }
      if try PNG.decode(PNG.encode(image, for: "x"), channels: channels, named: "x") != image {
        return "another picture comes back"
      }
    }
    return nil
  },
  .reader("safetensors", Samples.safetensors) { file in
    let read = try Safetensors(file: file, named: "x")
    return try Safetensors(file: read.file, named: "x") == read ? nil : "other arrays come back"
  },
  .reader("numpy", Samples.numPy) { file in
    let array = try NumPyArray(file, file: "x")
    return array.shape.reduce(1, *) == array.values.count
      ? nil : "the shape \(array.shape) of \(array.values.count) numbers"
  },
  .reader("numpy archives", Samples.numPyArchives) { file in
    let archive = try NumPyArchive(file: file, named: "x")
    for name in archive.names { _ = try? archive.array(name) }
    return nil
  },
  .reader("table", Samples.tables) { file in
    let rows = try NumberTable(String(decoding: file, as: UTF8.self), file: "x").rows
    return !rows.isEmpty && rows.allSatisfy { $0.count == rows[0].count && !$0.isEmpty } ? nil : "the rows differ"
  },
  .reader("written tables", Samples.written) { file in
    let table = try Table.read(file, .init(), file: "x").table
    return table.columns.allSatisfy { $0.values.count == table.count } && table.lines.count == table.count
      ? nil : "the columns differ"
  },
  .reader("preparations", Samples.preparations) { file in
    let model = try ModelFile(Safetensors(file: file, named: "x"), named: "x").model
    guard case .table(let preparation) = model.form else { return nil }
    let odd: [Double] = [0, -1e308, 1e308, .nan, 3, 3.25, -7]
    let table = Table(preparation.columns.map { .init($0.name, .numbers(odd)) })
    guard let examples = try? preparation.examples(of: table) else { return nil }
    return examples.count == odd.count ? nil : "rows are gone"
  },
  .reader("studies", Samples.studies) { file in
    let study = try StudyFile(file: file, named: "x")
    return try StudyFile(file: study.file, named: "x") == study ? nil : "another study comes back"
  },
  .reader("jpeg", Samples.jpeg) { file in
    let images = try ImageFile.decode(file, channels: 3, named: "x")
    return images.allSatisfy { $0.pixels.count == $0.shape.count } ? nil : "a picture without its pixels"
  },
  .reader("pnm", Samples.pnm) { file in
    let images = try ImageFile.decode(file, channels: 1, named: "x")
    return images.allSatisfy { $0.pixels.count == $0.shape.count } ? nil : "a picture without its pixels"
  },
  // Whatever a file of data is taken for: arrays with their targets, MATLAB's, sparse tables, data bases.
  .reader("data", Samples.data) { file in
    let content = try DataSource.content(of: file, named: "x")
    switch content.kind {
    case .images(let examples, let targets):
      return targets.map { $0.count == examples.count } ?? true ? nil : "other targets than examples"
    case .table(let table):
      return table.columns.allSatisfy { $0.values.count == table.count } ? nil : "the columns differ"
    }
  },
  .reader("network", Samples.networks) { file in
    let network = try SmallNetwork(file: file, named: "x")
    return try SmallNetwork(file: network.file, named: "x") == network ? nil : "another network comes back"
  },
  .reader("model", Samples.models) { file in
    let model = try ModelFile(Safetensors(file: file, named: "x"), named: "x")
    let isNumber = model.safetensors.tensors.allSatisfy { $0.floats?.allSatisfy { !$0.isNaN } ?? false }
    return try !isNumber || ModelFile(model.safetensors, named: "x") == model ? nil : "another model comes back"
  },
  .reader("onnx", Samples.graphs) { file in
    let model = try ONNXFile.model(file: file, named: "x", ImportChoices()).model
    let again = try ONNXFile.bytes(of: model, named: "x")
    return try ONNXFile.model(file: again, named: "x", ImportChoices()).model == model
      ? nil : "another model comes back"
  },
  .reader("formulas of graphs", Samples.graphs) { file in
    let graph = try ONNXGraph(file: file, named: "x")
    let known = Set(graph.inputs.map(\.name) + graph.arrays.keys)
    let unknown = graph.outputs.flatMap { $0.formula.symbols }.filter { !known.contains($0.name) }
    return unknown.isEmpty ? nil : "symbols of nothing: \(unknown)"
  },
  .reader("arrays of others", Samples.arrayFiles) { file in
    let model = try ModelArrayFile.model(file: file, named: "x", ImportChoices()).model
    let again = try ModelArrayFile.safetensors(model, names: .torch, named: "x")
    return try ModelArrayFile.model(file: again, named: "x", ImportChoices()).model == model
      ? nil : "another model comes back"
  },
  Section(
    name: "readers.settings", weight: 1,
    run: { generator in
      var model = Samples.training
      model.metadata["training"] = Samples.damagedSettings(&generator)
      return reading {
        let read = try ModelFile(model, named: "x")
        guard read.training != nil else { return "the training is gone" }
        return try ModelFile(read.safetensors, named: "x") == read ? nil : "another training comes back"
      }
    },
    describe: { Samples.damagedSettings(&$0) }),
  // What is read is gone on with: seconds for what takes microseconds to read.
  Section(
    name: "training.resumes", weight: 0.5,
    run: { generator in
      var model = Samples.training
      model.metadata["training"] = Samples.damagedSettings(&generator)
      return reading {
        guard let state = try ModelFile(model, named: "x").training else { return "the training is gone" }
        let training = try Training(
          resuming: state, on: Samples.images, epochs: min(state.settings.epochs, state.epoch + 1))
        _ = try training.nextBatch()
        return nil
      }
    },
    describe: { Samples.damagedSettings(&$0) }),
  .reader("sheet", Samples.sheets) { file in
    _ = Sheet(String(decoding: file, as: UTF8.self))
    return nil
  },
  .input("sheets.answers", Samples.sheets, weight: 1.5) { file in
    // A mistake is an answer in words.
    let sheet = Sheet(String(decoding: file, as: UTF8.self)).worked()
    if let wordless = sheet.errors.first(where: { "\($0)".isEmpty }) { return "an error without words: \(wordless)" }
    let page = sheet.rendered(as: .text)
    return page.isEmpty && !file.isEmpty && !sheet.items.isEmpty ? "an empty page" : nil
  },
]

/// What a reader did: errors are refusals.
func reading(_ body: () throws -> String?) -> Outcome {
  do { return try body().map { .wrong($0) } ?? .right } catch {
    return "\(error)".isEmpty ? .wrong("an error without words") : .refused
  }
}

extension Section {
  /// A reader over damaged samples. It returns what is wrong with what it read.
  static func reader(
    _ name: String, _ samples: [[UInt8]], weight: Double = 1, _ read: @escaping @Sendable ([UInt8]) throws -> String?
  ) -> Section { input("readers.\(name)", samples, weight: weight, read) }

  /// Whatever takes a file, over damaged samples.
  static func input(
    _ name: String, _ samples: [[UInt8]], weight: Double = 1, _ read: @escaping @Sendable ([UInt8]) throws -> String?
  ) -> Section {
    @Sendable func input(_ generator: inout SplitMix64) -> [UInt8] {
      let sample = generator.pick(samples)
      if generator.chance(200) { return sample }
      let damaged = generator.mutated(sample)
      return generator.chance(4) ? damaged : withCheckSums(damaged)
    }
    return Section(
      name: name, weight: weight,
      run: { generator in
        let file = input(&generator)
        return reading { try read(file) }
      }, describe: { shown(input(&$0)) })
  }
}
