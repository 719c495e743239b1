internal import Scanning
internal import SupplyChain

extension CycloneDXWalk {
    /// Components at any depth, without recursion: children wait until their parent is done.
    ///
    /// - Parameter scope: In what scope they are needed, where the list they stand in says so.
    mutating func components(_ list: JSONValue?, at place: Place, parent: RecordIndex?, scope: DependencyScope?) {
        var waiting = [(list, place, parent)]
        while let (list, place, parent) = waiting.popLast() {
            for (index, component) in extract.elements(of: list, field: "components", at: place).enumerated() {
                let at = extract.place(under: place, index)
                let record = self.component(component, at: at, scope: scope)
                if let parent, let record { contain(record, in: parent, at: at) }
                if let children = component["components"] {
                    waiting.append((children, extract.place(under: at, key: keys.components), record ?? parent))
                }
            }
        }
    }

    /// One component; `nil`, and a diagnostic, where nothing tells which.
    private mutating func component(_ component: JSONValue, at place: Place, scope: DependencyScope?) -> RecordIndex? {
        let name = component.text("name")
        if name == nil {
            let other = component.text("purl") ?? component.text("bom-ref")
            extract.diagnose(.missingIdentity(name: other.map { extract.clean($0) } ?? "component"), at: place)
            guard other != nil else { return nil }
        }
        let record = extract.add(Self.kind(of: component), at: place)
        if let scope { scopes[record] = scope }
        describe(record, component, at: place)
        if name == nil, let other = component.text("bom-ref") { extract.set(.name, of: record, toUTF8: other, at: place) }
        return record
    }

    /// What a product does not need to run it does not contain as far as losses and flags go; it depends on it, in the scope that is said.
    private mutating func contain(_ part: RecordIndex, in whole: RecordIndex, at place: Place) {
        if let scope = scopes[part] {
            extract.relate(whole, .dependsOn, to: part, at: place, scope: scope)
        } else {
            extract.relate(whole, .contains, to: part, at: place)
        }
    }

    static func kind(of component: JSONValue) -> NodeKind {
        switch component["type"]?.string ?? "" {
        case "machine-learning-model": .model
        case "data": .dataset
        case "device": .hardware
        case "platform": .infrastructure
        default: .package
        }
    }

    /// States everything that `component` says of `record`.
    mutating func describe(_ record: RecordIndex, _ component: JSONValue, at place: Place) {
        if let reference = component.text("bom-ref"), !references.give(reference, to: record) {
            extract.diagnose(.duplicateReference(extract.clean(reference)), at: place)
        }
        describeBriefly(record, component, at: place)
        digests(component["hashes"], record, at: place)
        scope(of: component, record)
        links(component["externalReferences"], record, at: place)
        ancestors(component["pedigree"], record, at: place)
        modelCard(component["modelCard"], record, at: place)
    }

    /// Name, version, purl, licences, organizations.
    mutating func describeBriefly(_ record: RecordIndex, _ component: JSONValue, at place: Place) {
        if let name = component.text("name") {
            if let group = component.text("group") {
                extract.set(.name, of: record, toUTF8: group + [UInt8(ascii: "/")] + name, at: place)
            } else {
                extract.set(.name, of: record, toUTF8: name, at: place)
            }
        }
        if let version = component.text("version") { extract.set(.version, of: record, toUTF8: version, at: place) }
        if let purl = component.text("purl") { extract.identify(record, packageURL: purl, at: place) }
        for entry in component["licenses"]?.elements ?? .none {
            let licence = entry["license"]
            if let text = entry.text("expression") ?? licence?.text("id") ?? licence?.text("name") {
                extract.set(.licence, of: record, toUTF8: text, at: place)
            }
        }
        organizations(component, record, at: place)
    }

    /// Free text stays text: only a person or a strong key says which organization is meant.
    mutating func organizations(_ owner: JSONValue, _ record: RecordIndex, at place: Place) {
        for key in ["manufacturer", "manufacture", "supplier", "provider"] {
            if let name = owner[key]?.text("name") { extract.set(.supplier, of: record, toUTF8: name, at: place) }
        }
        for key in ["publisher", "author"] {
            if let name = owner.text(key) { extract.set(.supplier, of: record, toUTF8: name, at: place) }
        }
        for author in owner["authors"]?.elements ?? .none {
            if let name = author.text("name") { extract.set(.supplier, of: record, toUTF8: name, at: place) }
        }
    }

    private mutating func digests(_ list: JSONValue?, _ record: RecordIndex, at place: Place) {
        for hash in list?.elements ?? .none {
            guard let algorithm = hash.text("alg"), let content = hash.text("content") else { continue }
            if !extract.identify(record, digest: content, algorithm: algorithm, at: place) {
                extract.diagnose(
                    .invalidValue(field: "hashes", value: extract.clean(content), expected: extract.clean(algorithm)), at: place)
            }
        }
    }

    /// `scope`, or the property by which a package manager's tool says that a component serves development only.
    private mutating func scope(of component: JSONValue, _ record: RecordIndex) {
        switch component["scope"]?.string {
        case "optional": scopes[record] = .optional
        case "excluded": scopes[record] = .development
        default: break
        }
        for property in component["properties"]?.elements ?? .none {
            guard let name = property["name"]?.string, property["value"]?.string == "true" else { continue }
            if name == "cdx:npm:package:development" || name == "cdx:composer:package:isDevRequirement" { scopes[record] = .development }
        }
    }

    private mutating func links(_ list: JSONValue?, _ record: RecordIndex, at place: Place) {
        for (index, reference) in (list?.elements ?? .none).enumerated() {
            guard let type = reference["type"]?.string, let url = reference.text("url") else { continue }
            switch type {
            case "vcs", "website", "distribution", "source-distribution": extract.set(.reference, of: record, toUTF8: url, at: place)
            case "bom":
                // Another document says more of this component; whoever wants it read hands it in.
                let at = extract.place(under: extract.place(under: place, "externalReferences"), index)
                extract.diagnose(.notFollowed(extract.clean(url)), .note, at: at)
            default: break
            }
        }
    }
}
