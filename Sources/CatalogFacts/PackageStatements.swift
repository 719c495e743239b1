internal import Scanning
internal import SupplyChain

/// What documents say of packages that attributes them: suppliers by name, addresses at code hosts, registries of their own.
struct PackageStatements {
    /// Where each supplier was named, by purl.
    private(set) var suppliers: [String: [String: Set<SourceLocation>]] = [:]
    /// Where each owner at a code host was named, by purl.
    private(set) var owners: [String: [String: Set<SourceLocation>]] = [:]

    /// Purls of which a document says that they come from a registry other than the usual one (decision 014).
    private(set) var distributed: Set<String> = []

    /// Reads the attributes of records that have a purl.
    init(_ extracts: [Extract]) {
        for extract in extracts {
            let moved = Set(
                extract.relationships.filter { $0.kind == .distributedBy && $0.certainty == .known }.map(\.from.index))
            if !moved.isEmpty {
                for identity in extract.identities where identity.key == .packageURL || identity.key == .id {
                    if moved.contains(identity.record.index) { distributed.insert(extract.symbols[identity.value]) }
                }
            }
            var said: [Int32: [Claim.Attribute]] = [:]
            for claim in extract.attributes where claim.key == .supplier || claim.key == .reference {
                said[claim.record.index, default: []].append(claim)
            }
            guard !said.isEmpty else { continue }
            for identity in extract.identities where identity.key == .packageURL {
                let purl = extract.symbols[identity.value]
                for claim in said[identity.record.index] ?? [] {
                    let text = extract.symbols[claim.value]
                    if claim.key == .supplier {
                        suppliers[purl, default: [:]][text, default: []].insert(extract.location(of: claim.place))
                    } else if let owner = CodeHost.owner(in: text) {
                        owners[purl, default: [:]][owner, default: []].insert(extract.location(of: claim.place))
                    }
                }
            }
        }
    }
}
