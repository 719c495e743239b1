internal import Scanning
internal import SupplyChain

/// One pass over the packages, then two over the relationships: who holds which file first, since what a file needs its package needs.
struct SPDX2Walk: BillWalk {
    /// What was read so far.
    var extract: Extract
    /// The lines of a tag-value document.
    let lines: LineStarts?
    /// Packages by id.
    var packages = ReferenceTable<RecordIndex>()
    /// Files and snippets by id, as positions in `owners`.
    var files: [ArraySlice<UInt8>: Int] = [:]
    /// The package that holds each file, where one does; the subject for files that the document describes.
    var owners: [RecordIndex?] = []
    /// The package in whose section a file stands in a tag-value document, where no relationship says otherwise.
    var implied: [(file: Int, holder: ArraySlice<UInt8>)] = []
    /// Namespaces of other documents by their `DocumentRef-…`.
    var documents: [String: String] = [:]
    /// Names of licences that the document itself holds, by their `LicenseRef-…`.
    var licences: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
    /// What the document says it describes.
    var roots: [RecordIndex] = []
    /// Whether anything holds between two packages.
    var statesEdges = false
    /// Keys of places that stand in every package.
    let keys: (externalRefs: Symbol, purl: Symbol)

    init(extract: Extract, lines: LineStarts? = nil) {
        self.extract = extract
        self.lines = lines
        keys = (self.extract.intern("externalRefs"), self.extract.intern("purl"))
    }

    /// Reads the document that `root` is, which stands at `base`.
    mutating func read(_ root: JSONValue, under base: Place) {
        guard root.kind == .object else { return extract.diagnose(.malformed(reason: "not an object"), .error, at: base) }
        let version = root["spdxVersion"]?.string ?? ""
        if version != "SPDX-2.2" && version != "SPDX-2.3" {
            let at = self.place(under: base, "spdxVersion")
            extract.diagnose(.unsupportedVersion(found: extract.clean(version), supported: "SPDX-2.2, SPDX-2.3"), at: at)
        }
        for entry in root["externalDocumentRefs"]?.elements ?? .none {
            if let id = entry["externalDocumentId"]?.string, let space = entry["spdxDocument"]?.string { documents[id] = space }
        }
        for entry in root["hasExtractedLicensingInfos"]?.elements ?? .none {
            if let id = entry.text("licenseId"), let name = entry.text("name"), !name.elementsEqual("NOASSERTION".utf8) {
                licences[id] = name
            }
        }
        collectFiles(root)
        let place = self.place(under: base, "packages")
        for (index, package) in extract.elements(of: root["packages"], field: "packages", at: place).enumerated() {
            self.package(package, at: self.place(of: package, under: place, index))
        }
        let described = self.place(under: base, "documentDescribes")
        for (index, entry) in extract.elements(of: root["documentDescribes"], field: "documentDescribes", at: described).enumerated() {
            if let id = entry.utf8 { describe(id, at: self.place(of: entry, under: described, index)) }
        }
        relationships(root["relationships"], at: self.place(under: base, "relationships"))
        attach(documentName: root.text("name"), at: self.place(under: base, "name"))
        if !statesEdges { extract.gaps.append(.noEdges) }
        if !files.isEmpty { extract.gaps.append(.files) }
    }

    private mutating func collectFiles(_ root: JSONValue) {
        for family in ["files", "snippets"] {
            for entry in root[family]?.elements ?? .none {
                guard let id = entry["SPDXID"]?.utf8, files[id] == nil else { continue }
                files[id] = owners.count
                if let holder = entry["heldBy"]?.utf8 { implied.append((owners.count, holder)) }
                owners.append(nil)
            }
        }
    }

    /// What an id stands for.
    enum Element {
        case package(RecordIndex)
        case file(Int)
        case document
        /// `NONE`: known to be nothing.
        case nothing
        /// `NOASSERTION`: not said.
        case unsaid
    }

    /// The element of an id; a new record of kind `unknown` for what leads nowhere or into another document.
    mutating func element(_ id: ArraySlice<UInt8>, at place: Place) -> Element {
        if let known = packages.record(id) { return .package(known) }
        if let file = files[id] { return .file(file) }
        if id.elementsEqual("SPDXRef-DOCUMENT".utf8) { return .document }
        if id.elementsEqual("NONE".utf8) { return .nothing }
        if id.elementsEqual("NOASSERTION".utf8) { return .unsaid }
        let text = extract.clean(id)
        let record = extract.add(.unknown, at: place)
        var name = text
        if text.hasPrefix("DocumentRef-"), let colon = text.firstIndex(of: ":") {
            if let space = documents[String(text[..<colon])] { name = space + "#" + text[text.index(after: colon)...] }
            extract.diagnose(.notFollowed(extract.clean(name)), at: place)
        } else {
            extract.diagnose(.danglingReference(text), at: place)
        }
        extract.set(.name, of: record, to: name, at: place)
        _ = packages.give(id, to: record)
        return .package(record)
    }

    /// The document describes the element `id`: a package is a root; a file belongs to the subject itself.
    mutating func describe(_ id: ArraySlice<UInt8>, at place: Place) {
        switch element(id, at: place) {
        case .package(let record): roots.append(record)
        case .file(let file): owners[file] = owners[file] ?? extract.subject()
        case .document, .nothing, .unsaid: break
        }
    }

    /// One described package is the subject itself; several are what it needs.
    ///
    /// What nothing leads to is part of it all the same, which is said to be assumed.
    private mutating func attach(documentName: ArraySlice<UInt8>?, at place: Place) {
        let subject = extract.subject()
        var isKnown: Set<RecordIndex> = []
        let distinct = roots.filter { isKnown.insert($0).inserted }
        if distinct.count == 1 {
            extract.identify(subject, with: distinct[0], at: extract.records[Int(distinct[0].index)].place)
        } else {
            if let documentName { extract.set(.name, of: subject, to: extract.clean(documentName), at: place, rank: .inferred) }
            for root in distinct {
                extract.relate(subject, .dependsOn, to: root, at: extract.records[Int(root.index)].place)
            }
        }
        for part in LooseParts.heads(from: subject, in: extract) {
            let details = extract.need(of: subject, for: part, scope: nil, certainty: statesEdges ? .assumed : .known)
            extract.relate(subject, details, to: part, at: extract.records[Int(part.index)].place)
        }
    }
}
