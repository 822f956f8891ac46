import Dispatch
import Foundation
import GradusExchange
import GradusExpression
import Synchronization

/// The models of a folder, `NAME.safetensors` or `NAME@VERSION.safetensors`, read anew when a file is replaced.
///
/// Who holds a model goes on with it; who asks next gets the new one. A file that is no model leaves the one before in its place.
final class ModelShelf: Sendable {
  /// What tells a file from the one that it replaces.
  private struct Stamp: Hashable {
    let size: Int
    let modified: Double
    let number: Int
  }

  private struct State {
    /// By what stands before `.safetensors`.
    var models: [String: ServedModel] = [:]
    var stamps: [String: Stamp] = [:]
    var loads = 0
    var failures = 0
    var isEnded = false
  }

  private let folder: String?
  private let delay: Double
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "gradus.models")
  private static let interval = 0.2
  private static let ending = ".safetensors"

  /// Reads the models of a folder, and looks for new ones from now on.
  ///
  /// - Throws: `ServiceError` where the folder is none.
  init(_ folder: String?, delay: Double) throws(ServiceError) {
    self.delay = delay
    self.folder = folder.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    guard let folder else { return }
    var isFolder = ObjCBool(false)
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw .file(folder, reason: "is no folder; --models names the one that holds the models")
    }
    look()
    again()
  }

  /// The models, the latest version of a name first.
  var models: [ServedModel] {
    state.withLock { Array($0.models.values) }.sorted { ($1.name, $0.version) < ($0.name, $1.version) }.reversed()
  }

  /// The files that were read, and those that could not be.
  var loads: Int { state.withLock { $0.loads } }
  var failures: Int { state.withLock { $0.failures } }

  /// `NAME@VERSION`, or the latest version of `NAME`; nil where there is none.
  subscript(name: String) -> ServedModel? {
    state.withLock { state in
      if let exact = state.models[name] { return exact }
      return state.models.values.filter { $0.name == name }.max { Self.isEarlier($0.version, $1.version) }
    }
  }

  /// Looks no more.
  func end() { state.withLock { $0.isEnded = true } }

  /// 2 is before 10.
  private static func isEarlier(_ left: String, _ right: String) -> Bool {
    if let first = Int(left), let second = Int(right) { return first < second }
    return left < right
  }

  private func again() {
    queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in
      guard let self, !self.state.withLock({ $0.isEnded }) else { return }
      self.look()
      self.again()
    }
  }

  /// Reads what is new, forgets what is gone.
  private func look() {
    guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    var found: Set<String> = []
    for file in names.sorted() where file.hasSuffix(Self.ending) && !file.hasPrefix(".") {
      let (path, name) = ("\(folder)/\(file)", String(file.dropLast(Self.ending.count)))
      // What a link leads to outside of the folder is none of it.
      guard URL(fileURLWithPath: path).resolvingSymlinksInPath().path.hasPrefix("\(folder)/"),
        let stamp = Self.stamp(path)
      else { continue }
      found.insert(name)
      if state.withLock({ $0.stamps[name] == stamp }) { continue }
      let model = try? ServedModel(contentsOf: path, named: name, delay: delay)
      // A file that was being written meanwhile is read once more.
      let isWhole = Self.stamp(path) == stamp
      state.withLock { state in
        if isWhole { state.stamps[name] = stamp }
        if let model {
          state.models[name] = model
          state.loads += 1
        } else if isWhole {
          state.failures += 1
        }
      }
    }
    state.withLock { state in
      state.models = state.models.filter { found.contains($0.key) }
      state.stamps = state.stamps.filter { found.contains($0.key) }
    }
  }

  private static func stamp(_ path: String) -> Stamp? {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let facts = try? FileManager.default.attributesOfItem(atPath: real),
      facts[.type] as? FileAttributeType == .typeRegular, let size = facts[.size] as? NSNumber,
      let date = facts[.modificationDate] as? Date, let number = facts[.systemFileNumber] as? NSNumber
    else { return nil }
    return Stamp(size: size.intValue, modified: date.timeIntervalSince1970, number: number.intValue)
  }
}
