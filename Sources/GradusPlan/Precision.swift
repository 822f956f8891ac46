/// The numbers that a plan computes with.
public enum Precision: String, Hashable, Sendable, CaseIterable {
  case float32, float64

  /// The bytes of one number.
  public var bytes: Int {
    switch self {
    case .float32: 4
    case .float64: 8
    }
  }
}
