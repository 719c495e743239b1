// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "shop",
    dependencies: [.package(url: "https://git.example/acme/lib.git", from: "1.0.0")]
)
