internal import GraphTheory
internal import Propagation
internal import Resilience
internal import SupplyChain

/// What of a slice is drawn by itself, and what stands for the rest, decided before any layout.
///
/// Where not all can be drawn, kept are the products, the functions, what was asked to be expanded, the parts under the control, the most consequential first, with what leads to them, the other
/// members of the choices among these, and the parts that hold the most. Of the rest, other versions of a thing that is drawn fold into it, and so does what leaves with a part that is kept;
/// what is left is rolled up by vendor, else by namespace, into at most `mostStacks` stacks; the last of it is one box.
struct Reduction: Sendable {
    /// Parts rolled up into one box.
    struct Stack: Sendable {
        /// What they have in common.
        let title: String
        /// The parts, by index, increasing.
        let members: [Int]
        /// The nodes drawn that hold them, by index, and how many each holds.
        let holders: [(node: Int, count: Int)]
    }

    /// The nodes drawn, in order.
    let kept: [Int]
    /// What folds into each node drawn, in order.
    let folded: [Int: [Int]]
    /// The stacks, the largest first.
    let stacks: [Stack]
    /// What none of these holds.
    let rest: Stack?

    static let mostStacks = 6

    /// How many nodes are not drawn by themselves.
    var hiddenCount: Int {
        folded.values.reduce(0) { $0 + $1.count } + stacks.reduce(0) { $0 + $1.members.count } + (rest?.members.count ?? 0)
    }

    /// How many of the parts that hold the most are drawn where not all can be.
    static let mostHolders = 8

    /// - Parameters:
    ///   - first: Nodes to be drawn before others, the most wanted first.
    ///   - isOnlyFirst: Whether a picture that cannot show all shows these and nothing for its size or its nearness.
    init(_ exposed: Exposed, _ slice: Slice, first: [Int] = [], isOnlyFirst: Bool = false) {
        let tree = slice.needs.dominatorTree(from: slice.beginning)
        var choice = Choice(exposed, slice, tree)
        choice.choose(first: first, isOnlyFirst: isOnlyFirst)
        kept = choice.chosen.sorted()
        guard choice.chosen.count < slice.order.count else {
            (folded, stacks, rest) = ([:], [], nil)
            return
        }
        var folding = Folding(exposed, slice, tree, choice.chosen)
        folding.fold()
        folded = folding.folded
        // One part is no stack; the largest of the others are, as many as there is room for.
        let all = folding.stacks()
        let wanted = all.prefix { $0.members.count > 1 }
        let shown = wanted.count == all.count && all.count <= Self.mostStacks ? all.count : min(wanted.count, Self.mostStacks - 1)
        stacks = Array(all.prefix(shown))
        rest = shown < all.count ? folding.joined(all.dropFirst(shown), title: "") : nil
    }
}

/// Chooses what is drawn by itself.
private struct Choice {
    let exposed: Exposed
    let slice: Slice
    let tree: DominatorTree
    private(set) var chosen: Set<Int> = []
    private var limit: Int
    private var items: Set<String> = []
    private var lesserOfVendors: [[Int]: Int] = [:]
    private var lesserCount = 0

    init(_ exposed: Exposed, _ slice: Slice, _ tree: DominatorTree) {
        self.exposed = exposed
        self.slice = slice
        self.tree = tree
        limit = exposed.budget
    }

    mutating func choose(first: [Int], isOnlyFirst: Bool) {
        let asked = exposed.expanded.filter { slice.contains($0) }.sorted()
        // What was asked for comes on top of the budget, up to what a layout can carry.
        limit = min(max(exposed.budget, 400), exposed.budget + asked.count)
        guard slice.order.count > limit else {
            chosen = Set(slice.order)
            return
        }
        limit = max(limit - Reduction.mostStacks, min(limit, 8))
        for target in exposed.targets.prefix(6) { take(target) }
        for node in first + asked { take(node) }
        for function in exposed.parts.functions.prefix(12) { take(function) }
        if !isOnlyFirst {
            for part in exposed.parts.parts where chosen.count + 1 < limit && isWorthABox(part) { take(part.node) }
        }
        takeAlternatives()
        guard !isOnlyFirst else { return }
        takeHolders()
        // What is left of the budget goes to what else is under the control; not all of it, since a map that is full is a wall.
        limit = min(limit, exposed.budget / 2)
        for node in slice.order.prefix(20_000) where chosen.count < limit && exposed.parts.part(of: node) == nil {
            if exposed.exposure.control(of: node) >= .assumed { take(node) }
        }
    }

    /// What stops something is drawn in any case; of what only freezes or weakens the first of each item, and few of each vendor, since the rest is told by a stack.
    private mutating func isWorthABox(_ part: ExposedPart) -> Bool {
        guard part.number == nil else { return true }
        guard items.insert(exposed.graph.nodes[part.node].item).inserted else { return false }
        let known = lesserOfVendors[part.vendors] ?? 0
        lesserOfVendors[part.vendors] = known + 1
        lesserCount += known < Self.mostOfVendor ? 1 : 0
        return known < Self.mostOfVendor && lesserCount <= exposed.budget / 4
    }

    /// How many parts of one vendor that stop nothing are drawn where not all can be.
    private static let mostOfVendor = 2

    /// The other members of the choices that are drawn, since they are what saves it.
    private mutating func takeAlternatives() {
        for node in chosen.sorted() {
            for index in slice.groups[node] {
                let group = exposed.model.requirements[index]
                if group.members.count > 1, group.members.count <= 6 { for member in group.members { take(member.node) } }
            }
        }
    }

    /// The parts without which most others would leave.
    private mutating func takeHolders() {
        let sizes = tree.dominatedCounts()
        let holders = slice.order.filter { sizes[$0] > 2 && !chosen.contains($0) }
            .sorted { sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1] }
        // A holder within one that is drawn already would only tell its size once more.
        var taken = 0
        for node in holders where taken < Reduction.mostHolders && chosen.count < limit {
            guard
                tree.immediateDominator(of: node).map({
                    $0 == slice.beginning || exposed.targets.contains($0) || exposed.parts.functions.contains($0)
                }) ?? false
            else { continue }
            take(node)
            taken += 1
        }
    }

    /// Takes a node and what leads to it, so that nothing hangs in the air; nothing where there is no room for all of that.
    private mutating func take(_ node: Int) {
        guard slice.contains(node) else { return }
        var way: [Int] = []
        var next = node
        while next >= 0, !chosen.contains(next) {
            way.append(next)
            next = slice.parent[next]
        }
        guard chosen.count + way.count <= limit else {
            if chosen.count < limit { chosen.insert(node) }
            return
        }
        chosen.formUnion(way)
    }
}

/// Folds what is not drawn into what is.
private struct Folding {
    private let exposed: Exposed
    private let slice: Slice
    private let tree: DominatorTree
    private let kept: Set<Int>
    private(set) var folded: [Int: [Int]] = [:]
    /// The nodes that no part holds, with the product or function that does.
    private var loose: [(node: Int, holder: Int)] = []

    init(_ exposed: Exposed, _ slice: Slice, _ tree: DominatorTree, _ kept: Set<Int>) {
        self.exposed = exposed
        self.slice = slice
        self.tree = tree
        self.kept = kept
    }

    mutating func fold() {
        var holder = [Int](repeating: slice.beginning, count: slice.needs.nodeCount)
        for node in tree.reachedNodes.dropFirst() {
            guard !kept.contains(node) else {
                holder[node] = node
                continue
            }
            holder[node] = holder[tree.immediateDominator(of: node) ?? slice.beginning]
        }
        let drawn = Dictionary(kept.sorted().map { (exposed.graph.nodes[$0].item, $0) }, uniquingKeysWith: { first, _ in first })
        for node in slice.order.sorted() where !kept.contains(node) {
            let holder = holder[node]
            let isOnTop = holder == slice.beginning || [.product, .capability].contains(exposed.graph.nodes[holder].kind)
            if let version = drawn[exposed.graph.nodes[node].item] {
                folded[version, default: []].append(node)
            } else if isOnTop {
                loose.append((node, holder))
            } else {
                folded[holder, default: []].append(node)
            }
        }
    }

    /// What no part holds, by vendor, else by namespace; the largest first.
    func stacks() -> [Reduction.Stack] {
        var groups: [String: [(node: Int, holder: Int)]] = [:]
        for entry in loose { groups[key(of: entry.node), default: []].append(entry) }
        return groups.map { stack(title: $0.key, $0.value) }.sorted { left, right in
            left.members.count == right.members.count
                ? left.title.isBytewiseLess(than: right.title) : left.members.count > right.members.count
        }
    }

    func joined(_ stacks: some Sequence<Reduction.Stack>, title: String) -> Reduction.Stack {
        let members = Set(stacks.flatMap(\.members))
        return stack(title: title, loose.filter { members.contains($0.node) })
    }

    private func stack(title: String, _ entries: [(node: Int, holder: Int)]) -> Reduction.Stack {
        var counts: [Int: Int] = [:]
        for entry in entries {
            let holder = entry.holder == slice.beginning ? nearest(entry.node) : entry.holder
            if kept.contains(holder) { counts[holder, default: 0] += 1 }
        }
        let holders = counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.prefix(4)
        return Reduction.Stack(title: title, members: entries.map(\.node), holders: holders.map { ($0.key, $0.value) })
    }

    /// The first node drawn on the shortest way back to a product.
    private func nearest(_ node: Int) -> Int {
        var node = node
        while !kept.contains(node), slice.parent[node] >= 0 { node = slice.parent[node] }
        return node
    }

    private func key(of node: Int) -> String {
        let graph = exposed.graph
        if let first = exposed.hands.control[node]?.first { return graph.nodes[graph.relationships[first].to].pictureName }
        let id = graph.nodes[node].id.text
        guard id.hasPrefix("pkg:") else { return Self.publisher(in: id) ?? graph.nodes[node].kind.rawValue }
        let path = id.dropFirst(4).prefix { $0 != "@" && $0 != "?" && $0 != "#" }
        let segments = path.split(separator: "/")
        guard segments.count > 2 else { return String(segments.first ?? "") }
        return segments[..<2].joined(separator: "/").replacing("%40", with: "@")
    }

    /// The part of an id before its name, such as the publisher of a model or the cloud of a region.
    private static func publisher(in id: String) -> String? {
        let path = id.split(separator: ":", maxSplits: 1).last ?? ""
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
