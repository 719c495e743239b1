internal import CatalogFacts
public import CatalogSchema
internal import Propagation
public import SupplyChain

/// A premise of an instrument, held against what is known of a delivery.
public struct JudgedPremise: Sendable, Hashable {
    /// What is known of it.
    public enum State: String, Sendable, Hashable {
        /// The facts at hand meet it.
        case met
        /// The facts at hand fail it.
        case notMet = "not-met"
        /// They leave it open.
        case unknown
    }

    /// What it says.
    public enum Subject: Sendable, Hashable {
        /// The rule is in force on the day.
        case inForce
        /// What is delivered is, or holds, something that the rule speaks of.
        case item
        /// Who gets it is, or belongs to, somebody that the rule speaks of.
        case party
        /// Something is handed over.
        case handedOver
        /// A premise of the instrument's own, by its number from 1.
        case stated(Int, PremiseKind?)
    }

    /// What it says.
    public let subject: Subject
    /// What is known of it.
    public let state: State
    /// How sure the facts are that meet or fail it; `unknown` where it is open.
    public let certainty: Certainty
    /// On what ground somebody decided it; `nil` where the facts did.
    public let ground: String?
    /// Where that was said, sorted.
    public let sources: [SourceLocation]
}

/// Holds the premises of instruments against one delivery.
struct PremiseJudge {
    let delivery: PlannedDelivery
    let catalog: Catalog

    /// The premises that the engine tests, then the instrument's own, each with what is known of it.
    func premises(of instrument: Instrument, _ flag: Exposure.Flag, _ ground: Compliance.Finding.Ground) -> [JudgedPremise] {
        var premises = [
            flag.status == "in-force"
                ? judged(.inForce, .met, .known, [instrument.source]) : judged(.inForce, .unknown, .unknown, [instrument.source]),
            judged(ground == .item ? .item : .party, flag.certainty > .unknown ? .met : .unknown, flag.certainty, []),
        ]
        if let form = form(instrument) { premises.append(form) }
        for index in instrument.premises.english.indices { premises.append(own(instrument, index)) }
        return premises
    }

    /// Whether something is handed over, for rules that follow an item and do not reach services.
    private func form(_ instrument: Instrument) -> JudgedPremise? {
        switch instrument.mechanism {
        case .followsTheItem, .valueShare, .directProduct: break
        case .listMembership, .ownership, .serviceRegion, .dataFollowsControl, .territorialLicence, .marketDuty, .recorded: return nil
        }
        guard !instrument.carriers.contains(.calls), !instrument.carriers.contains(.hostedOn) else { return nil }
        return switch delivery.form {
        case .download, .hardware: judged(.handedOver, .met, .known, [delivery.source])
        case .service: judged(.handedOver, .notMet, .known, [delivery.source])
        case nil: judged(.handedOver, .unknown, .unknown, [])
        }
    }

    private func own(_ instrument: Instrument, _ index: Int) -> JudgedPremise {
        let kind = index < instrument.decidedBy.count ? instrument.decidedBy[index] : nil
        let subject = JudgedPremise.Subject.stated(index + 1, kind)
        let said = delivery.statements.filter { $0.instrument.isBytewiseEqual(to: instrument.id) && $0.number == index + 1 }
        if let first = said.first {
            // People who contradict each other have decided nothing.
            let isOpen = said.contains { $0.isMet != first.isMet }
            return JudgedPremise(
                subject: subject, state: isOpen ? .unknown : first.isMet ? .met : .notMet, certainty: isOpen ? .unknown : .known,
                ground: said.map(\.ground).joined(separator: "; "), sources: said.map(\.source))
        }
        let state: JudgedPremise.State =
            switch kind {
            case .destination: destination(instrument)
            case .departure: departure(instrument)
            default: .unknown
            }
        return judged(subject, state, state == .unknown ? .unknown : .known, state == .unknown ? [] : [delivery.source, instrument.source])
    }

    private func destination(_ instrument: Instrument) -> JudgedPremise.State {
        guard let named = instrument.destinations else { return .unknown }
        let here = catalog.countries(of: delivery.destination)
        if here.isSubset(of: named.places) { return .met }
        return named.isWhole && here.isDisjoint(with: named.places) ? .notMet : .unknown
    }

    private func departure(_ instrument: Instrument) -> JudgedPremise.State {
        guard !instrument.departures.isEmpty, let departure = delivery.departure else { return .unknown }
        let here = catalog.countries(of: departure)
        if here.isSubset(of: instrument.departures) { return .met }
        return here.isDisjoint(with: instrument.departures) ? .notMet : .unknown
    }

    private func judged(
        _ subject: JudgedPremise.Subject, _ state: JudgedPremise.State, _ certainty: Certainty, _ sources: [SourceLocation]
    ) -> JudgedPremise {
        JudgedPremise(subject: subject, state: state, certainty: certainty, ground: nil, sources: sources.sorted())
    }
}

extension Catalog {
    /// The countries of a bloc, or the one that the code names.
    fileprivate func countries(of code: Jurisdiction) -> Set<Jurisdiction> {
        let members = members(of: code)
        return members.count > 1 ? members.subtracting([code]) : members
    }
}
