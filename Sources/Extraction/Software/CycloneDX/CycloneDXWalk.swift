internal import Scanning
internal import SupplyChain

/// One pass over a BOM; records first, then what holds between them.
struct CycloneDXWalk: BillWalk {
    /// What was read so far.
    var extract: Extract
    /// The lines of an XML document.
    let lines: LineStarts?
    /// Records by bom-ref.
    var references = ReferenceTable<RecordIndex>()
    /// The scope that a component is needed in, where it is not run time: CycloneDX has it on the component, not on the edge.
    var scopes = RecordScopes()
    /// Datasets that a model card names by reference.
    var datasets: [(model: RecordIndex, reference: ArraySlice<UInt8>, place: Place)] = []
    /// What components were made from, once all that may be meant are known.
    var pedigrees: [(record: RecordIndex, pedigree: JSONValue, place: Place)] = []
    /// Who implements what, in the order of the document.
    var provisions: [(provided: RecordIndex, provider: RecordIndex, place: Place)] = []
    /// Standards that the BOM defines, and their requirements: what is provided may be one, and no supply chain depends on it.
    var standards: Set<ArraySlice<UInt8>> = []
    /// The number of this BOM, by which links lead back to itself: `urn:cdx:<number>/<version>#<bom-ref>`.
    var serial: ArraySlice<UInt8> = []
    /// What everything in the BOM is a part of, and whether the BOM states what needs what; once it was read.
    private var whole: (root: RecordIndex, statesEdges: Bool)?
    /// Room for what the references of one list mean.
    var meant: [RecordIndex] = []
    /// Keys of places that stand everywhere.
    let keys: Keys

    /// Keys of places, kept once.
    struct Keys {
        let dependsOn: Symbol
        let provides: Symbol
        let components: Symbol
        let services: Symbol
        let pedigree: Symbol
        let ancestors: Symbol
    }

    init(extract: Extract, lines: LineStarts? = nil) {
        self.extract = extract
        self.lines = lines
        keys = Keys(
            dependsOn: self.extract.intern("dependsOn"), provides: self.extract.intern("provides"),
            components: self.extract.intern("components"), services: self.extract.intern("services"),
            pedigree: self.extract.intern("pedigree"), ancestors: self.extract.intern("ancestors"))
    }

    /// Reads the BOM that `bom` is, which stands at `base`.
    mutating func read(_ bom: JSONValue, under base: Place) {
        guard bom.kind == .object else { return extract.diagnose(.malformed(reason: "not an object"), .error, at: base) }
        checkVersion(of: bom, under: base)
        serial = bom.text("serialNumber")?.dropFirst("urn:uuid:".utf8.count) ?? []
        collectStandards(bom["definitions"]?["standards"])
        makeRoom(for: bom)
        let root = root(of: bom, under: base)
        components(bom["components"], at: place(under: base, key: keys.components), parent: nil, scope: nil)
        services(bom["services"], at: place(under: base, key: keys.services), scope: nil)
        formulation(bom["formulation"], at: place(under: base, "formulation"))
        linkPedigrees()
        linkDatasets()
        let statesEdges = dependencies(bom["dependencies"], at: place(under: base, "dependencies"))
        linkProviders()
        compositions(bom["compositions"], at: place(under: base, "compositions"))
        whole = (root, statesEdges)
        if !statesEdges { extract.gaps.append(.noEdges) }
    }

    /// Attaches what the BOM lists and nothing leads to; for the document is no longer needed, and may be gone by then.
    mutating func attachLooseParts() {
        guard let whole else { return }
        references = ReferenceTable()
        for part in LooseParts.heads(from: extract.subject(), in: extract) {
            let details = extract.need(of: whole.root, for: part, scope: scopes[part], certainty: whole.statesEdges ? .assumed : .known)
            extract.relate(whole.root, details, to: part, at: extract.records[Int(part.index)].place)
        }
    }

    private mutating func makeRoom(for bom: JSONValue) {
        // An object, its reference and the key and list of its needs take seven words, or four where it has none.
        let needs = bom["dependencies"].map { max(0, BorrowedJSON($0).extent - 4 * $0.count) } ?? 0
        let list = bom["components"]
        let parts = list?.count ?? 0
        // A key, its value and what stands around them come to eight words for each text that is kept.
        let texts = max(parts * 2, list.map { BorrowedJSON($0).extent / 8 } ?? 0)
        extract.makeRoom(records: parts, relationships: needs, texts: texts)
        references.reserve(parts)
    }

    /// XML has two versions more, which differ in nothing that is read here.
    private mutating func checkVersion(of bom: JSONValue, under base: Place) {
        let version = bom["specVersion"]?.string ?? ""
        guard !["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"].contains(version) else { return }
        if lines != nil, version == "1.0" || version == "1.1" { return }
        extract.diagnose(
            .unsupportedVersion(found: extract.clean(version), supported: lines == nil ? "1.2–1.7" : "1.0–1.7"),
            at: place(under: base, "specVersion"))
    }

    private mutating func collectStandards(_ list: JSONValue?) {
        for standard in list?.elements ?? .none {
            if let reference = standard.text("bom-ref") { standards.insert(reference) }
            for requirement in standard["requirements"]?.elements ?? .none {
                if let reference = requirement.text("bom-ref") { standards.insert(reference) }
            }
        }
    }

    /// What the BOM describes: the subject itself, or the model or dataset that the subject uses.
    ///
    /// `manufacturer` and `authors` of the metadata made the BOM, not what it describes; `manufacture` of older versions made that.
    private mutating func root(of bom: JSONValue, under base: Place) -> RecordIndex {
        let subject = extract.subject()
        guard let metadata = bom["metadata"], metadata.kind == .object else { return subject }
        let place = place(of: metadata, under: base, "metadata")
        for key in ["manufacture", "supplier"] {
            if let name = metadata[key]?.text("name") { extract.set(.supplier, of: subject, toUTF8: name, at: place) }
        }
        guard let component = metadata["component"], !component.isNull else { return subject }
        let at = self.place(of: component, under: place, "component")
        guard component.kind == .object else {
            extract.diagnose(.invalidValue(field: "component", value: component.kind.rawValue, expected: "object"), at: at)
            return subject
        }
        let fields = CycloneDXFields(of: component)
        var root = subject
        if fields.kind == .model || fields.kind == .dataset {
            root = extract.add(fields.kind, at: at)
            extract.relate(subject, extract.need(of: subject, for: root, scope: nil), to: root, at: at)
        }
        describe(root, fields, at: at)
        components(fields.value(.components), at: self.place(under: at, key: keys.components), parent: root, scope: nil)
        return root
    }

    /// Formulas name what is used to build and is not shipped; their workflows say in which steps, which is not asked here.
    private mutating func formulation(_ list: JSONValue?, at place: Place) {
        for (index, formula) in extract.elements(of: list, field: "formulation", at: place).enumerated() {
            let at = self.place(of: formula, under: place, index)
            components(formula["components"], at: self.place(under: at, key: keys.components), parent: nil, scope: .build)
            services(formula["services"], at: self.place(under: at, key: keys.services), scope: .build)
        }
    }
}

/// Scopes by record; most records have none.
struct RecordScopes {
    private var scopes: [DependencyScope?] = []

    subscript(record: RecordIndex) -> DependencyScope? {
        get { Int(record.index) < scopes.count ? scopes[Int(record.index)] : nil }
        set {
            let missing = Int(record.index) + 1 - scopes.count
            if missing > 0 { scopes.append(contentsOf: repeatElement(nil, count: missing)) }
            scopes[Int(record.index)] = newValue
        }
    }
}
