internal import Scanning
internal import SupplyChain

extension CycloneDXWalk {
    /// Components at any depth, without recursion: children wait until their parent is done.
    ///
    /// - Parameter scope: In what scope they are needed, where the list they stand in says so.
    mutating func components(_ list: JSONValue?, at place: Place, parent: RecordIndex?, scope: DependencyScope?) {
        var waiting = [(list, place, parent)]
        while let (list, place, parent) = waiting.popLast() {
            guard let list = extract.array(list, field: "components", at: place) else { continue }
            var elements = BorrowedJSON(list).elements
            var index = 0
            while let component = elements.next() {
                let at = self.place(of: component, under: place, index)
                index += 1
                let fields = CycloneDXFields(of: component)
                let record = self.component(fields, at: at, scope: scope)
                if let parent, let record { contain(record, in: parent, at: at) }
                if let children = fields.value(.components) {
                    waiting.append((children, self.place(under: at, key: keys.components), record ?? parent))
                }
            }
        }
    }

    /// One component; `nil`, and a diagnostic, where nothing tells which.
    private mutating func component(_ fields: borrowing CycloneDXFields, at place: Place, scope: DependencyScope?) -> RecordIndex? {
        let hasName = fields.hasText(.name)
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
    mutating func describe(_ record: RecordIndex, _ fields: borrowing CycloneDXFields, at place: Place) {
        var isTaken = false
        fields.withText(.bomRef) { isTaken = !references.give($0, to: record) }
        if isTaken { extract.diagnose(.duplicateReference(extract.clean(fields.text(.bomRef) ?? [])), at: place) }
        describeBriefly(record, fields, at: place)
        if let hashes = fields.member(.hashes) { digests(hashes, record, at: place) }
        scope(of: fields, record)
        if let links = fields.member(.externalReferences) { self.links(links, record, at: place) }
        if let pedigree = fields.value(.pedigree) { pedigrees.append((record, pedigree, place)) }
        if let card = fields.value(.modelCard) { modelCard(card, record, at: place) }
        switch extract.records[Int(record.index)].kind {
        case .hardware:
            if let name = fields.text(.name) { extract.mention(record, as: .deviceModel, extract.clean(name), at: place) }
        case .dataset: for data in fields.value(.data)?.elements ?? .none { describeData(record, data, at: place) }
        case .model:
            baseModels(fields.value(.properties), record, at: place)
            if let name = hubName(of: fields) { extract.identify(record, by: .id, "model:" + name, at: place) }
        default: break
        }
    }

    /// The name under which a model stands on a hub: its own, where one of its references leads to exactly that.
    private func hubName(of fields: borrowing CycloneDXFields) -> String? {
        guard let last = fields.text(.name).map({ extract.clean($0) }) else { return nil }
        let name = fields.text(.group).map { extract.clean($0) + "/" + last } ?? last
        guard name.contains("/") else { return nil }
        let leads = (fields.value(.externalReferences)?.elements ?? .none).contains { reference in
            reference.text("url").map { url in
                let address = extract.clean(url)
                return address.contains("://") && ModelIdentity.hubID(address) == name
            } ?? false
        }
        return leads ? name : nil
    }

    /// Name, version, purl, licences, organizations.
    mutating func describeBriefly(_ record: RecordIndex, _ fields: borrowing CycloneDXFields, at place: Place) {
        let isGrouped = fields.withText(.group) { group in
            fields.withText(.name) { name in
                var path: [UInt8] = []
                path.reserveCapacity(group.count + 1 + name.count)
                path.append(copying: group)
                path.append(UInt8(ascii: "/"))
                path.append(copying: name)
                extract.set(.name, of: record, toUTF8: path.span, at: place)
            }
        }
        if !isGrouped { fields.withText(.name) { extract.set(.name, of: record, toUTF8: $0, at: place) } }
        fields.withText(.version) { extract.set(.version, of: record, toUTF8: $0, at: place) }
        let hasPurl = fields.withText(.purl) { identify(record, packageURL: $0, at: place) }
        if !hasPurl, let evidence = fields.value(.evidence), let purl = provenPurl(evidence) {
            identify(record, packageURL: purl.span, at: place)
        }
        // What was found in the files stands for what nobody declared.
        if let list = fields.member(.licenses) {
            licences(list, record, at: place)
        } else if let list = fields.value(.evidence)?["licenses"] {
            licences(BorrowedJSON(list), record, at: place)
        }
        organizations(fields, record, at: place)
    }

    private mutating func licences(_ list: BorrowedJSON, _ record: RecordIndex, at place: Place) {
        var entries = list.elements
        while let entry = entries.next() {
            let fields = JSONFields(of: entry, CycloneDXKeys.licences)
            if fields.withText(0, { extract.set(.licence, of: record, toUTF8: $0, at: place) }) { continue }
            guard let licence = fields.member(1) else { continue }
            let names = JSONFields(of: licence, CycloneDXKeys.licence)
            if names.withText(0, { extract.set(.licence, of: record, toUTF8: $0, at: place) }) { continue }
            names.withText(1) { extract.set(.licence, of: record, toUTF8: $0, at: place) }
        }
    }

    /// The purl that an analysis is certain of; one that it is less certain of would join what is not the same.
    private func provenPurl(_ evidence: JSONValue) -> ArraySlice<UInt8>? {
        guard let identity = evidence["identity"] else { return nil }
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
    private mutating func organizations(_ fields: borrowing CycloneDXFields, _ record: RecordIndex, at place: Place) {
        organization(fields.value(.manufacturer), record, at: place)
        organization(fields.value(.manufacture), record, at: place)
        organization(fields.value(.supplier), record, at: place)
        organization(fields.value(.provider), record, at: place)
        fields.withText(.publisher) { extract.set(.supplier, of: record, toUTF8: $0, at: place) }
        fields.withText(.author) { extract.set(.supplier, of: record, toUTF8: $0, at: place) }
        guard let authors = fields.value(.authors) else { return }
        for author in authors.elements {
            if let name = author.text("name") { extract.set(.supplier, of: record, toUTF8: name, at: place) }
        }
    }

    private mutating func organization(_ value: JSONValue?, _ record: RecordIndex, at place: Place) {
        if let name = value?.text("name") { extract.set(.supplier, of: record, toUTF8: name, at: place) }
    }

    private mutating func digests(_ list: BorrowedJSON, _ record: RecordIndex, at place: Place) {
        var hashes = list.elements
        while let hash = hashes.next() {
            let fields = JSONFields(of: hash, CycloneDXKeys.hash)
            var isDigest = true
            fields.withText(0) { algorithm in
                fields.withText(1) { isDigest = extract.identify(record, digest: $0, algorithm: algorithm, at: place) }
            }
            guard !isDigest, let algorithm = hash.owned.text("alg"), let content = hash.owned.text("content") else { continue }
            extract.diagnose(.invalidValue(field: "hashes", value: extract.clean(content), expected: extract.clean(algorithm)), at: place)
        }
    }

    /// `scope`, or the property by which a package manager's tool says that a component serves development only.
    private mutating func scope(of fields: borrowing CycloneDXFields, _ record: RecordIndex) {
        fields.withText(.scope) { scope in
            if scope.isEqual(to: "optional") { scopes[record] = .optional }
            if scope.isEqual(to: "excluded") { scopes[record] = .development }
        }
        guard let properties = fields.member(.properties) else { return }
        var elements = properties.elements
        while let property = elements.next() {
            let property = JSONFields(of: property, CycloneDXKeys.property)
            property.withText(0) { name in
                guard name.isEqual(to: "cdx:npm:package:development") || name.isEqual(to: "cdx:composer:package:isDevRequirement") else {
                    return
                }
                property.withText(1) { if $0.isEqual(to: "true") { scopes[record] = .development } }
            }
        }
    }

    private mutating func links(_ list: BorrowedJSON, _ record: RecordIndex, at place: Place) {
        var references = list.elements
        var index = -1
        while let reference = references.next() {
            index += 1
            let link = JSONFields(of: reference, CycloneDXKeys.link)
            var isElsewhere = false
            link.withText(0) { type in
                if CycloneDXKeys.leadingLinks.number(of: type) != nil {
                    link.withText(1) { extract.set(.reference, of: record, toUTF8: $0, at: place) }
                } else {
                    isElsewhere = type.isEqual(to: "bom")
                }
            }
            // Another document says more of this component; whoever wants it read hands it in.
            guard isElsewhere, let url = reference.owned.text("url") else { continue }
            let at = self.place(of: reference, under: self.place(under: place, "externalReferences"), index)
            extract.diagnose(.notFollowed(extract.clean(url)), .note, at: at)
        }
    }
}
