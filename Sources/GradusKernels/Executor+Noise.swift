import CKernels
import GradusPlan

/// Random numbers by their place: the same seed, step, stream and entry give the same number, on any number of threads.
extension Executor {
  /// Fills a symbol with 1, each entry with this probability to 2⁻¹⁶, and with 0 otherwise.
  ///
  /// - Parameters:
  ///   - probability: from 0 to 1.
  ///   - seed: of the whole training.
  ///   - step: which step.
  ///   - stream: which of the symbols that are drawn in a step.
  ///   - first: the place of the first entry among the numbers of that place, for a part of a larger symbol.
  /// - Throws: `ExecutorError` where there is no such symbol.
  package func drawMask(
    _ name: String, probability: Double, seed: UInt64, step: Int, stream: Int, first: Int = 0
  ) throws(ExecutorError) {
    let region = try input(name)
    let threshold = UInt32((min(1, max(0, probability)) * 65536).rounded())
    gradus_noise_mask(
      region.precision.number, region.pointer, first, region.count, place(seed, step, stream), threshold)
  }

  /// Fills a symbol with standard normal numbers.
  ///
  /// - Parameters:
  ///   - seed: of the whole training.
  ///   - step: which step.
  ///   - stream: which of the symbols that are drawn in a step.
  ///   - first: the place of the first entry among the numbers of that place, for a part of a larger symbol.
  /// - Throws: `ExecutorError` where there is no such symbol.
  package func drawNormal(_ name: String, seed: UInt64, step: Int, stream: Int, first: Int = 0) throws(ExecutorError) {
    let region = try input(name)
    gradus_noise_normal(region.precision.number, region.pointer, first, region.count, place(seed, step, stream))
  }

  private func place(_ seed: UInt64, _ step: Int, _ stream: Int) -> gradus_noise {
    gradus_noise(seed: seed, step: UInt64(step), stream: UInt32(truncatingIfNeeded: stream))
  }
}
