import Resilience
import SupplyChain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A small random generator whose seed can be printed and used again (SplitMix64).
struct Draw: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}

/// The seeds of one run: 300, or 10,000 in the long suite.
enum Seeds {
    static var isLong: Bool { ProcessInfo.processInfo.environment["CHOKEPOINT_LONG"] == "1" }
    static var all: Range<UInt64> { 0..<(isLong ? 10_000 : 300) }
    /// For questions that try a great deal on each system.
    static var fewer: Range<UInt64> { 0..<(isLong ? 3_000 : 300) }
}

extension NaiveReference {
    /// A random system of 2 to 6 nodes: all types, k from 0 to one above the members, spares, self-loops, cycles, up to 5 events of every level.
    static func random(seed: UInt64, maximumNodes: Int = 6, maximumEvents: Int = 5) -> NaiveReference {
        var draw = Draw(seed: seed)
        let nodes = (0..<2 + draw.below(maximumNodes - 1)).map { "n\($0)" }
        let types = ["run", "run", "run", "optional", "build", "update", "deliver"]
        let groups = (0..<draw.below(2 * nodes.count + 1)).map { _ in
            let members = Set((0..<draw.below(5)).map { _ in nodes[draw.below(nodes.count)] })
            let k = draw.below(8) == 0 ? members.count + 1 : draw.below(members.count + 1)
            let want = k + (draw.below(3) == 0 ? draw.below(3) : 0)
            return Group(node: nodes[draw.below(nodes.count)], type: types[draw.below(types.count)], k: k, want: want, members: members)
        }
        var events: [String: [String: Int]] = [:]
        for number in 0..<1 + draw.below(maximumEvents) {
            var effects: [String: Int] = [:]
            for _ in 0..<1 + draw.below(3) { effects[nodes[draw.below(nodes.count)]] = 1 + draw.below(3) }
            events["e\(number)"] = effects
        }
        return NaiveReference(nodes: nodes, groups: groups, events: events)
    }

    /// The same system in the plain form.
    var plain: PlainSystem {
        PlainSystem(
            nodes: nodes.map { NodeID($0) },
            groups: groups.map { group in
                .init(
                    node: NodeID(group.node), type: RequirementType(rawValue: group.type)!, k: group.k,
                    of: group.members.map { NodeID($0) },
                    want: group.want)
            },
            events: events.map { name, effects in
                .init(
                    NodeID(name),
                    effects: Dictionary(uniqueKeysWithValues: effects.map { (NodeID($0.key), SupplyState(rawValue: UInt8($0.value))!) }))
            })
    }

    var eventNames: [String] { events.keys.sorted() }
}

/// A system with its model and events, ready to be asked.
struct Engine {
    let model: LossModel
    let events: [Event]

    init(_ reference: NaiveReference) {
        let plain = reference.plain
        let graph = plain.graph
        model = LossModel(graph)
        events = plain.events(on: graph)
    }

    func index(_ node: String) -> Int { model.graph.index(of: NodeID(node))! }

    func events(_ names: Set<String>) -> [Event] { events.filter { names.contains($0.id.text) } }

    func outage(_ names: Set<String>, _ horizon: Int) -> Outage {
        model.outage(removing: events(names), horizon: Horizon(rawValue: UInt8(horizon))!)
    }

    func states(_ names: Set<String>, _ horizon: Int) -> [String: Int] {
        let outage = outage(names, horizon)
        return Dictionary(
            uniqueKeysWithValues: model.graph.nodes.indices.map { (model.graph.nodes[$0].id.text, Int(outage.after[$0].rawValue)) })
    }
}
