internal import Scanning
internal import SupplyChain

/// Reads `packages.lock.json`, versions 1 and 2: every package with its version and digest, per target framework, who needs whom, and what the project asks for itself.
///
/// One package and version under several frameworks is one package, its needs united. What is of type `Project` is first party: its name is known, and the layout finds its folder (decision 026). Whether the
/// project needs a package to run or only to build, the project file says (`Gap.noScopes`, decision 021).
enum NuGetLockReader: Extractor {
    static let reader = "nuget-lock"
    static let coverage: Coverage = [.components, .relationships, .versions, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName
        let isNamed = name == "packages.lock.json" || (name.hasPrefix("packages.") && name.hasSuffix(".lock.json"))
        return isNamed && ByteSearch.firstMark(ByteSearch.start(of: document, 64)) == UInt8(ascii: "{")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        let version = json.root["version"]?.integer ?? 0
        guard version == 1 || version == 2 else { throw .unsupportedVersion(found: "\(version)", supported: "1, 2") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        extract.gaps = [.noScopes]
        _ = extract.subject()
        let under = extract.place("dependencies")
        let frameworks = json.root["dependencies"]
        if frameworks?.kind != .object {
            extract.diagnose(
                .invalidValue(field: "dependencies", value: frameworks?.kind.rawValue ?? "", expected: "object"), .error, at: under)
        }
        var walk = NuGetLockWalk(extract: extract)
        for (key, list) in (frameworks ?? .nothing).members {
            guard let framework = key.string else { continue }
            walk.packages(of: framework, list, at: walk.extract.place(under: under, framework))
        }
        walk.edges()
        walk.extract.attachLooseParts()
        return walk.extract
    }
}
