internal import Propagation
internal import Resilience
internal import SupplyChain

/// One part through which the control asked about stops or freezes something.
struct ExposedPart: Sendable {
    /// The part, by index.
    let node: Int
    /// The organizations that have this hand on it, by index, sorted.
    let vendors: [Int]
    /// What becomes of it when they let go of it.
    let loss: SupplyState
    /// Of the functions asked about, which it stops at once, by position.
    let stops: [Int]
    /// Which it freezes or degrades only, by position, sorted.
    let freezes: [Int]
    /// Which of these it degrades.
    let degrades: Set<Int>
    /// How sure the control is.
    let certainty: Certainty
    /// Its number among the single points, where it stops anything.
    var number: Int?

    /// Whether it costs function or spare somewhere, and nothing stops or freezes without it.
    var onlyWeakens: Bool { stops.isEmpty && freezes.allSatisfy { degrades.contains($0) } }

    func effect(on function: Int) -> Diagram.Cell {
        if stops.contains(function) { return .stops }
        if degrades.contains(function) { return .degrades }
        return freezes.contains(function) ? .freezes : .nothing
    }
}

/// An organization that stops more with all its parts together than they do one by one.
struct ExposedVendor: Sendable {
    /// The organization, by index.
    let organization: Int
    /// Which functions only its parts together stop, by position.
    let stops: [Int]
    /// How sure the control is.
    let certainty: Certainty
    /// Its number among the single points.
    let number: Int
}

/// The parts under a control, each taken away as its control says, and what that does to the functions of the products.
struct ExposedParts: Sendable {
    /// The functions asked about: the capabilities of the products, or the products themselves.
    let functions: [Int]
    /// The parts that stop or freeze a function, the most consequential first.
    let parts: [ExposedPart]
    /// The organizations that stop by their parts together what none of these stops alone.
    let vendors: [ExposedVendor]
    /// How many parts have no known controller.
    let unknownCount: Int
    /// What can be said of each function when all that the control asked about reaches is lost at once.
    let together: [Verdict]

    private let position: [Int: Int]

    /// The part of a node, where it is one.
    func part(of node: Int) -> ExposedPart? { position[node].map { parts[$0] } }

    var stopping: [ExposedPart] { parts.filter { $0.number != nil } }

    /// How many single points there are, parts and organizations.
    var singlePointCount: Int { stopping.count + vendors.count }

    /// Whether every single point rests on an assumption.
    var isAllAssumed: Bool { (stopping.map(\.certainty) + vendors.map(\.certainty)).allSatisfy { $0 < .known } }

    init(_ exposure: Exposure, _ model: LossModel, targets: [Int], _ slice: Slice) {
        let functions = Self.functions(of: targets, model)
        let entities = model.graph.events(at: .entity, focus: exposure.focus, control: { exposure.control(of: $0) })
        var search = PartSearch(model: model, functions: functions)
        unknownCount = search.gather(entities)
        let parts = search.parts(nearest: slice)
        self.functions = functions
        self.parts = parts
        position = Dictionary(parts.enumerated().map { ($1.node, $0) }, uniquingKeysWith: { first, _ in first })
        vendors = search.vendors(entities, beyond: parts)
        together = model.verdicts(on: functions, losing: entities, horizon: .immediate, atLeast: .down)
    }

    /// The capabilities that the products need directly, in order; a product without any stands for itself.
    private static func functions(of targets: [Int], _ model: LossModel) -> [Int] {
        var found: Set<Int> = []
        var members: [Int: [Int]] = [:]
        let asked = Set(targets)
        for group in model.requirements where asked.contains(group.node) {
            members[group.node, default: []] += group.members.map(\.node).filter { model.graph.nodes[$0].kind == .capability }
        }
        for target in targets { found.formUnion(members[target].flatMap { $0.isEmpty ? nil : $0 } ?? [target]) }
        return found.sorted()
    }
}

private struct PartSearch {
    let model: LossModel
    let functions: [Int]
    private var effects: [Int: (state: SupplyState, certainty: Certainty, vendors: Set<Int>)] = [:]

    init(model: LossModel, functions: [Int]) {
        self.model = model
        self.functions = functions
    }

    /// Takes what organizations under the control do to parts; gives how many parts have no known controller.
    mutating func gather(_ entities: [Event]) -> Int {
        var unknown = 0
        for event in entities {
            guard case .organization(let vendor) = event.subject else {
                if event.control > .no { unknown += 1 }
                continue
            }
            guard event.control > .unknown else { continue }
            for effect in event.effects where effect.state > .unaffected {
                let certainty = event.certainty(of: effect)
                guard certainty > .unknown else { continue }
                var known = effects[effect.node] ?? (.unaffected, .no, [])
                known.state = max(known.state, effect.state)
                known.certainty = max(known.certainty, certainty)
                known.vendors.insert(vendor)
                effects[effect.node] = known
            }
        }
        return unknown
    }

    /// The most consequential first; among equals the one nearest to a product, since that is where something can be done.
    func parts(nearest slice: Slice) -> [ExposedPart] {
        let nodes = effects.keys.sorted()
        let events = nodes.map { node in
            Event(
                id: model.graph.nodes[node].id, subject: .named,
                effects: [Event.Effect(node: node, state: effects[node]?.state ?? .unaffected)],
                control: effects[node]?.certainty ?? .unknown)
        }
        var stops: [Int: [Int]] = [:]
        var freezes: [Int: [Int]] = [:]
        var degrades: [Int: Set<Int>] = [:]
        let immediate = model.singlePoints(of: functions, among: events, horizon: .immediate, atLeast: .degraded)
        for (position, found) in immediate.enumerated() {
            for point in found.points {
                if point.effect == .down {
                    stops[point.event, default: []].append(position)
                } else {
                    degrades[point.event, default: []].insert(position)
                }
            }
        }
        let later = model.singlePoints(of: functions, among: events, horizon: .update)
        for (position, found) in later.enumerated() {
            for point in found.points where !(stops[point.event] ?? []).contains(position) {
                freezes[point.event, default: []].append(position)
            }
        }
        var parts: [ExposedPart] = []
        for (index, node) in nodes.enumerated() where stops[index] != nil || freezes[index] != nil {
            parts.append(
                ExposedPart(
                    node: node, vendors: (effects[node]?.vendors ?? []).sorted(), loss: effects[node]?.state ?? .unaffected,
                    stops: stops[index] ?? [],
                    freezes: freezes[index] ?? [], degrades: degrades[index] ?? [], certainty: effects[node]?.certainty ?? .unknown))
        }
        parts.sort { left, right in
            if left.stops.count != right.stops.count { return left.stops.count > right.stops.count }
            if left.freezes.count != right.freezes.count { return left.freezes.count > right.freezes.count }
            let (one, other) = (slice.distance[left.node], slice.distance[right.node])
            return one == other ? left.node < right.node : one < other
        }
        for index in parts.indices where !parts[index].stops.isEmpty { parts[index].number = index + 1 }
        return parts
    }

    /// Organizations whose parts together stop a function that no part of theirs stops alone.
    func vendors(_ entities: [Event], beyond parts: [ExposedPart]) -> [ExposedVendor] {
        let events = entities.filter { event in
            if case .organization = event.subject { event.control > .unknown && event.effects.count > 1 } else { false }
        }
        var alone: [Int: Set<Int>] = [:]
        for part in parts { for vendor in part.vendors { alone[vendor, default: []].formUnion(part.stops) } }
        var together: [Int: (stops: [Int], certainty: Certainty)] = [:]
        let found = model.singlePoints(of: functions, among: events, horizon: .immediate, atLeast: .down)
        for (position, points) in found.enumerated() {
            for point in points.points where point.certainty > .unknown {
                guard case .organization(let vendor) = events[point.event].subject, !(alone[vendor] ?? []).contains(position) else {
                    continue
                }
                let known = together[vendor] ?? ([], .known)
                together[vendor] = (known.stops + [position], min(known.certainty, point.certainty))
            }
        }
        let ordered = together.keys.sorted { left, right in
            let (one, other) = (together[left]?.stops.count ?? 0, together[right]?.stops.count ?? 0)
            return one == other ? left < right : one > other
        }
        let before = parts.count { $0.number != nil }
        return ordered.enumerated().map { offset, vendor in
            ExposedVendor(
                organization: vendor, stops: together[vendor]?.stops ?? [], certainty: together[vendor]?.certainty ?? .unknown,
                number: before + offset + 1)
        }
    }
}
