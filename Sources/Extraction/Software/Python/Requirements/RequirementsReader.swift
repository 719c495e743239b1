internal import Scanning
internal import SupplyChain

/// Reads `requirements*.txt` and `*.in`: one requirement a logical line.
///
/// `==` pins a version; anything else leaves it open (`Gap.noVersions`). Extras and markers do not change what is needed. `-r` and `-c` name files that are read on their own if they lie in
/// the inputs. An index URL is a registry of its own for every requirement of the file. Hashes belong to artefacts, not to the package, and are not kept.
enum RequirementsReader: Extractor {
    static let reader = "requirements"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        let isNamed = name.hasSuffix(".txt") || name.hasSuffix(".in") || name.hasSuffix(".pip")
        guard isNamed,
            name.contains("requirement") || name.contains("constraints") || document.folder.lowercased().hasSuffix("requirements")
        else {
            return false
        }
        guard TextCheck.firstFault(in: document.isWhole ? document.bytes : []) == nil else { return true }
        var good = 0
        var bad = 0
        for (_, text) in logicalLines(document.bytes, most: 60) {
            if text.hasPrefix("-") || RequirementLine(text) != nil || DirectRequirement(text) != nil { good += 1 } else { bad += 1 }
        }
        return good > bad || (good == 0 && bad == 0)
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        let subject = extract.subject()
        var registries: [RecordIndex] = []
        var packages: [RecordIndex] = []
        for (number, text) in logicalLines(document.bytes) {
            let place = extract.place(line: number)
            if text.hasPrefix("-"), DirectRequirement(text) == nil {
                option(text, at: place, &extract, &registries)
                continue
            }
            if let direct = DirectRequirement(text) {
                add(direct, of: document, at: place, to: &extract)
                continue
            }
            guard let requirement = RequirementLine(text) else {
                extract.diagnose(.unreadableLine(String(text.prefix(80))), at: place)
                continue
            }
            let record = extract.add(.package, at: place)
            let source = requirement.url.map { String($0.prefix { $0 != "#" }) }
            extract.describe(record, python: requirement.name, version: requirement.version, source: source, at: place)
            if requirement.version == nil, requirement.url == nil, !extract.gaps.contains(.noVersions) { extract.gaps.append(.noVersions) }
            extract.relate(subject, .dependsOn, to: record, at: place)
            if requirement.url == nil { packages.append(record) }
        }
        for registry in registries {
            for package in packages {
                extract.relate(package, .distributedBy, to: registry, at: extract.records[Int(registry.index)].place)
            }
        }
        extract.gaps += [.noEdges, .noTransitive]
        return extract
    }

    /// A requirement by address or folder alone.
    ///
    /// The project itself, installed where it lies, is the subject.
    private static func add(_ direct: DirectRequirement, of document: SourceDocument, at place: Place, to extract: inout Extract) {
        let subject = extract.subject()
        guard direct.isLocal else {
            let record = extract.add(.package, at: place)
            if let name = direct.name {
                extract.describe(record, python: name, version: nil, source: direct.address, at: place)
            } else {
                extract.set(.name, of: record, to: direct.lastPart, at: place)
                extract.set(.reference, of: record, to: direct.address, at: place)
            }
            return extract.relate(subject, .dependsOn, to: record, at: place)
        }
        guard let project = FolderPath.resolve(direct.address, from: document.folders.map(String.init)) else {
            return extract.diagnose(.notFollowed(direct.address), .note, at: place)
        }
        if project == document.folder { return }
        let record = extract.add(.package, at: place)
        extract.set(.name, of: record, to: direct.name ?? direct.lastPart, at: place)
        extract.identify(record, by: .project, project, at: place)
        extract.relate(subject, .dependsOn, to: record, at: place)
    }

    private static func option(_ text: String, at place: Place, _ extract: inout Extract, _ registries: inout [RecordIndex]) {
        let parts = text.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "=" || $0 == "\t" })
        let value = parts.count > 1 ? parts[1].drop { $0 == " " || $0 == "=" } : ""
        switch parts.first {
        case "-r", "--requirement", "-c", "--constraint":
            if value.hasPrefix("/") || value.contains("://") || value.hasPrefix("../") {
                extract.diagnose(.notFollowed(String(value)), .note, at: place)
            }
        case "-i", "--index-url", "--extra-index-url", "-f", "--find-links":
            guard let host = HostName(ofURL: String(value)), host.isPublic else { return }
            let registry = extract.add(.registry, at: place)
            extract.set(.name, of: registry, to: host.text, at: place)
            extract.mention(registry, as: .hostname, host.text, at: place)
            registries.append(registry)
        default: break
        }
    }

    /// Lines joined at a backslash, comments taken off, with the number of their first line.
    private static func logicalLines(_ bytes: [UInt8], most: Int = .max) -> [(number: Int, text: String)] {
        var result: [(number: Int, text: String)] = []
        var pending: (number: Int, text: String)?
        for (number, line) in Lines(bytes) {
            var text = String(decoding: line, as: UTF8.self)
            let isContinued = text.hasSuffix("\\")
            if isContinued { text.removeLast() }
            let joined = (pending?.text ?? "") + text
            pending = (pending?.number ?? number, joined)
            if isContinued { continue }
            if let whole = pending {
                let clean = withoutComment(whole.text)
                if !clean.isEmpty { result.append((whole.number, clean)) }
                if result.count >= most { return result }
            }
            pending = nil
        }
        if let rest = pending, !withoutComment(rest.text).isEmpty { result.append((rest.number, withoutComment(rest.text))) }
        return result
    }

    static func withoutComment(_ text: String) -> String {
        var text = text[...]
        if text.first == "#" { return "" }
        for mark in [" #", "\t#"] { if let range = text.firstRange(of: mark) { text = text[..<range.lowerBound] } }
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text.first == "#" ? "" : String(text)
    }
}
