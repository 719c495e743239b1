public import Propagation
public import Resilience
internal import SupplyChain

/// What the views draw from: a graph with its exposure, seen from the side of one control.
public struct Exposed: Sendable {
    /// The graph with flags and jurisdictions.
    public let exposure: Exposure
    /// The model of losses.
    public let model: LossModel
    /// Whose control is asked about, as written on the picture.
    public let focus: String
    /// The products asked about, by index.
    public let targets: [Int]
    /// The day, as written on the picture.
    public let asOf: String
    /// What is assumed.
    public let assumptions: [String]

    /// What is drawn.
    public init(exposure: Exposure, model: LossModel, focus: String, targets: [Int], asOf: String, assumptions: [String]) {
        self.exposure = exposure
        self.model = model
        self.focus = focus
        self.targets = targets
        self.asOf = asOf
        self.assumptions = assumptions
    }

    var graph: SupplyGraph { exposure.graph }
}

/// One part through which the control asked about stops or freezes something.
struct ExposedPart: Sendable {
    /// The part, by index.
    let node: Int
    /// The organizations that have this hand on it, by index, sorted.
    let vendors: [Int]
    /// Of the functions asked about, which it stops, by position.
    let stops: [Int]
    /// Which it freezes or degrades only, by position.
    let freezes: [Int]
    /// How sure the control is.
    let certainty: Certainty
}

/// The parts under a control, each taken away as its control says, and what that does to the functions of the products.
struct ExposedParts: Sendable {
    /// The functions asked about: the capabilities of the products, or the products themselves.
    let functions: [Int]
    /// The parts that stop or freeze a function, the most consequential first.
    let parts: [ExposedPart]
    /// How many parts have no known controller.
    let unknownCount: Int

    /// - Complexity: one sweep over the graph for each part under the control.
    init(_ exposed: Exposed) {
        let graph = exposed.graph
        functions = Self.functions(of: exposed)
        let focus = exposed.exposure.focus
        let entities = graph.events(at: .entity, focus: focus, control: { exposed.exposure.control(of: $0) })
        var effects: [Int: (state: SupplyState, certainty: Certainty, vendors: Set<Int>)] = [:]
        var unknown = 0
        for event in entities {
            guard case .organization(let vendor) = event.subject else {
                if event.control > .no { unknown += 1 }
                continue
            }
            guard event.control > .unknown else { continue }
            for effect in event.effects where effect.state > .unaffected {
                var known = effects[effect.node] ?? (.unaffected, .no, [])
                let certainty = min(event.control, effect.certainty)
                guard certainty > .unknown else { continue }
                known.state = max(known.state, effect.state)
                known.certainty = max(known.certainty, certainty)
                known.vendors.insert(vendor)
                effects[effect.node] = known
            }
        }
        let nodes = effects.keys.sorted()
        let events = nodes.map { node in
            Event(
                id: graph.nodes[node].id, subject: .named, effects: [Event.Effect(node: node, state: effects[node]?.state ?? .unaffected)],
                control: effects[node]?.certainty ?? .unknown)
        }
        let immediate = exposed.model.singlePoints(of: functions, among: events, horizon: .immediate, atLeast: .down)
        let later = exposed.model.singlePoints(of: functions, among: events, horizon: .update)
        var stops: [Int: [Int]] = [:]
        var freezes: [Int: [Int]] = [:]
        for (position, found) in immediate.enumerated() { for point in found.points { stops[point.event, default: []].append(position) } }
        for (position, found) in later.enumerated() {
            for point in found.points where !(stops[point.event] ?? []).contains(position) {
                freezes[point.event, default: []].append(position)
            }
        }
        var parts: [ExposedPart] = []
        for (index, node) in nodes.enumerated() where stops[index] != nil || freezes[index] != nil {
            parts.append(
                ExposedPart(
                    node: node, vendors: (effects[node]?.vendors ?? []).sorted(), stops: stops[index] ?? [], freezes: freezes[index] ?? [],
                    certainty: effects[node]?.certainty ?? .unknown))
        }
        self.parts = parts.sorted { left, right in
            if left.stops.count != right.stops.count { return left.stops.count > right.stops.count }
            if left.freezes.count != right.freezes.count { return left.freezes.count > right.freezes.count }
            return left.node < right.node
        }
        unknownCount = unknown
    }

    /// The capabilities that the products need directly, in order; a product without any stands for itself.
    private static func functions(of exposed: Exposed) -> [Int] {
        let graph = exposed.graph
        var found: Set<Int> = []
        for target in exposed.targets {
            let capabilities = exposed.model.requirements.filter { $0.node == target }.flatMap(\.members).map(\.node).filter {
                graph.nodes[$0].kind == .capability
            }
            if capabilities.isEmpty { found.insert(target) } else { found.formUnion(capabilities) }
        }
        return found.sorted()
    }
}

extension Diagram.Shape {
    /// The shape of a kind.
    init(_ kind: NodeKind) {
        switch kind {
        case .product: self = .product
        case .capability: self = .capability
        case .package: self = .package
        case .model: self = .model
        case .dataset: self = .dataset
        case .service: self = .service
        case .infrastructure: self = .infrastructure
        case .registry: self = .registry
        case .hardware: self = .hardware
        case .organization: self = .vendor
        case .unknown: self = .unknown
        }
    }
}

extension SupplyGraph.Node {
    /// The name with the version where that is short.
    var pictureTitle: PictureText {
        let version = attributes[.version].map { $0.utf8.count <= 14 ? " " + $0 : "" } ?? ""
        return PictureText(
            (name.isBytewiseEqual(to: id.text) ? String(id.text.split(separator: "/").last ?? Substring(id.text)) : name)
                + (kind == .package ? version : ""))
    }
}
