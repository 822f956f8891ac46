internal import FoundationEssentials
internal import Glibc
package import GradusLearning

/// A file of events as TensorBoard reads it: scalars, histograms and images, each with a name and a step.
///
/// A record is its length in eight bytes, a checksum of these, the message and a checksum of that. The few messages (`Event`, `Summary`,
/// `HistogramProto`) are written out here, field by field; their numbers are those of TensorFlow's `event.proto` and `summary.proto`.
package final class EventFile {
  /// The folder that the file stands in.
  package let folder: String
  /// The file.
  package let path: String
  private let descriptor: Int32

  /// Begins a file in a folder, which is made where it is not there. Each file has a name of its own: others in the folder stay.
  ///
  /// - Parameter step: where a training goes on; TensorBoard passes over what other files of the folder say of later steps. Nil for a new one.
  /// - Throws: `ExchangeError` where the folder or the file cannot be written.
  package init(in folder: String, resumingAt step: Int?) throws(ExchangeError) {
    self.folder = folder
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw ExchangeError(.inputOutput, file: folder, "cannot be made a folder for TensorBoard")
    }
    let start = Date().timeIntervalSince1970
    var count = 0
    var (path, descriptor): (String, Int32)
    repeat {
      path = "\(folder)/events.out.tfevents.\(Int(start)).gradus.\(getpid()).\(count)"
      descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
      count += 1
    } while descriptor < 0 && errno == EEXIST
    guard descriptor >= 0 else { throw FileBytes.failure("cannot be written", path) }
    (self.path, self.descriptor) = (path, descriptor)
    try append(event(step: 0) { $0.field(3, text: "brain.Event:2") })
    if let step { try append(event(step: step) { $0.field(7) { $0.field(1, integer: 1) } }) }
  }

  deinit { close(descriptor) }

  /// Writes some values of a step.
  ///
  /// - Throws: `ExchangeError` where the disk is full, or libpng is missing for an image.
  package func write(_ values: [EventValue], step: Int) throws(ExchangeError) {
    guard !values.isEmpty else { return }
    var pictures: [[UInt8]] = []
    for value in values { pictures.append(try value.picture(for: path)) }
    try append(
      event(step: step) { event in
        event.field(5) { summary in
          for (value, picture) in zip(values, pictures) { summary.field(1) { value.write(to: &$0, picture) } }
        }
      })
  }

  private func event(step: Int, _ content: (inout ProtobufWriter) -> Void) -> [UInt8] {
    var event = ProtobufWriter()
    event.field(1, double: Date().timeIntervalSince1970)
    event.field(2, integer: step)
    content(&event)
    return event.bytes
  }

  /// One record, in one piece: a program that is killed leaves none that looks whole and is not.
  private func append(_ message: [UInt8]) throws(ExchangeError) {
    let length = littleEndian([UInt64(message.count)])
    let record = length + littleEndian([CRC32.masked(length)]) + message + littleEndian([CRC32.masked(message)])
    var start = 0
    while start < record.count {
      let rest = Array(record[start...])
      let written = Glibc.write(descriptor, rest, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw FileBytes.failure("cannot be written", path) }
      start += written
    }
  }
}

/// What an event says of a name.
package enum EventValue {
  /// A number.
  case scalar(String, Double)
  /// How numbers are spread.
  case histogram(String, [Float])
  /// An image of one channel, three or four.
  case image(String, RasterImage)

  /// An image as a file of PNG; nothing of other values.
  fileprivate func picture(for path: String) throws(ExchangeError) -> [UInt8] {
    guard case .image(_, let image) = self else { return [] }
    return try PNG.encode(image, for: path)
  }

  fileprivate func write(to message: inout ProtobufWriter, _ picture: [UInt8]) {
    switch self {
    case .scalar(let name, let value):
      message.field(1, text: name)
      message.field(2, float: Float(value))
    case .histogram(let name, let values):
      message.field(1, text: name)
      message.field(5) { EventHistogram(values).write(to: &$0) }
    case .image(let name, let image):
      message.field(1, text: name)
      message.field(4) {
        $0.field(1, integer: image.shape.height)
        $0.field(2, integer: image.shape.width)
        $0.field(3, integer: image.shape.channels)
        $0.field(4, bytes: picture)
      }
    }
  }
}

/// Numbers counted between limits that each are 1.1 times the one before, around 0, as TensorFlow has them.
struct EventHistogram {
  private(set) var limits: [Double] = []
  private(set) var counts: [Double] = []
  private let values: [Double]

  private static let all: [Double] = {
    var positive: [Double] = []
    var value = 1e-12
    while value < 1e20 {
      positive.append(value)
      value *= 1.1
    }
    return positive.reversed().map { -$0 } + [0] + positive + [Double.greatestFiniteMagnitude]
  }()

  init(_ numbers: [Float]) {
    values = numbers.filter(\.isFinite).map(Double.init)
    var found: [Int: Double] = [:]
    for value in values {
      // The first limit that is greater.
      var (low, high) = (0, Self.all.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if Self.all[middle] > value { high = middle } else { low = middle + 1 }
      }
      found[low, default: 0] += 1
    }
    guard let first = found.keys.min(), let last = found.keys.max() else { return }
    // An empty one before the first says where that begins.
    for place in max(first - 1, 0)...last {
      limits.append(Self.all[place])
      counts.append(found[place] ?? 0)
    }
  }

  func write(to message: inout ProtobufWriter) {
    message.field(1, double: values.min() ?? 0)
    message.field(2, double: values.max() ?? 0)
    message.field(3, double: Double(values.count))
    message.field(4, double: values.reduce(0, +))
    message.field(5, double: values.reduce(0) { $0 + $1 * $1 })
    message.field(6, doubles: limits)
    message.field(7, doubles: counts)
  }
}
