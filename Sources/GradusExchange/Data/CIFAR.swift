internal import GradusLearning

/// The folders of CIFAR-10 and CIFAR-100 in their binary form: 32x32 images in colour, each a record of its labels and its red, green
/// and blue samples.
///
/// Source: A. Krizhevsky, "Learning multiple layers of features from tiny images" (2009).
enum CIFAR: Hashable {
  case ten, hundred

  /// Nil where the folder holds neither.
  init?(folder: String) {
    if FileBytes.exists("\(folder)/data_batch_1.bin") {
      self = .ten
    } else if FileBytes.exists("\(folder)/train.bin"), FileBytes.exists("\(folder)/fine_label_names.txt") {
      self = .hundred
    } else {
      return nil
    }
  }

  private func names(_ part: ImageSource.Part, in folder: String) -> [String] {
    switch (self, part) {
    case (.ten, .training): FileBytes.names(in: folder).filter { $0.hasPrefix("data_batch_") && $0.hasSuffix(".bin") }
    case (.ten, .test): ["test_batch.bin"]
    case (.hundred, .training): ["train.bin"]
    case (.hundred, .test): ["test.bin"]
    }
  }

  func has(_ part: ImageSource.Part, in folder: String) -> Bool {
    names(part, in: folder).contains { FileBytes.exists("\(folder)/\($0)") }
  }

  func files(in folder: String) -> [String] {
    ImageSource.Part.allCases.flatMap { names($0, in: folder) }.map { "\(folder)/\($0)" }.filter {
      FileBytes.exists($0)
    }
  }

  /// - Throws: `ExchangeError` where a file is missing or no whole number of records.
  func load(_ part: ImageSource.Part, in folder: String) throws(ExchangeError) -> Dataset {
    let list = "\(folder)/\(self == .ten ? "batches.meta.txt" : "fine_label_names.txt")"
    let classes = try String(decoding: FileBytes.read(list), as: UTF8.self).split(whereSeparator: \.isNewline)
      .map(String.init).filter { !$0.isEmpty }
    var (pixels, labels): ([UInt8], [UInt8]) = ([], [])
    for name in names(part, in: folder) {
      let own = try records(FileBytes.read("\(folder)/\(name)"), file: "\(folder)/\(name)")
      pixels += own.pixels
      labels += own.labels
    }
    do {
      return try Dataset(
        pixels: pixels, labels: labels, classNames: classes, imageShape: ImageShape(height: 32, width: 32, channels: 3))
    } catch { throw ExchangeError(.malformed, file: folder, "\(error)") }
  }

  /// The pixels with their channels side by side, and the labels; of two the finer.
  func records(_ bytes: [UInt8], file: String) throws(ExchangeError) -> (pixels: [UInt8], labels: [UInt8]) {
    let (start, plane) = (self == .ten ? 1 : 2, 32 * 32)
    let record = start + 3 * plane
    guard !bytes.isEmpty, bytes.count.isMultiple(of: record) else {
      throw ExchangeError(.malformed, file: file, "has \(bytes.count) bytes, no whole number of records of \(record)")
    }
    var (pixels, labels): ([UInt8], [UInt8]) = ([], [])
    pixels.reserveCapacity(bytes.count)
    for place in stride(from: 0, to: bytes.count, by: record) {
      labels.append(bytes[place + start - 1])
      for pixel in place + start..<place + start + plane {
        pixels.append(bytes[pixel])
        pixels.append(bytes[pixel + plane])
        pixels.append(bytes[pixel + 2 * plane])
      }
    }
    return (pixels, labels)
  }
}
