/// A government whose control is asked about: an ISO 3166-1 alpha-2 code, or a bloc that the Catalog defines, such as `EU`.
public struct Jurisdiction: BytewiseText, ExpressibleByStringLiteral {
    /// The upper-case code.
    public let text: String

    /// Takes a code of two capital letters that stands for a government or a bloc.
    public init?(code: String) {
        guard code.utf8.count == 2, CountryCodes.stands(code) else { return nil }
        text = code
    }

    /// A code written in source code.
    public init(stringLiteral text: String) { self.text = text }

    /// The United States, asked about by default.
    public static let unitedStates: Jurisdiction = "US"
}

/// The ground on which a government reaches somebody or something.
public struct Nexus: BytewiseText, ExpressibleByStringLiteral {
    /// The ground in one word.
    public let text: String

    /// Takes the word as it stands.
    public init(_ text: String) { self.text = text }

    /// A word written in source code.
    public init(stringLiteral text: String) { self.text = text }

    /// Incorporated or headquartered there.
    public static let established: Nexus = "established"
    /// Working there, as the holder of an account says; persons have no seat.
    public static let residence: Nexus = "residence"
    /// Owned by somebody there.
    public static let owned: Nexus = "owned"
    /// Operated from there.
    public static let operated: Nexus = "operated"
    /// Hosted there.
    public static let hosted: Nexus = "hosted"
    /// Maintained, published, developed or made by somebody there.
    public static let made: Nexus = "made"
    /// Licensed by somebody there.
    public static let licensed: Nexus = "licensed"
    /// Derived from something of theirs.
    public static let derived: Nexus = "derived"
}

/// How sure an assertion is, from `no` to `known`; nothing asserted is `unknown`, never `no` (semantics 10.1).
public enum Certainty: UInt8, Sendable, Hashable, Comparable, CaseIterable {
    /// Asserted not to be so.
    case no
    /// Nothing asserted, or asserted to be unknown.
    case unknown
    /// Taken to be so on general or unchecked grounds.
    case assumed
    /// Asserted by a source that was read.
    case known

    /// The order of the chain.
    public static func < (left: Certainty, right: Certainty) -> Bool { left.rawValue < right.rawValue }

    /// The word in documents.
    public var name: String {
        switch self {
        case .no: "no"
        case .unknown: "unknown"
        case .assumed: "assumed"
        case .known: "known"
        }
    }

    /// Reads the word in documents.
    public init?(name: String) {
        guard let match = Certainty.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}

/// One assertion that a government reaches a node, or that it does not.
public struct JurisdictionAssertion: Sendable, Hashable {
    /// The government.
    public let jurisdiction: Jurisdiction
    /// The ground.
    public let nexus: Nexus
    /// How sure.
    public let certainty: Certainty
    /// Where it was read, sorted.
    public let sources: [SourceLocation]

    /// An assertion with the places that make it.
    public init(_ jurisdiction: Jurisdiction, nexus: Nexus, certainty: Certainty, sources: [SourceLocation] = []) {
        self.jurisdiction = jurisdiction
        self.nexus = nexus
        self.certainty = certainty
        self.sources = sources
    }
}
