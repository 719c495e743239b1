import Assembly
import SupplyChain
import Testing

/// Projects that documents of one build know by name (decision 026), and scopes that only the manifest tells (decision 021).
struct SiblingTests {
    private static let extent = [ProjectLayout.Root(prefix: "", name: "shop", isFolder: true)]

    /// A lock that names members without saying where they lie, each with the packages that it needs.
    private static func lock(_ file: String, _ members: [(name: String, needs: [String])], gaps: [Gap] = []) -> Extract {
        var extract = Extract(file: file, digest: "sha256:\(file)", reader: "lock", rank: .supplier)
        extract.gaps = gaps
        let subject = extract.subject()
        for (number, member) in members.enumerated() {
            let place = extract.place("members", number)
            let record = extract.add(.package, at: place)
            extract.set(.name, of: record, to: member.name, at: place)
            extract.meet(record, asSibling: "cargo:\(member.name)", at: place)
            extract.relate(subject, .dependsOn, to: record, at: place, certainty: .assumed)
            for need in member.needs {
                let package = extract.add(.package, at: place)
                extract.identify(package, by: .packageURL, need, at: place)
                extract.relate(record, .dependsOn, to: package, at: place)
            }
        }
        return extract
    }

    /// A manifest of the project in its folder.
    private static func manifest(
        _ file: String, called name: String, needs: [(purl: String, scope: DependencyScope)] = [], members: [String] = [],
        path: String? = nil
    ) -> Extract {
        var extract = Extract(file: file, digest: "sha256:\(file)\(name)", reader: "manifest", rank: .supplier)
        let subject = extract.subject()
        extract.set(.name, of: subject, to: name, at: .whole)
        extract.answer(subject, toSibling: "cargo:\(name)", at: .whole)
        for (number, need) in needs.enumerated() {
            let place = extract.place("needs", number)
            let package = extract.add(.package, at: place)
            extract.identify(package, by: .packageURL, need.purl, at: place)
            extract.relate(subject, .dependsOn, to: package, at: place, scope: need.scope)
        }
        if let path {
            let place = extract.place("path")
            let record = extract.add(.package, at: place)
            extract.identify(record, by: .project, path, at: place)
            extract.relate(subject, .dependsOn, to: record, at: place)
        }
        for pattern in members { extract.claimMembers(pattern, at: extract.place("members")) }
        return extract
    }

    private static func needs(_ extracts: [Extract]) -> [String] {
        let graph = assemble(ProjectLayout.applied(to: extracts, roots: extent)).graph
        return graph.relationships.filter { $0.kind == .dependsOn }.map {
            let certainty = $0.details.certainty == .known ? "" : "?"
            return "\(graph.nodes[$0.from].name) \($0.details.scope?.rawValue ?? "")\(certainty) \(graph.nodes[$0.to].id.text)"
        }.sorted()
    }

    @Test func `a member that the lock only names is the project in the folder of that name`() {
        let result = Self.needs([
            Self.lock("Cargo.lock", [("core", ["pkg:cargo/lib@1.0.0"]), ("web", ["pkg:cargo/lib@2.0.0"])]),
            Self.manifest("Cargo.toml", called: "root", members: ["crates/*"]),
            Self.manifest("crates/a/Cargo.toml", called: "core", needs: [("pkg:cargo/lib", .runtime)]),
            Self.manifest("crates/b/Cargo.toml", called: "web", needs: [("pkg:cargo/lib", .runtime)]),
        ])
        #expect(result.filter { $0.hasPrefix("core") } == ["core runtime pkg:cargo/lib@1.0.0"])
        #expect(result.filter { $0.hasPrefix("web") } == ["web runtime pkg:cargo/lib@2.0.0"])
        #expect(!result.contains { $0.hasSuffix("pkg:cargo/lib") })
    }

    @Test func `a name means nothing outside its build`() {
        let lock = Self.lock("one/Cargo.lock", [("core", ["pkg:cargo/lib@1.0.0"])])
        let other = Self.manifest("two/Cargo.toml", called: "core", needs: [("pkg:cargo/lib", .runtime)])
        let result = Self.needs([lock, Self.manifest("one/Cargo.toml", called: "root"), other])
        #expect(result.contains("core runtime pkg:cargo/lib"))
        #expect(result.contains("core runtime pkg:cargo/lib@1.0.0"))
    }

    @Test func `two members of one name leave the record as it is`() {
        let extracts = [
            Self.lock("Cargo.lock", [("core", ["pkg:cargo/lib@1.0.0"])]), Self.manifest("Cargo.toml", called: "root", members: ["*"]),
            Self.manifest("a/Cargo.toml", called: "core"), Self.manifest("b/Cargo.toml", called: "core"),
        ]
        let graph = assemble(ProjectLayout.applied(to: extracts, roots: Self.extent)).graph
        #expect(graph.nodes.count { $0.name == "core" } == 3)
    }

    @Test func `a project that is named by its own lock does not need itself`() {
        let result = Self.needs([
            Self.lock("Cargo.lock", [("root", ["pkg:cargo/lib@1.0.0"]), ("near", [])]),
            Self.manifest("Cargo.toml", called: "root", path: "near"), Self.manifest("near/Cargo.toml", called: "near"),
        ])
        #expect(result.filter { $0.contains("lib") } == ["root runtime pkg:cargo/lib@1.0.0"])
        #expect(!result.contains { $0.hasPrefix("root") && $0.contains("product:") })
    }

    @Test func `a folder that the build refers to answers as well as a member`() {
        let graph = assemble(
            ProjectLayout.applied(
                to: [
                    Self.lock("app/Cargo.lock", [("app", []), ("near", ["pkg:cargo/lib@1.0.0"])]),
                    Self.manifest("app/Cargo.toml", called: "app", path: "near"), Self.manifest("near/Cargo.toml", called: "near"),
                ], roots: Self.extent)
        ).graph
        #expect(graph.nodes.count { $0.name == "near" } == 1)
        #expect(graph.nodes.count { $0.name == "app" } == 1)
    }

    @Test func `the manifest tells for what a need of the lock is`() {
        let lock = Self.lock(
            "Cargo.lock", [("root", ["pkg:cargo/lib@1.0.0", "pkg:cargo/tester@1.0.0", "pkg:cargo/both@1.0.0", "pkg:cargo/only@1.0.0"])],
            gaps: [.noScopes])
        let manifest = Self.manifest(
            "Cargo.toml", called: "root",
            needs: [
                ("pkg:cargo/lib", .optional), ("pkg:cargo/tester", .development), ("pkg:cargo/both", .development),
                ("pkg:cargo/both", .build),
            ])
        let expected = [
            "root build pkg:cargo/both@1.0.0", "root development pkg:cargo/both@1.0.0", "root development pkg:cargo/tester@1.0.0",
            "root optional pkg:cargo/lib@1.0.0", "root runtime pkg:cargo/only@1.0.0",
        ]
        #expect(Self.needs([lock, manifest]) == expected)
        #expect(Self.needs([manifest, lock]) == expected)
    }

    @Test func `a lock that tells scopes keeps its own`() {
        let lock = Self.lock("Cargo.lock", [("root", ["pkg:cargo/lib@1.0.0"])])
        let manifest = Self.manifest("Cargo.toml", called: "root", needs: [("pkg:cargo/lib", .development)])
        #expect(Self.needs([lock, manifest]) == ["root development pkg:cargo/lib@1.0.0", "root runtime pkg:cargo/lib@1.0.0"])
    }

    @Test func `a document may speak for another folder than its own`() {
        var resolved = Self.manifest("App.xcodeproj/shared/Package.resolved", called: "app")
        resolved.projectFolder = ""
        let graph = assemble(ProjectLayout.applied(to: [resolved], roots: Self.extent)).graph
        #expect(graph.nodes.map(\.id.text) == ["product:app"])
    }
}
