public import SupplyChain

/// What travels along relationships of some kinds, and where it crosses a need.
///
/// A capability is a function of whoever needs it, and nothing by itself: what it uses, they use. A member of a stated requirement is used as its kind is used: a service is called, a model asked.
extension Set<RelationshipKind> {
    /// Whether what travels along these kinds crosses a relationship of `kind` to a node of kind `target`.
    public func cross(_ kind: RelationshipKind, to target: NodeKind) -> Bool {
        contains(kind) || target == .capability && kind.isUse && contains(where: \.isUse)
    }

    /// Whether what travels along these kinds crosses the need for a member of kind `member`.
    public func crossNeed(of member: NodeKind) -> Bool {
        member == .capability ? contains(where: \.isUse) : member.use.map { contains($0) } ?? false
    }
}

extension RelationshipKind {
    /// Whether the source uses the target, rather than being made of it, held or owned.
    fileprivate var isUse: Bool { belongs(to: .requirement) && !belongs(to: .derivation) }
}

extension NodeKind {
    /// How something of this kind is used by what needs it; `nil` for what is nothing to be used, or a function only.
    fileprivate var use: RelationshipKind? {
        switch self {
        case .product, .package, .dataset, .unknown: .dependsOn
        case .model: .usesModel
        case .service: .calls
        case .infrastructure: .hostedOn
        case .hardware: .runsOn
        case .registry: .distributedBy
        case .capability, .organization: nil
        }
    }
}
