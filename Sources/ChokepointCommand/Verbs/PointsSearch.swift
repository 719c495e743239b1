internal import FaultTreeAnalysis
internal import Reporting
internal import Resilience
internal import SupplyChain

/// Finds what stops the targets of a model, and proves it.
struct PointsSearch {
    let model: LossModel
    let events: [Event]
    let targets: [Int]
    let horizon: Horizon
    let state: SupplyState
    let isStrict: Bool
    /// What the events were selected by, if not by the government asked about.
    let among: String?
    /// The single points of each target, horizon by horizon.
    let byHorizon: [[SinglePoints]]

    /// What is looked for at each horizon.
    enum Detail {
        case points
        /// Nothing but whether all together could stop the targets.
        case verdicts
    }

    init(
        model: LossModel, events: [Event], targets: [Int], horizon: Horizon, state: SupplyState, isStrict: Bool, among: String? = nil,
        detail: Detail = .points
    ) {
        self.model = model
        self.events = events
        self.targets = targets
        self.horizon = horizon
        self.state = state
        self.isStrict = isStrict
        self.among = among
        byHorizon =
            switch detail {
            case .points: model.singlePointsByHorizon(of: targets, among: events, atLeast: state, isStrict: isStrict)
            case .verdicts: model.verdictsAlone(of: targets, among: events, atLeast: state, isStrict: isStrict)
            }
    }

    /// That events are to be weighed, and how probable each is.
    struct Weighing {
        let probabilities: [Double?]
    }

    private static let mostProofs = 200

    /// The answer, with the cut sets and proofs of the horizon asked about.
    func answer(_ question: Question, limits: CutSetLimits, weighing: Weighing?, countsOnly: Bool) -> PointsAnswer {
        var (reached, unproved): ([String], [String]) = ([], [])
        let (shelf, places) = countsOnly ? (nil, [:]) : proofs(&unproved)
        let found = targets.indices.map { position -> PointsAnswer.Target in
            let horizons = byHorizon.map { $0[position] }
            let asked = horizons.first { $0.horizon == horizon }
            var sets = cutSets(of: targets[position], asked, limits: limits, countsOnly: countsOnly)
            if let limit = sets.limit { reached.append(spoken(limit, sets, targets[position])) }
            if let weighing { sets.weights = weights(of: targets[position], weighing, limits, known: sets.diagram) }
            if let bound = sets.weights?.occurrences.first?.counts.bound {
                let target = model.graph.nodes[targets[position]].id
                reached.append("weights of events of \(target) complete up to order \(bound): \(limits.steps) steps (--max-steps)")
            }
            let proved = (asked?.points ?? []).indices.map { places[Place(position: position, point: $0)] }
            return PointsAnswer.Target(
                node: targets[position], horizons: horizons, cutSets: sets, proofs: .init(shelf, places: proved))
        }
        return PointsAnswer(
            question.reaching(reached + unproved), graph: model.graph, events: events, targets: found, countsOnly: countsOnly, among: among)
    }

    private func cutSets(of target: Int, _ asked: SinglePoints?, limits: CutSetLimits, countsOnly: Bool) -> PointsAnswer.Sets {
        if asked?.verdict == .already { return .init(CutSets(sets: [], isAlready: true, completeness: .complete)) }
        guard limits.order > 1 else {
            let points = (asked?.points ?? []).map(\.event).sorted()
            return .init(CutSets(sets: points.map { [$0] }, isAlready: false, completeness: .upToOrder(1)))
        }
        if isStrict {
            let found = model.cutSets(of: target, among: events, horizon: horizon, atLeast: state, isStrict: true, limits: limits)
            return .init(found, limit: found.isComplete ? nil : .sets(limits.sets))
        }
        let diagram = model.cutSetDiagram(of: target, among: events, horizon: horizon, atLeast: state, limits: limits)
        let counts = diagram.counts
        let completeness = counts.bound.map { CutSets.Completeness.cutOff(order: $0) } ?? diagram.completeness
        let listed =
            countsOnly
            ? CutSets(sets: [], isAlready: false, completeness: completeness) : diagram.cutSets(atMost: limits.sets, counted: counts)
        let limit =
            diagram.reached ?? (counts.bound.map { _ in .steps(limits.steps) } ?? (listed.isComplete ? nil : .sets(limits.sets)))
        return .init(listed, counts: counts, limit: limit, diagram: diagram)
    }

    private func weights(
        of target: Int, _ weighing: Weighing, _ limits: CutSetLimits, known: CutSetDiagram?
    ) -> PointsAnswer.Weights? {
        var limits = limits
        limits.order = .max
        var diagram: CutSetDiagram
        if let known, known.completeness == .complete {
            diagram = known
        } else {
            diagram = model.cutSetDiagram(of: target, among: events, horizon: horizon, atLeast: state, limits: limits)
        }
        let occurrences = diagram.occurrences
        let unstated = occurrences.count { weighing.probabilities[$0.event] == nil }
        let isAsked = weighing.probabilities.contains { $0 != nil }
        let importance = isAsked && unstated == 0 ? diagram.importance(weighing.probabilities.map { $0 ?? 0 }, limits: limits) : nil
        let even = [Double](repeating: 0.5, count: events.count)
        let structural = diagram.isComplete ? diagram.importance(even, limits: limits) : nil
        return PointsAnswer.Weights(
            occurrences: occurrences, importance: importance, structural: structural, unstated: isAsked ? unstated : nil,
            isComplete: diagram.completeness == .complete && occurrences.allSatisfy { $0.counts.bound == nil })
    }

    private func spoken(_ limit: CutSetDiagram.Limit, _ sets: PointsAnswer.Sets, _ target: Int) -> String {
        let what =
            switch limit {
            case .nodes(let count): "\(count) diagram nodes (--max-nodes)"
            case .steps(let count): "\(count) steps (--max-steps)"
            case .sets(let count): isStrict ? "\(count) sets tried (--max-sets)" : "\(count) sets listed (--max-sets)"
            }
        let order =
            switch sets.list.completeness {
            case .complete: ""
            case .upToOrder(let order), .cutOff(let order): " up to order \(order)"
            }
        return "cut sets of \(model.graph.nodes[target].id) complete\(order): \(what)"
    }

    /// A single point in the answer.
    private struct Place: Hashable {
        /// The position of the target.
        let position: Int
        /// The position of the point among the target's.
        let point: Int
    }

    /// The proofs of the horizon asked about, event by event, so that what an event does is worked out once.
    private func proofs(_ leftOut: inout [String]) -> (shelf: ProofShelf?, places: [Place: ProofShelf.Place]) {
        var placesOfEvent: [Int: [Place]] = [:]
        let asked = targets.indices.map { position in byHorizon.first { $0[position].horizon == horizon }?[position].points ?? [] }
        for (position, points) in asked.enumerated() {
            var unproved = 0
            for (point, found) in points.enumerated() {
                // Of parts without a known controller the proofs are all alike, and there may be as many as parts.
                if case .unknownController = events[found.event].subject, placesOfEvent.count >= Self.mostProofs {
                    unproved += 1
                } else {
                    placesOfEvent[found.event, default: []].append(Place(position: position, point: point))
                }
            }
            if unproved > 0 { leftOut.append("proofs of \(unproved) single points of unknown control left out") }
        }
        let order = placesOfEvent.sorted { $0.key < $1.key }
        let questions = order.map { event, places in
            let claims = places.map { place in
                let point = asked[place.position][place.point]
                return Proof.Claim(node: targets[place.position], state: point.isCircular ? .frozen : point.effect)
            }
            return (event: events[event], claims: claims)
        }
        var shelved: [Place: ProofShelf.Place] = [:]
        for (number, entry) in order.enumerated() {
            for (claim, place) in entry.value.enumerated() { shelved[place] = ProofShelf.Place(event: number, claim: claim) }
        }
        return (model.proofs(losingEach: questions, horizon: horizon), shelved)
    }

    /// The answers of the plain form, target by target.
    func plainAnswers(limits: CutSetLimits) -> [PlainCutSets] {
        targets.map { target in
            let found = model.cutSets(of: target, among: events, horizon: horizon, atLeast: state, isStrict: isStrict, limits: limits)
            return PlainCutSets(target: model.graph.nodes[target].id, level: state, found: found, events: events)
        }
    }
}
