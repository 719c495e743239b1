internal import Propagation
internal import SupplyChain

/// Kinds of relationships as bits, for walks that ask for them at every step.
struct KindBits: Sendable, Hashable, ExpressibleByArrayLiteral {
    private let bits: UInt32

    init(_ kinds: some Sequence<RelationshipKind>) {
        var bits: UInt32 = 0
        for kind in kinds { bits |= 1 << UInt32(RelationshipKind.allCases.firstIndex(of: kind) ?? 0) }
        self.bits = bits
    }

    init(arrayLiteral kinds: RelationshipKind...) { self.init(kinds) }

    /// Whether some kind is in both.
    func meets(_ other: KindBits) -> Bool { bits & other.bits != 0 }
}

/// What something travels along: kinds of relationships, and the needs that stand for them.
struct Carriers: Sendable {
    let kinds: Set<RelationshipKind>
    /// The kinds that are crossed.
    let plain: KindBits
    /// The kinds that are crossed where they lead to a capability.
    let toCapability: KindBits

    init(_ kinds: some Sequence<RelationshipKind>) {
        let kinds = Set(kinds)
        self.kinds = kinds
        plain = KindBits(kinds)
        toCapability = KindBits(RelationshipKind.allCases.filter { kinds.cross($0, to: .capability) })
    }
}
