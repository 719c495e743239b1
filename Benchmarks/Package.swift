// swift-tools-version: 6.3
import PackageDescription

// Apart from the main package, so that nobody who builds that builds this. One executable for each part that is measured.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "chokepoint", path: "..")],
    targets: [
        .executableTarget(
            name: "ReadBenchmark", dependencies: [.product(name: "Extraction", package: "chokepoint")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "GraphBenchmark", dependencies: [.product(name: "Kernels", package: "chokepoint")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
