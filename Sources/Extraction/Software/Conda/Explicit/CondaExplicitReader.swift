internal import Scanning
internal import SupplyChain

/// Reads explicit lists of conda (`conda-linux-64.lock`, `conda list --explicit`): the address of one build a line, below `@EXPLICIT`.
///
/// Name and version stand in the file name of the build. A flat list (`Gap.noEdges`) that does not say what the project itself asks for: the subject is taken to need all of it (`Certainty.assumed`). What
/// conda-lock writes for `pip` stands in comments (`# pip name @ address`) and is read too.
enum CondaExplicitReader: Extractor {
    static let reader = "conda-explicit"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        let start = ByteSearch.start(of: document, 4_096)
        return start.starts(with: "@EXPLICIT".utf8) || ByteSearch.contains(start, "\n@EXPLICIT")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        if ByteSearch.isWide(document.bytes[...]) { throw .notUTF8(place: "offset 0") }
        var walk = CondaExplicitWalk(extract: Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier))
        for (number, line) in Lines(document.bytes) { walk.take(String(decoding: line, as: UTF8.self).trimmed, number) }
        walk.extract.gaps.append(.noEdges)
        return walk.extract
    }
}

/// One pass over an explicit list.
private struct CondaExplicitWalk {
    var extract: Extract
    private let subject: RecordIndex
    private var channels = CondaChannels()
    private var registries = StatedRegistries()

    init(extract: Extract) {
        var extract = extract
        subject = extract.subject()
        self.extract = extract
    }

    mutating func take(_ line: String, _ number: Int) {
        if line.hasPrefix("# pip ") { return pip(String(line.dropFirst(6)), number) }
        guard !line.isEmpty, line.first != "#", line != "@EXPLICIT" else { return }
        let place = extract.place(line: number)
        let address = line.prefix { $0 != "#" }
        guard let (name, version) = Self.build(address.split(separator: "/").last ?? "") else {
            return extract.diagnose(.unreadableLine(extract.clean(String(line.prefix(80)))), at: place)
        }
        let channel = CondaChannel(ofPackageAt: String(address))
        let record = extract.add(.package, at: place)
        extract.describe(record, conda: name, version: version, channel: channel, at: place)
        extract.relate(subject, .dependsOn, to: record, at: place, scope: .runtime, certainty: .assumed)
        channels.distribute(record, from: channel, at: place, in: &extract)
    }

    /// `name @ address --hash=…`, and what other versions of the tool make of it.
    private mutating func pip(_ line: String, _ number: Int) {
        let place = extract.place(line: number)
        guard let requirement = RequirementLine(line) else {
            return extract.diagnose(.unreadableLine(extract.clean(String(line.prefix(80)))), at: place)
        }
        let address = requirement.url.map { String($0.prefix { $0 != "#" }) }
        let record = extract.add(.package, at: place)
        let wheel = address.flatMap { Self.wheel($0) }
        extract.describe(
            record, python: requirement.name, version: requirement.version ?? wheel, source: wheel == nil ? address : nil, at: place)
        extract.relate(subject, .dependsOn, to: record, at: place, scope: .runtime, certainty: .assumed)
        if let address, wheel != nil { registries.distribute(record, from: address, at: place, in: &extract) }
    }

    /// `name-version-build.conda`: a version and a build hold no hyphen.
    private static func build(_ file: Substring) -> (name: String, version: String)? {
        guard let end = [".conda", ".tar.bz2"].first(where: { file.hasSuffix($0) }) else { return nil }
        let parts = file.dropLast(end.utf8.count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return (parts.dropLast(2).joined(separator: "-"), String(parts[parts.count - 2]))
    }

    /// The version in the name of an archive of a registry: `name-1.0-py3-none-any.whl`, `name-1.0.tar.gz`.
    private static func wheel(_ address: String) -> String? {
        guard let file = address.split(separator: "/").last, !address.hasPrefix("git+") else { return nil }
        if file.hasSuffix(".whl") { return file.split(separator: "-").dropFirst().first.map(String.init) }
        guard file.hasSuffix(".tar.gz") else { return nil }
        return file.dropLast(7).split(separator: "-").last.flatMap { $0.first?.isNumber == true ? String($0) : nil }
    }
}
