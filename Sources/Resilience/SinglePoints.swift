internal import Dispatch
public import FaultTreeAnalysis
public import SupplyChain
internal import Synchronization

/// One event that alone takes a target to the state asked about, or beyond.
public struct SinglePoint: Sendable, Hashable {
    /// The event, by index into the events asked about.
    public let event: Int
    /// The state in which it leaves the target.
    public let effect: SupplyState
    /// The target stands otherwise, but only by circular support; only in strict answers.
    public let isCircular: Bool
    /// How sure it is that the governments asked about can do this.
    ///
    /// That of the surest effects that suffice; `no` where they do not control the event.
    public let certainty: Certainty
    /// All targets asked about that the event takes that far, by index, increasing.
    public let targetsLost: [Int]
}

/// The single points of one target at one horizon.
public struct SinglePoints: Sendable, Hashable {
    /// The target, by index.
    public let target: Int
    /// The horizon.
    public let horizon: Horizon
    /// The state that counts as failing.
    public let state: SupplyState
    /// What can be said if all that is controlled is lost at once.
    public let verdict: Verdict
    /// The single points, the worst effect first, then by the ids of the events; none where the target fails already.
    public let points: [SinglePoint]

    /// The same at another horizon, where the same groups count.
    fileprivate func moved(to horizon: Horizon) -> SinglePoints {
        SinglePoints(target: target, horizon: horizon, state: state, verdict: verdict, points: points)
    }
}

extension LossModel {
    /// The single points of each target among `events`, in the order of `targets`.
    ///
    /// The event of a target's own node is left out. For the proof of a point, ask `proof(of:atLeast:losing:horizon:)`.
    /// - Complexity: O(events ÷ 64 × members of groups), see `ThresholdSystem.levels(of:afterEach:stage:)`; in strict answers for each
    ///   event the whole.
    public func singlePoints(
        of targets: [Int], among events: [Event], horizon: Horizon, atLeast state: SupplyState = .frozen, isStrict: Bool = false
    ) -> [SinglePoints] {
        singlePoints(
            of: targets, among: events, horizon: horizon, atLeast: state, isStrict: isStrict,
            verdicts: verdicts(on: targets, losing: events, horizon: horizon, atLeast: state, isStrict: isStrict))
    }

    private func singlePoints(
        of targets: [Int], among events: [Event], horizon: Horizon, atLeast state: SupplyState, isStrict: Bool, verdicts: [Verdict]
    ) -> [SinglePoints] {
        let search = PointSearch(self, targets: targets, events: events, horizon: horizon, state: state, isStrict: isStrict)
        var points = [[SinglePoint]](repeating: [], count: targets.count)
        for event in events.indices {
            let outcomes = search.outcomes(of: event)
            let positions = targets.indices.filter { position in
                outcomes[position] != nil && verdicts[position] != .already && events[event].subject != .node(targets[position])
            }
            let lost = Set(positions.map { targets[$0] }).sorted()
            for position in positions {
                guard let outcome = outcomes[position] else { continue }
                points[position].append(
                    SinglePoint(
                        event: event, effect: outcome.state, isCircular: outcome.isCircular, certainty: outcome.certainty, targetsLost: lost
                    ))
            }
        }
        return targets.indices.map { position in
            SinglePoints(
                target: targets[position], horizon: horizon, state: state, verdict: verdicts[position],
                points: points[position].sorted { left, right in
                    if left.effect != right.effect { return left.effect > right.effect }
                    let (first, second) = (events[left.event].id, events[right.event].id)
                    return first == second ? left.event < right.event : first < second
                })
        }
    }

    /// The single points of each target at every horizon, nearest first; those of a large graph are worked on at the same time.
    public func singlePointsByHorizon(
        of targets: [Int], among events: [Event], atLeast state: SupplyState = .frozen, isStrict: Bool = false
    ) -> [[SinglePoints]] {
        let verdicts = verdictsByHorizon(on: targets, losing: events, atLeast: state, isStrict: isStrict)
        let sources = horizonsThatDiffer
        let rows = Set(sources).sorted()
        @Sendable func points(at row: Int) -> [SinglePoints] {
            singlePoints(
                of: targets, among: events, horizon: Horizon.allCases[row], atLeast: state, isStrict: isStrict, verdicts: verdicts[row])
        }
        let found = Mutex<[[SinglePoints]]>(Array(repeating: [], count: Horizon.allCases.count))
        @Sendable func find(_ number: Int) {
            let points = points(at: rows[number])
            found.withLock { $0[rows[number]] = points }
        }
        // Threads cost more to start than a small system takes.
        if graph.nodes.count > 5_000 {
            DispatchQueue.concurrentPerform(iterations: rows.count, execute: find)
        } else {
            rows.indices.forEach(find)
        }
        let all = found.withLock { $0 }
        return sources.indices.map { row in all[sources[row]].map { $0.moved(to: Horizon.allCases[row]) } }
    }

    /// For each horizon the nearest at which the same groups count: what is true of that is true of this.
    private var horizonsThatDiffer: [Int] {
        var begins = [Bool](repeating: false, count: Horizon.allCases.count)
        for group in requirements { begins[Int(group.type.countsFrom.rawValue)] = true }
        return begins.indices.map { row in (1...max(1, row)).last { $0 <= row && begins[$0] } ?? 0 }
    }

    /// What can be said of each target at every horizon, nearest first, without looking for points: there are none in it.
    public func verdictsAlone(
        of targets: [Int], among events: [Event], atLeast state: SupplyState = .frozen, isStrict: Bool = false
    ) -> [[SinglePoints]] {
        let verdicts = verdictsByHorizon(on: targets, losing: events, atLeast: state, isStrict: isStrict)
        return zip(Horizon.allCases, verdicts).map { horizon, verdicts in
            zip(targets, verdicts).map { SinglePoints(target: $0, horizon: horizon, state: state, verdict: $1, points: []) }
        }
    }

    /// Why `target` is in `state` or worse once `events` have happened, or `nil` if it is not.
    public func proof(of target: Int, atLeast state: SupplyState, losing events: [Event], horizon: Horizon) -> Proof? {
        let solution = system.solution(after: events.indices, of: events.map(\.withAllEffects), stage: horizon.rawValue)
        return system.derivation(of: target, at: state.rawValue, in: solution).map { proof($0, events: events) }
    }

    /// Why claims hold once an event has happened alone, for many events.
    ///
    /// - Complexity: O(nodes + members of groups) once on each core, for each event as much as it brings about, and the proofs.
    public func proofs(losingEach questions: [(event: Event, claims: [Proof.Claim])], horizon: Horizon) -> ProofShelf {
        let events = questions.map(\.event)
        let prover = EventProver(
            system, events: events.map(\.withAllEffects), stage: horizon.rawValue,
            about: Set(questions.flatMap { $0.claims.map(\.node) }).sorted())
        let parts = min(8, (questions.count + 63) / 64)
        let found = Mutex<[ProofShelf.Row]>(Array(repeating: .init(), count: questions.count))
        allCores(parts) { part in
            var prover = prover
            for number in questions.count * part / parts..<questions.count * (part + 1) / parts {
                let claims = questions[number].claims.map { Derivation.Claim(node: $0.node, level: $0.state.rawValue) }
                var row = ProofShelf.Row()
                for derivation in prover.derivations(of: claims, after: number) { row.append(derivation) }
                found.withLock { $0[number] = row }
            }
        }
        return ProofShelf(self, events: events, rows: found.withLock { $0 })
    }

    /// For every node at once, the events, by index, each of which alone takes it to `state` or worse.
    ///
    /// Where a node is there already, every event is listed.
    public func singlePointTable(among events: [Event], horizon: Horizon) -> SinglePointTable {
        system.singlePointTable(of: events.map(\.withAllEffects), stage: horizon.rawValue, lanes: allCores)
    }

    /// How many nodes each of `events` takes to `state` or worse by itself, those that are there already among them.
    ///
    /// Keeps nothing of which nodes they are, unlike `singlePointTable(among:horizon:)`.
    public func sensitivity(among events: [Event], horizon: Horizon, atLeast state: SupplyState) -> [Int] {
        guard state > .unaffected else { return Array(repeating: graph.nodes.count, count: events.count) }
        return system.sensitivity(of: events.map(\.withAllEffects), stage: horizon.rawValue, lanes: allCores)[Int(state.rawValue) - 1]
    }
}

/// As many threads as there are cores.
private func allCores(_ count: Int, _ body: @Sendable (Int) -> Void) {
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
}

private struct PointSearch {
    struct Outcome {
        let state: SupplyState
        let isCircular: Bool
        let certainty: Certainty
    }

    private let model: LossModel
    private let targets: [Int]
    private let events: [Event]
    private let state: SupplyState
    private let isStrict: Bool
    /// The events with all their effects, then with those at least unknown, assumed and known.
    private let tiers: [(certainty: Certainty, events: [BasicEvent])]
    /// For each tier the level of each target after each event, empty where it is the first tier's.
    private let levels: [[[UInt8]]]
    private let groundedBefore: [Bool]

    init(_ model: LossModel, targets: [Int], events: [Event], horizon: Horizon, state: SupplyState, isStrict: Bool) {
        self.model = model
        self.targets = targets
        self.events = events
        self.state = state
        self.isStrict = isStrict
        let certainties: [Certainty] = [.no, .unknown, .assumed, .known]
        tiers = certainties.map { certainty in
            (certainty, events.map { $0.basicEvent(atLeast: certainty, regardlessOfControl: certainty == .no) })
        }
        levels = Self.levels(of: targets, under: tiers.map(\.events), in: model, horizon: horizon)
        groundedBefore = isStrict ? model.support.groundedNodes(failedAtBase: []) : []
    }

    /// The first tier's levels for every event, those of the others for events that are weaker there.
    private static func levels(of targets: [Int], under tiers: [[BasicEvent]], in model: LossModel, horizon: Horizon) -> [[[UInt8]]] {
        let first = model.system.levels(of: targets, afterEach: tiers[0], stage: horizon.rawValue, lanes: allCores)
        var result = [first]
        for tier in tiers.dropFirst() {
            let weaker = tier.indices.filter { event in
                !tier[event].effects.isEmpty && tier[event].effects != tiers[0][event].effects && first[event].contains { $0 > 0 }
            }
            let found = model.system.levels(of: targets, afterEach: weaker.map { tier[$0] }, stage: horizon.rawValue)
            var rows = [[UInt8]](repeating: [], count: tier.count)
            for (event, row) in zip(weaker, found) { rows[event] = row }
            result.append(rows)
        }
        return result
    }

    /// What one event does to each target, or `nil` where that is less than asked about.
    func outcomes(of event: Int) -> [Outcome?] {
        var result = levels(of: event, tier: 0).map { level, isCircular -> Outcome? in
            guard level >= state || isCircular else { return nil }
            return Outcome(state: isCircular ? .down : level, isCircular: isCircular, certainty: .no)
        }
        guard result.contains(where: { $0 != nil }) else { return result }
        let all = tiers[0].events[event].effects
        for tier in 1..<tiers.count where !tiers[tier].events[event].effects.isEmpty {
            // With all its effects an event does what it does anyway.
            let outcomes = tiers[tier].events[event].effects == all ? nil : levels(of: event, tier: tier)
            for position in targets.indices {
                guard let standing = result[position] else { continue }
                if let (level, isCircular) = outcomes?[position], level < state, !isCircular { continue }
                result[position] = Outcome(state: standing.state, isCircular: standing.isCircular, certainty: tiers[tier].certainty)
            }
        }
        return result
    }

    private func levels(of event: Int, tier: Int) -> [(SupplyState, Bool)] {
        let levels = levels[tier][event].isEmpty ? levels[0][event] : levels[tier][event]
        guard isStrict else { return levels.map { (SupplyState(level: $0), false) } }
        let grounded = model.support.groundedNodes(failedAtBase: [tiers[tier].events[event]].joinedFailures)
        return zip(targets, levels).map { target, level in
            (SupplyState(level: level), groundedBefore[target] && !grounded[target] && level < SupplyState.down.rawValue)
        }
    }
}
