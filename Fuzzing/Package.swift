// swift-tools-version: 6.1
// What `make fuzz` runs; apart, so that the product knows nothing of it.
import PackageDescription

let package = Package(
    name: "Fuzzing",
    dependencies: [.package(name: "electrum-mock", path: "..")],
    targets: [
        // The modules behind the product are tested as they are, internal types included.
        .executableTarget(
            name: "fuzz",
            dependencies: [.product(name: "ElectrumMock", package: "electrum-mock")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
