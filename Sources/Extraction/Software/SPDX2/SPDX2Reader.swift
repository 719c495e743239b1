internal import Scanning
public import SupplyChain

/// Reads SPDX 2.2 and 2.3 JSON: packages and what holds between them. Files and snippets are no components; `NONE` and `NOASSERTION` are no names.
public enum SPDX2Reader: Extractor {
    public static let reader = "spdx2"
    public static let coverage: Coverage = [.components, .relationships, .suppliers, .licences, .versions, .digests]

    public static func recognises(_ document: SourceDocument) -> Bool {
        guard ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{") else { return false }
        return ByteSearch.contains(document.bytes[...], "\"spdxVersion\"")
            || ByteSearch.contains(document.bytes[...], "\"SPDXRef-DOCUMENT\"")
    }

    public static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        let version = json.root["spdxVersion"]?.string ?? ""
        if version != "SPDX-2.2" && version != "SPDX-2.3" {
            extract.diagnose(.unsupportedVersion(found: version, supported: "SPDX-2.2, SPDX-2.3"), at: extract.place("spdxVersion"))
        }
        var walk = SPDX2Walk(extract: extract)
        walk.read(json.root)
        return walk.extract
    }
}

private struct SPDX2Walk {
    var extract: Extract
    private var packages: [Symbol: RecordIndex] = [:]
    private var files: Set<Symbol> = []
    private var order: [RecordIndex] = []
    private var isNeeded: Set<RecordIndex> = []
    private var hasEdges = false

    init(extract: Extract) { self.extract = extract }

    /// What a relationship type says of A and B.
    private enum Meaning {
        case needs(DependencyScope)
        case neededBy(DependencyScope)
        case contains
        case containedBy
        case derivedFrom
        case basisOf
        case describes
        case describedBy
    }

    private static let meanings: [String: Meaning] = [
        "DEPENDS_ON": .needs(.runtime), "HAS_PREREQUISITE": .needs(.runtime), "DYNAMIC_LINK": .needs(.runtime),
        "STATIC_LINK": .needs(.runtime),
        "DEPENDENCY_OF": .neededBy(.runtime), "RUNTIME_DEPENDENCY_OF": .neededBy(.runtime), "PROVIDED_DEPENDENCY_OF": .neededBy(.runtime),
        "PREREQUISITE_FOR": .neededBy(.runtime), "OPTIONAL_DEPENDENCY_OF": .neededBy(.optional),
        "OPTIONAL_COMPONENT_OF": .neededBy(.optional),
        "DATA_FILE_OF": .neededBy(.optional), "BUILD_DEPENDENCY_OF": .neededBy(.build), "BUILD_TOOL_OF": .neededBy(.build),
        "DEV_DEPENDENCY_OF": .neededBy(.development), "DEV_TOOL_OF": .neededBy(.development), "TEST_DEPENDENCY_OF": .neededBy(.development),
        "TEST_TOOL_OF": .neededBy(.development), "TEST_OF": .neededBy(.development), "TEST_CASE_OF": .neededBy(.development),
        "CONTAINS": .contains,
        "DISTRIBUTION_ARTIFACT": .contains, "CONTAINED_BY": .containedBy, "PACKAGE_OF": .containedBy, "DESCRIBES": .describes,
        "DESCRIBED_BY": .describedBy,
        "DESCENDANT_OF": .derivedFrom, "GENERATED_FROM": .derivedFrom, "COPY_OF": .derivedFrom, "EXPANDED_FROM_ARCHIVE": .derivedFrom,
        "ANCESTOR_OF": .basisOf, "GENERATES": .basisOf,
    ]

    mutating func read(_ root: JSONValue) {
        let place = extract.place("packages")
        for (index, package) in (root["packages"] ?? .nothing).elements.enumerated() {
            self.package(package, at: extract.place(under: place, index))
        }
        for family in ["files", "snippets"] {
            for entry in (root[family] ?? .nothing).elements {
                if let id = entry["SPDXID"]?.utf8 { files.insert(extract.intern(utf8: id)) }
            }
        }
        var roots: [RecordIndex] = []
        let described = extract.place("documentDescribes")
        for (index, entry) in (root["documentDescribes"] ?? .nothing).elements.enumerated() {
            if let id = entry.utf8, let record = record(extract.intern(utf8: id), at: extract.place(under: described, index)) {
                roots.append(record)
            }
        }
        let relationships = extract.place("relationships")
        for (index, entry) in (root["relationships"] ?? .nothing).elements.enumerated() {
            relationship(entry, at: extract.place(under: relationships, index), &roots)
        }
        attach(roots, documentName: root["name"]?.string)
        if !hasEdges { extract.gaps.append(.noEdges) }
    }

    private mutating func package(_ package: JSONValue, at place: Place) {
        guard let name = package["name"]?.utf8, !name.isEmpty else {
            return extract.diagnose(.missingIdentity(name: package["SPDXID"]?.string ?? "package"), at: place)
        }
        let record = extract.add(package["primaryPackagePurpose"]?.string == "DEVICE" ? .hardware : .package, at: place)
        order.append(record)
        if let id = package["SPDXID"]?.utf8 {
            let symbol = extract.intern(utf8: id)
            if packages[symbol] == nil {
                packages[symbol] = record
            } else {
                extract.diagnose(.duplicateReference(extract.symbols[symbol]), at: place)
            }
        }
        extract.set(.name, of: record, toUTF8: name, at: place)
        if let version = package["versionInfo"]?.utf8, !version.isEmpty, !Self.isNothing(version) {
            extract.set(.version, of: record, toUTF8: version, at: place)
        }
        var hasPackageURL = false
        let references = extract.place(under: place, "externalRefs")
        for (index, reference) in (package["externalRefs"] ?? .nothing).elements.enumerated()
        where reference["referenceType"]?.string == "purl" {
            guard let text = reference["referenceLocator"]?.string else { continue }
            guard let purl = PackageURL(text) else {
                extract.diagnose(.invalidPackageURL(text), at: extract.place(under: references, index))
                continue
            }
            // Several purls are several names of one thing; the first identifies it, since joining on all would join what the writer only likens.
            if !hasPackageURL { extract.identify(record, by: .packageURL, purl.canonical, at: place) }
            hasPackageURL = true
        }
        for checksum in (package["checksums"] ?? .nothing).elements {
            guard let algorithm = checksum["algorithm"]?.string, let value = checksum["checksumValue"]?.string, !value.isEmpty else {
                continue
            }
            extract.identify(record, by: .digest, "\(algorithm.lowercased().replacing("-", with: "")):\(value.lowercased())", at: place)
        }
        for key in ["originator", "supplier"] {
            guard let text = package[key]?.string, text.hasPrefix("Organization:") || text.hasPrefix("Person:") else { continue }
            let bare = text.drop { $0 != ":" }.dropFirst().prefix { $0 != "(" }.trimmed
            if !bare.isEmpty { extract.set(.supplier, of: record, to: bare, at: place) }
        }
        for key in ["licenseConcluded", "licenseDeclared"] {
            if let licence = package[key]?.utf8, !licence.isEmpty, !Self.isNothing(licence) {
                extract.set(.licence, of: record, toUTF8: licence, at: place)
            }
        }
        if let home = package["homepage"]?.utf8, !home.isEmpty, !Self.isNothing(home) {
            extract.set(.reference, of: record, toUTF8: home, at: place)
        }
    }

    private static func isNothing(_ text: ArraySlice<UInt8>) -> Bool {
        text.elementsEqual("NOASSERTION".utf8) || text.elementsEqual("NONE".utf8)
    }

    /// The record of a package; `nil` for files and for the document itself; a new one of kind `unknown` for what leads nowhere.
    private mutating func record(_ id: Symbol, at place: Place) -> RecordIndex? {
        if let known = packages[id] { return known }
        let text = extract.symbols[id]
        guard !files.contains(id), text != "SPDXRef-DOCUMENT" else { return nil }
        extract.diagnose(.danglingReference(text), at: place)
        let record = extract.add(.unknown, at: place)
        extract.set(.name, of: record, to: text, at: place)
        packages[id] = record
        return record
    }

    private mutating func relationship(_ entry: JSONValue, at place: Place, _ roots: inout [RecordIndex]) {
        guard let left = entry["spdxElementId"]?.utf8, let right = entry["relatedSpdxElement"]?.utf8,
            let type = entry["relationshipType"]?.string
        else {
            return extract.diagnose(.missingIdentity(name: "relationship"), at: place)
        }
        guard let meaning = Self.meanings[type] else { return }
        if right.elementsEqual("NONE".utf8) {
            if case .needs = meaning, let record = record(extract.intern(utf8: left), at: place) {
                extract.set(.completeness, of: record, to: "complete", at: place)
            }
            return
        }
        if right.elementsEqual("NOASSERTION".utf8) {
            if let record = record(extract.intern(utf8: left), at: place) {
                extract.set(.completeness, of: record, to: "unknown", at: place)
            }
            return
        }
        let (first, second) = (record(extract.intern(utf8: left), at: place), record(extract.intern(utf8: right), at: place))
        switch meaning {
        case .describes: if let second { roots.append(second) }
        case .describedBy: if let first { roots.append(first) }
        case .needs(let scope): need(first, second, scope, at: place)
        case .neededBy(let scope): need(second, first, scope, at: place)
        case .contains: link(first, .contains, second, at: place)
        case .containedBy: link(second, .contains, first, at: place)
        case .derivedFrom: link(first, .derivedFrom, second, at: place)
        case .basisOf: link(second, .derivedFrom, first, at: place)
        }
    }

    private mutating func need(_ from: RecordIndex?, _ to: RecordIndex?, _ scope: DependencyScope, at place: Place) {
        guard let from, let to, from != to else { return }
        hasEdges = true
        isNeeded.insert(to)
        extract.relate(from, .dependsOn, to: to, at: place, scope: scope)
    }

    private mutating func link(_ from: RecordIndex?, _ kind: RelationshipKind, _ to: RecordIndex?, at place: Place) {
        guard let from, let to, from != to else { return }
        hasEdges = true
        if kind == .contains { isNeeded.insert(to) }
        extract.relate(from, kind, to: to, at: place)
    }

    /// One described package is the subject itself; several are what it needs. What nothing leads to is part of it all the same, which is said to be assumed.
    private mutating func attach(_ roots: [RecordIndex], documentName: String?) {
        let subject = extract.subject()
        let distinct = roots.reduce(into: [RecordIndex]()) { if !$0.contains($1) { $0.append($1) } }
        if distinct.count == 1 {
            extract.identify(subject, with: distinct[0], at: extract.records[Int(distinct[0].index)].place)
        } else {
            if let documentName { extract.set(.name, of: subject, to: documentName, at: extract.place("name"), rank: .inferred) }
            for root in distinct {
                isNeeded.insert(root)
                extract.relate(subject, .dependsOn, to: root, at: extract.records[Int(root.index)].place)
            }
        }
        for record in order where !isNeeded.contains(record) && !distinct.contains(record) {
            let details = RelationshipDetails(.dependsOn, certainty: hasEdges ? .assumed : .known)
            extract.relate(subject, details, to: record, at: extract.records[Int(record.index)].place)
        }
    }
}
