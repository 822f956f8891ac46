// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library module and what it may import: layers import downward only.
func layer(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one module.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.byName(name: name), "_GradusTestSupport"] + dependencies,
    resources: resources,
    swiftSettings: settings)
}

let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")

let package = Package(
  name: "Gradus",
  products: [
    .library(name: "Gradus", targets: ["Gradus"]),
    .library(name: "GradusONNX", targets: ["GradusONNX"]),
    .library(name: "GradusService", targets: ["GradusService"]),
    .library(name: "GradusProgram", targets: ["CProgram"]),
    .executable(name: "gradus", targets: ["gradus-cli"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
  ],
  targets: [
    // The doors to C.
    .target(name: "CStack"),
    // How the doors below open a library when it is first needed.
    .target(name: "CLibrary", linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "COneDNN", dependencies: ["CKernels"], linkerSettings: [.linkedLibrary("dl")]),
    // The settings of a process and its `operator new`: for executables, never below a library.
    .target(name: "CProgram", dependencies: ["COneDNN", "CMPI"]),
    .target(name: "CLAPACK", dependencies: ["CKernels"], linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CKernels", linkerSettings: [.linkedLibrary("m"), .linkedLibrary("dl")]),
    .target(name: "CZlib", dependencies: ["CLibrary"]),
    .target(name: "CPNG", dependencies: ["CLibrary"]),
    .target(name: "CJPEG", dependencies: ["CLibrary"]),
    .target(name: "CSQLite", dependencies: ["CLibrary"]),
    .target(name: "CFiles"),
    .target(name: "CChild"),
    // MPI, in programs that its launcher began; Scripts/setup.sh compiles the shims.
    .target(name: "CMPI", exclude: ["Shim.c"], linkerSettings: [.linkedLibrary("dl")]),

    // Formulas.
    layer("GradusExpression", ["CStack", bigInt]),
    layer("GradusNotation", ["GradusExpression", bigInt]),
    layer("GradusRewriting", ["GradusExpression"]),
    layer("GradusCalculus", ["GradusExpression", "GradusRewriting"]),
    layer(
      "GradusSolving",
      [
        "GradusExpression", "GradusRewriting", "GradusCalculus", "GradusPlan", "GradusKernels", "GradusCompilation",
        "GradusOptimization", "CLAPACK", bigInt,
      ]),
    // An answer as data: command, sheets, marking and JSON show the same.
    layer(
      "GradusPaper",
      [
        "GradusExpression", "GradusNotation", "GradusRewriting", "GradusCalculus", "GradusKernels", "GradusSolving",
        "GradusLearning",
      ]),

    // Speed.
    layer("GradusPlan", ["GradusExpression"]),
    layer("GradusKernels", ["GradusExpression", "GradusPlan", "COneDNN", "CLAPACK", "CKernels", "CMPI"]),

    // Formulas as functions of numbers.
    layer("GradusCompilation", ["GradusExpression", "GradusCalculus", "GradusPlan", "GradusKernels"]),

    // Learning.
    layer("GradusOptimization", ["GradusExpression", "GradusPlan", "GradusKernels"]),
    layer(
      "GradusLearning",
      [
        "GradusExpression", "GradusNotation", "GradusCalculus", "GradusPlan", "GradusKernels", "GradusOptimization",
      ]),
    layer(
      "GradusExchange",
      [
        "GradusExpression", "GradusLearning", "GradusOptimization", "CZlib", "CPNG", "CJPEG", "CSQLite", "CFiles",
      ]),
    // A product of its own: who does not exchange graphs does not build the format's messages.
    layer(
      "GradusONNX",
      [
        "GradusExpression", "GradusNotation", "GradusOptimization", "GradusLearning", "GradusExchange",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ]),
    layer(
      "GradusSheet",
      [
        "GradusExpression", "GradusNotation", "GradusCalculus", "GradusCompilation", "GradusSolving", "GradusPaper",
        "GradusKernels", "GradusOptimization", "GradusLearning",
      ]),

    // What a request to `gradus serve` means; the HTTP around it is a package of its own, Server.
    layer(
      "GradusService",
      [
        "GradusExpression", "GradusCalculus", "GradusPlan", "GradusKernels", "GradusLearning", "GradusExchange",
        "GradusPaper", "CChild",
      ]),

    layer(
      "Gradus",
      [
        "GradusExpression", "GradusNotation", "GradusRewriting", "GradusCalculus", "GradusSolving", "GradusPlan",
        "GradusKernels", "GradusCompilation", "GradusOptimization", "GradusLearning", "GradusExchange", "GradusPaper",
        "GradusSheet",
      ]),
    .executableTarget(
      name: "gradus-cli",
      dependencies: [
        "Gradus", "GradusONNX", "GradusService", "CProgram",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // Tests.
    .target(
      name: "_GradusTestSupport", dependencies: ["GradusExpression"], path: "Tests/_GradusTestSupport",
      swiftSettings: settings),
    // Random inputs by the million, counted: `make fuzz`. No product, so that who builds the command does not build it.
    .executableTarget(
      name: "gradus-fuzz",
      dependencies: [
        "Gradus", "GradusONNX", "_GradusTestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/gradus-fuzz", swiftSettings: settings),
    tests("GradusExpression", [bigInt]),
    tests("GradusNotation", ["GradusExpression", "GradusCalculus"], resources: [.copy("Fixtures")]),
    tests("GradusRewriting", ["GradusExpression"]),
    tests("GradusCalculus", ["GradusExpression", "GradusRewriting"]),
    tests(
      "GradusSolving", ["GradusExpression", "GradusNotation", "GradusKernels", bigInt], resources: [.copy("Fixtures")]),
    tests("GradusPaper", ["GradusExpression", "GradusNotation", "GradusSolving"]),
    tests("GradusPlan", ["GradusExpression", "GradusCalculus"]),
    .target(name: "_HeapCounter", path: "Tests/_HeapCounter", linkerSettings: [.linkedLibrary("dl")]),
    tests(
      "GradusKernels",
      [
        "GradusExpression", "GradusCalculus", "GradusPlan", "GradusOptimization", "COneDNN", "CProgram", "CKernels",
        "_HeapCounter",
      ]),
    tests("GradusCompilation", ["GradusExpression", "GradusCalculus", "GradusKernels", "GradusPlan", "_HeapCounter"]),
    tests("GradusOptimization", ["GradusExpression"], resources: [.copy("Fixtures")]),
    tests(
      "GradusLearning",
      [
        "GradusExpression", "GradusCalculus", "GradusPlan", "GradusKernels", "GradusOptimization", "GradusExchange",
      ],
      resources: [.copy("Fixtures")]),
    tests(
      "GradusExchange", ["GradusExpression", "GradusLearning", "GradusOptimization"], resources: [.copy("Fixtures")]),
    tests(
      "GradusONNX",
      [
        "GradusExpression", "GradusOptimization", "GradusLearning", "GradusExchange",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ]),
    tests("Gradus", ["GradusExpression", "GradusNotation", "GradusCalculus"]),
    tests("GradusSheet", ["GradusExpression", "GradusNotation", "GradusCalculus", "GradusSolving", "GradusLearning"]),
    tests(
      "GradusService",
      ["gradus-cli", "GradusLearning", "GradusExchange", "GradusPaper", "GradusOptimization"]),
    .testTarget(name: "DocumentationTests", dependencies: ["Gradus"], swiftSettings: settings),
    .testTarget(name: "GradusCLITests", dependencies: ["gradus-cli", "_GradusTestSupport"], swiftSettings: settings),
  ]
)
