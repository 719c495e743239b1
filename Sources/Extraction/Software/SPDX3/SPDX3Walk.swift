internal import Scanning
internal import SupplyChain

/// Three passes over the elements of the graph: what there is, who holds which file, and what holds between them.
struct SPDX3Walk: BillWalk {
    /// What an id stands for.
    enum Element {
        case record(RecordIndex)
        /// A file or snippet, as a position in `holders`.
        case file(Int)
        /// A build, as a position in `builds`.
        case build(Int)
        /// A document, a bill or another collection.
        case collection(JSONValue)
        /// Anything else that can be referred to: an agent, a licence, a tool, an identifier.
        case other(JSONValue, Place)
    }

    /// What a build takes in and puts out.
    struct Build {
        let place: Place
        var inputs: [(element: ArraySlice<UInt8>, place: Place)] = []
        var outputs: [ArraySlice<UInt8>] = []
    }

    /// What was read so far.
    var extract: Extract
    /// JSON is the only form that is read.
    var lines: LineStarts? { nil }
    /// Elements by id.
    var elements = ReferenceTable<Element>()
    /// The collection, package or file that holds each file, by id.
    var holders: [ArraySlice<UInt8>?] = []
    /// Builds in the order of the document.
    var builds: [Build] = []
    /// Documents and bills in the order of the document, with their places.
    var collections: [(value: JSONValue, isDocument: Bool)] = []
    /// What the document says it describes.
    var described: [ArraySlice<UInt8>] = []
    /// The packages among that, and among the root elements.
    var roots: [RecordIndex] = []
    /// Agents with a Legal Entity Identifier, as organizations.
    var organizations: [String: RecordIndex] = [:]
    /// Tools that were needed, as records.
    var tools = ReferenceTable<RecordIndex>()
    /// What the prefixes of ids stand for, as the context says: `o` for `urn:example:output:`.
    var prefixes: [String: String] = [:]
    /// Ids that a document says are found elsewhere.
    var imported: Set<ArraySlice<UInt8>> = []
    /// What holds files, as far as it was asked for.
    var heldBy: [Int: RecordIndex?] = [:]
    /// Suppliers and licences, once all elements are known.
    var packages: [(record: RecordIndex, value: JSONValue, place: Place)] = []
    /// Whether anything holds between two packages.
    var statesEdges = false

    init(extract: Extract) { self.extract = extract }

    /// Reads the document that `root` is, which stands at `base`.
    mutating func read(_ root: JSONValue, under base: Place) {
        guard root.kind == .object else { return extract.diagnose(.malformed(reason: "not an object"), .error, at: base) }
        for context in root["@context"]?.elements ?? .none {
            for (prefix, address) in context.members {
                if let prefix = prefix.string, let address = address.string { prefixes[prefix] = address }
            }
        }
        var relationships: [(value: JSONValue, place: Place)] = []
        if let graph = root["@graph"] {
            let under = place(under: base, "@graph")
            for (index, element) in extract.elements(of: graph, field: "@graph", at: under).enumerated() {
                let at = place(of: element, under: under, index)
                if collect(element, at: at) { relationships.append((element, at)) }
            }
        } else if collect(root, at: base) {
            // A document of one element has its members beside the context.
            relationships.append((root, base))
        }
        for package in packages { describe(package.record, package.value, at: package.place) }
        for madeFrom in [false, true] {
            for relationship in relationships { hold(relationship.value, madeFrom: madeFrom) }
        }
        findRoots()
        for relationship in relationships { apply(relationship.value, at: relationship.place) }
        linkBuilds()
        attach()
        if !statesEdges { extract.gaps.append(.noEdges) }
        if !holders.isEmpty { extract.gaps.append(.files) }
    }

    /// Takes one element in; true where it is a relationship.
    private mutating func collect(_ element: JSONValue, at place: Place) -> Bool {
        guard element.kind == .object, let type = element["type"]?.string ?? element["@type"]?.string else {
            extract.diagnose(.missingIdentity(name: "element"), at: place)
            return false
        }
        let id = element.text("spdxId") ?? element.text("@id")
        switch type {
        case "Relationship", "LifecycleScopedRelationship": return true
        case "software_Package", "ai_AIPackage", "dataset_DatasetPackage":
            if let record = package(element, type: type, id: id, at: place) { give(id, .record(record), at: place) }
        case "software_File", "software_Snippet":
            give(id, .file(holders.count), at: place)
            holders.append(nil)
        case "build_Build":
            give(id, .build(builds.count), at: place)
            builds.append(Build(place: place))
        case "SpdxDocument", "software_Sbom", "Bom", "Bundle":
            collections.append((element, type == "SpdxDocument"))
            give(id, .collection(element), at: place)
            for entry in element["import"]?.elements ?? .none {
                if let other = entry.text("externalSpdxId") { imported.insert(other) }
            }
        case "CreationInfo":
            checkVersion(element, at: place)
            if let id { _ = elements.give(id, to: .other(element, place)) }
        default:
            // Relationships of security and annotations say nothing of what needs what.
            if let id { _ = elements.give(id, to: .other(element, place)) }
        }
        return false
    }

    private mutating func give(_ id: ArraySlice<UInt8>?, _ element: Element, at place: Place) {
        if let id, !elements.give(id, to: element) { extract.diagnose(.duplicateReference(extract.clean(id)), at: place) }
    }

    private mutating func checkVersion(_ information: JSONValue, at place: Place) {
        guard let version = information["specVersion"]?.string, version != "3.0", !version.hasPrefix("3.0.") else { return }
        extract.diagnose(
            .unsupportedVersion(found: extract.clean(version), supported: "3.0"), at: self.place(under: place, "specVersion"))
    }

    /// The strings of a member that is one or a list of them; objects that stand inline are given with their ids.
    func references(_ value: JSONValue?) -> [ArraySlice<UInt8>] {
        guard let value else { return [] }
        if value.kind == .array { return value.elements.compactMap { $0.utf8 ?? $0.text("spdxId") ?? $0.text("@id") } }
        return (value.utf8 ?? value.text("spdxId") ?? value.text("@id")).map { [$0] } ?? []
    }
}
