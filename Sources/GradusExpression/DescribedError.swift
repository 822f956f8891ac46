public import FoundationEssentials

/// An error whose `description` is written for people, and is its `localizedDescription` too.
public protocol DescribedError: LocalizedError, CustomStringConvertible {}

extension DescribedError {
  /// The description.
  public var errorDescription: String? { description }
  /// Nothing beyond the description.
  public var failureReason: String? { nil }
  /// Nothing beyond the description.
  public var recoverySuggestion: String? { nil }
  /// Nothing beyond the description.
  public var helpAnchor: String? { nil }
}
