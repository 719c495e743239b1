internal import Scanning
internal import SupplyChain

/// Reads `conanfile.txt`: what the project asks for, in which scope.
///
/// A version is what is asked for; a range in brackets is a package without one (`Gap.noVersions`), which the lock of the project settles (decision 008).
enum ConanFileReader: Extractor {
    static let reader = "conanfile"
    static let coverage: Coverage = [.components, .versions]

    static func recognises(_ document: SourceDocument) -> Bool { document.fileName == "conanfile.txt" }

    private static let scopes: [String: DependencyScope] = [
        "[requires]": .runtime, "[build_requires]": .build, "[tool_requires]": .build, "[test_requires]": .development,
    ]
    private static let silent: Set<String> = ["[generators]", "[options]", "[imports]", "[layout]"]

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        let subject = extract.subject()
        var section = ""
        for (number, line) in Lines(document.bytes) {
            let whole = String(decoding: line, as: UTF8.self)
            let text = (whole.firstRange(of: " #").map { String(whole[..<$0.lowerBound]) } ?? whole).trimmed
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            let place = extract.place(line: number)
            if text.hasPrefix("["), text.hasSuffix("]") {
                section = text
                if scopes[text] == nil, !silent.contains(text) { extract.diagnose(.unknownKey(extract.clean(text)), .note, at: place) }
                continue
            }
            guard let scope = scopes[section] else {
                if section.isEmpty { extract.diagnose(.unreadableLine(extract.clean(String(text.prefix(80)))), at: place) }
                continue
            }
            guard let reference = ConanReference(text) else {
                extract.diagnose(.unreadableLine(extract.clean(String(text.prefix(80)))), at: place)
                continue
            }
            if reference.version == nil { extract.note(.noVersions) }
            let record = extract.add(.package, at: place)
            extract.describe(record, reference.package, at: place)
            extract.relate(subject, .dependsOn, to: record, at: place, scope: scope)
        }
        return extract
    }
}
