internal import Propagation
internal import SupplyChain

extension VendorsView {
    /// The governments that reach those drawn, the one asked about first, those unknown last; who is owned is reached through the owner that is drawn where both are reached by the same.
    func addGovernments(
        _ organizations: [Int], column: Int, _ ownership: [Diagram.Edge], _ nodes: inout [Diagram.Node], _ edges: inout [Diagram.Edge]
    ) {
        let owners = Dictionary(grouping: ownership, by: \.from).mapValues { $0.map(\.to) }
        var reached: [String: [Reach]] = [:]
        for organization in organizations {
            reached[context.id(organization)] = reach(organization, isOwned: owners[context.id(organization)] != nil)
        }
        var tabs: [String: Diagram.Tab] = [:]
        for organization in organizations {
            let id = context.id(organization)
            let above = Set(Self.everything(above: id, owners).flatMap { reached[$0] ?? [] }.map(\.jurisdiction))
            let own = reached[id] ?? []
            for reach in own where !above.contains(reach.jurisdiction) {
                let isFocus = context.exposed.exposure.focus.contains(reach.jurisdiction)
                tabs[reach.jurisdiction.text] = isFocus ? .focus(reach.jurisdiction.text) : .elsewhere(reach.jurisdiction.text)
                edges.append(line(organization, reach, isFocus))
            }
            if own.isEmpty, owners[id] == nil {
                tabs["?"] = .unknown
                edges.append(
                    Diagram.Edge(
                        id, "government:?", .folded, width: 1,
                        tooltip: PictureText(say("\(context.name(organization)): not known", "\(context.name(organization))：未知"))))
            }
        }
        let order = tabs.sorted { left, right in
            let (one, other) = (Self.rank(left.value), Self.rank(right.value))
            return one == other ? left.key.isBytewiseLess(than: right.key) : one < other
        }
        for (code, tab) in order { nodes.append(context.government(code, tab: tab, column: column)) }
    }

    /// A government that reaches an organization.
    struct Reach {
        let jurisdiction: Jurisdiction
        let certainty: Certainty
    }

    /// What is said of an organization itself; of one that nobody is known to own, all that reaches it.
    private func reach(_ organization: Int, isOwned: Bool) -> [Reach] {
        var found = graph.nodes[organization].jurisdictions.filter { $0.certainty >= .assumed }.map {
            Reach(jurisdiction: $0.jurisdiction, certainty: $0.certainty)
        }
        if found.isEmpty, !isOwned {
            found = context.exposed.exposure.jurisdictions(of: organization).filter { $0.certainty >= .assumed }.map {
                Reach(jurisdiction: $0.jurisdiction, certainty: $0.certainty)
            }
        }
        var seen: Set<Jurisdiction> = []
        return found.filter { seen.insert($0.jurisdiction).inserted }
    }

    private func line(_ organization: Int, _ reach: Reach, _ isFocus: Bool) -> Diagram.Edge {
        let code = reach.jurisdiction.text
        var edge = Diagram.Edge(
            context.id(organization), "government:\(code)", .control, width: isFocus ? 1.6 : 1,
            tooltip: PictureText(
                sentence: say(
                    "\(context.name(organization)) is reached by \(code) (\(reach.certainty.name))",
                    "\(context.name(organization)) 受 \(code) 管辖（\(reach.certainty.name)）")))
        edge.isCrossing = isFocus
        return edge
    }

    /// The owners of an organization and theirs.
    private static func everything(above id: String, _ owners: [String: [String]]) -> [String] {
        var found: [String] = []
        var met: Set<String> = [id]
        var open = [id]
        while let next = open.popLast() {
            for owner in owners[next] ?? [] where met.insert(owner).inserted {
                found.append(owner)
                open.append(owner)
            }
        }
        return found
    }

    private static func rank(_ tab: Diagram.Tab) -> Int {
        switch tab {
        case .focus, .assumed: 0
        case .elsewhere: 1
        case .unknown: 2
        }
    }
}
