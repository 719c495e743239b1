internal import Scanning
internal import SupplyChain

/// What lock files assume of the direct needs of their project, where another document of the project says it (decision 021).
///
/// A lock that does not tell what the project itself asks for lets it need whatever nothing else needs, and a lock that does not tell development from use takes all for use. Both are right only as long as nobody
/// knows better: a manifest that says what is asked for, and what for, stands alone.
enum AssumedRequirements {
    /// A project, by its folder, and what it needs, by purl or folder.
    private struct Pair: Hashable {
        let project: [UInt8]
        let target: [UInt8]
    }

    /// `extracts` without the assumptions that something else in them settles.
    ///
    /// - Complexity: O(identities + relationships).
    static func yielding(_ extracts: [Extract], members: WorkspaceMembers) -> [Extract] {
        let roots = Dictionary(members.roots.map { (Array($0.key.path.utf8), Array($0.value.root.path.utf8)) }) { first, _ in first }
        var isStated: Set<Pair> = []
        var open: [(extract: Int, relationship: Int, pair: Pair)] = []
        for (index, extract) in extracts.enumerated() {
            survey(extract) { relationship, pair in
                if !isAssumption(extract.relationships[relationship], of: extract) {
                    isStated.insert(pair)
                    // The lock of a workspace assumes for its root what a member asks for.
                    if let root = roots[pair.project] { isStated.insert(Pair(project: root, target: pair.target)) }
                } else if extract.rank <= .supplier {
                    open.append((index, relationship, pair))
                }
            }
        }
        guard !isStated.isEmpty, !open.isEmpty else { return extracts }
        var result = extracts
        for (index, yielding) in Dictionary(grouping: open.filter { isStated.contains($0.pair) }, by: \.extract) {
            result[index].withdraw(Set(yielding.map(\.relationship)))
        }
        return result
    }

    private static func isAssumption(_ claim: Claim.Relationship, of extract: Extract) -> Bool {
        claim.certainty != .known || (claim.scope == .runtime && extract.gaps.contains(.noScopes))
    }

    /// Calls `body` with every need of a project that a key names.
    private static func survey(_ extract: Extract, _ body: (Int, Pair) -> Void) {
        var projects: [RecordIndex: Symbol] = [:]
        for claim in extract.identities where claim.key == .project { projects[claim.record] = claim.value }
        guard !projects.isEmpty else { return }
        var targets: [RecordIndex: Symbol] = projects
        for claim in extract.identities where claim.key == .packageURL { targets[claim.record] = claim.value }
        for (number, claim) in extract.relationships.enumerated() where claim.kind == .dependsOn {
            guard let project = projects[claim.from], let target = targets[claim.to] else { continue }
            body(
                number,
                Pair(project: Array(extract.symbols.utf8(of: project)), target: Array(extract.symbols.utf8(of: target))))
        }
    }
}
