// swift-tools-version: 6.3
import PackageDescription

/// What every module of ours is built with: the strict language, and no warning left standing.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // Values that borrow from a document, and that the compiler lets none outlive (decision 070).
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

/// Modules outside the kernels prove that they touch no raw memory.
let safe: [SwiftSetting] = strict + [.strictMemorySafety()]

/// One module of a floor and its tests.
///
/// Dependencies are listed from the floor below downwards; nothing else may be imported.
func floor(
    _ name: String, _ dependencies: [Target.Dependency], settings: [SwiftSetting] = safe, plugins: [Target.PluginUsage] = [],
    fixtures: [String] = []
)
    -> [Target]
{
    [
        .target(name: name, dependencies: dependencies, swiftSettings: settings, plugins: plugins),
        .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, exclude: fixtures, swiftSettings: strict),
    ]
}

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let toml: Target.Dependency = .product(name: "TOMLKit", package: "TOMLKit")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "chokepoint",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "chokepoint", targets: ["chokepoint"]),
        // For the benchmarks, a package of their own.
        .library(name: "Extraction", targets: ["Extraction", "SupplyChain", "Scanning"]),
        .library(name: "Kernels", targets: ["GraphTheory", "FaultTreeAnalysis"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // 1 · mathematics and bytes: no Foundation, no domain words
        floor("GraphTheory", [], settings: strict),
        floor("FaultTreeAnalysis", [], settings: strict),
        floor("Scanning", [], settings: strict),
        // 2 · the nouns
        floor("SupplyChain", ["GraphTheory", "Scanning"]),
        floor("CatalogSchema", ["SupplyChain", yams]),
        // 3 · documents → evidence → graph
        floor("Extraction", ["SupplyChain", "Scanning", yams, toml], fixtures: ["Fixtures"]),
        floor("Assembly", ["SupplyChain", "GraphTheory", "Scanning"]),
        floor("CatalogFacts", ["CatalogSchema", "SupplyChain", "Scanning"], plugins: ["CatalogCompiler"]),
        // 4 · flags and states
        floor("Propagation", ["SupplyChain", "GraphTheory", "FaultTreeAnalysis"]),
        floor("Resilience", ["SupplyChain", "GraphTheory", "FaultTreeAnalysis"]),
        // 5 · instruments of law → findings · cheapest changes
        floor("Policies", ["Propagation", "CatalogFacts", "CatalogSchema", "SupplyChain", "GraphTheory"], fixtures: ["Pages"]),
        floor("Planning", ["Resilience", "SupplyChain", "FaultTreeAnalysis"]),
        // 6 · words · pictures
        floor(
            "Reporting",
            [
                "CatalogSchema", "Policies", "Planning", "Propagation", "Resilience", "Assembly", "CatalogFacts", "Extraction",
                "SupplyChain", "Scanning",
            ]),
        floor("Diagrams", ["Propagation", "Resilience", "SupplyChain", "GraphTheory", "CGraphviz"]),
        floor("Records", ["SupplyChain", grdb]),
        // 7 · verbs, files, exit codes
        floor(
            "ChokepointCommand",
            [
                "Reporting", "Diagrams", "Policies", "Planning", "Propagation", "Resilience", "FaultTreeAnalysis", "Extraction",
                "CatalogFacts", "CatalogSchema",
                "Assembly",
                "SupplyChain", "Scanning", argumentParser,
            ], fixtures: ["Goldens"]),
    ].flatMap { $0 } + [
        .executableTarget(name: "chokepoint", dependencies: ["ChokepointCommand"], swiftSettings: safe),
        // The Catalog is compiled in: the tool checks `Catalog/**/*.yaml` and writes one Swift file holding it as a string.
        .executableTarget(
            name: "catalog-compiler", dependencies: ["CatalogSchema"], path: "Sources/CatalogCompilerTool", swiftSettings: safe),
        .plugin(name: "CatalogCompiler", capability: .buildTool(), dependencies: ["catalog-compiler"]),
        // Only `GraphvizRenderer.swift` imports CGraphviz, and only CGraphviz sees libgvc.
        .systemLibrary(
            name: "Libgvc", path: "Sources/Libgvc", pkgConfig: "libgvc", providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
        .target(name: "CGraphviz", dependencies: ["Libgvc"]),
    ]
)
