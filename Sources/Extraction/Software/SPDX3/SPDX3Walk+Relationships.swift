internal import Scanning
internal import SupplyChain

extension SPDX3Walk {
    private func meaning(of relationship: JSONValue) -> SPDX3Relationship? {
        relationship["relationshipType"]?.string.flatMap { SPDX3Relationship(SPDX3Relationship.camelCase($0)) }
    }

    /// First who holds which file, and what is described: the rest depends on it.
    ///
    /// A file made from a package, or distributed for it, speaks for that package only where nothing contains the file: hence the second pass.
    mutating func hold(_ relationship: JSONValue, madeFrom: Bool) {
        guard let from = relationship["from"].flatMap({ references($0).first }), let meaning = meaning(of: relationship) else { return }
        for target in references(relationship["to"]) {
            switch (meaning, elements.record(target)) {
            case (.contains, .file(let file)) where !madeFrom: holders[file] = holders[file] ?? from
            case (.basisOf, .file(let file)) where madeFrom && holders[file] == nil && target != from:
                switch elements.record(from) {
                case .record, .file: holders[file] = from
                default: break
                }
            case (.describes, _) where !madeFrom:
                if case .collection = elements.record(from) { described.append(target) }
            default: break
            }
        }
    }

    /// Reads one relationship: one source, many targets.
    mutating func apply(_ relationship: JSONValue, at place: Place) {
        guard let source = relationship["from"].flatMap({ references($0).first }), let type = relationship["relationshipType"]?.string
        else {
            return extract.diagnose(.missingIdentity(name: "relationship"), at: place)
        }
        guard let meaning = meaning(of: relationship) else {
            let expected = "a relationship type of SPDX 3.0"
            return extract.diagnose(.invalidValue(field: "relationshipType", value: extract.clean(type), expected: expected), at: place)
        }
        let targets = references(relationship["to"])
        switch meaning {
        case .unrelated, .describes: return
        case .licence:
            guard case .record(let record) = elements.record(source) else { return }
            for text in targets.compactMap({ licence($0) }) { extract.set(.licence, of: record, toUTF8: text, at: place) }
        case .supplier:
            guard let record = record(of: source, at: place) else { return }
            agents(relationship["to"], of: record, as: .publishedBy, at: place)
        case .output:
            if case .build(let build) = elements.record(source) { builds[build].outputs += targets }
        case .needs(let usual):
            if case .build(let build) = elements.record(source) {
                builds[build].inputs += targets.map { ($0, place) }
                return
            }
            completeness(of: source, relationship, targets, at: place)
            need(source, targets, SPDX3Relationship.scope(relationship["scope"]?.string) ?? usual, at: place)
        case .contains: for target in targets { contain(source, target, at: place) }
        case .derivedFrom: for target in targets { relate(source, .derivedFrom, target, at: place) }
        case .basisOf: for target in targets { relate(target, .derivedFrom, source, at: place) }
        case .trainedOn: for target in targets { relate(source, .trainedOn, target, at: place) }
        }
    }

    private func isNothing(_ id: ArraySlice<UInt8>) -> Bool { ends(id, "NoneElement") || id.elementsEqual("NONE".utf8) }

    private func isUnsaid(_ id: ArraySlice<UInt8>) -> Bool { ends(id, "NoAssertionElement") || id.elementsEqual("NOASSERTION".utf8) }

    private func ends(_ id: ArraySlice<UInt8>, _ word: String) -> Bool { id.suffix(word.utf8.count).elementsEqual(word.utf8) }

    /// Whether the needs of a source are all there, which the relationship says or one to nothing does.
    private mutating func completeness(
        of source: ArraySlice<UInt8>, _ relationship: JSONValue, _ targets: [ArraySlice<UInt8>], at place: Place
    ) {
        guard case .record(let record) = elements.record(source) else { return }
        if targets.contains(where: { isNothing($0) }) { return extract.set(.completeness, of: record, to: "complete", at: place) }
        if targets.contains(where: { isUnsaid($0) }) { return extract.set(.completeness, of: record, to: "unknown", at: place) }
        switch relationship["completeness"]?.string {
        case "complete": extract.set(.completeness, of: record, to: "complete", at: place)
        case "incomplete": extract.set(.completeness, of: record, to: "incomplete", at: place)
        default: break
        }
    }

    private mutating func need(_ source: ArraySlice<UInt8>, _ targets: [ArraySlice<UInt8>], _ scope: DependencyScope, at place: Place) {
        for target in targets {
            guard let from = record(of: source, at: place), let to = record(of: target, at: place), from != to else { continue }
            statesEdges = true
            extract.relate(from, extract.need(of: from, for: to, scope: scope), to: to, at: place)
        }
    }

    private mutating func contain(_ whole: ArraySlice<UInt8>, _ part: ArraySlice<UInt8>, at place: Place) {
        // A file in a package is no relationship between packages, and a member of a collection no part of anything.
        if case .file = elements.record(part) { return }
        if case .collection = elements.record(whole) { return }
        guard let from = record(of: whole, at: place), let to = record(of: part, at: place), from != to else { return }
        statesEdges = true
        extract.relate(from, .contains, to: to, at: place)
    }

    private mutating func relate(_ source: ArraySlice<UInt8>, _ kind: RelationshipKind, _ target: ArraySlice<UInt8>, at place: Place) {
        guard let from = record(of: source, at: place), let to = record(of: target, at: place), from != to else { return }
        statesEdges = true
        extract.relate(from, kind, to: to, at: place)
    }

    /// The record that stands for an id: for a file whatever holds it, for a tool one of its own; new, and of kind `unknown`, for what leads nowhere.
    mutating func record(of id: ArraySlice<UInt8>, at place: Place) -> RecordIndex? {
        switch elements.record(id) {
        case .record(let record): return record
        case .file(let file): return holder(of: file)
        case .build: return nil
        case .collection: return extract.subject()
        case .other(let value, let at): return toolRecord(value, id, at: at)
        case nil:
            if isNothing(id) || isUnsaid(id) { return nil }
            let text = extract.clean(expanded(id))
            extract.diagnose(imported.contains(id) ? .notFollowed(text) : .danglingReference(text), at: place)
            let record = extract.add(.unknown, at: place)
            extract.set(.name, of: record, to: text, at: place)
            _ = elements.give(id, to: .record(record))
            return record
        }
    }

    /// An id as it means the same in every document.
    private func expanded(_ id: ArraySlice<UInt8>) -> String {
        let text = String(decoding: id, as: UTF8.self)
        guard let colon = text.firstIndex(of: ":"), let address = prefixes[String(text[..<colon])] else { return text }
        return address + text[text.index(after: colon)...]
    }

    /// Tools are needed to build and described like agents; everything else that can be referred to is no component.
    private mutating func toolRecord(_ value: JSONValue, _ id: ArraySlice<UInt8>, at place: Place) -> RecordIndex? {
        guard value["type"]?.string == "Tool" else { return nil }
        if let known = tools.record(id) { return known }
        let record = extract.add(.package, at: place)
        let name = value.text("name").flatMap { SPDXAgent.name($0) }
        extract.set(.name, of: record, to: name ?? extract.clean(id), at: place)
        _ = tools.give(id, to: record)
        return record
    }

    /// The package that holds a file, through any number of files that hold each other; the subject where the document itself does.
    private mutating func holder(of file: Int) -> RecordIndex? {
        var chain: [Int] = []
        var current = file
        var found: RecordIndex?
        search: while heldBy[current] == nil {
            // Noted at once, so that a ring of files, which holds nothing, ends where it began.
            heldBy[current] = .some(nil)
            chain.append(current)
            guard let id = holders[current] else { break }
            switch elements.record(id) {
            case .record(let record):
                found = record
                break search
            case .collection:
                found = extract.subject()
                break search
            case .file(let next): current = next
            default: break search
            }
        }
        if found == nil, let known = heldBy[current] { found = known }
        for file in chain { heldBy[file] = .some(found) }
        return found
    }
}
