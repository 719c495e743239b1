import Assembly
import SupplyChain
import Testing

/// Requirements without version, and what the lock beside them made of them (decision 008).
struct DeclaredRequirementTests {
    /// A document about the project of its folder that needs `packages` directly.
    private static func document(
        _ file: String, _ packages: [String], scope: DependencyScope = .runtime, certainty: Certainty = .known, others: [String] = [],
        members: [String] = [], reader: String = "reader"
    ) -> Extract {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let digest = "sha256:\(name)\(packages)\(others)\(members)"
        var extract = Extract(file: file, digest: digest, reader: reader, rank: .supplier)
        let subject = extract.subject()
        for (number, purl) in packages.enumerated() {
            let place = extract.place("direct", number)
            let record = extract.add(.package, at: place)
            extract.identify(record, by: .packageURL, purl, at: place)
            extract.relate(subject, .dependsOn, to: record, at: place, scope: scope, certainty: certainty)
        }
        for (number, purl) in others.enumerated() {
            let place = extract.place("others", number)
            extract.identify(extract.add(.package, at: place), by: .packageURL, purl, at: place)
        }
        for pattern in members { extract.claimMembers(pattern, at: extract.place("members")) }
        return extract
    }

    private static func assembled(_ extracts: [Extract]) -> Assembled {
        assemble(ProjectLayout.applied(to: extracts, roots: [.init(prefix: "", name: "app", isFolder: true)]))
    }

    private static func packages(_ assembled: Assembled) -> [String] {
        assembled.graph.nodes.map(\.id.text).filter { $0.hasPrefix("pkg:") }
    }

    private static func needs(_ assembled: Assembled) -> [String] {
        let graph = assembled.graph
        return graph.relationships.filter { $0.kind == .dependsOn }.map { "\(graph.nodes[$0.from].id) > \(graph.nodes[$0.to].id)" }
    }

    private static func open(_ assembled: Assembled) -> [Diagnostic.Problem] {
        assembled.diagnostics.map(\.problem).filter { if case .unsettledRequirement = $0 { true } else { false } }
    }

    @Test func `a requirement is what the lock beside it chose, with both places`() throws {
        let result = Self.assembled([
            Self.document("package.json", ["pkg:npm/react"]),
            Self.document("package-lock.json", ["pkg:npm/react@18.3.1"], others: ["pkg:npm/react@17.0.2"]),
        ])
        #expect(Self.packages(result) == ["pkg:npm/react@17.0.2", "pkg:npm/react@18.3.1"])
        let edge = try #require(result.graph.relationships.first { $0.kind == .dependsOn })
        let concluded = edge.sources.filter { $0.reader == "declared" }
        #expect(concluded.map { "\($0.file)\($0.place)" } == ["package-lock.json/direct/0", "package.json/direct/0"])
        #expect(edge.sources.count == 4)
        #expect(Self.open(result).isEmpty)
    }

    @Test func `without a lock the package without version stands as itself`() {
        let result = Self.assembled([Self.document("package.json", ["pkg:npm/react"])])
        #expect(Self.packages(result) == ["pkg:npm/react"])
        #expect(Self.open(result).isEmpty)
    }

    @Test func `two versions that the project itself asks for leave a requirement open`() {
        let result = Self.assembled([
            Self.document("pyproject.toml", ["pkg:pypi/numpy"]),
            Self.document("uv.lock", ["pkg:pypi/numpy@1.26.4", "pkg:pypi/numpy@2.1.0"]),
        ])
        #expect(Self.packages(result) == ["pkg:pypi/numpy", "pkg:pypi/numpy@1.26.4", "pkg:pypi/numpy@2.1.0"])
        #expect(
            Self.open(result) == [
                .unsettledRequirement(name: "pkg:pypi/numpy", candidates: ["pkg:pypi/numpy@1.26.4", "pkg:pypi/numpy@2.1.0"])
            ])
    }

    @Test func `a package that the lock does not name stays open, and that is said`() {
        let result = Self.assembled([
            Self.document("package.json", ["pkg:npm/absent"]), Self.document("package-lock.json", ["pkg:npm/react@18.3.1"]),
        ])
        #expect(Self.packages(result) == ["pkg:npm/absent", "pkg:npm/react@18.3.1"])
        #expect(Self.open(result) == [.unsettledRequirement(name: "pkg:npm/absent", candidates: [])])
    }

    @Test func `a lock of another kind of package says nothing about a requirement`() {
        let result = Self.assembled([
            Self.document("package.json", ["pkg:npm/react"]), Self.document("uv.lock", ["pkg:pypi/react@1"]),
        ])
        #expect(Self.packages(result) == ["pkg:npm/react", "pkg:pypi/react@1"])
        #expect(Self.open(result).isEmpty)
    }

    @Test func `a lock that does not tell what is direct offers every package of the name`() {
        let result = Self.assembled([
            Self.document("pyproject.toml", ["pkg:pypi/torch", "pkg:pypi/six"]),
            Self.document("poetry.lock", ["pkg:pypi/torch@2.6.0"], certainty: .assumed, others: ["pkg:pypi/six@1.16.0"]),
        ])
        #expect(Self.packages(result) == ["pkg:pypi/six@1.16.0", "pkg:pypi/torch@2.6.0"])
    }

    @Test func `two projects with the same manifest and different locks never meet`() {
        let result = Self.assembled([
            Self.document("web/package.json", ["pkg:npm/react"]), Self.document("api/package.json", ["pkg:npm/react"]),
            Self.document("web/package-lock.json", ["pkg:npm/react@18.3.1"]),
            Self.document("api/package-lock.json", ["pkg:npm/react@17.0.2"]),
        ])
        #expect(Self.needs(result) == ["package:api > pkg:npm/react@17.0.2", "package:web > pkg:npm/react@18.3.1"])
        #expect(Self.packages(result) == ["pkg:npm/react@17.0.2", "pkg:npm/react@18.3.1"])
    }

    @Test func `one project with a lock and one without, of the same manifest, stay apart`() {
        let result = Self.assembled([
            Self.document("web/package.json", ["pkg:npm/react"]), Self.document("api/package.json", ["pkg:npm/react"]),
            Self.document("web/package-lock.json", ["pkg:npm/react@18.3.1"]),
        ])
        #expect(Self.needs(result) == ["package:api > pkg:npm/react", "package:web > pkg:npm/react@18.3.1"])
    }

    @Test func `a nested folder uses the lock around it only as a member of the workspace`() {
        func documents(_ members: [String]) -> [Extract] {
            [
                Self.document("package.json", [], members: members), Self.document("yarn.lock", [], others: ["pkg:npm/react@18.3.1"]),
                Self.document("packages/ui/package.json", ["pkg:npm/react"]),
            ]
        }
        #expect(Self.packages(Self.assembled(documents(["packages/*"]))) == ["pkg:npm/react@18.3.1"])
        #expect(Self.packages(Self.assembled(documents([]))) == ["pkg:npm/react", "pkg:npm/react@18.3.1"])
        #expect(Self.packages(Self.assembled(documents(["apps/**"]))) == ["pkg:npm/react", "pkg:npm/react@18.3.1"])
    }

    @Test func `what the lock of a workspace says of a member counts before the rest of it`() {
        var lock = Self.document("uv.lock", ["pkg:pypi/numpy@1.26.4"])
        let member = lock.add(.package, at: .whole)
        lock.identify(member, by: .project, "packages/ui", at: .whole)
        let chosen = lock.add(.package, at: .whole)
        lock.identify(chosen, by: .packageURL, "pkg:pypi/numpy@2.1.0", at: .whole)
        lock.relate(member, .dependsOn, to: chosen, at: .whole)
        let result = Self.assembled([
            lock, Self.document("pyproject.toml", ["pkg:pypi/numpy"]), Self.document("packages/ui/pyproject.toml", ["pkg:pypi/numpy"]),
        ])
        #expect(Self.needs(result) == ["package:ui > pkg:pypi/numpy@2.1.0", "product:app > pkg:pypi/numpy@1.26.4"])
    }

    @Test func `a requirement on another member of the workspace is that member`() {
        var lock = Self.document("package-lock.json", ["pkg:npm/react@18.3.1"])
        let member = lock.add(.package, at: .whole)
        lock.identify(member, by: .project, "packages/ui", at: .whole)
        lock.set(.name, of: member, to: "@acme/ui", at: .whole)
        lock.relate(lock.subject(), .dependsOn, to: member, at: .whole)
        let result = Self.assembled([
            lock, Self.document("package.json", ["pkg:npm/%40acme/ui"]), Self.document("packages/ui/package.json", ["pkg:npm/react"]),
        ])
        #expect(!Self.packages(result).contains("pkg:npm/%40acme/ui"))
        #expect(Self.needs(result).contains { $0.hasPrefix("product:app > package:") })
    }

    @Test func `a requirement of a channel is what the lock chose, and one of any other kind of address is not`() {
        let result = Self.assembled([
            Self.document("environment.yml", ["pkg:conda/numpy?channel=conda-forge", "pkg:conda/scipy", "pkg:pypi/a?vcs_url=git.example"]),
            Self.document(
                "conda-lock.yml", [],
                others: ["pkg:conda/numpy@1.26.4?channel=conda-forge", "pkg:conda/scipy@1.13.0?channel=acme", "pkg:pypi/a@1.0"]),
        ])
        #expect(
            Self.needs(result) == [
                "product:app > pkg:conda/numpy@1.26.4?channel=conda-forge", "product:app > pkg:conda/scipy@1.13.0?channel=acme",
                "product:app > pkg:pypi/a?vcs_url=git.example",
            ])
    }

    @Test func `images and actions are settled by no lock file`() {
        let result = Self.assembled([
            Self.document("compose.yaml", ["pkg:docker/redis"]), Self.document("Dockerfile", ["pkg:docker/redis@7"]),
        ])
        #expect(Self.packages(result) == ["pkg:docker/redis", "pkg:docker/redis@7"])
    }

    @Test func `order and repetition change nothing, and a move only the places`() {
        for seed in 0..<60 {
            var random = SplitMix(state: UInt64(seed))
            var extracts: [Extract] = []
            let names = ["a", "b", "c"]
            for folder in ["", "x/", "x/y/", "z/"] {
                let wanted = names.filter { _ in random.below(2) == 0 }
                extracts.append(
                    Self.document("\(folder)package.json", wanted.map { "pkg:npm/\($0)" }, members: random.below(2) == 0 ? ["**"] : []))
                guard random.below(2) == 0 else { continue }
                let locked = names.flatMap { name in (0..<random.below(3)).map { "pkg:npm/\(name)@\($0)" } }
                extracts.append(Self.document("\(folder)package-lock.json", locked, certainty: random.below(2) == 0 ? .known : .assumed))
            }
            let first = Self.assembled(extracts)
            for _ in 0..<3 {
                let again = Self.assembled((extracts + extracts.filter { _ in random.below(2) == 0 }).shuffled(using: &random))
                #expect(again.graph == first.graph, "seed \(seed)")
                #expect(again.diagnostics == first.diagnostics, "seed \(seed)")
            }
        }
    }

    @Test func `a lock, a bill and a list of an image speak of one package`() throws {
        var bill = Extract(file: "bom.json", digest: "sha256:bill", reader: "cyclonedx", rank: .supplier)
        _ = bill.add(.package, id: "pkg:pypi/torch@2.6.0", at: bill.place("components", 0))
        var image = Extract(file: "image/status.json", digest: "sha256:image", reader: "spdx", rank: .supplier)
        let record = image.add(.package, at: image.place("packages", 4))
        image.identify(record, by: .packageURL, "pkg:pypi/torch@2.6.0", at: image.place("packages", 4))
        let graph = Self.assembled([bill, image, Self.document("uv.lock", ["pkg:pypi/torch@2.6.0"])]).graph
        let torch = try #require(graph.nodes.first { $0.id == "pkg:pypi/torch@2.6.0" })
        #expect(torch.sources.map(\.file) == ["bom.json", "image/status.json", "uv.lock"])
    }
}

/// Files that state what is needed, without a lock.
struct MissingLockTests {
    private func missing(_ extracts: [Extract]) -> [String] {
        assemble(ProjectLayout.applied(to: extracts, roots: [.init(prefix: "", name: "app", isFolder: true)])).diagnostics.compactMap {
            if case .missingLock(let ecosystem) = $0.problem { "\($0.location.file) \(ecosystem)" } else { nil }
        }
    }

    private func manifest(_ file: String, gaps: [Gap] = [], _ packages: [String] = []) -> Extract {
        var extract = Extract(file: file, digest: "sha256:\(file)", reader: "some-manifest", rank: .supplier)
        let subject = extract.subject()
        for purl in packages {
            let record = extract.add(.package, at: .whole)
            extract.identify(record, by: .packageURL, purl, at: .whole)
            extract.relate(subject, .dependsOn, to: record, at: .whole)
        }
        extract.gaps = gaps
        return extract
    }

    @Test func `a manifest beside no lock is named once for each kind of package`() {
        #expect(missing([manifest("package.json", ["pkg:npm/a", "pkg:npm/b"])]) == ["package.json npm"])
        #expect(missing([manifest("a.txt", ["pkg:npm/a", "pkg:pypi/b"])]) == ["a.txt npm", "a.txt pypi"])
        #expect(missing([manifest("package.json", gaps: [.noVersions])]) == ["package.json some-manifest"])
    }

    @Test func `a manifest with its lock is not`() {
        #expect(missing([manifest("package.json", ["pkg:npm/a"]), manifest("package-lock.json", ["pkg:npm/a@1"])]).isEmpty)
        #expect(missing([manifest("package.json", gaps: [.noVersions]), manifest("package-lock.json", ["pkg:npm/a@1"])]).isEmpty)
        #expect(missing([manifest("x/package.json", gaps: [.noVersions]), manifest("package-lock.json", ["pkg:npm/a@1"])]).count == 1)
    }
}
