internal import Resilience
internal import SupplyChain

/// The columns of a summary, from left to right.
extension SummaryView {
    func addProducts(_ draft: inout Draft) {
        for target in products {
            draft.nodes.append(
                Diagram.Node(
                    context.id(target), .product, title: graph.nodes[target].pictureTitle, column: isEmpty ? nil : 0,
                    tooltip: PictureText(graph.nodes[target].name)))
        }
        let others = Array(context.exposed.targets.dropFirst(products.count))
        if !others.isEmpty { addRest("rest:products", others, say("products or roots", "产品或根"), column: 0, &draft) }
    }

    private func addRest(_ id: String, _ members: [Int], _ caption: String, column: Int, _ draft: inout Draft) {
        var box = context.box(id, .rest, title: context.more(members.count), members: members, column: isEmpty ? nil : column)
        (box.node.share, box.node.caption) = (nil, PictureText(caption))
        draft.nodes.append(box.node)
        draft.folds.append(box.fold)
    }

    /// Where the lines of a function begin: its row, or the product that it stands for.
    private func box(of position: Int) -> String? {
        if let row = functions.row(of: position) { return context.id(found.functions[row.first]) }
        let node = found.functions[position]
        if hasCapabilities, graph.nodes[node].kind == .capability { return "rest:functions" }
        return products.contains(node) ? context.id(node) : context.exposed.targets.count > products.count ? "rest:products" : nil
    }

    func addCapabilities(_ draft: inout Draft) {
        for row in functions.rows { addCapability(row, &draft) }
        if !functions.hidden.isEmpty {
            addRest("rest:functions", functions.hidden.map { found.functions[$0] }, say("capabilities", "项功能"), column: 1, &draft)
        }
        var drawn: Set<[String]> = []
        let asked = Set(context.exposed.targets)
        for group in context.exposed.model.requirements where asked.contains(group.node) {
            let from = products.contains(group.node) ? context.id(group.node) : "rest:products"
            for member in group.members.map(\.node) where graph.nodes[member].kind == .capability {
                guard let position = found.functions.firstIndex(of: member), let to = box(of: position), drawn.insert([from, to]).inserted
                else {
                    continue
                }
                draft.edges.append(
                    Diagram.Edge(
                        from, to, .control, width: 1, tooltip: PictureText(sentence: say("\(from) needs \(to)", "\(from) 需要 \(to)"))))
            }
        }
    }

    private func addCapability(_ row: FunctionRows.Row, _ draft: inout Draft) {
        let first = found.functions[row.first]
        let stopping = found.stopping.count { $0.stops.contains(row.first) } + found.vendors.count { $0.stops.contains(row.first) }
        let isOne = row.others.isEmpty
        let caption =
            stopping == 0
            ? say("no single point stops \(isOne ? "it" : "them")", "没有可使其停止的单点")
            : say("\(stopping) can stop \(isOne ? "it" : "them")", "\(stopping) 个可使其停止")
        let title =
            isOne
            ? graph.nodes[first].pictureTitle
            : PictureText("\(context.name(first)) \(context.more(row.others.count))")
        let names = say.list(row.positions.map { context.name(found.functions[$0]) }, most: 12)
        draft.nodes.append(
            Diagram.Node(
                context.id(first), .capability, title: title, caption: PictureText(caption), column: isEmpty ? nil : 1,
                mark: stopping == 0 ? nil : .stopped, tooltip: PictureText(sentence: "\(names): \(caption)")))
        if !isOne {
            draft.folds.append(
                Diagram.Fold(box: context.id(first), title: title, members: row.others.map { context.id(found.functions[$0]) }))
        }
    }

    // MARK: Single points

    /// What has a box of its own as product or function or vendor, and is a part under the control as well, has a second one.
    private func id(ofRow node: Int) -> String {
        [.product, .capability].contains(graph.nodes[node].kind) || products.contains(node)
            ? "control:\(context.id(node))" : context.id(node)
    }

    private func id(ofRow vendor: ExposedVendor) -> String { "control:\(context.id(vendor.organization))" }

    func addParts(_ draft: inout Draft) {
        let stopping = parts.rows.filter { $0.first.number != nil }
        for row in stopping { addRow(row, &draft) }
        for vendor in found.vendors { addRow(vendor, &draft) }
        for row in parts.rows.dropFirst(stopping.count) { addRow(row, &draft) }
        guard !parts.hidden.isEmpty else { return }
        let stops = parts.hidden.count { $0.number != nil }
        let caption =
            stops > 0
            ? say("\(stops) stop, \(parts.hidden.count - stops) freeze or weaken", "\(stops) 个停止，\(parts.hidden.count - stops) 个冻结或减弱")
            : say("freeze or weaken only", "仅冻结或减弱")
        addRest("rest:parts", parts.hidden.map(\.node), caption, column: 1 + offset, &draft)
        for from in Set(parts.hidden.flatMap { $0.stops + $0.freezes }.compactMap(box(of:))).sorted(by: { $0.isBytewiseLess(than: $1) }) {
            draft.edges.append(Diagram.Edge(from, "rest:parts", .folded, width: 1, tooltip: PictureText(caption)))
        }
    }

    private func addRow(_ row: PartRows.Row, _ draft: inout Draft) {
        let node = graph.nodes[row.first.node]
        let flag = context.strips(of: row.first.node).first { $0.kind != .exempt }?.text.shown
        let isAssumed = row.parts.contains { $0.certainty < .known }
        let words = [
            row.isRolledUp ? context.count(of: row) : say.word(for: Diagram.Shape(node.kind)), isAssumed ? say("assumed", "推定") : nil,
            row.isRolledUp ? nil : flag,
        ].compactMap { $0 }
        var box = Diagram.Node(
            id(ofRow: row.first.node), row.isRolledUp ? .stack : Diagram.Shape(node.kind), title: context.title(of: row),
            caption: PictureText(words.joined(separator: " · ")), column: 1 + offset, mark: context.mark(of: row.first.node),
            tooltip: PictureText(sentence: "\(node.id.text) · \(context.sentence(for: row).shown)"))
        box.link = row.isRolledUp ? nil : context.link(of: row.first.node)
        draft.nodes.append(box)
        if var fold = context.fold(of: row) {
            fold.box = box.id
            draft.folds.append(fold)
        }
        for (from, stroke) in lines(of: row) {
            draft.edges.append(
                Diagram.Edge(from, box.id, stroke, width: stroke == .stops ? 2.2 : 1, tooltip: context.sentence(for: row)))
        }
    }

    private func addRow(_ vendor: ExposedVendor, _ draft: inout Draft) {
        let words = [say("all its parts together", "其全部部件合计"), vendor.certainty < .known ? say("assumed", "推定") : nil]
        let box = Diagram.Node(
            id(ofRow: vendor), .stack, title: PictureText(context.name(vendor.organization)),
            caption: PictureText(words.compactMap { $0 }.joined(separator: " · ")), column: 1 + offset,
            mark: context.mark(of: vendor.organization), tooltip: context.sentence(for: vendor))
        draft.nodes.append(box)
        var drawn: Set<String> = []
        for from in vendor.stops.compactMap(box(of:)) where drawn.insert(from).inserted {
            draft.edges.append(Diagram.Edge(from, box.id, .stops, width: 2.2, tooltip: context.sentence(for: vendor)))
        }
    }

    /// The lines from functions to a row; what only freezes or weakens most of them has one from each product, since many dashes say no more.
    private func lines(of row: PartRows.Row) -> [(from: String, stroke: Diagram.Stroke)] {
        var lines: [(from: String, stroke: Diagram.Stroke)] = []
        var drawn: Set<[String]> = []
        for position in found.functions.indices {
            let stroke: Diagram.Stroke
            switch row.effect(on: position) {
            case .stops: stroke = .stops
            case .degrades: stroke = .weakens
            case .freezes: stroke = .freezes
            case .nothing: continue
            }
            guard let from = box(of: position), drawn.insert([from, stroke.rawValue]).inserted else { continue }
            lines.append((from, stroke))
        }
        let lesser = lines.filter { $0.stroke != .stops }
        guard hasCapabilities, lesser.count > 5, lesser.count * 2 > functions.rows.count else { return lines }
        let stroke: Diagram.Stroke = lesser.contains { $0.stroke == .freezes } ? .freezes : .weakens
        return lines.filter { $0.stroke == .stops } + products.map { (context.id($0), stroke) }
    }

    // MARK: Vendors

    /// The vendors of the rows and their lines to the government; the others are one box.
    func addVendors(_ draft: inout Draft) {
        guard !isEmpty else { return }
        var order: [Int] = []
        var stops: [Int: Set<Int>] = [:]
        func add(_ vendor: Int, stopping positions: [Int]) {
            if !order.contains(vendor) { order.append(vendor) }
            stops[vendor, default: []].formUnion(positions)
        }
        let stopping = parts.rows.filter { $0.first.number != nil }
        for row in stopping { addLines(of: row, add, &draft) }
        for vendor in found.vendors {
            add(vendor.organization, stopping: vendor.stops)
            draft.edges.append(
                Diagram.Edge(
                    id(ofRow: vendor), context.id(vendor.organization), .stops, width: width(vendor.stops.count),
                    tooltip: context.sentence(for: vendor)))
        }
        for row in parts.rows.dropFirst(stopping.count) { addLines(of: row, add, &draft) }
        let government = "government:\(focus)"
        let weakening = Set(order).subtracting(parts.rows.filter { !$0.first.onlyWeakens }.flatMap(\.vendors))
        for vendor in order {
            let count = stops[vendor]?.count ?? 0
            var house = context.house(vendor, caption: "", column: 2 + offset)
            // The number stands on the row of all its parts together.
            house.mark = nil
            draft.nodes.append(house)
            draft.edges.append(
                Diagram.Edge(
                    context.id(vendor), government, count > 0 ? .stops : weakening.contains(vendor) ? .weakens : .freezes,
                    width: width(count),
                    tooltip: PictureText(
                        say("\(context.name(vendor)) is under the control of \(focus)", "\(context.name(vendor)) 受 \(focus) 控制"))))
        }
        addOtherVendors(beside: order, &draft)
        draft.nodes.append(context.government(focus, tab: .focus(focus), column: 3 + offset))
    }

    private func addLines(of row: PartRows.Row, _ add: (Int, [Int]) -> Void, _ draft: inout Draft) {
        let stroke: Diagram.Stroke = row.first.onlyWeakens ? .weakens : row.first.stops.isEmpty ? .freezes : .stops
        for vendor in row.vendors {
            add(vendor, row.first.stops)
            draft.edges.append(
                Diagram.Edge(
                    id(ofRow: row.first.node), context.id(vendor), stroke, width: width(row.first.stops.count),
                    tooltip: context.sentence(for: row)))
        }
    }

    private func addOtherVendors(beside order: [Int], _ draft: inout Draft) {
        guard !parts.hidden.isEmpty else { return }
        let government = "government:\(focus)"
        let others = Set(parts.hidden.flatMap(\.vendors)).subtracting(order).sorted()
        let title = others.isEmpty ? say("same vendors", "同上供应方") : say.count(others.count, "more vendor", "more vendors", "家其他供应方")
        var box = context.box("rest:vendors", .rest, title: title, members: others, column: 2 + offset)
        box.node.caption = ""
        box.node.share = nil
        draft.nodes.append(box.node)
        if !others.isEmpty { draft.folds.append(box.fold) }
        draft.edges.append(Diagram.Edge("rest:parts", "rest:vendors", .folded, width: 1, tooltip: PictureText(title)))
        draft.edges.append(Diagram.Edge("rest:vendors", government, .folded, width: 1, tooltip: PictureText(title)))
    }

    /// The width of a line by how many functions it stops.
    private func width(_ count: Int) -> Double { count == 0 ? 1 : min(9, 2.2 + 1.6 * Double(count - 1)) }
}
