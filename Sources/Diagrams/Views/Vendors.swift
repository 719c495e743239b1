internal import Propagation
internal import Resilience
internal import SupplyChain

extension Diagram {
    /// Who stands behind the parts, and who behind them? Organizations by how much of the product they control, their owners, and the governments that reach them.
    public static func vendors(of exposed: Exposed, in language: DiagramPhrases.Language) -> Diagram {
        VendorsView(ViewContext(exposed, language)).diagram()
    }
}

struct VendorsView {
    let context: ViewContext
    private let slice: Slice
    /// The parts of the products that each organization controls directly.
    private let parts: [Int: [Int]]
    private let drawn: [Int]
    private let hidden: [Int]
    private let orphans: [Int]

    init(_ context: ViewContext) {
        self.context = context
        slice = context.exposed.slice
        let graph = context.graph
        var parts: [Int: [Int]] = [:]
        var orphans: [Int] = []
        for node in slice.order.sorted() where ![.product, .capability].contains(graph.nodes[node].kind) {
            let hands = Set((context.exposed.hands.control[node] ?? []).map { graph.relationships[$0].to })
            for organization in hands { parts[organization, default: []].append(node) }
            if hands.isEmpty { orphans.append(node) }
        }
        self.parts = parts
        self.orphans = orphans
        let stops = Dictionary(
            context.parts.parts.flatMap { part in part.vendors.map { ($0, part.stops.count) } }, uniquingKeysWith: { max($0, $1) })
        let exposed = context.exposed
        let ordered = parts.keys.sorted { left, right in
            let one = (
                exposed.expanded.contains(left) ? 1 : 0, stops[left] ?? 0, exposed.exposure.control(of: left).rawValue,
                parts[left]?.count ?? 0
            )
            let other = (
                exposed.expanded.contains(right) ? 1 : 0, stops[right] ?? 0, exposed.exposure.control(of: right).rawValue,
                parts[right]?.count ?? 0
            )
            return one == other ? left < right : one > other
        }
        let most = max(4, exposed.budget / 5)
        drawn = Array(ordered.prefix(most))
        hidden = Array(ordered.dropFirst(most))
    }

    var graph: SupplyGraph { context.graph }
    var say: DiagramPhrases { context.say }

    func diagram() -> Diagram {
        var nodes: [Diagram.Node] = []
        var edges: [Diagram.Edge] = []
        var folds: [Diagram.Fold] = []
        let product = "products"
        nodes.append(
            Diagram.Node(product, .product, title: PictureText(context.subject), column: 0, tooltip: PictureText(context.subject)))
        for vendor in drawn {
            let members = parts[vendor] ?? []
            var house = context.house(vendor, caption: say.count(members.count, "part", "parts", "个部件"), column: 1)
            // The number belongs to the parts, unless the vendor is a single point itself.
            house.share = context.exposed.share(of: members)
            nodes.append(house)
            folds.append(Diagram.Fold(box: house.id, title: house.title, members: members.map { context.id($0) }))
            edges.append(line(product, vendor, members))
        }
        addRest(&nodes, &edges, &folds, product)
        let (owners, ownership) = owners()
        nodes += owners.map { context.house($0, caption: caption(ofOwner: $0), column: 2) }
        edges += ownership
        addGovernments(drawn + owners, column: owners.isEmpty ? 2 : 3, ownership, &nodes, &edges)
        let people = say.count(drawn.count + hidden.count, "organization", "organizations", "个组织")
        return Diagram(
            view: "vendors", language: say.language, form: .columns, focus: context.focus,
            subject: PictureText("\(context.subject) · \(say("who controls its parts, and who controls them", "部件由谁控制，控制者又归谁"))"),
            verdict: PictureText(sentence: verdict),
            footnote: context.footnote([
                people, say("\(nodes.count) boxes, \(edges.count) lines", "\(nodes.count) 个框、\(edges.count) 条线"),
                hidden.isEmpty ? nil : say.count(hidden.count, "organization folded", "organizations folded", "个组织已折叠"),
                orphans.isEmpty ? nil : say.count(orphans.count, "part of unknown control", "parts of unknown control", "个部件控制方未知"),
            ]),
            headings: [
                say("PRODUCT", "产品"), say("CONTROLS PARTS", "控制部件"), owners.isEmpty ? nil : say("OWNER", "所有者"), say("GOVERNMENT", "政府"),
            ].compactMap { $0.map { PictureText($0) } },
            nodes: nodes, edges: edges, folds: folds, description: drawn.map { PictureText(sentence: sentence($0)) })
    }

    private func line(_ product: String, _ vendor: Int, _ members: [Int]) -> Diagram.Edge {
        let stops =
            members.contains { context.parts.part(of: $0)?.number != nil } || context.parts.vendors.contains { $0.organization == vendor }
        let parts = members.compactMap { context.parts.part(of: $0) }
        let lesser: Diagram.Stroke = parts.isEmpty ? .control : parts.allSatisfy(\.onlyWeakens) ? .weakens : .freezes
        return Diagram.Edge(
            product, context.id(vendor), stops ? .stops : lesser, width: min(3.5, 1 + Double(members.count) / 20),
            tooltip: PictureText(sentence: sentence(vendor)))
    }

    private func sentence(_ vendor: Int) -> String {
        let members = parts[vendor] ?? []
        let names = say.list(members.map(context.name), most: 8)
        return say("\(context.name(vendor)) controls \(names).", "\(context.name(vendor)) 控制\(names)。")
    }

    private func addRest(_ nodes: inout [Diagram.Node], _ edges: inout [Diagram.Edge], _ folds: inout [Diagram.Fold], _ product: String) {
        if !hidden.isEmpty {
            var box = context.box("rest:vendors", .rest, title: context.more(hidden.count), members: hidden, column: 1)
            box.node.caption = PictureText(
                say.count(Set(hidden.flatMap { parts[$0] ?? [] }).count, "part", "parts", "个部件"))
            nodes.append(box.node)
            folds.append(box.fold)
            edges.append(Diagram.Edge(product, "rest:vendors", .folded, width: 1, tooltip: box.node.title))
        }
        if !orphans.isEmpty {
            var box = context.box("rest:unknown", .rest, title: say("nobody known", "控制方未知"), members: orphans, column: 1)
            box.node.caption = PictureText(say.count(orphans.count, "part", "parts", "个部件"))
            nodes.append(box.node)
            folds.append(box.fold)
            edges.append(Diagram.Edge(product, "rest:unknown", .folded, width: 1, tooltip: box.node.title))
        }
    }

    /// The owners of those drawn, at any remove, and the lines of ownership between all of these.
    private func owners() -> (owners: [Int], edges: [Diagram.Edge]) {
        var met = Set(drawn)
        var open = drawn
        var found: [Int] = []
        var edges: [Diagram.Edge] = []
        var joined: Set<[Int]> = []
        let most = max(4, context.exposed.budget / 4)
        var head = 0
        while head < open.count {
            let organization = open[head]
            head += 1
            for index in context.exposed.hands.ownership[organization] ?? [] {
                let edge = graph.relationships[index]
                guard edge.to != organization, joined.insert([organization, edge.to]).inserted else { continue }
                if !met.contains(edge.to) {
                    guard found.count < most else { continue }
                    met.insert(edge.to)
                    found.append(edge.to)
                    open.append(edge.to)
                }
                let share = edge.details.share.map { " \($0.percent)" } ?? ""
                let place = edge.sources.first.map { " [\(say.place($0))]" } ?? ""
                edges.append(
                    Diagram.Edge(
                        context.id(organization), context.id(edge.to), .control, width: 1.3,
                        tooltip: PictureText(
                            sentence: "\(context.name(organization)) \(say.verb(for: edge.kind)) \(context.name(edge.to))\(share)\(place)"))
                )
            }
        }
        return (found, edges)
    }

    /// What an owner owns, with shares where they are known.
    private func caption(ofOwner owner: Int) -> String {
        var owned: [String] = []
        for organization in drawn {
            for index in context.exposed.hands.ownership[organization] ?? [] where graph.relationships[index].to == owner {
                let share = graph.relationships[index].details.share.map { " \($0.percent)" } ?? ""
                owned.append(context.name(organization) + share)
            }
        }
        return owned.isEmpty ? say("owns owners", "间接所有") : say.list(owned, most: 2)
    }

    private var verdict: String {
        let things = slice.order.filter { ![.product, .capability].contains(graph.nodes[$0].kind) }
        let under = (drawn + hidden).filter { context.exposed.exposure.control(of: $0) >= .assumed }
        let held = Set(under.flatMap { parts[$0] ?? [] }).count
        let largest = under.max { (parts[$0]?.count ?? 0, $1) < (parts[$1]?.count ?? 0, $0) }
        let most =
            (under.count > 1 ? largest : nil).map {
                say("; \(context.name($0)) alone \(parts[$0]?.count ?? 0)", "，其中 \(context.name($0)) 控制 \(parts[$0]?.count ?? 0) 个")
            } ?? ""
        let unknown = orphans.isEmpty ? "" : say(" Of \(orphans.count) nobody is known.", "\(orphans.count) 个控制方未知。")
        return say(
            "\(under.count) of \(drawn.count + hidden.count) organizations are under \(context.focus) control\(context.doubt(under)) and hold \(held) of \(things.count) parts\(most).\(unknown)",
            "\(drawn.count + hidden.count) 个组织中 \(under.count) 个受 \(context.focus) 控制\(context.doubt(under))，掌握 \(things.count) 个部件中的 \(held) 个\(most)。\(unknown)"
        )
    }
}

extension ExactShare {
    /// In hundredths, with a decimal where there is one.
    fileprivate var percent: String {
        let tenths = (millionths + 500) / 1_000
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
