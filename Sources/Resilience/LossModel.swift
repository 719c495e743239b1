package import FaultTreeAnalysis
public import SupplyChain

/// What it takes for each node of a graph to work: the graph's requirements as a system of threshold gates (semantics 2 and 3).
///
/// A model is asked for `outage(removing:)`, `singlePoints(of:)` and `cutSets(of:)`. Nodes are the graph's, by index.
/// ```swift
/// let model = LossModel(graph)
/// let events = graph.events(at: .entity, focus: ["US"])
/// let outage = model.outage(removing: events, horizon: .rebuild)
/// ```
public struct LossModel: Sendable {
    /// The graph.
    public let graph: SupplyGraph
    /// The groups that count, in an order that depends on nothing but themselves.
    public let requirements: [Requirement]
    /// What is odd in the groups: those that ask for more members than there are (semantics 2.2).
    public let diagnostics: [Diagnostic]

    package let system: ThresholdSystem
    package let support: SupportStructure

    /// The model of a graph with all its stated and implied requirements.
    ///
    /// - Parameters:
    ///   - graph: The graph.
    ///   - countsPlanned: Whether members that are only planned count as if they were in place (semantics 2.6).
    /// - Complexity: O(*n* log *n*) for *n* members of groups.
    public init(_ graph: SupplyGraph, countsPlanned: Bool = false) {
        self.init(graph, requirements: graph.requirements(), countsPlanned: countsPlanned)
    }

    /// The model of a graph with these requirements in place of its own.
    public init(_ graph: SupplyGraph, requirements: consuming [Requirement], countsPlanned: Bool = false) {
        let ordered = Self.ordered(requirements, countsPlanned: countsPlanned)
        var builder = ThresholdSystem.Builder(
            nodeCount: graph.nodes.count, gates: ordered.count, members: ordered.reduce(0) { $0 + $1.members.count })
        let transfers = RequirementType.allCases.map(\.transfer)
        for group in ordered {
            builder.add(
                node: group.node, needed: group.atLeast, wanted: group.want, members: group.members.lazy.map(\.node),
                transfer: transfers[group.type.weight], stage: group.type.countsFrom.rawValue, isSupport: group.type == .run)
        }
        self.graph = graph
        self.requirements = ordered
        system = builder.system()
        support = SupportStructure(of: system)
        diagnostics = ordered.compactMap(\.unsatisfiability).sorted()
    }

    /// The groups as they count, in order; in the memory of those given, since there may be millions.
    private static func ordered(_ requirements: consuming [Requirement], countsPlanned: Bool) -> [Requirement] {
        var groups = requirements
        for index in groups.indices where groups[index].members.count != 1 || groups[index].members[0].status == .planned {
            groups[index] = groups[index].counting(planned: countsPlanned)
        }
        // Sorted by number, so that each group is moved once.
        var origins = groups.indices.sorted { Requirement.precedes(groups[$0], groups[$1]) }
        for start in origins.indices {
            var place = start
            while origins[place] != start {
                let origin = origins[place]
                groups.swapAt(place, origin)
                origins[place] = place
                place = origin
            }
            origins[place] = place
        }
        return groups
    }

    /// What is odd in the groups of a graph, as its model would say, without making one.
    ///
    /// Groups that only relationships imply need one of at least one member.
    public static func diagnostics(of graph: SupplyGraph) -> [Diagnostic] {
        graph.statedRequirements.compactMap { $0.counting(planned: false).unsatisfiability }.sorted()
    }

    /// The groups as gates, by the numbers that they have in the system.
    package var gates: [Gate] {
        requirements.map { group in
            Gate(
                node: group.node, needed: group.atLeast, wanted: group.want, members: group.members.map(\.node),
                transfer: group.type.transfer, stage: group.type.countsFrom.rawValue, isSupport: group.type == .run)
        }
    }

    /// The indices of what questions are about unless they say otherwise: the products, else every node that nothing requires.
    public var defaultTargets: [Int] {
        let products = graph.nodes.indices.filter { graph.nodes[$0].kind == .product }
        if !products.isEmpty { return products }
        var isRequired = [Bool](repeating: false, count: graph.nodes.count)
        for group in requirements { for member in group.members where member.node != group.node { isRequired[member.node] = true } }
        let needy = Set(requirements.map(\.node))
        let roots = graph.nodes.indices.filter { !isRequired[$0] && needy.contains($0) }
        return roots.isEmpty ? needy.sorted() : roots
    }
}

extension Requirement {
    /// The group without planned members, unless they count; each member once.
    fileprivate func counting(planned: Bool) -> Requirement {
        if members.count == 1, planned || members[0].status != .planned { return self }
        var kept: [Member] = []
        for member in members.sorted(by: { ($0.node, $0.status.weight) < ($1.node, $1.status.weight) })
        where planned || member.status != .planned {
            if kept.last?.node != member.node { kept.append(member) }
        }
        return Requirement(
            node: node, type: type, atLeast: atLeast, want: want, members: kept, sources: sources, impliedBy: impliedBy,
            unknownKeys: unknownKeys)
    }

    /// An order in which equal groups stand together, whatever order they came in.
    fileprivate static func precedes(_ left: Requirement, _ right: Requirement) -> Bool {
        if left.node != right.node { return left.node < right.node }
        if left.type != right.type { return left.type.weight < right.type.weight }
        if (left.atLeast, left.want) != (right.atLeast, right.want) { return (left.atLeast, left.want) < (right.atLeast, right.want) }
        if left.members.count == 1, right.members.count == 1, left.members[0].node != right.members[0].node {
            return left.members[0].node < right.members[0].node
        }
        let (members, others) = (left.members.map(\.node), right.members.map(\.node))
        if members != others { return members.lexicographicallyPrecedes(others) }
        return left.sources.lexicographicallyPrecedes(right.sources)
    }

    fileprivate var unsatisfiability: Diagnostic? {
        let asked = max(atLeast, want)
        guard asked > members.count, asked > 0 else { return nil }
        let location = sources.first ?? SourceLocation(file: "", place: "", reader: "")
        return Diagnostic(
            .unsatisfiableGroup(atLeast: atLeast > members.count ? atLeast : want, members: members.count),
            severity: atLeast > members.count ? .error : .warning, at: location)
    }
}

extension RequirementType {
    fileprivate var weight: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The table of semantics 2.3.
    fileprivate var transfer: TransferTable {
        let images = SupplyState.allCases.map { meaning(of: $0).rawValue }
        return TransferTable(images[0], images[1], images[2], images[3]) ?? .identity
    }
}

extension MemberStatus {
    fileprivate var weight: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
