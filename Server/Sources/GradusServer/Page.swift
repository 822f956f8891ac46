/// The files of the page, which stand in the program itself: there is no folder that a path could lead out of.
enum Page {
  /// A file as it is sent.
  struct File: Sendable {
    let type: String
    let bytes: [UInt8]

    static func script(_ bytes: [UInt8]) -> File { File(type: "text/javascript; charset=utf-8", bytes: bytes) }
  }

  /// By the paths at which they are asked for.
  static let files: [String: File] = [
    "/": File(type: "text/html; charset=utf-8", bytes: PackageResources.index_html),
    "/style.css": File(type: "text/css; charset=utf-8", bytes: PackageResources.style_css),
    "/gradus.js": .script(PackageResources.gradus_js),
    "/words.js": .script(PackageResources.words_js),
    "/make.js": .script(PackageResources.make_js),
    "/api.js": .script(PackageResources.api_js),
    "/safe.js": .script(PackageResources.safe_js),
    "/place.js": .script(PackageResources.place_js),
    "/board.js": .script(PackageResources.board_js),
    "/working.js": .script(PackageResources.working_js),
    "/past.js": .script(PackageResources.past_js),
    "/sheet.js": .script(PackageResources.sheet_js),
    "/predict.js": .script(PackageResources.predict_js),
    "/runs.js": .script(PackageResources.runs_js), "/points.js": .script(PackageResources.points_js),
    "/trainings.js": .script(PackageResources.trainings_js),
    "/network.js": .script(PackageResources.network_js), "/playground.js": .script(PackageResources.playground_js),
  ]
}
