import Gradus

/// What a file holds.
struct FileContent: Encodable {
  struct Array: Encodable {
    let name: String
    let type: String
    let shape: [Int]
    let bytes: Int?
    /// Of arrays of floats, over their finite numbers.
    let minimum: Float?
    let maximum: Float?
    let mean: Double?
    /// How many numbers are infinite or undefined; nil for arrays that are none of floats.
    let notFinite: Int?
    /// What else there is to say of a column.
    var note: String?

    /// An array with what its numbers are like, where they are read.
    init(_ name: String, _ type: String, _ shape: [Int], bytes: Int? = nil, values: [Double]?, areFloats: Bool = true) {
      (self.name, self.type, self.shape, self.bytes) = (name, type, shape, bytes)
      let finite = values?.filter(\.isFinite)
      minimum = finite?.min().map { Float($0) }
      maximum = finite?.max().map { Float($0) }
      mean = finite.flatMap { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) }
      notFinite = areFloats ? values.map { $0.count - (finite?.count ?? 0) } : nil
    }
  }

  let format: String
  let numbers: Int
  let arrays: [Array]
  var metadata: [String: String] = [:]
  /// What the words of a model say.
  var model: [String] = []

  /// What the bytes are is told by how they begin.
  init(contentsOf file: String) throws {
    let bytes = try FileBytes.readPlain(file)
    if bytes.starts(with: [0, 0]) {
      self = try FileContent(IDX(file: bytes, named: file))
    } else if NumPyArray.isNumPy(bytes) {
      format = "NumPy array"
      arrays = [try Array(numPy: bytes, name: "elements", file: file)]
      numbers = arrays[0].count
    } else if bytes.starts(with: [0x50, 0x4b]) {
      self = try FileContent(NumPyArchive(file: bytes, named: file), named: file)
    } else if let source = try? DataSource(file), !source.isPlain {
      self = try FileContent(source, DataReading())
    } else if NumberTable.isText(bytes) {
      if let numbers = try? NumberTable(contentsOf: file) {
        self = FileContent(numbers)
      } else {
        do throws(ExchangeError) { self = FileContent(try Table(bytes, file: file)) } catch {
          throw ExchangeError(
            error.kind, file: file, "is no safetensors, npy, npz or IDX file, and no table: \(error.reason)")
        }
      }
    } else {
      self = try FileContent(Safetensors(file: bytes, named: file), named: file)
    }
  }

  /// What a source of data holds, part by part.
  init(_ source: DataSource, _ reading: DataReading) throws {
    var reading = reading
    reading.needsTargets = false
    let content = try source.load(.training, reading)
    guard case .images = content.kind else {
      guard case .table(let table) = content.kind else { preconditionFailure("neither images nor a table") }
      self = FileContent(table)
      return
    }
    format = "images"
    arrays = try ImageSource.Part.allCases.filter(source.has).compactMap { part in
      let own = part == .training ? content : try source.load(part, reading)
      guard case .images(let examples, let targets) = own.kind else { return nil }
      let type = if case .bytes = examples.numbers { "bytes" } else { "F32" }
      let shape = examples.form.imageShape.map { [$0.height, $0.width] + ($0.channels > 1 ? [$0.channels] : []) }
      var array = Array(
        part.rawValue, type, [examples.count] + (shape ?? [examples.width]), bytes: examples.numbers.count, values: nil)
      if let targets, let classes = targets.classes {
        let names = targets.task.names
        var counts = names.map { _ in 0 }
        for label in classes { counts[Int(label)] += 1 }
        let shown = zip(names, counts).prefix(12).map { "\($0.visible) \(grouped($1))" }.joined(separator: ", ")
        array.note = shown + (names.count > 12 ? ", … \(names.count) classes" : "")
      }
      return array
    }
    numbers = arrays.reduce(0) { $0 + $1.count }
  }

  init(_ archive: NumPyArchive, named file: String) throws {
    guard !archive.names.isEmpty else {
      throw ExchangeError(
        .unsupported, file: file,
        "is a zip archive without arrays of NumPy; a spreadsheet is read when it is saved as CSV")
    }
    format = "zip archive of NumPy arrays"
    arrays = try archive.names.map { try Array(numPy: archive.bytes(of: $0), name: $0, file: "\(file):\($0)") }
    numbers = arrays.reduce(0) { $0 + $1.count }
  }

  /// The columns, as far as one can be told from another.
  init(_ table: NumberTable) {
    format = "table of numbers"
    let width = table.rows[0].count
    numbers = table.rows.count * width
    arrays = (0..<width).map { column in
      let name = table.headings?[column] ?? ""
      return Array(
        name.isEmpty ? "column \(column + 1)" : name, "text", [table.rows.count], values: table.rows.map { $0[column] })
    }
  }

  /// The columns of a table of all kinds, with what is missing in each.
  init(_ table: Table) {
    format = "table"
    numbers = table.columns.reduce(0) { $0 + ($1.values.numbers?.count ?? 0) }
    arrays = table.columns.map { column in
      let texts = column.values.texts
      let gaps = column.values.gaps.count { $0 }
      let known = texts.count - gaps
      var note = gaps > 0 ? "\(grouped(gaps)) missing" : ""
      if case .texts = column.values {
        let different = Set(texts.compactMap(\.self))
        let shown = different.count > 6 ? "" : ": " + different.sorted().map(\.visible).joined(separator: ", ")
        note = "\(grouped(different.count)) different\(shown)" + (note.isEmpty ? "" : ", \(note)")
      } else if case .dates = column.values, known > 0 {
        let range = texts.compactMap(\.self).sorted()
        note = "\(range[0]) … \(range[known - 1])" + (note.isEmpty ? "" : ", \(note)")
      }
      let numbers =
        if case .numbers(let numbers) = column.values { numbers.filter { !$0.isNaN } } else { [Double]?.none }
      var array = Array(column.name, column.values.kind, [texts.count], values: numbers)
      array.note = note.isEmpty ? nil : note
      return array
    }
  }

  init(_ array: IDX) {
    format = "IDX"
    let name =
      switch array.type {
      case .unsignedByte: "U8"
      case .signedByte: "I8"
      case .int16: "I16"
      case .int32: "I32"
      case .float: "F32"
      case .double: "F64"
      }
    let areFloats = array.type == .float || array.type == .double
    arrays = [
      Array(
        "elements", name, array.sizes, bytes: array.bytes.count, values: array.values, areFloats: areFloats)
    ]
    numbers = arrays[0].count
  }

  init(_ file: Safetensors, named name: String) throws {
    format = "safetensors"
    numbers = file.tensors.reduce(0) { $0 + $1.count }
    metadata = file.metadata
    arrays = file.tensors.map {
      Array($0.name, $0.type.rawValue, $0.shape, bytes: $0.bytes.count, values: $0.floats?.map(Double.init))
    }
    model = file.metadata["format"] == "gradus" ? try ModelFile(file, named: name, readsAnyNumbers: true).summary : []
  }

  private var isTable: Bool { arrays.contains { $0.bytes == nil } }

  var text: String {
    var lines = [
      "\(format), \(grouped(arrays.count)) \(isTable ? "columns" : "arrays"), \(grouped(numbers)) numbers"
        + (isTable ? "" : ", \(grouped(arrays.reduce(0) { $0 + ($1.bytes ?? 0) })) bytes")
    ]
    lines += model.map { "  \($0)" }
    if model.isEmpty { lines += metadata.sorted { $0.key < $1.key }.map { "  \($0.key.visible): \($0.value.visible)" } }
    let rows = arrays.map { array in
      let range = array.minimum.flatMap { low in
        array.maximum.flatMap { high in
          array.mean.map { "\(brief(Double(low))) … \(brief(Double(high))), mean \(brief($0))" }
        }
      }
      let bad = array.notFinite.map { $0 > 0 ? "  \(grouped($0)) not finite!" : "" } ?? ""
      let shape = array.shape.isEmpty ? "scalar" : array.shape.map(String.init).joined(separator: " x ")
      return (
        name: array.name.visible, type: array.type, shape: shape,
        rest: [range, array.note].compactMap(\.self).joined(separator: ", ") + bad
      )
    }
    let (name, type, shape) = (
      rows.map(\.name.count).max() ?? 0, rows.map(\.type.count).max() ?? 0, rows.map(\.shape.count).max() ?? 0
    )
    func fill(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    lines += rows.map {
      "  \(fill($0.name, name))  \(fill($0.type, type))  \(fill($0.shape, shape))  \($0.rest)".trimmingEnd
    }
    return lines.joined(separator: "\n")
  }

  private func brief(_ value: Double) -> String {
    let size = Swift.abs(value)
    return size > 0 && size < 0.001 ? value.written(.scientific) : rounded(value, size < 100 ? 4 : 1)
  }
}

extension FileContent.Array {
  var count: Int { shape.reduce(1, *) }

  /// An array of NumPy's; one whose elements are no real numbers is named, and not looked into.
  init(numPy bytes: [UInt8], name: String, file: String) throws {
    let header = try NumPyHeader(bytes, file: file)
    let isKnown = header.type != nil
    let values = isKnown ? try NumPyArray(bytes, file: file).values : nil
    self.init(
      name, header.typeName, header.shape, bytes: bytes.count - header.length, values: values,
      areFloats: header.typeName.contains("f"))
  }
}

extension String {
  fileprivate var trimmingEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
