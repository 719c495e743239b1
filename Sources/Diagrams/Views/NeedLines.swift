internal import GraphTheory
internal import Resilience
internal import SupplyChain

/// The lines between the nodes that a view draws: who needs whom and how, with a diamond for every choice.
struct NeedLines {
    /// A choice that is drawn.
    struct Gate {
        /// Its id.
        let id: String
        /// The requirement, by index into those of the model.
        let group: Int
    }

    /// One line and the requirement behind it.
    struct Line {
        var edge: Diagram.Edge
        let group: Int
        /// The member at its end; `nil` where a diamond stands there.
        let member: Int?
    }

    private let context: ViewContext
    private let slice: Slice
    private let kept: [Int]
    private let isKept: Set<Int>
    private(set) var gates: [Gate] = []
    private(set) var lines: [Line] = []
    /// How many lines are left out because longer ways imply them.
    private(set) var impliedCount = 0
    /// What nearly everything is fetched from, and how many lines to it are one.
    private(set) var gathered: [(node: Int, count: Int)] = []

    /// More lines than this to one node that things are fetched from or built with are gathered into one.
    static let mostFetches = 12

    init(_ context: ViewContext, _ slice: Slice, kept: [Int]) {
        self.context = context
        self.slice = slice
        self.kept = kept
        isKept = Set(kept)
        draw()
        gather()
    }

    private var model: LossModel { context.exposed.model }

    private mutating func draw() {
        var drawn: Set<[String]> = []
        for from in kept {
            for index in slice.groups[from] {
                let group = model.requirements[index]
                let members = group.members.map(\.node).filter { isKept.contains($0) }
                guard !members.isEmpty else { continue }
                var source = context.id(from)
                let isChoice = group.members.count > 1 && group.atLeast < group.members.count && members.count > 1
                if isChoice {
                    let gate = "gate:\(source):\(index)"
                    gates.append(Gate(id: gate, group: index))
                    add(source, gate, group: index, member: nil, &drawn)
                    source = gate
                }
                for member in members { add(source, context.id(member), group: index, member: member, &drawn) }
            }
        }
    }

    private mutating func add(_ from: String, _ to: String, group index: Int, member: Int?, _ drawn: inout Set<[String]>) {
        guard from != to, drawn.insert([from, to]).inserted else { return }
        let stroke = stroke(of: model.requirements[index], to: member)
        lines.append(
            Line(
                edge: Diagram.Edge(
                    from, to, stroke, width: stroke == .stops ? 2.4 : stroke == .optional ? 0.8 : 1.3, tooltip: tooltip(from, to, index)),
                group: index, member: member))
    }

    private func tooltip(_ from: String, _ to: String, _ index: Int) -> PictureText {
        let group = model.requirements[index]
        let kind = group.impliedBy.map { context.say.verb(for: context.graph.relationships[$0].kind) } ?? context.say("needs", "需要")
        let place = group.sources.first.map { " [\(context.say.place($0))]" } ?? ""
        return PictureText(sentence: "\(from) \(kind) \(to)\(place)")
    }

    private func stroke(of group: Requirement, to member: Int?) -> Diagram.Stroke {
        let isForced = group.atLeast >= group.members.count
        if let member, isForced, group.type == .run, context.parts.part(of: member)?.number != nil { return .stops }
        switch group.impliedBy.map({ context.graph.relationships[$0].kind }) {
        case .derivedFrom, .trainedOn, .builtWith, .contains: return .derivation
        default: break
        }
        switch group.type {
        case .run: return .run
        case .optional: return .optional
        case .build: return .build
        case .update: return .update
        case .deliver: return .deliver
        }
    }

    /// Makes the many lines to a registry one from each product: that everything is fetched from it is one sentence, not a hundred lines.
    private mutating func gather() {
        var counts: [Int: Int] = [:]
        for line in lines { if let member = line.member, [.build, .update].contains(line.edge.stroke) { counts[member, default: 0] += 1 } }
        gathered = counts.filter { $0.value > Self.mostFetches }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let isGathered = Set(gathered.map(\.node))
        lines.removeAll { line in
            line.member.map { isGathered.contains($0) } ?? false && [.build, .update].contains(line.edge.stroke)
        }
        let live = Set(lines.map(\.edge.from))
        // A choice all of whose members are gathered has no lines left to show.
        let idle = Set(gates.map(\.id)).subtracting(live)
        gates.removeAll { idle.contains($0.id) }
        lines.removeAll { idle.contains($0.edge.to) }
    }

    /// The lines that stand for those gathered.
    func gatheredLines() -> [Diagram.Edge] {
        gathered.flatMap { node, count in
            context.exposed.targets.filter { isKept.contains($0) && $0 != node }.map { target in
                Diagram.Edge(
                    context.id(target), context.id(node), .folded, width: 1,
                    tooltip: PictureText(
                        sentence: context.say(
                            "\(count) of the parts drawn need \(context.id(node)) to be built or updated",
                            "所绘部件中 \(count) 个的构建或更新需要 \(context.id(node))")))
            }
        }
    }

    /// What was gathered or left out, for the last line of the picture.
    var notes: [String] {
        let say = context.say
        var notes = gathered.map { node, count in
            say("\(count) edges to \(context.name(node)) drawn as one", "到 \(context.name(node)) 的 \(count) 条边绘为一条")
        }
        if impliedCount > 0 {
            notes.append(say.count(impliedCount, "edge implied by others", "edges implied by others", "条可由其他边推得的边未绘出"))
        }
        return notes
    }

    /// Leaves out lines of one kind that longer ways of the same kind imply; single points, choices and derivation keep theirs.
    mutating func reduce() {
        var index: [String: Int] = [:]
        for line in lines { for end in [line.edge.from, line.edge.to] where index[end] == nil { index[end] = index.count } }
        var implied: Set<Int> = []
        for stroke in [Diagram.Stroke.run, .optional, .build] {
            let numbers = lines.indices.filter { lines[$0].edge.stroke == stroke || (stroke == .run && lines[$0].edge.stroke == .stops) }
            let edges = numbers.map { DirectedGraph.Edge(from: index[lines[$0].edge.from] ?? 0, to: index[lines[$0].edge.to] ?? 0) }
            for number in DirectedGraph(nodeCount: index.count, edges: edges).impliedEdges() {
                let line = lines[numbers[number]]
                if line.edge.stroke == stroke, line.member != nil, !line.edge.from.hasPrefix("gate:") { implied.insert(numbers[number]) }
            }
        }
        impliedCount = implied.count
        lines = lines.indices.filter { !implied.contains($0) }.map { lines[$0] }
    }

    /// One dotted line to each node drawn that is reached only through nodes that are not: from the first drawn node on the way to it.
    func foldedLines() -> [Diagram.Edge] {
        let reached = Set(lines.map(\.edge.to) + gathered.map { context.id($0.node) })
        return kept.compactMap { node in
            guard !reached.contains(context.id(node)), slice.parent[node] >= 0 else { return nil }
            var holder = slice.parent[node]
            while holder >= 0, !isKept.contains(holder) { holder = slice.parent[holder] }
            guard holder >= 0, holder != node else { return nil }
            return Diagram.Edge(
                context.id(holder), context.id(node), .folded, width: 1,
                tooltip: PictureText(sentence: "\(context.id(holder)) → … → \(context.id(node))"))
        }
    }

    /// The diamonds.
    func gateNodes() -> [Diagram.Node] {
        gates.map { gate in
            let group = model.requirements[gate.group]
            let words = context.say("≥\(group.atLeast) of \(group.members.count)", "\(group.members.count) 取 \(group.atLeast)")
            return Diagram.Node(
                gate.id, .gate, title: PictureText(words),
                tooltip: PictureText(
                    sentence: context.say(
                        "\(context.id(group.node)) needs at least \(group.atLeast) of \(group.members.count), wants \(group.want)",
                        "\(context.id(group.node)) 需要 \(group.members.count) 个中至少 \(group.atLeast) 个，期望 \(group.want) 个")))
        }
    }
}
