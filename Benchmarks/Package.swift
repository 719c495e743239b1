// swift-tools-version: 6.3
import PackageDescription

// Apart from the main package, so that nobody who builds that builds this.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "chokepoint", path: "..")],
    targets: [
        .executableTarget(
            name: "ReadBenchmark", dependencies: [.product(name: "Extraction", package: "chokepoint")],
            swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
