import ArgumentParser
import Foundation

/// Runs the readers, the notation and the mathematics over random inputs and counts what comes of them.
@main struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradus-fuzz",
    abstract: "Random inputs for the readers, the notation, derivatives, equality and equations, counted.",
    discussion: """
      Every input is named by its section, the seed and its number, and can be run again:

        gradus-fuzz --seconds 60 --seed 1 --only readers
        gradus-fuzz --seed 1 --only derivatives.gradients --input 4711

      The inputs of a section run in processes of their own. One that dies or hangs is counted, named, and gone on after. \
      Exit status: 0 when nothing was wrong, 1 otherwise.
      """)

  @Option(help: "How long to run, all sections together.") var seconds = 60.0
  @Option(help: "The same seed makes the same inputs.") var seed = 1
  @Option(help: "The sections to run, by the beginning of their names, separated by commas.") var only = ""
  @Option(help: "The processes that run at a time; 0 is one a core.") var jobs = 0
  @Option(help: "At most so many inputs a section, in place of a time.") var inputs: Int?
  @Option(help: "The number of the first input.") var from = 0
  @Option(help: "Run this one input, here, and show it.") var input: Int?
  @Flag(help: "Say which sections there are.") var list = false
  @Option(help: .hidden) var worker: String?
  @Option(help: .hidden) var step = 1

  private var sections: [Section] {
    let wanted = only.split(separator: ",").map(String.init)
    return Section.all.filter { section in
      wanted.isEmpty || wanted.contains { section.name == $0 || section.name.hasPrefix($0) }
    }
  }

  func run() throws {
    if list {
      for section in sections { print(section.name) }
      return
    }
    guard !sections.isEmpty else { throw ValidationError("no section is called \(only); --list names them") }
    if let input {
      for section in sections { show(section, input) }
      return
    }
    if let worker {
      Worker(section: sections[0], seed: seed, from: from, step: step, count: inputs, place: worker).run()
      return
    }
    let total = sections.reduce(0) { $0 + $1.weight }
    let jobs = jobs > 0 ? jobs : ProcessInfo.processInfo.activeProcessorCount
    say("seed \(seed), \(jobs) processes")
    say(Tally.heading)
    var failed = false
    for section in sections {
      let supervisor = Supervisor(
        section: section, seed: seed, from: from, jobs: jobs, count: inputs,
        seconds: inputs == nil ? seconds * section.weight / total : nil)
      let tally = try supervisor.run()
      say(tally.line(section.name))
      failed = failed || tally.failed
    }
    if failed { throw ExitCode(1) }
  }

  private func show(_ section: Section, _ input: Int) {
    var generator = section.generator(seed: seed, input: input)
    say("\(section.name), seed \(seed), input \(input):")
    say(section.describe(&generator))
    generator = section.generator(seed: seed, input: input)
    say("\(section.run(&generator))")
  }
}
