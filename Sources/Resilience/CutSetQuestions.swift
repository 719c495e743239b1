public import FaultTreeAnalysis
internal import SupplyChain

extension LossModel {
    /// The minimal cut sets of one target among `events`: the smallest sets of them that take it to `state` or worse (semantics 6.4).
    ///
    /// Sets hold indices into `events`. The event of the target's own node is left out.
    /// - Parameters:
    ///   - target: The node asked about, by index.
    ///   - events: The events of one level.
    ///   - happened: Indices of events that have happened already; the answer is what it takes beside them.
    ///   - horizon: The horizon asked about.
    ///   - state: The state that counts as failing.
    ///   - isStrict: Whether circular support counts as down. Strict answers try sets one by one, smallest first.
    ///   - limits: How far to look; a limit that is reached is spoken in the answer.
    public func cutSets(
        of target: Int, among events: [Event], after happened: [Int] = [], horizon: Horizon, atLeast state: SupplyState = .frozen,
        isStrict: Bool = false, limits: CutSetLimits = CutSetLimits()
    ) -> CutSets {
        let basic = events.map(\.withAllEffects)
        let candidates = events.indices.filter { events[$0].subject != .node(target) && !happened.contains($0) }
        guard isStrict else {
            return system.minimalCutSets(
                of: target, at: state.rawValue, events: basic, candidates: candidates, after: happened, stage: horizon.rawValue,
                limits: limits)
        }
        let groundedBefore = support.groundedNodes(failedAtBase: [])
        var sweep = Sweep(system, events: basic, after: happened, stage: horizon.rawValue)
        return CutSets.searching(candidates, limits: limits) { set in
            if sweep.level(of: target, after: set) >= state.rawValue { return true }
            guard groundedBefore[target] else { return false }
            return !support.groundedNodes(failedAtBase: (happened + set).map { basic[$0] }.joinedFailures)[target]
        }
    }
}

extension LossModel {
    /// The minimal cut sets of one target among `events` as a diagram, to be counted and weighed without being listed.
    ///
    /// As `cutSets(of:among:)`, which lists them; circular support does not count as down here.
    public func cutSetDiagram(
        of target: Int, among events: [Event], horizon: Horizon, atLeast state: SupplyState = .frozen,
        limits: CutSetLimits = CutSetLimits()
    ) -> CutSetDiagram {
        let basic = events.map(\.withAllEffects)
        let candidates = events.indices.filter { events[$0].subject != .node(target) }
        return system.cutSetDiagram(
            of: target, at: state.rawValue, events: basic, candidates: candidates, stage: horizon.rawValue, limits: limits)
    }
}

extension LossModel {
    /// How many minimal cut sets every node has among `events`, in one run.
    ///
    /// Here the event of a node's own counts as any other: the question is about all nodes alike.
    public func cutSetTable(
        among events: [Event], horizon: Horizon, atLeast state: SupplyState = .frozen, limits: CutSetLimits = CutSetLimits()
    ) -> CutSetTable {
        let basic = events.map(\.withAllEffects)
        return system.cutSetTable(at: state.rawValue, events: basic, stage: horizon.rawValue, limits: limits)
    }
}

extension Outage {
    /// How many members of a group are unaffected beyond those it needs, before and after (semantics 2.6).
    public struct Margin: Sendable, Hashable {
        /// The index into `LossModel.requirements`.
        public let requirement: Int
        /// The members unaffected before, less those needed.
        public let before: Int
        /// The members unaffected after, less those needed.
        public let after: Int
    }

    /// The margins that changed, of the groups that count at the horizon, in the order of `LossModel.requirements`.
    public var changedMargins: [Margin] { margins.filter { $0.before != $0.after } }

    /// The margin of every group that counts at the horizon, in the order of `LossModel.requirements`.
    ///
    /// - Complexity: O(members of groups).
    public var margins: [Margin] {
        model.requirements.indices.compactMap { index in
            let group = model.requirements[index]
            guard group.type.countsFrom <= horizon else { return nil }
            func margin(_ states: [SupplyState]) -> Int {
                let standing = group.members.count { group.type.meaning(of: states[$0.node]) == .unaffected }
                return standing.subtractingReportingOverflow(group.atLeast).partialValue
            }
            return Margin(requirement: index, before: margin(before), after: margin(after))
        }
    }

    /// The events that have become single points of a target: each takes it to `state` now, and neither did so before nor has the target fallen already.
    ///
    /// Events are matched with what was removed by id. The result holds indices into `events`, in increasing order.
    public func newSinglePoints(of target: Int, among events: [Event], atLeast state: SupplyState = .frozen) -> [Int] {
        guard after[target] < state else { return [] }
        let further = events.indices.filter { index in
            events[index].subject != .node(target) && !removed.contains { $0.id == events[index].id }
        }
        let basic = basicEvents + events.map(\.withAllEffects)
        var now = Sweep(model.system, events: basic, after: Array(removed.indices), stage: horizon.rawValue)
        var once = Sweep(model.system, events: basic, stage: horizon.rawValue)
        return further.filter { index in
            let number = CollectionOfOne(removed.count + index)
            return now.level(of: target, after: number) >= state.rawValue && once.level(of: target, after: number) < state.rawValue
        }
    }

    /// The smallest sets of further events that take a target to `state`; sets hold indices into `events`.
    public func remainingCutSets(
        of target: Int, among events: [Event], atLeast state: SupplyState = .frozen, limits: CutSetLimits = CutSetLimits()
    ) -> CutSets {
        let further = events.indices.filter { index in
            events[index].subject != .node(target) && !removed.contains { $0.id == events[index].id }
        }
        let all = basicEvents + events.map(\.withAllEffects)
        let found = model.system.minimalCutSets(
            of: target, at: state.rawValue, events: all, candidates: further.map { $0 + removed.count }, after: Array(removed.indices),
            stage: horizon.rawValue, limits: limits)
        return CutSets(sets: found.sets.map { $0.map { $0 - removed.count } }, isAlready: found.isAlready, completeness: found.completeness)
    }
}
