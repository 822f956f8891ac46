internal import Glibc

/// Whole files as bytes.
public enum FileBytes {
  /// The most bytes that a file may have to be read: 16 GiB.
  public static let limit = 1 << 34

  /// Everything in a regular file.
  ///
  /// - Throws: `ExchangeError` where there is no such file, it is a folder, or it cannot be read.
  public static func read(_ path: String) throws(ExchangeError) -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw failure("cannot be opened", path) }
    defer { fclose(file) }
    var status = stat()
    guard fstat(fileno(file), &status) == 0 else { throw failure("cannot be read", path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw ExchangeError(.inputOutput, file: path, "is a folder; a file was expected")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ExchangeError(.unsupported, file: path, "is no regular file; give the path of a file")
    }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw ExchangeError(.unsupported, file: path, "has \(size) bytes; at most \(limit) are read")
    }
    if size == 0 { return [] }
    var bytes = [UInt8](repeating: 0, count: size)
    let count = fread(&bytes, 1, size, file)
    if ferror(file) != 0 { throw failure("cannot be read", path) }
    if count < size { bytes.removeSubrange(count...) }
    return bytes
  }

  /// Writes a file so that another program sees the old content or the whole new one, and nothing between.
  ///
  /// The bytes go to a new file beside it, are flushed to the disk, and the new file takes the name.
  /// Where `path` names a device or a pipe, the bytes are written into it.
  ///
  /// - Throws: `ExchangeError` where the folder cannot be written or the disk is full; the old file stays as it was.
  public static func write(_ bytes: [UInt8], to path: String) throws(ExchangeError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw ExchangeError(.inputOutput, file: path, "is a folder; give the path of a file to write")
      }
      return try fill(path, flags: O_WRONLY, with: bytes, named: path)
    }
    // A link keeps pointing to its file: the file is replaced, not the link.
    let target = resolved(path)
    let beside = "\(target).\(getpid()).partial"
    do throws(ExchangeError) {
      try fill(beside, flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, with: bytes, named: path)
      guard rename(beside, target) == 0 else { throw failure("cannot be written", path) }
    } catch {
      unlink(beside)
      throw error
    }
    flushFolder(of: target)
  }

  /// Looks whether a file of this name could be written, before work whose result is to go there.
  ///
  /// - Throws: `ExchangeError` where the folder is missing or may not be written, or where the name is that of a folder.
  public static func checkWritable(_ path: String) throws(ExchangeError) {
    if isFolder(path) { throw ExchangeError(.inputOutput, file: path, "is a folder; give the path of a file to write") }
    if exists(path), access(path, W_OK) != 0 { throw failure("cannot be written", path) }
    if let kind = kind(of: path), kind != S_IFREG { return }
    if access(folder(of: resolved(path)), W_OK | X_OK) != 0 { throw failure("cannot be written", path) }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  private static func fill(
    _ path: String, flags: Int32, with bytes: [UInt8], named name: String
  ) throws(ExchangeError) {
    let descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0, let file = fdopen(descriptor, "wb") else { throw failure("cannot be written", name) }
    let written = fwrite(bytes, 1, bytes.count, file)
    // A device or a pipe has nothing to flush to, and says EINVAL.
    let flushed = written == bytes.count && fflush(file) == 0 && (fsync(descriptor) == 0 || errno == EINVAL)
    let reason = errno
    let closed = fclose(file) == 0
    if !flushed { errno = reason }
    guard flushed, closed else { throw failure("cannot be written", name) }
  }

  /// Makes the new name last: a rename is an entry of the folder.
  private static func flushFolder(of path: String) {
    let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 {
      fsync(descriptor)
      close(descriptor)
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The operating system's reason, with what to do about it.
  private static func failure(_ what: String, _ path: String) -> ExchangeError {
    let code = errno
    let reason =
      switch code {
      case ENOENT: "no such file or folder"
      case EACCES, EPERM: "permission denied"
      case ENOSPC, EDQUOT: "the disk is full; free some space and try again"
      case EROFS: "the disk is read-only"
      default: String(cString: strerror(code))
      }
    return ExchangeError(.inputOutput, file: path, "\(what): \(reason)")
  }
}

extension FileBytes {
  /// Whether there is a folder of this name.
  public static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  /// Whether there is a file of this name.
  public static func exists(_ path: String) -> Bool { kind(of: path) != nil }

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
