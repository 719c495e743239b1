public import SupplyChain

/// A time during which a status held: `2022-10-07.. in-force`, `2024-05-08..2025-01-03 bill`.
///
/// The end is not part of it; a missing end is open.
public struct StatusInterval: Sendable, Hashable {
    /// What an instrument was.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Applies.
        case inForce = "in-force"
        /// Was in force and does not apply for now.
        case suspended
        /// Proposed, never in force.
        case bill
        /// No longer alive.
        case lapsed
        /// Meant to apply from this day; whether it does was not verified.
        case contingent
        /// In the books, and its authority says that it does not enforce it.
        case notEnforced = "not-enforced"
    }

    /// The first day, or `nil`.
    public let from: CalendarDate?
    /// The first day no longer part of it, or `nil`.
    public let to: CalendarDate?
    /// What held.
    public let status: Status

    /// Reads an interval and its status.
    public init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let status = Status(rawValue: String(parts[1])), let dots = parts[0].firstRange(of: "..") else {
            return nil
        }
        let (left, right) = (String(parts[0][..<dots.lowerBound]), String(parts[0][dots.upperBound...]))
        let (from, to) = (CalendarDate(left), CalendarDate(right))
        guard left.isEmpty || from != nil, right.isEmpty || to != nil else { return nil }
        if let from, let to, from >= to { return nil }
        self.from = from
        self.to = to
        self.status = status
    }

    /// Whether a day lies in it.
    public func contains(_ day: CalendarDate) -> Bool { (from.map { $0 <= day } ?? true) && (to.map { day < $0 } ?? true) }
}

/// A place on a list: `US-EL 2019-05-16 verified`, `US-1260H undated general`, `US-EL 2019-05-16 verified footnote-1`, `US-1260H 2024-01-31..2024-10-22 verified`.
public struct ListMembership: Sendable, Hashable {
    /// The list.
    public let list: String
    /// Since when; `nil` where the day is not known.
    public let since: CalendarDate?
    /// The first day on which it no longer stands there; `nil` where it still does.
    public let until: CalendarDate?
    /// How well it was checked.
    public let confidence: String
    /// The footnote of the entry, on which rules of foreign direct products turn; `nil` where none is known.
    public let footnote: Int?

    /// Reads a membership.
    public init?(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard (3...4).contains(parts.count), CatalogShape.confidences.contains(parts[2]) else { return nil }
        let days =
            parts[1].firstRange(of: "..").map { [String(parts[1][..<$0.lowerBound]), String(parts[1][$0.upperBound...])] } ?? [parts[1]]
        let (since, until) = (CalendarDate(days[0]), days.count == 2 ? CalendarDate(days[1]) : nil)
        guard days[0] == "undated" || since != nil, days.count == 1 || until != nil else { return nil }
        if let since, let until, since >= until { return nil }
        list = parts[0]
        self.since = since
        self.until = until
        confidence = parts[2]
        footnote = parts.count == 4 && parts[3].hasPrefix("footnote-") ? Int(parts[3].dropFirst(9)) : nil
        guard parts.count == 3 || footnote != nil else { return nil }
    }
}

extension ListMembership {
    /// Whether it stands there on a day; a membership without a day counts from always.
    public func holds(on day: CalendarDate) -> Bool { (since.map { $0 <= day } ?? true) && (until.map { day < $0 } ?? true) }
}
