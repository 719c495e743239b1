/// States, cut sets and support straight from the definitions, on dictionaries and by trying everything: what the engine is measured against.
///
/// Shares nothing with the engine, not even its types.
struct NaiveReference {
    struct Group: Hashable {
        var node: String
        var type: String
        var k: Int
        var want: Int
        var members: Set<String>
    }

    var nodes: [String]
    var groups: [Group]
    var events: [String: [String: Int]]

    /// τ of semantics 2.3, as the table stands there.
    static let table: [String: [Int]] = [
        "run": [0, 1, 2, 3], "optional": [0, 1, 2, 2], "build": [0, 0, 0, 1], "update": [0, 0, 0, 1], "deliver": [0, 0, 0, 3],
    ]
    static let countsFrom = ["run": 0, "optional": 0, "build": 1, "update": 2, "deliver": 3]

    func base(_ removed: Set<String>) -> [String: Int] {
        var base = Dictionary(uniqueKeysWithValues: nodes.map { ($0, 0) })
        for event in removed { for (node, state) in events[event] ?? [:] { base[node] = max(base[node]!, state) } }
        return base
    }

    /// Semantics 2.5.
    func value(of group: Group, under x: [String: Int]) -> Int {
        let tau = Self.table[group.type]!
        let sorted = group.members.map { tau[x[$0]!] }.sorted()
        func a(_ j: Int) -> Int { j <= 0 ? 0 : j > sorted.count ? tau[3] : sorted[j - 1] }
        return max(a(group.k), min(2, a(group.want)))
    }

    /// Semantics 3.1: one application of F.
    func step(_ x: [String: Int], base: [String: Int], horizon: Int) -> [String: Int] {
        var next = base
        for group in groups where Self.countsFrom[group.type]! <= horizon {
            next[group.node] = max(next[group.node]!, value(of: group, under: x))
        }
        return next
    }

    /// All rounds of Kleene's iteration from all-unaffected up to the one that changes nothing.
    func rounds(_ removed: Set<String>, horizon: Int) -> [[String: Int]] {
        let base = base(removed)
        var rounds = [Dictionary(uniqueKeysWithValues: nodes.map { ($0, 0) })]
        while true {
            let next = step(rounds.last!, base: base, horizon: horizon)
            if next == rounds.last! { return rounds }
            rounds.append(next)
        }
    }

    func states(_ removed: Set<String>, horizon: Int) -> [String: Int] { rounds(removed, horizon: horizon).last! }

    /// Every set of the candidates that takes the node there while no proper subset does, by trying them all.
    func minimalCutSets(_ target: String, _ level: Int, horizon: Int, candidates: [String]) -> Set<Set<String>> {
        minimal(Self.subsets(of: candidates).filter { states($0, horizon: horizon)[target]! >= level })
    }

    func minimal(_ sets: [Set<String>]) -> Set<Set<String>> {
        Set(sets.filter { set in !sets.contains { $0 != set && $0.isSubset(of: set) } })
    }

    static func subsets(of elements: [String]) -> [Set<String>] {
        (0..<1 << elements.count).map { mask in Set(elements.indices.filter { mask >> $0 & 1 == 1 }.map { elements[$0] }) }
    }

    /// Semantics 3.4: the grounded nodes, from blocks found by Warshall and a fixpoint on sets.
    func grounded(_ removed: Set<String>) -> Set<String> {
        let runs = groups.filter { $0.type == "run" }
        let forced = runs.filter { $0.k == $0.members.count }
        var reach = Set<[String]>()
        for node in nodes { reach.insert([node, node]) }
        for group in forced { for member in group.members { reach.insert([group.node, member]) } }
        for middle in nodes {
            for from in nodes {
                for to in nodes where reach.contains([from, middle]) && reach.contains([middle, to]) { reach.insert([from, to]) }
            }
        }
        let blocks = Set(nodes.map { node in Set(nodes.filter { reach.contains([node, $0]) && reach.contains([$0, node]) }) })
        let base = base(removed)
        var grounded: Set<String> = []
        while true {
            var next = grounded
            for block in blocks where block.allSatisfy({ base[$0]! < 3 }) {
                let holds = runs.filter { block.contains($0.node) }.allSatisfy { group in
                    let isForced = group.k == group.members.count
                    let count = group.members.filter { block.contains($0) ? isForced : grounded.contains($0) }.count
                    return count >= group.k
                }
                if holds { next.formUnion(block) }
            }
            if next == grounded { return grounded }
            grounded = next
        }
    }

    func circular(_ removed: Set<String>, horizon: Int) -> Set<String> {
        let states = states(removed, horizon: horizon)
        return grounded([]).subtracting(grounded(removed)).filter { states[$0]! < 3 }
    }
}
