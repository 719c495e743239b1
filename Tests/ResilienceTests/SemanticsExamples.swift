import FaultTreeAnalysis
import Resilience
import SupplyChain
import Testing

/// The worked examples of semantics 2 to 7 and 19.
@Suite struct `Worked examples` {
    private let a: NodeID = "A"
    private let b: NodeID = "B"
    private let c: NodeID = "C"
    private let p: NodeID = "P"

    @Test func `losing only wanted spares degrades`() throws {
        let system = PlainSystem(nodes: [p, a, b, c], groups: [.init(node: p, type: .run, k: 1, of: [a, b, c], want: 2)])
        let removals: [[NodeID]] = [[], [a], [a, b], [a, b, c]]
        let states = removals.map { system.states(removing: $0, horizon: .immediate)![p] }
        #expect(states == [.unaffected, .unaffected, .degraded, .down])
    }

    @Test(arguments: [
        (RequirementType.run, [SupplyState.unaffected, .frozen, .degraded, .down]),
        (.optional, [.unaffected, .frozen, .degraded, .degraded]),
        (.build, [.unaffected, .unaffected, .unaffected, .frozen]),
        (.update, [.unaffected, .unaffected, .unaffected, .frozen]),
        (.deliver, [.unaffected, .unaffected, .unaffected, .down]),
    ])
    func `a member's state means to each type what the table says`(_ type: RequirementType, _ expected: [SupplyState]) throws {
        let system = PlainSystem(
            nodes: [p, a], groups: [.init(node: p, type: type, k: 1, of: [a])],
            events: SupplyState.allCases.map { .init(NodeID($0.name), effects: [a: $0]) })
        for (state, meaning) in zip(SupplyState.allCases, expected) {
            #expect(system.states(removing: [NodeID(state.name)], horizon: .delivery)![p] == meaning)
            for horizon in Horizon.allCases where horizon < type.countsFrom {
                #expect(system.states(removing: [NodeID(state.name)], horizon: horizon)![p] == .unaffected)
            }
        }
    }

    @Test func `two that need each other stand while nothing is removed`() throws {
        let system = PlainSystem(
            nodes: [a, b], groups: [.init(node: a, type: .run, k: 1, of: [b]), .init(node: b, type: .run, k: 1, of: [a])])
        #expect(system.states(removing: [], horizon: .delivery)!.states.allSatisfy { $0.state == .unaffected })
        let after = try #require(system.states(removing: [a], horizon: .immediate))
        #expect(after[b] == .down && after.circular.isEmpty)
    }

    @Test func `a group that asks for too many never holds and is reported`() throws {
        let system = PlainSystem(nodes: [p, a], groups: [.init(node: p, type: .run, k: 2, of: [a, a])])
        #expect(system.states(removing: [], horizon: .immediate)![p] == .down)
        let model = LossModel(system.graph)
        #expect(model.diagnostics.map(\.problem) == [.unsatisfiableGroup(atLeast: 2, members: 1)])
        let outage = model.outage(removing: [], horizon: .immediate)
        let proof = try #require(outage.proof(of: 1))
        #expect(proof.steps.count == 1 && proof.events.isEmpty)
        let cuts = try #require(system.cutSets(of: p, atLeast: .frozen, horizon: .immediate))
        #expect(cuts.isAlready && cuts.minimalCutSets.isEmpty && cuts.singlePoints.isEmpty)
    }

    @Test func `two that hold each other up are circular once what stood beneath is gone`() throws {
        let system = PlainSystem(
            nodes: [a, b, c], groups: [.init(node: a, type: .run, k: 1, of: [b, c]), .init(node: b, type: .run, k: 1, of: [a])])
        let after = try #require(system.states(removing: [c], horizon: .immediate))
        #expect(after[a] == .unaffected && after[b] == .unaffected)
        #expect(after.circular == [a, b])
        let graph = system.graph
        let model = LossModel(graph)
        let events = system.events(on: graph)
        #expect(model.singlePoints(of: [0], among: events, horizon: .immediate)[0].points.map(\.event) == [])
        let strict = model.singlePoints(of: [0], among: events, horizon: .immediate, isStrict: true)[0]
        // The loss of B is survived through C.
        #expect(strict.points.map(\.event) == [2])
        #expect(strict.points.map(\.isCircular) == [true])
    }

    @Test func `an any-of failure lists every member that had to fail`() throws {
        let system = PlainSystem(nodes: [p, a, b], groups: [.init(node: p, type: .run, k: 1, of: [a, b])])
        let graph = system.graph
        let events = system.events(on: graph).filter { $0.id == a || $0.id == b }
        let proof = try #require(LossModel(graph).outage(removing: events, horizon: .immediate).proof(of: 2))
        guard case .requirement(let group, let premises) = try #require(proof.steps.last).reason else {
            Issue.record("the failure follows from a group")
            return
        }
        #expect(group.atLeast == 1)
        #expect(premises == [.init(node: 0, state: .down), .init(node: 1, state: .down)])
        #expect(proof.events.map(\.id) == [a, b])
    }

    @Test func `what one host carries twice is a single point though neither copy is one`() throws {
        let nodes: [NodeID] = [p, "X", "Y"]
        let groups = [PlainSystem.Group(node: p, type: .run, k: 1, of: ["X", "Y"])]
        let byNode = try #require(PlainSystem(nodes: nodes, groups: groups).cutSets(of: p, atLeast: .down, horizon: .immediate))
        #expect(byNode.singlePoints.isEmpty && byNode.minimalCutSets == [["X", "Y"]])
        let hosted = PlainSystem(nodes: nodes, groups: groups, events: [.init("V", effects: ["X": .down, "Y": .down])])
        #expect(hosted.cutSets(of: p, atLeast: .down, horizon: .immediate)!.singlePoints == ["V"])
    }

    @Test func `single points of an any-of graph are its dominators`() throws {
        // P needs L or R, both need S or the other way round through M: S dominates, L and R do not.
        let system = PlainSystem(
            nodes: [p, "L", "R", "S"],
            groups: [
                .init(node: p, type: .run, k: 1, of: ["L", "R"]), .init(node: "L", type: .run, k: 1, of: ["S"]),
                .init(node: "R", type: .run, k: 1, of: ["S"]),
            ])
        let cuts = try #require(system.cutSets(of: p, atLeast: .down, horizon: .immediate))
        #expect(cuts.singlePoints == ["S"])
        #expect(cuts.minimalCutSets == [["S"], ["L", "R"]])
    }

    private var plainForm: PlainSystem {
        PlainSystem(
            nodes: [p, a, b, c],
            groups: [.init(node: p, type: .run, k: 1, of: [a, b]), .init(node: b, type: .update, k: 1, of: [c], want: 1)],
            events: [.init("vendor-V", effects: [a: .down, c: .frozen])])
    }

    @Test func `the plain form answers as written`() throws {
        let first = try #require(plainForm.states(removing: ["vendor-V"], horizon: .update))
        #expect(first.states.map(\.state) == [.down, .unaffected, .frozen, .unaffected])
        let second = try #require(plainForm.states(removing: [c], horizon: .update))
        #expect(second.states.map(\.state) == [.unaffected, .frozen, .down, .unaffected])
        let third = try #require(plainForm.states(removing: [a, c], horizon: .update))
        #expect(third[p] == .frozen)
        #expect(plainForm.states(removing: ["nobody"], horizon: .update) == nil)
    }

    @Test func `the plain form survives the way through a model`() {
        let graph = plainForm.graph
        let model = LossModel(graph)
        let again = PlainSystem(model, events: plainForm.events(on: graph))
        #expect(again.nodes == [a, b, c, p])
        #expect(again.events == plainForm.events)
        #expect(Set(again.groups) == [.init(node: p, type: .run, k: 1, of: [a, b]), .init(node: b, type: .update, k: 1, of: [c])])
        #expect(again.graph == graph)
    }
}
