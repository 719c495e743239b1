internal import Scanning
internal import SupplyChain

extension CycloneDXWalk {
    /// Reads `dependencies`; false where nothing in it needs anything.
    mutating func dependencies(_ list: JSONValue?, at place: Place) -> Bool {
        var hasEdges = false
        guard let list = extract.array(list, field: "dependencies", at: place) else { return false }
        var entries = BorrowedJSON(list).elements
        var index = -1
        while let entry = entries.next() {
            index += 1
            let at = self.place(of: entry, under: place, index)
            let fields = JSONFields(of: entry, CycloneDXKeys.dependency)
            guard let reference = fields.member(0), let from = record(for: reference, at: at) else {
                extract.diagnose(.missingIdentity(name: "dependency"), at: at)
                continue
            }
            if let list = fields.member(1) {
                let under = self.place(under: at, key: keys.dependsOn)
                if relateAll(of: list, from: from, under: under) {
                    hasEdges = hasEdges || meant.contains { $0 != from }
                } else {
                    targets(list.owned, of: from, field: "dependsOn", at: under) { walk, to, there in
                        hasEdges = true
                        walk.extract.relate(from, walk.extract.need(of: from, for: to, scope: walk.scopes[to]), to: to, at: there)
                    }
                }
            }
            if let provided = fields.member(2) {
                targets(provided.owned, of: from, field: "provides", at: self.place(under: at, key: keys.provides)) { walk, to, there in
                    walk.provisions.append((to, from, there))
                }
            }
        }
        return hasEdges
    }

    /// Relates `from` to everything in a list of references that are all known, as nearly all are; false, and nothing done, where one is not.
    ///
    /// The same as `targets` would do, without a value for each: there are more dependencies than anything else in a bill.
    private mutating func relateAll(of list: BorrowedJSON, from: RecordIndex, under place: Place) -> Bool {
        guard lines == nil, list.isArray, references.meanings(of: list, into: &meant) else { return false }
        let places = extract.places(ofElements: meant.count, under: place)
        var need = RelationshipDetails(.dependsOn)
        var last: (kind: NodeKind, scope: DependencyScope?)?
        for (position, to) in meant.enumerated() where to != from {
            // What one is needed for, the next of its kind and scope is needed for too.
            let (kind, scope) = (extract.records[Int(to.index)].kind, scopes[to])
            if last?.kind != kind || last?.scope != scope {
                need = extract.need(of: from, for: to, scope: scope)
                last = (kind, scope)
            }
            extract.relate(from, need, to: to, at: places[position])
        }
        return true
    }

    /// Calls `body` with the record of each reference in `list`; a component's reference to itself says nothing.
    private mutating func targets(
        _ list: JSONValue?, of from: RecordIndex, field: String, at place: Place,
        _ body: (inout CycloneDXWalk, RecordIndex, Place) -> Void
    ) {
        for (position, target) in extract.elements(of: list, field: field, at: place).enumerated() {
            let there = self.place(of: target, under: place, position)
            if field == "provides", let name = target.utf8, standards.contains(name) { continue }
            guard let to = record(for: BorrowedJSON(target), at: there) else {
                extract.diagnose(.invalidValue(field: field, value: target.kind.rawValue, expected: "string"), at: there)
                continue
            }
            if to != from { body(&self, to, there) }
        }
    }

    /// What is provided stands as long as one provider does: whoever needs the standard or algorithm can take any of them.
    mutating func linkProviders() {
        var order: [RecordIndex] = []
        var providers: [RecordIndex: [RecordIndex]] = [:]
        var places: [RecordIndex: Place] = [:]
        for (provided, provider, place) in provisions {
            if places[provided] == nil {
                order.append(provided)
                places[provided] = place
            }
            providers[provided, default: []].append(provider)
        }
        for provided in order {
            let members = Set(providers[provided] ?? []).sorted { $0.index < $1.index }
            extract.require(provided, .run, atLeast: 1, of: members.map { ($0, .active) }, at: places[provided] ?? .whole)
        }
    }

    /// The record of a reference, and a new one where it leads nowhere; `nil` where it is no text.
    private mutating func record(for reference: BorrowedJSON, at place: Place) -> RecordIndex? {
        if let known = references.record(reference) { return known }
        guard let text = reference.owned.utf8, !text.isEmpty else { return nil }
        return record(for: text, at: place)
    }

    /// The record of a reference; a new one of kind `unknown` where it leads nowhere, or into another document.
    mutating func record(for reference: ArraySlice<UInt8>, at place: Place) -> RecordIndex {
        if let known = references.record(reference) { return known }
        let isLink = reference.starts(with: "urn:cdx:".utf8)
        if isLink, let own = ownReference(reference), let known = references.record(own) { return known }
        let text = extract.clean(reference)
        if isLink { extract.diagnose(.notFollowed(text), at: place) } else { extract.diagnose(.danglingReference(text), at: place) }
        let record = extract.add(.unknown, at: place)
        extract.set(.name, of: record, toUTF8: reference, at: place)
        _ = references.give(reference, to: record)
        return record
    }

    /// The bom-ref in a link that leads back to this BOM; `nil` for links to others.
    private func ownReference(_ link: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let rest = link.dropFirst("urn:cdx:".utf8.count)
        guard !serial.isEmpty, rest.starts(with: serial), rest.dropFirst(serial.count).first == UInt8(ascii: "/"),
            let mark = rest.firstIndex(of: UInt8(ascii: "#"))
        else { return nil }
        return rest[(mark + 1)...]
    }

    /// Whose list of dependencies is complete; what is said of assemblies is about nesting.
    mutating func compositions(_ list: JSONValue?, at place: Place) {
        for (index, composition) in extract.elements(of: list, field: "compositions", at: place).enumerated() {
            let at = self.place(of: composition, under: place, index)
            let aggregate = composition["aggregate"]?.string ?? "unknown"
            let word = aggregate == "complete" ? "complete" : aggregate.hasPrefix("incomplete") ? "incomplete" : "unknown"
            for target in composition["dependencies"]?.elements ?? .none {
                guard let reference = target.utf8 else { continue }
                if let record = references.record(reference) {
                    extract.set(.completeness, of: record, to: word, at: at)
                } else {
                    extract.diagnose(.danglingReference(extract.clean(reference)), at: at)
                }
            }
        }
    }
}
