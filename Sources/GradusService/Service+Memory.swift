import FoundationEssentials

extension Service {
  /// The pages of memory that this process holds; nil where the system does not say.
  static var residentPages: Int? {
    (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").dropFirst().first.flatMap
    {
      Int($0)
    }
  }
}
