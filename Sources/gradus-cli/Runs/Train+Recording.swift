import ArgumentParser
import FoundationEssentials
import Gradus
import GradusExchange

extension Train {
  /// What records a training beside its model; nil where nothing is to be recorded, as of a model that goes into a device.
  func recorder(
    of training: Training, output: String?, _ resumed: ModelFile?, _ reporter: TrainingReporter
  ) -> RunRecorder? {
    let usual = output.flatMap { FileBytes.isPlain($0) ? FileBytes.beside($0, RunStore.usualName) : nil }
    guard !noRecord, let file = runs ?? usual else { return nil }
    let start = RunStart(
      training, data: data, model: output.flatMap { FileBytes.isPlain($0) ? $0 : nil },
      command: ["gradus"] + CommandLine.arguments.dropFirst(), settings: settingsOfData, versions: Self.versions)
    let place = resume.flatMap { path in resumed?.training.map { (path, $0) } }
    return RunRecorder(start, in: file, resuming: place) { words in
      reporter.clear()
      printError("gradus: not recorded: \(words.visible)")
    }
  }

  /// What is set beside the training itself.
  private var settingsOfData: [String: String] {
    let isTable = columns.target != nil
    return [
      "target": columns.target, "task": columns.task?.rawValue, "ignore": columns.ignore,
      "categorical": columns.categorical, "weight-column": columns.weightColumn,
      "scaling": isTable ? columns.scaling.description : nil, "impute": isTable ? columns.impute.rawValue : nil,
      "resize": resize?.description, "validation": validation, "test": test, "init-from": initFrom,
    ].compactMapValues(\.self)
  }

  static var versions: [String: String] {
    func text(_ file: String) -> String { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }
    // The words of `uname -srm`.
    let kernel = ["ostype", "osrelease", "arch"].map { text("/proc/sys/kernel/\($0)").trimmingSpaces }
    let model = text("/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("model name") }
    return [
      "gradus": GradusCommand.configuration.version,
      "system": kernel.filter { !$0.isEmpty }.joined(separator: " "),
      "processor": model?.split(separator: ":").last.map { String($0).trimmingSpaces } ?? "",
    ].filter { !$0.value.isEmpty }
  }
}
