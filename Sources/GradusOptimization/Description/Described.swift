/// A value that is written as a name with settings, and is what is written.
public protocol Described: Hashable, Sendable, CustomStringConvertible {
  /// Its name, and the constants that are not the usual ones.
  var clause: Clause { get }
}

extension Described {
  /// The description that it is read from.
  public var description: String { clause.description }
  /// By the description.
  public static func == (left: Self, right: Self) -> Bool { left.clause == right.clause }
  /// By the description.
  public func hash(into hasher: inout Hasher) { hasher.combine(clause) }
}
