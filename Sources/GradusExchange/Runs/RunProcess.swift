internal import FoundationEssentials
internal import Glibc
internal import GradusExpression

/// The process that a run is trained by, so that one that died without a word is told from one at work.
struct RunProcess: Hashable {
  /// The machine as it runs now, and the space that its process numbers are counted in.
  private let machine: String
  private let number: Int32
  /// When it began, in ticks since the machine did: numbers are given anew.
  private let start: String

  /// This process.
  static let current = RunProcess(machine: thisMachine, number: getpid(), start: start(of: getpid()) ?? "")

  private init(machine: String, number: Int32, start: String) {
    (self.machine, self.number, self.start) = (machine, number, start)
  }

  /// Reads what `text` wrote; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, let number = Int32(parts[1]) else { return nil }
    self.init(machine: String(parts[0]), number: number, start: String(parts[2]))
  }

  /// What tells it, short enough for the name of a file.
  var mark: String { "\(Self.digest(machine))-\(number)-\(start)" }

  /// Reads a `mark` of this machine; nil for anything else.
  static func marked(_ mark: String) -> RunProcess? {
    let parts = mark.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == digest(thisMachine), let number = Int32(parts[1]) else { return nil }
    return RunProcess(machine: thisMachine, number: number, start: String(parts[2]))
  }

  private static func digest(_ text: String) -> String {
    var hash = FNV1a()
    for byte in text.utf8 { hash.combine(byte) }
    return String(hash.value, radix: 36)
  }

  var text: String { "\(machine) \(number) \(start)" }

  /// The name of its machine.
  var host: String { String(machine.split(separator: "/").first ?? "") }

  /// Whether it is still at work; nil of a process of another machine, of which nothing is known here.
  var isAlive: Bool? {
    guard machine == Self.thisMachine else {
      // A machine that was started anew has no process of before.
      let (own, other) = (Self.thisMachine.split(separator: "/"), machine.split(separator: "/"))
      return own.count == 3 && other.count == 3 && own[0] == other[0] && own[1] != other[1] ? false : nil
    }
    guard kill(number, 0) == 0 || errno == EPERM else { return false }
    return Self.start(of: number).map { $0 == start } ?? true
  }

  private static let thisMachine: String = {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
    let space = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
    return [host, boot, space].map { $0.filter { $0.isLetter || $0.isNumber || "-.".contains($0) } }.map {
      $0.isEmpty ? "?" : $0
    }.joined(separator: "/")
  }()

  /// The twenty-second field of `stat`, behind the name in brackets, which may hold anything.
  private static func start(of number: Int32) -> String? {
    guard let text = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
      let name = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[name...].split(separator: " ")
    // A process that is dead and not yet fetched by its parent does no work.
    guard fields.count > 20, fields[1] != "Z" else { return "" }
    return String(fields[20])
  }
}
