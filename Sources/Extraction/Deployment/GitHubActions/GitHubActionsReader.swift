internal import Scanning
internal import SupplyChain

/// Reads workflows and actions of GitHub and of those that run the same: which actions, reusable workflows and images a build needs.
///
/// All of it is needed to build. The purl of an action is its repository's; the path of an action in it is left to the place. A reference that is a digest is exact, a tag or branch is what it says at the
/// time. What names variables is a mention: a build's key is no dependency of the product.
enum GitHubActionsReader: Extractor {
    static let reader = "github-actions"
    static let coverage: Coverage = [.components, .relationships, .versions, .services, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return false }
        let folders = document.folders.map { $0.lowercased() }
        if folders.suffix(2).last == "workflows", [".github", ".gitea", ".forgejo"].contains(folders.dropLast().last) { return true }
        let start = document.bytes.prefix(64 << 10)
        if name == "action.yml" || name == "action.yaml" {
            return holdsLine(start, "runs:") && ByteSearch.contains(start, "using:")
        }
        return holdsLine(start, "jobs:") && (ByteSearch.contains(start, " runs-on:") || ByteSearch.contains(start, " uses:"))
    }

    private static func holdsLine(_ bytes: ArraySlice<UInt8>, _ key: String) -> Bool {
        bytes.starts(with: key.utf8) || ByteSearch.contains(bytes, "\n" + key)
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(parsing: document.bytes, depth: document.depth)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteDuplicates(of: yaml)
        guard let root = yaml.root, root.mapping != nil else { throw .malformed(reason: "not a mapping", place: "line 1") }
        _ = extract.subject()
        var walk = GitHubActionsWalk(extract: extract, comments: VersionComments(document.bytes))
        walk.workflow(root)
        walk.action(root)
        return walk.extract
    }
}

/// What stands behind a `#` on the line of a `uses:`: there people write which release a digest is.
private struct VersionComments {
    private var versions: [Int: String] = [:]

    init(_ bytes: [UInt8]) {
        for (number, line) in Lines(bytes) {
            guard ByteSearch.contains(line, "uses:"), let mark = line.lastIndex(of: UInt8(ascii: "#")) else { continue }
            let text = String(decoding: line[(mark + 1)...], as: UTF8.self).trimmed
            let word = text.split(separator: " ").first.map(String.init) ?? ""
            let digits = word.drop { $0 == "v" }
            if digits.first?.isNumber == true, word.utf8.count <= 64 { versions[number] = word }
        }
    }

    subscript(line: Int) -> String? { versions[line] }
}

/// One pass over a workflow or an action.
private struct GitHubActionsWalk {
    var extract: Extract
    let comments: VersionComments
    private var images = ContainerImages()
    private var actions: [String: RecordIndex] = [:]

    init(extract: Extract, comments: VersionComments) {
        self.extract = extract
        self.comments = comments
    }

    mutating func workflow(_ root: YAMLValue) {
        variables(root["env"])
        for (name, job) in root["jobs"]?.mapping ?? [] {
            guard job.mapping != nil else {
                extract.diagnose(.invalidValue(field: "jobs.\(name)", value: "", expected: "mapping"), at: extract.place(line: job.line))
                continue
            }
            variables(job["env"])
            use(job["uses"])
            image(job["container"])
            for (_, service) in job["services"]?.mapping ?? [] { image(service) }
            runner(job["runs-on"])
            steps(job["steps"])
        }
    }

    mutating func action(_ root: YAMLValue) {
        guard let runs = root["runs"] else { return }
        if let image = runs["image"], let text = image.scalar, text.hasPrefix("docker://") { self.image(text, line: image.line) }
        steps(runs["steps"])
    }

    private mutating func steps(_ steps: YAMLValue?) {
        for step in steps?.sequence ?? [] {
            use(step["uses"])
            variables(step["env"])
        }
    }

    // MARK: What is used

    private mutating func use(_ uses: YAMLValue?) {
        guard let uses, let text = uses.scalar, !text.isEmpty else { return }
        let place = extract.place(line: uses.line)
        if text.hasPrefix("docker://") { return image(text, line: uses.line) }
        // An action beside the workflow is part of the same project, and its own file is read.
        guard !text.hasPrefix("./"), !text.hasPrefix("../") else { return }
        if let known = actions[text] { return need(known, at: place) }
        let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
        let path = parts[0].split(separator: "/").map(String.init)
        guard parts.count == 2, path.count >= 2, !text.contains("${{"),
            let purl = PackageURL(type: "github", namespace: path[0], name: path[1], version: parts[1])
        else {
            extract.diagnose(.invalidValue(field: "uses", value: text, expected: "owner/repository@ref"), at: place)
            let unknown = extract.add(.unknown, at: place)
            extract.set(.name, of: unknown, to: text, at: place)
            actions[text] = unknown
            return need(unknown, at: place)
        }
        let record = extract.add(.package, at: place)
        extract.identify(record, by: .packageURL, purl.canonical, at: place)
        extract.set(.name, of: record, to: path.prefix(2).joined(separator: "/"), at: place)
        extract.set(.version, of: record, to: parts[1], at: place)
        if let release = comments[uses.line] { extract.set(.trait, of: record, to: "release \(release)", at: place) }
        actions[text] = record
        need(record, at: place)
    }

    private mutating func image(_ container: YAMLValue?) {
        guard let container, let image = container["image"] ?? container.scalar.map({ _ in container }), !image.isNull else { return }
        self.image(image.scalar ?? "", line: image.line)
    }

    private mutating func image(_ text: String, line: Int) {
        let name = text.hasPrefix("docker://") ? String(text.dropFirst(9)) : text
        guard !name.isEmpty else { return }
        let place = extract.place(line: line)
        need(images.record(name.replacingExpressions, at: place, in: &extract), at: place)
    }

    private mutating func need(_ record: RecordIndex, at place: Place) {
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: .build, strength: .required)
    }

    // MARK: Who runs it

    /// Labels of machines that GitHub provides; others are one's own or somebody's whose name is not said.
    private mutating func runner(_ label: YAMLValue?) {
        guard let label else { return }
        for entry in label.sequence ?? [label] {
            guard let text = entry.scalar, ["ubuntu-", "windows-", "macos-"].contains(where: { text.hasPrefix($0) }) else { continue }
            let place = extract.place(line: entry.line)
            let service = extract.add(.service, id: "service:github-actions", at: place)
            extract.relate(extract.subject(), .dependsOn, to: service, at: place, scope: .build, strength: .configured)
        }
    }

    private mutating func variables(_ environment: YAMLValue?) {
        for (name, value) in environment?.mapping ?? [] {
            let address = value.scalar.flatMap { $0.hasPrefix("http") ? GatewayAddress.withoutSecrets($0) : nil }
            EnvironmentNames.note(
                name, value: address, by: extract.subject(), at: extract.place(line: value.line), strength: .mentioned, in: &extract)
        }
    }
}

extension String {
    /// `${{ … }}` as a variable, which no name of an image holds.
    fileprivate var replacingExpressions: String {
        var text = self
        var left = 64
        while left > 0, let open = text.firstRange(of: "${{") {
            left -= 1
            let close = text[open.upperBound...].firstRange(of: "}}")?.upperBound ?? text.endIndex
            text.replaceSubrange(open.lowerBound..<close, with: "$expression")
        }
        return text
    }
}
