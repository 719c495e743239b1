// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "shop",
    products: [.library(name: "Shop", targets: ["Shop"])],
    dependencies: [
        .package(url: "https://git.example/acme/lib.git", from: "1.0.0"),
        .package(url: "https://git.example/acme/pinned", exact: "2.5.0"),
        .package(name: "Old", url: "git@git.example:acme/old.git", .exact("0.9.0")),
        .package(url: "https://git.example/acme/branchy.git", branch: "main"),
        .package(url: "https://git.example/acme/ranged.git", .upToNextMinor(from: "3.1.0")),
        .package(id: "acme.registered", from: "4.0.0"),
        .package(name: "Near", path: "../near"),
        // .package(url: "https://git.example/acme/later.git", from: "1.0.0"),
    ],
    targets: [
        .target(name: "Shop", dependencies: [.product(name: "Lib", package: "lib")], plugins: [.plugin(name: "P", package: "lib")])
    ]
)
