import CProgram
import Foundation
import GradusServer
import GradusService

// What `gradus serve` puts in its own place: it has read the options, and hands them over as JSON.

gradus_program_begin()

func leave(_ status: Int32, _ words: String) -> Never {
  FileHandle.standardError.write(Data("gradus: \(words)\n".utf8))
  exit(status)
}

guard CommandLine.arguments.count == 2,
  let settings = try? JSONDecoder().decode(ServiceSettings.self, from: Data(CommandLine.arguments[1].utf8))
else { leave(64, "this is the part of gradus that listens; begin it with `gradus serve`") }

do {
  try await Server(Service(settings), settings).run { address in
    print("\(address) (Ctrl-C ends it)")
    fflush(nil)
  }
} catch let error as ServiceError {
  leave(64, "\(error)")
} catch {
  leave(74, "\(settings.host):\(settings.port): \(error)")
}
