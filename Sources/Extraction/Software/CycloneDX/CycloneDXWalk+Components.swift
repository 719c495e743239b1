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
                let at = self.place(of: component, under: place, index)
                let fields = CycloneDXFields(of: component)
                let record = self.component(fields, at: at, scope: scope)
                if let parent, let record { contain(record, in: parent, at: at) }
                if let children = fields[.components] {
                    waiting.append((children, self.place(under: at, key: keys.components), record ?? parent))
                }
            }
        }
    }

    /// One component; `nil`, and a diagnostic, where nothing tells which.
    private mutating func component(_ fields: CycloneDXFields, at place: Place, scope: DependencyScope?) -> RecordIndex? {
        let hasName = fields.text(.name) != nil
        if !hasName {
            let other = fields.text(.purl) ?? fields.text(.bomRef)
            extract.diagnose(.missingIdentity(name: other.map { extract.clean($0) } ?? "component"), at: place)
            guard other != nil else { return nil }
        }
        let record = extract.add(fields.kind, at: place)
        if let scope { scopes[record] = scope }
        describe(record, fields, at: place)
        if !hasName, let other = fields.text(.bomRef) { extract.set(.name, of: record, toUTF8: other, at: place) }
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

    /// States everything that a component or service says of `record`.
    mutating func describe(_ record: RecordIndex, _ fields: CycloneDXFields, at place: Place) {
        if let reference = fields.text(.bomRef), !references.give(reference, to: record) {
            extract.diagnose(.duplicateReference(extract.clean(reference)), at: place)
        }
        describeBriefly(record, fields, at: place)
        if let hashes = fields[.hashes] { digests(hashes, record, at: place) }
        scope(of: fields, record)
        if let links = fields[.externalReferences] { self.links(links, record, at: place) }
        if let pedigree = fields[.pedigree] { pedigrees.append((record, pedigree, place)) }
        if let card = fields[.modelCard] { modelCard(card, record, at: place) }
        switch extract.records[Int(record.index)].kind {
        case .hardware:
            if let name = fields.text(.name) { extract.mention(record, as: .deviceModel, extract.clean(name), at: place) }
        case .dataset: for data in fields[.data]?.elements ?? .none { describeData(record, data, at: place) }
        case .model:
            baseModels(fields[.properties], record, at: place)
            if let name = hubName(of: fields) { extract.identify(record, by: .id, "model:" + name, at: place) }
        default: break
        }
    }

    /// The name under which a model stands on a hub: its own, where one of its references leads to exactly that.
    private func hubName(of fields: CycloneDXFields) -> String? {
        guard let last = fields.text(.name).map({ extract.clean($0) }) else { return nil }
        let name = fields.text(.group).map { extract.clean($0) + "/" + last } ?? last
        guard name.contains("/") else { return nil }
        let leads = (fields[.externalReferences]?.elements ?? .none).contains { reference in
            reference.text("url").map { url in
                let address = extract.clean(url)
                return address.contains("://") && ModelIdentity.hubID(address) == name
            } ?? false
        }
        return leads ? name : nil
    }

    /// Name, version, purl, licences, organizations.
    mutating func describeBriefly(_ record: RecordIndex, _ fields: CycloneDXFields, at place: Place) {
        if let name = fields.text(.name) {
            if let group = fields.text(.group) {
                extract.set(.name, of: record, toUTF8: group + [UInt8(ascii: "/")] + name, at: place)
            } else {
                extract.set(.name, of: record, toUTF8: name, at: place)
            }
        }
        if let version = fields.text(.version) { extract.set(.version, of: record, toUTF8: version, at: place) }
        if let purl = fields.text(.purl) ?? provenPurl(fields[.evidence]) { identify(record, packageURL: purl, at: place) }
        // What was found in the files stands for what nobody declared.
        for entry in (fields[.licenses] ?? fields[.evidence]?["licenses"])?.elements ?? .none {
            let licence = entry["license"]
            if let text = entry.text("expression") ?? licence?.text("id") ?? licence?.text("name") {
                extract.set(.licence, of: record, toUTF8: text, at: place)
            }
        }
        organizations(fields, record, at: place)
    }

    /// The purl that an analysis is certain of; one that it is less certain of would join what is not the same.
    private func provenPurl(_ evidence: JSONValue?) -> ArraySlice<UInt8>? {
        guard let identity = evidence?["identity"] else { return nil }
        func proven(_ entry: JSONValue) -> ArraySlice<UInt8>? {
            guard entry["field"]?.string == "purl" else { return nil }
            let confidence = entry["confidence"]?.numberText ?? entry["confidence"]?.string ?? ""
            return ["1", "1.0", "1.00"].contains(confidence) ? entry.text("concludedValue") : nil
        }
        if identity.kind == .object { return proven(identity) }
        for entry in identity.elements {
            if let purl = proven(entry) { return purl }
        }
        return nil
    }

    /// Free text stays text: only a person or a strong key says which organization is meant.
    private mutating func organizations(_ fields: CycloneDXFields, _ record: RecordIndex, at place: Place) {
        for key in [CycloneDXFields.Key.manufacturer, .manufacture, .supplier, .provider] {
            if let name = fields[key]?.text("name") { extract.set(.supplier, of: record, toUTF8: name, at: place) }
        }
        for key in [CycloneDXFields.Key.publisher, .author] {
            if let name = fields.text(key) { extract.set(.supplier, of: record, toUTF8: name, at: place) }
        }
        for author in fields[.authors]?.elements ?? .none {
            if let name = author.text("name") { extract.set(.supplier, of: record, toUTF8: name, at: place) }
        }
    }

    private mutating func digests(_ list: JSONValue, _ record: RecordIndex, at place: Place) {
        for hash in list.elements {
            guard let algorithm = hash.text("alg"), let content = hash.text("content") else { continue }
            if !extract.identify(record, digest: content, algorithm: algorithm, at: place) {
                extract.diagnose(
                    .invalidValue(field: "hashes", value: extract.clean(content), expected: extract.clean(algorithm)), at: place)
            }
        }
    }

    /// `scope`, or the property by which a package manager's tool says that a component serves development only.
    private mutating func scope(of fields: CycloneDXFields, _ record: RecordIndex) {
        if let scope = fields.text(.scope) {
            if scope.elementsEqual("optional".utf8) { scopes[record] = .optional }
            if scope.elementsEqual("excluded".utf8) { scopes[record] = .development }
        }
        for property in fields[.properties]?.elements ?? .none {
            guard let name = property["name"]?.string, property["value"]?.string == "true" else { continue }
            if name == "cdx:npm:package:development" || name == "cdx:composer:package:isDevRequirement" { scopes[record] = .development }
        }
    }

    private mutating func links(_ list: JSONValue, _ record: RecordIndex, at place: Place) {
        for (index, reference) in list.elements.enumerated() {
            guard let type = reference["type"]?.string, let url = reference.text("url") else { continue }
            switch type {
            case "vcs", "website", "distribution", "source-distribution", "model-card":
                extract.set(.reference, of: record, toUTF8: url, at: place)
            case "bom":
                // Another document says more of this component; whoever wants it read hands it in.
                let at = self.place(of: reference, under: self.place(under: place, "externalReferences"), index)
                extract.diagnose(.notFollowed(extract.clean(url)), .note, at: at)
            default: break
            }
        }
    }
}
