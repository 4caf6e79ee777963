// swift-tools-version: 6.1
import PackageDescription

/// Warnings are errors in our own builds (the Makefile sets the variable); `unsafeFlags` would
/// keep other packages from depending on this one.
let strictFlags: [SwiftSetting] =
    Context.environment["ELECTRUM_MOCK_STRICT"] == nil
    ? [] : [.unsafeFlags(["-warnings-as-errors"])]

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + strictFlags

/// Loaded at a fixed address, the executable has no relocations: they would be 2 MB to read and
/// 1 MB to write at every start. OpenSSL, zlib and the library of C++ are linked in where `make build`
/// has put them, since to look up the names of the shared ones took a quarter of the start. Where the
/// code lies can be guessed then: Swift checks its own memory, a hole in the C would be easier to use.
/// Nor does anybody look for symbols in it.
/// The flags are unsafe only in name, and other packages depend on the library, which does without.
let fixedAddress: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-Xclang-linker", "-no-pie", "-Xlinker", "--no-export-dynamic",
            "-L\(Context.packageDirectory)/.build/archives", "-Xclang-linker", "-static-libgcc",
        ],
        .when(platforms: [.linux], configuration: .release))
]

/// The commit for `--version`, which the Makefile names; a build without it says only the version.
let commit: [CSetting] =
    Context.environment["ELECTRUM_MOCK_COMMIT"].map { [.define("COMMIT", to: $0)] } ?? []

/// The release binary of the Makefile leaves Foundation out; whoever links it as a shared library
/// must not.
let withoutFoundation: [Target] =
    Context.environment["ELECTRUM_MOCK_WITHOUT_FOUNDATION"] == nil
    ? [] : [.target(name: "WithoutFoundation")]

/// `make docs` alone needs the plugin.
let documentation: [Package.Dependency] =
    Context.environment["ELECTRUM_MOCK_DOCS"] == nil
    ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")]

/// The executable of `make fuzz`, which is not part of the product.
let fuzzing: [Target] =
    Context.environment["ELECTRUM_MOCK_FUZZING"] == nil
    ? []
    : [
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "ElectrumSwitch", "FuzzInputs", "HTTPMessages", "HTTPServing", "JSONTree",
            ],
            path: "Fuzzing/fuzz", swiftSettings: settings)
    ]

let package = Package(
    name: "electrum-mock",
    products: [
        .executable(name: "electrum-mock", targets: ["electrum-mock"]),
        .library(name: "ElectrumMock", targets: ["ElectrumMock"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ] + documentation,
    targets: [
        .executableTarget(
            name: "electrum-mock",
            dependencies: [
                "CEpoll", "Certification", "Conformance", "ElectrumMock", "ElectrumSwitch",
                "Escaping", "Exploration", "HTTPMessages", "HTTPServing", "Journal", "JSONTree",
                "Scenarios", "Till", "Vocabulary",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + withoutFoundation.map { .target(name: $0.name) },
            swiftSettings: settings,
            linkerSettings: fixedAddress),
        .target(
            name: "ElectrumMock",
            dependencies: [
                "Conformance", "ElectrumSwitch", "EmbeddedFiles", "HTTPMessages", "HTTPServing",
                "Journal",
                "JSONTree", "Scenarios", "Vocabulary",
            ],
            swiftSettings: settings),
        .target(
            name: "ElectrumSwitch",
            dependencies: [
                "EmbeddedFiles", "Escaping", "HTTPMessages", "Journal", "JSONTree", "Scenarios",
                "Vocabulary", "VoucherLedger",
            ],
            swiftSettings: settings),
        .target(
            name: "Scenarios",
            dependencies: [
                "EmbeddedFiles", "Escaping", "JSONTree", "Vocabulary",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings),
        .target(
            name: "Conformance",
            dependencies: [
                "EmbeddedFiles", "Escaping", "Journal", "JSONTree", "Vocabulary",
            ],
            swiftSettings: settings),
        .target(
            name: "Till", dependencies: ["HTTPServing", "JSONTree", "Vocabulary"],
            swiftSettings: settings),
        .target(
            name: "Exploration", dependencies: ["Vocabulary"], swiftSettings: settings),
        .target(
            name: "Certification",
            dependencies: [
                "Conformance", "Escaping", "JSONTree", "Journal", "Scenarios", "Vocabulary",
            ],
            swiftSettings: settings),
        .target(name: "Escaping", swiftSettings: settings),
        .target(
            name: "EmbeddedFiles", exclude: ["templates"],
            cSettings: [
                .headerSearchPath("../../scenarios"), .headerSearchPath("../Console"),
                .headerSearchPath("templates"),
            ] + commit),
        .target(name: "Vocabulary", swiftSettings: settings),
        .target(
            name: "Journal", dependencies: ["JSONTree", "Vocabulary"], swiftSettings: settings),
        .target(name: "VoucherLedger", dependencies: ["Vocabulary"], swiftSettings: settings),
        .target(name: "JSONTree", swiftSettings: settings),
        .target(
            name: "HTTPServing",
            dependencies: ["CEpoll", "COpenSSL", "CZlib", "HTTPMessages"],
            swiftSettings: settings),
        .target(name: "HTTPMessages", dependencies: ["Vocabulary"], swiftSettings: settings),
        .systemLibrary(name: "CEpoll"),
        .systemLibrary(name: "COpenSSL"),
        .systemLibrary(name: "CZlib"),

        .testTarget(
            name: "HTTPMessagesTests",
            dependencies: ["HTTPMessages", "TestSupport", "Vocabulary"], swiftSettings: settings),
        .testTarget(
            name: "ExplorationTests", dependencies: ["Exploration", "Scenarios", "Vocabulary"],
            swiftSettings: settings),
        .testTarget(
            name: "EscapingTests", dependencies: ["Escaping"], swiftSettings: settings),
        .testTarget(
            name: "JSONTreeTests", dependencies: ["JSONTree", "TestSupport", "Vocabulary"],
            swiftSettings: settings),
        .testTarget(
            name: "ElectrumSwitchTests",
            dependencies: [
                "ElectrumSwitch", "FuzzInputs", "HTTPMessages", "Journal", "JSONTree", "Scenarios",
                "Vocabulary", "VoucherLedger", "TestSupport",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ScenariosTests",
            dependencies: ["FuzzInputs", "JSONTree", "Scenarios", "TestSupport", "Vocabulary"],
            exclude: ["BrokenFiles"],
            swiftSettings: settings),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["Conformance", "Journal", "JSONTree", "TestSupport", "Vocabulary"],
            exclude: ["Report/Golden"],
            swiftSettings: settings),
        .testTarget(
            name: "JournalTests", dependencies: ["Journal", "JSONTree", "Vocabulary"],
            swiftSettings: settings),
        .testTarget(
            name: "ElectrumMockTests",
            dependencies: [
                "Conformance", "ElectrumMock", "ElectrumSwitch", "FuzzInputs", "HTTPMessages",
                "HTTPServing", "Journal", "JSONTree", "Scenarios", "Till", "Vocabulary",
                "TestSupport",
            ], exclude: ["Ladders/Golden"], swiftSettings: settings),
        .target(
            name: "TestSupport",
            dependencies: [
                "COpenSSL", "ElectrumSwitch", "FuzzInputs", "HTTPMessages", "JSONTree", "Till",
                "Vocabulary",
            ],
            path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(
            name: "HTTPServingTests",
            dependencies: [
                "COpenSSL", "CZlib", "HTTPMessages", "HTTPServing", "TestSupport", "Vocabulary",
            ],
            swiftSettings: settings),
        .target(
            name: "FuzzInputs",
            dependencies: [
                "Conformance", "ElectrumSwitch", "HTTPMessages", "Journal", "JSONTree",
                "Scenarios", "Till", "Vocabulary",
            ], path: "Tests/FuzzInputs", swiftSettings: settings),
        .testTarget(
            name: "TillTests", dependencies: ["JSONTree", "Till", "Vocabulary"],
            swiftSettings: settings),
        .testTarget(name: "TidyTests", swiftSettings: settings),
        .testTarget(
            name: "VocabularyTests", dependencies: ["Vocabulary"], swiftSettings: settings),
        .testTarget(
            name: "VoucherLedgerTests", dependencies: ["Vocabulary", "VoucherLedger"],
            swiftSettings: settings),
    ] + withoutFoundation + fuzzing,
    swiftLanguageModes: [.v6]
)
