public import SupplyChain

/// A share that sets a rule off for some destinations: `0.1 CU IR KP SY`, or `0.25` for all that no other line names.
public struct DestinationThreshold: Sendable, Hashable {
    /// The share.
    public let share: ExactShare
    /// Where; empty for everywhere else.
    public let destinations: [Jurisdiction]

    /// Reads a threshold and its destinations.
    public init?(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard let first = parts.first, let share = ExactShare(first) else { return nil }
        let destinations = parts.dropFirst().compactMap { CountryCodes.all.contains($0) ? Jurisdiction(code: $0) : nil }
        guard destinations.count == parts.count - 1 else { return nil }
        self.share = share
        self.destinations = destinations
    }
}

/// Where a rule of foreign direct products reaches: `worldwide`, `destination CN MO`, `party US-EL`, `party US-EL footnote-1`.
public enum ReachProng: Sendable, Hashable {
    /// Everywhere.
    case worldwide
    /// To these destinations.
    case destination([Jurisdiction])
    /// Where somebody on a list, with this footnote if any, is a party.
    case party(list: String, footnote: Int?)

    /// Reads a prong.
    public init?(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        switch (parts.first, parts.count) {
        case ("worldwide", 1): self = .worldwide
        case ("destination", 2...):
            let places = parts.dropFirst().compactMap { CountryCodes.all.contains($0) ? Jurisdiction(code: $0) : nil }
            guard places.count == parts.count - 1 else { return nil }
            self = .destination(places)
        case ("party", 2): self = .party(list: parts[1], footnote: nil)
        case ("party", 3):
            guard parts[2].hasPrefix("footnote-"), let footnote = Int(parts[2].dropFirst(9)) else { return nil }
            self = .party(list: parts[1], footnote: footnote)
        default: return nil
        }
    }
}
