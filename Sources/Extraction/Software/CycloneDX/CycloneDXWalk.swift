internal import Scanning
internal import SupplyChain

/// One pass over a BOM; records first, then what holds between them.
struct CycloneDXWalk {
    /// What was read so far.
    var extract: Extract
    /// Records by bom-ref.
    var references = ReferenceTable()
    /// The scope that a component is needed in, where it is not run time: CycloneDX has it on the component, not on the edge.
    var scopes: [RecordIndex: DependencyScope] = [:]
    /// Datasets that a model card names by reference.
    var datasets: [(model: RecordIndex, reference: ArraySlice<UInt8>, place: Place)] = []
    /// Who implements what, in the order of the document.
    var provisions: [(provided: RecordIndex, provider: RecordIndex, place: Place)] = []
    /// Keys of places that stand everywhere.
    let keys: Keys

    /// Keys of places, kept once.
    struct Keys {
        let dependsOn: Symbol
        let provides: Symbol
        let components: Symbol
        let services: Symbol
    }

    init(extract: Extract) {
        self.extract = extract
        keys = Keys(
            dependsOn: self.extract.intern("dependsOn"), provides: self.extract.intern("provides"),
            components: self.extract.intern("components"),
            services: self.extract.intern("services"))
    }

    /// Reads the BOM that `bom` is, which stands at `base`.
    mutating func read(_ bom: JSONValue, under base: Place) {
        guard bom.kind == .object else { return extract.diagnose(.malformed(reason: "not an object"), .error, at: base) }
        checkVersion(of: bom, under: base)
        let root = root(of: bom, under: base)
        components(bom["components"], at: extract.place(under: base, key: keys.components), parent: nil, scope: nil)
        services(bom["services"], at: extract.place(under: base, key: keys.services))
        formulation(bom["formulation"], at: extract.place(under: base, "formulation"))
        linkDatasets()
        let statesEdges = dependencies(bom["dependencies"], at: extract.place(under: base, "dependencies"))
        linkProviders()
        compositions(bom["compositions"], at: extract.place(under: base, "compositions"))
        for part in LooseParts.heads(from: extract.subject(), in: extract) {
            let details = extract.need(of: root, for: part, scope: scopes[part], certainty: statesEdges ? .assumed : .known)
            extract.relate(root, details, to: part, at: extract.records[Int(part.index)].place)
        }
        if !statesEdges { extract.gaps.append(.noEdges) }
    }

    private mutating func checkVersion(of bom: JSONValue, under base: Place) {
        let version = bom["specVersion"]?.string ?? ""
        guard !["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"].contains(version) else { return }
        extract.diagnose(
            .unsupportedVersion(found: extract.clean(version), supported: "1.2–1.7"), at: extract.place(under: base, "specVersion"))
    }

    /// What the BOM describes: the subject itself, or the model or dataset that the subject uses.
    private mutating func root(of bom: JSONValue, under base: Place) -> RecordIndex {
        let subject = extract.subject()
        guard let metadata = bom["metadata"], metadata.kind == .object else { return subject }
        let place = extract.place(under: base, "metadata")
        organizations(metadata, subject, at: place)
        guard let component = metadata["component"], !component.isNull else { return subject }
        let at = extract.place(under: place, "component")
        guard component.kind == .object else {
            extract.diagnose(.invalidValue(field: "component", value: component.kind.rawValue, expected: "object"), at: at)
            return subject
        }
        var root = subject
        let kind = Self.kind(of: component)
        if kind == .model || kind == .dataset {
            root = extract.add(kind, at: at)
            extract.relate(subject, extract.need(of: subject, for: root, scope: nil), to: root, at: at)
        }
        describe(root, component, at: at)
        components(component["components"], at: extract.place(under: at, key: keys.components), parent: root, scope: nil)
        return root
    }

    /// Formulas name what is used to build and is not shipped.
    private mutating func formulation(_ list: JSONValue?, at place: Place) {
        for (index, formula) in extract.elements(of: list, field: "formulation", at: place).enumerated() {
            let at = extract.place(under: place, index)
            components(formula["components"], at: extract.place(under: at, key: keys.components), parent: nil, scope: .build)
        }
    }
}
