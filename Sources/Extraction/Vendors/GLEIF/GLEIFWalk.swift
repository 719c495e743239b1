internal import Scanning
internal import SupplyChain

/// Records of the Global LEI Foundation as evidence, one after another.
struct GLEIFWalk {
    /// A parent as a record names it, before it is known whether a chain of direct parents leads there anyway.
    private struct Ultimate {
        let child: String
        let parent: String
        let certainty: Certainty
        let place: Place
    }

    private(set) var extract: Extract
    private var organizations: [String: RecordIndex] = [:]
    private var described: Set<String> = []
    private var direct: [String: [String]] = [:]
    private var pairs: Set<[String]> = []
    private var ultimate: [Ultimate] = []

    init(extract: Extract) { self.extract = extract }

    /// What the extract says of places and oddities, for those who find the records.
    mutating func place(under parent: Place, _ key: String) -> Place { extract.place(under: parent, key) }
    mutating func place(under parent: Place, _ index: Int) -> Place { extract.place(under: parent, index) }
    mutating func place(line: Int) -> Place { extract.place(line: line) }
    mutating func diagnose(_ problem: Diagnostic.Problem, at place: Place) { extract.diagnose(problem, at: place) }
    mutating func noteOddities(of json: JSONDocument) { extract.noteOddities(of: json) }

    /// Takes one record.
    mutating func read(_ record: GLEIFRecord, at place: Place) {
        switch record.level {
        case .entity: entity(record, at: place)
        case .relationship: relationship(record, at: place)
        case .exception: exception(record, at: place)
        }
    }

    // MARK: Level 1

    /// Where it is incorporated and where it is headquartered are both where it is established; a third address is a hint.
    private mutating func entity(_ record: GLEIFRecord, at place: Place) {
        guard let organization = organization(record[.identifier], at: place) else { return }
        if !described.insert(record[.identifier].uppercased()).inserted {
            extract.diagnose(.duplicateReference(record[.identifier]), at: place)
        }
        let name = record[.legalName]
        if name.isEmpty {
            extract.diagnose(.missingIdentity(name: record[.identifier]), at: place)
        } else {
            extract.set(.name, of: organization, to: name, at: place)
            extract.mention(organization, as: .organizationName, name, at: place)
        }
        var known: Set<Jurisdiction> = []
        for (field, certainty) in [(GLEIFField.jurisdiction, Certainty.known), (.headquarters, .known), (.legalAddress, .assumed)] {
            // A part of a country is named with it: `US-DE`.
            let code = record[field].split(separator: "-").first.map { $0.uppercased() } ?? ""
            guard !code.isEmpty else { continue }
            guard let jurisdiction = Jurisdiction(code: code) else {
                extract.diagnose(.invalidValue(field: field.column, value: record[field], expected: "ISO 3166"), at: place)
                continue
            }
            guard known.insert(jurisdiction).inserted else { continue }
            extract.reach(organization, jurisdiction, nexus: .established, certainty: certainty, at: place)
        }
        if !["", "GENERAL"].contains(record[.category]) { extract.set(.trait, of: organization, to: record[.category], at: place) }
        if record[.entityStatus] == "INACTIVE" { extract.set(.trait, of: organization, to: "INACTIVE", at: place) }
        if !["", "ISSUED"].contains(record[.registration]) {
            extract.set(.trait, of: organization, to: "LEI \(record[.registration])", at: place)
        }
        if !record[.successor].isEmpty, let successor = self.organization(record[.successor], at: place), successor != organization {
            extract.relate(organization, .controlledBy, to: successor, at: place, certainty: .assumed)
        }
    }

    /// The organization of an identifier; `nil`, and a diagnostic, where it is none.
    private mutating func organization(_ text: String, at place: Place) -> RecordIndex? {
        guard let identifier = LegalEntityIdentifier(text) else {
            extract.diagnose(.invalidValue(field: "LEI", value: text, expected: "ISO 17442"), at: place)
            return nil
        }
        if let known = organizations[identifier.text] { return known }
        let record = extract.add(.organization, at: place)
        extract.identify(record, by: .legalEntity, identifier.text, at: place)
        organizations[identifier.text] = record
        return record
    }

    // MARK: Level 2

    /// The start node is the child.
    ///
    /// Consolidation is control, without a share. A registration that was not renewed was true when it was last looked at.
    private mutating func relationship(_ record: GLEIFRecord, at place: Place) {
        for type in [record[.childType], record[.parentType]] where !["", "LEI"].contains(type) {
            return extract.diagnose(.invalidValue(field: "NodeIDType", value: type, expected: "LEI"), at: place)
        }
        // What has ended, was never so or is said elsewhere makes no edge; a feeder fund invests and is not controlled.
        guard record[.relationshipStatus] != "INACTIVE", record[.relationship] != "IS_FEEDER_TO",
            !["ANNULLED", "CANCELLED", "DUPLICATE", "RETIRED", "PENDING_VALIDATION"].contains(record[.registration])
        else { return }
        guard let child = organization(record[.child], at: place), let parent = organization(record[.parent], at: place) else { return }
        guard child != parent else {
            return extract.diagnose(
                .invalidValue(field: GLEIFField.parent.column, value: record[.parent], expected: "another LEI"), at: place)
        }
        let isCurrent = record[.relationshipStatus] == "ACTIVE" && !["LAPSED", "TRANSFERRED"].contains(record[.registration])
        switch record[.relationship] {
        case "IS_ULTIMATELY_CONSOLIDATED_BY":
            ultimate.append(
                Ultimate(child: record[.child], parent: record[.parent], certainty: isCurrent ? .known : .assumed, place: place))
        case "IS_DIRECTLY_CONSOLIDATED_BY", "IS_INTERNATIONAL_BRANCH_OF":
            if pairs.insert([record[.child], record[.parent]]).inserted { direct[record[.child], default: []].append(record[.parent]) }
            if leads(from: record[.parent], to: record[.child]) {
                extract.diagnose(
                    .invalidValue(field: GLEIFField.parent.column, value: record[.parent], expected: "no ring of parents"), at: place)
            }
            extract.relate(child, .controlledBy, to: parent, at: place, certainty: isCurrent ? .known : .assumed)
        case "IS_FUND-MANAGED_BY", "IS_FUND_MANAGED_BY", "IS_SUBFUND_OF":
            extract.relate(child, .controlledBy, to: parent, at: place, certainty: .assumed)
        default:
            extract.diagnose(
                .invalidValue(field: GLEIFField.relationship.column, value: record[.relationship], expected: "RR-CDF 2.1"), at: place)
        }
    }

    /// The chain of direct parents says more than the ultimate one: that is an edge only where no chain leads to it.
    ///
    /// - Complexity: each chain is walked once per record, and ends where it comes back to itself.
    mutating func finish() {
        for entry in ultimate {
            guard let child = organizations[entry.child.uppercased()], let parent = organizations[entry.parent.uppercased()] else {
                continue
            }
            if leads(from: entry.child, to: entry.parent) { continue }
            extract.relate(child, .controlledBy, to: parent, at: entry.place, certainty: entry.certainty)
        }
    }

    private func leads(from child: String, to parent: String) -> Bool {
        var seen: Set<String> = [child]
        var waiting = [child]
        // Chains of owners are short; one of more than a thousand links is taken for none.
        while let at = waiting.popLast() {
            for next in direct[at] ?? [] {
                if next == parent { return true }
                guard seen.count < 1_000 else { return false }
                if seen.insert(next).inserted { waiting.append(next) }
            }
        }
        return false
    }

    // MARK: Reporting exceptions

    /// A parent that is not named is a parent all the same, unless the reason says that there is none.
    private mutating func exception(_ record: GLEIFRecord, at place: Place) {
        guard let organization = organization(record[.identifier], at: place) else { return }
        let reason = record[.exceptionReason]
        guard !["NO_KNOWN_PERSON", "NATURAL_PERSONS", "NON_CONSOLIDATING"].contains(reason) else {
            return extract.set(.trait, of: organization, to: "no consolidating parent: \(reason)", at: place)
        }
        let parent = extract.add(.organization, at: place)
        extract.set(.name, of: parent, to: "undisclosed parent of \(record[.identifier])", at: place)
        extract.set(.trait, of: parent, to: reason.isEmpty ? "undisclosed" : reason, at: place)
        extract.relate(organization, .controlledBy, to: parent, at: place, certainty: .assumed)
    }
}
