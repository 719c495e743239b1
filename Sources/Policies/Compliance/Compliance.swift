public import CatalogFacts
public import Propagation
public import SupplyChain

/// What may attach to one planned delivery, instrument by instrument; it concludes nothing.
public struct Compliance: Sendable {
    /// An instrument that touches the delivery, and its premises.
    public struct Finding: Sendable {
        /// By what the instrument touches the delivery.
        public enum Ground: String, Sendable, Hashable {
            /// By what is delivered.
            case item
            /// By who gets it.
            case party
        }

        /// The instrument.
        public let instrument: Instrument
        /// The flag that it sets.
        public let flag: Exposure.Flag
        /// By what.
        public let ground: Ground
        /// The index of the node that carries the flag, in the graph of the delivery.
        public let node: Int
        /// The path to where the flag begins.
        public let witness: Witness?
        /// What brings the flag about where no single path does.
        public let proof: PremiseProof?
        /// The premises, those that the engine tests first.
        public let premises: [JudgedPremise]

        /// Whether a premise is stated or found not to hold.
        public var isRuledOut: Bool { premises.contains { $0.state == .notMet } }
    }

    /// Why a rule about parties could not be tested.
    public enum Untested: Sendable, Hashable {
        /// Nobody says who gets the delivery.
        case noEndUser
        /// Nobody says who owns these, by index in the graph of the delivery.
        case ownersNotStated([Int])
        /// The Catalog holds no entries of its lists.
        case listNotHeld([String])
    }

    /// The delivery.
    public let delivery: PlannedDelivery
    /// The graph of the delivery with its flags; indices below refer to it.
    public let exposure: Exposure
    /// The indices of what is delivered.
    public let things: [Int]
    /// The indices of who gets it.
    public let endUsers: [Int]
    /// What may attach, since no premise is known to fail.
    ///
    /// By severity, then id.
    public let mayAttach: [Finding]
    /// What touches the delivery, with a premise that is not met.
    public let ruledOut: [Finding]
    /// What an exemption keeps away, with the evidence for it.
    public let excluded: [(instrument: Instrument, by: Exposure.Exclusion)]
    /// What could not be tested for want of facts about parties.
    public let untested: [(instrument: Instrument, why: Untested)]
    /// What speaks on the day and touches nothing that is known of the delivery: no clearance.
    public let unconnected: [Instrument]
    /// Statements about premises that no instrument has.
    public let misstated: [PlannedDelivery.Statement]

    /// Judges a delivery by the instruments of a Catalog.
    ///
    /// - Complexity: that of propagating every instrument over the graph.
    public init(_ delivery: PlannedDelivery, in graph: SupplyGraph, catalog: Catalog, asOf: CalendarDate, assuming assumed: [String]) {
        let planned = DeliveryGraph(delivery, in: graph)
        let byParty = Set(catalog.instruments.lazy.filter { $0.mechanism == .directProduct }.map(\.id))
        let plain = PolicyRules(
            catalog, graph: planned.graph, asOf: asOf, assuming: assumed, only: Set(catalog.instruments.map(\.id)).subtracting(byParty))
        let withParties = PolicyRules(catalog, graph: planned.withParties(), asOf: asOf, assuming: assumed, only: byParty)
        let exposure = planned.graph.propagating(plain.rules + withParties.rules, for: [])
        let judge = PremiseJudge(delivery: delivery, catalog: catalog)
        var found: [Finding] = []
        var excluded: [(instrument: Instrument, by: Exposure.Exclusion)] = []
        var untested: [(instrument: Instrument, why: Untested)] = []
        var unconnected: [Instrument] = []
        let speaking = Dictionary((plain.speaking + withParties.speaking).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, rule) in exposure.rules.enumerated() {
            guard let instrument = speaking[rule.id.text] else { continue }
            if let touched = Self.touched(by: instrument, index, planned, exposure) {
                found.append(
                    Finding(
                        instrument: instrument, flag: touched.flag, ground: touched.ground, node: touched.node,
                        witness: exposure.witness(of: rule.id, at: touched.node),
                        proof: plain.proof(of: rule.id, at: touched.node) ?? withParties.proof(of: rule.id, at: touched.node),
                        premises: judge.premises(of: instrument, touched.flag, touched.ground)))
            } else if let exclusion = Self.exclusion(rule.id, planned, exposure) {
                excluded.append((instrument, exclusion))
            } else if let why = Self.untested(instrument, planned, catalog, asOf) {
                untested.append((instrument, why))
            } else {
                unconnected.append(instrument)
            }
        }
        self.delivery = delivery
        self.exposure = exposure
        things = planned.things
        endUsers = planned.endUsers
        found.sort { $0.flag.effect == $1.flag.effect ? $0.flag.id < $1.flag.id : $0.flag.effect < $1.flag.effect }
        mayAttach = found.filter { !$0.isRuledOut }
        ruledOut = found.filter(\.isRuledOut)
        self.excluded = excluded
        self.untested = untested
        self.unconnected = unconnected
        misstated = delivery.statements.filter { statement in
            let premises = catalog.instruments.first { $0.id.isBytewiseEqual(to: statement.instrument) }?.premises.english.count
            return premises.map { statement.number > $0 } ?? true
        }
    }

    private typealias Touched = (flag: Exposure.Flag, ground: Finding.Ground, node: Int)

    /// Where an instrument touches the delivery: the severest flag, then the surest, and of these the party before the item.
    ///
    /// A duty on supplying somebody attaches to those who get the delivery; that a part was made by such a party is told by `exposure`, not here. A
    /// duty on being supplied by somebody says nothing of who gets it.
    private static func touched(by instrument: Instrument, _ rule: Int, _ planned: DeliveryGraph, _ exposure: Exposure) -> Touched? {
        let isAboutParties = instrument.mechanism == .listMembership || instrument.mechanism == .ownership
        var places: [(node: Int, ground: Finding.Ground)] = []
        if isAboutParties, instrument.direction != .supplyFrom { places += planned.endUsers.map { ($0, .party) } }
        if !isAboutParties || instrument.direction != .supplyTo { places += ([planned.delivery] + planned.things).map { ($0, .item) } }
        var best: Touched?
        for place in places {
            guard let flag = exposure.flag(of: rule, at: place.node) else { continue }
            if let best, (best.flag.effect, -Int(best.flag.certainty.rawValue)) <= (flag.effect, -Int(flag.certainty.rawValue)) { continue }
            best = (flag, place.ground, place.node)
        }
        return best
    }

    private static func exclusion(_ flag: FlagID, _ planned: DeliveryGraph, _ exposure: Exposure) -> Exposure.Exclusion? {
        ([planned.delivery] + planned.things).lazy.compactMap { exposure.exclusion(of: flag, at: $0) }.first
    }

    private static func untested(
        _ instrument: Instrument, _ planned: DeliveryGraph, _ catalog: Catalog, _ asOf: CalendarDate
    ) -> Untested? {
        guard instrument.mechanism == .listMembership || instrument.mechanism == .ownership else { return nil }
        let empty = instrument.lists.filter { catalog.members(ofList: $0, asOf: asOf).isEmpty }
        if !instrument.lists.isEmpty, empty.count == instrument.lists.count { return .listNotHeld(empty) }
        guard instrument.direction != .supplyFrom else { return nil }
        if planned.endUsers.isEmpty { return .noEndUser }
        guard instrument.mechanism == .ownership, instrument.terms.basis != .none else { return nil }
        let owned = Set(planned.graph.relationships.lazy.filter { $0.kind == .ownedBy || $0.kind == .controlledBy }.map(\.from))
        let open = planned.endUsers.filter { !owned.contains($0) }
        return open.isEmpty ? nil : .ownersNotStated(open)
    }
}
