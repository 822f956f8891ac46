import Foundation

/// Runs a script of the project.
enum ScriptRun {
  /// What the script `name` says, on both outputs, and its exit status.
  static func run(
    _ name: String, _ arguments: [String] = [], environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> (text: String, status: Int32) {
    let process = Process()
    process.executableURL = ArticlesTests.root.appending(path: "Scripts/\(name)")
    process.arguments = arguments
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text, process.terminationStatus)
  }
}
