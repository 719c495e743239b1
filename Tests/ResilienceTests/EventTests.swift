import FaultTreeAnalysis
import Resilience
import SupplyChain
import Testing

/// A small supply chain written by hand.
struct Sketch {
    private var kinds: [(NodeID, NodeKind, [JurisdictionAssertion])] = []
    private var edges: [(NodeID, RelationshipDetails, NodeID)] = []
    private var groups: [(NodeID, RequirementType, Int, Int, [(NodeID, MemberStatus)])] = []

    mutating func node(_ id: NodeID, _ kind: NodeKind, _ jurisdictions: [JurisdictionAssertion] = []) {
        kinds.append((id, kind, jurisdictions))
    }

    mutating func edge(_ from: NodeID, _ details: RelationshipDetails, _ to: NodeID) { edges.append((from, details, to)) }

    mutating func group(_ node: NodeID, _ type: RequirementType, atLeast: Int, want: Int? = nil, _ members: [(NodeID, MemberStatus)]) {
        groups.append((node, type, atLeast, want ?? atLeast, members))
    }

    var graph: SupplyGraph {
        let sorted = kinds.sorted { $0.0 < $1.0 }
        let index = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.0, $0) })
        return SupplyGraph(
            sortedNodes: sorted.map { .init(id: $0.0, kind: $0.1, jurisdictions: $0.2) },
            relationships: edges.enumerated().map { number, edge in
                .init(
                    from: index[edge.0]!, to: index[edge.2]!, details: edge.1,
                    sources: [.init(file: "sketch", place: "line \(number + 1)", reader: "test")])
            },
            statedRequirements: groups.map { group in
                Requirement(
                    node: index[group.0]!, type: group.1, atLeast: group.2, want: group.3,
                    members: group.4.map { .init(node: index[$0.0]!, status: $0.1) }.sorted { $0.node < $1.node },
                    sources: [.init(file: "sketch", place: "groups", reader: "test")])
            })
    }
}

@Suite struct `Events of four levels` {
    private func effects(_ events: [Event], _ id: NodeID, in graph: SupplyGraph) -> [String: SupplyState]? {
        events.first { $0.id == id }.map { event in
            Dictionary(event.effects.map { (graph.nodes[$0.node].id.text, $0.state) }) { max($0, $1) }
        }
    }

    private func american(_ certainty: Certainty = .known) -> [JurisdictionAssertion] {
        [.init("US", nexus: .established, certainty: certainty)]
    }

    private var chain: SupplyGraph {
        var sketch = Sketch()
        sketch.node("product:p", .product)
        sketch.node("service:api", .service)
        sketch.node("service:other", .service)
        sketch.node("pkg:pypi/lib@1", .package)
        sketch.node("pkg:pypi/orphan@1", .package)
        sketch.node("infrastructure:dark", .infrastructure)
        sketch.node("model:m", .model)
        sketch.node("model:open", .model)
        sketch.node("model:vague", .model)
        sketch.node("org:sub", .organization)
        sketch.node("org:parent", .organization, american())
        sketch.node("org:foreign", .organization, [.init("CN", nexus: .established, certainty: .known)])
        sketch.edge("product:p", .init(.calls), "service:api")
        sketch.edge("service:api", .init(.operatedBy), "org:sub")
        sketch.edge("pkg:pypi/lib@1", .init(.publishedBy), "org:sub")
        sketch.edge("model:m", .init(.licensedBy, isRevocable: true), "org:parent")
        sketch.edge("model:open", .init(.licensedBy, isRevocable: false), "org:parent")
        sketch.edge("model:vague", .init(.licensedBy), "org:parent")
        sketch.edge("service:other", .init(.hostedBy), "org:foreign")
        sketch.edge("org:sub", .init(.ownedBy, share: ExactShare("0.5")), "org:parent")
        return sketch.graph
    }

    @Test func `each thing that can be removed is an event of its own`() {
        let graph = chain
        let events = graph.events(at: .artefact, focus: ["US"])
        #expect(events.map(\.id.text) == graph.nodes.filter { $0.kind != .product && $0.kind != .organization }.map(\.id.text))
        #expect(events.allSatisfy { $0.effects.map(\.state) == [.down] && $0.control == .unknown })
    }

    @Test func `an organization takes what it controls directly, by the kind of control`() {
        let graph = chain
        let events = graph.events(at: .entity, focus: ["US"])
        #expect(effects(events, "org:sub", in: graph) == ["service:api": .down, "pkg:pypi/lib@1": .frozen])
        #expect(effects(events, "org:parent", in: graph) == ["model:m": .down, "model:vague": .down])
        #expect(events.first { $0.id == "org:parent" }?.effects.map(\.certainty) == [.known, .assumed])
        #expect(events.map(\.control) == events.map { ["org:parent": .known, "org:foreign": .no][$0.id.text] ?? .unknown })
        #expect(effects(events, "unknown-controller:infrastructure:dark", in: graph) == ["infrastructure:dark": .down])
        #expect(effects(events, "unknown-controller:pkg:pypi/orphan@1", in: graph) == ["pkg:pypi/orphan@1": .frozen])
        #expect(events.count == 5)
    }

    @Test func `a parent takes what those do that it owns by half, and no subsidiary stands beside it`() throws {
        let graph = chain
        let events = graph.events(at: .parent, focus: ["US"])
        #expect(
            events.map(\.id.text) == [
                "org:foreign", "org:parent", "unknown-controller:infrastructure:dark", "unknown-controller:pkg:pypi/orphan@1",
            ])
        #expect(
            effects(events, "org:parent", in: graph) == [
                "service:api": .down, "pkg:pypi/lib@1": .frozen, "model:m": .down, "model:vague": .down,
            ])
        let api = try #require(events.first { $0.id == "org:parent" }?.effects.first { graph.nodes[$0.node].id == "service:api" })
        #expect(api.relationships.map { graph.relationships[$0].kind } == [.operatedBy, .ownedBy])
        let removal = graph.removal(of: try #require(graph.index(of: "org:parent")))
        #expect(removal.effects.contains { graph.nodes[$0.node].id == "service:api" && $0.state == .down })
        let cutoff = graph.removal(of: try #require(graph.index(of: "org:parent")), as: .cutoff)
        #expect(cutoff.effects.allSatisfy { $0.state == .frozen })
    }

    @Test func `a government takes what it may have a hand on, each thing as sure as that hand`() throws {
        let graph = chain
        let event = try #require(graph.events(at: .jurisdiction, focus: ["US"]).first)
        #expect(event.id == "jurisdiction:US")
        let found = event.effects.map { "\(graph.nodes[$0.node].id) \($0.state.name) \($0.certainty.name)" }
        #expect(
            found == [
                "infrastructure:dark down unknown", "model:m down known", "model:vague down assumed", "pkg:pypi/lib@1 frozen known",
                "pkg:pypi/orphan@1 frozen unknown", "service:api down known",
            ])
    }

    @Test func `a share nobody stated makes no certainty and no exclusion`() throws {
        var sketch = Sketch()
        sketch.node("service:api", .service)
        sketch.node("org:sub", .organization)
        sketch.node("org:parent", .organization, american())
        sketch.edge("service:api", .init(.operatedBy), "org:sub")
        sketch.edge("org:sub", .init(.ownedBy), "org:parent")
        let graph = sketch.graph
        let events = graph.events(at: .parent, focus: ["US"])
        #expect(events.map(\.id.text) == ["org:parent", "org:sub"])
        #expect(events[0].effects.map(\.certainty) == [.unknown])
    }

    @Test func `owners that own each other are one parent, named by the first`() {
        var sketch = Sketch()
        sketch.node("service:api", .service)
        sketch.node("org:a", .organization)
        sketch.node("org:b", .organization)
        sketch.edge("service:api", .init(.operatedBy), "org:b")
        sketch.edge("org:a", .init(.controlledBy), "org:b")
        sketch.edge("org:b", .init(.ownedBy, share: ExactShare("0.6")), "org:a")
        let events = sketch.graph.events(at: .parent, focus: ["US"])
        #expect(events.map(\.id.text) == ["org:a"])
        #expect(events[0].effects.map(\.state) == [.down])
    }

    @Test func `removing a parent does at least what removing its child does`() {
        for seed in Seeds.all {
            var draw = Draw(seed: seed ^ 0x0DD)
            var sketch = Sketch()
            let things = (0..<4).map { NodeID("thing:\($0)") }
            let owners = (0..<4).map { NodeID("org:\($0)") }
            for thing in things { sketch.node(thing, draw.below(2) == 0 ? .service : .package) }
            for owner in owners { sketch.node(owner, .organization) }
            let kinds: [RelationshipKind] = [.operatedBy, .hostedBy, .publishedBy, .licensedBy]
            for _ in 0..<draw.below(6) { sketch.edge(things[draw.below(4)], .init(kinds[draw.below(4)]), owners[draw.below(4)]) }
            for _ in 0..<draw.below(5) {
                let share = ExactShare(["0.2", "0.3", "0.5", "1"][draw.below(4)])
                sketch.edge(
                    owners[draw.below(4)], draw.below(4) == 0 ? .init(.controlledBy) : .init(.ownedBy, share: share), owners[draw.below(4)])
            }
            for _ in 0..<draw.below(4) {
                sketch.group(
                    things[draw.below(4)], .run, atLeast: 1, [(things[draw.below(2)], .active), (things[2 + draw.below(2)], .active)])
            }
            let graph = sketch.graph
            let model = LossModel(graph)
            for edge in graph.relationships
            where edge.kind == .controlledBy || (edge.kind == .ownedBy && edge.details.share! >= ExactShare("0.5")!) {
                let child = model.outage(removing: [graph.removal(of: edge.from)], horizon: .update)
                let parent = model.outage(removing: [graph.removal(of: edge.to)], horizon: .update)
                for thing in things {
                    let node = graph.index(of: thing)!
                    #expect(child.after[node] <= parent.after[node], "I14, seed \(seed)")
                }
            }
        }
    }
}

@Suite struct `Verdicts and simulations` {
    private func shop(certainty: Certainty?) -> SupplyGraph {
        var sketch = Sketch()
        sketch.node("product:p", .product)
        sketch.node("service:a", .service)
        sketch.node("service:b", .service)
        sketch.node("org:a", .organization, certainty.map { [.init("US", nexus: .established, certainty: $0)] } ?? [])
        sketch.node("org:b", .organization, [.init("FR", nexus: .established, certainty: .known)])
        sketch.edge("service:a", .init(.operatedBy), "org:a")
        sketch.edge("service:b", .init(.operatedBy), "org:b")
        sketch.group("product:p", .run, atLeast: 1, want: 2, [("service:a", .active), ("service:b", .standby)])
        return sketch.graph
    }

    @Test(arguments: [
        (Certainty.known, Verdict.exposed), (.assumed, .exposedIfAssumptionsHold), (.unknown, .cannotBeExcluded), (.no, .notExposed),
    ])
    func `the verdict is as sure as the control`(_ certainty: Certainty, _ expected: Verdict) {
        let graph = shop(certainty: certainty)
        let model = LossModel(graph)
        let events = graph.events(at: .entity, focus: ["US"])
        #expect(model.verdicts(on: model.defaultTargets, losing: events, horizon: .immediate) == [expected])
        #expect(model.verdicts(on: model.defaultTargets, losing: events, horizon: .immediate, atLeast: .down) == [.notExposed])
        let points = model.singlePoints(of: model.defaultTargets, among: events, horizon: .immediate)[0]
        #expect(points.verdict == expected)
        #expect(points.points.map { events[$0.event].id.text } == ["org:a", "org:b"])
        #expect(points.points.map(\.certainty) == [certainty, .no])
        #expect(points.points.allSatisfy { $0.effect == .degraded })
    }

    @Test func `unknown control never reads as none`() {
        let graph = shop(certainty: nil)
        let model = LossModel(graph)
        let verdicts = model.verdicts(on: model.defaultTargets, losing: graph.events(at: .entity, focus: ["US"]), horizon: .immediate)
        #expect(verdicts == [.cannotBeExcluded])
    }

    @Test func `a fallback degrades, its absence is down, and the margin tells`() throws {
        let graph = shop(certainty: .known)
        let model = LossModel(graph)
        let (product, a, b) = try (
            #require(graph.index(of: "product:p")), #require(graph.index(of: "org:a")), #require(graph.index(of: "org:b"))
        )
        let one = model.outage(removing: [graph.removal(of: a)], horizon: .immediate)
        #expect(one.after[product] == .degraded)
        #expect(one.changedMargins.map { [$0.before, $0.after] } == [[1, 0]])
        let events = graph.events(at: .entity, focus: ["US"])
        #expect(one.newSinglePoints(of: product, among: events, atLeast: .down).map { events[$0].id.text } == ["org:b"])
        #expect(one.remainingCutSets(of: product, among: events, atLeast: .down).sets.map { $0.map { events[$0].id.text } } == [["org:b"]])
        let both = model.outage(removing: [graph.removal(of: a), graph.removal(of: b)], horizon: .immediate)
        #expect(both.after[product] == .down)
        let proof = try #require(both.proof(of: product))
        #expect(proof.events.map(\.id.text) == ["org:a", "org:b"])
        let services: [NodeID] = ["service:a", "service:b"]
        #expect(proof.steps.count == 3 && proof.steps.dropLast().map { graph.nodes[$0.claim.node].id } == services)
        for step in proof.steps.dropLast() {
            guard case .event(_, let effect) = step.reason else {
                Issue.record("services fall with those who operate them")
                continue
            }
            #expect(effect.relationships.map { graph.relationships[$0].kind } == [.operatedBy])
            #expect(!graph.relationships[effect.relationships[0]].sources.isEmpty)
        }
    }

    @Test func `planned members count only when asked`() {
        var sketch = Sketch()
        sketch.node("product:p", .product)
        sketch.node("service:a", .service)
        sketch.node("service:b", .service)
        sketch.group("product:p", .run, atLeast: 1, [("service:a", .active), ("service:b", .planned)])
        let graph = sketch.graph
        let removal = graph.removal(of: 1)
        #expect(LossModel(graph).outage(removing: [removal], horizon: .immediate).after[0] == .down)
        #expect(LossModel(graph, countsPlanned: true).outage(removing: [removal], horizon: .immediate).after[0] == .unaffected)
    }

    @Test func `without a product the roots are asked about`() {
        let system = PlainSystem(nodes: ["P", "A", "Z"], groups: [.init(node: "P", type: .run, k: 1, of: ["A"])])
        #expect(LossModel(system.graph).defaultTargets == [1])
    }
}
