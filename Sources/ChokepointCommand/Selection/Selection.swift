internal import Propagation
internal import Resilience
internal import SupplyChain

/// A graph with what is known of its nodes, as far as selectors ask.
struct Selection {
    let graph: SupplyGraph
    let exposure: Exposure
    /// The states of a simulation, where there is one.
    let states: [SupplyState]?
    private let controlled: [Int: Set<Int>]

    init(graph: SupplyGraph, exposure: Exposure, states: [SupplyState]? = nil) {
        self.graph = graph
        self.exposure = exposure
        self.states = states
        var controlled: [Int: Set<Int>] = [:]
        for edge in graph.relationships where edge.kind.belongs(to: .control) { controlled[edge.to, default: []].insert(edge.from) }
        self.controlled = controlled
    }

    /// Whether all conditions hold of a node.
    func matches(_ node: Int, _ selector: Selector) -> Bool {
        selector.conditions.allSatisfy { matches(node, $0.term) != $0.isNegated }
    }

    private func matches(_ index: Int, _ term: Selector.Term) -> Bool {
        let node = graph.nodes[index]
        switch term {
        case .name(let glob): return glob.matches(node.id.text) || glob.matches(node.name)
        case .kind(let kind): return node.kind == kind
        case .item(let item): return node.attributes[.item]?.isBytewiseEqual(to: item) ?? false
        case .vendor(let name):
            guard let organization = Self.organization(name, in: graph) else { return false }
            return index == organization || controlled[organization]?.contains(index) ?? false
        case .jurisdiction(let code):
            return exposure.jurisdictions(of: index).contains { $0.jurisdiction == code && $0.certainty >= .assumed }
        case .flag(let id): return exposure.flags(of: index).contains { $0.id.text.isBytewiseEqual(to: id) }
        case .certainty(let certainty): return exposure.value(of: index) == certainty
        case .state(let name): return states.map { $0[index].name == name } ?? false
        }
    }

    /// The organization that a vendor's name means.
    static func organization(_ name: String, in graph: SupplyGraph) -> Int? {
        graph.index(of: NodeID(name.hasPrefix("org:") ? name : "org:\(name)"))
    }
}
