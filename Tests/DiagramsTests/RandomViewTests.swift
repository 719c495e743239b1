import Resilience
import SupplyChain
import Testing

@testable import Diagrams

/// Every view of random supply chains, drawn with exactly the attributes that the view uses.
struct RandomViewTests {
    /// Thousands with `CHOKEPOINT_LONG=1`: each is twelve pictures.
    private static let rounds: UInt64 = Executable.isLong ? 900 : 4

    @Test func `every view of a random graph is drawn whole, in full form, as strict XML with words for every box and line`() throws {
        let executable = try #require(Executable.path, "the executable was not built")
        let renderer = GraphvizRenderer(executable: executable)
        var random = Seeded(20)
        for seed in 0..<Self.rounds {
            let supply = RandomSupply(seed: seed, nodes: 4 + random.below(40))
            for diagram in supply.diagrams(in: seed % 2 == 0 ? .english : .chinese) {
                let drawing = try renderer.draw(diagram, as: .svg)
                #expect(drawing.fallback == .none, "seed \(seed) \(diagram.view)")
                expectWhole(drawing, diagram, "seed \(seed) \(diagram.view)")
            }
        }
    }

    private func expectWhole(_ drawing: GraphvizRenderer.Drawing, _ diagram: Diagram, _ about: String) {
        #expect(StrictXML.isWellFormed(drawing.bytes), "\(about)")
        let text = String(decoding: drawing.bytes, as: UTF8.self)
        #expect(StrictXML.values(of: "data-n", in: text).count == diagram.nodes.count, "\(about)")
        #expect(StrictXML.values(of: "data-e", in: text).count == diagram.edges.count, "\(about)")
        let ids = StrictXML.values(of: "id", in: text)
        #expect(Set(ids).count == ids.count, "\(about)")
        #expect(ids.allSatisfy { $0.hasPrefix("\(diagram.view)--") || $0.hasPrefix("node") || $0.hasPrefix("edge") }, "\(about)")
    }

    @Test func `what a view shows and what it folds are all that there is, within its budget`() {
        for seed in 100..<160 as Range<UInt64> {
            let supply = RandomSupply(seed: seed, nodes: 120)
            let slice = Set(Slice(supply.model, targets: supply.exposed.targets).order.map { supply.graph.nodes[$0].id.text })
            for diagram in supply.diagrams(in: .english, budget: 24) {
                let boxes = diagram.nodes.map(\.id)
                #expect(Set(boxes).count == boxes.count, "seed \(seed) \(diagram.view): boxes are there once")
                let ends = Set(diagram.edges.flatMap { [$0.from, $0.to] })
                #expect(ends.isSubset(of: Set(boxes)), "seed \(seed) \(diagram.view): lines end at boxes")
                #expect(
                    Set(diagram.edges.map { $0.pictureID(in: diagram.view) }).count == diagram.edges.count, "seed \(seed) \(diagram.view)")
                #expect(diagram.folds.allSatisfy { fold in boxes.contains(fold.box) || fold.box == "rest:rows" })
                #expect(diagram.outline == diagram.outline)
                guard ["map", "border", "simulation", "tree"].contains(diagram.view) else { continue }
                let folded = diagram.folds.flatMap(\.members)
                #expect(Set(folded).count == folded.count, "seed \(seed) \(diagram.view): nothing is folded twice")
                #expect(slice.isSubset(of: Set(boxes + folded)), "seed \(seed) \(diagram.view): nothing is lost")
                #expect(Set(folded).isDisjoint(with: boxes), "seed \(seed) \(diagram.view)")
                let shapes = diagram.nodes.count { $0.shape != .gate }
                #expect(shapes <= 24 + Reduction.mostStacks + 4, "seed \(seed) \(diagram.view): \(shapes)")
            }
        }
    }

    @Test func `what is asked to be expanded is drawn by itself`() {
        let supply = RandomSupply(seed: 7, nodes: 120)
        var exposed = supply.exposed
        exposed.budget = 12
        let small = Diagram.map(of: exposed, in: .english)
        let hidden = small.folds.flatMap(\.members)
        let wanted = hidden.prefix(3).compactMap { id in supply.graph.nodes.firstIndex { $0.id.text == id } }
        #expect(wanted.count == 3)
        exposed.expanded = Set(wanted)
        let opened = Diagram.map(of: exposed, in: .english)
        for index in wanted { #expect(opened.nodes.contains { $0.id == supply.graph.nodes[index].id.text }) }
    }

    @Test func `a simulation shows the states that the engine found`() {
        for seed in 200..<230 as Range<UInt64> {
            let supply = RandomSupply(seed: seed, nodes: 30)
            let events = supply.graph.events(at: .artefact, focus: ["US"])
            let outage = supply.model.outage(removing: Array(events.prefix(2)), horizon: .delivery)
            let diagram = Diagram.simulation(of: supply.exposed, outage, in: .english)
            for node in diagram.nodes {
                guard let index = supply.graph.nodes.firstIndex(where: { $0.id.text == node.id }), case .state(let state) = node.mark else {
                    continue
                }
                let expected = Diagram.State(outage.after[index])
                let isRemoved = outage.removed.contains { $0.id == supply.graph.nodes[index].id }
                let isCircular = outage.after[index] == .unaffected && outage.hasCircularSupport[index]
                #expect(state == (isRemoved && expected == .down ? .removed : isCircular ? .circular : expected), "seed \(seed) \(node.id)")
            }
            for (outcome, function) in zip(diagram.outcomes, supply.exposed.parts.functions) {
                #expect(outcome.before == Diagram.State(outage.before[function]))
            }
        }
    }
}
