internal import CKernels
internal import CMPI
internal import COneDNN

/// What of this machine the numbers of a training and its speed depend on.
package enum Machine {
  /// The vector instructions of loops: avx512, avx2 or baseline.
  package static var instructions: String { String(cString: gradus_loop_target()) }
  /// The number of threads.
  package static var threads: Int { Int(gradus_pool_threads()) }
  /// oneDNN with its version, or why it cannot be used.
  package static var products: String { String(cString: gradus_onednn_message()) }
  /// Whether oneDNN can be used, without which nothing is trained.
  package static var hasProducts: Bool { gradus_onednn_load() == 0 }

  /// What there is of `openmpi` and `mpich`: what the library says of itself, in a line, and the file that speaks with it.
  package static var messages: [(name: String, version: String, file: String)] {
    ["openmpi", "mpich"].compactMap { name in
      var path = [CChar](repeating: 0, count: 4400)
      guard let version = gradus_mpi_version(name, &path, Int32(path.count)) else { return nil }
      func line(_ text: String) -> String { String(text.prefix { !$0.isNewline }) }
      let words = line(String(cString: version)).split { $0.isWhitespace || $0 == "," }.prefix(3).joined(separator: " ")
      return (name, words, String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
  }
}
