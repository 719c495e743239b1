/// By what kind of fact a premise of an instrument is decided.
public enum PremiseKind: String, Sendable, Hashable, CaseIterable {
    /// The classification of the item under a control list, or what it is in the sense of the rule.
    case classification
    /// Where it goes.
    case destination
    /// Where it leaves from.
    case departure
    /// Who receives it, in the sense of the rule.
    case party
    /// Who owns or controls the party.
    case owners
    /// What it is used for.
    case use
    /// Which data are concerned.
    case data
    /// Who acts, and in which capacity.
    case role
    /// Whether an exception, exemption, licence or safeguard covers it.
    case exception
    /// Whether the rule applies on the day.
    case enactment
    /// Whether the item is subject to the rule by where or with what it was made.
    case origin
    /// What the vendor's terms or the licence say on the day.
    case terms
    /// Whether a filing, registration or notice was made.
    case filing
    /// What somebody does.
    case conduct
    /// Whether it is published, and how.
    case publication
}
