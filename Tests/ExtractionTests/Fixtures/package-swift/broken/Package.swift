let host = "git.example"
let package = Package(
    name: "shop",
    dependencies: [
        .package(url: "https://\(host)/acme/computed.git", from: "1.0.0"),
        .package(url: base + "/acme/joined.git", from: "1.0.0"),
        .package(url: address, from: "1.0.0"),
        .package(url: "https://git.example/acme/kept.git", from: version),
        .package(path: "/srv/absolute"),
    ]
)
