internal import Glibc
public import GradusExpression

/// A file without a name that numbers are put into and taken out of. Whoever holds it last takes it along, however the program ends.
final class ScratchFile: Sendable {
  private let descriptor: Int32
  let folder: String

  /// In the folder that `TMPDIR` names, or in `/var/tmp`, which is on a disk where `/tmp` may be memory.
  ///
  /// - Throws: `ScratchError` where the folder cannot be written.
  init() throws(ScratchError) {
    folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    var name = Array("\(folder)/.gradus-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw ScratchError(folder: folder, reason: String(cString: strerror(errno))) }
    unlink(name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  /// Puts numbers at a place, counted in bytes.
  func write<Element: BitwiseCopyable>(_ elements: [Element], at place: Int) throws(ScratchError) {
    let size = MemoryLayout<Element>.stride
    var (rest, place) = (elements[...], place)
    while !rest.isEmpty {
      // A disk that is full takes a part first.
      let piece = rest.count == elements.count ? elements : Array(rest)
      let count = pwrite(descriptor, piece, piece.count * size, place)
      if count < 0, errno == EINTR { continue }
      guard count >= size else { throw failure(count < 0 ? errno : ENOSPC) }
      rest = rest.dropFirst(count / size)
      place += count / size * size
    }
  }

  /// Takes as many numbers as the array has from a place on, counted in bytes.
  func read<Element: BitwiseCopyable>(into elements: inout [Element], at place: Int) throws(ScratchError) {
    let size = elements.count * MemoryLayout<Element>.stride
    while true {
      let count = pread(descriptor, &elements, size, place)
      if count < 0, errno == EINTR { continue }
      guard count == size else { throw failure(count < 0 ? errno : EIO) }
      return
    }
  }

  private func failure(_ code: Int32) -> ScratchError {
    ScratchError(
      folder: folder, reason: code == ENOSPC || code == EDQUOT ? "the disk is full" : String(cString: strerror(code)))
  }
}

/// Why what does not fit into memory cannot be kept in a file meanwhile.
public struct ScratchError: DescribedError, Hashable, Sendable {
  /// Where they would be kept.
  package let folder: String
  package let reason: String

  init(folder: String, reason: String) {
    self.folder = folder
    self.reason =
      "\(reason); data that are read piece by piece are kept here meanwhile, and TMPDIR names another folder"
  }

  /// What is wrong, in a sentence.
  public var description: String { "\(folder): \(reason)" }
}
