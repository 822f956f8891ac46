internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// The names of files while they are written beside their places.
enum TemporaryName {
  /// A new name in a folder, which nobody can foresee and which says whose it is.
  static func make(in folder: String) -> String {
    "\(folder)/\(prefix)\(RunProcess.current.mark)-\(String(UInt64.random(in: .min ... .max), radix: 36))\(suffix)"
  }

  /// Takes away what processes of this machine left in a folder that were killed in the instant in which their file had its first name and
  /// not yet its last; once for each folder.
  static func clear(_ folder: String) {
    guard cleared.withLock({ $0.insert(folder).inserted }) else { return }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { continue }
      let parts = name.dropFirst(prefix.count).dropLast(suffix.count).split(separator: "-")
      let mark = parts.dropLast().joined(separator: "-")
      if RunProcess.marked(mark)?.isAlive == false { unlink("\(folder)/\(name)") }
    }
  }

  private static let prefix = ".gradus-"
  private static let suffix = ".partial"
  private static let cleared = Mutex<Set<String>>([])
}
