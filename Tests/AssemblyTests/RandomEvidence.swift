import SupplyChain

/// A small random set of documents, kept in a plain form too, so that a reference can be written from the definitions alone.
struct RandomEvidence {
    /// What one record says of itself, by its mark.
    struct Plain {
        let mark: String
        var keys: [(kind: IdentityKey, value: String)] = []
    }

    var extracts: [Extract] = []
    var records: [Plain] = []
    var sames: [(Int, Int)] = []

    private static let values: [(IdentityKey, [String])] = [
        (.digest, ["sha256:aa", "sha256:bb", "sha256:cc", "sha1:dd", "sha1:ee"]), (.legalEntity, ["LEI1", "LEI2"]),
        (.packageURL, ["pkg:npm/a@1", "pkg:npm/a@2", "pkg:npm/a", "pkg:npm/b@1"]), (.modelRevision, ["m/n@1", "m/n@2"]),
        (.id, ["org:x", "org:y"]),
    ]

    init(seed: UInt64, documents: Int, files: (Int) -> String = { "dir\($0)/bom.json" }) {
        var random = SplitMix(state: seed)
        for document in 0..<documents {
            // The digest says nothing of the order in which documents are made.
            let digest = "sha256:" + String(random.next(), radix: 16)
            let ranks = SourceRank.allCases
            var extract = Extract(file: files(document), digest: digest, reader: "random", rank: ranks[random.below(ranks.count)])
            let first = records.count
            var indices: [RecordIndex] = []
            for number in 0..<(1 + random.below(5)) {
                let place = extract.place("components", number)
                let kinds: [NodeKind] = [.package, .unknown, .organization, .model, .service]
                let record = extract.add(kinds[random.below(kinds.count)], at: place)
                var plain = Plain(mark: "\(document).\(number)")
                extract.set(.reference, of: record, to: plain.mark, at: place)
                extract.set(.name, of: record, to: ["one", "two", "three"][random.below(3)], at: place)
                for _ in 0..<random.below(4) {
                    let (kind, values) = Self.values[random.below(Self.values.count)]
                    let value = values[random.below(values.count)]
                    extract.identify(record, by: kind, value, at: place)
                    plain.keys.append((kind, value))
                }
                indices.append(record)
                records.append(plain)
            }
            for _ in 0..<random.below(2) {
                let (left, right) = (random.below(indices.count), random.below(indices.count))
                extract.identify(indices[left], with: indices[right], at: .whole)
                sames.append((first + left, first + right))
            }
            for step in 0..<random.below(6) {
                let kinds: [RelationshipKind] = [.dependsOn, .contains, .ownedBy]
                var details = RelationshipDetails(kinds[random.below(kinds.count)])
                if details.kind == .ownedBy { details.share = ExactShare(millionths: 250_000 * random.below(5)) }
                extract.relate(
                    indices[random.below(indices.count)], details, to: indices[random.below(indices.count)],
                    at: extract.place("edges", step))
            }
            if random.below(3) == 0 {
                extract.require(
                    indices[0], .run, atLeast: 1, of: indices.map { (record: $0, status: .active) }, at: extract.place("groups"))
            }
            extracts.append(extract)
        }
    }

    /// The partition of records into things, written from semantics 14.2 and 14.3 as plainly as can be.
    func partition() -> Set<Set<String>> {
        func family(_ key: (kind: IdentityKey, value: String)) -> String? {
            switch key.kind {
            case .digest: String(key.value.prefix { $0 != ":" })
            case .legalEntity: "LEI"
            default: nil
            }
        }
        func values(_ members: Set<Int>) -> [String: Set<String>] {
            var found: [String: Set<String>] = [:]
            for member in members {
                for key in cleaned[member].keys { if let family = family(key) { found[family, default: []].insert(key.value) } }
            }
            return found
        }
        // A record that states two values of one family is identified by neither.
        let cleaned = records.map { record in
            var record = record
            let stated = Dictionary(grouping: record.keys.filter { family($0) != nil }) { family($0) ?? "" }
            let bad = Set(stated.filter { Set($0.value.map(\.value)).count > 1 }.keys)
            record.keys.removeAll { key in family(key).map { bad.contains($0) } ?? false }
            return record
        }
        var blocks: [Set<Int>] = records.indices.map { [$0] }
        for step in 0...IdentityKey.allCases.count {
            func meets(_ left: Set<Int>, _ right: Set<Int>) -> Bool {
                if step == IdentityKey.allCases.count {
                    return sames.contains { (left.contains($0.0) && right.contains($0.1)) || (left.contains($0.1) && right.contains($0.0)) }
                }
                let kind = IdentityKey.allCases[step]
                func keys(_ members: Set<Int>) -> Set<String> {
                    Set(members.flatMap { cleaned[$0].keys.filter { $0.kind == kind }.map(\.value) })
                }
                return !keys(left).isDisjoint(with: keys(right))
            }
            var left = blocks
            var next: [Set<Int>] = []
            while let start = left.popLast() {
                var group = [start]
                var grew = true
                while grew {
                    grew = false
                    for (index, other) in left.enumerated().reversed() where group.contains(where: { meets($0, other) }) {
                        group.append(other)
                        left.remove(at: index)
                        grew = true
                    }
                }
                let whole = group.reduce(into: Set<Int>()) { $0.formUnion($1) }
                next += values(whole).values.contains { $0.count > 1 } ? group : [whole]
            }
            blocks = next
        }
        return Set(blocks.map { Set($0.map { records[$0].mark }) })
    }
}

extension SupplyGraph {
    /// Which marks ended in which node.
    var marks: Set<Set<String>> { Set(nodes.map { Set($0.lists[.reference] ?? []) }) }

    /// The graph without any provenance.
    var withoutSources: SupplyGraph {
        SupplyGraph(
            sortedNodes: nodes.map {
                Node(
                    id: $0.id, kind: $0.kind, attributes: $0.attributes, lists: $0.lists, keys: $0.keys,
                    jurisdictions: $0.jurisdictions.map { JurisdictionAssertion($0.jurisdiction, nexus: $0.nexus, certainty: $0.certainty) }
                )
            },
            relationships: relationships.map { Relationship(from: $0.from, to: $0.to, details: $0.details) },
            statedRequirements: statedRequirements.map {
                Requirement(node: $0.node, type: $0.type, atLeast: $0.atLeast, want: $0.want, members: $0.members, sources: [])
            },
            conflicts: conflicts.map { conflict in
                Conflict(
                    node: conflict.node, attribute: conflict.attribute,
                    candidates: conflict.candidates.map { Conflict.Candidate(value: $0.value, rank: $0.rank, sources: []) },
                    standing: conflict.standing)
            })
    }
}
