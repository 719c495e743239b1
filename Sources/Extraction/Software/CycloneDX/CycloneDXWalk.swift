internal import Scanning
internal import SupplyChain

/// One pass over a BOM; records first, then what holds between them.
struct CycloneDXWalk {
    var extract: Extract
    /// Records by bom-ref, as symbols of the extract's table.
    private var references: [Symbol: RecordIndex] = [:]
    /// Components as they were met, with the scope that each is needed in.
    private var scopes: [RecordIndex: DependencyScope] = [:]
    private var parts: [RecordIndex] = []
    private var isNeeded: Set<RecordIndex> = []
    private var datasets: [(model: RecordIndex, reference: Symbol, place: Place)] = []

    init(extract: Extract) { self.extract = extract }

    mutating func read(_ root: JSONValue) {
        guard root.kind == .object else { return extract.diagnose(.malformed(reason: "not an object"), .error, at: .whole) }
        let version = root["specVersion"]?.string ?? ""
        if !["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"].contains(version) {
            extract.diagnose(.unsupportedVersion(found: version, supported: "1.2–1.7"), at: extract.place("specVersion"))
        }
        let subject = extract.subject()
        let metadata = extract.place("metadata")
        if let component = root["metadata"]?["component"], component.kind == .object {
            let place = extract.place(under: metadata, "component")
            describe(subject, component, at: place)
            nested(in: component, of: subject, at: place)
        }
        components(root["components"], at: extract.place("components"), parent: nil)
        services(root["services"], at: extract.place("services"), parent: nil)
        linkDatasets()
        let stated = dependencies(root["dependencies"], subject)
        compositions(root["compositions"])
        attachLooseParts(to: subject, statesEdges: stated)
        if !stated { extract.gaps.append(.noEdges) }
    }

    // MARK: Components

    private struct Waiting {
        let value: JSONValue
        let place: Place
        let parent: RecordIndex?
    }

    /// Components at any depth, without recursion: children wait until their parent is done.
    private mutating func components(_ list: JSONValue?, at place: Place, parent: RecordIndex?) {
        var waiting = [(list, place, parent)]
        while let (list, place, parent) = waiting.popLast() {
            guard let list, !list.isNull else { continue }
            guard list.kind == .array else {
                extract.diagnose(.invalidValue(field: "components", value: list.kind.rawValue, expected: "array"), at: place)
                continue
            }
            for (index, component) in list.elements.enumerated() {
                let at = extract.place(under: place, index)
                guard component.kind == .object, let name = component["name"]?.utf8, !name.isEmpty else {
                    extract.diagnose(.missingIdentity(name: component["bom-ref"]?.string ?? "component"), at: at)
                    continue
                }
                let record = extract.add(Self.kind(of: component), at: at)
                describe(record, component, at: at)
                parts.append(record)
                if let parent {
                    extract.relate(parent, .contains, to: record, at: at)
                    isNeeded.insert(record)
                }
                if let children = component["components"] { waiting.append((children, extract.place(under: at, "components"), record)) }
            }
        }
    }

    private mutating func nested(in component: JSONValue, of record: RecordIndex, at place: Place) {
        components(component["components"], at: extract.place(under: place, "components"), parent: record)
    }

    private static func kind(of component: JSONValue) -> NodeKind {
        switch component["type"]?.string ?? "" {
        case "machine-learning-model": .model
        case "data": .dataset
        case "device": .hardware
        case "platform": .infrastructure
        default: .package
        }
    }

    private mutating func describe(_ record: RecordIndex, _ component: JSONValue, at place: Place) {
        if let reference = component["bom-ref"]?.utf8, !reference.isEmpty {
            let symbol = extract.intern(utf8: reference)
            if references[symbol] == nil {
                references[symbol] = record
            } else {
                extract.diagnose(.duplicateReference(extract.symbols[symbol]), at: place)
            }
        }
        if let name = component["name"]?.utf8, !name.isEmpty {
            if let group = component["group"]?.string, !group.isEmpty {
                extract.set(.name, of: record, to: group + "/" + String(decoding: name, as: UTF8.self), at: place)
            } else {
                extract.set(.name, of: record, toUTF8: name, at: place)
            }
        }
        if let version = component["version"]?.utf8, !version.isEmpty { extract.set(.version, of: record, toUTF8: version, at: place) }
        if let text = component["purl"]?.string, !text.isEmpty {
            if let purl = PackageURL(text) {
                extract.identify(record, by: .packageURL, purl.canonical, at: place)
            } else {
                extract.diagnose(.invalidPackageURL(text), at: extract.place(under: place, "purl"))
            }
        }
        for hash in component["hashes"]?.elements ?? JSONElements.none {
            guard let algorithm = hash["alg"]?.string, let content = hash["content"]?.string, !content.isEmpty else { continue }
            let name = algorithm.lowercased().replacing("-", with: "")
            extract.identify(record, by: .digest, "\(name):\(content.lowercased())", at: place)
        }
        switch component["scope"]?.string {
        case "optional": scopes[record] = .optional
        case "excluded": scopes[record] = .development
        default: break
        }
        licences(component["licenses"], record, at: place)
        organizations(component, record, at: place)
        for reference in component["externalReferences"]?.elements ?? JSONElements.none {
            guard let type = reference["type"]?.string, ["vcs", "website", "distribution"].contains(type), let url = reference["url"]?.utf8
            else { continue }
            extract.set(.reference, of: record, toUTF8: url, at: place)
        }
        pedigree(component["pedigree"], record, at: place)
        modelCard(component["modelCard"], record, at: place)
    }

    private mutating func licences(_ list: JSONValue?, _ record: RecordIndex, at place: Place) {
        for entry in list?.elements ?? JSONElements.none {
            let text = entry["expression"]?.utf8 ?? entry["license"]?["id"]?.utf8 ?? entry["license"]?["name"]?.utf8
            if let text, !text.isEmpty { extract.set(.licence, of: record, toUTF8: text, at: place) }
        }
    }

    /// Free text stays text: only a person or a strong key says which organization is meant.
    private mutating func organizations(_ component: JSONValue, _ record: RecordIndex, at place: Place) {
        for key in ["manufacturer", "supplier", "provider"] {
            if let name = component[key]?["name"]?.utf8, !name.isEmpty { extract.set(.supplier, of: record, toUTF8: name, at: place) }
        }
        for key in ["publisher", "author"] {
            if let name = component[key]?.utf8, !name.isEmpty { extract.set(.supplier, of: record, toUTF8: name, at: place) }
        }
    }

    private mutating func pedigree(_ pedigree: JSONValue?, _ record: RecordIndex, at place: Place) {
        guard let ancestors = pedigree?["ancestors"] else { return }
        let under = extract.place(under: extract.place(under: place, "pedigree"), "ancestors")
        for (index, ancestor) in ancestors.elements.enumerated() where ancestor["name"]?.string != nil {
            let at = extract.place(under: under, index)
            let base = extract.add(Self.kind(of: ancestor), at: at)
            // An ancestor of an ancestor is a deeper past than the supply chain asks about.
            describeBriefly(base, ancestor, at: at)
            extract.relate(record, .derivedFrom, to: base, at: at)
        }
    }

    private mutating func describeBriefly(_ record: RecordIndex, _ component: JSONValue, at place: Place) {
        if let name = component["name"]?.utf8 { extract.set(.name, of: record, toUTF8: name, at: place) }
        if let version = component["version"]?.utf8 { extract.set(.version, of: record, toUTF8: version, at: place) }
        if let text = component["purl"]?.string, let purl = PackageURL(text) {
            extract.identify(record, by: .packageURL, purl.canonical, at: place)
        }
        licences(component["licenses"], record, at: place)
        organizations(component, record, at: place)
    }

    // MARK: Models

    private mutating func modelCard(_ card: JSONValue?, _ record: RecordIndex, at place: Place) {
        guard let parameters = card?["modelParameters"] else { return }
        for key in ["architectureFamily", "modelArchitecture", "task"] {
            if let text = parameters[key]?.utf8, !text.isEmpty { extract.set(.trait, of: record, toUTF8: text, at: place) }
        }
        let under = extract.place(under: extract.place(under: extract.place(under: place, "modelCard"), "modelParameters"), "datasets")
        for (index, dataset) in (parameters["datasets"]?.elements ?? JSONElements.none).enumerated() {
            let at = extract.place(under: under, index)
            if let reference = dataset["ref"]?.utf8 {
                datasets.append((record, extract.intern(utf8: reference), at))
            } else if let name = dataset["name"]?.utf8 {
                let data = extract.add(.dataset, at: at)
                extract.set(.name, of: data, toUTF8: name, at: at)
                extract.relate(record, .trainedOn, to: data, at: at)
            }
        }
    }

    private mutating func linkDatasets() {
        for (model, reference, place) in datasets {
            extract.relate(model, .trainedOn, to: record(for: reference, at: place), at: place)
        }
    }

    // MARK: Services

    private mutating func services(_ list: JSONValue?, at place: Place, parent: RecordIndex?) {
        var waiting = [(list, place, parent)]
        while let (list, place, parent) = waiting.popLast() {
            for (index, service) in (list?.elements ?? JSONElements.none).enumerated() {
                let at = extract.place(under: place, index)
                guard let name = service["name"]?.utf8, !name.isEmpty else {
                    extract.diagnose(.missingIdentity(name: service["bom-ref"]?.string ?? "service"), at: at)
                    continue
                }
                let record = extract.add(.service, at: at)
                describe(record, service, at: at)
                parts.append(record)
                for endpoint in service["endpoints"]?.elements ?? JSONElements.none {
                    if let url = endpoint.string, let host = HostName(ofURL: url), host.isPublic {
                        extract.mention(record, as: .hostname, host.text, at: at)
                    }
                }
                if let parent {
                    extract.relate(parent, .contains, to: record, at: at)
                    isNeeded.insert(record)
                }
                if let children = service["services"] { waiting.append((children, extract.place(under: at, "services"), record)) }
            }
        }
    }

    // MARK: Edges

    /// Reads `dependencies`; false where there are none.
    private mutating func dependencies(_ list: JSONValue?, _ subject: RecordIndex) -> Bool {
        guard let list, list.kind == .array, list.count > 0 else { return false }
        let place = extract.place("dependencies")
        var hasEdges = false
        for (index, entry) in list.elements.enumerated() {
            let at = extract.place(under: place, index)
            guard let reference = entry["ref"]?.utf8 else {
                extract.diagnose(.missingIdentity(name: "dependency"), at: at)
                continue
            }
            let from = record(for: extract.intern(utf8: reference), at: at)
            guard let needs = entry["dependsOn"], needs.kind == .array else { continue }
            hasEdges = hasEdges || needs.count > 0
            let under = extract.place(under: at, "dependsOn")
            for (position, target) in needs.elements.enumerated() {
                let there = extract.place(under: under, position)
                guard let name = target.utf8 else {
                    extract.diagnose(.invalidValue(field: "dependsOn", value: target.kind.rawValue, expected: "string"), at: there)
                    continue
                }
                let to = record(for: extract.intern(utf8: name), at: there)
                guard to != from else { continue }
                isNeeded.insert(to)
                extract.relate(from, .dependsOn, to: to, at: there, scope: scopes[to])
            }
        }
        return hasEdges
    }

    /// The record of a reference; a new one of kind `unknown` where it leads nowhere.
    private mutating func record(for reference: Symbol, at place: Place) -> RecordIndex {
        if let known = references[reference] { return known }
        let text = extract.symbols[reference]
        extract.diagnose(.danglingReference(text), at: place)
        let record = extract.add(.unknown, at: place)
        extract.set(.name, of: record, to: text, at: place)
        references[reference] = record
        return record
    }

    private mutating func compositions(_ list: JSONValue?) {
        let place = extract.place("compositions")
        for (index, composition) in (list?.elements ?? JSONElements.none).enumerated() {
            let at = extract.place(under: place, index)
            let aggregate = composition["aggregate"]?.string ?? "unknown"
            let word = aggregate == "complete" ? "complete" : aggregate.hasPrefix("incomplete") ? "incomplete" : "unknown"
            for target in composition["dependencies"]?.elements ?? JSONElements.none {
                guard let reference = target.utf8 else { continue }
                if let record = references[extract.intern(utf8: reference)] {
                    extract.set(.completeness, of: record, to: word, at: at)
                } else {
                    extract.diagnose(.danglingReference(String(decoding: reference, as: UTF8.self)), at: at)
                }
            }
        }
    }

    /// What the document lists and nothing in it needs is part of the subject all the same; that is said to be assumed where the document states edges.
    private mutating func attachLooseParts(to subject: RecordIndex, statesEdges: Bool) {
        for part in parts where !isNeeded.contains(part) && part != subject {
            let kind = extract.records[Int(part.index)].kind
            let place = extract.records[Int(part.index)].place
            let details = RelationshipDetails(
                kind == .service ? .calls : kind == .model ? .usesModel : .dependsOn, scope: kind == .package ? scopes[part] : nil,
                certainty: statesEdges ? .assumed : .known)
            extract.relate(subject, details, to: part, at: place)
        }
    }
}

extension JSONElements {
    /// No elements.
    static var none: JSONElements { JSONValue.nothing.elements }
}
