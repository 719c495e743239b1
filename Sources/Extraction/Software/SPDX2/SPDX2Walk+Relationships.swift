internal import Scanning
internal import SupplyChain

extension SPDX2Walk {
    private struct Statement {
        let left: ArraySlice<UInt8>
        let meaning: SPDX2Relationship
        let right: ArraySlice<UInt8>
        let place: Place
    }

    /// Reads all relationships: first who holds which file, then the rest.
    mutating func relationships(_ list: JSONValue?, at place: Place) {
        var statements: [Statement] = []
        for (index, entry) in extract.elements(of: list, field: "relationships", at: place).enumerated() {
            if let statement = statement(entry, at: self.place(of: entry, under: place, index)) { statements.append(statement) }
        }
        for statement in statements {
            switch statement.meaning {
            case .contains: hold(statement.right, by: statement.left)
            case .containedBy: hold(statement.left, by: statement.right)
            case .describes where isDocument(statement.left): describe(statement.right, at: statement.place)
            case .describedBy where isDocument(statement.right): describe(statement.left, at: statement.place)
            default: break
            }
        }
        for (file, holder) in implied where owners[file] == nil { owners[file] = packages.record(holder) }
        for statement in statements { apply(statement) }
    }

    private func isDocument(_ id: ArraySlice<UInt8>) -> Bool { id.elementsEqual("SPDXRef-DOCUMENT".utf8) }

    private mutating func statement(_ entry: JSONValue, at place: Place) -> Statement? {
        guard let left = entry.text("spdxElementId"), let right = entry.text("relatedSpdxElement"),
            let type = entry["relationshipType"]?.string
        else {
            extract.diagnose(.missingIdentity(name: "relationship"), at: place)
            return nil
        }
        if let meaning = SPDX2Relationship(type) { return Statement(left: left, meaning: meaning, right: right, place: place) }
        // Old files have lower case, and one generator writes DESCRIBE; both are odd and neither is doubtful.
        let expected = "a relationship type of SPDX 2.3"
        extract.diagnose(.invalidValue(field: "relationshipType", value: extract.clean(type), expected: expected), at: place)
        let upper = type.uppercased()
        guard let meaning = SPDX2Relationship(upper == "DESCRIBE" ? "DESCRIBES" : upper) else { return nil }
        return Statement(left: left, meaning: meaning, right: right, place: place)
    }

    private mutating func hold(_ part: ArraySlice<UInt8>, by whole: ArraySlice<UInt8>) {
        guard let file = files[part], owners[file] == nil, let package = packages.record(whole) else { return }
        owners[file] = package
    }

    private mutating func apply(_ statement: Statement) {
        let place = statement.place
        let isSaid = statement.meaning.isOutgoing
        switch statement.meaning {
        case .unrelated, .describes, .describedBy: return
        default: break
        }
        let (left, right) = (element(statement.left, at: place), element(statement.right, at: place))
        if isSaid, case .package(let record) = left {
            // Holding nothing and needing nothing more are two statements; only the second is about dependencies.
            if case .nothing = right, case .needs = statement.meaning { extract.set(.completeness, of: record, to: "complete", at: place) }
            if case .unsaid = right, case .needs = statement.meaning { extract.set(.completeness, of: record, to: "unknown", at: place) }
        }
        switch statement.meaning {
        case .needs(let scope): need(left, right, scope, at: place)
        case .neededBy(let scope): need(right, left, scope, at: place)
        case .contains: contain(left, right, at: place)
        case .containedBy: contain(right, left, at: place)
        case .derivedFrom: derive(left, right, at: place)
        case .basisOf: derive(right, left, at: place)
        case .describes, .describedBy, .unrelated: break
        }
    }

    /// The record that stands for an element: for a file the package that holds it, for the document its subject.
    private mutating func record(of element: Element) -> RecordIndex? {
        switch element {
        case .package(let record): record
        case .file(let file): owners[file]
        case .document: extract.subject()
        case .nothing, .unsaid: nil
        }
    }

    private mutating func need(_ from: Element, _ to: Element, _ scope: DependencyScope, at place: Place) {
        guard let from = record(of: from), let to = record(of: to), from != to else { return }
        statesEdges = true
        extract.relate(from, .dependsOn, to: to, at: place, scope: scope)
    }

    private mutating func contain(_ whole: Element, _ part: Element, at place: Place) {
        // A file in a package is no relationship between packages.
        guard case .package(let part) = part, let whole = record(of: whole), whole != part else { return }
        statesEdges = true
        extract.relate(whole, .contains, to: part, at: place)
    }

    private mutating func derive(_ result: Element, _ source: Element, at place: Place) {
        guard let result = record(of: result), let source = record(of: source), result != source else { return }
        statesEdges = true
        extract.relate(result, .derivedFrom, to: source, at: place)
    }
}
