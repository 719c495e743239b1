/// A delivery that somebody plans, in terms of a graph: what goes where, how, to whom.
public struct PlannedDelivery: Sendable, Hashable {
    /// A premise of an instrument that somebody has decided for this delivery.
    public struct Statement: Sendable, Hashable {
        /// The instrument.
        public let instrument: String
        /// Which of its premises, from 1.
        public let number: Int
        /// Whether it is met.
        public let isMet: Bool
        /// The ground.
        public let ground: String
        /// Where it was said.
        public let source: SourceLocation

        /// A statement.
        public init(instrument: String, number: Int, isMet: Bool, ground: String, source: SourceLocation) {
            self.instrument = instrument
            self.number = number
            self.isMet = isMet
            self.ground = ground
            self.source = source
        }
    }

    /// Its name.
    public let id: String
    /// The index of the product that it belongs to.
    public let product: Int?
    /// The indices of what is delivered, sorted; never empty.
    public let things: [Int]
    /// Where to.
    public let destination: Jurisdiction
    /// Where from, where it is stated.
    public let departure: Jurisdiction?
    /// How, where it is stated.
    public let form: DeliveryForm?
    /// The indices of who gets it, sorted; empty where nobody says.
    public let endUsers: [Int]
    /// Premises that were decided, in the order of the document.
    public let statements: [Statement]
    /// Where it was said.
    public let source: SourceLocation

    /// A delivery.
    public init(
        id: String, product: Int?, things: [Int], destination: Jurisdiction, departure: Jurisdiction? = nil, form: DeliveryForm? = nil,
        endUsers: [Int] = [], statements: [Statement] = [], source: SourceLocation
    ) {
        self.id = id
        self.product = product
        self.things = things
        self.destination = destination
        self.departure = departure
        self.form = form
        self.endUsers = endUsers
        self.statements = statements
        self.source = source
    }
}
