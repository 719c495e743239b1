public import Scanning

/// How something reaches whom it is delivered to.
public enum DeliveryForm: String, Sendable, Hashable, CaseIterable {
    /// Handed over as a copy: software, weights or data that are downloaded or shipped.
    case download
    /// Used over a network; nothing is handed over.
    case service
    /// Handed over as a thing, with what is installed on it.
    case hardware
}

extension Claim {
    /// A delivery that somebody plans.
    public struct Delivery: Sendable {
        /// The name of the delivery, unique in its document.
        public let id: Symbol
        /// The product that it belongs to, where one is named.
        public let product: RecordIndex?
        /// What is delivered; empty for the product as a whole.
        public let things: [RecordIndex]
        /// Where to.
        public let destination: Jurisdiction
        /// Where from, where it is stated.
        public let departure: Jurisdiction?
        /// How, where it is stated.
        public let form: DeliveryForm?
        /// Who gets it.
        public let endUsers: [RecordIndex]
        /// Premises that somebody has decided.
        public let statements: [Statement]
        /// Where it stands.
        public let place: Place

        /// A delivery as it was read.
        public init(
            id: Symbol, product: RecordIndex?, things: [RecordIndex], destination: Jurisdiction, departure: Jurisdiction?,
            form: DeliveryForm?, endUsers: [RecordIndex], statements: [Statement], place: Place
        ) {
            self.id = id
            self.product = product
            self.things = things
            self.destination = destination
            self.departure = departure
            self.form = form
            self.endUsers = endUsers
            self.statements = statements
            self.place = place
        }
    }

    /// A premise of an instrument that somebody has decided for a delivery, and on what ground.
    public struct Statement: Sendable {
        /// The instrument.
        public let instrument: Symbol
        /// Which of its premises, from 1.
        public let number: Int
        /// Whether it is met.
        public let isMet: Bool
        /// The ground: a ruling, a contract, a certificate.
        public let ground: Symbol
        /// Where it stands.
        public let place: Place

        /// A statement as it was read.
        public init(instrument: Symbol, number: Int, isMet: Bool, ground: Symbol, place: Place) {
            self.instrument = instrument
            self.number = number
            self.isMet = isMet
            self.ground = ground
            self.place = place
        }
    }
}
