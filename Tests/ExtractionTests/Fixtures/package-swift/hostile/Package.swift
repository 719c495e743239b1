let package = Package(
    name: "‮pohs",
    dependencies: [
        .package(url: "https://user:PLANTED@git.example/acme/lib.git", from: "1.0.0"),
        .package(url: "file:///etc/passwd", from: "1.0.0"),
        .package(path: "../../../../../etc"),
        .package(url: "", from: "1.0.0"),
        .package(
            url: (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("https://git.example/acme/deep.git")))))))))))))))))))))))))))))))))))))))))))))))))))))))))))),
            from: "1.0.0"),
    ]
)
