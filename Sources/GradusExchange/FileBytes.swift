internal import CFiles
internal import FoundationEssentials
internal import Glibc

/// Whole files as bytes.
package enum FileBytes {
  /// The most bytes that a file may have to be read: 16 GiB.
  package static let limit = 1 << 34

  /// Everything in a regular file.
  ///
  /// - Parameter most: the number of bytes from its beginning, where not all are wanted.
  /// - Throws: `ExchangeError` where there is no such file, it is a folder, or it cannot be read.
  package static func read(_ path: String, atMost most: Int = .max) throws(ExchangeError) -> [UInt8] {
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
    let size = min(Int(status.st_size), most)
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

  /// A part of a regular file, of as many bytes as there are from a place on.
  ///
  /// - Throws: `ExchangeError` where there is no such file or it cannot be read.
  package static func read(_ path: String, from start: Int, count: Int) throws(ExchangeError) -> [UInt8] {
    guard count <= limit else {
      throw ExchangeError(.unsupported, file: path, "a part of \(count) bytes; at most \(limit) are read")
    }
    guard let file = fopen(path, "rb") else { throw failure("cannot be opened", path) }
    defer { fclose(file) }
    guard fseek(file, start, SEEK_SET) == 0 else { throw failure("cannot be read", path) }
    var bytes = [UInt8](repeating: 0, count: count)
    let found = fread(&bytes, 1, count, file)
    if ferror(file) != 0 { throw failure("cannot be read", path) }
    return Array(bytes[..<found])
  }

  /// Whether the name is that of a link.
  package static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Everything in a file or, as `-`, on standard input; of what gzip has made smaller, what that was made of.
  ///
  /// - Throws: `ExchangeError` as `read`, and where a compressed file holds far more than a file of its size does.
  package static func readPlain(_ path: String) throws(ExchangeError) -> [UInt8] {
    let bytes = path == "-" ? try readStandardInput() : try read(path)
    return Gzip.isGzip(bytes) ? try Gzip.inflated(bytes, file: path) : bytes
  }

  private static func readStandardInput() throws(ExchangeError) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let part = try next(of: STDIN_FILENO, into: &block, named: "standard input")
      if part.isEmpty { return bytes }
      bytes += part
      guard bytes.count <= limit else {
        throw ExchangeError(.unsupported, file: "standard input", "has more than \(limit) bytes")
      }
    }
  }

  /// The next bytes of an open file or pipe, as many as are there and find room in a block; none at the end.
  static func next(
    of descriptor: Int32, into block: inout [UInt8], named name: String
  ) throws(ExchangeError) -> ArraySlice<UInt8> {
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("cannot be read", name) }
      return block[..<count]
    }
  }

  /// Writes a file so that another program sees the old content or the whole new one, and nothing between.
  ///
  /// The bytes go to a new file in the same folder, which has no name where the file system allows that, and otherwise one that nobody can
  /// foresee; they are flushed to the disk, and the new file takes the name. It keeps the permissions of the file that it replaces and,
  /// where that is allowed, its owner and group. Nothing of it stays when the program is ended meanwhile; what a kill at the worst instant
  /// leaves, the next writing into the folder takes away.
  /// Where `path` names a device or a pipe, the bytes are written into it.
  ///
  /// - Throws: `ExchangeError` where the folder cannot be written or the disk is full; the old file stays as it was.
  package static func write(_ bytes: [UInt8], to path: String) throws(ExchangeError) {
    var old = stat()
    let isReplaced = stat(path, &old) == 0
    if isReplaced, old.st_mode & S_IFMT != S_IFREG {
      if old.st_mode & S_IFMT == S_IFDIR {
        throw ExchangeError(.inputOutput, file: path, "is a folder; give the path of a file to write")
      }
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure("cannot be written", path) }
      return try fill(descriptor, with: bytes, named: path)
    }
    if isReplaced, access(path, W_OK) != 0 { throw failure("cannot be written", path) }
    // A link keeps pointing to its file: the file is replaced, not the link.
    let target = resolved(path)
    TemporaryName.clear(folder(of: target))
    let beside = TemporaryName.make(in: folder(of: target))
    gradus_remember_temporary(beside)
    defer { gradus_forget_temporary() }
    // Whoever may not read the old file may not read the new one either, not even while it is being written.
    let mode: UInt32 = isReplaced ? 0o600 : 0o666
    let unnamed = gradus_open_unnamed(folder(of: target), mode)
    let descriptor =
      unnamed >= 0 ? unnamed : open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure("cannot be written", path) }
    do throws(ExchangeError) {
      if isReplaced { keep(old, descriptor) }
      try fill(descriptor, with: bytes, named: path, thenCalled: unnamed >= 0 ? beside : nil)
      guard rename(beside, target) == 0 else { throw failure("cannot be written", path) }
    } catch {
      unlink(beside)
      throw error
    }
    flushFolder(of: target)
  }

  /// Gives a new file the owner, the group and the permissions of the one that it replaces.
  private static func keep(_ old: stat, _ descriptor: Int32) {
    var permissions = old.st_mode & 0o7777
    if fchown(descriptor, old.st_uid, old.st_gid) != 0 {
      var new = stat()
      _ = fchown(descriptor, uid_t.max, old.st_gid)
      let isGroupKept = fstat(descriptor, &new) == 0 && new.st_gid == old.st_gid
      // Rights of an owner or a group are no rights of another.
      permissions &= isGroupKept ? 0o1777 : 0o1707
    }
    _ = fchmod(descriptor, permissions)
  }

  /// Looks whether a file of this name could be written, before work whose result is to go there.
  ///
  /// - Throws: `ExchangeError` where the folder is missing or may not be written, or where the name is that of a folder.
  package static func checkWritable(_ path: String) throws(ExchangeError) {
    if isFolder(path) { throw ExchangeError(.inputOutput, file: path, "is a folder; give the path of a file to write") }
    if exists(path), access(path, W_OK) != 0 { throw failure("cannot be written", path) }
    if let kind = kind(of: path), kind != S_IFREG { return }
    if access(folder(of: resolved(path)), W_OK | X_OK) != 0 { throw failure("cannot be written", path) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Writes and closes.
  ///
  /// - Parameter beside: the name that a file without one gets once all is written.
  private static func fill(
    _ descriptor: Int32, with bytes: [UInt8], named name: String, thenCalled beside: String? = nil
  ) throws(ExchangeError) {
    guard let file = fdopen(descriptor, "wb") else {
      close(descriptor)
      throw failure("cannot be written", name)
    }
    let written = fwrite(bytes, 1, bytes.count, file)
    // A device or a pipe has nothing to flush to, and says EINVAL.
    let flushed =
      written == bytes.count && fflush(file) == 0 && (fsync(descriptor) == 0 || errno == EINVAL)
      && (beside.map { gradus_give_name(descriptor, $0) == 0 } ?? true)
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

  /// The file behind links; of a link to nothing, the file that it asks for.
  private static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    var path = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let length = readlink(path, &buffer, buffer.count - 1)
      guard length > 0 else { return path }
      let link = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = link.hasPrefix("/") ? link : "\(folder(of: path))/\(link)"
    }
    return path
  }

  /// The operating system's reason, with what to do about it.
  static func failure(_ what: String, _ path: String) -> ExchangeError {
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
  package static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  /// Whether both names are those of one file, there or still to be written.
  package static func areOne(_ first: String, _ second: String) -> Bool {
    var (a, b) = (stat(), stat())
    let exist = (stat(first, &a) == 0, stat(second, &b) == 0)
    if exist == (true, true) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_mode & S_IFMT == S_IFREG }
    guard exist == (false, false) else { return false }
    return place(first) == place(second)
  }

  /// The name of a file, there or still to be written, from the root on and without links.
  package static func place(_ path: String) -> String {
    let target = resolved(path)
    return "\(resolved(folder(of: target)))/\(target.split(separator: "/").last ?? "")"
  }

  /// Whether a file of this name is one, or may become one: no device and no pipe.
  package static func isPlain(_ path: String) -> Bool { kind(of: path).map { $0 == S_IFREG } ?? true }

  /// Whether a file may be changed, and others made beside it.
  static func isChangeable(_ path: String) -> Bool {
    access(path, W_OK) == 0 && access(folder(of: resolved(path)), W_OK | X_OK) == 0
  }

  /// The name of a file beside another one.
  package static func beside(_ path: String, _ name: String) -> String {
    path.contains("/") ? "\(folder(of: path))/\(name)" : name
  }

  /// What a folder holds, by name in order; nothing where there is no such folder.
  package static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The number of bytes of a regular file; nil where there is none of this name.
  package static func size(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Whether there is a file of this name.
  package static func exists(_ path: String) -> Bool { kind(of: path) != nil }

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
