/// Something odd in an input; the run goes on.
///
/// Facts only: the words stand in the phrasebooks.
public struct Diagnostic: Sendable, Hashable, Comparable {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// Part of the input could not be read.
        case error
        /// Read, and possibly not as meant.
        case warning
        /// Worth knowing.
        case note
    }

    /// What is odd.
    public enum Problem: Sendable, Hashable {
        /// The bytes do not follow the format's grammar; `reason` is a short technical phrase.
        case malformed(reason: String)
        /// The document ends in the middle of something.
        case truncated
        /// The file could not be read from the disk.
        case unreadable(reason: String)
        /// A limit was reached; what lies beyond was not read.
        case limit(name: String, value: String)
        /// A version of the format that we do not know.
        case unsupportedVersion(found: String, supported: String)
        /// The text is not UTF-8.
        case notUTF8
        /// An entry has nothing to identify it by.
        case missingIdentity(name: String)
        /// A reference leads nowhere; a node of kind `unknown` stands for it.
        case danglingReference(String)
        /// Two entries claim one reference.
        case duplicateReference(String)
        /// An object has one key twice; the first stands.
        case duplicateKey(String)
        /// A field has a value that it cannot have.
        case invalidValue(field: String, value: String, expected: String)
        /// A purl that is not one.
        case invalidPackageURL(String)
        /// A key that we do not know; kept.
        case unknownKey(String)
        /// A line that could not be understood.
        case unreadableLine(String)
        /// A value that looks like a credential was replaced by a marker.
        case credentialRedacted(field: String)
        /// A base model that is a local path or otherwise cannot be named.
        case unresolvedBase(String)
        /// A link that leads out of the input was not followed.
        case linkNotFollowed
        /// A file of a kind that is never opened: a device, a pipe, a socket.
        case specialFile
        /// The lock of the project does not say which version a requirement came to: none, or several.
        case unsettledRequirement(name: String, candidates: [String])
        /// Several things answer to a name, so it means none of them.
        case ambiguousName(name: String, candidates: [String])
        /// A file that states what is needed, without a lock file that states which versions were chosen.
        case missingLock(ecosystem: String)
        /// A group needs more members than it has.
        case unsatisfiableGroup(atLeast: Int, members: Int)
        /// Sources disagree; the strongest stands.
        case conflict(attribute: String, standing: String, others: [String])
        /// Sources of equal weight disagree; no value stands.
        case contested(attribute: String, candidates: [String])
        /// Joining by this key would give one node two values of a functional key; the group was not joined.
        case refusedJoin(key: String, value: String)
        /// Two ids differ only in look-alike characters.
        case lookalikes(String, String)
        /// Something outside the inputs was referred to and not read.
        case notFollowed(String)
        /// A file was not counted, because another beside it takes its place.
        case setAside(for: String)
        /// A share that is not an exact decimal between 0 and 1, or shares that add up to more than 1.
        case invalidShare(String)
        /// A fact is older than the age at which it should be looked at again.
        case stale(fact: String, since: String)
    }

    /// What is odd.
    public let problem: Problem
    /// How much it matters.
    public let severity: Severity
    /// Where.
    public let location: SourceLocation

    /// A diagnostic at a place.
    public init(_ problem: Problem, severity: Severity = .warning, at location: SourceLocation) {
        self.problem = problem.withoutCredentials
        self.severity = severity
        self.location = location
    }

    /// Orders by place, then by what is said, then by how much it matters.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        if left.location != right.location { return left.location < right.location }
        let (one, other) = ("\(left.problem)", "\(right.problem)")
        if !one.isBytewiseEqual(to: other) { return one.isBytewiseLess(than: other) }
        return left.severity.rawValue.isBytewiseLess(than: right.severity.rawValue)
    }
}

extension Diagnostic.Problem {
    /// The same problem with credentials in its texts replaced: what an input says wrongly is the likeliest place for one.
    var withoutCredentials: Diagnostic.Problem {
        func clean(_ text: String) -> String { CredentialFilter.redacting(text) ?? text }
        return switch self {
        case .malformed(let reason): .malformed(reason: clean(reason))
        case .unreadable(let reason): .unreadable(reason: clean(reason))
        case .limit(let name, let value): .limit(name: clean(name), value: clean(value))
        case .unsupportedVersion(let found, let supported): .unsupportedVersion(found: clean(found), supported: supported)
        case .missingIdentity(let name): .missingIdentity(name: clean(name))
        case .danglingReference(let text): .danglingReference(clean(text))
        case .duplicateReference(let text): .duplicateReference(clean(text))
        case .duplicateKey(let text): .duplicateKey(clean(text))
        case .invalidValue(let field, let value, let expected): .invalidValue(field: clean(field), value: clean(value), expected: expected)
        case .invalidPackageURL(let text): .invalidPackageURL(clean(text))
        case .unknownKey(let text): .unknownKey(clean(text))
        case .unreadableLine(let text): .unreadableLine(clean(text))
        case .credentialRedacted(let field): .credentialRedacted(field: clean(field))
        case .unresolvedBase(let text): .unresolvedBase(clean(text))
        case .conflict(let attribute, let standing, let others):
            .conflict(attribute: attribute, standing: clean(standing), others: others.map(clean))
        case .contested(let attribute, let candidates): .contested(attribute: attribute, candidates: candidates.map(clean))
        case .unsettledRequirement(let name, let candidates): .unsettledRequirement(name: clean(name), candidates: candidates.map(clean))
        case .ambiguousName(let name, let candidates): .ambiguousName(name: clean(name), candidates: candidates.map(clean))
        case .lookalikes(let left, let right): .lookalikes(clean(left), clean(right))
        case .notFollowed(let text): .notFollowed(clean(text))
        case .setAside(let other): .setAside(for: clean(other))
        case .invalidShare(let text): .invalidShare(clean(text))
        case .truncated, .notUTF8, .linkNotFollowed, .specialFile, .unsatisfiableGroup, .refusedJoin, .stale, .missingLock: self
        }
    }
}
