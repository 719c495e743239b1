internal import GraphTheory
internal import SupplyChain

/// What organizations do to nodes through the relationships by which they control them, directly and through those they own.
struct ControlEffects {
    /// One relationship of control, seen from the organization.
    private struct Hand {
        let node: Int
        let state: SupplyState
        let certainty: Certainty
        let relationship: Int
    }

    /// The direct effects of each organization.
    private var hands: [Int: [Hand]] = [:]
    /// Who takes whom along, if only relationships so sure count: known, assumed, unknown.
    private let rules: [(certainty: Certainty, rule: ThresholdClosure)]
    /// The ownership relationships into each owned node.
    private var ownership: [Int: [Int]] = [:]
    private let graph: SupplyGraph
    /// The organizations with a hand on something directly, by index, increasing.
    let directControllers: [Int]
    /// The nodes on which somebody has a hand.
    let controlledNodes: Set<Int>

    /// Half, in millionths: what owners must hold together (semantics 11.1).
    static let half = 500_000

    /// What each organization does; `overriding` says of relationships, by index, what losing the controller does there (semantics 6.2).
    init(_ graph: SupplyGraph, overriding: [Int: SupplyState] = [:]) {
        self.graph = graph
        var controlled: Set<Int> = []
        for (index, edge) in graph.relationships.enumerated() {
            if edge.kind.belongs(to: .ownership) { ownership[edge.from, default: []].append(index) }
            guard edge.kind.belongs(to: .control), edge.details.certainty > .no, edge.details.strength != .mentioned else { continue }
            controlled.insert(edge.from)
            guard let (state, certainty) = overriding[index].map({ ($0, .known) }) ?? edge.details.lossOfController else { continue }
            hands[edge.to, default: []].append(
                Hand(node: edge.from, state: state, certainty: min(certainty, edge.details.certainty), relationship: index))
        }
        controlledNodes = controlled
        directControllers = hands.keys.sorted()
        rules = [Certainty.known, .assumed, .unknown].map { ($0, Self.rule(of: graph, atLeast: $0)) }
    }

    /// The ownership rule if only relationships at least so sure count; a share nobody stated counts as all only where anything possible counts.
    private static func rule(of graph: SupplyGraph, atLeast certainty: Certainty) -> ThresholdClosure {
        var edges: [ThresholdClosure.WeightedEdge] = []
        for edge in graph.relationships where edge.kind.belongs(to: .ownership) && edge.details.certainty >= certainty {
            let weight: Int
            switch edge.kind {
            case .controlledBy: weight = half
            default: weight = edge.details.share?.millionths ?? (certainty == .unknown ? half : 0)
            }
            edges.append(.init(from: edge.to, to: edge.from, weight: weight))
        }
        return ThresholdClosure(nodeCount: graph.nodes.count, edges: edges, threshold: half)
    }

    /// What the organization does through its own relationships of control.
    func directEffects(of organization: Int) -> [Event.Effect] {
        Self.strongest(
            (hands[organization] ?? []).map {
                Event.Effect(node: $0.node, state: $0.state, certainty: $0.certainty, relationships: [$0.relationship])
            })
    }

    /// What the organization does through its own relationships and through all that it owns or controls.
    func allEffects(of organization: Int) -> [Event.Effect] {
        var effects: [Event.Effect] = []
        for (certainty, rule) in rules {
            let closure = rule.closure(of: [organization])
            for member in closure.members {
                guard let own = hands[member] else { continue }
                let chain = chain(from: member, in: closure, atLeast: certainty)
                for hand in own {
                    effects.append(
                        Event.Effect(
                            node: hand.node, state: hand.state, certainty: min(hand.certainty, certainty),
                            relationships: [hand.relationship] + chain))
                }
            }
        }
        return Self.strongest(effects)
    }

    /// The organizations that this one takes along, itself among them, by relationships that are at least assumed.
    func group(of organization: Int) -> [Int] { rules[1].rule.closure(of: [organization]).members }

    /// The ownership relationships that lead up from a member of a closure to its seed: at each step those of the round before.
    private func chain(from member: Int, in closure: ThresholdClosure.Closure, atLeast certainty: Certainty) -> [Int] {
        var result: [Int] = []
        var seen: Set<Int> = [member]
        var open = [member]
        while let node = open.popLast() {
            guard let round = closure.round(of: node), round > 0 else { continue }
            let edges = (ownership[node] ?? []).filter { index in
                let edge = graph.relationships[index]
                guard edge.details.certainty >= certainty, let other = closure.round(of: edge.to) else { return false }
                return other < round
            }
            // One relationship of control is enough by itself; shares count together.
            let chosen = edges.first { graph.relationships[$0].kind == .controlledBy }.map { [$0] } ?? edges
            for index in chosen {
                result.append(index)
                if seen.insert(graph.relationships[index].to).inserted { open.append(graph.relationships[index].to) }
            }
        }
        return result
    }

    /// Of several effects on one node those that are worse than every surer one.
    static func strongest(_ effects: [Event.Effect]) -> [Event.Effect] {
        let ordered = effects.sorted { left, right in
            if left.node != right.node { return left.node < right.node }
            if left.certainty != right.certainty { return left.certainty > right.certainty }
            if left.state != right.state { return left.state > right.state }
            if left.relationships.count != right.relationships.count { return left.relationships.count < right.relationships.count }
            return left.relationships.lexicographicallyPrecedes(right.relationships)
        }
        var result: [Event.Effect] = []
        for effect in ordered {
            if let last = result.last, last.node == effect.node, last.state >= effect.state { continue }
            result.append(effect)
        }
        return result
    }
}

extension RelationshipDetails {
    /// What becomes of the controlled node when the controller is lost, and how sure that is at most; `nil` where nothing does (contract, section 2).
    var lossOfController: (SupplyState, Certainty)? {
        switch kind {
        case .operatedBy, .hostedBy: (.down, .known)
        case .maintainedBy, .publishedBy, .developedBy, .manufacturedBy: (.frozen, .known)
        case .licensedBy:
            switch isRevocable {
            case .some(true): (.down, .known)
            case .some(false): nil
            case .none: (.down, .assumed)
            }
        default: nil
        }
    }
}
