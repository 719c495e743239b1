import Resilience
import SupplyChain
import Testing

/// What stands in for what before anything is removed.
@Suite struct `Rearrangements` {
    private let p: NodeID = "P"
    private let a: NodeID = "A"
    private let b: NodeID = "B"
    private let c: NodeID = "C"

    /// The state of P after the rearranged model loses the nodes named.
    private func state(
        _ groups: [PlainSystem.Group], losing lost: [NodeID], _ change: (inout Rearrangement, (NodeID) -> Int) -> Void
    ) throws -> SupplyState {
        let system = PlainSystem(nodes: [p, a, b, c], groups: groups)
        let graph = system.graph
        func index(_ id: NodeID) -> Int { graph.index(of: id)! }
        var rearrangement = Rearrangement()
        change(&rearrangement, index)
        let model = LossModel(graph).rearranged(rearrangement)
        let events = lost.map { graph.removal(of: index($0)) }
        return model.outage(removing: events, horizon: .delivery).after[index(p)]
    }

    @Test func `a replacement is needed where what it replaces was`() throws {
        let groups = [PlainSystem.Group(node: p, type: .run, k: 1, of: [a])]
        let replace: (inout Rearrangement, (NodeID) -> Int) -> Void = { $0.replacements = [.init(old: $1(a), new: $1(b))] }
        #expect(try state(groups, losing: [a], replace) == .unaffected)
        #expect(try state(groups, losing: [b], replace) == .down)
    }

    @Test func `a second source stands beside what it was added to`() throws {
        let groups = [PlainSystem.Group(node: p, type: .run, k: 1, of: [a])]
        let add: (inout Rearrangement, (NodeID) -> Int) -> Void = { $0.additions = [.init(old: $1(a), new: $1(b))] }
        #expect(try state(groups, losing: [a], add) == .unaffected)
        #expect(try state(groups, losing: [b], add) == .unaffected)
        #expect(try state(groups, losing: [a, b], add) == .down)
    }

    @Test func `nothing stands in for itself`() throws {
        let groups = [PlainSystem.Group(node: p, type: .run, k: 1, of: [a])]
        #expect(try state(groups, losing: [a]) { $0.additions = [.init(old: $1(a), new: $1(p))] } == .down)
    }

    @Test func `whoever replaces a member by another one of the group needs that other alone`() throws {
        let groups = [PlainSystem.Group(node: p, type: .run, k: 2, of: [a, b])]
        let replace: (inout Rearrangement, (NodeID) -> Int) -> Void = { $0.replacements = [.init(old: $1(a), new: $1(b))] }
        #expect(try state(groups, losing: [], replace) == .unaffected)
        #expect(try state(groups, losing: [a], replace) == .unaffected)
        #expect(try state(groups, losing: [b], replace) == .down)
    }

    @Test func `two of three stay two when one is replaced by another`() throws {
        let groups = [PlainSystem.Group(node: p, type: .run, k: 2, of: [a, b, c])]
        let replace: (inout Rearrangement, (NodeID) -> Int) -> Void = { $0.replacements = [.init(old: $1(a), new: $1(b))] }
        #expect(try state(groups, losing: [a], replace) == .unaffected)
        #expect(try state(groups, losing: [c], replace) == .down)
    }
}
