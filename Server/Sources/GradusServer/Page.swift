/// The files of the page, which stand in the program itself: there is no folder that a path could lead out of.
enum Page {
  /// A file as it is sent.
  struct File: Sendable {
    let type: String
    let bytes: [UInt8]
  }

  /// By the paths at which they are asked for.
  static let files: [String: File] = [
    "/": File(type: "text/html; charset=utf-8", bytes: PackageResources.index_html),
    "/style.css": File(type: "text/css; charset=utf-8", bytes: PackageResources.style_css),
    "/gradus.js": File(type: "text/javascript; charset=utf-8", bytes: PackageResources.gradus_js),
  ]
}
