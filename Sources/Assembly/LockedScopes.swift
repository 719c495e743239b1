internal import SupplyChain

/// Needs of locks that do not tell for what, and what manifests say of them (decision 025).
struct LockedScopes<Need: Hashable> {
    private var open: [Need: [(extract: Int, relationship: Int)]] = [:]
    private var scopes: [Need: DependencyScope] = [:]

    /// Notes where a lock states a need without its scope.
    mutating func leaveOpen(_ need: Need, in extract: Int, at relationship: Int) {
        open[need, default: []].append((extract, relationship))
    }

    /// Notes what a manifest says of a need; of two scopes the one in which more is needed stands.
    mutating func tell(_ need: Need, _ details: RelationshipDetails) {
        guard let scope = details.scope, details.strength?.isDependency != false else { return }
        let known = scopes[need] ?? scope
        scopes[need] = DependencyScope.allCases.first { $0 == known || $0 == scope }
    }

    /// By extract, the scope of each of its relationships that a manifest tells.
    var told: [Int: [Int: DependencyScope]] {
        var told: [Int: [Int: DependencyScope]] = [:]
        for (need, scope) in scopes {
            for (extract, relationship) in open[need] ?? [] { told[extract, default: [:]][relationship] = scope }
        }
        return told
    }
}
