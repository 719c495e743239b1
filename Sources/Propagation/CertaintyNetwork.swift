internal import GraphTheory
internal import SupplyChain

/// The edges of a graph with all that travels along them, each as a strand of three bits: that it is there at least so surely.
struct CertaintyNetwork: Sendable {
    /// An edge along which something may travel.
    struct Edge: Sendable {
        let from: Int
        let to: Int
        let relationship: Int?
        let requirement: Int?
        let certainty: Certainty
    }

    /// An edge as one strand crosses it.
    struct Step: Sendable {
        let edge: Edge
        let certainty: Certainty
    }

    let edges: [Edge]
    let flow: DistributiveFlow

    /// How sure a strand can be after it has crossed an edge.
    func certainty(of edge: Int, to strand: Int) -> Certainty {
        let open = CertaintyTier.all.last { tier in
            flow.isOpen(edge, to: tier.bit(of: strand)) && flow.admits(tier.bit(of: strand), at: edges[edge].from)
        }
        return open?.certainty ?? .no
    }
}

/// A network while its strands are gathered.
struct NetworkDraft {
    /// A place where a strand begins.
    struct Origin: Sendable {
        let node: Int
        let certainty: Certainty
    }

    /// What kinds of edge a strand travels along.
    enum Carriers: Hashable {
        /// All of them, stated requirements among them.
        case everything
        /// Relationships of these kinds, and the needs that stand for them.
        case kinds(Set<RelationshipKind>)
    }

    private let graph: SupplyGraph
    private let edges: [CertaintyNetwork.Edge]
    private var carriers: [Carriers] = []
    private var origins: [(strand: Int, origins: [Origin])] = []
    private var edgeCeilings: [Int: [(strand: Int, ceiling: Certainty)]] = [:]
    private var nodeCeilings: [Int: [(strand: Int, ceiling: Certainty)]] = [:]

    init(_ graph: SupplyGraph, _ edges: [CertaintyNetwork.Edge]) {
        self.graph = graph
        self.edges = edges
    }

    /// Adds a strand; `nil` where it begins nowhere and needs no way.
    mutating func add(_ carriers: Carriers, from origins: [Origin]) -> Int? {
        guard origins.contains(where: { $0.certainty > .no }) else { return nil }
        let strand = self.carriers.count
        self.carriers.append(carriers)
        self.origins.append((strand, origins))
        return strand
    }

    /// Keeps a strand from being surer than this once it has crossed a relationship.
    mutating func limit(_ strand: Int, crossing relationship: Int, to ceiling: Certainty) {
        edgeCeilings[relationship, default: []].append((strand, ceiling))
    }

    /// Keeps a strand from being surer than this at a node.
    mutating func limit(_ strand: Int, at node: Int, to ceiling: Certainty) { nodeCeilings[node, default: []].append((strand, ceiling)) }

    /// The network with every strand brought to its fixpoint.
    consuming func network() -> CertaintyNetwork {
        var masks = FlowMasks(bitCount: 3 * carriers.count)
        let maskOfEdge = edgeMasks(in: &masks)
        var ceilingOfNode: [UInt32] = []
        if !nodeCeilings.isEmpty {
            ceilingOfNode = [UInt32](repeating: 0, count: graph.nodes.count)
            for (node, ceilings) in nodeCeilings {
                var mask = BitMask(wordCount: masks.wordCount, isFull: true)
                for (strand, ceiling) in ceilings { mask.limit(strand, to: ceiling) }
                ceilingOfNode[node] = masks.number(of: mask.words)
            }
        }
        var own = [UInt64](repeating: 0, count: graph.nodes.count * masks.wordCount)
        for (strand, origins) in origins {
            for origin in origins {
                for tier in CertaintyTier.all where tier.certainty <= origin.certainty {
                    let bit = tier.bit(of: strand)
                    own[origin.node * masks.wordCount + bit / 64] |= 1 << UInt64(bit % 64)
                }
            }
        }
        let edgeGraph = DirectedGraph(nodeCount: graph.nodes.count, edges: edges.map { DirectedGraph.Edge(from: $0.from, to: $0.to) })
        let flow = DistributiveFlow(over: edgeGraph, masks: masks, own: own, maskOfEdge: maskOfEdge, ceilingOfNode: ceilingOfNode)
        return CertaintyNetwork(edges: edges, flow: flow)
    }

    /// The mask of each edge: made once for each kind and certainty, apart where something is limited on it.
    private func edgeMasks(in masks: inout FlowMasks) -> [UInt32] {
        struct Sort: Hashable {
            let kind: RelationshipKind?
            let target: NodeKind
            let certainty: Certainty
        }
        var known: [Sort: (mask: BitMask, number: UInt32)] = [:]
        var result: [UInt32] = []
        result.reserveCapacity(edges.count)
        for edge in edges {
            let sort = Sort(
                kind: edge.relationship.map { graph.relationships[$0].kind }, target: graph.nodes[edge.to].kind, certainty: edge.certainty)
            let plain: (mask: BitMask, number: UInt32)
            if let standing = known[sort] {
                plain = standing
            } else {
                let mask = mask(for: sort.kind, to: sort.target, edge.certainty, wordCount: masks.wordCount)
                plain = (mask, masks.number(of: mask.words))
                known[sort] = plain
            }
            guard let relationship = edge.relationship, let ceilings = edgeCeilings[relationship] else {
                result.append(plain.number)
                continue
            }
            var mask = plain.mask
            for (strand, ceiling) in ceilings { mask.limit(strand, to: ceiling) }
            result.append(masks.number(of: mask.words))
        }
        return result
    }

    private func mask(for kind: RelationshipKind?, to target: NodeKind, _ certainty: Certainty, wordCount: Int) -> BitMask {
        var mask = BitMask(wordCount: wordCount, isFull: false)
        for (strand, carriers) in carriers.enumerated() {
            let carries =
                switch carriers {
                case .everything: true
                case .kinds(let kinds): kind.map { kinds.cross($0, to: target) } ?? kinds.crossNeed(of: target)
                }
            if carries { mask.open(strand, upTo: certainty) }
        }
        return mask
    }
}

/// The bits of all strands, while a mask is made.
private struct BitMask {
    private(set) var words: [UInt64]

    init(wordCount: Int, isFull: Bool) { words = [UInt64](repeating: isFull ? ~0 : 0, count: wordCount) }

    mutating func open(_ strand: Int, upTo certainty: Certainty) {
        for tier in CertaintyTier.all where tier.certainty <= certainty {
            words[tier.bit(of: strand) / 64] |= 1 << UInt64(tier.bit(of: strand) % 64)
        }
    }

    mutating func limit(_ strand: Int, to ceiling: Certainty) {
        for tier in CertaintyTier.all where tier.certainty > ceiling {
            words[tier.bit(of: strand) / 64] &= ~(1 << UInt64(tier.bit(of: strand) % 64))
        }
    }
}
