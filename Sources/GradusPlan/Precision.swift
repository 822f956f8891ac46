/// The numbers that a plan computes with.
public enum Precision: String, Hashable, Sendable, CaseIterable {
  case float32, float64

  /// Its number in the kernels: the cases are those of `gradus_precision` in CKernels.
  package var number: Int32 {
    switch self {
    case .float32: 0
    case .float64: 1
    }
  }

  /// The bytes of one number.
  public var bytes: Int {
    switch self {
    case .float32: 4
    case .float64: 8
    }
  }
}
