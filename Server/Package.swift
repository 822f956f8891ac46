// swift-tools-version: 6.1
import PackageDescription

// The HTTP of `gradus serve`. A package of its own, so that nobody who builds the command or uses the library fetches and builds a web server:
// Documentation/Decisions/0036-the-server-is-a-package-of-its-own.md.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "GradusServer",
  products: [.executable(name: "gradus-serve", targets: ["gradus-serve"])],
  dependencies: [
    .package(name: "Gradus", path: ".."),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
  ],
  targets: [
    .target(
      name: "GradusServer",
      dependencies: [
        .product(name: "GradusService", package: "Gradus"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
      ],
      resources: [.embedInCode("Page")],
      swiftSettings: settings),
    .executableTarget(
      name: "gradus-serve",
      dependencies: [
        "GradusServer", .product(name: "GradusService", package: "Gradus"),
        .product(name: "GradusProgram", package: "Gradus"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "GradusServerTests",
      dependencies: [
        "GradusServer", .product(name: "GradusService", package: "Gradus"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ],
      swiftSettings: settings),
  ]
)
