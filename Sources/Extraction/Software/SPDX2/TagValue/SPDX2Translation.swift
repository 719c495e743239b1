internal import Scanning

/// Reads the tag-value form of SPDX 2 into the tape of its JSON form, so that one walk reads both.
///
/// A package, file, snippet or licence begins with its first tag, and tags belong to what began last. Relationships stand anywhere and mean the document.
struct SPDX2Translation {
    private enum Section { case document, package, file, licence, other }

    /// A member of a list that is written once its owner is complete.
    private typealias Pair = (offset: Int, first: Range<Int>, second: Range<Int>)

    private let bytes: [UInt8]
    private var json: JSONBuilder
    private let names: [String: JSONBuilder.Name]
    private var section = Section.document
    private var hasPackages = false
    private var checksums: [Pair] = []
    private var references: [Pair] = []
    private var packageID: Range<Int>?
    private var documentName: Range<Int>?
    private var documents: [Pair] = []
    private var relationships: [(offset: Int, words: [Range<Int>])] = []
    private var files: [(offset: Int, id: Range<Int>, holder: Range<Int>?)] = []
    private var licences: [(offset: Int, id: Range<Int>, name: Range<Int>?)] = []

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        json = JSONBuilder(over: bytes)
        var names: [String: JSONBuilder.Name] = [:]
        for name in Self.keys { names[name] = json.keep(name) }
        self.names = names
    }

    /// The document in `bytes` as JSON says it, with the lines that say nothing.
    static func document(of bytes: [UInt8]) -> (json: JSONDocument, tags: SPDX2Tags) {
        var translation = SPDX2Translation(bytes)
        var tags = SPDX2Tags(bytes)
        translation.json.beginObject(at: 0)
        while let line = tags.next() { translation.read(line, tags) }
        translation.finish()
        return (translation.json.document(), tags)
    }

    /// Keys of the JSON form, with the tags that say the same of a package.
    private static let packageTags: [String: String] = [
        "SPDXID": "SPDXID", "PackageVersion": "versionInfo", "PackageSupplier": "supplier", "PackageOriginator": "originator",
        "PackageDownloadLocation": "downloadLocation", "PackageHomePage": "homepage", "PackageLicenseConcluded": "licenseConcluded",
        "PackageLicenseDeclared": "licenseDeclared", "PrimaryPackagePurpose": "primaryPackagePurpose",
    ]
    private static let keys =
        [
            "spdxVersion", "name", "packages", "checksums", "algorithm", "checksumValue", "externalRefs", "referenceType",
            "referenceLocator",
            "heldBy", "files", "externalDocumentRefs", "externalDocumentId", "spdxDocument", "relationships", "spdxElementId",
            "relationshipType", "relatedSpdxElement", "hasExtractedLicensingInfos", "licenseId",
        ] + packageTags.values

    private mutating func read(_ line: SPDX2Tags.Line, _ tags: SPDX2Tags) {
        let tag = String(decoding: bytes[line.tag], as: UTF8.self)
        let (value, offset) = (line.value, line.tag.lowerBound)
        switch tag {
        case "SPDXVersion": if !hasPackages { member("spdxVersion", value) }
        case "DocumentName": documentName = documentName ?? value
        case "ExternalDocumentRef":
            let words = tags.words(value)
            if words.count >= 2 { documents.append((offset, words[0], words[1])) }
        case "Relationship": relationships.append((offset, tags.words(value)))
        case "PackageName": beginPackage(value, offset)
        case "FileName": begin(.file)
        case "SnippetSPDXID":
            begin(.file)
            file(value, offset)
        case "LicenseID":
            begin(.licence)
            licences.append((offset, value, nil))
        case "LicenseName":
            if section == .licence, let last = licences.indices.last { licences[last].name = value }
        case "Reviewer": begin(.other)
        case "SPDXID" where section == .file: file(value, offset)
        case "PackageChecksum" where section == .package: checksum(value, offset, tags)
        case "ExternalRef" where section == .package:
            let words = tags.words(value)
            if words.count >= 3 { references.append((offset, words[1], words[2])) }
        default:
            if section == .package, tag == "SPDXID" { packageID = value }
            if section == .package, let key = Self.packageTags[tag] { member(key, value) }
        }
    }

    /// A file or snippet belongs to the package whose section came before.
    private mutating func file(_ id: Range<Int>, _ offset: Int) {
        files.append((offset, id, packageID))
    }

    private mutating func checksum(_ value: Range<Int>, _ offset: Int, _ tags: SPDX2Tags) {
        guard let colon = bytes[value].firstIndex(of: UInt8(ascii: ":")) else { return }
        checksums.append((offset, tags.trimmed(value.lowerBound..<colon), tags.trimmed((colon + 1)..<value.upperBound)))
    }

    private mutating func begin(_ next: Section) { section = next }

    private mutating func beginPackage(_ name: Range<Int>, _ offset: Int) {
        if hasPackages {
            endPackage()
        } else {
            key("packages")
            json.beginArray(at: offset)
            hasPackages = true
        }
        section = .package
        packageID = nil
        json.beginObject(at: offset)
        member("name", name)
    }

    private mutating func endPackage() {
        list("checksums", checksums, "algorithm", "checksumValue")
        list("externalRefs", references, "referenceType", "referenceLocator")
        checksums.removeAll(keepingCapacity: true)
        references.removeAll(keepingCapacity: true)
        json.end()
    }

    private mutating func finish() {
        if hasPackages {
            endPackage()
            json.end()
        }
        if let documentName { member("name", documentName) }
        list("externalDocumentRefs", documents, "externalDocumentId", "spdxDocument")
        key("files")
        json.beginArray(at: 0)
        for file in files {
            json.beginObject(at: file.offset)
            member("SPDXID", file.id)
            if let holder = file.holder { member("heldBy", holder) }
            json.end()
        }
        json.end()
        key("hasExtractedLicensingInfos")
        json.beginArray(at: 0)
        for licence in licences {
            json.beginObject(at: licence.offset)
            member("licenseId", licence.id)
            if let name = licence.name { member("name", name) }
            json.end()
        }
        json.end()
        key("relationships")
        json.beginArray(at: 0)
        for relationship in relationships {
            json.beginObject(at: relationship.offset)
            for (name, word) in zip(["spdxElementId", "relationshipType", "relatedSpdxElement"], relationship.words) { member(name, word) }
            json.end()
        }
        json.end()
    }

    private mutating func list(_ name: String, _ pairs: [Pair], _ first: String, _ second: String) {
        guard !pairs.isEmpty else { return }
        key(name)
        json.beginArray(at: pairs[0].offset)
        for pair in pairs {
            json.beginObject(at: pair.offset)
            member(first, pair.first)
            member(second, pair.second)
            json.end()
        }
        json.end()
    }

    private mutating func member(_ name: String, _ value: Range<Int>) {
        key(name)
        json.string(value)
    }

    private mutating func key(_ name: String) {
        if let name = names[name] { json.key(name) }
    }
}
