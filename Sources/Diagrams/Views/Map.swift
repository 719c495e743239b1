internal import Propagation
internal import Resilience
internal import SupplyChain

extension Diagram {
    /// How does it hang together? The slice of the graph between the products and what the control asked about reaches, as cards.
    ///
    /// At most `budget` parts are drawn: products, functions and single points first, then what joins them, then other parts under the control. What is passed over is counted,
    /// and a path through it is one dotted line.
    public static func map(of exposed: Exposed, in language: DiagramPhrases.Language, budget: Int = 60) -> Diagram {
        MapView(exposed, DiagramPhrases(language), budget).diagram()
    }
}

private struct MapView {
    private let exposed: Exposed
    private let say: DiagramPhrases
    private let found: ExposedParts
    /// Members of every group, by the node that needs it.
    private let groups: [[Int]]
    private let kept: [Int]
    private let sliceCount: Int
    private let numbers: [Int: Int]

    init(_ exposed: Exposed, _ say: DiagramPhrases, _ budget: Int) {
        self.exposed = exposed
        self.say = say
        found = ExposedParts(exposed)
        var groups = [[Int]](repeating: [], count: exposed.graph.nodes.count)
        for (index, group) in exposed.model.requirements.enumerated() { groups[group.node].append(index) }
        self.groups = groups
        var selection = MapSelection(exposed, groups: groups)
        kept = selection.chosen(found, budget: budget)
        sliceCount = selection.sliceCount
        var numbers: [Int: Int] = [:]
        for part in found.parts where !part.stops.isEmpty && kept.contains(part.node) { numbers[part.node] = numbers.count + 1 }
        self.numbers = numbers
    }

    private var graph: SupplyGraph { exposed.graph }

    func diagram() -> Diagram {
        var nodes = kept.map(node)
        let (gates, edges) = edges()
        nodes += gates
        let hidden = sliceCount - kept.count
        if hidden > 0 {
            nodes.append(
                Diagram.Node(
                    id: "rest:slice", shape: .rest, column: nil, caption: PictureText(say("parts passed over", "未绘出的部件")),
                    title: PictureText(say("+ \(hidden) more", "另有 \(hidden) 个")),
                    mark: nil, tab: nil, tooltip: PictureText(say("\(hidden) parts passed over", "\(hidden) 个部件未绘出"))))
        }
        let stopping = found.parts.filter { !$0.stops.isEmpty }
        return Diagram(
            view: "map", language: say.language,
            subject: PictureText(
                "\(exposed.targets.prefix(3).map { graph.nodes[$0].name }.joined(separator: ", ")) · \(say("supply map, seen from the control of \(exposed.focus)", "供应图，以 \(exposed.focus) 控制为视角"))"
            ),
            verdict: PictureText(verdict(stopping)), legend: legend(nodes, edges),
            footnote: PictureText(footnote(nodes.count, edges.count, hidden)), headings: [], nodes: nodes, edges: edges,
            description: stopping.map { PictureText(graph.nodes[$0.node].name) })
    }

    private func verdict(_ stopping: [ExposedPart]) -> String {
        guard !stopping.isEmpty else {
            return found.parts.isEmpty
                ? say("No single point under the control of \(exposed.focus) is known", "未发现受 \(exposed.focus) 控制的已知单点")
                : say(
                    "Nothing under \(exposed.focus) control stops it; \(found.parts.count) parts can freeze it",
                    "没有部件可使其停止；\(found.parts.count) 个可使其冻结")
        }
        let names = stopping.prefix(3).map { graph.nodes[$0.node].name }.joined(separator: say(", ", "、"))
        let more = stopping.count > 3 ? say(" and \(stopping.count - 3) more", " 等") : ""
        let condition = stopping.allSatisfy { $0.certainty < .known } ? say(" (if assumptions hold)", "（若推定成立）") : ""
        return say(
            "\(stopping.count) single \(stopping.count == 1 ? "point" : "points")\(condition): \(names)\(more)",
            "\(stopping.count) 个单点\(condition)：\(names)\(more)")
    }

    private func footnote(_ nodes: Int, _ edges: Int, _ hidden: Int) -> String {
        var parts = [say("as of \(exposed.asOf)", "截至 \(exposed.asOf)"), say("\(nodes) nodes, \(edges) edges", "\(nodes) 个节点，\(edges) 条边")]
        parts.append(
            hidden > 0
                ? say("\(hidden) of \(sliceCount) parts passed over", "\(sliceCount) 个部件中 \(hidden) 个未绘出") : say("none passed over", "全部绘出")
        )
        if found.unknownCount > 0 { parts.append(say("\(found.unknownCount) of unknown control", "\(found.unknownCount) 个控制方未知")) }
        if !exposed.assumptions.isEmpty { parts.append(say("assuming ", "假定 ") + exposed.assumptions.joined(separator: ", ")) }
        parts.append(say("not legal advice", "非法律意见"))
        return parts.joined(separator: " · ")
    }

    private func legend(_ nodes: [Diagram.Node], _ edges: [Diagram.Edge]) -> [Diagram.Legend] {
        var used: Set<Diagram.Legend> = []
        for node in nodes {
            switch node.mark {
            case .stops(_, _, let isAssumed) where node.shape != .capability: used.insert(isAssumed ? .assumedStops : .stops)
            case .freezes: used.insert(.freezes)
            case .stops, nil: break
            }
            switch node.tab {
            case .focus: used.insert(.focus)
            case .assumed: used.insert(.assumed)
            case .unknown: used.insert(.unknown)
            case .elsewhere, nil: break
            }
            if node.shape == .gate { used.insert(.gate) }
        }
        for edge in edges {
            switch edge.stroke {
            case .run, .optional: used.insert(.edgeRun)
            case .build: used.insert(.edgeBuild)
            case .derivation: used.insert(.edgeDerived)
            case .stops: used.insert(.edgeStops)
            case .folded: used.insert(.folded)
            case .control, .freezes: break
            }
        }
        return Diagram.Legend.allCases.filter { used.contains($0) }
    }

    // MARK: Cards

    private func node(_ index: Int) -> Diagram.Node {
        let node = graph.nodes[index]
        let shape = Diagram.Shape(node.kind)
        let part = found.parts.first { $0.node == index }
        var mark: Diagram.Mark?
        if let part {
            let isAssumed = part.certainty < .known
            if let number = numbers[index] {
                mark = .stops(number: number, of: "\(part.stops.count)/\(found.functions.count)", isAssumed: isAssumed)
            } else {
                mark = .freezes(of: "\(part.freezes.count)/\(found.functions.count)", isAssumed: isAssumed)
            }
        }
        let vendor = (part?.vendors.first ?? controller(of: index)).map { graph.nodes[$0].name }
        let words = [say.word(for: shape).uppercased(), vendor].compactMap { $0 }.joined(separator: " · ")
        let strips = exposed.exposure.flags(of: index).sorted { $0.effect < $1.effect }.map { flag in
            Diagram.Node.Strip(text: PictureText(flag.id.text), isDuty: flag.effect <= .licence, isKnown: flag.certainty == .known)
        }
        let isOurs = shape == .product || shape == .capability
        return Diagram.Node(
            id: node.id.text, shape: shape, column: nil, caption: PictureText(shape == .capability ? say.word(for: shape) : words),
            title: node.pictureTitle, mark: mark,
            tab: isOurs ? nil : tab(index), strips: strips,
            tooltip: PictureText(
                [node.id.text, words, mark == nil ? nil : say("single point", "单点")].compactMap { $0 }.joined(separator: " · ")))
    }

    private func controller(of index: Int) -> Int? {
        graph.relationships.first { $0.from == index && $0.kind.belongs(to: .control) }?.to
    }

    private func tab(_ index: Int) -> Diagram.Tab {
        let control = exposed.exposure.control(of: index)
        let others = exposed.exposure.jurisdictions(of: index).filter { $0.certainty > .unknown }.map(\.jurisdiction.text)
        let isUncontrolled = control == .unknown && others.isEmpty
        switch control {
        case .known: return .focus(exposed.focus)
        case .assumed: return .assumed(exposed.focus)
        case .unknown, .no:
            return isUncontrolled || others.isEmpty
                ? .unknown : .elsewhere(others.count > 1 ? "\(others[0]) +\(others.count - 1)" : others[0])
        }
    }

    // MARK: Lines

    private func edges() -> (gates: [Diagram.Node], edges: [Diagram.Edge]) {
        let position = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        var gates: [Diagram.Node] = []
        var edges: [Diagram.Edge] = []
        var joined: Set<[Int]> = []
        for from in kept {
            for index in groups[from] {
                let group = exposed.model.requirements[index]
                let members = group.members.map(\.node).filter { position[$0] != nil }
                guard !members.isEmpty else { continue }
                var source = graph.nodes[from].id.text
                if group.members.count > 1 && group.atLeast < group.members.count && members.count > 1 {
                    let gate = "gate:\(graph.nodes[from].id.text):\(index)"
                    gates.append(
                        Diagram.Node(
                            id: gate, shape: .gate, column: nil, caption: "",
                            title: PictureText("≥\(group.atLeast) / \(group.members.count)"), mark: nil, tab: nil,
                            tooltip: PictureText(
                                say("at least \(group.atLeast) of \(group.members.count)", "\(group.members.count) 个中至少 \(group.atLeast) 个")
                            )))
                    edges.append(Diagram.Edge(from: source, to: gate, stroke: stroke(of: group, to: nil), width: 1.2))
                    source = gate
                }
                for member in members where joined.insert([index, member]).inserted {
                    let isForced = group.atLeast >= group.members.count
                    let stroke = stroke(of: group, to: isForced ? member : nil)
                    let line = Diagram.Edge(
                        from: source, to: graph.nodes[member].id.text, stroke: stroke, width: stroke == .stops ? 2.4 : 1.2)
                    if !edges.contains(where: { $0.from == line.from && $0.to == line.to }) { edges.append(line) }
                }
            }
        }
        return (gates, edges + foldedEdges(position, edges))
    }

    private func stroke(of group: Requirement, to member: Int?) -> Diagram.Stroke {
        let kind = group.impliedBy.map { graph.relationships[$0].kind }
        if let member, numbers[member] != nil, group.type == .run { return .stops }
        if kind == .derivedFrom || kind == .trainedOn || kind == .builtWith { return .derivation }
        switch group.type {
        case .run: return .run
        case .optional: return .optional
        case .build, .update, .deliver: return .build
        }
    }

    /// One dotted line from each part drawn to the parts drawn that it reaches only through parts that are not.
    private func foldedEdges(_ position: [Int: Int], _ drawn: [Diagram.Edge]) -> [Diagram.Edge] {
        let isTarget = Set(drawn.map(\.to))
        var edges: [Diagram.Edge] = []
        var reached: Set<Int> = []
        for from in kept {
            var seen: Set<Int> = [from]
            var waiting = groups[from].flatMap { exposed.model.requirements[$0].members.map(\.node) }.filter { position[$0] == nil }
            var steps = 0
            while let next = waiting.popLast(), steps < 20_000 {
                steps += 1
                guard seen.insert(next).inserted else { continue }
                for member in groups[next].flatMap({ exposed.model.requirements[$0].members.map(\.node) }) where !seen.contains(member) {
                    if position[member] == nil {
                        waiting.append(member)
                    } else if !isTarget.contains(graph.nodes[member].id.text), reached.insert(member).inserted {
                        edges.append(
                            Diagram.Edge(from: graph.nodes[from].id.text, to: graph.nodes[member].id.text, stroke: .folded, width: 1))
                    }
                }
            }
        }
        return edges
    }
}

/// Chooses what a map shows.
private struct MapSelection {
    private let exposed: Exposed
    private let groups: [[Int]]
    /// The distance from a product, −1 out of the slice.
    private var distance: [Int]
    private var parent: [Int]
    private(set) var sliceCount = 0

    init(_ exposed: Exposed, groups: [[Int]]) {
        self.exposed = exposed
        self.groups = groups
        distance = [Int](repeating: -1, count: groups.count)
        parent = distance
        var queue: [Int] = []
        for target in exposed.targets {
            distance[target] = 0
            queue.append(target)
        }
        var head = 0
        while head < queue.count {
            let node = queue[head]
            head += 1
            for member in groups[node].flatMap({ exposed.model.requirements[$0].members.map(\.node) }).sorted() where distance[member] < 0 {
                distance[member] = distance[node] + 1
                parent[member] = node
                queue.append(member)
            }
        }
        sliceCount = queue.count
    }

    /// At most `budget` nodes of the slice, in the order of their ids.
    mutating func chosen(_ found: ExposedParts, budget: Int) -> [Int] {
        var chosen: Set<Int> = []
        func take(_ node: Int) {
            var node = node
            // What leads there comes along, so that nothing hangs in the air.
            while node >= 0, !chosen.contains(node), chosen.count < budget {
                chosen.insert(node)
                node = parent[node]
            }
        }
        for target in exposed.targets.prefix(6) { take(target) }
        for function in found.functions.prefix(12) { take(function) }
        for part in found.parts where distance[part.node] >= 0 {
            guard chosen.count + 1 < budget else { break }
            take(part.node)
        }
        // The other members of the choices that are drawn, since they are what saves it.
        for node in chosen.sorted() {
            for index in groups[node] {
                let group = exposed.model.requirements[index]
                if group.members.count > 1, group.members.count <= 6 { for member in group.members { take(member.node) } }
            }
        }
        let rest = distance.indices.filter { distance[$0] > 0 && !chosen.contains($0) }
        let ordered = rest.sorted { left, right in
            let (one, other) = (exposed.exposure.control(of: left), exposed.exposure.control(of: right))
            if one != other { return one > other }
            return distance[left] == distance[right] ? left < right : distance[left] < distance[right]
        }
        for node in ordered.prefix(budget) where chosen.count < budget { take(node) }
        return chosen.sorted()
    }
}
