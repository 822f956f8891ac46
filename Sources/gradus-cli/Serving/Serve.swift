import ArgumentParser
import Foundation
import Gradus
import GradusService

/// `gradus serve`: the page and the service, by the program `gradus-serve`, which stands beside this one.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the blackboard, sheets and models as a page and a service of this machine.",
    discussion: """
      The page is at http://127.0.0.1:8080 and fetches nothing from elsewhere; /openapi.json describes what programs may ask. \
      Models are served from a folder, and read anew when a file in it is replaced. Ctrl-C or SIGTERM ends it once what has begun is answered.

      Beyond this machine it listens with a token and encryption alone: callers send the first line of --token-file as \
      "Authorization: Bearer …".

      Examples:
        gradus serve --open
        gradus serve --port 9000 --models models
        gradus serve --host 0.0.0.0 --token-file token --certificate cert.pem --key key.pem
      """)

  @Option(help: "The port; 0 for any that is free.") var port = 8080
  @Option(help: "The address to listen at.") var host = "127.0.0.1"
  @Option(
    help: "A folder of models that `gradus train` saved: NAME.safetensors, or NAME@VERSION.safetensors.",
    completion: .directory)
  var models: String?
  @Option(help: "The data base of trainings to show.", completion: .file()) var runs: String?
  @Option(help: "A file whose first line callers must send as a bearer token.", completion: .file())
  var tokenFile: String?
  @Option(help: "A certificate in PEM, for TLS.", completion: .file()) var certificate: String?
  @Option(help: "The key of the certificate, in PEM.", completion: .file()) var key: String?
  @Option(help: "How many times the usual budget a question may take, at most 100.") var limit = 1.0
  @Option(help: "Milliseconds that a prediction waits at most for others to go with it.") var batchDelay = 1.0
  @Flag(help: "Show the page in a browser.") var open = false

  func run() throws {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    var settings = ServiceSettings(program: own.path)
    (settings.host, settings.port, settings.models, settings.runs) = (host, port, models, runs)
    (settings.tokenFile, settings.certificate, settings.key) = (tokenFile, certificate, key)
    (settings.limit, settings.batchDelay, settings.opens) = (limit, batchDelay / 1000, open)
    do { try settings.check() } catch { throw CommandError(.usage, "\(error)") }
    let program = own.deletingLastPathComponent().appendingPathComponent("gradus-serve").path
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw CommandError(
        .usage,
        "the program that listens, gradus-serve, is not beside \(own.path): build it with `make serve`, or `make install SERVE=1`"
      )
    }
    CommandRunner.become([program, String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)])
    throw CommandError(.inputOutput, "\(program) could not be run")
  }
}
