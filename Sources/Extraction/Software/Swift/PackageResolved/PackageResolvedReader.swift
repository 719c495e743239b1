internal import Scanning
internal import SupplyChain

/// Reads `Package.resolved`, versions 1 to 3: the packages of a Swift project with their versions.
///
/// The file is flat and does not say what the project asks for itself, so the project is assumed to need all of it. A package is the repository it lies in; one pinned to a branch or a commit has
/// the commit for its version. A file within an Xcode project speaks for the folder that holds the project.
enum PackageResolvedReader: Extractor {
    static let reader = "package-resolved"
    static let coverage: Coverage = [.components, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        if document.fileName == "Package.resolved" { return true }
        return document.path == "stdin" && ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{")
            && ByteSearch.contains(document.bytes.prefix(4_096), "\"pins\"")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        let version = json.root["version"]?.integer ?? 0
        guard (1...3).contains(version) else { throw .unsupportedVersion(found: "\(version)", supported: "1, 2, 3") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.projectFolder = folder(of: document)
        extract.noteOddities(of: json)
        _ = extract.subject()
        let under = version == 1 ? extract.place(under: extract.place("object"), "pins") : extract.place("pins")
        let pins = version == 1 ? json.root["object"]?["pins"] : json.root["pins"]
        if pins == nil { extract.diagnose(.invalidValue(field: "pins", value: "", expected: "array"), .error, at: under) }
        for (index, pin) in extract.elements(of: pins, field: "pins", at: under).enumerated() {
            read(pin, at: extract.place(under: under, index), &extract)
        }
        extract.note(.noEdges)
        return extract
    }

    /// `App.xcodeproj/project.xcworkspace/xcshareddata/swiftpm` and the like stand for the folder around the project.
    private static func folder(of document: SourceDocument) -> String? {
        let folders = document.folders
        guard let at = folders.firstIndex(where: { $0.hasSuffix(".xcodeproj") || $0.hasSuffix(".xcworkspace") }) else { return nil }
        return folders[..<at].joined(separator: "/")
    }

    private static func read(_ pin: JSONValue, at place: Place, _ extract: inout Extract) {
        let location = pin["location"]?.string ?? pin["repositoryURL"]?.string ?? ""
        let identity = pin["identity"]?.string ?? pin["package"]?.string ?? ""
        guard !location.isEmpty || !identity.isEmpty else { return extract.diagnose(.missingIdentity(name: "pin"), at: place) }
        let state = pin["state"] ?? .nothing
        let version = state["version"]?.string ?? state["revision"]?.string
        if version == nil {
            extract.diagnose(
                .invalidValue(field: "state", value: "", expected: "version or revision of \(extract.clean(identity))"), at: place)
        }
        let record = extract.add(.package, at: place)
        if let address = RepositoryAddress(location) {
            extract.describe(
                record, NamedPackage(type: "swift", namespace: address.namespace, name: address.name, version: version), at: place)
            if let branch = state["branch"]?.string { extract.set(.trait, of: record, to: "branch \(branch)", at: place) }
        } else if pin["kind"]?.string == "registry", let dot = identity.firstIndex(of: ".") {
            extract.describe(
                record,
                NamedPackage(
                    type: "swift", namespace: String(identity[..<dot]), name: String(identity[identity.index(after: dot)...]),
                    version: version),
                at: place)
        } else {
            extract.describe(record, folder: location, name: identity.isEmpty ? location : identity, version: version, at: place)
        }
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, certainty: .assumed)
    }
}
