@testable import Extraction
import Scanning
import SupplyChain

/// An extract written out for people: everything a document said, a line each, with its place.
extension ReadExtract {
    /// All of it.
    var evidence: String {
        var lines: [String] = []
        for (index, record) in extract.records.enumerated() {
            let record = (index: RecordIndex(index: Int32(index)), record: record)
            let mark = record.record.isTentative ? "?" : ""
            lines.append("\(record.record.kind.rawValue)\(mark) \(label(of: record.index))\(at(record.record.place))")
            for claim in extract.identities where claim.record == record.index {
                lines.append("  \(claim.key.name) \(extract.symbols[claim.value])\(at(claim.place))")
            }
            for claim in extract.names where claim.record == record.index {
                let verb = claim.answers ? "answers to" : "met as"
                lines.append("  \(verb) \(claim.alias) \(extract.symbols[claim.value])\(at(claim.place))")
            }
            for claim in extract.attributes where claim.record == record.index {
                let rank = claim.rank == extract.rank ? "" : " (\(claim.rank.name))"
                lines.append("  \(claim.key.name): \(extract.symbols[claim.value])\(rank)\(at(claim.place))")
            }
            for claim in extract.reaches where claim.record == record.index {
                lines.append("  under \(claim.jurisdiction.text) by \(claim.nexus) \(claim.certainty)\(at(claim.place))")
            }
            for claim in extract.unknownKeys where claim.record == record.index { lines.append("  unknown key \(claim.key)") }
        }
        if !extract.relationships.isEmpty { lines.append("") }
        for claim in extract.relationships {
            let details = extract.details(of: claim)
            let parts: [String?] = [
                details.kind.rawValue, details.scope?.rawValue, details.how?.text, details.share?.description, details.strength?.rawValue,
                details.certainty == .known ? nil : "\(details.certainty)",
            ]
            let words = parts.compactMap(\.self).joined(separator: " ")
            lines.append("\(label(of: claim.from)) —\(words)→ \(label(of: claim.to))\(at(claim.place))")
        }
        for same in extract.sames { lines.append("\(label(of: same.left)) is \(label(of: same.right))\(at(same.place))") }
        for group in extract.groups {
            let members = group.members.map { "\(label(of: $0.record)) (\($0.status.rawValue))" }.joined(separator: " | ")
            let amount = "needs \(group.atLeast), wants \(group.want)"
            lines.append("\(label(of: group.record)) \(amount) of \(members) [\(group.type.rawValue)]\(at(group.place))")
        }
        for delivery in extract.deliveries { lines += words(for: delivery) }
        if !extract.interchangeable.isEmpty {
            let labels = extract.interchangeable.sorted { $0.index < $1.index }.map(label)
            lines.append("in each other's place: \(labels.joined(separator: " | "))")
        }
        for module in extract.usedModules { lines.append("uses \(extract.symbols[module])") }
        if !extract.diagnostics.isEmpty { lines.append("") }
        lines += extract.diagnostics.sorted().map { "\($0.severity.rawValue) \($0.location.place): \($0.problem)" }
        if !extract.gaps.isEmpty { lines += ["", "gaps: " + extract.gaps.map(\.rawValue).joined(separator: " ")] }
        return lines.joined(separator: "\n") + "\n"
    }

    private func words(for delivery: Claim.Delivery) -> [String] {
        let what = ([delivery.product].compactMap { $0 } + delivery.things).map { label(of: $0) }.joined(separator: " | ")
        let whom = delivery.endUsers.map { label(of: $0) }.joined(separator: " | ")
        let parts = [delivery.form?.rawValue, delivery.departure.map { "from \($0)" }, whom.isEmpty ? nil : "for \(whom)"]
        let words = parts.compactMap(\.self).joined(separator: " ")
        return ["\(extract.symbols[delivery.id]): \(what) to \(delivery.destination) \(words)\(at(delivery.place))"]
            + delivery.statements.map { statement in
                let verb = statement.isMet ? "met" : "not met"
                let name = "\(extract.symbols[statement.instrument]) \(statement.number)"
                return "  \(name) \(verb): \(extract.symbols[statement.ground])\(at(statement.place))"
            }
    }

    /// How much of it there is, for documents too long to write out.
    var counts: String {
        var kinds: [String: Int] = [:]
        for record in extract.records { kinds[record.kind.rawValue, default: 0] += 1 }
        return kinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: "\n")
            + """

            \(extract.relationships.count) relationships
            \(extract.groups.count) groups
            \(extract.identities.count) identities
            \(extract.names.count) names
            \(extract.attributes.count) attributes
            \(extract.diagnostics.count) diagnostics

            """
    }

    /// What the format was seen to say.
    var coverage: Coverage {
        var seen: Coverage = []
        let kinds = extract.records.map(\.kind)
        if kinds.contains(.package) { seen.insert(.components) }
        if kinds.contains(.model) || kinds.contains(.dataset) { seen.insert(.models) }
        if kinds.contains(.service) { seen.insert(.services) }
        let subject = extract.subjectRecord
        if extract.relationships.contains(where: { $0.from != subject }) { seen.insert(.relationships) }
        if kinds.contains(.organization) || extract.attributes.contains(where: { $0.key == .supplier }) { seen.insert(.suppliers) }
        if extract.attributes.contains(where: { $0.key == .licence }) { seen.insert(.licences) }
        if extract.attributes.contains(where: { $0.key == .version && $0.record != subject }) { seen.insert(.versions) }
        if extract.identities.contains(where: { $0.key == .digest }) { seen.insert(.digests) }
        if !extract.groups.isEmpty { seen.insert(.alternatives) }
        return seen
    }

    private func label(of record: RecordIndex) -> String {
        let name = name(of: record)
        return name.hasPrefix("#") ? name : "\(name)#\(record.index)"
    }

    private func at(_ place: Place) -> String {
        let text = extract.location(of: place).place
        return text.isEmpty ? "" : "  @ \(text)"
    }
}

extension Coverage {
    /// Its parts, for messages.
    var words: String {
        let names: [(Coverage, String)] = [
            (.components, "components"), (.relationships, "relationships"), (.suppliers, "suppliers"), (.licences, "licences"),
            (.versions, "versions"), (.digests, "digests"), (.alternatives, "alternatives"), (.models, "models"), (.services, "services"),
        ]
        return names.filter { contains($0.0) }.map(\.1).joined(separator: " ")
    }
}
